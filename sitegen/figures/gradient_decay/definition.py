"""`KIND`, the entry of `gradient-decay` in the table of kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from sitegen.figures.gradient_decay.description import describe
from sitegen.figures.gradient_decay.drawing import draw
from sitegen.figures.gradient_decay.kernel import DecaySeries, activation_gain, decay_series, on_axis
from sitegen.figures.gradient_decay.spec import GradientDecayParams
from sitegen.figures.shared_sentences import numbers_of_layers
from sitegen.kinds.figure_kind import AxisEnds, Cost, Example, FigureKind, Truth
from sitegen.numerics.series import common_decades


def compute(params: GradientDecayParams) -> DecaySeries:
    """Evaluate the kernel for one spec."""
    data = decay_series(params.num_layers, params.init_scale, activation_gain(params.activation, params.rule))
    return on_axis(data, *params.y.decades) if params.y.decades else data


def cost(params: GradientDecayParams) -> Cost:
    """Estimate the work of one state from the number of layers, each of which is drawn and is a row of the table."""
    return Cost(0.01 + 7e-4 * params.num_layers, 0.2 + 5e-3 * params.num_layers)


def shared_axes(states: Sequence[DecaySeries]) -> AxisEnds:
    """Axes that reach over the magnitudes of all states."""
    return (*common_decades(states), max(each.linear_high for each in states))


def with_axes(data: DecaySeries, ends: AxisEnds) -> DecaySeries:
    """The same magnitudes on these axes."""
    low, high, linear_high = ends
    return replace(on_axis(data, int(low), int(high)), linear_high=linear_high)


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
    shared_axes=shared_axes,
    with_axes=with_axes,
    series=attrgetter("magnitude"),
    cost=cost,
    examples=(
        Example("relu", {}),
        Example("sigmoid", {"activation": "sigmoid", "num_layers": 24}),
        Example("flat", {"init_scale": 2**0.5, "rule": "rms"}),
    ),
    truths=(Truth("exact fractions", "sitegen.figures.gradient_decay.truths:products", rtol=1e-8),),
    variations={"y": ({}, {"range": (1e-3, 10.0)})},
    derived=numbers_of_layers,
)
