"""The numbers of `activation-curve` again, from formulas of its own and central differences."""

from __future__ import annotations

from collections.abc import Callable
from math import erf, exp, log1p, sqrt, tanh

import numpy as np

from sitegen.figures.activation_curve.spec import ActivationCurveParams

_SELU_SCALE, _SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
_STEP = 1e-5
_MEAN_SQUARE = {
    "identity": 1.0, "relu": 0.5, "sigmoid": 0.0448362413501944, "tanh": 0.464402902448268, "gelu": 0.455850865649287,
    "silu": 0.379482351632829, "softplus": 0.293379035858093, "mish": 0.47908375837397, "selu": 1.0715749924558,
}  # fmt: skip
"""E[φ′(z)²] for z ~ N(0, 1), by quadrature with 30 digits (mpmath)."""
_ELU_TAIL = 0.168102001223171
"""E[exp(2z)] over z < 0, in the same way."""


def _formula(name: str, leak: float, a: float) -> Callable[[float], float]:
    formulas: dict[str, Callable[[float], float]] = {
        "identity": lambda z: z,
        "relu": lambda z: max(0.0, z),
        "leaky-relu": lambda z: z if z > 0 else leak * z,
        "elu": lambda z: z if z > 0 else a * (exp(z) - 1),
        "selu": lambda z: _SELU_SCALE * (z if z > 0 else _SELU_ALPHA * (exp(z) - 1)),
        "sigmoid": lambda z: 1 / (1 + exp(-z)),
        "tanh": tanh,
        "gelu": lambda z: z * (1 + erf(z / sqrt(2))) / 2,
        "silu": lambda z: z / (1 + exp(-z)),
        "softplus": lambda z: log1p(exp(z)),
        "mish": lambda z: z * tanh(log1p(exp(z))),
    }
    return formulas[name]


def differences(params: ActivationCurveParams) -> dict[str, object]:
    """Values, and slopes away from the kink at 0 by central differences."""
    leak, a = (usual if params.alpha is None else params.alpha for usual in (0.01, 1.0))
    phi = _formula(params.activation, leak, a)
    places = [params.reach * number / 80 for number in range(-80, 81)]
    slopes = [(phi(z + _STEP) - phi(z - _STEP)) / (2 * _STEP) for z in places]
    slopes[80] = (3 * phi(0.0) - 4 * phi(-_STEP) + phi(-2 * _STEP)) / (2 * _STEP)  # at a kink, that below it
    squares = {**_MEAN_SQUARE, "leaky-relu": (1 + leak**2) / 2, "elu": 0.5 + a**2 * _ELU_TAIL}
    return {
        "value": np.array([phi(z) for z in places]),
        "slope": np.array(slopes),
        "at_value": phi(params.point),
        "mean_square": squares[params.activation],
    }
