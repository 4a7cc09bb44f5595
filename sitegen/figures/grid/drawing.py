"""The grid as cells: one panel with both axes, lines, a mark and a legend."""

from __future__ import annotations

from functools import partial

import numpy as np

from sitegen.figures.grid.kernel import GridAxis, GridData, GridValues, drawn_bands
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
    value_ticks,
)
from sitegen.kinds.plot import scale_ticks as on_cells
from sitegen.kinds.scene import Canvas, Scene
from sitegen.kinds.words import text_of

_MOST_LABELLED = 12
"""Columns or rows that are labelled one by one even if they have a scale."""
Lines = tuple[tuple[tuple[float, float], ...], ...]


def draw(params: ResolvedGrid, data: GridData, canvas: Canvas) -> Scene:
    """All cells; rows with places go upwards, those with names downwards."""
    values = data.values
    upwards = not values.y.names
    bands = drawn_bands(values, data.levels, data.block)
    whole = np.repeat(np.repeat(bands, data.block, 0), data.block, 1)[: data.rows, : data.columns]
    grid = CellGrid(
        x=CellAxis(axis_title(params.x, _scale(params.x)), partial(_ticks, values.x, upwards=False)),
        y=CellAxis(axis_title(params.y, _scale(params.y)), partial(_ticks, values.y, upwards=upwards)),
        title=axis_title(params.z, _scale(params.z)),
        bands=whole[::-1] if upwards else whole,
        levels=place_labels(data.levels.tolist()),
        contours=tuple(
            line for level in data.levels[1:-1].tolist() for line in _lines(values, level, data, upwards=upwards)
        )
        if params.contours
        else (),
        iso_lines=tuple((line.name, _lines(values, line.at, data, upwards=upwards)) for line in params.lines),
        here=_here(params, data, upwards=upwards),
        table_cells=_table_cells(data, upwards=upwards),
        upwards=upwards,
    )
    return Scene(panels=(cell_grid_panel(grid, canvas),), text_size=canvas.text_size)


def _scale(axis: Places | Shades) -> str:
    return "log scale" if axis.log else ""


def _table_cells(data: GridData, *, upwards: bool) -> tuple[tuple[tuple[int, int] | None, ...], ...]:
    """The cells that are in the table, column by column from top to bottom."""
    rows, columns = (numbers.tolist() for numbers in shown_cells(data))
    last, known = data.rows - 1, np.isfinite(data.values.z)
    return tuple(
        tuple(
            (column, last - row if upwards else row) if known[row, column] else None
            for row in (reversed(rows) if upwards else rows)
        )
        for column in columns
    )


def _here(params: ResolvedGrid, data: GridData, *, upwards: bool) -> tuple[int, int, str] | None:
    if data.here is None:
        return None
    value = data.here.value
    text = "no value" if value is None else text_of(grid_words(params, data).value(value), "drawn")
    return data.here.column, data.rows - 1 - data.here.row if upwards else data.here.row, text


def _lines(values: GridValues, level: float, data: GridData, *, upwards: bool) -> Lines:
    """The iso-lines of a level in columns and rows of the drawing."""
    size = data.block
    found = contours(values.heights(size), values.height(level))
    shift, last = (size - 1) / 2, data.rows - 1

    def placed(x: float, y: float) -> tuple[float, float]:
        column, row = min(x * size + shift, data.columns - 1), min(y * size + shift, last)
        return column, last - row if upwards else row

    return tuple(tuple(placed(x, y) for x, y in line) for line in found)


def _ticks(axis: GridAxis, most: int, *, upwards: bool) -> Ticks:
    """Labels of single columns or rows, or round values of a scale."""
    count = len(axis.places)
    if count <= _MOST_LABELLED or not axis.is_even:
        found = cell_ticks(axis.names or place_labels(axis.places.tolist()), most)
    else:
        low, high = float(axis.coordinates[0]), float(axis.coordinates[-1])
        ticks = decade_ticks_between(low, high, most) if axis.log else value_ticks(low, high, most)
        found = on_cells(ticks or ((low, ""),), (low, high), count)
    return tuple((count - 1 - at, label) for at, label in found) if upwards else found
