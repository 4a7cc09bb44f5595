"""Results that do not depend on rounding errors: thresholds, powers, least squares and the F-test. numpy only.

The last digits of a logarithm, an exponential, a power or a sum depend on the instruction set, because numpy, BLAS and the C
library choose their routines by it. A number that equals a threshold but for rounding errors must not be above it on one
machine and below it on another, so every comparison of such a number with a threshold uses this module.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Context
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

TOLERANCE = 1e-12
"""Relative difference up to which two numbers count as equal: thousands of rounding errors, and far below what a reader sees."""
_LAST_DIGITS = 4
"""Steps between neighbouring floats by which a logarithm may be wrong."""
Numbers = float | NDArray[np.float64]
_EXACT = Context(prec=36, traps=[])


def above(value: Numbers, threshold: Numbers, scale: float = 0.0) -> Any:
    """Whether `value` is greater than `threshold` by more than rounding errors, element by element.

    Parameters
    ----------
    value : float or ndarray
        Computed numbers; NaN is neither above nor below.
    threshold : float or ndarray
        Infinities are compared exactly.
    scale : float
        Size of the numbers that `value` was computed from, where it is larger than the threshold: 1 for a logarithm or a
        difference that is compared with 0.

    Returns
    -------
    bool or ndarray of bool
        False where the two differ by at most `TOLERANCE` times the larger of `scale` and the threshold's size.
    """
    return value > _shifted(threshold, scale, 1)


def below(value: Numbers, threshold: Numbers, scale: float = 0.0) -> Any:
    """Whether `value` is less than `threshold` by more than rounding errors; see `above`."""
    return value < _shifted(threshold, scale, -1)


def at_least(value: Numbers, threshold: Numbers, scale: float = 0.0) -> Any:
    """Whether `value` is greater than `threshold`, or equal to it but for rounding errors; see `above`."""
    return value >= _shifted(threshold, scale, -1)


def at_most(value: Numbers, threshold: Numbers, scale: float = 0.0) -> Any:
    """Whether `value` is less than `threshold`, or equal to it but for rounding errors; see `above`."""
    return value <= _shifted(threshold, scale, 1)


def sides(value: Numbers, threshold: Numbers) -> NDArray[np.int64]:
    """1 where `value` is above `threshold`, −1 where it is below, else 0, element by element; see `above`."""
    return np.where(above(value, threshold), 1, np.where(below(value, threshold), -1, 0))


def direction_of(values: NDArray[np.float64], axis: int = 0) -> int:
    """1 if all values rise along an axis, −1 if all fall, else 0, as for a single value or a missing one (NaN)."""
    before, after = (np.moveaxis(values, axis, 0)[part] for part in (slice(None, -1), slice(1, None)))
    steps = sides(after, before)
    return int(steps.flat[0]) if steps.size and (steps == steps.flat[0]).all() else 0


def extreme_of(values: NDArray[np.float64], sign: float) -> tuple[int, int]:
    """The flat index of the largest value, or of the least if `sign` is −1, and how many values equal it but for rounding errors.

    The index is that of the first of these; NaN is left out.
    """
    heights = np.where(np.isfinite(values), sign * values, -np.inf)
    alike = np.flatnonzero(np.asarray(at_least(heights, float(heights.max()))) & np.isfinite(values))
    return int(alike[0]), alike.size


def floor_exponent(log10: float) -> int:
    """Largest integer not above `log10`; the logarithm of a power of ten is that power, whatever its last digits.

    The tolerance is absolute, since a difference of logarithms is a relative one of the numbers.
    """
    return math.floor(log10 + max(TOLERANCE, _LAST_DIGITS * math.ulp(log10)))


def ceil_exponent(log10: float) -> int:
    """Smallest integer not below `log10`, with the same tolerance."""
    return -floor_exponent(-log10)


def powers(base: float, highest: int) -> NDArray[np.float64]:
    """base⁰ … base^`highest` for a finite base, shape (`highest` + 1,), each correctly rounded.

    ``np.power`` differs in the last bit between instruction sets; readers see it where a decimal is rounded at a tie.
    """
    factor, power = _EXACT.create_decimal(base), _EXACT.create_decimal(1)
    result = [1.0]
    for _ in range(highest):
        power = _EXACT.multiply(power, factor)
        result.append(float(power))
    return np.array(result)


def reproducible_digits(value: float) -> float:
    """`value` to 14 significant digits, which do not depend on the order of a short sum."""
    return float(f"{value:.14g}")


@dataclass(frozen=True, slots=True)
class Line:
    """Least-squares lines through one or many series; all fields have the shape of the leading axes."""

    slope: NDArray[np.float64]
    """Change of y for a step of one in x; NaN with fewer than two values."""
    r_squared: NDArray[np.float64]
    """Share of the variance that the line explains, in [0, 1], to 14 decimals; NaN for a constant series."""
    total: NDArray[np.float64]
    """Sum of the squared differences from the mean."""


def fit_line(x: ArrayLike, y: ArrayLike) -> Line:
    """Fit a straight line to each series by ordinary least squares.

    Parameters
    ----------
    x : array_like, shape (N,)
    y : array_like, shape (…, N)
        Infinite values are left out.
    """
    values = np.asarray(y, dtype=np.float64)
    kept = np.isfinite(values)
    count = np.maximum(kept.sum(axis=-1, keepdims=True), 1)
    x_part, y_part = (np.where(kept, each, 0.0) for each in (np.asarray(x, dtype=np.float64), values))
    # places of a size near 1, so that no square is too large or too small
    power = int(np.frexp(np.abs(x_part).max(initial=0.0))[1])
    x_part = np.ldexp(x_part, -power)
    dx = np.where(kept, x_part - x_part.sum(axis=-1, keepdims=True) / count, 0.0)
    dy = np.where(kept, y_part - y_part.sum(axis=-1, keepdims=True) / count, 0.0)
    total = np.sum(dy * dy, axis=-1)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        slope = np.asarray(np.sum(dx * dy, axis=-1) / np.sum(dx * dx, axis=-1))
        residual = np.sum((dy - slope[..., np.newaxis] * dx) ** 2, axis=-1)
        return Line(np.asarray(np.ldexp(slope, -power)), np.round(1.0 - residual / total, 14), np.asarray(total))


def slope_p_value(r_squared: float, count: int) -> float:
    """Probability that a line through `count` ≥ 3 points of independent normal noise explains more than `r_squared`.

    This is the F-test of a slope: F = ν·R²/(1 − R²) with 1 and ν = count − 2 degrees of freedom, or t² of a two-sided t-test. With
    sin²θ = R² its distribution is a finite sum (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4). Rounded to nine
    decimals, which are the same on every machine.
    """
    freedom = count - 2
    cos_squared = max(0.0, 1.0 - r_squared)
    theta = math.atan2(math.sqrt(r_squared), math.sqrt(cos_squared))
    odd = freedom % 2
    term = total = 0.0 if freedom == 1 else math.sqrt(cos_squared) if odd else 1.0
    for power in range(2 + odd, freedom - 1, 2):
        term *= cos_squared * (power - 1) / power
        total += term
    within = math.sin(theta) * total
    return max(0.0, round(1.0 - (2.0 / math.pi * (theta + within) if odd else within), 9))


def _shifted(threshold: Numbers, scale: float, direction: int) -> Any:
    """The threshold, moved by the tolerance up (1) or down (−1)."""
    if not isinstance(threshold, np.ndarray):
        limit = float(threshold)
        return limit if math.isinf(limit) else limit + direction * TOLERANCE * max(abs(limit), scale)
    with np.errstate(over="ignore", invalid="ignore"):
        shift = direction * TOLERANCE * np.maximum(np.abs(threshold), scale)
        return np.where(np.isfinite(threshold), threshold + shift, threshold)
