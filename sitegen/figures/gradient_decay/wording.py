"""Short texts of a decay chart that both the drawing and the description use."""

from __future__ import annotations

import math

from sitegen.description.number_format import Compact, DualText, Quantity, format_against
from sitegen.description.sentences import Sentence, sentence
from sitegen.figures.gradient_decay.kernel import DecaySeries
from sitegen.figures.shared_sentences import GRADIENT
from sitegen.numerics.rounding import at_most

PER_LAYER = DualText(" · per-layer ×", ", factor per layer ")


def readouts(data: DecaySeries) -> tuple[Sentence, Sentence]:
    """The two displays above the chart."""
    return (
        sentence("input {gradient} {magnitude}", 2, gradient=GRADIENT, magnitude=input_magnitude(data)),
        sentence(
            "{regime}{per_layer}{factor}", 2, regime=regime_word(data), per_layer=PER_LAYER, factor=Compact(data.factor)
        ),
    )


def magnitude_at(data: DecaySeries, layer: int) -> Quantity:
    """The magnitude at a layer; one below the threshold is never shown equal to it."""
    return format_against(float(data.magnitude[layer]), data.threshold)


def input_magnitude(data: DecaySeries) -> Quantity:
    """The magnitude at the input."""
    return magnitude_at(data, 0)


def regime_word(data: DecaySeries, layer: int = 0) -> str:
    """The regime as readers know it. The source calls stable whatever is not another regime; here it is within a factor of two."""
    regime, decades = data.layer_regime[layer], float(data.log10_magnitude[layer])
    if regime != "stable" or at_most(abs(decades), math.log10(2.0), scale=1.0):
        return regime
    return "growing" if decades > 0 else "shrinking"
