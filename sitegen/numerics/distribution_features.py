"""What can be said of values counted in bins, and of values in a grid. numpy only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.rounding import above, direction_of, extreme_of

Array = NDArray[np.float64]
LEAST_FOR_PEAKS = 50
"""Fewer values than this have no peaks."""
VALLEY, LEAST_PEAK = 0.5, 0.1
"""Two peaks have a bin between them with at most this share of the lower one; each has at least this share of the fullest bin."""


@dataclass(frozen=True, slots=True)
class Bins:
    """A run of bins, from its lower to its upper edge, and the values in it."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class DistributionFeatures:
    """What holds of values counted in bins."""

    total: int
    filled: Bins
    """The run from the first to the last bin that has values."""
    fullest: Bins
    """The first of the bins with most values."""
    fullest_count: int
    """How many bins have as many values."""
    half: Bins
    """The shortest run of bins with at least half of all values; the first of several."""
    peaks: tuple[Bins, ...]
    """The fullest bin of each peak, in order; empty with fewer than `LEAST_FOR_PEAKS` values."""


def distribution_features(edges: Array, counts: NDArray[np.int64]) -> DistributionFeatures | None:
    """Find the features of a distribution; None if there are no values.

    Parameters
    ----------
    edges : ndarray, shape (N + 1,)
        Ascending.
    counts : ndarray, shape (N,)
        Values in each bin.
    """
    total, filled = int(counts.sum()), np.flatnonzero(counts)
    if not total:
        return None

    def bins(start: int, end: int) -> Bins:
        return Bins(float(edges[start]), float(edges[end + 1]), int(counts[start : end + 1].sum()))

    top = int(np.argmax(counts))
    peaks = _peaks(counts) if total >= LEAST_FOR_PEAKS else []
    return DistributionFeatures(
        total=total,
        filled=bins(int(filled[0]), int(filled[-1])),
        fullest=bins(top, top),
        fullest_count=int(np.count_nonzero(counts == counts[top])),
        half=bins(*_shortest_half(edges, counts)),
        peaks=tuple(bins(each, each) for each in peaks),
    )


def _shortest_half(edges: Array, counts: NDArray[np.int64]) -> tuple[int, int]:
    """First and last bin of the shortest run with at least half of all values."""
    total, before = int(counts.sum()), np.concatenate([[0], np.cumsum(counts)])
    ends = np.searchsorted(before, before[:-1] + (total + 1) // 2)  # first edge with half of the values before it
    starts = np.flatnonzero(ends < len(before))
    with np.errstate(over="ignore"):
        widths = edges[ends[starts]] - edges[starts]
    shortest = int(starts[np.argmax(~np.asarray(above(widths, float(widths.min()))))])
    return shortest, int(ends[shortest]) - 1


def _peaks(counts: NDArray[np.int64]) -> list[int]:
    """The fullest bin of each peak: between two of them the counts fall to half of the lower one."""
    listed = counts.tolist()
    least = LEAST_PEAK * max(listed)
    top = next(place for place, count in enumerate(listed) if count >= least)
    found, valley = [], listed[top]
    for place in range(top + 1, len(listed)):
        count = listed[place]
        if count >= least and valley <= VALLEY * min(count, listed[top]):
            found.append(top)
            top, valley = place, count
        elif count > listed[top]:
            top, valley = place, count
        else:
            valley = min(valley, count)
    return [*found, top]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid."""

    x: float
    y: float
    value: float
    count: int
    """How many cells have this value, but for rounding errors."""


@dataclass(frozen=True, slots=True)
class GridFeatures:
    """What holds of values in a grid."""

    cells: int
    missing: int
    """Cells, and how many of them have no value."""
    highest: Cell
    lowest: Cell
    """The first of them by rows, then by columns."""
    along_x: int
    along_y: int
    """1 if the values rise from every cell to the next one, −1 if they fall, and 0 if neither or if a value is missing."""


def grid_features(x: Array, y: Array, values: Array) -> GridFeatures | None:
    """Find the features of a grid; None if it has no values.

    Parameters
    ----------
    x : ndarray, shape (N,)
        Places of the columns.
    y : ndarray, shape (M,)
        Places of the rows.
    values : ndarray, shape (M, N)
        NaN where there is no value.
    """
    kept = np.isfinite(values)
    if not kept.any():
        return None

    def extreme(sign: float) -> Cell:
        index, count = extreme_of(values, sign)
        row, column = divmod(index, len(x))
        return Cell(float(x[column]), float(y[row]), float(values[row, column]), count)

    return GridFeatures(
        cells=values.size,
        missing=values.size - int(np.count_nonzero(kept)),
        highest=extreme(1.0),
        lowest=extreme(-1.0),
        along_x=direction_of(values, 1),
        along_y=direction_of(values, 0),
    )
