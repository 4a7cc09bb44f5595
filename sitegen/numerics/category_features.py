"""What can be said of named values, such as those of bars. numpy only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.rounding import above, at_least, below, direction_of, extreme_of

Array = NDArray[np.float64]
_EXACT = 1e15
"""Whole numbers below it and their sums are exact."""


@dataclass(frozen=True, slots=True)
class MostValue:
    """The largest or the least value, and where it is."""

    value: float
    index: int
    """Index of the first of those that have it."""
    count: int
    """How many have it, but for rounding errors."""


@dataclass(frozen=True, slots=True)
class CategoryFeatures:
    """What holds of named values; at least one of them is known."""

    known: int
    missing: int
    """How many have a value, and how many have none."""
    largest: MostValue
    least: MostValue
    is_whole: bool
    """Whether all of them are whole numbers that floats represent exactly."""
    negative: int
    zeros: int
    difference: float
    """Largest value minus the least one; infinite beyond the largest float."""
    ratio: float | None
    log10_ratio: float | None
    """Largest value divided by the least one, and its log₁₀; None unless all are positive and at least two are known."""
    direction: int
    """1 if the values rise from each to the next, −1 if they fall, and 0 if neither or if one is missing."""
    total: float | None
    """Sum of all values; None if one is missing or negative, or if it is 0 or beyond the largest float."""
    largest_percent: float | None
    """The largest value as a share of the total [%]."""
    most: int
    """The least number of values that make up half of the total; 0 without one."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """How many values are on each side of a line."""

    above: int
    below: int
    on: int


def category_features(values: Array) -> CategoryFeatures | None:
    """Find the features of named values; None if none is known.

    Parameters
    ----------
    values : ndarray, shape (N,)
        In the order in which they are drawn; NaN where there is no value.
    """
    known = values[np.isfinite(values)]
    if not known.size:
        return None
    largest, least = _most(values, 1.0), _most(values, -1.0)
    comparable = known.size > 1 and least.value > 0
    with np.errstate(over="ignore"):
        total = float(known.sum())
    whole = known.size == values.size and least.value >= 0 and 0 < total < math.inf
    ordered = np.sort(known)[::-1]
    return CategoryFeatures(
        known=known.size,
        missing=values.size - known.size,
        largest=largest,
        least=least,
        is_whole=bool(np.all((known == np.floor(known)) & (np.abs(known) < _EXACT))),
        negative=int(np.count_nonzero(known < 0)),
        zeros=int(np.count_nonzero(known == 0)),
        difference=_quietly(np.subtract, largest.value, least.value),
        ratio=_quietly(np.divide, largest.value, least.value) if comparable else None,
        log10_ratio=math.log10(largest.value) - math.log10(least.value) if comparable else None,
        direction=direction_of(values),
        total=total if whole else None,
        largest_percent=100.0 * (largest.value / total) if whole else None,
        most=int(np.argmax(np.asarray(at_least(np.cumsum(ordered), total / 2)))) + 1 if whole else 0,
    )


def beyond(values: Array, at: float) -> Beyond:
    """Count the values on each side of `at`; those that equal it but for rounding errors are on it."""
    known = values[np.isfinite(values)]
    over, under = (int(np.count_nonzero(side(known, at))) for side in (above, below))
    return Beyond(above=over, below=under, on=known.size - over - under)


def drawing_order(values: Sequence[float], order: str) -> list[int]:
    """Indices of values as drawn: ``given``, ``rising`` or ``falling``; equal ones stay in their order, missing ones are last.

    Parameters
    ----------
    values : sequence of float
        NaN where there is no value.
    order : str
    """
    if order == "given":
        return list(range(len(values)))
    sign = 1.0 if order == "rising" else -1.0
    return sorted(
        range(len(values)),
        key=lambda index: (True, 0.0) if math.isnan(values[index]) else (False, sign * values[index]),
    )


def _most(values: Array, sign: float) -> MostValue:
    index, count = extreme_of(values, sign)
    return MostValue(float(values[index]), index, count)


def _quietly(operation: np.ufunc, one: float, other: float) -> float:
    """The result of an operation on two numbers, infinite beyond the largest float."""
    with np.errstate(over="ignore"):
        return float(operation(one, other))
