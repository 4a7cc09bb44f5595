"""The numbers of `gradient-decay` again, from exact fractions."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import numpy as np

from sitegen.figures.gradient_decay.spec import GradientDecayParams

_MEAN = {"identity": 1.0, "tanh": 1.0, "leaky-relu": 0.505, "relu": 0.5, "gelu": 0.5, "silu": 0.5, "sigmoid": 0.25}
_MEAN_SQUARE = {
    "identity": 1.0, "relu": 0.5, "leaky-relu": 0.50005, "sigmoid": 0.0448362413501944, "tanh": 0.464402902448268,
    "gelu": 0.455850865649287, "silu": 0.379482351632829,
}  # fmt: skip
"""E[φ′(z)²] for z ~ N(0, 1), by quadrature with 30 digits (mpmath)."""


def products(params: GradientDecayParams) -> dict[str, object]:
    """The product of all factors behind each layer, one after the other."""
    squares = params.rule == "rms"
    gain = sqrt(_MEAN_SQUARE[params.activation]) if squares else _MEAN[params.activation]
    factor, found = Fraction(params.init_scale) * Fraction(gain), [Fraction(1)]
    for _ in range(params.num_layers - 1):
        found.append(found[-1] * factor)
    magnitude = np.array([float(each) for each in reversed(found)])
    return {"magnitude": magnitude, "fold": magnitude.max() / magnitude.min(), "input_magnitude": magnitude[0]}
