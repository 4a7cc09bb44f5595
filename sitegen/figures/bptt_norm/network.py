"""The numbers of one network's backward pass, as words and drawings speak of them; curves have shape (T + 1,), t = 0 … T."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sitegen.figures.bptt_norm.checks import Floats

Trend = Literal["decays", "level", "grows", "mixed"]
"""Where a norm goes on its way back: level within a factor of two, mixed where some draws clearly decay and others grow."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Orders of magnitude per `PER_STEPS` steps, 10.

    Parameters
    ----------
    decay : float
        Lost on the way back from T to 0; negative where the norm grows.
    size : float
        The same without its sign.
    """

    decay: float
    size: float

    @classmethod
    def of(cls, decay: float) -> Rate:
        """With the sign and without it."""
        return cls(decay, abs(decay))


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The curves of many seeds, step by step; each limit has shape (T + 1,) [decades].

    Parameters
    ----------
    low, high : ndarray
        5th and 95th percentile of log₁₀ norm, linearly interpolated.
    low_percent, high_percent : int
        5 and 95.
    decay_mean, decay_deviation : float
        Of the slopes, end to end, over the seeds [orders per 10 steps].
    """

    low: Floats
    high: Floats
    low_percent: int
    high_percent: int
    decay_mean: float
    decay_deviation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One network's backward pass; with many seeds, the line of medians and the medians of the rest.

    Parameters
    ----------
    log10_norm : ndarray, shape (T + 1,)
        log₁₀ ‖∂L/∂h_t‖₂ [decades]; −inf for an exact zero.
    norm : tuple of float or None, length T + 1
        The norm itself, None where a float64 does not hold it.
    loss : float
        Cross-entropy after the last step [nats].
    zeros : int
        Steps, counted from step 0, whose norm is exactly zero.
    first : int
        The first step whose norm is not zero; statistics are from there to step T.
    orders : float
        Orders of magnitude between `first` and T, without sign.
    trend : str
        Whether the norm clearly decays or grows on its way back, over all seeds.
    end_to_end, least_squares : Rate
        The slope, measured in two ways.
    band : Band or None
        Spread over the seeds, where there are many.
    weights_digest : str
        Of what the weights are made of, over all seeds: the drawn numbers, and the rule.
    """

    log10_norm: Floats
    norm: tuple[float | None, ...]
    loss: float
    zeros: int
    first: int
    orders: float
    trend: Trend
    end_to_end: Rate
    least_squares: Rate
    band: Band | None
    weights_digest: str

    @property
    def decays(self) -> bool:
        """Whether the norm at the end of the way back is no larger than at its beginning."""
        return self.end_to_end.decay >= 0

    @property
    def curves(self) -> tuple[Floats, ...]:
        """The line, and the limits of its band."""
        return (self.log10_norm, self.band.low, self.band.high) if self.band else (self.log10_norm,)
