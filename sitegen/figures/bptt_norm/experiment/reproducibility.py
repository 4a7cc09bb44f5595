"""Reproducible part of a curve: rounding errors grow with the gradient, and digits that they reach are left out.

A backward vector and a small disturbance of the forward pass are multiplied by the same Jacobians. Where the norm rises
by D orders of magnitude on its way back, D of float64's digits are lost, and machines that sum in another order disagree
beyond the others. Two lengths follow, and they differ. The **length** is where the figure is cut: the largest rise between
any two steps still leaves two decimals, and five digits as a margin. The **horizon** is an estimate for readers: at the
mean growth of a whole sequence, no digit at all is left after so many steps. It lies far beyond the cut.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sitegen.figures.bptt_norm.kernel.weights import Floats

MOST_DECIMALS = 7
"""Most decimals that are kept of a logarithm; statistics keep as many significant digits and one more. Machines agree beyond that."""
LEAST_DECIMALS = 2
"""Drawn coordinates have two decimals, and a decade is drawn larger than one unit."""
_MARGIN = 5
"""Digits kept back, so that a rounded value is next to never at the edge between two."""
_DIGITS = -math.log10(np.finfo(np.float64).eps)


def lost_digits(log10_norm: Floats) -> float:
    """Largest rise of the norm from a step to an earlier one [decades], over all leading axes of (…, T + 1); zeros are −inf."""
    finite = np.where(np.isneginf(log10_norm), np.inf, log10_norm)
    lowest_later = np.minimum.accumulate(finite[..., ::-1], axis=-1)[..., ::-1]
    rises = np.where(np.isfinite(log10_norm) & np.isfinite(lowest_later), log10_norm - lowest_later, 0.0)
    return float(rises.max())


def reproducible_decimals(lost: float) -> int:
    """Decimals of log₁₀ of a norm that are the same on every machine when `lost` digits are lost; may be negative."""
    return min(MOST_DECIMALS, math.floor(_DIGITS - lost) - _MARGIN)


def reproducible_length(steps: int, lost_after: Callable[[int], float]) -> int:
    """The largest length n ≤ `steps` of a sequence whose curve has two reproducible decimals, by bisection.

    `lost_after` gives the `lost_digits` of the experiment with a sequence cut to n ≥ 1 steps; it must not fall much as n grows.
    """
    if reproducible_decimals(lost_after(steps)) >= LEAST_DECIMALS:
        return steps
    low, high = 1, steps
    while high - low > 1:
        middle = (low + high) // 2
        enough = reproducible_decimals(lost_after(middle)) >= LEAST_DECIMALS
        low, high = (middle, high) if enough else (low, middle)
    return low


def reproducible_states(hidden: Floats, decimals: int) -> Floats:
    """States h of the same run; where tanh saturates, few digits of 1 − h² are left, and none is made up."""
    return np.round(hidden, decimals + _MARGIN)


def reproducible(value: float, decimals: int) -> float:
    """A statistic of the same run, to as many significant digits."""
    return float(f"{value:.{decimals + 1}g}")


def reproducible_near_one(value: float, decimals: int) -> float:
    """As `reproducible`, for a difference of numbers near one, such as 1 − 0.999, which has no more decimals than they."""
    return round(reproducible(value, decimals), decimals + _MARGIN)
