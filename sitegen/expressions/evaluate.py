"""The value of an expression over arrays, and its exact slope by forward-mode automatic differentiation. numpy only."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sitegen.expressions.functions import FUNCTIONS
from sitegen.expressions.tree import Expression, Name, Node, Number

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dual:
    """A value with its derivative by the variable."""

    value: Array
    slope: Array | None = None
    """None where the variable does not occur: the derivative is exactly 0."""


def evaluate(expression: Expression, values: Mapping[str, ArrayLike]) -> Array:
    """The value of an expression.

    Parameters
    ----------
    expression : Expression
    values : mapping
        A number or an array for each of its names; arrays are broadcast.

    Returns
    -------
    ndarray
        NaN where the expression is undefined, has a pole, or is beyond the range of floats.
    """
    return evaluate_with_slope(expression, values, "")[0]


def evaluate_with_slope(expression: Expression, values: Mapping[str, ArrayLike], variable: str) -> tuple[Array, Array]:
    """The value of an expression and its derivative by `variable`, which may be any of its names.

    Parameters
    ----------
    expression, values
        As for `evaluate`.
    variable : str

    Returns
    -------
    tuple of ndarray
        Value and slope. The slope is NaN where the value is, where it is infinite, and at kinks and jumps of the functions, unless
        their argument has slope 0 there. `where` has the slope of the branch that it chooses.

    Notes
    -----
    Each operation computes its value and, by the chain rule, its derivative from those of its arguments (Griewank and Walther
    2008, chapter 3). There are no differences, so that the slope has no error but rounding.
    """
    shape = np.broadcast_shapes(*(np.shape(value) for value in values.values()))
    arrays = {name: np.asarray(value, dtype=np.float64) for name, value in values.items()}
    leaves = {name: Dual(each, np.ones_like(each) if name == variable else None) for name, each in arrays.items()}
    with np.errstate(all="ignore"):
        result = _dual_of(expression.root, leaves)
        value = np.where(np.isfinite(result.value), result.value, np.nan)
        slope = np.zeros_like(value) if result.slope is None else result.slope
        slope = np.where(np.isfinite(slope) & np.isfinite(value), slope, np.nan)
    return np.broadcast_to(value + 0.0, shape).copy(), np.broadcast_to(slope + 0.0, shape).copy()  # no −0


def value_of(node: Node, values: Mapping[str, Array]) -> Array:
    """The value of one part of a tree, which may be infinite."""
    with np.errstate(all="ignore"):
        return _dual_of(node, {name: Dual(value) for name, value in values.items()}).value


def _dual_of(node: Node, leaves: Mapping[str, Dual]) -> Dual:
    if isinstance(node, Number):
        return Dual(np.asarray(node.value))
    if isinstance(node, Name):
        return leaves[node.name]
    arguments = [_dual_of(argument, leaves) for argument in node.arguments]
    if function := FUNCTIONS.get(node.function):
        (u,) = arguments
        slope = None if u.slope is None else _product(function.derivative(u.value), u.slope)
        return Dual(function.value(u.value), slope)
    if rule := _RULES.get(node.function):
        return rule(*arguments)
    return _comparison(node.function.split(), arguments)


def _product(derivative: Array, slope: Array) -> Array:
    """The chain rule; at a kink, where the derivative is NaN, an argument with slope 0 gives slope 0."""
    return np.where(np.isnan(derivative) & (slope == 0), 0.0, derivative * slope)


def _sum(*slopes: Array | None) -> Array | None:
    """The sum of slopes that may be None, for a constant; None if all of them are."""
    known = [slope for slope in slopes if slope is not None]
    return reduce(np.add, known) if known else None


def _times(factor: Array | float, slope: Array | None) -> Array | None:
    """A slope with a factor; None for a constant."""
    return None if slope is None else factor * slope


def _divide(u: Dual, v: Dual) -> Dual:
    quotient = np.where(v.value != 0, u.value / v.value, np.nan)
    return Dual(quotient, _times(1.0 / v.value, _sum(u.slope, _times(-quotient, v.slope))))


def _power(u: Dual, v: Dual) -> Dual:
    """u^v: undefined for a negative base with an exponent that is no integer, and a pole where 0 has a negative exponent."""
    base, exponent = u.value, v.value
    value = np.where((base == 0) & (exponent < 0), np.nan, np.power(base, exponent))
    by_base = np.where(exponent == 0, 0.0, exponent * np.power(base, exponent - 1.0))
    if v.slope is None:
        return Dual(value, _times(by_base, u.slope))
    by_exponent = np.where((base == 0) & (exponent > 0), 0.0, value * np.log(base))
    return Dual(value, _sum(_times(by_base, u.slope), _times(by_exponent, v.slope)))


def _slopes(*arguments: Dual) -> list[Array] | None:
    """The slopes of the arguments of a function that chooses one of them; zeros for constants, None if all are constant."""
    if all(each.slope is None for each in arguments):
        return None
    return [np.zeros_like(each.value) if each.slope is None else each.slope for each in arguments]


def _nearest(chosen: Callable[[Array, Array], Array], *arguments: Dual) -> Dual:
    """`min` or `max`, with the slope of the argument that is chosen; NaN where two with different slopes are equal."""

    def of_two(u: Dual, v: Dual) -> Dual:
        value = chosen(u.value, v.value)
        if (slopes := _slopes(u, v)) is None:
            return Dual(value)
        du, dv = slopes
        tie = np.where(du == dv, du, np.nan)
        return Dual(value, np.where(u.value == v.value, tie, np.where(value == u.value, du, dv)))

    return reduce(of_two, arguments)


def _where(condition: Dual, yes: Dual, no: Dual) -> Dual:
    """`yes` where the condition is not 0, and `no` elsewhere; undefined where the condition is."""
    met, slopes = condition.value != 0, _slopes(yes, no)
    value = np.where(np.isnan(condition.value), np.nan, np.where(met, yes.value, no.value))
    return Dual(value, np.where(met, *slopes) if slopes else None)


def _comparison(signs: list[str], arguments: list[Dual]) -> Dual:
    """1 where all comparisons of a chain hold, else 0, with slope 0; the slope is NaN where two sides that move are equal."""
    value: Array = np.asarray(1.0)
    slope: Array | None = None
    for sign, u, v in zip(signs, arguments, arguments[1:], strict=False):
        known = ~(np.isnan(u.value) | np.isnan(v.value))
        value = value * np.where(known, np.where(_COMPARISONS[sign](u.value, v.value), 1.0, 0.0), np.nan)
        if (change := _sum(u.slope, _times(-1.0, v.slope))) is not None:
            jump = np.where((u.value == v.value) & (change != 0), np.nan, 0.0)
            slope = jump if slope is None else slope + jump
    return Dual(value, slope)


_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_RULES: Mapping[str, Callable[..., Dual]] = {
    "+": lambda u, v: Dual(u.value + v.value, _sum(u.slope, v.slope)),
    "-": lambda u, v: Dual(u.value - v.value, _sum(u.slope, _times(-1.0, v.slope))),
    "*": lambda u, v: Dual(u.value * v.value, _sum(_times(v.value, u.slope), _times(u.value, v.slope))),
    "/": _divide,
    "^": _power,
    "positive": lambda u: u,
    "negative": lambda u: Dual(-u.value, _times(-1.0, u.slope)),
    "min": lambda *arguments: _nearest(np.minimum, *arguments),
    "max": lambda *arguments: _nearest(np.maximum, *arguments),
    "where": _where,
}
