"""How a series compares with a line, and two series with each other: crossings, shares, where they part. numpy only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sitegen.numerics.rounding import at_most, below, sides
from sitegen.numerics.series_statistics import Array, Point

APART = 0.05
"""Two series are together up to this share of their common range, and apart beyond it."""


@dataclass(frozen=True, slots=True)
class Against:
    """A series against a line or another series, at the points where both have a value."""

    count: int
    above: int
    below: int
    """Points at which it is above or below by more than rounding errors, of `count`."""
    crossings: int
    """How often it changes sides."""
    across_gap: bool
    """Whether it is on another side after a gap than before, where nobody can say that it crosses."""
    crossing_after: float
    crossing_by: float
    """x of the last point before the last change of sides, and of the first point after it; NaN without one."""
    final_side: int
    """1 above, −1 below, 0 equal: where it is at the last point."""
    final_from: float
    """x from which on it is on that side without a break; NaN without points."""


@dataclass(frozen=True, slots=True)
class Parting:
    """Two series that go together, and then apart."""

    together_until: float
    together_within: float
    """x of the last point before which they nowhere differ by more than `APART`, and their largest difference so far; 0 if it is nothing
    but rounding errors."""
    apart_from: float
    apart_by: float
    """x of the next point, and the least difference from there on."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two series with values at the same x."""

    against: Against
    """The first against the second."""
    farthest: Point
    """Where they differ most, and by how much."""
    farthest_count: int
    """How many points have this difference, but for rounding errors."""
    parting: Parting | None


def against(x: Array, y: Array, other: Array | float) -> Against:
    """How a series compares with a line at a height, or with another series.

    Parameters
    ----------
    x : ndarray, shape (N,)
        Ascending.
    y : ndarray, shape (N,)
        NaN where there is no value.
    other : ndarray of the same shape, or float
    """
    level = np.broadcast_to(np.asarray(other, dtype=np.float64), y.shape)
    kept = np.isfinite(y) & np.isfinite(level)
    at, side = x[kept], sides(y[kept], level[kept])
    if not at.size:
        return Against(0, 0, 0, 0, False, np.nan, np.nan, 0, np.nan)
    moved, place = np.flatnonzero(side), np.flatnonzero(kept)
    changes = np.flatnonzero(np.diff(side[moved]))
    steps = np.diff(place[moved])[changes] - np.diff(moved)[changes]  # points without a value between both sides
    before, after = (at[moved[changes[-1]]], at[moved[changes[-1] + 1]]) if changes.size else (np.nan, np.nan)
    other_side = np.flatnonzero(side != side[-1])
    start = int(other_side[-1]) + 1 if other_side.size else 0
    return Against(
        count=len(at),
        above=int(np.count_nonzero(side > 0)),
        below=int(np.count_nonzero(side < 0)),
        crossings=len(changes),
        across_gap=bool(steps.any()),
        crossing_after=float(before),
        crossing_by=float(after),
        final_side=int(side[-1]),
        final_from=float(at[start]),
    )


def pair(x: Array, first: Array, second: Array) -> Pair | None:
    """How two series differ; None where they have no value at the same x.

    Parameters
    ----------
    x : ndarray, shape (N,)
        Ascending.
    first, second : ndarray, shape (N,)
        NaN where there is no value.
    """
    kept = np.isfinite(first) & np.isfinite(second)
    if not kept.any():
        return None
    at, one, two = x[kept], first[kept], second[kept]
    difference = np.abs(one - two)
    largest = float(difference.max())
    alike = np.flatnonzero(~np.asarray(below(difference, np.full(len(at), largest))))
    return Pair(
        against(x, first, second), Point(float(at[alike[0]]), largest), len(alike), _parting(at, one, two, difference)
    )


def _parting(x: Array, one: Array, two: Array, difference: Array) -> Parting | None:
    """Where the two part for good; None if they are never together, never apart, or come together again."""
    both = np.concatenate([one, two])
    limit = APART * float(np.ptp(both))
    together = np.asarray(at_most(difference, limit))
    if together.all() or not together.any():
        return None
    last = int(np.flatnonzero(together)[-1])
    if last == len(x) - 1 or x[last] == x[last + 1] or not together[: last + 1].all():
        return None
    alike = not sides(one[: last + 1], two[: last + 1]).any()
    within = 0.0 if alike else float(difference[: last + 1].max())
    return Parting(float(x[last]), within, float(x[last + 1]), float(difference[last + 1 :].min()))
