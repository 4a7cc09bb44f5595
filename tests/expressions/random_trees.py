"""Random expressions, each as text and as a function of mpmath that the language does not know of."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import mpmath

NUMBERS = (0.5, 1.0, 2.0, 3.0, 0.25, 1.5, 7.0, 10.0, 0.01)
EXPONENTS = (2.0, 3.0, -1.0, -2.0, 0.5, 4.0)


class UndefinedError(ArithmeticError):
    """The expression has no value at this point."""


def _real(function: Callable[[Any], Any], allowed: Callable[[Any], bool] = lambda _: True) -> Callable[[Any], Any]:
    def checked(u: Any) -> Any:
        if not allowed(u):
            raise UndefinedError
        return function(u)

    return checked


def _positive(u: Any) -> bool:
    return u > 0


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "exp": mpmath.exp,
    "log": _real(mpmath.log, _positive),
    "log10": _real(mpmath.log10, _positive),
    "log2": _real(lambda u: mpmath.log(u, 2), _positive),
    "sqrt": _real(mpmath.sqrt, lambda u: u >= 0),
    "abs": abs,
    "sign": mpmath.sign,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": mpmath.tan,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "tanh": mpmath.tanh,
    "arctan": mpmath.atan,
    "erf": mpmath.erf,
    "sigmoid": lambda u: 1 / (1 + mpmath.exp(-u)),
    "relu": lambda u: max(u, mpmath.mpf(0)),
    "softplus": lambda u: mpmath.log1p(mpmath.exp(u)),
    "gelu": lambda u: u * mpmath.erfc(-u / mpmath.sqrt(2)) / 2,
    "silu": lambda u: u / (1 + mpmath.exp(-u)),
    "floor": mpmath.floor,
    "ceil": mpmath.ceil,
    "step": lambda u: mpmath.mpf(u >= 0),
}


def _divided(u: Any, v: Any) -> Any:
    if v == 0:
        raise UndefinedError
    return u / v


def _power(u: Any, v: Any) -> Any:
    if (u < 0 and v != mpmath.floor(v)) or (u == 0 and v < 0):
        raise UndefinedError
    return mpmath.power(u, v)


SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda u, v: u + v,
    "-": lambda u, v: u - v,
    "*": lambda u, v: u * v,
    "/": _divided,
    "^": _power,
    "<": lambda u, v: mpmath.mpf(u < v),
    ">=": lambda u, v: mpmath.mpf(u >= v),
}


@dataclass(frozen=True)
class Tree:
    """An operation with its arguments; a leaf has a name or a number and no function."""

    text: str
    function: Callable[..., Any] | None = None
    arguments: tuple[Tree, ...] = ()
    leaf: str | float = 0.0
    lazy: bool = False

    def value(self, at: dict[str, Any]) -> Any:
        """The value in the precision of mpmath."""
        if self.function is None:
            return at[self.leaf] if isinstance(self.leaf, str) else mpmath.mpf(self.leaf)
        if self.lazy:  # where: the branch that is not chosen may be undefined
            condition, *branches = self.arguments
            return branches[not condition.value(at)].value(at)
        return self.function(*(argument.value(at) for argument in self.arguments))

    def dual(self, at: dict[str, Any], noise: Callable[[], Any]) -> tuple[Any, Any]:
        """Value and slope by x, where every result and every product of the chain rule has an error of its own."""
        if self.function is None:
            return self.value(at), mpmath.mpf(self.leaf == "x")
        if self.lazy:
            condition, *branches = self.arguments
            return branches[not condition.value(at)].dual(at, noise)
        duals = [argument.dual(at, noise) for argument in self.arguments]
        values, slope = [value for value, _ in duals], mpmath.mpf(0)
        for place, (value, change) in enumerate(duals):
            if change:
                slope += noise() * change * mpmath.diff(lambda t, k=place: self.function(*_with(values, k, t)), value)
        return noise() * self.function(*values), noise() * slope


def _with(values: list[Any], place: int, value: Any) -> list[Any]:
    return [*values[:place], value, *values[place + 1 :]]


def _leaf(chance: random.Random) -> Tree:
    name = chance.choice(("x", "x", "x", "a", ""))
    number = chance.choice(NUMBERS)
    return Tree(name, leaf=name) if name else Tree(f"{number:g}", leaf=number)


def random_tree(chance: random.Random, depth: int) -> Tree:
    """A tree of at most `depth` operations from the root to a leaf."""
    kind = chance.choice(("function", "function", "sign", "sign", "power", "min", "max", "where", "negative"))
    if depth == 0 or chance.random() < 0.1:
        return _leaf(chance)
    first = random_tree(chance, depth - 1)
    if kind == "function":
        name = chance.choice(list(FUNCTIONS))
        return Tree(f"{name}({first.text})", FUNCTIONS[name], (first,))
    if kind in {"power", "negative"}:
        return _power_or_negative(chance, kind, first)
    second = random_tree(chance, depth - 1)
    if kind == "sign":
        sign = chance.choice("+-*/^")
        return Tree(f"({first.text}) {sign} ({second.text})", SIGNS[sign], (first, second))
    if kind != "where":
        return Tree(f"{kind}({first.text}, {second.text})", {"min": min, "max": max}[kind], (first, second))
    return _where(chance, first, second)


def _power_or_negative(chance: random.Random, kind: str, first: Tree) -> Tree:
    if kind == "negative":
        return Tree(f"-({first.text})", lambda u: -u, (first,))
    number = chance.choice(EXPONENTS)
    return Tree(f"({first.text})^{number:g}", _power, (first, Tree("", leaf=number)))


def _where(chance: random.Random, first: Tree, second: Tree) -> Tree:
    sign, number = chance.choice(("<", ">=")), Tree("0.3", leaf=0.3)
    condition = Tree(f"{first.text} {sign} 0.3", SIGNS[sign], (first, number))
    text = f"where({condition.text}, {second.text}, x)"
    return Tree(text, max, (condition, second, Tree("x", leaf="x")), lazy=True)


def distinct_trees(count: int, seed: int) -> Iterator[Tree]:
    """`count` trees with different texts, each with an x."""
    chance, seen = random.Random(seed), set()
    while len(seen) < count:
        tree = random_tree(chance, chance.randint(2, 5))
        if "x" in tree.text.replace("exp", "").replace("max", "") and tree.text not in seen and len(tree.text) < 900:
            seen.add(tree.text)
            yield tree
