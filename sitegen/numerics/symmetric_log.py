"""A scale that is logarithmic on both sides of zero, and linear near it. numpy only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def symmetric_log(values: Array, exponent: float, half: float) -> Array:
    """Axis coordinates: on both sides of zero, decades from 10^`exponent` on, and nearer to zero a linear part.

    Parameters
    ----------
    values : ndarray
        NaN stays NaN.
    exponent : float
        log₁₀ of the smallest size that has a logarithmic place.
    half : float
        Half the width of the linear part, in decades.
    """
    sizes = np.abs(values)
    with np.errstate(divide="ignore", over="ignore"):
        decades = np.log10(sizes) - exponent
        near = half * sizes / 10.0**exponent
    return np.asarray(np.copysign(np.where(decades >= 0, half + decades, near), values))


def symmetric_power(coordinates: Array, exponent: float, half: float) -> Array:
    """The values at these axis coordinates; the inverse of `symmetric_log`."""
    sizes = np.abs(coordinates)
    far = 10.0 ** (exponent + np.maximum(sizes, half) - half)
    return np.asarray(np.copysign(np.where(sizes >= half, far, sizes / half * 10.0**exponent), coordinates))
