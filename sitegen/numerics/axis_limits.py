"""The ends of an axis that shows given values. numpy only."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.rounding import ceil_exponent, floor_exponent
from sitegen.numerics.symmetric_log import symmetric_log, symmetric_power

Array = NDArray[np.float64]
_ROUND = (1.0, 2.0, 2.5, 5.0)
_LARGEST = sys.float_info.max
_NARROWEST = 1e-300
"""The least half of the range of a linear axis: in a narrower one, floats have too few digits for places."""
_LEAST_EXPONENT, _LARGEST_EXPONENT = math.log10(math.ulp(0.0)), math.nextafter(math.log10(_LARGEST), 0.0)
"""log₁₀ of the least float above 0, and a little less than that of the largest one, so that ten to its power is a float."""
LINEAR_HALF = 1 / math.log(10)
"""Half the width of the linear part of a symmetric logarithmic axis in decades: with it, a line has no bend where that part ends."""
MOST_DECADES = 6
"""Most decades of a symmetric logarithmic axis on each side of zero, unless its author says where the linear part ends."""


@dataclass(frozen=True, slots=True)
class AxisLimits:
    """Ends of an axis: values, exponents of ten of a logarithmic one, or decades from zero of a symmetric logarithmic one."""

    low: float
    high: float
    log: bool
    """Whether the axis is logarithmic, with positive values alone."""
    start: float
    end: float
    """Both ends as values."""
    linear: float = 0.0
    """End of the linear part of a symmetric logarithmic axis: what is nearer to zero has a linear place. 0 for other axes."""

    @classmethod
    def of(cls, low: float, high: float, *, log: bool) -> AxisLimits:
        """The limits with these ends in axis coordinates."""
        return cls(low, high, log, *((10.0**low, 10.0**high) if log else (low, high)))

    @classmethod
    def symmetric(cls, start: float, end: float, linear: float) -> AxisLimits:
        """The limits of a symmetric logarithmic axis with these ends as values."""
        low, high = symmetric_log(np.array([start, end]), math.log10(linear), LINEAR_HALF).tolist()
        return cls(low, high, False, start, end, linear)

    def coordinates(self, values: Array) -> Array:
        """Axis coordinates: log₁₀ on a logarithmic axis, with −inf for an exact zero and NaN for what has no place."""
        if self.linear:
            return symmetric_log(values, math.log10(self.linear), LINEAR_HALF)
        if not self.log:
            return values
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(values < 0, np.nan, np.log10(values))

    def spaced(self, number: int) -> Array:
        """So many values from one end to the other, evenly spaced on the axis."""
        if self.linear:
            places = symmetric_power(np.linspace(self.low, self.high, number), math.log10(self.linear), LINEAR_HALF)
            places[[0, -1]] = self.start, self.end  # without rounding errors
            return places
        return (np.geomspace if self.log else np.linspace)(self.start, self.end, number)


class Scaling(NamedTuple):
    """How an axis is scaled."""

    log: bool | Literal["symmetric"] = False
    linear: float | None = None
    """What is nearer to zero has a linear place on a symmetric logarithmic axis; None for the usual part."""
    ends: tuple[float, float] | None = None
    """Both ends as values; None if the axis is to fit its values."""


def axis_limits(values: Array, scaling: Scaling, margin: float = 0.0, near: float | None = None) -> AxisLimits:
    """The ends of an axis that shows every value, unless they are given: whole powers of ten, or a little more than the values; 0 if it is near.

    Parameters
    ----------
    values : ndarray
        Finite; may be empty.
    scaling : Scaling
    margin : float
        Of a linear axis below and above its values, as a share of their range.
    near : float, optional
        A linear axis ends at 0 if that is no farther from the values than this share of their range; by default `margin`.
    """
    if scaling.log == "symmetric":
        return _symmetric_limits(values, scaling)
    if scaling.ends is not None:
        low, high = map(math.log10, scaling.ends) if scaling.log else scaling.ends
        return AxisLimits.of(low, high, log=scaling.log)
    return _decades(values) if scaling.log else _around(values, margin, margin if near is None else near)


def _decades(values: Array) -> AxisLimits:
    """Whole powers of ten around the positive values."""
    positive = values[values > 0]
    if not positive.size:
        return AxisLimits.of(-1.0, 0.0, log=True)
    exponents = np.log10(positive)
    bottom, top = floor_exponent(float(exponents.min())), ceil_exponent(float(exponents.max()))
    if bottom == top:  # a single power of ten is in the middle
        bottom, top = bottom - 1, top + 1
    low, high = max(float(bottom), _LEAST_EXPONENT), min(float(top), _LARGEST_EXPONENT)
    return AxisLimits.of(low, high, log=True)


def _around(values: Array, margin: float, near: float) -> AxisLimits:
    """A little more than the values; 0 if it is near."""
    if not values.size:
        return AxisLimits.of(0.0, 1.0, log=False)
    low, high = float(values.min()), float(values.max())
    half = high / 2 - low / 2  # the whole may be beyond the largest float
    if low == high or half < _NARROWEST:
        half = max(abs(low) / 10, _NARROWEST) if low else 0.5
        return AxisLimits.of(low - half, high + half, log=False)
    pad = margin * half * 2
    start = 0.0 if 0 <= low / 2 <= near * half else low - pad
    end = 0.0 if 0 <= -high / 2 <= near * half else high + pad
    return AxisLimits.of(max(start, -_LARGEST), min(end, _LARGEST), log=False)


def _symmetric_limits(values: Array, scaling: Scaling) -> AxisLimits:
    """Whole powers of ten on each side with values, or the given ends; zero is always inside.

    By default, the linear part ends at the power of ten at or below the smallest size, but within `MOST_DECADES` of the largest.
    """
    sizes = np.abs(values[values != 0])
    logs = np.log10(sizes) if sizes.size else np.array([-1.0, 0.0])
    top = ceil_exponent(float(logs.max()) if scaling.ends is None else math.log10(max(map(abs, scaling.ends))))
    lowest = min(max(floor_exponent(float(logs.min())), top - MOST_DECADES), top - 1)
    linear = scaling.linear or max(_power(lowest), math.ulp(0.0))
    if scaling.ends is not None:
        return AxisLimits.symmetric(*scaling.ends, linear)
    beyond = floor_exponent(math.log10(linear)) + 1
    start, end = (
        _power(max(ceil_exponent(math.log10(side.max())), beyond)) if side.size else 0.0
        for side in (-values[values < 0], values[values > 0])
    )
    return AxisLimits.symmetric(0.0 - start, end if start or end else _power(beyond), linear)


def _power(exponent: int) -> float:
    """A power of ten, at most the largest float."""
    return 10.0**exponent if exponent <= sys.float_info.max_10_exp else _LARGEST


def round_step(low: float, high: float, most: int) -> tuple[float, float, int]:
    """The smallest round step of which at most `most` lie between `low` and `high`.

    Returns the step, which may be infinite, its factor (1, 2, 2.5 or 5), and its power of ten.
    """
    whole = high / 2 - low / 2  # halves: the whole may be beyond the largest float
    rough = min(max(whole / most * 2, 4 * math.ulp(max(abs(low), abs(high)))), _LARGEST)
    power = math.floor(math.log10(rough))
    exponents = range(power, min(power + 1, sys.float_info.max_10_exp) + 1)
    steps = sorted((factor * 10.0**exponent, factor, exponent) for factor in _ROUND for exponent in exponents)
    return next(each for each in steps if each[0] >= rough * (1 - 1e-9))
