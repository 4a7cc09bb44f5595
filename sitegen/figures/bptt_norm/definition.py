"""`KIND`, the entry of `bptt-norm` in the table of kinds."""

from __future__ import annotations

from sitegen.figures.bptt_norm.description import describe
from sitegen.figures.bptt_norm.drawing import draw
from sitegen.figures.bptt_norm.experiment.results import BpttNorms
from sitegen.figures.bptt_norm.experiment.run_experiment import run_experiments
from sitegen.figures.bptt_norm.report import report
from sitegen.figures.bptt_norm.spec import DEFAULT_LENGTH, BpttNormParams, ResolvedBpttNorm
from sitegen.kinds.figure_kind import Cost, Example, FigureKind, Truth
from sitegen.numerics.series import common_decades, on_decades


def compute(params: ResolvedBpttNorm) -> BpttNorms:
    """Run the experiment of one spec."""
    (data,) = run_experiments([params])
    return data


def cost(params: ResolvedBpttNorm) -> Cost:
    """Estimate the work of one state from the steps of all draws, and the recurrent matrices in each of them."""
    steps = len(params.tokens or ()) or params.length or DEFAULT_LENGTH
    work = steps * (params.seeds or 1)
    return Cost(0.02 + work * (1e-4 + 1.6e-8 * params.hidden**2), 0.5 + 5e-4 * steps)


KIND = FigureKind(
    name="bptt-norm",
    title="Gradient norm through time",
    purpose="The norm of the loss gradient at every step of a sequence, from the loss back to the start, for a vanilla RNN and a GRU "
    "with the same random weights. The words say how fast each forgets, how many steps still count, and what attention changes.",
    formula=r"\begin{aligned} g_t &= \left\|\frac{\partial L_T}{\partial h_t}\right\|_2 \\ "
    r"\frac{\partial L_T}{\partial h_{t-1}} &= W_{hh}^{\top} "
    r"\left(\left(1 - h_t^2\right) \odot \frac{\partial L_T}{\partial h_t}\right) \end{aligned}",
    source="Backpropagation through time of the plain recurrent network (Pascanu, Mikolov and Bengio 2013, equation 5); GRU of Chung et al. 2014.",
    example="length: 20\nhidden: 16",
    params=BpttNormParams,
    resolved_params=ResolvedBpttNorm,
    compute=compute,
    compute_batch=run_experiments,
    draw=draw,
    cost=cost,
    describe=describe,
    shared_axes=common_decades,
    with_axes=on_decades,
    report=report,
    raster=True,
    examples=(
        Example("chain", {"length": 20, "hidden": 8}),
        Example("orthogonal", {"length": 24, "hidden": 6, "init": "orthogonal", "scale": 1.0}),
        Example("memory", {"tokens": [0, 1, 2, 1, 0, 2, 2, 1], "hidden": 5, "update_bias": -2.0, "reset": "after"}),
        Example(
            "random",
            {"sequence": "B", "length": 16, "hidden": 4, "init": "scaled", "scale": 1.5, "update_gate": "keep"},
        ),
    ),
    truths=(Truth("complex steps", "sitegen.figures.bptt_norm.truths:complex_steps", atol=2e-7),),
    derived=lambda data: {"low": {10.0**data.axis_low}, "high": {10.0**data.axis_high}},
    variations={
        "tokens": ({}, [0, 1, 2, 1]),
        "sequence": ({}, "B"),
        "length": ({}, 40),
        "target": ({"sequence": "B"}, 3),
        "update_gate": ({"update_bias": -2.0}, "keep"),
        "reset": ({}, "after"),
        "seed": ({}, 43),
        "seeds": ({}, 20),
        "date": ({}, "2026-03-01"),
    },
)
