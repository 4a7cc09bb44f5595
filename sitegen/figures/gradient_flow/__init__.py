"""A backward pass to watch: one wave travels from the loss to the input and shows the gradient that reaches each layer.

A column of neurons per layer, laid out from the widths alone; the active layer is fully lit, the two ahead of it glow
at 0.55 and 0.25 of its strength. A bar under each layer shows all magnitudes at once, on a logarithmic axis. Every pass
is finite in files; a loop exists only where a Pause control stands beside it.
Source: the author's own magnitudes, inline or from a file, another figure's, or the vanishing series 0.55^(L−1−l), an example and no
measurement.
"""

from __future__ import annotations

from operator import attrgetter

from sitegen.figures.gradient_flow.description import describe
from sitegen.figures.gradient_flow.drawing import draw
from sitegen.figures.gradient_flow.kernel import FlowSeries, flow_series
from sitegen.figures.gradient_flow.spec import GradientFlowParams, ResolvedGradientFlow
from sitegen.figures.kind import FigureKind


def compute(params: ResolvedGradientFlow) -> FlowSeries:
    """Evaluate the kernel for one spec."""
    return flow_series(params.layers, params.gradients, params.resting_cursor, params.names)


KIND = FigureKind(
    name="gradient-flow",
    title="Gradient flow",
    purpose="A wave runs through the network from the loss to the input, layer by layer, and shows the gradient that reaches each layer. "
    "It can be stopped, stepped and read as a list.",
    formula=r"\left|\frac{\partial L}{\partial h_l}\right| = 0.55^{\,L-1-l} \text{ unless given}",
    source="Backpropagation layer by layer; the default series is a vanishing example, not a measurement.",
    params=GradientFlowParams,
    resolved_params=ResolvedGradientFlow,
    compute=compute,
    draw=draw,
    describe=describe,
    series=attrgetter("magnitude"),
)
