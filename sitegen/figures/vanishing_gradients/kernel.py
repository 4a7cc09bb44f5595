"""The gradient's way back through a network whose pre-activations are drawn: one path, a whole layer, and the bound.

numpy only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.activations import (
    Activation,
    activation_slope,
    largest_slope,
    passing_probability,
    rms_slope,
)
from sitegen.numerics.rounding import powers
from sitegen.numerics.series import Regime, Trend, magnitude_decades, regime_of, trend_of
from sitegen.numerics.streams import named_stream

RandomSource = Literal["legacy", "streams"]

BOUND_DEPTHS = (1, 2, 5, 8, 10, 15, 20)
RATE_DEPTHS = (1, 5, 10)
NEGLIGIBLE_RATE = 1e-6
"""An effective learning rate below this is basically zero."""
ADAM_GRADIENT, ADAM_RATE, ADAM_EPSILON = 1e-6, 1e-3, 1e-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """The settings of the simulation."""

    num_layers: int
    """Depth n ≥ 1: how many layers the gradient passes."""
    activations: Sequence[Activation]
    """Activations, in the order in which the legacy stream draws for them."""
    seed: int
    """Seed of every random number, in [0, 2³²)."""
    random_source: RandomSource
    """Where the pre-activations of the paths come from."""
    pre_activation_spread: float
    """σ > 0, standard deviation of all pre-activations."""
    width: int
    """Units w ≥ 1 of the whole layer."""
    init_scale: float
    """s > 0; the weights of the whole layer are N(0, s²/w)."""
    learning_rate: float
    """Learning rate of plain SGD."""


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
        """The three series that are drawn."""
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


def vanishing_gradients(experiment: Experiment) -> VanishingGradients:
    """Follow the gradient back from the loss: on one path and through a whole layer, for each activation.

    Raises
    ------
    ValueError
        If a number of `experiment` is outside its range.

    Notes
    -----
    One path multiplies the slopes φ′(z_l) of one unit a layer, without weights, as in the classroom experiment. With
    the legacy source, seed 42, spread 0.5 and the order sigmoid, ReLU its numbers are those of ``np.random.seed(42)``
    and ``np.random.randn() * 0.5``.
    """
    _check(experiment)
    draws = path_draws(experiment)
    profiles = tuple(_profile(name, z, experiment) for name, z in zip(experiment.activations, draws, strict=True))
    low, high = own_axis(profiles)
    return VanishingGradients(
        profiles=profiles,
        steps_from_loss=np.arange(experiment.num_layers, -1, -1),
        bound_depths=_with_depth(BOUND_DEPTHS, experiment.num_layers),
        rate_depths=_with_depth(RATE_DEPTHS, experiment.num_layers),
        axis_low=low,
        axis_high=high,
        negligible_rate=NEGLIGIBLE_RATE,
        adam_gradient=ADAM_GRADIENT,
        adam_rate=ADAM_RATE,
        adam_step=adam_first_step(ADAM_GRADIENT, ADAM_RATE),
    )


def own_axis(profiles: Sequence[ActivationProfile]) -> tuple[int, int]:
    """Exponents of the ends of an axis that shows every magnitude."""
    return magnitude_decades(np.concatenate([each.log10_magnitude for profile in profiles for each in profile.series]))


def _check(experiment: Experiment) -> None:
    whole = (experiment.num_layers, experiment.width)
    real = (experiment.pre_activation_spread, experiment.init_scale, experiment.learning_rate)
    if min(whole) < 1 or not all(0.0 < value < math.inf for value in real):
        raise ValueError(f"need num_layers and width ≥ 1, other numbers positive and finite, got {experiment}")


def _with_depth(depths: tuple[int, ...], num_layers: int) -> NDArray[np.int64]:
    return np.array(sorted({*depths, num_layers}), dtype=np.int64)


def path_draws(experiment: Experiment) -> list[NDArray[np.float64]]:
    """Pre-activations of one path for each activation, each of shape (n,), that of layer 0 first."""
    count, seed = experiment.num_layers, experiment.seed
    if experiment.random_source == "legacy":
        legacy = np.random.RandomState(seed)
        return [legacy.randn(count) * experiment.pre_activation_spread for _ in experiment.activations]
    streams = (named_stream(seed, f"path/{name}") for name in experiment.activations)
    return [stream.standard_normal(count) * experiment.pre_activation_spread for stream in streams]


def one_path(slopes: NDArray[np.float64]) -> Series:
    """Product of `slopes`, shape (n,), from the last layer to each of the others."""
    back = slopes[::-1]
    with np.errstate(divide="ignore", under="ignore"):
        magnitude = np.concatenate([[1.0], np.cumprod(back)])
        log10_magnitude = np.concatenate([[0.0], np.cumsum(np.log10(back))])
    return _series(magnitude[::-1], log10_magnitude[::-1])


def whole_layer(activation: Activation, experiment: Experiment) -> tuple[Series, NDArray[np.float64]]:
    """Norm of the gradient through layers of `width` units, and the share of units that pass anything, shape (n,).

    Notes
    -----
    Simulated: g_(l) = Wᵀ(φ′(z_l) ∘ g_(l+1)), z_l ~ N(0, σ²) for each unit, the entries of W ~ N(0, s²/w), all independent, g_n
    a random direction. For given v, Wᵀv ~ N(0, s²|v|²/w) in every component, so w normal numbers replace the w²
    weights without approximation. E|g_(l)|² = (s²·E[φ′²])^(n−l) at every width: the root mean square factor is
    s·√E[φ′²], and the factors of one network scatter about it as 1/√w. That the pre-activations do not depend
    on W is the usual gradient independence of mean field theory (Schoenholz et al. 2017, arXiv:1611.01232).
    """
    stream = named_stream(experiment.seed, f"layer/{activation}")
    gradient = stream.standard_normal(experiment.width)
    gradient /= np.linalg.norm(gradient)
    gain = experiment.init_scale / math.sqrt(experiment.width)
    factors, passing = np.zeros(experiment.num_layers), np.zeros(experiment.num_layers)
    for step in range(experiment.num_layers):
        slopes = activation_slope(
            activation, stream.standard_normal(experiment.width) * experiment.pre_activation_spread
        )
        through = stream.standard_normal(experiment.width) * gain * np.linalg.norm(slopes * gradient)
        factors[step] = np.linalg.norm(through)
        passing[step] = np.count_nonzero(slopes) / experiment.width
        gradient = through / factors[step] if factors[step] else through
    return one_path(factors[::-1]), passing[::-1]


def _series(magnitude: NDArray[np.float64], log10_magnitude: NDArray[np.float64]) -> Series:
    zeros = np.flatnonzero(np.isneginf(log10_magnitude))
    trend = trend_of(log10_magnitude)
    return Series(
        magnitude=magnitude,
        log10_magnitude=log10_magnitude,
        input_magnitude=float(magnitude[0]),
        input_log10=float(log10_magnitude[0]),
        first_zero_layer=int(zeros[-1]) if zeros.size else None,
        trend=trend,
        regime="vanishing" if zeros.size else regime_of(trend.factor, float(magnitude[0])),
    )


def _profile(activation: Activation, pre_activation: NDArray[np.float64], experiment: Experiment) -> ActivationProfile:
    layers, rate = experiment.num_layers, experiment.learning_rate
    largest, rms = largest_slope(activation), rms_slope(activation, experiment.pre_activation_spread)
    layer, passing = whole_layer(activation, experiment)
    bound = one_path(np.full(layers, largest))
    rate_depths = _with_depth(RATE_DEPTHS, layers)
    survival = passing_probability(activation) ** layers
    layer_factor = experiment.init_scale * rms
    return ActivationProfile(
        activation=activation,
        pre_activation=pre_activation,
        path=one_path(activation_slope(activation, pre_activation)),
        layer=layer,
        bound=bound,
        passing=passing,
        passing_percent=100.0 * float(passing.mean()),
        expected_percent=100.0 * passing_probability(activation),
        largest_slope=largest,
        rms_slope=rms,
        layer_factor=layer_factor,
        half_life=math.inf if largest == 1.0 else math.log(0.5) / math.log(largest),
        survival=survival,
        paths_per_survivor=1.0 / survival,
        depth_bounds=_powers_at(largest, _with_depth(BOUND_DEPTHS, layers)),
        rate_bounds=rate * _powers_at(largest, rate_depths),
        rate_layers=rate * _powers_at(layer_factor, rate_depths),
        input_rate_bound=rate * bound.input_magnitude,
        input_rate_layer=rate * float(powers(layer_factor, layers)[-1]),
    )


def _powers_at(base: float, exponents: NDArray[np.int64]) -> NDArray[np.float64]:
    return powers(base, int(exponents.max()))[exponents]


def adam_first_step(gradient: float, learning_rate: float) -> float:
    """Size of Adam's first step: both moments are the gradient's own after their bias correction.

    η·|g|/(|g| + ε), ε = 1e-8 (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1).
    """
    return learning_rate * abs(gradient) / (abs(gradient) + ADAM_EPSILON)
