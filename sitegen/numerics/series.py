"""Series of magnitudes, one per layer: trend, regime, axis limits, bars too low to see."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.rounding import (
    above,
    at_most,
    below,
    ceil_exponent,
    floor_exponent,
    reproducible_digits,
)

D = TypeVar("D", bound=Any)
Regime = Literal["stable", "vanishing", "exploding"]

EXPLODING_FACTOR = 1.05
"""A factor per layer above this explodes (strictly: 2.1 · 0.5 is exactly 1.05 and does not)."""
VANISHING_MAGNITUDE = 0.01
"""A magnitude below this has vanished (strictly)."""
ARRIVAL_DECADES = 2.0
"""A gradient that changes by more than this on its way to the input vanishes or explodes [decades]."""
LEAST_SHARE = 0.007
"""A bar below this share of its axis is too low to see: about one unit of a plot 142 units high."""


@dataclass(frozen=True, slots=True)
class Trend:
    """By what a magnitude is multiplied from one layer to the next towards the input."""

    factor: float
    """Geometric mean over all steps, which depends on both ends alone; NaN with a zero, or with a single layer."""
    least: float
    most: float
    """Smallest and largest factor of a single step; NaN as above."""
    log10_factor: float
    log10_least: float
    log10_most: float
    """The same [decades]."""
    zeros: int
    """Layers whose magnitude is exactly zero."""
    depth: int
    """Layers in all."""

    @property
    def is_uneven(self) -> bool:
        """Whether a single step differs from the mean by more than a factor of two."""
        apart = max(self.log10_most - self.log10_factor, self.log10_factor - self.log10_least)
        return bool(above(apart, math.log10(2.0)))

    def is_factor(self, factor: float) -> bool:
        """Whether `factor` describes the ends of the series: over all layers the error is at most 5 %."""
        astray = abs(self.log10_factor - math.log10(factor)) * (self.depth - 1)
        return bool(at_most(astray, math.log10(1.05)))


def trend_of(log10_magnitude: NDArray[np.float64]) -> Trend:
    """Measure the steps of log₁₀|g| towards the input.

    Parameters
    ----------
    log10_magnitude : ndarray, shape (L,)
        Input layer first [decades]; −inf for an exact zero.
    """
    zeros, depth = int(np.count_nonzero(~np.isfinite(log10_magnitude))), len(log10_magnitude)
    if zeros or depth < 2:
        return Trend(math.nan, math.nan, math.nan, math.nan, math.nan, math.nan, zeros, depth)
    steps = -np.diff(log10_magnitude)
    mean = (log10_magnitude[0] - log10_magnitude[-1]) / (depth - 1)
    decades = np.array([mean, steps.min(), steps.max()]) + 0.0
    with np.errstate(over="ignore", under="ignore"):
        factor, least, most = map(reproducible_digits, np.power(10.0, decades).tolist())
    return Trend(factor, least, most, float(decades[0]), float(decades[1]), float(decades[2]), zeros, depth)


def regime_of(factor: float, input_magnitude: float) -> Regime:
    """Regime of a network, by its factor per layer and the magnitude at the input."""
    if above(factor, EXPLODING_FACTOR):
        return "exploding"
    return "vanishing" if below(input_magnitude, VANISHING_MAGNITUDE) else "stable"


def arrival_regime(log10_change: float) -> Regime:
    """Regime of a gradient of any network, by how much of it reaches the input.

    Parameters
    ----------
    log10_change : float
        From the loss to the input [decades]; −inf where nothing arrives.
    """
    if above(log10_change, ARRIVAL_DECADES):
        return "exploding"
    return "vanishing" if below(log10_change, -ARRIVAL_DECADES) else "stable"


def decade_limits(log10_magnitude: NDArray[np.float64], shortest: float = 0.25) -> tuple[int, int]:
    """Limits of a logarithmic axis that shows every value.

    Parameters
    ----------
    log10_magnitude : ndarray, shape (L,)
        Values [decades]; −inf for an exact zero, which no logarithmic axis can show.
    shortest : float
        Least distance of the smallest value from the lower limit [decades], so that its bar is visible.

    Returns
    -------
    tuple of int
        Exponents (low, high) of the powers of ten at the ends, at least one decade apart. A value that is above a power of
        ten by a rounding error alone does not take the axis to the next one.
    """
    finite = log10_magnitude[np.isfinite(log10_magnitude)]
    if not finite.size:
        return (-1, 0)
    low = floor_exponent(float(finite.min()) - shortest)
    return (low, max(ceil_exponent(float(finite.max())), low + 1))


def magnitude_decades(log10_magnitude: NDArray[np.float64]) -> tuple[int, int]:
    """As `decade_limits`, for magnitudes relative to that at the loss; the axis reaches from 0.001 to 1 at least."""
    low, high = decade_limits(log10_magnitude)
    return min(low, -3), max(high, 0)


class OnDecades(Protocol):
    """The numbers of a figure with a logarithmic axis."""

    @property
    def axis_low(self) -> int:
        """Exponent of the power of ten at its lower end."""

    @property
    def axis_high(self) -> int:
        """Exponent of the power of ten at its upper end."""


def common_decades(states: Sequence[OnDecades]) -> tuple[int, int]:
    """Exponents at the ends of an axis that reaches over the axes of all states: the `shared_axes` of a kind."""
    return min(each.axis_low for each in states), max(each.axis_high for each in states)


def on_decades(data: D, ends: tuple[float, ...]) -> D:
    """The same numbers with these exponents as their `axis_low` and `axis_high`: the `with_axes` of a kind."""
    low, high = map(int, ends)
    changed: D = replace(data, axis_low=low, axis_high=high)
    return changed


def decades_around(limits: tuple[float, float]) -> tuple[int, int]:
    """Exponents of two powers of ten at or beyond two positive values."""
    low, high = (math.log10(limit) for limit in limits)
    return floor_exponent(low), max(ceil_exponent(high), floor_exponent(low) + 1)


def beyond_axis(log10_magnitude: NDArray[np.float64], low: int, high: int) -> tuple[int, int]:
    """How many values lie below and above an axis; an exact zero (−inf) lies on no logarithmic axis, and is none of them."""
    finite = log10_magnitude[np.isfinite(log10_magnitude)]
    return int(np.count_nonzero(below(finite, low, scale=1.0))), int(np.count_nonzero(above(finite, high, scale=1.0)))


def invisible_bars(levels: NDArray[np.float64], low: float, high: float) -> NDArray[np.bool_]:
    """Values of an axis from `low` to `high` that are too near its lower end for a visible bar, shape (L,).

    Exact zeros of a logarithmic axis (−inf) are among them.
    """
    return np.asarray(below((levels - low) / (high - low), LEAST_SHARE))
