"""`KIND`, the entry of `vanishing-gradients` in the table of kinds."""

from __future__ import annotations

from sitegen.figures.vanishing_gradients.description import describe
from sitegen.figures.vanishing_gradients.drawing import draw
from sitegen.figures.vanishing_gradients.kernel import Experiment, VanishingGradients, vanishing_gradients
from sitegen.figures.vanishing_gradients.spec import VanishingGradientsParams
from sitegen.figures.vanishing_gradients.transcript import transcript
from sitegen.kinds.figure_kind import Cost, Example, FigureKind, Truth
from sitegen.numerics.series import common_decades, on_decades


def compute(params: VanishingGradientsParams) -> VanishingGradients:
    """Run the experiment of one spec."""
    return vanishing_gradients(Experiment(**params.model_dump()))


def cost(params: VanishingGradientsParams) -> Cost:
    """Estimate the work of one state from the marks of all panels, and the units of their whole layers."""
    marks = params.num_layers * len(params.activations)
    return Cost(0.01 + marks * (1.2e-4 + 1e-7 * params.width), 0.4 + 4e-3 * marks)


KIND = FigureKind(
    name="vanishing-gradients",
    title="Vanishing gradients",
    purpose="Panels side by side follow the gradient from the loss back to the input, one for each activation. "
    "Each shows a single path next to the norm of a whole layer and the upper bound of a path.",
    formula=r"\left|\frac{\partial L}{\partial h_l}\right| = \prod_{j=l}^{n-1} \varphi'(z_j) \le "
    r"\left(\max \varphi'\right)^{n-l}",
    source="Chain rule; whole layer after He et al. 2015, equation 14: each layer multiplies the norm by about s·√E[φ′²].",
    example="num_layers: 10\nactivations: [sigmoid, relu]",
    params=VanishingGradientsParams,
    compute=compute,
    draw=draw,
    cost=cost,
    describe=describe,
    shared_axes=common_decades,
    with_axes=on_decades,
    transcript=transcript,
    examples=(
        Example("two", {}),
        Example("deep", {"num_layers": 24, "activations": ["tanh"]}),
        Example("streams", {"activations": ["sigmoid", "identity"], "random_source": "streams"}),
    ),
    truths=(Truth("exact fractions", "sitegen.figures.vanishing_gradients.truths:bounds", rtol=1e-12),),
    derived=lambda data: {"low": {10.0**data.axis_low}, "high": {10.0**data.axis_high}},
    variations={"activations": ({}, ["sigmoid", "tanh"]), "seed": ({}, 43)},
)
