"""The bounds of `vanishing-gradients` again, from exact fractions, and the first step of Adam from its definition."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from sitegen.figures.vanishing_gradients.spec import VanishingGradientsParams

_LARGEST_SLOPE = {**dict.fromkeys(("tanh", "relu", "leaky-relu", "identity"), Fraction(1)), "sigmoid": Fraction(1, 4)}


def bounds(params: VanishingGradientsParams) -> dict[str, object]:
    """The largest slope to the power of the steps, for each activation."""
    found: dict[str, object] = {}
    for number, activation in enumerate(params.activations):
        slope, products = _LARGEST_SLOPE[activation], [Fraction(1)]
        for _ in range(params.num_layers):
            products.append(products[-1] * slope)
        found[f"profiles.{number}.bound.magnitude"] = np.array([float(each) for each in reversed(products)])
        found[f"profiles.{number}.half_life"] = math.log(2) / -math.log(slope) if slope < 1 else math.inf
    return found
