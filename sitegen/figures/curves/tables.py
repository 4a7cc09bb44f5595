"""The values of all curves as tables: those that readers see, and all of them for a file."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sitegen.figures.curves.kernel import CurvesData
from sitegen.figures.curves.spec import ResolvedCurves, VerticalAxis
from sitegen.figures.curves.wording import value_limits
from sitegen.kinds.scene import TableCells
from sitegen.kinds.words import (
    NO_VALUE,
    Column,
    Compact,
    FileColumns,
    Quantity,
    Table,
    Value,
    format_parameter,
    numbers_against,
)

MOST_ROWS = 200
"""Rows of the table that readers see; of a longer one, it has evenly spaced rows and every extreme."""
_SPACED_ROWS = 60

Rows = NDArray[np.int64]


def curves_table(params: ResolvedCurves, data: CurvesData) -> Table:
    """A row for each place where all curves have the same places, otherwise for each value; long curves are thinned."""
    series, rows = [curve.values.y for curve in data.curves], _shown(data)
    whole = all(len(chosen) == len(y) for chosen, y in zip(rows, series, strict=True))
    caption = "Values of the curves" if whole else "Some values of the curves, with every extreme"
    curves = [(curve.values, chosen) for curve, chosen in zip(data.curves, rows, strict=True)]
    x, y, limits = _heading(params.x, "x"), _heading(params.y, "y"), value_limits(params)
    if _is_common(data):
        places = _cells(curves[0][0].x[rows[0]], write=format_parameter)
        told = zip(_identifiers(data), curves, strict=True)
        columns = [
            Column("x", x, places),
            *(Column(name, of.name, _cells(of.y[chosen], *limits)) for name, (of, chosen) in told),
        ]
    else:
        all_x = np.concatenate([values.x[chosen] for values, chosen in curves])
        all_y = np.concatenate([values.y[chosen] for values, chosen in curves])
        owners = tuple(values.name for values, chosen in curves for _ in chosen)
        columns = [
            Column("curve", "curve", owners),
            Column("x", x, _cells(all_x, write=format_parameter)),
            Column("y", y, _cells(all_y, *limits)),
        ]
    return Table(caption, tuple(columns))


def curve_cells(data: CurvesData) -> Sequence[tuple[TableCells, Rows]]:
    """Where that table tells each curve, and which of its values."""
    rows = _shown(data)
    if _is_common(data):
        return [(TableCells((column,)), chosen) for column, chosen in enumerate(rows, 1)]
    starts = np.cumsum([0, *map(len, rows)]).tolist()
    return [(TableCells((1, 2), first=start), chosen) for start, chosen in zip(starts, rows, strict=False)]


def _shown(data: CurvesData) -> list[Rows]:
    """The values of each curve that readers see."""
    series = [curve.values.y for curve in data.curves]
    return [_rows(series)] * data.number if _is_common(data) else [_rows([y]) for y in series]


def csv_of_all(data: CurvesData) -> Mapping[str, FileColumns]:
    """Every value as a file, if the table has not all of them."""
    curves = [curve.values for curve in data.curves]
    if max(len(curve.y) for curve in curves) <= MOST_ROWS:
        return {}
    if _is_common(data):
        named = zip(_identifiers(data), (curve.y for curve in curves), strict=True)
        return {"curves.csv": {"x": curves[0].x, **dict(named)}}
    owners = [curve.name for curve in curves for _ in curve.y]
    x, y = (np.concatenate([getattr(curve, name) for curve in curves]) for name in ("x", "y"))
    return {"curves.csv": {"curve": owners, "x": x, "y": y}}


def _identifiers(data: CurvesData) -> list[str]:
    """Names of columns in a file."""
    names = [curve.values.name for curve in data.curves]
    short = [re.sub(r"\W+", "_", name).strip("_").lower() or "y" for name in names]
    return [name if [*short, "x"].count(name) == 1 else f"{name}_{number}" for number, name in enumerate(short, 1)]


def _is_common(data: CurvesData) -> bool:
    return all(np.array_equal(curve.values.x, data.curves[0].values.x) for curve in data.curves)


def _rows(series: Sequence[NDArray[np.float64]]) -> Rows:
    """All rows, or evenly spaced ones and the extremes of every curve."""
    length = len(series[0])
    if length <= MOST_ROWS:
        return np.arange(length)
    extremes = [pick(y) for y in series for pick in (np.nanargmin, np.nanargmax) if np.isfinite(y).any()]
    return np.unique(np.concatenate([np.linspace(0, length - 1, _SPACED_ROWS).round().astype(np.int64), extremes]))


def _cells(
    values: NDArray[np.float64], *limits: float, write: Callable[[float], Quantity] = Compact
) -> tuple[Value, ...]:
    numbers = numbers_against(values.tolist(), *limits, write=write)
    return tuple(NO_VALUE if math.isnan(value) else number for value, number in zip(values, numbers, strict=True))


def _heading(axis: VerticalAxis, default: str) -> str:
    name = axis.means or default
    return f"{name} [{axis.unit}]" if axis.unit else name
