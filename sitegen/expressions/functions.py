"""The functions of the language: one entry for each, with its value and its derivative. numpy only.

A value outside the domain, and a derivative at a kink or a jump, is NaN. Overflow is infinite, so that ``1/(1 + exp(-x))`` is 0
far below; `evaluate` makes what is infinite in the end NaN, too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sitegen.expressions.error_function import erf, erfc
from sitegen.numerics.activations import activation_slope

Array = NDArray[np.float64]
CONSTANTS = {"pi": math.pi, "e": math.e}
CHOOSERS: Mapping[str, tuple[int, int | None]] = {"min": (2, None), "max": (2, None), "where": (3, 3)}
"""Functions that choose one of their arguments, with the least and the most of them; `evaluate` has their rules."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of one argument."""

    value: Callable[[Array], Array]
    derivative: Callable[[Array], Array]


def _only(allowed: Any, value: Array) -> Array:
    """`value` where it is allowed, and NaN elsewhere."""
    return np.where(allowed, value, np.nan)


def _smooth_jump(u: Array) -> Array:
    """Derivative of a function with a jump at 0: 0, and NaN at the jump."""
    return _only(u != 0, np.zeros_like(u))


def _between_integers(u: Array) -> Array:
    """Derivative of `floor` and `ceil`: 0, and NaN at the jumps."""
    return _only(u != np.floor(u), np.zeros_like(u))


def _logarithm(of_base: float, logarithm: Callable[[Array], Array]) -> Function:
    return Function(lambda u: _only(u > 0, logarithm(u)), lambda u: 1.0 / (u * of_base))


def _sigmoid(u: Array) -> Array:
    t = np.exp(-np.abs(u))
    return np.where(u >= 0, 1.0, t) / (1.0 + t)


def _normal_share(u: Array) -> Array:
    """Φ(u), the share of a standard normal distribution below u."""
    return 0.5 * erfc(-u / math.sqrt(2.0))


def _normal_density(u: Array) -> Array:
    return np.exp(-0.5 * u * u) / math.sqrt(2.0 * math.pi)


FUNCTIONS: Mapping[str, Function] = {
    "exp": Function(np.exp, np.exp),
    "log": _logarithm(1.0, np.log),
    "log10": _logarithm(math.log(10.0), np.log10),
    "log2": _logarithm(math.log(2.0), np.log2),
    "sqrt": Function(np.sqrt, lambda u: 0.5 / np.sqrt(u)),
    "abs": Function(np.abs, lambda u: _only(u != 0, np.sign(u))),
    "sign": Function(np.sign, _smooth_jump),
    "sin": Function(np.sin, np.cos),
    "cos": Function(np.cos, lambda u: -np.sin(u)),
    "tan": Function(np.tan, lambda u: 1.0 + np.tan(u) ** 2),
    "sinh": Function(np.sinh, np.cosh),
    "cosh": Function(np.cosh, np.sinh),
    "tanh": Function(np.tanh, lambda u: activation_slope("tanh", u)),
    "arctan": Function(np.arctan, lambda u: 1.0 / (1.0 + u * u)),
    "erf": Function(erf, lambda u: 2.0 / math.sqrt(math.pi) * np.exp(-u * u)),
    "sigmoid": Function(_sigmoid, lambda u: activation_slope("sigmoid", u)),
    "relu": Function(lambda u: np.maximum(u, 0.0), lambda u: _only(u != 0, np.where(u > 0, 1.0, 0.0))),
    "softplus": Function(lambda u: np.maximum(u, 0.0) + np.log1p(np.exp(-np.abs(u))), _sigmoid),
    "gelu": Function(lambda u: u * _normal_share(u), lambda u: _normal_share(u) + u * _normal_density(u)),
    "silu": Function(lambda u: u * _sigmoid(u), lambda u: _sigmoid(u) + u * activation_slope("sigmoid", u)),
    "floor": Function(np.floor, _between_integers),
    "ceil": Function(np.ceil, _between_integers),
    "step": Function(lambda u: _only(~np.isnan(u), np.where(u >= 0, 1.0, 0.0)), _smooth_jump),
}
"""``step`` is 1 from 0 on; ``gelu`` is u·Φ(u) itself, not its approximation by tanh."""
