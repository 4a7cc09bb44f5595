"""Gradient norms through time of a plain recurrent network and a GRU, and what they say. numpy only.

Everything public is here; the parts lie in the files beside this one.
"""

from __future__ import annotations

from sitegen.figures.bptt_norm.gru import GRUGradientNorms, GRUWeights, Reset, UpdateGate, gru_gradient_norms
from sitegen.figures.bptt_norm.log_norms import GradientNorms
from sitegen.figures.bptt_norm.reproducibility import reproducible_horizon
from sitegen.figures.bptt_norm.rnn import RNNWeights, rnn_gradient_norms
from sitegen.figures.bptt_norm.slopes import (
    PER_STEPS,
    SlopeMethod,
    counting_steps,
    decay_per_10_steps,
    growth_rate,
    largest_singular_value,
    spectral_radius,
    still_counting,
    theory_decay_per_10_steps,
)

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
