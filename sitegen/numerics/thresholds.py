"""Comparison of computed numbers with a threshold, and powers, with the same result on every machine. numpy only.

The last digits of a logarithm, an exponential, a power or a sum depend on the instruction set (numpy, BLAS and the C library
choose their routines by it). A number that is a threshold but for rounding errors must not fall on one side of it here and on
the other there, so every comparison of such a number with a threshold uses this module.
"""

from __future__ import annotations

import math
from decimal import Context

import numpy as np
from numpy.typing import ArrayLike, NDArray

TOLERANCE = 1e-12
"""Relative difference up to which two numbers count as equal: thousands of rounding errors, and far below what a reader sees."""
_EXACT = Context(prec=50, traps=[])


def above(value: ArrayLike, threshold: ArrayLike, scale: float = 0.0) -> NDArray[np.bool_]:
    """Whether `value` is greater than `threshold` by more than rounding errors, element by element.

    Parameters
    ----------
    value : array_like
        Computed numbers; NaN is neither above nor below.
    threshold : array_like
        What they are compared with; infinities are compared exactly.
    scale : float
        Size of the numbers that `value` was computed from, where it is larger than the threshold: 1 for a logarithm or a
        difference that is compared with 0.

    Returns
    -------
    ndarray of bool
        False where the two differ by at most `TOLERANCE` times the larger of `scale` and the threshold's size.
    """
    return np.asarray(np.asarray(value) > _shifted(threshold, scale, 1))


def below(value: ArrayLike, threshold: ArrayLike, scale: float = 0.0) -> NDArray[np.bool_]:
    """Whether `value` is less than `threshold` by more than rounding errors; see `above`."""
    return np.asarray(np.asarray(value) < _shifted(threshold, scale, -1))


def at_least(value: ArrayLike, threshold: ArrayLike, scale: float = 0.0) -> NDArray[np.bool_]:
    """Whether `value` is greater than `threshold`, or equal to it but for rounding errors; see `above`."""
    return np.asarray(np.asarray(value) >= _shifted(threshold, scale, -1))


def at_most(value: ArrayLike, threshold: ArrayLike, scale: float = 0.0) -> NDArray[np.bool_]:
    """Whether `value` is less than `threshold`, or equal to it but for rounding errors; see `above`."""
    return np.asarray(np.asarray(value) <= _shifted(threshold, scale, 1))


def floor_exponent(log10: float) -> int:
    """Largest integer not above `log10`; the logarithm of a power of ten is that power, whatever its last digit."""
    return math.floor(log10 + TOLERANCE * max(1.0, abs(log10)))


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


def _shifted(threshold: ArrayLike, scale: float, direction: int) -> NDArray[np.float64]:
    """The threshold, moved by the tolerance up (1) or down (−1)."""
    limit = np.asarray(threshold, dtype=np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        shift = direction * TOLERANCE * np.maximum(np.abs(limit), scale)
        return np.where(np.isfinite(limit), limit + shift, limit)
