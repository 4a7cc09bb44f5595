"""Schedules in closed form against recurrences that step one by one, as libraries do."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sitegen import load_spec
from sitegen.errors import ContentError
from sitegen.figures import KINDS
from sitegen.figures.lr_schedule.kernel import LearningRates, Phases, rates_at

TOTAL = 240
PLAIN: dict[str, Any] = {
    "peak": 0.3, "warmup": 0, "start": 0.0, "rise": "linear", "stable": 0, "decay": "cosine", "end": 0.01, "power": 1.7,
    "factor": 0.3, "every": 50,
}  # fmt: skip
_STEPPED: dict[str, Callable[[int, float], float]] = {
    "constant": lambda _, rate: rate,
    "linear": lambda _, rate: rate - 0.3 * 0.99 / TOTAL,
    "cosine": lambda t, rate: (
        0.003 + (1 + math.cos(math.pi * (t + 1) / TOTAL)) / (1 + math.cos(math.pi * t / TOTAL)) * (rate - 0.003)
    ),
    "exponential": lambda _, rate: rate * 0.01 ** (1 / TOTAL),
    "polynomial": lambda t, rate: 0.003 + ((TOTAL - t - 1) / (TOTAL - t)) ** 1.7 * (rate - 0.003),
    "step": lambda t, rate: rate * (0.3 if (t + 1) % 50 == 0 else 1.0),
}
"""From the rate at a step to the next one."""


def rates(**fields: Any) -> np.ndarray:
    return rates_at(np.arange(TOTAL, dtype=np.float64), Phases(**{**PLAIN, **fields}), TOTAL)


def computed(**params: Any) -> LearningRates:
    spec = load_spec({"kind": "lr-schedule", "params": params})
    found = KINDS["lr-schedule"].compute(spec.params)
    assert isinstance(found, LearningRates)
    return found


@pytest.mark.parametrize("decay", _STEPPED)
def test_a_decay_is_its_recurrence(decay: str) -> None:
    rate, stepped = 0.3, []
    for t in range(TOTAL):
        stepped.append(rate)
        rate = _STEPPED[decay](t, rate)
    assert rates(decay=decay) == pytest.approx(stepped, rel=1e-10)


@pytest.mark.parametrize("rise", ["linear", "cosine"])
def test_a_warm_up_and_a_stable_phase(rise: str) -> None:
    found = rates(warmup=40, start=0.04, stable=60, rise=rise, decay="linear")
    part = [t / 40 if rise == "linear" else (1 - math.cos(math.pi * t / 40)) / 2 for t in range(40)]
    assert found[:40] == pytest.approx([0.3 * (0.04 + 0.96 * each) for each in part])
    assert set(found[40:101]) == {0.3}
    assert found[101] < 0.3


def test_the_first_transformer() -> None:
    """Vaswani et al. 2017, equation 3; the peak is 6.98771e-4."""
    found = computed(model_size=512, warmup=4000, decay="inverse-sqrt", total=20_000, count_from=1)
    only = found.schedules[0]
    assert only.peak == pytest.approx(6.98771e-4, rel=1e-6)
    assert (only.peak_from, only.peak_until, only.half_from) == (4000, 4000, 16_000)
    for step, rate in zip(found.step, only.rate, strict=True):
        assert rate == pytest.approx(512**-0.5 * min(step**-0.5, step * 4000**-1.5), rel=1e-12)
    assert (only.first, only.first_otherwise) == (pytest.approx(512**-0.5 * 4000**-1.5), 0.0)


def test_the_mean_of_a_cosine_is_the_mean_of_its_ends() -> None:
    whole = np.append(rates(end=0.2), 0.06)
    assert np.trapezoid(whole) / TOTAL == pytest.approx((0.3 + 0.06) / 2, rel=1e-14)
    found = computed(total=1000, decay="cosine").schedules[0]
    assert found.area == pytest.approx(500.5, rel=1e-12)  # the first step counts in full


def test_a_torch_scheduler_gives_the_same_rates() -> None:
    torch = pytest.importorskip("torch")
    schedulers = torch.optim.lr_scheduler
    made = {
        "cosine": lambda o: schedulers.CosineAnnealingLR(o, TOTAL, eta_min=0.003),
        "linear": lambda o: schedulers.LinearLR(o, 1.0, 0.01, TOTAL),
        "exponential": lambda o: schedulers.ExponentialLR(o, 0.01 ** (1 / TOTAL)),
        "step": lambda o: schedulers.StepLR(o, 50, 0.3),
    }
    for decay, make in made.items():
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.3)
        scheduler, stepped = make(optimizer), []
        for _ in range(TOTAL):
            stepped.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step()
        assert rates(decay=decay) == pytest.approx(stepped, rel=1e-9), decay


def test_sudden_falls_are_drawn_between_neighbouring_steps() -> None:
    found = computed(total=10_000, decay="step", factor=0.5, every=3333)
    steps = found.step.tolist()
    for fall in (3333, 6666, 9999):
        assert steps[steps.index(fall) - 1] == fall - 1


def test_a_schedule_takes_from_the_figure_what_it_does_not_give() -> None:
    found = computed(
        total=100,
        peak=0.5,
        warmup=10,
        decay="linear",
        schedules=[{"name": "a"}, {"name": "b", "peak": 1.0, "warmup": 0}],
    )
    assert [(each.name, each.peak, each.peak_from) for each in found.schedules] == [("a", 0.5, 10), ("b", 1.0, 0)]


@pytest.mark.parametrize(
    ("params", "message"),
    [
        (
            {"warmup": 90, "stable": 10, "total": 100},
            "warm-up and stable phase have 100 steps, which leaves none of 100",
        ),
        ({"decay": "exponential", "end": 0.0}, "an exponential decay never ends at 0: write a share such as end: 0.01"),
        ({"peak": 0.1, "model_size": 512}, "model_size gives the peak"),
        ({"schedules": [{"name": "a", "peak": 0.1, "model_size": 512}]}, "model_size gives the peak"),
        ({"schedules": [{"name": "a"}, {"name": "a"}]}, "two schedules are called 'a'"),
        ({"total": 50, "schedules": [{"name": "a", "warmup": 50}]}, "warm-up and stable phase of “a” have 50 steps"),
        ({"lr": 0.1}, "write peak"),
        ({"schedules": [{"name": "a", "warmup_steps": 5}]}, "write warmup"),
        ({"decay": "cosin"}, "did you mean 'cosine'"),
    ],
)
def test_what_does_not_fit(params: dict[str, Any], message: str) -> None:
    with pytest.raises(ContentError) as caught:
        computed(**params)
    assert message in str(caught.value)
