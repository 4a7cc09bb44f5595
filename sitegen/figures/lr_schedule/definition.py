"""`KIND`, the entry of `lr-schedule` in the table of kinds."""

from __future__ import annotations

from sitegen.figures.lr_schedule.description import describe
from sitegen.figures.lr_schedule.drawing import draw
from sitegen.figures.lr_schedule.kernel import LearningRates, learning_rates
from sitegen.figures.lr_schedule.spec import LrScheduleParams
from sitegen.kinds import FigureKind


def compute(params: LrScheduleParams) -> LearningRates:
    """Evaluate every schedule of one spec."""
    return learning_rates(params.named_phases, params.total, params.count_from)


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
)
