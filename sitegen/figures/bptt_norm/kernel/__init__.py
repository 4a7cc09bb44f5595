"""Gradient norms through time of a plain recurrent network and a GRU. numpy only.

Read `weights`, `networks`, `steps` and `log_norms` in this order.
"""

from __future__ import annotations

from sitegen.figures.bptt_norm.kernel.log_norms import (
    PER_STEPS,
    GradientNorms,
    SlopeMethod,
    counting_steps,
    decay_per_10_steps,
    growth_rate,
    largest_singular_value,
    reproducible_horizon,
    spectral_radius,
    still_counting,
    theory_decay_per_10_steps,
)
from sitegen.figures.bptt_norm.kernel.networks import (
    GRUGradientNorms,
    Reset,
    UpdateGate,
    gru_gradient_norms,
    rnn_gradient_norms,
)
from sitegen.figures.bptt_norm.kernel.weights import GRUWeights, RNNWeights

__all__ = [
    "PER_STEPS",
    "GRUGradientNorms",
    "GRUWeights",
    "GradientNorms",
    "RNNWeights",
    "Reset",
    "SlopeMethod",
    "UpdateGate",
    "counting_steps",
    "decay_per_10_steps",
    "growth_rate",
    "gru_gradient_norms",
    "largest_singular_value",
    "reproducible_horizon",
    "rnn_gradient_norms",
    "spectral_radius",
    "still_counting",
    "theory_decay_per_10_steps",
]
