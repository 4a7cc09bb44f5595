"""The values of a grid as tables: a matrix for readers, and a row for each cell in a file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sitegen.figures.grid.kernel import GridAxis, GridData
from sitegen.figures.grid.spec import ResolvedGrid
from sitegen.kinds.words import Column, FileColumns, GridWords, Table, text_of, value_cells

_MOST_COLUMNS, _MOST_ROWS = 7, 40
"""Most columns and rows of the matrix for readers; of a larger grid, they are evenly spaced."""


def grid_table(params: ResolvedGrid, data: GridData, words: GridWords) -> Table:
    """A row for each row of the grid and a column for each of its columns, or for some of them."""
    rows, columns = shown_cells(data)
    whole = len(rows) == data.rows and len(columns) == data.columns
    axes = f"{params.y.means or 'y'} by {params.x.means or 'x'}"
    places = tuple(words.rows.place(float(data.values.y.places[row])) for row in rows)
    heads = [words.columns.place(float(data.values.x.places[column])) for column in columns]
    return Table(
        f"{words.subject}, {axes}" if whole else f"{words.subject}, {axes}: evenly spaced rows and columns",
        (
            Column("y", params.y.means or "y", places),
            *(
                Column(
                    f"x_{number}",
                    f"{words.columns.at} {text_of(head, 'page')}",
                    value_cells(data.values.z[rows, column], *words.columns.limits),
                    f"{params.z.heading('value')} at",
                )
                for number, (head, column) in enumerate(zip(heads, columns, strict=True))
            ),
        ),
    )


def every_cell(data: GridData) -> FileColumns:
    """A row for each cell: its column, its row and its value."""
    x, y = np.meshgrid(np.arange(data.columns), np.arange(data.rows))
    axes = data.values
    return {"x": _places(axes.x, x.ravel()), "y": _places(axes.y, y.ravel()), "value": axes.z.ravel()}


def shown_cells(data: GridData) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows and the columns of the grid that readers see in the table."""
    return _spaced(data.rows, _MOST_ROWS), _spaced(data.columns, _MOST_COLUMNS)


def _spaced(count: int, most: int) -> NDArray[np.int64]:
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.int64))


def _places(axis: GridAxis, numbers: NDArray[np.int64]) -> Sequence[str] | NDArray[np.float64]:
    return [axis.names[number] for number in numbers.tolist()] if axis.names else axis.places[numbers]
