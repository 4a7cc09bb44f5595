"""Short texts of a wave that both the drawing and the description use."""

from __future__ import annotations

from sitegen.description.number_format import Compact, Count, DualText
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.figures.gradient_flow.kernel import FlowSeries
from sitegen.figures.shared_sentences import GRADIENT


def readout(data: FlowSeries, layer: int) -> Sentence:
    """The display of the wave at `layer` (0 is the input)."""
    return sentence(
        "layer {position} / {depth} · {gradient} {magnitude}",
        2,
        position=_two_digits(layer + 1),
        depth=_two_digits(data.depth),
        gradient=GRADIENT,
        magnitude=Compact(float(data.magnitude[layer])),
    )


def _two_digits(number: int) -> Value:
    return DualText(f"{number:02d}", str(number))


def layer_label(data: FlowSeries, layer: int) -> Sentence:
    """One layer as an item of the drawing."""
    name, magnitude = data.names[layer], Compact(float(data.magnitude[layer]))
    if data.neurons[layer] == 1:
        return sentence(
            "{name}, one neuron: {gradient} {magnitude}", 2, name=name, gradient=GRADIENT, magnitude=magnitude
        )
    neurons = Count(data.neurons[layer])
    template = "{name}, {neurons} neurons: {gradient} {magnitude}"
    return sentence(template, 2, name=name, neurons=neurons, gradient=GRADIENT, magnitude=magnitude)
