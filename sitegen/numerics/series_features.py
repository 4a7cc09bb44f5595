"""What can be said of a series of numbers: each feature with the condition under which it holds. numpy only.

A series is two arrays: x, ascending, and y, which is NaN where there is no value. Features are plain numbers, so that the
sentences made from them (`description.series_sentences`) can be checked against the data.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.rounding import extreme_of, sides
from sitegen.numerics.series_statistics import (
    Array,
    Noise,
    Plateau,
    Point,
    Spikes,
    measured_values,
    noise_of,
    plateau_of,
    spikes_of,
    turns_of,
)

MOST_STRETCHES = 4
"""A series with more rises and falls than this is not described as such."""


@dataclass(frozen=True, slots=True)
class Extreme:
    """The largest or the least value."""

    at: Point
    """Where it occurs first."""
    count: int
    """How many points have it, but for rounding errors."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a series in which every step goes the same way; the ends of neighbours are the same point."""

    direction: int
    """1 where it rises, −1 where it falls, 0 where it stays the same."""
    first: Point
    last: Point
    steps: int


@dataclass(frozen=True, slots=True)
class SeriesFeatures:
    """All features of one series; None or empty where a feature does not hold."""

    count: int
    """Points, and how many of them have no value."""
    missing: int
    first: Point
    last: Point
    """The first and the last point with a value; NaN in a series without values."""
    highest: Extreme
    lowest: Extreme
    rises: int
    falls: int
    stays: int
    """Steps between neighbouring values, by their direction; a gap is no step."""
    is_broken: bool
    """Whether a value is missing, or the line is broken."""
    is_unbounded: bool
    """Whether it has a pole, so that its points have no meaningful extremes."""
    turns: int
    """How often a rise follows a fall or the other way round; 0 in a broken series."""
    stretches: tuple[Stretch, ...]
    """The whole series as rises and falls, in order; empty if it is broken, or with more than `MOST_STRETCHES`."""
    plateau: Plateau | None
    spikes: Spikes | None
    noise: Noise | None

    @property
    def steps(self) -> int:
        """All steps."""
        return self.rises + self.falls + self.stays

    @property
    def is_empty(self) -> bool:
        """Whether there is no value at all."""
        return self.count == self.missing

    @property
    def is_single(self) -> bool:
        """Whether there is one value alone."""
        return self.count - self.missing == 1

    @property
    def is_constant(self) -> bool:
        """Whether all values are the same, but for rounding errors."""
        return self.highest.count == self.count - self.missing


def series_features(
    x: Array, y: Array, *, log: bool = False, breaks: int = 0, unbounded: bool = False
) -> SeriesFeatures:
    """Find the features of a series.

    Parameters
    ----------
    x : ndarray, shape (N,)
        Finite and ascending, N ≥ 1; places may be equal.
    y : ndarray, shape (N,)
        Finite, or NaN where there is no value.
    log : bool
        Measure the distances of plateaus and spikes in decades, as on a logarithmic axis. A series with values that are not
        positive has neither then.
    breaks : int
        How many of the points without a value only break the line, as at a pole between two points; they are not counted.
    unbounded : bool
        Whether one of them is a pole.
    """
    kept = np.isfinite(y)
    complete = bool(kept.all())
    count, missing = len(y) - breaks, int(np.count_nonzero(~kept)) - breaks
    if not kept.any():
        nothing = Point(np.nan, np.nan)
        none = Extreme(nothing, 0)
        return SeriesFeatures(
            count, missing, nothing, nothing, none, none, 0, 0, 0, True, False, 0, (), None, None, None
        )
    at, values = x[kept], y[kept]
    directions = sides(values[1:], values[:-1])
    known = directions[np.diff(np.flatnonzero(kept)) == 1]
    measured = measured_values(values, log=log) if complete else None
    return SeriesFeatures(
        count=count,
        missing=missing,
        first=Point(float(at[0]), float(values[0])),
        last=Point(float(at[-1]), float(values[-1])),
        highest=_extreme(at, values, 1),
        lowest=_extreme(at, values, -1),
        rises=int(np.count_nonzero(known > 0)),
        falls=int(np.count_nonzero(known < 0)),
        stays=int(np.count_nonzero(known == 0)),
        is_broken=not complete,
        is_unbounded=unbounded,
        turns=turns_of(directions) if complete else 0,
        stretches=_stretches(at, values, directions) if complete else (),
        plateau=None if measured is None else plateau_of(at, values, measured),
        spikes=None if measured is None else spikes_of(at, values, measured),
        noise=None if measured is None else noise_of(values, directions),
    )


def _extreme(x: Array, values: Array, sign: int) -> Extreme:
    index, count = extreme_of(values, sign)
    return Extreme(Point(float(x[index]), float(values[index])), count)


def _stretches(x: Array, values: Array, directions: NDArray[np.int64]) -> tuple[Stretch, ...]:
    if not directions.size:
        return ()
    starts = np.flatnonzero(np.diff(directions, prepend=directions[0] + 9))
    if len(starts) > MOST_STRETCHES:
        return ()
    ends = np.append(starts[1:], len(directions))
    points = [Point(*each) for each in zip(x.tolist(), values.tolist(), strict=True)]
    return tuple(
        Stretch(int(directions[start]), points[start], points[end], end - start)
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    )
