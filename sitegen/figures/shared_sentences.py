"""Sentences, names and number formats that several kinds share."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context

from sitegen.description.number_format import Compact, Count, DualText, Fixed, Quantity
from sitegen.description.sentences import Sentence, sentence
from sitegen.numerics.activations import Activation
from sitegen.numerics.rounding import above, below
from sitegen.numerics.series import Trend

ACTIVATION_NAMES: dict[Activation, str] = {
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "relu": "ReLU",
    "leaky-relu": "leaky ReLU",
    "identity": "identity",
}
"""Names for the middle of a sentence."""
GRADIENT = DualText("|∂L|", "gradient magnitude")
NO_VALUE = "none"
"""In a table, a number that does not exist."""
_WORDED = {
    0.5: "The magnitude halves at every layer on the way from the loss to the input.",
    0.25: "The magnitude falls to a quarter at every layer on the way from the loss to the input.",
    1.0: "The magnitude stays the same at every layer on the way from the loss to the input.",
    2.0: "The magnitude doubles at every layer on the way from the loss to the input.",
}
_STEADY = 0.98
_GIVEN = Context(prec=5, rounding=ROUND_HALF_UP)
_PLAIN = (1e-6, 1e6)


def trend_sentence(trend: Trend) -> Sentence:
    """The fitted trend as a sentence of level 3."""
    if math.isnan(trend.factor):
        return sentence("There are too few values above zero to fit a trend.", 3)
    factor = Compact(trend.factor)
    if trend.zeros:
        template = (
            "The magnitude is exactly zero in {zeros} of {depth} layers; over the others, on average, each layer towards "
            "the input multiplies it by {factor}."
        )
        return sentence(template, 3, zeros=Count(trend.zeros), depth=Count(trend.depth), factor=factor)
    if below(trend.r_squared, _STEADY):
        return _unsteady(trend)
    worded = next((template for value, template in _WORDED.items() if trend.is_factor(value)), None)
    return sentence(worded, 3) if worded else _by_orders(trend)


def _by_orders(trend: Trend) -> Sentence:
    factor, decades = Compact(trend.factor), abs(trend.log10_factor)
    if Fixed(decades, 1).visible() == "1.0":
        template = "Each layer towards the input multiplies the magnitude by {factor}: one order of magnitude a layer."
        return sentence(template, 3, factor=factor)
    if above(decades, 1.0):
        template = (
            "Each layer towards the input multiplies the magnitude by {factor}: {orders} orders of magnitude a layer."
        )
        return sentence(template, 3, factor=factor, orders=Fixed(decades, 1))
    template = "Each layer towards the input multiplies the magnitude by {factor}: one order of magnitude every {layers} layers."
    return sentence(template, 3, factor=factor, layers=Fixed(1 / decades, 1))


def _unsteady(trend: Trend) -> Sentence:
    return sentence(
        "On average each layer towards the input multiplies the magnitude by {factor}, but not steadily: "
        "this trend explains {share} of the variance of its logarithm.",
        3,
        factor=Compact(trend.factor),
        share=Fixed(trend.r_squared),
    )


def logarithmic_axis(low: int, high: int) -> dict[str, Quantity]:
    """The ends of a logarithmic axis as values of a sentence."""
    return {"low": power_of_ten(low), "high": power_of_ten(high)}


def power_of_ten(exponent: int) -> Quantity:
    """A power of ten as tick labels write it: ``1e-6``, and from ``0.001`` to ``1000`` in full."""
    if -3 <= exponent <= 3:
        return Fixed(10.0**exponent, max(0, -exponent))
    ear = f"ten to the {'minus ' if exponent < 0 else ''}{abs(exponent)}"
    return DualText(f"1e{exponent}", ear)
