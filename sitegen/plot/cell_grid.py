"""A matrix as cells with a shade for each band of values: one path a band, iso-lines, a legend with values, and a mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.cell_regions import outlines
from sitegen.numerics.contours import Points
from sitegen.plot.key_rows import MARGIN, SAMPLE, KeyItem, key_rows
from sitegen.plot.plot_axes import Axis, axis_title_y, fitted, horizontal_axis, label_room, vertical_axis
from sitegen.plot.scales import Frame, Scale
from sitegen.plot.ticks import Ticks
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Cells, Circles, DataPoints, Line, Mark, Panel, Polylines, Rect, Segments, TableCells
from sitegen.theme import ABOVE, BELOW, RAMP

MOST_BANDS = len(RAMP)
MOST_ISO_LINES = 4
"""Named iso-lines that differ in their dashes."""
_BAR = 14.0
"""Width of the bar of the legend."""
_CELL = (90.0, 64.0)
"""Largest width and height of a cell."""
_LEAST_BAR = 100.0
"""Least height of the bar of the legend."""
_HATCH = 7.0
"""Distance of hatching lines."""
_LABEL_SHARE = 0.36
"""Share of the width for a label of a row or column; longer ones are cut."""
_CHORD = 0.01
"""Least distance of two points of an iso-line, as a share of the width of the frame."""


@dataclass(frozen=True, slots=True)
class CellAxis:
    """An axis of cells."""

    title: str
    ticks: Callable[[int], Ticks]
    """Ticks for a number of steps; position i is the centre of cell i."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellGrid:
    """What a grid of cells shows. Row 0 is at the top."""

    x: CellAxis
    y: CellAxis
    title: str
    """What the values are."""
    bands: NDArray[np.int64]
    """Number of the band of each cell, shape (M, N); −1 where there is no value."""
    levels: tuple[str, ...]
    """Labels of the lower ends of the bands, ascending, and of the upper end of the last."""
    middle: int | None = None
    """The number of the level at which colours change; None with one ramp from the lowest to the highest band."""
    contours: tuple[Points, ...] = ()
    """Thin lines; points are (column, row), whole numbers at the centres of cells."""
    iso_lines: tuple[tuple[str, tuple[Points, ...]], ...] = ()
    """Names and lines, at most `MOST_ISO_LINES`."""
    here: tuple[int, int, str] | None = None
    """Column and row of a marked cell, and what is there."""
    values: tuple[tuple[str, ...], ...] = ()
    """What is written in the cells, row by row, empty where there is no value; nothing if one has no room."""
    table_cells: tuple[tuple[tuple[int, int] | None, ...], ...] = ()
    """For each column of the data table, column and row of its cells from top to bottom; None where there is no value."""
    upwards: bool = False
    """Whether the table begins with the lowest of these cells."""


def ramp_role(band: int, count: int) -> str:
    """The role of a band: the first of the ramp for the lowest of `count` bands, and the last for the highest; the middle of a single one."""
    return RAMP[(2 * band * (MOST_BANDS - 1) + count - 1) // (2 * (count - 1))] if count > 1 else RAMP[5]


def arm_role(band: int, count: int, middle: int) -> str:
    """The role of a band where colours change at the level number `middle`: the strongest shade for the band farthest from it."""
    farthest = max(middle, count - middle)
    arm, place = (BELOW, middle - 1 - band) if band < middle else (ABOVE, band - middle)
    return arm[round(place * (len(arm) - 1) / (farthest - 1))] if farthest > 1 else arm[3]


def _role(grid: CellGrid, band: int) -> str:
    count = len(grid.levels) - 1
    return ramp_role(band, count) if grid.middle is None else arm_role(band, count, grid.middle)


def cell_grid_panel(grid: CellGrid, canvas: Canvas) -> Panel:
    """The panel of a grid of cells, with its axes and its legend."""
    width = canvas.width
    titles = [canvas.shortened(text, width - 2 * MARGIN) for text in (grid.y.title, grid.title) if text]
    room = sum(map(canvas.text_width, titles)) + canvas.text_size
    head: list[Mark] = []
    y = 18.0
    end = _legend_right(grid, _frame(grid, canvas, y)[0], canvas)
    if grid.title:
        end = min(max(end, MARGIN + canvas.text_width(titles[-1])), width - MARGIN)
    if grid.y.title:
        head.append(canvas.text("muted", titles[0], MARGIN, y))
    if grid.title:
        y += canvas.line_height if grid.y.title and room > end - MARGIN else 0.0
        head.append(canvas.text("muted", titles[-1], end, y, anchor="end"))
    items = list(_key_items(grid))
    rows, bottom = (
        key_rows(items, canvas, width, y + (canvas.line_height if head else 0.0)) if items else ([], y if head else 0.0)
    )
    frame, y_axis = _frame(grid, canvas, bottom + 16.0)
    x_scale = Scale(-0.5, grid.bands.shape[1] - 0.5, frame.left, frame.right)
    x_axis = fitted(lambda most: _shortened(grid.x.ticks(most), canvas), x_scale, canvas, width=width)
    # without grid lines, which only missing cells would show
    labels = [mark for mark in vertical_axis(frame, y_axis, canvas) if mark.role != "grid"]
    marks = [*head, *rows, *labels, *_cells(grid, frame)]
    marks += [*_iso_lines(grid, frame), _outline(frame), *horizontal_axis(x_axis, frame, canvas, width)]
    marks += [*_values(grid, frame, canvas), *_table_cells(grid, frame)]
    if grid.here:
        marks += _here(*_placed((grid.here[:2],), frame, grid)[0])
    marks += _legend(grid, frame, canvas)
    low = axis_title_y(frame, canvas)
    if grid.x.title:
        room = (frame.right if _bar_height(grid, frame) > frame.height else width - MARGIN) - MARGIN
        title = canvas.text("muted", canvas.shortened(grid.x.title, room), frame.middle[0], low, anchor="middle")
        marks.append(canvas.inside(title, MARGIN, MARGIN + room + MARGIN))
    bar = frame.top + _bar_height(grid, frame) + canvas.text_size
    return Panel(width=width, height=max(low + (9.0 if grid.x.title else -14.0), bar), marks=tuple(marks))


def _frame(grid: CellGrid, canvas: Canvas, top: float) -> tuple[Frame, Axis]:
    """The plotting area between the labels of rows and the legend, with cells that are not too large, and the axis of rows."""
    rows, columns = grid.bands.shape
    height = min(400.0 if canvas.is_wide else 240.0, rows * _CELL[1] * (1.4 if canvas.is_wide else 1.0))
    ticks = _shortened(grid.y.ticks(min(12, canvas.most_ticks(height))), canvas)
    left = max(MARGIN + label_room(ticks, canvas), 40.0)
    legend = _BAR + 2 * canvas.text_size + max(map(canvas.text_width, grid.levels))
    width = min(canvas.width - MARGIN - legend - left, columns * _CELL[0] * (2.75 if canvas.is_wide else 1.0))
    frame = Frame(left, top, left + width, top + height)
    return frame, Axis(Scale(-0.5, rows - 0.5, frame.top, frame.bottom), ticks)


def _legend_right(grid: CellGrid, frame: Frame, canvas: Canvas) -> float:
    """Where the labels of the legend end."""
    return frame.right + canvas.text_size + _BAR + canvas.label_gap + max(map(canvas.text_width, grid.levels))


def _shortened(ticks: Ticks, canvas: Canvas) -> Ticks:
    return tuple((at, canvas.shortened(label, _LABEL_SHARE * canvas.width)) for at, label in ticks)


def _cells(grid: CellGrid, frame: Frame) -> Iterator[Mark]:
    """One mark for each band, and hatching where there is no value."""
    rows, columns = grid.bands.shape
    count = len(grid.levels) - 1
    size = {"cell_width": frame.width / columns, "cell_height": frame.height / rows}
    for band in range(count):
        if (grid.bands == band).any():
            rings = outlines(grid.bands == band)
            yield Cells(role=_role(grid, band), left=frame.left, top=frame.top, **size, rings=rings)
    if (grid.bands < 0).any():
        yield Segments(role="missing", lines=tuple(_hatching(grid.bands < 0, frame)))


def _hatching(region: NDArray[np.bool_], frame: Frame) -> Iterator[tuple[float, float, float, float]]:
    """Diagonal lines inside a region of cells."""
    rows, columns = region.shape
    step = min(1.0, frame.width / columns / 2, frame.height / rows / 2)
    for start in np.arange(frame.left - frame.height + _HATCH / 2, frame.right, _HATCH):
        along = np.arange(max(0.0, frame.left - start), min(frame.height, frame.right - start), step)
        column = np.minimum((start + along - frame.left) * columns / frame.width, columns - 1).astype(int)
        row = np.minimum(along * rows / frame.height, rows - 1).astype(int)
        inside = np.concatenate([[False], region[row, column], [False]])
        edges = np.flatnonzero(inside[1:] != inside[:-1])
        for first, last in edges.reshape(-1, 2).tolist():
            if last - first > 1:
                begin, end = along[first], along[last - 1]
                yield float(start + begin), float(frame.top + begin), float(start + end), float(frame.top + end)


def _placed(points: Points | tuple[tuple[int, int], ...], frame: Frame, grid: CellGrid) -> Points:
    """Points in user units."""
    rows, columns = grid.bands.shape
    wide, high = frame.width / columns, frame.height / rows
    return tuple((frame.left + (x + 0.5) * wide, frame.top + (y + 0.5) * high) for x, y in points)


def _values(grid: CellGrid, frame: Frame, canvas: Canvas) -> Iterator[Mark]:
    """The value of every cell, on a ground of its own, since text is not readable on every shade."""
    rows, columns = grid.bands.shape
    texts = [(text, (column, row)) for row, line in enumerate(grid.values) for column, text in enumerate(line) if text]
    wide, high = max((canvas.text_width(text) for text, _ in texts), default=0.0) + 4.0, 1.6 * canvas.text_size
    if wide + 8.0 > frame.width / columns or high + 8.0 > frame.height / rows:
        return
    for text, cell in texts:
        x, y = _placed((cell,), frame, grid)[0]
        yield Rect(role="surface", x=x - wide / 2, y=y - high / 2, width=wide, height=high, radius=high / 2)
        yield canvas.text("text", text, x, y + canvas.drop, anchor="middle")


def _table_cells(grid: CellGrid, frame: Frame) -> Iterator[Mark]:
    """The cells that are in the data table, column by column."""
    size = (frame.width / grid.bands.shape[1], frame.height / grid.bands.shape[0])
    for number, column in enumerate(grid.table_cells, 1):
        places = tuple(_placed((cell,), frame, grid)[0] if cell else None for cell in column)
        cells = TableCells((number,), first=len(column) - 1 if grid.upwards else 0, upwards=grid.upwards)
        yield DataPoints(cells=cells, places=places, sizes=(size,))


def _iso_lines(grid: CellGrid, frame: Frame) -> Iterator[Mark]:
    contours = tuple(_thinned(_placed(line, frame, grid), frame) for line in grid.contours)
    if contours:
        yield Polylines(role="contour", runs=contours)
    for number, (_, lines) in enumerate(grid.iso_lines, 1):
        runs = tuple(_thinned(_placed(line, frame, grid), frame) for line in lines)
        if runs:
            yield Polylines(role="casing", runs=runs)
            yield Polylines(role=f"iso-{number}", runs=runs)


def _thinned(points: Points, frame: Frame) -> Points:
    """The ends, and points between them that are not too close together."""
    kept = [points[0]]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= _CHORD * frame.width:
            kept.append(point)
    return (*kept, points[-1])


def _outline(frame: Frame) -> Mark:
    left, top, right, bottom = frame.left, frame.top, frame.right, frame.bottom
    corners = (left, top), (right, top), (right, bottom), (left, bottom), (left, top)
    return Polylines(role="axis", runs=(corners,))


def _here(x: float, y: float) -> list[Mark]:
    return [Circles(role="here", centres=((x, y),), radius=5.0), Circles(role="muted", centres=((x, y),), radius=1.5)]


def _key_items(grid: CellGrid) -> Iterator[KeyItem]:
    """Samples of the mark, of iso-lines and of hatching."""
    if grid.here:
        yield KeyItem("text", grid.here[2], lambda x, y: _here(x + SAMPLE / 2, y), bold=True)
    for number, (name, _) in enumerate(grid.iso_lines, 1):
        yield KeyItem("text", name, partial(_iso_sample, f"iso-{number}"))
    if (grid.bands < 0).any():
        yield KeyItem("text", "no value", _missing_sample)


def _iso_sample(role: str, x: float, y: float) -> list[Mark]:
    return [Line(role=role, x1=x, y1=y, x2=x + SAMPLE, y2=y)]


def _missing_sample(x: float, y: float) -> list[Mark]:
    lines = tuple((x + shift, y - 5, x + shift + 10, y + 5) for shift in (0.0, 4.0, 8.0, 12.0))
    return [Segments(role="missing", lines=lines)]


def _bar_height(grid: CellGrid, frame: Frame) -> float:
    return max(frame.height, min(_LEAST_BAR, 24.0 * (len(grid.levels) - 1)))


def _legend(grid: CellGrid, frame: Frame, canvas: Canvas) -> Iterator[Mark]:
    """A bar with the bands, the highest at the top, and labels of their ends as far as there is room."""
    count, left = len(grid.levels) - 1, frame.right + canvas.text_size
    high = _bar_height(grid, frame) / count
    for band in range(count):
        ring = (0, count - 1 - band, 1, 1, -1)
        yield Cells(role=_role(grid, band), left=left, top=frame.top, cell_width=_BAR, cell_height=high, rings=(ring,))
    every = next(step for step in range(1, count + 1) if step * high >= 1.3 * canvas.text_size or step == count)
    for level in range(0, count + 1, every):
        y = frame.top + (count - level) * high
        yield Line(role="axis", x1=left + _BAR, y1=y, x2=left + _BAR + 3, y2=y)
        yield canvas.text("muted", grid.levels[level], left + _BAR + canvas.label_gap, y + canvas.drop)


def cell_ticks(labels: tuple[str, ...], most: int) -> Ticks:
    """The label of every cell, or of every second, third and so on, with at most `most` steps between them."""
    every = max(1, -(-(len(labels) - 1) // most))
    return tuple((float(index), labels[index]) for index in range(0, len(labels), every))


def scale_ticks(ticks: Ticks, places: tuple[float, float], count: int) -> Ticks:
    """Ticks in axis coordinates as positions of cells: `count` cells are evenly spaced from the first to the last of `places`."""
    low, high = places
    return tuple(((value - low) / (high - low) * (count - 1), label) for value, label in ticks)
