"""Sentences and number formats that several kinds share."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.description.number_format import Compact, Count, DualText, Fixed, Quantity
from sitegen.description.sentences import Sentence, sentence
from sitegen.numerics.series import Trend

GRADIENT = DualText("|∂L|", "gradient magnitude")
_STAYS = "The magnitude stays the same at every layer on the way from the loss to the input."
_WORDED = {
    0.5: "The magnitude halves at every layer on the way from the loss to the input.",
    0.25: "The magnitude falls to a quarter at every layer on the way from the loss to the input.",
    2.0: "The magnitude doubles at every layer on the way from the loss to the input.",
}


def trend_sentence(trend: Trend, magnitudes: Iterable[Compact]) -> Sentence:
    """The factors per layer as a sentence of level 3; each claim holds for every digit that is shown.

    Parameters
    ----------
    trend : Trend
        Of at least two layers.
    magnitudes : iterable of Compact
        The series that it was measured on.
    """
    if trend.zeros == trend.depth:
        return sentence("The magnitude is exactly zero in every layer.", 3)
    if trend.zeros:
        template = "The magnitude is exactly zero in {zeros} of {depth} layers, so that there is no factor per layer."
        return sentence(template, 3, zeros=Count(trend.zeros), depth=Count(trend.depth))
    if len({magnitude.visible() for magnitude in magnitudes}) == 1:
        return sentence(_STAYS, 3)
    factor = Compact(trend.factor, trend.log10_factor)
    least, most = Compact(trend.least, trend.log10_least), Compact(trend.most, trend.log10_most)
    if least.visible() != most.visible():
        template = (
            "On average each layer towards the input multiplies the magnitude by {factor}; single layers multiply it "
            "by {least} to {most}."
        )
        return sentence(template, 3, factor=factor, least=least, most=most)
    if factor.visible() == Compact(1.0).visible():
        return sentence("From each layer to the next, the magnitude hardly changes.", 3)
    alike = (template for value, template in _WORDED.items() if factor.visible() == Compact(value).visible())
    worded = next((template for template in alike if trend.is_factor(float(factor.visible()))), None)
    return sentence(worded, 3) if worded else _by_orders(trend, factor)


def _by_orders(trend: Trend, factor: Compact) -> Sentence:
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


def logarithmic_axis(low: int, high: int) -> dict[str, Quantity]:
    """The ends of a logarithmic axis as values of a sentence."""
    return {"low": power_of_ten(low), "high": power_of_ten(high)}


def power_of_ten(exponent: int) -> Quantity:
    """A power of ten as tick labels write it: ``1e-6``, and from ``0.001`` to ``1000`` in full."""
    if -3 <= exponent <= 3:
        return Fixed(10.0**exponent, max(0, -exponent))
    ear = f"ten to the {'minus ' if exponent < 0 else ''}{abs(exponent)}"
    return DualText(f"1e{exponent}", ear)
