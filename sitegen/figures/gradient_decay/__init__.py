"""How much of the gradient reaches each layer of a deep network, by its initialisation scale and activation.

Each bar is (s·f)^k: the initialisation scale times the activation's slope, once for each of the k steps from the loss.
The slope follows one of two rules: the classroom's mean rule puts He's scale √2 at 0.707 a layer, the second moment
(rms) puts it at exactly 1.
Source: the geometric-series approximation of backpropagation; He et al. 2015, "Delving Deep into Rectifiers",
equation 14.
"""

from __future__ import annotations

from operator import attrgetter

from sitegen.figures.gradient_decay.description import describe
from sitegen.figures.gradient_decay.drawing import draw
from sitegen.figures.gradient_decay.kernel import DecaySeries, activation_gain, decay_series
from sitegen.figures.gradient_decay.spec import GradientDecayParams
from sitegen.figures.kind import FigureKind


def compute(params: GradientDecayParams) -> DecaySeries:
    """Evaluate the kernel for one spec."""
    return decay_series(params.num_layers, params.init_scale, activation_gain(params.activation, params.rule))


KIND = FigureKind(
    name="gradient-decay",
    title="Gradient decay",
    purpose="A bar per layer shows how much of the gradient is left after its way back from the loss. "
    "The initialisation scale and the activation decide whether it vanishes, stays stable or explodes.",
    formula=r"\left|\frac{\partial L}{\partial h_l}\right| \approx (s \cdot f)^{\,L-1-l}",
    source="Geometric-series approximation of backpropagation; rms rule after He et al. 2015, equation 14.",
    params=GradientDecayParams,
    compute=compute,
    draw=draw,
    describe=describe,
    series=attrgetter("magnitude"),
)
