"""An expression at many points, with its poles and jumps between them as gaps. numpy only."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sitegen.expressions.evaluate import evaluate_with_slope
from sitegen.expressions.tree import Expression

Array = NDArray[np.float64]
_HALVINGS = 48
_WIDE, _MORE_HALVINGS = 2.0**16, 24
"""Intervals whose ends differ by more than this factor are first halved on a logarithmic scale, and need more steps."""
_GROWTH = 1e3
"""A function that grows by this factor while its interval shrinks to the resolution of floats has a pole there."""
_REMAINS = 1e-3
"""A change of which this share remains in the smallest interval is a jump."""
_ASTRAY = 0.1
"""A curve is smooth where its change differs by less than this share from what the slopes or the intervals beside it say."""
_ROUNDING, _SUBNORMAL = 1e-9, 1e-300
"""Changes below this share of the value, or this size, are rounding errors."""
_BESIDE = 1e-9
"""How far beside a place without a value the curve goes on, as a share of the interval."""
_STEEP = 0.3
"""Least change over an interval, by the slope at its ends and as a share of the value, for a pole of order ½ or more inside."""


@dataclass(frozen=True, slots=True)
class Samples:
    """A curve, ready to be drawn."""

    x: Array
    y: Array
    """The points, with one more at each break between two of them, whose y is NaN."""
    undefined: int
    """Points at which the expression was asked for and has no value."""
    poles: tuple[float, ...]
    jumps: tuple[float, ...]
    holes: tuple[float, ...]
    """Breaks between two points, ascending: where the curve becomes infinite, jumps, or begins to be undefined."""


@np.errstate(over="ignore", invalid="ignore")
def sample(
    expression: Expression, variable: str, x: Array, parameters: Mapping[str, float], *, slope: bool = False
) -> Samples:
    """Evaluate an expression or its slope, and find its breaks.

    Parameters
    ----------
    expression : Expression
    variable : str
    x : ndarray, shape (N,)
        Ascending.
    parameters : mapping
        A number for each other name.
    slope : bool
        Take the slope by `variable`; breaks of the expression are breaks of its slope.

    Notes
    -----
    An interval between two points is halved, again and again, towards a place where the curve passes the mean of its ends. On
    a continuous curve the two ends meet there; at a jump they do not, and at a pole they grow. A pole with the same sign on
    both sides is found in the same way where the slope changes its sign. Of several breaks in one interval, one is found.
    """

    def both(places: Array) -> tuple[Array, Array]:
        values: Mapping[str, ArrayLike] = {**parameters, variable: places}
        return evaluate_with_slope(expression, values, variable)

    value, steepness = both(x)
    y = steepness if slope else value
    curve = _Curve(lambda at: both(at)[0], x, value)
    found = curve.breaks(_rough(x, value, steepness)) | curve.even_poles(lambda at: both(at)[1], steepness)
    if slope:
        found = _Curve(lambda at: both(at)[1], x, y).breaks(_uneven(y)) | found
    order = sorted(found)
    inserted = np.array(order, dtype=np.int64) + 1
    return Samples(
        np.insert(x, inserted, [found[each][1] for each in order]),
        np.insert(y, inserted, np.nan),
        int(np.count_nonzero(np.isnan(y))),
        *(tuple(found[each][1] for each in order if found[each][0] == kind) for kind in ("pole", "jump", "hole")),
    )


def _rough(x: Array, y: Array, steepness: Array) -> NDArray[np.int64]:
    """The intervals in which the curve does not go as its slopes at both ends say."""
    return _astray(np.diff(y), steepness[:-1] * np.diff(x), steepness[1:] * np.diff(x))


def _uneven(y: Array) -> NDArray[np.int64]:
    """The intervals in which the curve does not go as in those beside them."""
    change = np.diff(y)
    return _astray(change, np.append(change[1:2], change[:-1]), np.append(change[1:], change[-2:-1]))


def _astray(change: Array, before: Array, after: Array) -> NDArray[np.int64]:
    with np.errstate(invalid="ignore", over="ignore"):
        smooth = np.abs(change - (before + after) / 2.0) <= _ASTRAY * (np.abs(before) + np.abs(after))
    return np.flatnonzero(~smooth & np.isfinite(change))


@dataclass(frozen=True, slots=True)
class _Curve:
    """A function and its values at the points."""

    at: Callable[[Array], Array]
    x: Array
    y: Array

    def breaks(self, asked: NDArray[np.int64]) -> dict[int, Break]:
        """The breaks in the intervals that are asked for, by the point before."""
        first, last = self.y[asked], self.y[asked + 1]
        low, high = _shrunk(self.at, self.x, asked, (first + last) / 2.0, last > first)
        below, beyond = self.at(low), self.at(high)
        after = self.at(high + _BESIDE * self._widths(asked, high))
        beyond = np.where(np.isnan(beyond), after, beyond)  # at a kink the slope is undefined at one point alone
        with np.errstate(invalid="ignore"):
            size = np.maximum(np.abs(first), np.abs(last))
            changes = np.abs(last - first) > _ROUNDING * size + _SUBNORMAL
            pole = np.fmax(np.abs(below), np.abs(beyond)) > _GROWTH * size
            jump = np.abs(beyond - below) > _REMAINS * np.abs(last - first)
        hole = np.isnan(below) | np.isnan(beyond)
        kinds = np.where(pole, "pole", np.where(hole, "hole", np.where(jump, "jump", "")))
        return self._found(asked, np.where(changes, kinds, ""), low, high)

    def even_poles(self, slope: Callable[[Array], Array], steepness: Array) -> dict[int, Break]:
        """Poles with the same sign on both sides, between points whose slopes have different signs."""
        size = np.diff(self.x) * np.minimum(np.abs(steepness[:-1]), np.abs(steepness[1:]))
        steep = size > _STEEP * np.minimum(np.abs(self.y[:-1]), np.abs(self.y[1:]))
        asked = np.flatnonzero((np.sign(steepness[:-1]) * np.sign(steepness[1:]) < 0) & steep)
        low, high = _shrunk(slope, self.x, asked, np.zeros(len(asked)), steepness[asked + 1] > 0)
        largest = np.maximum(np.abs(self.y[asked]), np.abs(self.y[asked + 1]))
        pole = np.fmax(np.abs(self.at(low)), np.abs(self.at(high))) > _GROWTH * largest
        return self._found(asked, np.where(pole, "pole", ""), low, high)

    def _widths(self, asked: NDArray[np.int64], places: Array) -> Array:
        """The widths of intervals; of wide ones, the sizes of the places in them."""
        low, high = self.x[asked], self.x[asked + 1]
        return np.where(_are_wide(low, high), np.abs(places), high - low)

    def _found(self, asked: NDArray[np.int64], kinds: NDArray[np.str_], low: Array, high: Array) -> dict[int, Break]:
        middle = low + (high - low) / 2.0
        widths, places = self._widths(asked, middle).tolist(), middle.tolist()
        each = zip(asked.tolist(), kinds.tolist(), places, widths, strict=True)
        return {point: (kind, _rounded(place, width)) for point, kind, place, width in each if kind}


Break = tuple[str, float]
"""``pole``, ``jump`` or ``hole``, and its place."""


def _rounded(place: float, width: float) -> float:
    """`place` to a billionth of the interval in which it is, so that rounding errors do not show."""
    return round(place, 9 - math.floor(math.log10(width))) + 0.0


def _are_wide(low: Array, high: Array) -> NDArray[np.bool_]:
    """Whether intervals on one side of zero have ends of very different sizes, as on a logarithmic axis."""
    near, far = np.minimum(np.abs(low), np.abs(high)), np.maximum(np.abs(low), np.abs(high))
    wide: NDArray[np.bool_] = (np.sign(low) == np.sign(high)) & (near < far / _WIDE)
    return wide


def _shrunk(
    curve: Callable[[Array], Array], x: Array, asked: NDArray[np.int64], target: Array, rises: NDArray[np.bool_]
) -> tuple[Array, Array]:
    """The intervals, halved towards a place where the curve passes `target` or begins to be undefined."""
    low, high = x[asked], x[asked + 1]
    more = _MORE_HALVINGS if _are_wide(low, high).any() else 0
    for _ in range(_HALVINGS + more if asked.size else 0):
        even = np.sign(low) * np.sqrt(np.abs(low)) * np.sqrt(np.abs(high))  # halves the distance of the logarithms
        middle = np.where(_are_wide(low, high), even, low + (high - low) / 2.0)
        value = curve(middle)
        beyond = np.isnan(value) | ((value > target) == rises)
        low, high = np.where(beyond, low, middle), np.where(beyond, middle, high)
    return low, high
