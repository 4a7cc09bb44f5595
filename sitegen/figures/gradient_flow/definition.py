"""`KIND`, the entry of `gradient-flow` in the table of kinds."""

from __future__ import annotations

from operator import attrgetter

from sitegen.figures.gradient_flow.description import describe
from sitegen.figures.gradient_flow.drawing import draw
from sitegen.figures.gradient_flow.kernel import FlowSeries, flow_series, on_axis
from sitegen.figures.gradient_flow.spec import GradientFlowParams, ResolvedGradientFlow
from sitegen.figures.gradient_flow.unused import unused
from sitegen.figures.shared_sentences import numbers_of_layers
from sitegen.kinds.figure_kind import Cost, Example, FigureKind, Truth
from sitegen.numerics.series import common_decades


def compute(params: ResolvedGradientFlow) -> FlowSeries:
    """Evaluate the kernel for one spec."""
    data = flow_series(params.layers, params.gradients, params.resting_cursor, params.names, params.light)
    return on_axis(data, *params.y.decades) if params.y.decades else data


def cost(params: ResolvedGradientFlow) -> Cost:
    """Estimate the work of one state from the number of layers, each with at most seven neurons in the drawing."""
    return Cost(0.001 * len(params.layers), 0.5 + 0.02 * len(params.layers))


KIND = FigureKind(
    name="gradient-flow",
    title="Gradient flow",
    purpose="A wave runs through the network from the loss to the input, layer by layer, and shows the gradient that reaches each layer. "
    "It can be stopped, stepped and read as a list.",
    formula=r"\left|\frac{\partial L}{\partial h_l}\right| = 0.55^{\,L-1-l} \text{ unless given}",
    source="Backpropagation layer by layer; the default series is a vanishing example, not a measurement.",
    example="layers: [64, 32, 32, 10]\ngradients: [0.02, 0.1, 0.4, 1]",
    params=GradientFlowParams,
    resolved_params=ResolvedGradientFlow,
    compute=compute,
    draw=draw,
    unused=unused,
    cost=cost,
    describe=describe,
    shared_axes=common_decades,
    with_axes=lambda data, ends: on_axis(data, *map(int, ends)),
    series=attrgetter("magnitude"),
    examples=(
        Example("textbook", {"layers": [8, 8, 8, 4]}),
        Example("own", {"layers": [3, 4, 4, 2], "gradients": [0.0008, 0.012, 0.18, 1]}),
        Example("deep", {"layers": [64] * 12, "light": "even"}),
    ),
    truths=(Truth("step by step", "sitegen.figures.gradient_flow.truths:step_by_step"),),
    variations={
        "layers": ({"layers": [3, 4, 2]}, [3, 5, 2]),
        "gradients": ({"layers": [3, 4, 2]}, [0.1, 0.5, 1.0]),
        "names": ({"layers": [3, 4, 2]}, ["embedding", "block", "head"]),
        "current_layer": ({"layers": [3, 4, 2]}, 1),
        "y": ({"layers": [3, 4, 2]}, {"range": (1e-4, 1.0)}),
    },
    derived=numbers_of_layers,
)
