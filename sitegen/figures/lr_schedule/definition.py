"""`KIND`, the entry of `lr-schedule` in the table of kinds."""

from __future__ import annotations

from sitegen.figures.lr_schedule.description import describe
from sitegen.figures.lr_schedule.drawing import draw
from sitegen.figures.lr_schedule.kernel import LearningRates, learning_rates
from sitegen.figures.lr_schedule.spec import LrScheduleParams
from sitegen.figures.lr_schedule.unused import unused
from sitegen.kinds import Cost, Example, FigureKind, Truth


def compute(params: LrScheduleParams) -> LearningRates:
    """Evaluate every schedule of one spec."""
    return learning_rates(params.named_phases, params.total, params.count_from)


_TRANSFORMER = {"model_size": 512, "warmup": 4000, "decay": "inverse-sqrt", "total": 20_000, "count_from": 1}
_SCHEDULES = [{"name": "linear", "decay": "linear"}, {"name": "steps", "decay": "step"}]
KIND = FigureKind(
    name="lr-schedule",
    title="Learning-rate schedule",
    purpose="A chart shows the learning rate at every step of a training run, for one schedule or for several. "
    "The words say when it peaks, when half of the peak is left, and how much all steps add up to.",
    formula=r"\eta_t = \eta_{\min} + \tfrac{1}{2}(\eta_{\max} - \eta_{\min})\left(1 + \cos\frac{\pi t}{T}\right)",
    source="Loshchilov and Hutter 2017, equation 5 (cosine); Vaswani et al. 2017, equation 3 (inverse square root).",
    example="total: 10000\npeak: 0.001\nwarmup: 500\ndecay: cosine",
    params=LrScheduleParams,
    compute=compute,
    draw=draw,
    describe=describe,
    unused=unused,
    cost=lambda params: Cost(0.02 + 7e-8 * params.total * len(params.named_phases), 0.5),
    examples=(
        Example("warm-up", {"peak": 0.001, "warmup": 500, "decay": "cosine"}),
        Example("transformer", _TRANSFORMER),
        Example("several", {"total": 5000, "warmup": 200, "schedules": _SCHEDULES}),
    ),
    truths=(Truth("step by step", "sitegen.figures.lr_schedule.truths:stepped", rtol=1e-8, atol=1e-15),),
    variations={
        "count_from": ({"warmup": 100}, 1),
        "model_size": ({"warmup": 100, "model_size": 512}, 256),
        "start": ({"warmup": 100, "start": 0.1}, 0.2),
        "rise": ({"warmup": 100, "rise": "linear"}, "cosine"),
        "stable": ({"stable": 1000}, 2000),
        "warmup": ({"warmup": 100}, 200),
        "end": ({"end": 0.1}, 0.2),
        "peak": ({"peak": 0.001}, 0.002),
        "power": ({"decay": "polynomial", "power": 2.0}, 3.0),
        "factor": ({"decay": "step", "factor": 0.1}, 0.2),
        "every": ({"decay": "step", "every": 1000}, 2000),
        "total": ({"warmup": 100}, 5000),
        "schedules": ({}, [{"name": "a"}, {"name": "b", "decay": "linear"}]),
    },
)
