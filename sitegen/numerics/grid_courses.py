"""What can be said of lines through a grid: its edges, a level, and one cell. numpy only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.contours import crossings
from sitegen.numerics.rounding import at_least, direction_of

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class EdgeCourse:
    """The values along one edge of a grid, which are all known, from its lower to its upper end."""

    axis: Literal["x", "y"]
    """Along which axis the edge lies."""
    place: float
    """Where it is on the other axis."""
    first: float
    last: float
    """Values at its ends."""
    course: int
    """1 if the values rise from every cell to the next, −1 if they fall, else 0."""


def edge_courses(x: Array, y: Array, values: Array) -> tuple[EdgeCourse, ...]:
    """The first and the last row, and the first and the last column, as far as they have several cells and no missing one.

    Parameters
    ----------
    x : ndarray, shape (N,)
    y : ndarray, shape (M,)
        Places of columns and rows.
    values : ndarray, shape (M, N)
        NaN where there is no value.
    """
    return (*_edges("x", y, values), *_edges("y", x, values.T))


def _edges(axis: Literal["x", "y"], places: Array, lines: Array) -> Iterator[EdgeCourse]:
    for index in dict.fromkeys((0, len(places) - 1)):
        line = lines[index]
        if len(line) > 1 and np.isfinite(line).all():
            yield EdgeCourse(axis, float(places[index]), float(line[0]), float(line[-1]), direction_of(line))


class CellPlaces(NamedTuple):
    """Where the columns or the rows of a grid are."""

    values: Sequence[float]
    log: bool = False
    """Whether places between two cells are interpolated by their logarithm."""


@dataclass(frozen=True, slots=True)
class LevelCourse:
    """Where a level runs through a grid."""

    known: int
    reached: int
    """Cells with a value, and how many of them are at the level or above it."""
    missing: int
    """Cells without a value."""
    x: tuple[float, float] | None
    y: tuple[float, float] | None
    """Least and largest place of a crossing between two neighbouring cells; None without a crossing, or on an axis of names."""


def level_course(
    x: CellPlaces | None, y: CellPlaces | None, values: Array, level: float, *, log: bool = False
) -> LevelCourse:
    """Find where values cross a level, by linear interpolation between neighbours.

    Parameters
    ----------
    x, y : CellPlaces or None
        Of columns and of rows; None where they have names.
    values : ndarray, shape (M, N)
        NaN where there is no value.
    level : float
        Above 0 with `log`.
    log : bool
        Whether values are interpolated by their logarithms; those that are not above 0 have no crossing beside them.
    """
    known = np.isfinite(values)
    heights = np.log10(values, out=np.full_like(values, np.nan), where=values > 0) if log else values
    points = crossings(heights, float(np.log10(level)) if log else level).points()
    ends = (_extent(points[:, index], places) for index, places in enumerate((x, y)))
    reached = np.count_nonzero(np.asarray(at_least(values, level)) & known)
    count = int(np.count_nonzero(known))
    return LevelCourse(count, int(reached), known.size - count, *ends)


def _extent(numbers: Array, places: CellPlaces | None) -> tuple[float, float] | None:
    """Least and largest place of numbers of cells."""
    if not len(numbers) or places is None:
        return None
    values = np.asarray(places.values)
    along = np.log10(values) if places.log else values
    low, high = np.interp([numbers.min(), numbers.max()], np.arange(len(along)), along).tolist()
    return (10.0**low, 10.0**high) if places.log else (low, high)


@dataclass(frozen=True, slots=True)
class Here:
    """One cell that the author points to."""

    column: int
    row: int
    x: float
    y: float
    value: float | None
    """None where the cell has no value."""


def cell_at(x: Array, y: Array, values: Array, column: int, row: int) -> Here:
    """The cell in a `column` and a `row` of `values`, shape (M, N), with its place; `x` and `y` are the places of columns and rows."""
    value = float(values[row, column])
    return Here(column, row, float(x[column]), float(y[row]), value if np.isfinite(value) else None)
