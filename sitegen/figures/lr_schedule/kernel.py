"""Learning rates in closed form, and what holds of them at every step. numpy only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sitegen.kinds.numerics import AxisLimits, Scaling, at_least, at_most, axis_limits, below, reproducible_digits

Array = NDArray[np.float64]
Rise = Literal["linear", "cosine"]
Decay = Literal["constant", "linear", "cosine", "exponential", "polynomial", "step", "inverse-sqrt"]
POINTS = 120
"""Evenly spaced steps that are drawn, besides those where something happens."""
_SUDDEN, _MOST_FALLS = 0.95, 20
"""A step to less than this share of the rate is a sudden fall; so many of them are drawn exactly."""
_MARGIN = 0.2
"""Margin of the axis above the rates, as a share of their range: room for the note at the peak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phases:
    """One schedule; `spec.Schedule` explains the fields."""

    peak: float
    warmup: int
    start: float
    rise: Rise
    stable: int
    decay: Decay
    end: float
    power: float
    factor: float
    every: int


@dataclass(frozen=True, slots=True)
class Rates:
    """The learning rates of one schedule."""

    name: str
    subject: str
    """Its name at the beginning of a sentence."""
    rate: Array
    """At each of the drawn steps."""
    peak: float
    peak_from: int
    peak_until: int
    """First and last step with the largest rate."""
    first: float
    first_otherwise: float
    """Rate of the first step, and what it would be if steps were counted from the other origin."""
    last: float
    half_from: int | None
    """From this step on, at most half of the peak is left; None if that never happens."""
    area: float
    """Sum of all rates, in steps at the peak."""


@dataclass(frozen=True, slots=True)
class LearningRates:
    """All schedules of a figure."""

    step: Array
    """The drawn steps, ascending."""
    schedules: tuple[Rates, ...]
    number: int
    total: int
    origin: int
    other_origin: int
    end: int
    """Number of the first step, the other way to count, and number of the last step."""
    axis: AxisLimits
    """Axis of the rates."""


def rates_at(t: Array, phases: Phases, total: int) -> Array:
    """The learning rate at the steps `t` of a schedule that ends at `total`."""
    before, end = phases.warmup + phases.stable, phases.end
    share = np.clip(t / max(1, phases.warmup), 0.0, 1.0)
    left = np.clip((total - t) / (total - before), 0.0, 1.0)
    falls: dict[Decay, Callable[[], Array]] = {
        "constant": lambda: np.ones_like(t),
        "linear": lambda: end + (1.0 - end) * left,
        "cosine": lambda: end + (1.0 - end) * np.sin(np.pi / 2.0 * left) ** 2,  # (1 + cos π(1 − left)) / 2
        "exponential": lambda: end ** (1.0 - left),
        "polynomial": lambda: end + (1.0 - end) * left**phases.power,
        "step": lambda: phases.factor ** np.floor(np.maximum(t - before, 0.0) / phases.every),
        "inverse-sqrt": lambda: np.sqrt(max(1, before) / np.maximum(t, max(1, before))),
    }
    risen = np.sin(np.pi / 2.0 * share) ** 2 if phases.rise == "cosine" else share
    return np.asarray(
        phases.peak * np.where(t < phases.warmup, phases.start + (1.0 - phases.start) * risen, falls[phases.decay]())
    )


def learning_rates(schedules: Sequence[tuple[str, Phases]], total: int, origin: Literal[0, 1]) -> LearningRates:
    """Evaluate named schedules at each of `total` steps, of which the first has the number `origin`; a single one may have an empty name."""
    t = np.arange(origin, origin + total, dtype=np.float64)
    found = [_measured(name, phases, t, total, 1 - origin) for name, phases in schedules]
    steps = np.unique(
        [*np.linspace(t[0], t[-1], POINTS + 1).round(), *(at for each in found for at in _events(t, each))]
    )
    return LearningRates(
        step=steps,
        schedules=tuple(replace(each, rate=each.rate[(steps - origin).astype(np.int64)]) for each in found),
        number=len(found),
        total=total,
        origin=origin,
        other_origin=1 - origin,
        end=int(t[-1]),
        axis=axis_limits(np.array([0.0, *(each.peak for each in found)]), Scaling(), _MARGIN),
    )


def _measured(name: str, phases: Phases, t: Array, total: int, other: int) -> Rates:
    rate = rates_at(t, phases, total)
    peak = float(rate.max())
    at_peak = np.flatnonzero(at_least(rate, peak))
    half = np.flatnonzero(at_most(rate[at_peak[-1] :], peak / 2.0))
    return Rates(
        name=name,
        subject=f"“{name}”" if name else "The learning rate",
        rate=rate,
        peak=peak,
        peak_from=int(t[at_peak[0]]),
        peak_until=int(t[at_peak[-1]]),
        first=float(rate[0]),
        first_otherwise=float(rates_at(np.array([float(other)]), phases, total)[0]),
        last=float(rate[-1]),
        half_from=int(t[at_peak[-1] + half[0]]) if half.size else None,
        area=reproducible_digits(float(np.sum(rate)) / peak),
    )


def _events(t: Array, found: Rates) -> list[float]:
    """The steps that a drawing needs besides evenly spaced ones: the peak, its half, and both sides of a sudden fall."""
    falls = np.flatnonzero(below(found.rate[1:], _SUDDEN * found.rate[:-1]))[:_MOST_FALLS]
    named = [found.peak_from, found.peak_until, found.half_from]
    return [*t[falls], *t[falls + 1], *(float(step) for step in named if step is not None)]
