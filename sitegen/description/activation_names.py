"""The names of activations in sentences."""

from __future__ import annotations

from sitegen.numerics.activations import AnyActivation

ACTIVATION_NAMES: dict[AnyActivation, str] = {
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "relu": "ReLU",
    "leaky-relu": "leaky ReLU",
    "identity": "identity",
    "elu": "ELU",
    "selu": "SELU",
    "gelu": "GELU",
    "silu": "SiLU",
    "softplus": "softplus",
    "mish": "Mish",
}
"""Names for the middle of a sentence."""
