"""Iso-lines of a grid by marching squares, and where the values cross a level. numpy only."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.rounding import TOLERANCE, at_least

Array = NDArray[np.float64]
Points = tuple[tuple[float, float], ...]


class Crossings(NamedTuple):
    """Where a level lies between neighbouring cells, by linear interpolation; places are numbers of columns and of rows, from 0."""

    along_rows: Array
    """Shape (M, N − 1): the column between a cell and the next one of its row; NaN without a crossing."""
    along_columns: Array
    """Shape (M − 1, N): the row."""

    def points(self) -> Array:
        """All of them as (column, row), shape (K, 2)."""
        rows, columns = np.nonzero(np.isfinite(self.along_rows))
        one = np.column_stack([self.along_rows[rows, columns], rows.astype(np.float64)])
        rows, columns = np.nonzero(np.isfinite(self.along_columns))
        return np.concatenate([one, np.column_stack([columns.astype(np.float64), self.along_columns[rows, columns]])])


def crossings(values: Array, level: float) -> Crossings:
    """Find where the values cross `level`.

    Parameters
    ----------
    values : ndarray, shape (M, N)
        NaN where there is no value.
    level : float
        A value that equals it, but for rounding errors, counts as above.
    """
    return Crossings(*(_between(values, level, axis) for axis in (1, 0)))


def _between(values: Array, level: float, axis: int) -> Array:
    over = np.asarray(at_least(values, level))
    known = np.isfinite(values)
    one, two = (
        tuple(np.moveaxis(each, axis, -1)[..., part] for each in (values, over, known))
        for part in (slice(None, -1), slice(1, None))
    )
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        gap = two[0] - one[0]
        # halves, because the distance of two floats can be larger than the largest float
        halves = (level / 2 - one[0] / 2) / (two[0] / 2 - one[0] / 2)
        share = np.clip(np.where(np.isfinite(gap), (level - one[0]) / gap, halves), 0.0, 1.0)
        share = np.where(np.abs(share - np.round(share)) <= TOLERANCE, np.round(share), share)
    found = np.where((one[1] != two[1]) & one[2] & two[2], np.arange(share.shape[-1]) + share, np.nan)
    return np.moveaxis(found, -1, axis)


def _chains(ends: dict[int, list[int]]) -> list[list[int]]:
    """The chains of crossings that pieces join, each the end of at most two: first those with two ends, then those that are closed."""
    found = []
    starts = [node for node, others in ends.items() if len(others) == 1]
    for start in [*starts, *ends]:
        if not ends[start]:
            continue
        chain = [start]
        while others := ends[chain[-1]]:
            following = others.pop()
            ends[following].remove(chain[-1])
            chain.append(following)
        found.append(chain)
    return found


def contours(values: Array, level: float) -> tuple[Points, ...]:
    """The iso-lines of a level as chains of points; a closed line ends where it begins.

    Parameters
    ----------
    values : ndarray, shape (M, N)
        NaN where there is no value: lines end there.
    level : float

    Returns
    -------
    tuple of tuple of (x, y)
        x is a number of a column and y of a row, from 0, on the way between the centres of two cells.

    Notes
    -----
    Marching squares (Lorensen and Cline 1987, in two dimensions). Where both diagonals of a square are on different sides of the
    level, the mean of the four values says which corners are joined.
    """
    found = crossings(values, level)
    across, down = found
    places = {number: (x, y) for number, x, y in _nodes(across, down)}
    ends: dict[int, list[int]] = defaultdict(list)
    for one, two in _pieces(values, level, found):
        ends[one].append(two)
        ends[two].append(one)
    return tuple(tuple(places[node] for node in chain) for chain in _chains(ends))


def _nodes(across: Array, down: Array) -> list[tuple[int, float, float]]:
    """Every crossing with its number: those along rows first, then those along columns."""
    nodes = []
    for edges, offset, along_row in ((across, 0, True), (down, across.size, False)):
        for index in np.flatnonzero(np.isfinite(edges)).tolist():
            row, column = divmod(index, edges.shape[1])
            place = float(edges[row, column])
            nodes.append((offset + index, *((place, float(row)) if along_row else (float(column), place))))
    return nodes


def _pieces(values: Array, level: float, found: Crossings) -> list[tuple[int, int]]:
    """The two crossings of each square between four cells, or both pairs of four."""
    across, down = found
    height, width = values.shape
    if height < 2 or width < 2:
        return []
    top, left = np.arange(across.size).reshape(across.shape), across.size + np.arange(down.size).reshape(down.shape)
    numbers = np.stack([top[:-1], left[:, 1:], top[1:], left[:, :-1]], axis=-1)  # around a square
    crossed = np.isfinite(np.stack([across[:-1], down[:, 1:], across[1:], down[:, :-1]], axis=-1))
    corners = np.stack([values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]], axis=-1)
    known = np.isfinite(corners).all(axis=-1)
    two = known & (crossed.sum(axis=-1) == 2)
    pairs: list[tuple[int, int]] = [(a, b) for a, b in numbers[two][crossed[two]].reshape(-1, 2).tolist()]
    four = known & crossed.all(axis=-1)
    middle = np.asarray(at_least((corners[four] / 4).sum(axis=-1), level))
    first = np.asarray(at_least(corners[four][:, 0], level))
    for (n, e, s, w), joined in zip(numbers[four].tolist(), (middle == first).tolist(), strict=True):
        # with the first corner joined to its opposite, lines cut off the other two corners
        pairs += [(n, e), (s, w)] if joined else [(n, w), (s, e)]
    return pairs
