"""The numbers of `curves` again: extremes by comparison, and slopes of expressions by central differences."""

from __future__ import annotations

from typing import cast

import numpy as np

from sitegen.figures.curves.spec import ResolvedCurve, ResolvedCurves
from sitegen.kinds.expressions import evaluate, parse

_STEP = 1e-6


def compared(params: ResolvedCurves) -> dict[str, object]:
    """The values, and the largest and the least of each curve."""
    found: dict[str, object] = {}
    for number, curve in enumerate(params.series):
        values = _differences(params, curve) if isinstance(curve.y, str) else curve.y
        known = [value for value in values if value is not None]
        if curve.slope:
            found[f"curves.{number}.values.y"] = np.array(values, dtype=np.float64)
        found[f"curves.{number}.features.highest.at.y"] = max(known)
        found[f"curves.{number}.features.lowest.at.y"] = min(known)
    return found


def _differences(params: ResolvedCurves, curve: ResolvedCurve) -> list[float]:
    """An expression without poles at the places of the axis, or its slope there."""
    expression = parse(str(curve.y), {"x", *params.constants})
    places = np.linspace(cast("float", params.x.start), cast("float", params.x.to), params.x.points)

    def at(x: np.ndarray) -> np.ndarray:
        return np.asarray(evaluate(expression, {"x": x, **params.constants}))

    values = (at(places + _STEP) - at(places - _STEP)) / (2 * _STEP) if curve.slope else at(places)
    return [float(value) for value in values]
