"""Histograms as rows on one axis of bins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sitegen.plot.rows import RowChart, Rows, row_panel
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Mark, Panel, Polylines, Segments

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
        runs = [
            run
            for row, frame in zip(heights, found.rows, strict=True)
            for run in _outlines(x, (frame.bottom - row / tallest * (frame.height - 2)).tolist(), frame.bottom)
        ]
        base = Segments(role="grid", lines=tuple((row.left, row.bottom, row.right, row.bottom) for row in found.rows))
        return [base, Polylines(role="series-1-mark", runs=tuple(runs), closed=True)] if runs else [base]

    return row_panel(chart, height, canvas, content)


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
