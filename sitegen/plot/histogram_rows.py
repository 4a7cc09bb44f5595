"""Histograms as rows on one axis of bins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sitegen.plot.rows import RowChart, Rows, row_panel
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import DataPoints, Mark, Panel, Polylines, Segments, TableCells

Floats = NDArray[np.float64]
_HEIGHTS = ((1, 10.0), (3, 5.0), (8, 3.2))
"""Number of rows, and the height of a row in text sizes up to that number."""


def histogram_panel(chart: RowChart, places: Floats, heights: Sequence[Floats], canvas: Canvas) -> Panel:
    """The panel of one histogram for each row; all have the same vertical scale.

    Parameters
    ----------
    chart : RowChart
    places : ndarray, shape (N + 1,)
        Edges of the bins in axis coordinates, ascending.
    heights : sequence of ndarray
        Height of each bin of each row, shape (N,).
    canvas : Canvas
    """
    height = next(size for most, size in _HEIGHTS if len(chart.rows) <= most) * canvas.text_size
    tallest = max(float(row.max()) for row in heights) or 1.0

    def content(found: Rows) -> list[Mark]:
        x = found.scale.places(places).tolist()
        bars = [(frame, row / tallest * (frame.height - 2)) for row, frame in zip(heights, found.rows, strict=True)]
        runs = [run for frame, row in bars for run in _outlines(x, (frame.bottom - row).tolist(), frame.bottom)]
        points = [
            _bins(cells, x, row.tolist(), frame.bottom) for cells, (frame, row) in zip(chart.cells, bars, strict=False)
        ]
        base = Segments(role="grid", lines=tuple((row.left, row.bottom, row.right, row.bottom) for row in found.rows))
        shapes = [Polylines(role="series-1-mark", runs=tuple(runs), closed=True)] if runs else []
        return [base, *shapes, *points]

    return row_panel(chart, height, canvas, content)


def _bins(cells: TableCells, x: list[float], heights: list[float], base: float) -> Mark:
    """The bins of one row, each as high as its bar."""
    bars = [(left, right, height) for left, right, height in zip(x[:-1], x[1:], heights, strict=True)]
    places = tuple(((left + right) / 2, base - height / 2) for left, right, height in bars)
    sizes = tuple((right - left, height) for left, right, height in bars)
    return DataPoints(cells=cells, places=places, sizes=sizes)


def _outlines(x: list[float], tops: list[float], base: float) -> list[tuple[tuple[float, float], ...]]:
    """The outline of each run of bins that are not empty."""
    found: list[tuple[tuple[float, float], ...]] = []
    points: list[tuple[float, float]] = []
    for left, right, top in zip(x[:-1], x[1:], tops, strict=True):
        if top < base:
            points += [*([] if points else [(left, base)]), (left, top), (right, top)]
        elif points:
            found.append((*points, (points[-1][0], base)))
            points = []
    return [*found, (*points, (points[-1][0], base))] if points else found
