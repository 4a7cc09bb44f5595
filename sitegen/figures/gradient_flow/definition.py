"""`KIND`, the entry of `gradient-flow` in the table of kinds."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from sitegen.figures.gradient_flow.description import describe
from sitegen.figures.gradient_flow.drawing import draw
from sitegen.figures.gradient_flow.kernel import FlowSeries, flow_series, on_axis
from sitegen.figures.gradient_flow.spec import GradientFlowParams, ResolvedGradientFlow
from sitegen.kinds.figure_kind import Cost, FigureKind, Ruler


def compute(params: ResolvedGradientFlow) -> FlowSeries:
    """Evaluate the kernel for one spec."""
    return flow_series(params.layers, params.gradients, params.resting_cursor, params.names, params.light)


def cost(params: ResolvedGradientFlow) -> Cost:
    """By the layers, of which each has at most seven neurons drawn."""
    return Cost(0.001 * len(params.layers), 0.5 + 0.02 * len(params.layers))


def ruler(states: Sequence[FlowSeries]) -> Ruler:
    """An axis that reaches over the magnitudes of all states."""
    return min(each.axis_low for each in states), max(each.axis_high for each in states)


def on_ruler(data: FlowSeries, ends: Ruler) -> FlowSeries:
    """The same magnitudes on this axis."""
    low, high = map(int, ends)
    return on_axis(data, low, high)


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
    cost=cost,
    describe=describe,
    ruler=ruler,
    on_ruler=on_ruler,
    series=attrgetter("magnitude"),
)
