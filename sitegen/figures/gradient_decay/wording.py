"""Short texts of a decay chart that both the drawing and the description use."""

from __future__ import annotations

import math

from sitegen.description.compared_numbers import format_against
from sitegen.description.number_format import DualText, Fixed, Quantity
from sitegen.description.sentences import Sentence, sentence
from sitegen.figures.gradient_decay.kernel import DecaySeries
from sitegen.figures.shared_sentences import GRADIENT
from sitegen.numerics.rounding import at_most
from sitegen.numerics.series import EXPLODING_FACTOR

_STABLE = 2.0
"""Within this factor of the gradient at the loss, a magnitude is stable."""
PER_LAYER = DualText(" · per-layer ×", ", factor per layer ")


def readouts(data: DecaySeries) -> tuple[Sentence, Sentence]:
    """The two displays above the chart."""
    factor = format_against(data.factor, EXPLODING_FACTOR)
    return (
        sentence("input {gradient} {magnitude}", 2, gradient=GRADIENT, magnitude=input_magnitude(data)),
        sentence("{regime}{per_layer}{factor}", 2, regime=regime_word(data), per_layer=PER_LAYER, factor=factor),
    )


def magnitude_at(data: DecaySeries, layer: int) -> Quantity:
    """The magnitude at a layer; one of another regime than a limit is never shown equal to it."""
    return format_against(float(data.magnitude[layer]), data.threshold, 1 / _STABLE, _STABLE)


def logarithm_at(data: DecaySeries, layer: int) -> Quantity:
    """The logarithm of that magnitude; that of a vanishing one is never shown equal to that of the threshold."""
    return format_against(float(data.log10_magnitude[layer]), math.log10(data.threshold), write=Fixed)


def fold_quantity(data: DecaySeries) -> Quantity:
    """The larger end by the smaller, which decides like the magnitude at the input."""
    return format_against(data.fold, 1 / data.threshold, _STABLE)


def input_magnitude(data: DecaySeries) -> Quantity:
    """The magnitude at the input."""
    return magnitude_at(data, 0)


def regime_word(data: DecaySeries, layer: int = 0) -> str:
    """The regime as readers know it. The source calls stable whatever is not another regime; here it is within a factor of two."""
    regime, decades = data.layer_regime[layer], float(data.log10_magnitude[layer])
    if regime != "stable" or at_most(abs(decades), math.log10(_STABLE), scale=1.0):
        return regime
    return "growing" if decades > 0 else "shrinking"
