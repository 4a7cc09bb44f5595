"""Gradient magnitude per layer as a geometric series, in log space. numpy only."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.activations import LEAKY_SLOPE, largest_slope, rms_slope
from sitegen.numerics.rounding import above, below, powers
from sitegen.numerics.series import (
    VANISHING_MAGNITUDE,
    Regime,
    Trend,
    beyond_axis,
    invisible_bars,
    magnitude_decades,
    regime_of,
    trend_of,
)

Activation = Literal["identity", "relu", "leaky-relu", "sigmoid", "tanh", "gelu", "silu"]
Rule = Literal["mean", "rms"]

_UNIT_TOLERANCE = 1e-12
_CLASSROOM_GAINS: dict[Activation, float] = {
    "identity": 1.0,
    "relu": 0.5,
    "leaky-relu": (1.0 + LEAKY_SLOPE) / 2.0,
    "sigmoid": largest_slope("sigmoid"),
    "tanh": largest_slope("tanh"),
    "gelu": 0.5,
    "silu": 0.5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecaySeries:
    """The numbers of one gradient-decay figure; every series has shape (L,), input layer first."""

    gain: float
    """f, what the activation's slope contributes per layer."""
    factor: float
    log10_factor: float
    """s·f, and its log₁₀ [decades per layer]."""
    magnitude: NDArray[np.float64]
    log10_magnitude: NDArray[np.float64]
    """|∂L/∂h_l| relative to the layer next to the loss, and its log₁₀ [decades]; the last entry is 1 (0)."""
    steps_from_loss: NDArray[np.int64]
    """L − 1 … 0."""
    regime: Regime
    """Regime of the whole network."""
    layer_regime: tuple[Regime, ...]
    """Role of each mark."""
    input_magnitude: float
    largest: float
    smallest: float
    fold: float
    """Magnitude at the input, extremes over the layers, and largest / smallest."""
    vanishing_layers: int
    exploding_layers: int
    """How many layers are below 0.01, or above 1 in an exploding network."""
    threshold: float
    """The magnitude of `vanishing`, for the words and the drawing."""
    trend: Trend
    """Factors per layer of the series."""
    axis_low: int
    axis_high: int
    """Exponents of the logarithmic axis."""
    below_axis: int
    above_axis: int
    """How many layers are beyond its ends, where the author gave them."""
    linear_high: float
    """The upper end of the linear axis, which begins at 0."""

    @property
    def invisible_bars(self) -> NDArray[np.bool_]:
        """Layers whose bar would be too low to see on a linear axis, shape (L,)."""
        return invisible_bars(self.magnitude, 0.0, self.linear_high)


def activation_gain(activation: Activation, rule: Rule) -> float:
    """Factor f that the activation's slope contributes to every layer.

    Parameters
    ----------
    activation : str
    rule : {"mean", "rms"}
        mean: the usual classroom choice. For the identity, the ReLU, GELU and SiLU it is E[φ′] for symmetric
        pre-activations: 1 and ½, since φ′(z) + φ′(−z) = 1; for leaky ReLU 0.505. For sigmoid and tanh it is the
        *maximum* of φ′, ¼ and 1 (the mean of σ′ over N(0, 1) is 0.2066). rms: √E[φ′²] over N(0, 1), the second-moment
        argument of He et al. 2015, equation 14 (DOI 10.1109/ICCV.2015.123).
    """
    return rms_slope(activation, 1.0) if rule == "rms" else _CLASSROOM_GAINS[activation]


def decay_series(num_layers: int, init_scale: float, gain: float) -> DecaySeries:
    """Gradient magnitude at each layer of a deep feed-forward network.

    Parameters
    ----------
    num_layers : int
        Depth L ≥ 2.
    init_scale : float
        s > 0, finite.
    gain : float
        f > 0, see `activation_gain`.

    Returns
    -------
    DecaySeries

    Raises
    ------
    ValueError
        If `num_layers` < 2, or a factor is not positive and finite.

    Notes
    -----
    |∂L/∂h_l| ≈ (s·f)^(L−1−l): the geometric-series approximation of backpropagation. log₁₀ is kept next to the
    magnitude because products may leave the range of floats. A factor within 1e-12 of 1 is 1: √2 · √½ is
    1.0000000000000002 in floats, and the profile of He's scale is flat.
    """
    product = init_scale * gain
    if num_layers < 2 or not (0.0 < product < math.inf):
        raise ValueError(f"need num_layers ≥ 2 and a positive finite factor, got {num_layers} and {product}")
    factor = 1.0 if abs(product - 1.0) < _UNIT_TOLERANCE else product
    steps = np.arange(num_layers - 1, -1, -1)
    log10_magnitude = np.asarray(steps * math.log10(factor), dtype=np.float64) + 0.0  # no −0 at the loss
    magnitude = powers(factor, num_layers - 1)[::-1]
    regime = regime_of(factor, float(magnitude[0]))
    layer_regime = _layer_regimes(magnitude, exploding=regime == "exploding")
    low, high = magnitude_decades(log10_magnitude)
    spread = float(np.ptp(log10_magnitude))
    return DecaySeries(
        gain=gain,
        factor=factor,
        log10_factor=math.log10(factor),
        magnitude=magnitude,
        log10_magnitude=log10_magnitude,
        steps_from_loss=steps,
        regime=regime,
        layer_regime=layer_regime,
        input_magnitude=float(magnitude[0]),
        largest=float(magnitude.max()),
        smallest=float(magnitude.min()),
        fold=max(factor, 1.0 / factor) ** (len(steps) - 1) if below(spread, 300.0) else math.inf,
        vanishing_layers=layer_regime.count("vanishing"),
        exploding_layers=layer_regime.count("exploding"),
        threshold=VANISHING_MAGNITUDE,
        trend=trend_of(log10_magnitude),
        axis_low=low,
        axis_high=high,
        below_axis=0,
        above_axis=0,
        linear_high=float(magnitude.max()),
    )


def on_axis(data: DecaySeries, low: int, high: int) -> DecaySeries:
    """The same magnitudes on another logarithmic axis."""
    under, over = beyond_axis(data.log10_magnitude, low, high)
    return replace(data, axis_low=low, axis_high=high, below_axis=under, above_axis=over)


def _layer_regimes(magnitude: NDArray[np.float64], *, exploding: bool) -> tuple[Regime, ...]:
    high = above(magnitude, 1.0) & exploding
    low = below(magnitude, VANISHING_MAGNITUDE)
    pairs = zip(high.tolist(), low.tolist(), strict=True)
    return tuple("exploding" if over else "vanishing" if under else "stable" for over, under in pairs)
