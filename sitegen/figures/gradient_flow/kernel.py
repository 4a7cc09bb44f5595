"""The backward wave: how strongly each layer is lit at each step, and the magnitude that it carries. numpy only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.rounding import powers
from sitegen.numerics.series import Regime, Trend, arrival_regime, beyond_axis, decade_limits, trend_of

Floats = NDArray[np.float64]
Light = Literal["gradient", "even"]
WAVE_WEIGHTS = (1.0, 0.55, 0.25)
"""The head of the wave: weights of the active layer and of the two ahead of it, towards the input."""
LEAST_LIGHT = 0.08
"""Light of the least magnitude that is not zero."""
MOST_NAMED_LAYERS = 12
"""Up to this depth every layer is named, in the summary and in the tree of the drawing."""
DEFAULT_DECAY = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowSeries:
    """The numbers of one gradient-flow figure; series have shape (L,), input layer first."""

    neurons: tuple[int, ...]
    """Width of each layer."""
    names: tuple[str, ...]
    """input, hidden 1 …, output; a single layer is the output."""
    magnitude: NDArray[np.float64]
    log10_magnitude: NDArray[np.float64]
    """|∂L/∂h_l| and its log₁₀ [decades]; an exact zero is −inf."""
    steps_from_loss: NDArray[np.int64]
    """The cursor that lights each layer: L − 1 … 0."""
    light: NDArray[np.float64]
    """How strongly each layer is lit once the wave is there, in [0, 1]."""
    least_light: float
    """Least light of a magnitude that is not zero [percent]."""
    glow: NDArray[np.float64]
    """Light of layer `l` when the cursor is `c`, at ``glow[c, l]``."""
    input_magnitude: float
    output_magnitude: float
    """The ends of the series."""
    fold: float
    """The larger end divided by the smaller; infinite where one is zero."""
    resting_cursor: int
    """Cursor of the picture at rest."""
    trend: Trend
    """Factors per layer of the series."""
    axis_low: int
    axis_high: int
    """Exponents of the logarithmic axis of magnitudes."""
    below_axis: int
    above_axis: int
    """How many layers are beyond its ends, where the author gave them."""

    @property
    def depth(self) -> int:
        """Number of layers."""
        return len(self.neurons)

    @property
    def regime(self) -> Regime:
        """What becomes of the gradient on its way to the input; stable where there is none at the loss."""
        if not self.output_magnitude:
            return "stable"
        return arrival_regime(float(self.log10_magnitude[0] - self.log10_magnitude[-1]))


def default_gradients(depth: int) -> NDArray[np.float64]:
    """The textbook series 0.55^(L−1−l), shape (L,), input layer first."""
    return powers(DEFAULT_DECAY, depth - 1)[::-1]


def column_light(log10_magnitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Light of every layer: 1 for the greatest magnitude, 1/2 for a tenth of it, 1/3 for a hundredth, and so on.

    So the first decades that are lost differ most. It is at least `LEAST_LIGHT`; an exact zero (−inf) is dark.
    """
    lit = np.isfinite(log10_magnitude)
    decades = np.subtract(log10_magnitude.max(), log10_magnitude, where=lit, out=np.zeros_like(log10_magnitude))
    return np.where(lit, np.maximum(1 / (1 + decades), LEAST_LIGHT), 0.0)


def wave_glow(light: NDArray[np.float64], *, stays: bool = True) -> NDArray[np.float64]:
    """Light of every layer at every position of the wave: ``glow[c, l]`` in [0, 1], shape (L, L).

    Cursor c counts from the loss, layer l from the input. The active column L − 1 − c has its `light`, shape (L,), and the
    two columns to its left 0.55 and 0.25 of theirs; those behind the wave are dark unless their light `stays`.
    """
    depth = len(light)
    ahead = (depth - 1 - np.arange(depth)[:, np.newaxis]) - np.arange(depth)[np.newaxis, :]
    weights = np.where((ahead < 0) & stays, 1.0, 0.0)
    for distance, weight in enumerate(WAVE_WEIGHTS):
        weights[ahead == distance] = weight
    return weights * light


def layer_names(depth: int) -> tuple[str, ...]:
    """Input, hidden 1 … hidden L − 2, output; depth 1 is the output."""
    if depth == 1:
        return ("output",)
    return ("input", *(f"hidden {number}" for number in range(1, depth - 1)), "output")


def flow_series(
    neurons: Sequence[int],
    gradients: Sequence[float] | None,
    resting_cursor: int,
    names: Sequence[str] | None = None,
    light: Light = "gradient",
) -> FlowSeries:
    """Collect the numbers of a backward wave.

    Parameters
    ----------
    neurons : sequence of int, length L
        Neurons per layer, input first, each ≥ 1.
    gradients : sequence of float, length L, or None
        Magnitude per layer, input first, finite and ≥ 0; None for `default_gradients`.
    resting_cursor : int
        0 … L − 1, counted from the loss.
    names : sequence of str, length L, or None
        Name of each layer, input first; None for `layer_names`.
    light : {"gradient", "even"}
        Layers are lit as strongly as the gradient that reaches them, and stay lit; or all alike, and only at the wave.

    Returns
    -------
    FlowSeries

    Raises
    ------
    ValueError
        If the lengths disagree, a magnitude is negative or not finite, or the cursor is outside.
    """
    depth = len(neurons)
    magnitude = default_gradients(depth) if gradients is None else np.asarray(gradients, dtype=np.float64)
    names = layer_names(depth) if names is None else tuple(names)
    _check(neurons, magnitude, names, resting_cursor)
    with np.errstate(divide="ignore"):
        log10_magnitude = np.log10(magnitude)
    low, high = decade_limits(log10_magnitude)
    follows = light == "gradient"
    lit = column_light(log10_magnitude) if follows else np.ones(depth)
    ends = sorted((float(magnitude[0]), float(magnitude[-1])))
    return FlowSeries(
        neurons=tuple(neurons),
        names=names,
        magnitude=magnitude,
        log10_magnitude=log10_magnitude,
        steps_from_loss=np.arange(depth - 1, -1, -1),
        light=lit,
        least_light=100 * LEAST_LIGHT,
        glow=wave_glow(lit, stays=follows),
        input_magnitude=float(magnitude[0]),
        output_magnitude=float(magnitude[-1]),
        fold=ends[1] / ends[0] if ends[0] > 0 else math.inf,
        resting_cursor=resting_cursor,
        trend=trend_of(log10_magnitude),
        axis_low=low,
        axis_high=high,
        below_axis=0,
        above_axis=0,
    )


def _check(neurons: Sequence[int], magnitude: Floats, names: Sequence[str], resting_cursor: int) -> None:
    depth = len(neurons)
    if magnitude.shape != (depth,) or not np.all(np.isfinite(magnitude)) or np.any(magnitude < 0):
        raise ValueError(f"need {depth} finite magnitudes ≥ 0, one per layer")
    if len(names) != depth:
        raise ValueError(f"need {depth} names, one per layer")
    if not 0 <= resting_cursor < depth or min(neurons) < 1:
        raise ValueError(f"need a cursor in 0 … {depth - 1} and at least one neuron per layer")


def on_axis(data: FlowSeries, low: int, high: int) -> FlowSeries:
    """The same magnitudes on another axis."""
    under, over = beyond_axis(data.log10_magnitude, low, high)
    return replace(data, axis_low=low, axis_high=high, below_axis=under, above_axis=over)
