"""Gradients by layer in networks with random weights, and measured profiles beside them. numpy only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.kinds.numerics import (
    ACTIVATIONS,
    AnyActivation,
    Regime,
    Trend,
    above,
    arrival_regime,
    decade_limits,
    normal_mean,
    trend_of,
)

Array = NDArray[np.float64]
Init = Literal["he", "glorot", "lecun", "orthogonal"]
Wiring = Literal["plain", "residual"]
Statistic = Literal["rms", "typical"]
VARIANCE: dict[Init, float] = {"he": 2.0, "glorot": 1.0, "lecun": 1.0, "orthogonal": 1.0}
"""Variance of a weight times the width, for layers of the same width."""
FAR, KEPT = 10.0, 100.0
"""Two profiles that differ by more than the first of these times part; one whose ends differ by at most the second arrives, as
by `arrival_regime`."""
_EULER = 0.5772156649015329
_LEVEL = 0.25
"""The least distance of a profile from the upper end of an axis of one decade [decades]; a level one that is nearer gets a second decade."""
_MOST = 1e250
"""Limit of the variances of pre-activations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A network with random weights; `spec.NetworkFields` explains the fields and names their defaults."""

    activation: AnyActivation = "relu"
    wiring: Wiring = "plain"
    init: Init = "he"
    scale: float = 1.0
    batch_norm: bool = False
    statistic: Statistic = "rms"
    width: int = 64


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile, first layer first."""

    name: str
    subject: str
    """Its name at the beginning of a sentence."""
    measured: bool
    magnitude: Array
    log10_magnitude: Array
    """Shape (n,), and its log₁₀ [decades]; −inf for an exact zero."""
    first_layer: int
    last_layer: int
    trend: Trend
    """Factors from each layer to the one before."""
    regime: Regime | None
    """Stable if the first layer has between a hundredth of the last one and a hundred times as much; None if the last is zero."""
    width_factor: float | None
    """Factor per layer by which a typical gradient falls below the root mean square."""


class Parting(NamedTuple):
    """Where the profiles that are farthest apart at the first layer differ by more than `FAR` times without a break."""

    most: str
    least: str
    """Names of the larger and the smaller one at the first layer."""
    layer: int | None
    """The last such layer; None if they never differ so much."""


@dataclass(frozen=True, slots=True)
class LayerProfiles:
    """All profiles of a figure."""

    profiles: tuple[Profile, ...]
    number: int
    layer: NDArray[np.int64]
    """Numbers of all layers, ascending."""
    from_loss: bool
    least: float
    largest: float
    """Ends of all magnitudes."""
    axis_low: int
    axis_high: int
    """Exponents of the axis."""
    parting: Parting | None
    far: float = FAR
    kept: float = KEPT
    lost: float = 1.0 / KEPT


def digammas(highest: int) -> Array:
    """ψ(k/2) for k = 1 … `highest`, by ψ(½) = −γ − 2 ln 2, ψ(1) = −γ, and ψ(x + 1) = ψ(x) + 1/x."""
    found = [-_EULER - 2.0 * math.log(2.0), -_EULER]
    for k in range(1, highest - 1):
        found.append(found[-2] + 2.0 / k)
    return np.array(found[:highest])


@cache
def log_width_factor(activation: AnyActivation, width: int) -> float:
    """E ln(‖Ju‖²/E‖Ju‖²)/2 of one layer with Gaussian weights, by which a typical gradient is below the root mean square.

    Notes
    -----
    For the identity n·‖Ju‖² has a chi-square distribution, so that E ln‖Ju‖² = ψ(n/2) + ln 2 − ln n. Of a ReLU layer k of n units pass
    the gradient, where k is binomial; layers in which none does, which end the gradient, are left out.
    """
    if activation == "identity":
        return 0.5 * (float(digammas(width)[-1]) + math.log(2.0 / width))
    k = np.arange(1, width + 1)
    log_choices = np.cumsum(np.log((width - k + 1.0) / k)) - width * math.log(2.0)
    share = np.exp(log_choices)
    return 0.5 * (float(share @ digammas(width)) / float(share.sum()) + math.log(4.0 / width))


def log_profile(network: Network, depth: int) -> Array:
    """Ln of the gradient by the pre-activations of each layer, relative to the last layer; shape (`depth`,).

    Notes
    -----
    With W = n·Var w·s², pre-activations of variance q, and E over N(0, q), a layer multiplies the mean square by W·E[φ′²] on the way back
    (He et al. 2015, equation 14), and the next layer has q′ = W·E[φ²]. A block h + W·φ(h) multiplies it by 1 + W·E[φ′²], and
    q′ = q + W·E[φ²] (for the identity, 1 + s²). Batch normalisation makes the variance 1 and divides the gradient by it, so that a plain
    layer multiplies by E[φ′²]/Var φ, whatever the weights: π/(π − 1) for ReLU (Yang et al. 2019); a block, by 1 + W·E[φ′²]/q.
    """
    phi, residual, norm = ACTIVATIONS[network.activation], network.wiring == "residual", network.batch_norm
    weights = VARIANCE[network.init] * network.scale**2
    q, factors = 1.0 if residual else weights, list[float]()
    for _ in range(depth - 1):
        spread = 1.0 if norm or network.activation in {"identity", "relu", "leaky-relu"} else math.sqrt(q)
        slope = weights * normal_mean(lambda z: phi.slope(z) ** 2, spread)
        mean = normal_mean(phi.value, spread) if norm else 0.0
        signal = normal_mean(lambda z: phi.value(z) ** 2, spread) - mean**2
        signal *= weights * (1.0 if norm else q / spread**2)
        if residual:
            factors.append(1.0 + slope / (q if norm else 1.0))
        else:
            factors.append(slope / (signal if norm else 1.0))
        q = min(max(q + signal if residual else signal, 1.0 / _MOST), _MOST)
    narrow = log_width_factor(network.activation, network.width) if network.statistic == "typical" else 0.0
    steps = 0.5 * np.log(factors) + narrow
    return np.append(np.cumsum(steps[::-1])[::-1], 0.0)


def measured_profile(name: str, subject: str, values: Array, first_layer: int, *, relative: bool) -> Profile:
    """The profile of measured values, first layer first; `relative` divides them by the last one."""
    magnitude = values / values[-1] if relative else values
    with np.errstate(divide="ignore"):
        return _profile(name, subject, (magnitude, np.log10(magnitude)), first_layer)


def theory_profile(name: str, subject: str, network: Network, depth: int, first_layer: int) -> Profile:
    """The profile of a network with random weights."""
    logs = log_profile(network, depth)
    found = _profile(name, subject, (np.exp(logs), logs / math.log(10.0)), first_layer)
    typical = network.statistic == "typical"
    width_factor = math.exp(log_width_factor(network.activation, network.width)) if typical else None
    return replace(found, measured=False, width_factor=width_factor)


def _profile(name: str, subject: str, points: tuple[Array, Array], first_layer: int) -> Profile:
    magnitude, log10 = points
    return Profile(
        name=name,
        subject=subject,
        measured=True,
        magnitude=magnitude,
        log10_magnitude=log10,
        first_layer=first_layer,
        last_layer=first_layer + len(magnitude) - 1,
        trend=trend_of(log10),
        regime=arrival_regime(float(log10[0] - log10[-1])) if magnitude[-1] else None,
        width_factor=None,
    )


def layer_profiles(
    profiles: Sequence[Profile], *, from_loss: bool, reached: tuple[float, float] | None = None
) -> LayerProfiles:
    """All profiles on one axis, counted from the input or from the loss; it has the magnitudes in `reached`, too.

    Level profiles are in the middle of two decades, not at the upper end of one.
    """
    log10 = np.concatenate([*(each.log10_magnitude for each in profiles), np.log10(reached or ())])
    low, high = decade_limits(log10)
    if high - 1 == low and log10.min() > high - _LEVEL:
        high += 1
    first = min(each.first_layer for each in profiles)
    return LayerProfiles(
        profiles=tuple(profiles),
        number=len(profiles),
        layer=np.arange(first, max(each.last_layer for each in profiles) + 1),
        from_loss=from_loss,
        least=min(float(each.magnitude.min()) for each in profiles),
        largest=max(float(each.magnitude.max()) for each in profiles),
        axis_low=low,
        axis_high=high,
        parting=_parting(profiles),
    )


def _parting(profiles: Sequence[Profile]) -> Parting | None:
    """Where profiles with the same layers and without zeros part; None for others."""
    comparable = len({len(each.magnitude) for each in profiles}) == 1 and not any(each.trend.zeros for each in profiles)
    if len(profiles) < 2 or not comparable:
        return None
    most, least = (pick(profiles, key=lambda each: each.log10_magnitude[0]) for pick in (max, min))
    apart = np.asarray(above(most.log10_magnitude - least.log10_magnitude, math.log10(FAR)))
    count = len(apart) if apart.all() else int(np.argmin(apart))
    return Parting(most.name, least.name, most.first_layer + count - 1 if count else None)
