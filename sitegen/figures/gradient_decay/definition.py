"""`KIND`, the entry of `gradient-decay` in the table of kinds."""

from __future__ import annotations

from operator import attrgetter

from sitegen.figures.gradient_decay.description import describe
from sitegen.figures.gradient_decay.drawing import draw
from sitegen.figures.gradient_decay.kernel import DecaySeries, activation_gain, decay_series
from sitegen.figures.gradient_decay.spec import GradientDecayParams
from sitegen.kinds.figure_kind import FigureKind


def compute(params: GradientDecayParams) -> DecaySeries:
    """Evaluate the kernel for one spec."""
    return decay_series(params.num_layers, params.init_scale, activation_gain(params.activation, params.rule))


KIND = FigureKind(
    name="gradient-decay",
    title="Gradient decay",
    purpose="A dot per layer shows how much of the gradient is left after its way back from the loss. "
    "The initialisation scale and the activation decide whether it vanishes, stays stable or explodes.",
    formula=r"\left|\frac{\partial L}{\partial h_l}\right| \approx (s \cdot f)^{\,L-1-l}",
    source="Geometric-series approximation of backpropagation; rms rule after He et al. 2015, equation 14.",
    example="num_layers: 16\nactivation: relu",
    params=GradientDecayParams,
    compute=compute,
    draw=draw,
    describe=describe,
    series=attrgetter("magnitude"),
)
