"""The values of `grid` again, cell by cell."""

from __future__ import annotations

from typing import cast

import numpy as np

from sitegen.figures.grid.spec import ResolvedGrid
from sitegen.kinds.expressions import evaluate, parse


def cells(params: ResolvedGrid) -> dict[str, object]:
    """The largest and the least value, and how many cells have none."""
    given = _expression(params) if isinstance(params.values, str) else [row.values for row in params.values]
    every = [value for row in given for value in row]
    known = [value for value in every if value is not None]
    return {
        "features.cells": len(every),
        "features.missing": len(every) - len(known),
        "features.highest.value": max(known),
        "features.lowest.value": min(known),
    }


def _expression(params: ResolvedGrid) -> list[list[float]]:
    """The value of an expression with constants alone, at each place."""
    constants = {name: value for name in "abc" if (value := getattr(params, name)) is not None}
    columns, rows = (
        np.linspace(cast("float", axis.start), cast("float", axis.to), axis.points) for axis in (params.x, params.y)
    )
    expression = parse(str(params.values), {"x", "y", *constants})
    given = [[{**constants, "x": x, "y": y} for x in columns.tolist()] for y in rows.tolist()]
    return [[float(evaluate(expression, {n: np.array(v) for n, v in each.items()})) for each in row] for row in given]
