"""The numbers of a bptt-norm figure; curves have shape (T + 1,), t = 0 … T."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sitegen.figures.bptt_norm.kernel.weights import Floats
from sitegen.numerics.rounding import above, at_most, below

Trend = Literal["decays", "level", "grows", "mixed"]
"""Trend of a norm on its way back: level within a factor of two, mixed where some draws clearly decay and others grow."""


BAND_PERCENT = (5, 50, 95)
LEVEL_DECADES = 0.3
"""A norm that keeps its length within this, a factor of two, is level [decades]."""


def trend_of(lost: Floats | float) -> Trend:
    """Trend of the norms of all draws on their way back, from the orders of magnitude that each loses, shape (…)."""
    low, middle, high = np.percentile(np.clip(lost, -1e9, 1e9), BAND_PERCENT).tolist()
    if below(low, -LEVEL_DECADES, scale=1.0) and above(high, LEVEL_DECADES, scale=1.0):
        return "mixed"
    if at_most(abs(middle), LEVEL_DECADES, scale=1.0):
        return "level"
    return "decays" if middle > 0 else "grows"


@dataclass(frozen=True, slots=True)
class Rate:
    """Orders of magnitude per `PER_STEPS` steps, 10."""

    decay: float
    """Lost on the way back from T to 0; negative where the norm grows."""
    size: float
    """The same without its sign."""

    @classmethod
    def of(cls, decay: float) -> Rate:
        """The rate with this `decay`."""
        return cls(decay, abs(decay))


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The curves of many seeds, step by step; each limit has shape (T + 1,) [decades]."""

    low: Floats
    high: Floats
    """5th and 95th percentile of log₁₀ norm, linearly interpolated."""
    low_percent: int
    high_percent: int
    """5 and 95."""
    decay_mean: float
    decay_deviation: float
    """Standard deviation of the slopes, end to end, over the seeds [orders per 10 steps]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One network's backward pass; with many seeds, the line of medians and the medians of the rest."""

    log10_norm: Floats
    """log₁₀ ‖∂L/∂h_t‖₂ [decades]; −inf for an exact zero; shape (T + 1,)."""
    norm: tuple[float | None, ...]
    """The norm itself, None where a float64 does not hold it."""
    loss: float
    """Cross-entropy after the last step [nats]."""
    zeros: int
    """Steps, counted from step 0, whose norm is exactly zero."""
    first: int
    """The first step whose norm is not zero; statistics are from there to step T."""
    orders: float
    """Orders of magnitude between `first` and T, without sign."""
    trend: Trend
    """Whether the norm clearly decays or grows on its way back, over all seeds."""
    end_to_end: Rate
    least_squares: Rate
    """The slope, measured in two ways."""
    band: Band | None
    """Spread over the seeds, where there are many."""
    weights_digest: str
    """Digest of what the weights are made of, over all seeds: the drawn numbers, and the rule."""

    @property
    def decays(self) -> bool:
        """Whether the norm at the end of the way back is no larger than at its beginning."""
        return self.end_to_end.decay >= 0

    @property
    def curves(self) -> tuple[Floats, ...]:
        """The line, and the limits of its band."""
        return (self.log10_norm, self.band.low, self.band.high) if self.band else (self.log10_norm,)


Comparison = Literal["flatter", "hardly flatter", "as steep", "steeper", "opposite", "level", "growing", "mixed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """Gates of the GRU over all units and steps."""

    update_mean: float
    update_std: float
    reset_mean: float
    reset_std: float
    """Mean and standard deviation of the update and of the reset gate, as they are computed, in (0, 1)."""
    kept: float
    """Mean share of the old state that a step keeps by the update gate, as the kernel measured it."""
    kept_decay: float
    """−10 log₁₀ of it: what a path that is multiplied by it at every step loses [orders per 10 steps]."""
    bias_size: float
    """Bias of the update gate, without its sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """The RNN's recurrent matrix W_hh, and the slope that its spectral radius predicts."""

    spectral_radius: float
    largest_singular_value: float
    """ρ and σ_max."""
    expected_radius: float | None
    """Radius s√H of the circular law for H² independent entries of spread s; None where they are not independent."""
    mean_slope: float
    """E[1 − h²], mean slope of tanh over units and steps."""
    factor: float
    """ρ · E[1 − h²], what a step back multiplies the norm by, on this estimate."""
    theory: Rate
    """−10 log₁₀ of it."""
    log10_start: float
    """Where the theory's line, drawn from the RNN's norm at T, ends at step 0 [decades]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """Limits of a number format, and the number of steps that still count in it."""

    name: str
    """``float32``."""
    epsilon: float
    smallest: float
    """Relative spacing of numbers, and the smallest normal number."""
    log10: float
    """log₁₀ of `smallest` [decades]."""
    near: bool
    """Whether a curve comes near `smallest` or below it."""
    rnn_steps: int
    gru_steps: int
    """Number of the steps 1 … T whose norm is at least `epsilon` times the largest."""
    rnn_missed: int
    gru_missed: int
    """The steps before the first one that counts, from step 1 on: the tokens that a network cannot learn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The largest rise of a gradient on its way back, over both networks and all seeds; rounding errors grow as much."""

    network: str
    """``RNN`` or ``GRU``."""
    rise: float
    """Orders of magnitude from a step to an earlier one."""
    digits: int
    """Digits of float64 that are uncertain: `rise`, rounded up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chaos:
    """A sequence long enough to call a network chaotic: its gradient grows in both halves."""

    network: str
    """Network of the draw that grows fastest, ``RNN`` or ``GRU``."""
    draws: int
    """How many seeds make this network chaotic."""
    growth: float
    """λ, the growth per step of the fastest, as a natural logarithm."""
    factor: float
    """e^λ."""
    horizon: int
    """−ln ε / λ: steps after which nothing of the sixteen digits of float64 is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BpttNorms:
    """The numbers of one bptt-norm figure; curves have shape (T + 1,), t = 0 … T, the loss after step T."""

    steps: int
    """T, the length of the sequence that was run; less than `steps_asked` where the rest would not be reproducible."""
    steps_asked: int
    """The length that was asked for."""
    tokens: tuple[int, ...]
    """The sequence."""
    target: int
    """The id whose cross-entropy is the loss."""
    seeds: int
    """How many draws of the weights; with more than one, each number is the median over them unless it says otherwise."""
    rnn: Network
    gru: Network
    """What was measured on each."""
    gates: Gates
    """Gates of the GRU."""
    recurrence: Recurrence
    """Measures of the RNN's recurrent matrix, with the theory's prediction."""
    floors: tuple[Floor, ...]
    """Limits of float32 and float64."""
    comparison: Comparison
    """The GRU's slope against the RNN's, end to end; "opposite" where the RNN's gradient decays and the GRU's grows;
    "level", "growing" and "mixed" where the RNN's does not clearly decay."""
    gru_flatter_percent: float
    """Share of the seeds in which the GRU loses fewer orders of magnitude [%]."""
    attention_weight: float
    attention_orders: float
    """1/T, the weight of a position under uniform attention, and the orders of magnitude that it costs."""
    growth: Growth | None
    """How rounding errors grow, where a gradient grows by more than an order of magnitude."""
    chaos: Chaos | None
    """Where a network is chaotic over the steps that were run."""
    decimals: int
    """Decimals of log₁₀ norms that are the same on every machine."""
    per_steps: int
    """Steps that slopes refer to, `PER_STEPS`."""
    axis_low: int
    axis_high: int
    """Exponents of the logarithmic axis."""
    shown_every: int
    """Stride of the table that readers are shown."""

    @property
    def predicted_trend(self) -> Trend:
        """Trend of the theory's line on its way back."""
        return trend_of(self.recurrence.theory.decay * self.steps / self.per_steps)
