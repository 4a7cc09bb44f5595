"""Bars as rows on a common axis, or dots where the axis is logarithmic and the length of a bar would mean nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sitegen.plot.plot_series import RADIUS, marker
from sitegen.plot.rows import Row, RowChart, Rows, row_panel
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import DataPoints, Mark, Panel, Rect, Segments, TableCells

_ROW_HEIGHT = 1.5
_BAR_SHARE = 0.7
"""Height of a row in text sizes, and of its bar as a share of it."""


def bar_panel(
    chart: RowChart, values: NDArray[np.float64], canvas: Canvas, *, log: bool = False, base: float = -math.inf
) -> Panel:
    """The panel of one bar for each row.

    Parameters
    ----------
    chart : RowChart
        A linear axis contains 0, where bars begin. Where some rows are strong, the bars of the others are grey and hollow.
    values : ndarray, shape (N,)
        In axis coordinates. NaN has no bar, and −inf, an exact zero of a logarithmic axis, is a ring.
    canvas : Canvas
    log : bool
        Whether the axis is logarithmic: then there are dots in place of bars.
    base : float
        Where the lines to dots begin in axis coordinates: 0 on an axis with both signs, by default its left end.
    """

    def content(found: Rows) -> list[Mark]:
        marks = _dots(found, chart.rows, values, base) if log else _bars(found, chart.rows, values)
        return [*marks, *(_points(found, values, cells, log=log) for cells in chart.cells)]

    return row_panel(chart, _ROW_HEIGHT * canvas.text_size, canvas, content)


def _points(found: Rows, values: NDArray[np.float64], cells: TableCells, *, log: bool) -> Mark:
    """The places of all values, each as large as its bar, or as a dot."""
    places, sizes = list[tuple[float, float] | None](), list[tuple[float, float]]()
    for row, value in zip(found.rows, values.tolist(), strict=True):
        end = found.scale(value)
        start = end if log else found.scale(0.0)
        known = not np.isnan(value)
        places.append(((start + end) / 2, row.middle[1]) if known else None)
        sizes.append((abs(end - start) if known else 0.0, _BAR_SHARE * row.height))
    return DataPoints(cells=cells, places=tuple(places), sizes=tuple(sizes))


def _bars(found: Rows, rows: Sequence[Row], values: NDArray[np.float64]) -> list[Mark]:
    base, marks = found.scale(0.0), list[Mark]()
    for row, frame, value in zip(rows, found.rows, values.tolist(), strict=True):
        if np.isfinite(value):
            end, height = found.scale(value), _BAR_SHARE * frame.height
            y = (frame.top + frame.bottom - height) / 2
            marks.append(
                Rect(role=_role(row, rows), x=min(base, end), y=y, width=abs(end - base), height=height, radius=1.0)
            )
    return [*marks, _base_line(found, base)]


def _base_line(found: Rows, x: float) -> Mark:
    return Segments(role="axis", lines=tuple((x, row.top, x, row.bottom) for row in found.rows))


def _dots(found: Rows, rows: Sequence[Row], values: NDArray[np.float64], base: float) -> list[Mark]:
    """A dot at the end of a faint line from the base, or a ring at the left."""
    marks, places = list[Mark](), list[tuple[str, float, float]]()
    for row, frame, value in zip(rows, found.rows, values.tolist(), strict=True):
        if not np.isnan(value):
            y = (frame.top + frame.bottom) / 2
            places.append((_role(row, rows, zero=bool(np.isneginf(value))), found.scale(value), y))
    start = found.scale(base)
    lines = tuple((start, y, x, y) for _, x, y in places if x != start)
    if lines:
        marks.append(Segments(role="grid", lines=lines))
    if math.isfinite(base):
        marks.append(_base_line(found, start))
    for role in dict.fromkeys(role for role, _, _ in places):
        centres = tuple((x, y) for each, x, y in places if each == role)
        marks.append(marker(1, centres, RADIUS + 1, role))
    return marks


def _role(row: Row, rows: Sequence[Row], *, zero: bool = False) -> str:
    """The role of the mark of a row: filled, or grey and hollow beside rows that the author points to."""
    if any(each.strong for each in rows) and not row.strong:
        return "context"
    return "series-1-zero" if zero else "series-1-mark"
