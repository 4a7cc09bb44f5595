"""Outlines of regions of cells, and grids with fewer cells for drawings. numpy only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Region = NDArray[np.bool_]
Ring = tuple[int, ...]
"""The first corner (x, y), and the lengths of the sides, horizontal and vertical in turns; the last side, which closes it, is left out."""


def outlines(region: Region) -> tuple[Ring, ...]:
    """The outlines of a region of cells: a cell is inside of an odd number of rings if it is in the region, else of an even one.

    Parameters
    ----------
    region : ndarray of bool, shape (M, N)
        Cell (row, column) has its corners at (column, row) and (column + 1, row + 1).

    Returns
    -------
    tuple of Ring
        On the lines of a grid, an outline begins and ends at its corners, so the first and the second corner are the ends of a
        side, and so on: sorted by rows they pair up to all horizontal sides, and sorted by columns to all vertical ones.
    """
    rows, columns = (part.astype(int) for part in np.nonzero(_corners(region)))
    twice = _corners(region)[rows, columns] == 2  # two regions touch at a corner, which has four sides
    rows, columns = (np.repeat(part, np.where(twice, 2, 1)) for part in (rows, columns))
    order = np.lexsort((rows, columns))
    partner = np.empty(len(rows), dtype=int)
    partner[order[::2]], partner[order[1::2]] = order[1::2], order[::2]
    return _rings(columns.tolist(), rows.tolist(), partner.tolist())


def _rings(x: list[int], y: list[int], partner: list[int]) -> tuple[Ring, ...]:
    """Follow the sides: corners 2i and 2i + 1 are ends of a horizontal one, and each has its partner at the end of a vertical one."""
    rings = []
    waiting = set(range(0, len(x), 2))
    for start in range(0, len(x), 2):
        if start not in waiting:
            continue
        ring, here = [x[start], y[start]], start
        while True:
            waiting.discard(here - here % 2)
            across = here ^ 1
            ring.append(x[across] - x[here])
            here = partner[across]
            if here == start:
                break
            ring.append(y[here] - y[across])
        rings.append(tuple(ring))
    return tuple(rings)


def _corners(region: Region) -> NDArray[np.int64]:
    """How many corners an outline has at each crossing of grid lines, shape (M + 1, N + 1): 0, 1, or 2 where only diagonal cells are in it."""
    padded = np.pad(region, 1).astype(np.int64)
    a, b, c, d = padded[:-1, :-1], padded[:-1, 1:], padded[1:, :-1], padded[1:, 1:]
    found: NDArray[np.int64] = np.where((a + b + c + d) % 2 == 1, 1, np.where((a == d) & (b == c) & (a != b), 2, 0))
    return found


def corner_count(bands: NDArray[np.int64]) -> int:
    """How many corners the outlines of all bands have together."""
    return sum(int(_corners(bands == band).sum()) for band in np.unique(bands))


def blocks(values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """The mean of each block of `size` × `size` cells, those at the ends being smaller; NaN where no cell has a value."""
    known = np.isfinite(values)
    sums = _summed(_summed(np.where(known, values / (size * size), 0.0), size, 0), size, 1)
    counts = _summed(_summed(known.astype(np.float64), size, 0), size, 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(counts > 0, sums * (size * size / counts), np.nan)


def _summed(values: NDArray[np.float64], size: int, axis: int) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.add.reduceat(values, np.arange(0, values.shape[axis], size), axis=axis)
    return found
