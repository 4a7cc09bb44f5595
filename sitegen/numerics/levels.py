"""Round levels that divide the values of a grid into bands. numpy only."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import count
from sys import float_info

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.rounding import TOLERANCE, above, at_least, below, ceil_exponent, floor_exponent

Array = NDArray[np.float64]
_NICE = (1.0, 2.0, 2.5, 5.0)
_WITHIN_DECADE = ((1.0, 2.0, 5.0), (1.0, 3.0), (1.0,))
_FEW = 3
"""A logarithmic scale with so few bands has round levels."""
_LEAST_FLOAT = math.ulp(0.0)
_LOWEST, _HIGHEST = -324, 308
"""Exponents of the powers of ten that are floats; the lowest one stands for the least float."""


def round_levels(low: float, high: float, most: int) -> Array:
    """Levels from `low` or below to `high` or above, multiples of 1, 2, 2.5 or 5 times a power of ten.

    Parameters
    ----------
    low, high : float
        Finite; may be equal.
    most : int
        Most bands between the levels.

    Returns
    -------
    ndarray, shape (n + 1,)
        Ascending, with 1 ≤ n ≤ `most`.
    """
    size = max(abs(low), abs(high))
    if not size:
        return np.array([0.0, 1.0])
    # halves, because the distance of two floats can be larger than the largest float
    rough = (high / 2 - low / 2) / most * 2
    if rough <= TOLERANCE * size:
        rough = size / 10
    for step, decimals in _steps(math.floor(math.log10(max(rough, float_info.min)))):
        first, last = _whole(low / step, math.floor), _whole(high / step, math.ceil)
        if last - first <= most:
            numbers = np.arange(first, max(last, first + 1) + 1)
            values = [_multiple(int(number), step, decimals) for number in numbers]
            levels: Array = np.clip(np.array(values), -float_info.max, float_info.max)
            return levels
    raise AssertionError("a step of this size always fits")


def _whole(ratio: float, rounded: Callable[[float], int]) -> int:
    """`ratio` as a whole number: the nearest if they differ by rounding errors alone."""
    nearest = round(ratio)
    return nearest if abs(ratio - nearest) <= 4 * math.ulp(ratio) else rounded(ratio)


def _steps(power: int) -> Iterator[tuple[float, int]]:
    """Steps in ascending order, each with the decimals of its multiples."""
    for exponent in count(power):
        for factor in _NICE:
            yield factor * 10.0**exponent, -exponent + (factor == 2.5)


def _multiple(number: int, step: float, decimals: int) -> float:
    value = number * step
    return round(value, decimals) if 0 <= decimals < 300 and math.isfinite(value) else value


def log_levels(low: float, high: float, most: int) -> Array:
    """Levels at 1, 2 and 5 times each power of ten, or at 1 and 3 times, or at powers of ten alone, if more are too many.

    If these are too few, the values are so close together that the levels are those of `round_levels`.

    Parameters
    ----------
    low, high : float
        Above 0; may be equal.
    most : int
        Most bands between the levels.

    Returns
    -------
    ndarray, shape (n + 1,)
        Ascending, with 1 ≤ n ≤ `most`.
    """
    start, end = floor_exponent(math.log10(low)), ceil_exponent(math.log10(high))
    for factors in _WITHIN_DECADE if end - start <= most else ():
        decades = range(max(start, _LOWEST), min(end, _HIGHEST) + 2)
        multiples = [float(f"{factor:g}e{decade}") for decade in decades for factor in factors]
        levels: Array = np.unique(np.clip(multiples, _LEAST_FLOAT, float_info.max))
        first = max(0, int(np.count_nonzero(at_least(low, levels))) - 1)
        last = min(max(first + 1, int(np.count_nonzero(below(levels, high)))), len(levels) - 1)
        if _FEW < last - first <= most:
            return levels[first : last + 1]
    if end - start <= _FEW and (levels := round_levels(low, high, most))[0] > 0:
        return levels
    start, end = max(start, _LOWEST), min(end, _HIGHEST + 1)
    step = next(step for step in count(1) if math.ceil((end - start) / step) <= most)
    powers = [float(f"1e{exponent}") for exponent in [*range(start, end, step), end]]
    found: Array = np.clip(powers, _LEAST_FLOAT, float_info.max)
    return found


def centred_levels(low: float, high: float, centre: float, most: int) -> Array:
    """Levels from `low` or below to `high` or above, at round distances from `centre`, which is one of them.

    There are at most `most` bands on each side of the centre.
    """
    reach = max(high - centre, centre - low)
    distances = (
        round_levels(0.0, reach, most) if reach > TOLERANCE * abs(centre) else np.array([0.0, abs(centre) or 1.0])
    )
    levels = np.array([float(f"{centre + each:.12g}") for each in (*-distances[:0:-1], 0.0, *distances[1:])])
    scale = float(np.abs(levels).max())
    first = min(len(distances) - 1, max(0, int(np.count_nonzero(at_least(low, levels, scale))) - 1))
    last = max(len(distances) - 1, min(int(np.count_nonzero(below(levels, high, scale))), len(levels) - 1))
    return levels[first : max(last, first + 1) + 1]


def levels_within(levels: Array, low: float, high: float) -> Array:
    """`low`, the levels between the two, and `high`: the levels of a scale whose ends an author gives."""
    inner = levels[np.asarray(above(levels, low)) & np.asarray(below(levels, high))]
    return np.array([low, *inner, high])


def band_numbers(values: Array, levels: Array, *, log: bool) -> NDArray[np.int64]:
    """The number of the band of each value: 0 for the lowest, and −1 where there is no value.

    A value on a level, but for rounding errors, belongs to the band above it; values beyond the ends belong to the first or the
    last band.

    Parameters
    ----------
    values : ndarray, any shape
        NaN where there is no value.
    levels : ndarray, shape (bands + 1,)
        Ends of the bands, ascending.
    log : bool
        Whether the scale is logarithmic. On a linear one, rounding errors have the size of its largest level.
    """
    scale = 0.0 if log else float(np.abs(levels).max())
    inner = [np.asarray(at_least(values, level, scale)) for level in levels[1:-1].tolist()]
    bands = np.sum(inner, axis=0, dtype=np.int64) if inner else np.zeros(values.shape, dtype=np.int64)
    return np.where(np.isfinite(values), bands, -1)
