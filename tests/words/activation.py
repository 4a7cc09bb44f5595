"""The claims of `activation-curve`, against the formulas of the papers in plain floats."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from typing import Any

from sitegen.description.sentences import Description
from tests.series.series_claims import CLAIMS, Facts, shown
from tests.words.claims import claims

_SELU = (1.0507009873554805, 1.6732632423543772)


def _exponential(scale: float, alpha: float) -> Callable[[float], float]:
    return lambda z: scale * (z if z > 0 else alpha * math.expm1(z))


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def formula(name: str, alpha: float | None) -> Callable[[float], float]:
    below = 0.01 if alpha is None else alpha
    return {
        "identity": lambda z: z,
        "relu": lambda z: max(z, 0.0),
        "leaky-relu": lambda z: z if z > 0 else below * z,
        "elu": _exponential(1.0, 1.0 if alpha is None else alpha),
        "selu": _exponential(*_SELU),
        "sigmoid": _sigmoid,
        "tanh": math.tanh,
        "gelu": lambda z: z * math.erfc(-z / math.sqrt(2)) / 2,
        "silu": lambda z: z * _sigmoid(z),
        "softplus": lambda z: math.log1p(math.exp(z)),
        "mish": lambda z: z * math.tanh(math.log1p(math.exp(z))),
    }[name]


class Activations:
    """The curve of a figure by its formula, with slopes by differences on the left, and its points as it gives them."""

    def __init__(self, params: Any, data: Any, _: Description) -> None:
        self.params = params
        self.value = formula(params.activation, params.alpha)
        self.curves = {
            "The value": Facts(data.z.tolist(), data.value.tolist(), at_word="z ="),
            "The slope": Facts(data.z.tolist(), data.slope.tolist(), at_word="z ="),
        }
        self.grid = [-12 + i / 100 for i in range(2401)]

    def slope(self, z: float) -> float:
        """By differences; at a kink, on the left of it."""
        step = 1e-6
        if self.params.activation in {"relu", "leaky-relu", "elu", "selu"} and abs(z) < 1e-3:
            return (
                (self.value(z) - self.value(z - step)) / step
                if z <= 0
                else (self.value(z + step) - self.value(z)) / step
            )
        return (self.value(z + step) - self.value(z - step)) / (2 * step)

    @cached_property
    def mean_square(self) -> float:
        """E[φ′²] by the midpoint rule, kinks between two points."""
        step = 0.01
        points = [-10 + (i + 0.5) * step for i in range(2_000)]
        total = sum(self.slope(z) ** 2 * math.exp(-z * z / 2) for z in points)
        return total * step / math.sqrt(2 * math.pi)


def near(text: str, value: float) -> bool:
    """Whether `text` is `value` to its digits, but for the error of differences."""
    if abs(value) < 1e-8 and abs(float(text)) < 1e-8:
        return True
    return any(shown(text, value + error) for error in (0.0, 2e-9, -2e-9, 1e-4 * value, -1e-4 * value))


def _tangent(d: Activations, g: Any) -> bool:
    point = d.params.point
    valued = "value" not in g or near(g["value"], d.value(point))
    return near(g["point"], point) and valued and near(g["slope"], d.slope(point))


def _steepest(d: Activations, g: Any) -> bool:
    """The largest slope of the activation with this name, and the slope at the tangent."""
    named = g["activation"].lower().replace(" ", "-") == d.params.activation
    largest = _largest_slope(d, {"slope": g["largest"], "place": g["place"]})
    return named and largest and ("slope" not in g or _tangent(d, g))


def _axis(d: Activations, g: Any) -> bool:
    values = [0.0, *(y for curve in d.curves.values() for y in curve.y)]
    low, high = float(g["bottom"]), float(g["top"])
    return low <= min(values) <= low + 0.25 and high - 0.25 <= max(values) <= high


def _largest_slope(d: Activations, g: Any) -> bool:
    top = max(map(d.slope, d.grid))
    return near(g["slope"], top) and d.slope(float(g["place"])) >= top - 1e-4


def _least_value(d: Activations, g: Any) -> bool:
    low = min(map(d.value, d.grid))
    return near(g["value"], low) and d.value(float(g["place"])) <= low + 1e-4


def _flat(d: Activations, g: Any) -> bool:
    """Outside the edges the slope is flat, just inside it is not."""
    for name, side in (("below", -1), ("above", 1)):
        if name in g:
            edge, apart = float(g[name]), 0.01
            outside = [z for z in d.grid if (z - edge) * side > apart]
            if any(abs(d.slope(z)) >= 0.01 for z in outside) or abs(d.slope(edge - side * apart)) < 0.01:
                return False
    return float(g.get("flat", 0.01)) == 0.01


def _dead(d: Activations, g: Any) -> bool:
    edge = float(g["below"])
    return all(d.value(z) == d.value(-12.0) for z in d.grid if z <= edge) and d.slope(edge + 0.01) > 0


def _course(subject: str, check: Callable[[Facts, Any], bool]) -> Callable[[Activations, Any], bool]:
    return lambda d, g: check(d.curves[subject], g)


ACTIVATION = claims(
    {
        **{
            text.replace("The loss", subject).replace("step {", "z = {"): _course(subject, check)
            for subject in ("The value", "The slope")
            for text, check in CLAIMS.items()
            if text.startswith("The loss")
        },
        "Two curves show the value and the slope of {activation} for pre-activations z from {start} to {end}.": lambda d, g: (
            g["activation"].lower().replace(" ", "-") == d.params.activation
            and near(g["start"], -d.params.reach)
            and near(g["end"], d.params.reach)
        ),
        "Both are on a linear axis from {bottom} to {top}.": _axis,
        "A tangent touches the curve at z = {point}, where the value is {value} and the slope is {slope}.": _tangent,
        "A gradient that comes back through this activation at z = {point} is multiplied by its slope, {slope}.": _tangent,
        "slope {slope} at {point}": _tangent,
        "The slope of {activation} is largest, {largest}, at z = {place}.": _steepest,
        "The slope of {activation} is largest, {largest}, at z = {place}; at z = {point} it is {slope}.": _steepest,
        "The slope of {activation} is {slope} at z = {point}.": lambda d, g: (
            g["activation"].lower().replace(" ", "-") == d.params.activation and _tangent(d, g)
        ),
        "The slope is largest, {slope}, at z = {place}.": _largest_slope,
        "The value is least, {value}, at z = {place}.": _least_value,
        "Below {below} and above {above} the slope is smaller than {flat} in size.": _flat,
        "Below {below} the slope is smaller than {flat} in size.": _flat,
        "Below {below} the slope is exactly zero.": _dead,
        "For pre-activations from the standard normal distribution, the mean of the squared slope is {square}, so that the "
        "activation multiplies the root mean square of a gradient by {root}.": lambda d, g: (
            near(g["square"], d.mean_square) and near(g["root"], math.sqrt(d.mean_square))
        ),
        "The table shows points that are {stride} steps apart; the files hold every point.": lambda _, g: (
            g["stride"] == "20"
        ),
    }
)
