"""How much of a loss's gradient is left after a walk back through time, in a plain recurrent network and in a GRU.

Both networks read the same tokens with weights from the same seed, untrained; the loss is taken after the last token,
and backpropagation through time measures the norm of its gradient at every hidden state, in log space. The figure shows
both norms, what the spectral radius predicts, and answers what they mean: all from the numbers, so that it says what was
measured. Settings whose gradients grow are cut to what is the same on every machine.
Source: backpropagation through time, ∂L/∂h_{t−1} = W_hhᵀ ((1 − h_t²) ∘ ∂L/∂h_t) for the RNN; Pascanu, Mikolov and Bengio
2013, equation 5; the GRU as h_t = (1 − z_t) ∘ h_{t−1} + z_t ∘ h̃_t (Chung et al. 2014), or with z_t and 1 − z_t exchanged.
"""

from __future__ import annotations

from sitegen.figures.bptt_norm.description import describe
from sitegen.figures.bptt_norm.drawing import draw
from sitegen.figures.bptt_norm.experiment import run_experiment, run_experiments
from sitegen.figures.bptt_norm.report import report
from sitegen.figures.bptt_norm.results import BpttNorms
from sitegen.figures.bptt_norm.spec import BpttNormParams, ResolvedBpttNorm
from sitegen.figures.kind import FigureKind


def compute(params: ResolvedBpttNorm) -> BpttNorms:
    """Run the experiment of one spec."""
    return run_experiment(params)


KIND = FigureKind(
    name="bptt-norm",
    title="Gradient norm through time",
    purpose="The norm of the loss gradient at every step of a sequence, from the loss back to the start, for a vanilla RNN and a GRU "
    "with the same random weights. It answers how fast each forgets, how many steps still count, and what attention changes.",
    formula=r"g_t = \left\|\frac{\partial L_T}{\partial h_t}\right\|_2, \qquad "
    r"\frac{\partial L_T}{\partial h_{t-1}} = W_{hh}^{\top}\left(\left(1 - h_t^2\right) \circ \frac{\partial L_T}{\partial h_t}\right)",
    source="Backpropagation through time of the plain recurrent network (Pascanu, Mikolov and Bengio 2013, equation 5); GRU of Chung et al. 2014.",
    params=BpttNormParams,
    resolved_params=ResolvedBpttNorm,
    compute=compute,
    compute_batch=run_experiments,
    draw=draw,
    describe=describe,
    report=report,
    raster=True,
)
