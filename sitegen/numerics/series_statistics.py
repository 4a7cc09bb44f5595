"""Plateaus, spikes and noise of a series of numbers. numpy only."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.rounding import above, at_least, at_most

Array = NDArray[np.float64]

LEAST_FOR_STATISTICS = 10
"""Fewer values than this have no plateaus, spikes or noise."""
SPIKE_WINDOW, SPIKE_FACTOR, SPIKE_SHARE = 11, 5.0, 0.05
"""A spike is farther from the median of this many values around it than so many times their median absolute deviation, and
farther than this share of the range of the series."""
PLATEAU_BAND, PLATEAU_LENGTH = 0.02, 0.2
"""A plateau stays within this share of the range, over at least this share of x."""
NOISY_SHARE = 1 / 3
"""A series that turns at more than this share of its inner points is noisy."""
LARGEST_FOR_STATISTICS = 1e150
"""Beyond this size, sums and squares could overflow."""


class Point(NamedTuple):
    """A point of a series."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Plateau:
    """The longest part that stays within a narrow band."""

    first_x: float
    last_x: float
    low: float
    high: float
    count: int
    at_start: bool
    at_end: bool
    """Whether it contains the first or the last point of the series."""


@dataclass(frozen=True, slots=True)
class Spikes:
    """Points far from those around them; neighbours count as one spike."""

    count: int
    farthest: Point
    """The one that is farthest from the median around it."""
    median: float
    """That median."""


@dataclass(frozen=True, slots=True)
class Noise:
    """How a series goes up and down from point to point."""

    turns: int
    inner: int
    """Inner points at which the direction changes, of how many."""
    step: float
    """Median size of a step."""
    first_mean: float
    last_mean: float
    """Mean of the first and of the last tenth of the values."""
    tenth: int
    """How many values a tenth has."""


def measured_values(values: Array, *, log: bool) -> Array | None:
    """The values, or their logarithms; None if there are too few for statistics, or one is too large or has no logarithm."""
    if len(values) < LEAST_FOR_STATISTICS or np.abs(values).max() > LARGEST_FOR_STATISTICS:
        return None
    if not log:
        return values
    return np.log10(values) if (values > 0).all() else None


def plateau_of(x: Array, values: Array, measured: Array) -> Plateau | None:
    """The longest part within the band; None if it is short, or if two points have the same place."""
    band = PLATEAU_BAND * float(np.ptp(measured))
    if band == 0.0 or (np.diff(x) == 0.0).any() or not _has_level_block(x, measured, band):
        return None
    start, end = _longest_within(x, measured, band)
    part, reach = values[start : end + 1], (x[end] - x[start]) / (x[-1] - x[0])
    if len(part) < LEAST_FOR_STATISTICS // 2 or not at_least(reach, PLATEAU_LENGTH):
        return None
    return Plateau(
        float(x[start]), float(x[end]), float(part.min()), float(part.max()), len(part), start == 0, end == len(x) - 1
    )


def _has_level_block(x: Array, values: Array, band: float) -> bool:
    """Whether one of eleven blocks of x is within the band; a plateau contains at least one of them."""
    edges = np.searchsorted(x, x[0] + (x[-1] - x[0]) * np.arange(1, 11) / 11)
    blocks = np.split(values, edges)
    return any(block.size == 0 or np.ptp(block) <= band for block in blocks)


def _longest_within(x: Array, values: Array, band: float) -> tuple[int, int]:
    """Ends of the part with the largest reach in x whose values differ by at most `band`; the first of several.

    Two pointers, with the places of all values that can still become the least or the largest of the part.
    """
    listed, at = values.tolist(), x.tolist()
    low: deque[int] = deque()
    high: deque[int] = deque()
    start, best, longest = 0, (0, 0), 0.0
    for end, value in enumerate(listed):
        while low and listed[low[-1]] >= value:
            low.pop()
        while high and listed[high[-1]] <= value:
            high.pop()
        low.append(end)
        high.append(end)
        while listed[high[0]] - listed[low[0]] > band:
            start += 1
            for places in (low, high):
                if places[0] < start:
                    places.popleft()
        if (reach := at[end] - at[start]) > longest:
            best, longest = (start, end), reach
    return best


def spikes_of(x: Array, values: Array, measured: Array) -> Spikes | None:
    """Spikes among the points that have half a window on both sides."""
    if len(values) < 2 * SPIKE_WINDOW:
        return None
    half = SPIKE_WINDOW // 2
    windows = np.lib.stride_tricks.sliding_window_view(measured, SPIKE_WINDOW)
    middle = np.median(windows, axis=1)
    distance = np.abs(measured[half:-half] - middle)
    far = np.asarray(above(distance, SPIKE_SHARE * np.ptp(measured)))
    deviation = np.median(np.abs(windows[far] - middle[far, np.newaxis]), axis=1)
    far[far] = above(distance[far], SPIKE_FACTOR * deviation)
    if not far.any():
        return None
    beginnings = np.count_nonzero(far & ~np.append(False, far[:-1]))
    farthest = int(np.argmax(np.where(far, distance, -1.0)))
    place = farthest + half
    around = float(np.median(values[farthest : farthest + SPIKE_WINDOW]))
    return Spikes(int(beginnings), Point(float(x[place]), float(values[place])), around)


def turns_of(directions: NDArray[np.int64]) -> int:
    """How often the direction of the steps changes between up and down."""
    return int(np.count_nonzero(np.diff(directions[directions != 0])))


def noise_of(values: Array, directions: NDArray[np.int64]) -> Noise | None:
    """How the values go up and down; None if they do so seldom, or if there are few."""
    turns, inner = turns_of(directions), len(values) - 2
    if len(values) < 2 * LEAST_FOR_STATISTICS or at_most(turns, NOISY_SHARE * inner):
        return None
    tenth = len(values) // 10
    steps = np.abs(np.diff(values))
    return Noise(
        turns,
        inner,
        float(np.median(steps)),
        float(np.mean(values[:tenth])),
        float(np.mean(values[-tenth:])),
        tenth,
    )
