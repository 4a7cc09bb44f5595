"""The grid as cells: one panel with both axes, lines, a mark and a legend."""

from __future__ import annotations

from functools import partial

import numpy as np

from sitegen.figures.grid.kernel import GridAxis, GridData, drawn_bands
from sitegen.figures.grid.spec import Places, ResolvedGrid, Shades
from sitegen.figures.grid.tables import shown_cells
from sitegen.figures.grid.wording import grid_words
from sitegen.kinds.numerics import contours
from sitegen.kinds.plot import (
    CellAxis,
    CellGrid,
    Ticks,
    axis_title,
    cell_grid_panel,
    cell_ticks,
    decade_ticks_between,
    place_labels,
    scale_ticks,
    value_ticks,
)
from sitegen.kinds.scene import Canvas, Scene
from sitegen.kinds.words import text_of

_MOST_WRITTEN_ROWS = 7
"""Rows of a grid whose values are written in its cells, as many as the columns that readers see in its table."""
_MOST_LABELLED = 12
"""Columns or rows that are labelled one by one even if they have a scale."""
Lines = tuple[tuple[tuple[float, float], ...], ...]


def draw(params: ResolvedGrid, data: GridData, canvas: Canvas) -> Scene:
    """All cells; rows with places go upwards, those with names downwards."""
    values = data.values
    bands = drawn_bands(values, data.levels, data.block)
    whole = np.repeat(np.repeat(bands, data.block, 0), data.block, 1)[: data.rows, : data.columns]
    between = data.levels[1:-1].tolist() if params.contours else []
    if data.middle is not None and params.z.centre not in {*between, *(line.at for line in params.lines)}:
        between.append(params.z.centre)
    grid = CellGrid(
        x=CellAxis(axis_title(params.x, _scale(params.x)), partial(_ticks, values.x, upwards=False)),
        y=CellAxis(axis_title(params.y, _scale(params.y)), partial(_ticks, values.y, upwards=data.upwards)),
        title=axis_title(params.z, _scale(params.z)),
        bands=whole[::-1] if data.upwards else whole,
        levels=place_labels(data.levels.tolist()),
        middle=data.middle,
        contours=tuple(line for level in between for line in _lines(data, level)),
        iso_lines=tuple((line.name, _lines(data, line.at)) for line in params.lines),
        here=_here(params, data),
        values=_values(params, data),
        table_cells=_table_cells(data),
        upwards=data.upwards,
    )
    return Scene(panels=(cell_grid_panel(grid, canvas),), text_size=canvas.text_size)


def _scale(axis: Places | Shades) -> str:
    return "log scale" if axis.log else ""


def _values(params: ResolvedGrid, data: GridData) -> tuple[tuple[str, ...], ...]:
    """The value of each cell from top to bottom, if these are all in the table and nothing else is drawn on the cells."""
    rows, columns = shown_cells(data)
    whole = (len(rows), len(columns)) == (data.rows, data.columns) and data.rows <= _MOST_WRITTEN_ROWS
    if not whole or params.lines or params.contours or data.here or data.middle is not None:
        return ()
    words = grid_words(params, data)
    lines = [
        tuple(text_of(words.value(value), "drawn") if np.isfinite(value) else "" for value in line)
        for line in data.values.z.tolist()
    ]
    return tuple(lines[::-1] if data.upwards else lines)


def _table_cells(data: GridData) -> tuple[tuple[tuple[int, int] | None, ...], ...]:
    """The cells that are in the table, column by column from top to bottom."""
    rows, columns = (numbers.tolist() for numbers in shown_cells(data))
    known = np.isfinite(data.values.z)
    downwards = rows[::-1] if data.upwards else rows
    return tuple(
        tuple((column, int(data.from_top(row))) if known[row, column] else None for row in downwards)
        for column in columns
    )


def _here(params: ResolvedGrid, data: GridData) -> tuple[int, int, str] | None:
    if data.here is None:
        return None
    value = data.here.value
    text = "no value" if value is None else text_of(grid_words(params, data).value(value), "drawn")
    return data.here.column, int(data.from_top(data.here.row)), text


def _lines(data: GridData, level: float) -> Lines:
    """The iso-lines of a level in columns and rows of the drawing."""
    size, values = data.block, data.values
    shift, last = (size - 1) / 2, data.rows - 1

    def placed(x: float, y: float) -> tuple[float, float]:
        return min(x * size + shift, data.columns - 1), data.from_top(min(y * size + shift, last))

    return tuple(
        tuple(placed(*point) for point in line) for line in contours(values.heights(size), values.height(level))
    )


def _ticks(axis: GridAxis, most: int, *, upwards: bool) -> Ticks:
    """Labels of single columns or rows, or round values of a scale."""
    count = len(axis.places)
    if count <= _MOST_LABELLED or not axis.is_even:
        found = cell_ticks(axis.names or place_labels(axis.places.tolist()), most)
    else:
        low, high = float(axis.coordinates[0]), float(axis.coordinates[-1])
        ticks = decade_ticks_between(low, high, most) if axis.log else value_ticks(low, high, most)
        found = scale_ticks(ticks or ((low, ""),), (low, high), count)
    return tuple((count - 1 - at, label) for at, label in found) if upwards else found
