"""The numbers of a vanishing-gradients figure as named arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.activations import Activation
from sitegen.numerics.series import Regime, Trend


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A gradient's size on its way back, relative to the loss side."""

    magnitude: NDArray[np.float64]
    log10_magnitude: NDArray[np.float64]
    """Shape (n + 1,), layer 0, the input, first; the last entry is 1 (0). An exact zero is 0 (−inf)."""
    input_magnitude: float
    input_log10: float
    """The first entry of each."""
    first_zero_layer: int | None
    """The layer nearest to the loss at which it is exactly zero, as it then is down to the input; None: nowhere."""
    trend: Trend
    """Factors per layer, where it is nowhere zero."""
    regime: Regime
    """exploding, vanishing or stable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationProfile:
    """The gradient with one activation."""

    activation: Activation
    pre_activation: NDArray[np.float64]
    """z of the path, shape (n,), layer 0 first."""
    path: Series
    layer: Series
    bound: Series
    """The product of the path's slopes; the norm of the whole layer's gradient; the largest slope to the power of the
    steps, which no path exceeds."""
    passing: NDArray[np.float64]
    """Share of the units of each layer whose slope is not zero, shape (n,), layer 0 first."""
    passing_percent: float
    expected_percent: float
    """Over all layers of the simulation, and its expectation [%]."""
    largest_slope: float
    rms_slope: float
    layer_factor: float
    """max φ′; √E[φ′(z)²]; s·√E[φ′(z)²], the root mean square of the factor by which a layer changes the norm."""
    half_life: float
    """Layers over which the bound halves; infinite where the largest slope is 1."""
    survival: float
    paths_per_survivor: float
    """Probability that a path is not zero after n layers, and 1 over it: among how many paths one is open."""
    depth_bounds: NDArray[np.float64]
    rate_bounds: NDArray[np.float64]
    rate_layers: NDArray[np.float64]
    """max φ′ to the power of `bound_depths`; learning rate times that, and times `layer_factor` to the power of
    `rate_depths`."""
    input_rate_bound: float
    input_rate_layer: float
    """Effective learning rate at the input: the learning rate times the bound there, and times `layer_factor` to the
    power of n."""

    @property
    def series(self) -> tuple[Series, Series, Series]:
        """What is drawn."""
        return (self.path, self.layer, self.bound)


@dataclass(frozen=True, slots=True, kw_only=True)
class VanishingGradients:
    """The numbers of one vanishing-gradients figure."""

    profiles: tuple[ActivationProfile, ...]
    """One a panel."""
    steps_from_loss: NDArray[np.int64]
    """n … 0, shape (n + 1,)."""
    bound_depths: NDArray[np.int64]
    rate_depths: NDArray[np.int64]
    """Depths of the two tables; that of the network is always among them."""
    axis_low: int
    axis_high: int
    """Exponents of the logarithmic axis that all panels share."""
    negligible_rate: float
    """An effective learning rate below it is basically zero."""
    adam_gradient: float
    adam_rate: float
    adam_step: float
    """Adam's first step for one gradient and learning rate, with ε = 1e-8."""
