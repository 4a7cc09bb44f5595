"""The names of activations, and how a vanishing-gradients figure writes its numbers."""

from __future__ import annotations

import math
from decimal import Decimal

from sitegen.figures.vanishing_gradients.results import Series
from sitegen.numerics.activations import Activation
from sitegen.quantity import Fixed, Magnitude, Quantity, Readout

NAMES: dict[Activation, str] = {
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "relu": "ReLU",
    "leaky-relu": "Leaky ReLU",
    "identity": "Identity",
}
"""At the head of a panel, a column, or a sentence."""
INLINE: dict[Activation, str] = {
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "relu": "ReLU",
    "leaky-relu": "leaky ReLU",
    "identity": "identity",
}
"""In the middle of a sentence."""
_MOST_DECIMALS = 4
_LEAST_PLAIN, _MOST_PLAIN = 0.00995, 999.995


def as_given(value: float) -> Quantity:
    """A parameter with the decimals that its author gave, four at most: ``0.5``, ``1.4142``."""
    if value < 1e-3:
        return Magnitude(value)
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return Fixed(value, min(max(0, -int(exponent)), _MOST_DECIMALS))


def layers_word(count: int) -> str:
    """The noun that follows a number of layers."""
    return "layer" if count == 1 else "layers"


def size(value: float, log10: float | None = None) -> Quantity:
    """A size relative to the loss: plain from 0.01 to below 1000, a power of ten beyond, 0 for an exact zero."""
    if value >= _LEAST_PLAIN:
        return Readout(value) if value < _MOST_PLAIN else Magnitude(value, log10)
    return Magnitude(value, log10 if log10 is not None and math.isfinite(log10) else None)


def reaching(series: Series) -> Quantity:
    """What arrives at the input."""
    return size(series.input_magnitude, series.input_log10)
