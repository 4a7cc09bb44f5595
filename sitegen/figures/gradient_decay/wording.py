"""Short texts of a decay chart that both the drawing and the description use."""

from __future__ import annotations

from sitegen.description.number_format import Compact, DualText
from sitegen.description.sentences import Sentence, sentence
from sitegen.figures.gradient_decay.kernel import DecaySeries
from sitegen.figures.shared_sentences import GRADIENT

PER_LAYER = DualText(" · per-layer ×", ", factor per layer ")


def readouts(data: DecaySeries) -> tuple[Sentence, Sentence]:
    """The two displays above the chart."""
    return (
        sentence("input {gradient} {magnitude}", 2, gradient=GRADIENT, magnitude=input_magnitude(data)),
        sentence(
            "{regime}{per_layer}{factor}", 2, regime=data.regime, per_layer=PER_LAYER, factor=Compact(data.factor)
        ),
    )


def input_magnitude(data: DecaySeries) -> Compact:
    """The magnitude at the input."""
    return Compact(data.input_magnitude, float(data.log10_magnitude[0]))
