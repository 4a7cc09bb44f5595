"""The values of all curves as tables: those that readers see, and all of them for a file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sitegen.figures.curves.kernel import CurvesData
from sitegen.figures.curves.spec import ResolvedCurves
from sitegen.kinds.numerics import table_rows
from sitegen.kinds.scene import TableCells
from sitegen.kinds.words import Column, FileColumns, Table, place_cells, value_cells

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
    x, y, limits = params.x.heading("x"), params.y.heading("y"), params.limits
    if data.has_common_places:
        places = place_cells(curves[0][0].x[rows[0]])
        chosen_curves = zip(_identifiers(data), curves, strict=True)
        columns = [
            Column("x", x, places),
            *(
                Column(name, of.name, value_cells(of.y[chosen], *limits), f"{y} of" if params.y.means else "")
                for name, (of, chosen) in chosen_curves
            ),
        ]
    else:
        all_x = np.concatenate([values.x[chosen] for values, chosen in curves])
        all_y = np.concatenate([values.y[chosen] for values, chosen in curves])
        owners = tuple(values.name for values, chosen in curves for _ in chosen)
        columns = [
            Column("curve", "curve", owners),
            Column("x", x, place_cells(all_x)),
            Column("y", y, value_cells(all_y, *limits)),
        ]
    return Table(caption, tuple(columns))


def curve_cells(data: CurvesData) -> Sequence[tuple[TableCells, Rows]]:
    """Where that table has each curve, and which of its values."""
    rows = _shown(data)
    if data.has_common_places:
        return [(TableCells((column,)), chosen) for column, chosen in enumerate(rows, 1)]
    starts = np.cumsum([0, *map(len, rows)]).tolist()
    return [(TableCells((1, 2), first=start), chosen) for start, chosen in zip(starts, rows, strict=False)]


def _shown(data: CurvesData) -> list[Rows]:
    """The values of each curve that readers see."""
    series = [curve.values.y for curve in data.curves]
    if data.has_common_places:
        return [table_rows(series, MOST_ROWS, _SPACED_ROWS)] * data.number
    return [table_rows([y], MOST_ROWS, _SPACED_ROWS) for y in series]


def csv_of_all(data: CurvesData) -> Mapping[str, FileColumns]:
    """Every value as a file, if the table has not all of them."""
    curves = [curve.values for curve in data.curves]
    if max(len(curve.y) for curve in curves) <= MOST_ROWS:
        return {}
    if data.has_common_places:
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
