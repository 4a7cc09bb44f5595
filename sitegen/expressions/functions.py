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

from sitegen.numerics.activations import ACTIVATIONS, AnyActivation
from sitegen.numerics.error_function import erf

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


def _activation(name: AnyActivation) -> Function:
    return Function(ACTIVATIONS[name].value, ACTIVATIONS[name].slope)


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
    "tanh": _activation("tanh"),
    "arctan": Function(np.arctan, lambda u: 1.0 / (1.0 + u * u)),
    "erf": Function(erf, lambda u: 2.0 / math.sqrt(math.pi) * np.exp(-u * u)),
    "sigmoid": _activation("sigmoid"),
    "relu": Function(lambda u: np.maximum(u, 0.0), lambda u: _only(u != 0, np.where(u > 0, 1.0, 0.0))),
    "softplus": _activation("softplus"),
    "gelu": _activation("gelu"),
    "silu": _activation("silu"),
    "floor": Function(np.floor, _between_integers),
    "ceil": Function(np.ceil, _between_integers),
    "step": Function(lambda u: _only(~np.isnan(u), np.where(u >= 0, 1.0, 0.0)), _smooth_jump),
}
"""``step`` is 1 from 0 on; ``gelu`` is u·Φ(u) itself, not its approximation by tanh."""
