"""Fields of curves that are given and have no effect."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sitegen.figures.curves.curve_checks import VARIABLE
from sitegen.figures.curves.kernel import CurvesData
from sitegen.figures.curves.outside import marks_outside
from sitegen.figures.curves.spec import ResolvedCurves
from sitegen.kinds import Unused, unused_constants, unused_ends
from sitegen.kinds.expressions import parse


def unused(params: ResolvedCurves, compute: Callable[[ResolvedCurves], CurvesData]) -> Sequence[Unused]:
    """Fields that only expressions use, places that no curve takes, and curves and marks beyond the axes."""
    texts = [curve.y for curve in params.series if isinstance(curve.y, str)]
    used = {name for text in texts for name in parse(text, {VARIABLE, *params.constants}).names}
    found = unused_constants(params.constants, used, "series")
    if not texts:
        ends = unused_ends(params.x, "x", "series")
        found += [each._replace(hint="delete it") for each in ends] if _have_places(params) else ends
    if params.x.values is not None and _have_places(params):
        message = "has no effect: each curve of series has places of its own"
        found.append(Unused("x.values", message, ("series",)))
    if params.lines or params.zones or params.notes or params.x.range or params.y.range:
        for mark in marks_outside(params, compute(params)):
            found.append(Unused(mark.field, mark.advice[0], ("series", "x", "y", "a", "b", "c"), mark.advice[1]))
    return found


def _have_places(params: ResolvedCurves) -> bool:
    """Whether no curve takes its places from the axis."""
    return all(isinstance(each.y, str) or each.x is not None for each in params.series)
