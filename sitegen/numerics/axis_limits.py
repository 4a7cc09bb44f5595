"""The ends of an axis that shows given values. numpy only."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.rounding import ceil_exponent, floor_exponent

Array = NDArray[np.float64]
_ROUND = (1.0, 2.0, 2.5, 5.0)
_LARGEST = sys.float_info.max
_LEAST_EXPONENT, _LARGEST_EXPONENT = math.log10(math.ulp(0.0)), math.nextafter(math.log10(_LARGEST), 0.0)
"""Of the floats above 0; ten to the power of the second is one of them."""


@dataclass(frozen=True, slots=True)
class AxisLimits:
    """Ends of an axis: values, or exponents of ten of a logarithmic one."""

    low: float
    high: float
    log: bool
    start: float
    end: float
    """Both ends as values."""

    @classmethod
    def of(cls, low: float, high: float, *, log: bool) -> AxisLimits:
        """The limits with these ends in axis coordinates."""
        return cls(low, high, log, *((10.0**low, 10.0**high) if log else (low, high)))

    def coordinates(self, values: Array) -> Array:
        """Axis coordinates: log₁₀ on a logarithmic axis, with −inf for an exact zero and NaN for what has no place."""
        if not self.log:
            return values
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(values < 0, np.nan, np.log10(values))


def axis_limits(values: Array, *, log: bool, margin: float = 0.0) -> AxisLimits:
    """The ends of an axis that shows every value: whole powers of ten, or a little more than the values; 0 if it is near.

    Parameters
    ----------
    values : ndarray
        Finite; may be empty.
    log : bool
    margin : float
        Of a linear axis below and above its values, as a share of their range.
    """
    if log:
        positive = values[values > 0]
        if not positive.size:
            return AxisLimits.of(-1.0, 0.0, log=log)
        exponents = np.log10(positive)
        bottom, top = floor_exponent(float(exponents.min())), ceil_exponent(float(exponents.max()))
        return AxisLimits.of(
            max(float(bottom), _LEAST_EXPONENT), min(float(max(top, bottom + 1)), _LARGEST_EXPONENT), log=log
        )
    if not values.size:
        return AxisLimits.of(0.0, 1.0, log=log)
    low, high = float(values.min()), float(values.max())
    if low == high:
        half = abs(low) / 10 or 0.5
        return AxisLimits.of(low - half, high + half, log=log)
    pad = margin * (high / 2 - low / 2) * 2  # halves: the whole may be beyond the largest float
    start = 0.0 if 0 <= low <= pad else low - pad
    end = 0.0 if -pad <= high <= 0 else high + pad
    return AxisLimits.of(max(start, -_LARGEST), min(end, _LARGEST), log=log)


def round_step(low: float, high: float, most: int) -> tuple[float, float, int]:
    """The least round step, which may be infinite, of which at most `most` reach from `low` to `high`, and its factor (1, 2, 2.5 or 5) and power of ten."""
    whole = high / 2 - low / 2  # halves: the whole may be beyond the largest float
    rough = min(max(whole / most * 2, 4 * math.ulp(max(abs(low), abs(high)))), _LARGEST)
    power = math.floor(math.log10(rough))
    exponents = range(power, min(power + 1, sys.float_info.max_10_exp) + 1)
    steps = sorted((factor * 10.0**exponent, factor, exponent) for factor in _ROUND for exponent in exponents)
    return next(each for each in steps if each[0] >= rough * (1 - 1e-9))
