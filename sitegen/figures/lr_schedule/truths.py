"""The learning rates of `lr-schedule` again, from each step to the next as libraries take them."""

from __future__ import annotations

import math
from collections.abc import Callable

from sitegen.figures.lr_schedule.kernel import Phases
from sitegen.figures.lr_schedule.spec import LrScheduleParams


def stepped(params: LrScheduleParams) -> dict[str, object]:
    """What holds of the rates of all steps of every schedule."""
    found: dict[str, object] = {}
    for number, (_, phases) in enumerate(params.named_phases):
        rates = _rates(phases, params.total, params.count_from)
        peak = max(rates)
        values = {"peak": peak, "first": rates[0], "last": rates[-1], "area": math.fsum(rates) / peak}
        found |= {f"schedules.{number}.{name}": value for name, value in values.items()}
    return found


def _rates(phases: Phases, total: int, origin: int) -> list[float]:
    before, rates = phases.warmup + phases.stable, list[float]()
    rate = phases.peak
    for t in range(total + origin):
        if t < phases.warmup:
            share = t / phases.warmup
            risen = share if phases.rise == "linear" else (1 - math.cos(math.pi * share)) / 2
            rates.append(phases.peak * (phases.start + (1 - phases.start) * risen))
            continue
        rates.append(rate)
        if t >= before:
            rate = _next(rate, t, phases, total)
    return rates[origin:]


def _next(rate: float, t: int, phases: Phases, total: int) -> float:
    """The learning rate of the step after step `t` of the decay, which has this `rate`."""
    before = phases.warmup + phases.stable
    least, length, done = phases.peak * phases.end, total - before, t - before
    if t >= total:
        return rate
    following: dict[str, Callable[[], float]] = {
        "constant": lambda: rate,
        "linear": lambda: rate - (phases.peak - least) / length,
        "cosine": lambda: least + _wave(done + 1, length) / _wave(done, length) * (rate - least),
        "exponential": lambda: rate * math.pow(phases.end, 1 / length),
        "polynomial": lambda: least + math.pow((length - done - 1) / (length - done), phases.power) * (rate - least),
        "step": lambda: rate * (phases.factor if (done + 1) % phases.every == 0 else 1.0),
        "inverse-sqrt": lambda: rate * math.sqrt(max(1, before, t) / max(1, before, t + 1)),
    }
    return following[phases.decay]()


def _wave(step: int, length: int) -> float:
    return 1 + math.cos(math.pi * step / length)
