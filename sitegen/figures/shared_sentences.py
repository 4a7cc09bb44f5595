"""Sentences and number formats that several kinds share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sitegen.description.compared_numbers import format_against
from sitegen.description.english import plural
from sitegen.description.number_format import Compact, Count, DualText, Fixed, Quantity
from sitegen.description.sentences import Sentence, Value, sentence, text_of
from sitegen.description.series_words import same_text
from sitegen.numerics.series import Regime, Trend

GRADIENT = DualText("|∂L|", "gradient magnitude")
_COURSES = {
    0.5: "The gradient halves at every layer.",
    0.25: "The gradient falls to a quarter at every layer.",
    2.0: "The gradient doubles at every layer.",
}
_LEVEL = 0.1
"""Share of the height of an axis: marks that differ by less look almost level."""
_MOST_ORDERS = 300.0
"""A factor of more orders of magnitude is known by its logarithm alone."""
_VERDICTS: dict[Regime, str] = {"stable": ".", "vanishing": ": it vanishes.", "exploding": ": it explodes."}
_STAYS = "The magnitude stays the same at every layer on the way from the loss to the input."
_WORDED = {
    0.5: "The magnitude halves at every layer on the way from the loss to the input.",
    0.25: "The magnitude falls to a quarter at every layer on the way from the loss to the input.",
    2.0: "The magnitude doubles at every layer on the way from the loss to the input.",
}


def course_lead(trend: Trend, magnitudes: Sequence[Compact], *limits: float) -> Sentence:
    """How the gradient changes from layer to layer, in one short sentence; the factor is compared with `limits`."""
    if trend.depth == 1:
        return sentence("The only layer has a gradient of {magnitude}.", 2, magnitude=magnitudes[0])
    if trend.zeros == trend.depth:
        return sentence("The gradient is exactly zero in every layer.", 3)
    if trend.zeros:
        zeros, depth = Count(trend.zeros), Count(trend.depth)
        return sentence("The gradient is exactly zero in {zeros} of {depth} layers.", 3, zeros=zeros, depth=depth)
    if len({magnitude.visible() for magnitude in magnitudes}) == 1:
        return sentence("The gradient stays the same at every layer.", 3)
    return _course(trend, limits)


def _factor(trend: Trend, limits: Sequence[float]) -> Quantity:
    """The factor per layer, with enough digits to distinguish it from what it is compared with."""
    return format_against(trend.factor, *limits) if limits else Compact(trend.factor, trend.log10_factor)


def _course(trend: Trend, limits: Sequence[float]) -> Sentence:
    """The same for a gradient that changes and is nowhere zero."""
    factor = _factor(trend, limits)
    least, most = Compact(trend.least, trend.log10_least), Compact(trend.most, trend.log10_most)
    if trend.is_uneven:
        template = "Single layers multiply the gradient by {least} to {most}, on average by {factor}."
        return sentence(template, 3, least=least, most=most, factor=factor)
    is_level, is_even = factor.visible() == Compact(1.0).visible(), least.visible() == most.visible()
    if is_level:
        start = "The" if is_even else "On average, the"
        return sentence(f"{start} gradient hardly changes from layer to layer.", 3)
    if not is_even:
        return sentence("On average, each layer multiplies the gradient by {factor}.", 3, factor=factor)
    if worded := _worded(trend, factor, _COURSES):
        return sentence(worded, 3)
    return sentence("Each layer multiplies the gradient by {factor}.", 3, factor=factor)


def arrival_lead(
    first: Value, last: Quantity, regime: Regime, *, rises: bool, ends: tuple[str, str] = ("the input", "the loss")
) -> Sentence:
    """How much of the gradient reaches the input.

    Parameters
    ----------
    first, last : Quantity, or str
        The magnitudes at the input and at the loss, such as those of `format_ends`.
    regime : str
    rises : bool
        Whether that at the input is the larger one.
    ends : tuple of str
        What to call the input and the loss.
    """
    values: dict[str, Value] = {"start": ends[0], "end": ends[1], "last": last}
    if same_text(first, last):
        return sentence("As much reaches {start} as there is at {end}, {last}.", 2, **values)
    verdict = _VERDICTS[regime]
    if rises:
        return sentence(
            f"From {{last}} at {{end}} it grows to {{first}} at {{start}}{verdict}", 2, **values, first=first
        )
    if text_of(first, "visible") == "0":
        return sentence(f"Of {{last}} at {{end}}, nothing reaches {{start}}{verdict}", 2, **values)
    return sentence(f"Of {{last}} at {{end}}, {{first}} reaches {{start}}{verdict}", 2, **values, first=first)


def trend_sentence(trend: Trend, magnitudes: Iterable[Compact], *limits: float) -> Sentence:
    """The factors per layer as a sentence of level 3; each claim holds for every digit that is shown.

    Parameters
    ----------
    trend : Trend
        Of at least two layers.
    magnitudes : iterable of Compact
        The series that it was measured on.
    *limits : float
        Numbers that the factor is compared with.
    """
    if trend.zeros == trend.depth:
        return sentence("The magnitude is exactly zero in every layer.", 3)
    if trend.zeros:
        template = "The magnitude is exactly zero in {zeros} of {depth} layers, so that there is no factor per layer."
        return sentence(template, 3, zeros=Count(trend.zeros), depth=Count(trend.depth))
    if len({magnitude.visible() for magnitude in magnitudes}) == 1:
        return sentence(_STAYS, 3)
    factor = _factor(trend, limits)
    least, most = Compact(trend.least, trend.log10_least), Compact(trend.most, trend.log10_most)
    if least.visible() != most.visible():
        template = (
            "On average each layer towards the input multiplies the magnitude by {factor}; single layers multiply it "
            "by {least} to {most}."
        )
        return sentence(template, 3, factor=factor, least=least, most=most)
    if factor.visible() == Compact(1.0).visible():
        return sentence("From each layer to the next, the magnitude hardly changes.", 3)
    worded = _worded(trend, factor, _WORDED)
    return sentence(worded, 3) if worded else _by_orders(trend, factor)


def _worded(trend: Trend, factor: Quantity, templates: Mapping[float, str]) -> str | None:
    """The template for a factor that has a word of its own, such as "halves"."""
    alike = (template for value, template in templates.items() if factor.visible() == Compact(value).visible())
    return next((template for template in alike if trend.is_factor(float(factor.visible()))), None)


def _by_orders(trend: Trend, factor: Quantity) -> Sentence:
    """A steady factor, and how many orders of magnitude it makes, as far as the network reaches."""
    start, decades = "Each layer towards the input multiplies the magnitude by {factor}", abs(trend.log10_factor)
    if Fixed(decades, 1).visible() == "1.0":
        return sentence(f"{start}: one order of magnitude a layer.", 3, factor=factor)
    if decades > 1.0:
        return sentence(f"{start}: {{orders}} orders of magnitude a layer.", 3, factor=factor, orders=Fixed(decades, 1))
    if decades * (trend.depth - 1) < 1.0:
        return sentence(f"{start}.", 3, factor=factor)
    template = f"{start}: one order of magnitude every {{layers}} layers."
    return sentence(template, 3, factor=factor, layers=Fixed(1 / decades, 1))


def beyond_axis_sentences(below: int, above: int, layers: int) -> tuple[Sentence, ...]:
    """Says how many of all layers are below and above the axis, so that they have an arrow at its end."""
    ends = ((below, "below", "lower"), (above, "above", "upper"))
    start = "The" if layers == 1 else "In {count} of {of} layers the"
    return tuple(
        sentence(
            f"{start} magnitude is {where} the axis, and an arrow at its {end} end stands for it.",
            1,
            **({} if layers == 1 else {"count": Count(count), "of": Count(layers)}),
        )
        for count, where, end in ends
        if count
    )


_NO_FACTOR = Compact(1.0).visible()


def level_marks(
    marks: str,
    series: Sequence[NDArray[np.float64]],
    axis: tuple[int, int],
    own: tuple[int, int],
    *,
    given: bool = False,
) -> tuple[Sentence, ...]:
    """Says so where marks look almost level, although they are not, because their axis is longer than they need.

    Parameters
    ----------
    marks : str
        What they are called: ``dots``.
    series : sequence of ndarray
        The magnitudes of each series of marks [decades]; −inf for an exact zero.
    axis, own : (int, int)
        Exponents of the ends of the axis, and of the one that they would have by themselves.
    given : bool
        Whether the author gave the axis.
    """
    decades, drawn = axis[1] - axis[0], [each[(each >= axis[0]) & (each <= axis[1])] for each in series]
    orders = max((float(np.ptp(each)) for each in drawn if each.size), default=0.0)
    factor = Compact(10.0**orders if orders < _MOST_ORDERS else math.inf, orders)
    if axis == own or orders >= _LEVEL * decades or factor.visible() == _NO_FACTOR:
        return ()
    reach = (
        "from the least to the largest there is" if len(series) == 1 else "within each series, values differ by at most"
    )
    start = "The axis has" if given else "All states share this axis of"
    template = (
        f"{start} {{decades}} {plural(decades, 'order')} of magnitude, so that the {marks} look almost level here: {reach} a "
        "factor of {factor}."
    )
    return (sentence(template, 1, decades=Count(decades), factor=factor),)


def logarithmic_axis(low: int, high: int) -> dict[str, Quantity]:
    """The ends of a logarithmic axis as values of a sentence."""
    return {"low": power_of_ten(low), "high": power_of_ten(high)}


def power_of_ten(exponent: int) -> Quantity:
    """A power of ten as tick labels write it: ``1e-6``, and from ``0.001`` to ``1000`` in full."""
    if -3 <= exponent <= 3:
        return Fixed(10.0**exponent, max(0, -exponent))
    ear = f"ten to the {'minus ' if exponent < 0 else ''}{abs(exponent)}"
    return DualText(f"1e{exponent}", ear)


def numbers_of_layers(data: Any) -> dict[str, set[float]]:
    """What is said of magnitudes by layer beyond the data, by the name of the value in the sentence."""
    depth, slope = len(data.magnitude), data.trend.log10_factor
    widths = getattr(data, "neurons", (0,))
    return {
        "low": {10.0**data.axis_low},
        "high": {10.0**data.axis_high},
        "first": {0},
        "last": {depth - 1},
        "position": set(range(1, depth + 1)),
        "depth": {depth},
        "of": {depth},
        "narrow": {min(widths)},
        "wide": {max(widths)},
        "orders": {abs(slope)},
        "layers": {depth, *({1 / abs(slope)} if slope else ())},
    }
