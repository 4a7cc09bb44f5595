"""Short texts of a wave that both the drawing and the description use."""

from __future__ import annotations

from sitegen.description.compared_numbers import end_numbers
from sitegen.description.number_format import Compact, Count, Quantity
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.figures.gradient_flow.kernel import FlowSeries
from sitegen.figures.shared_sentences import GRADIENT


def readout(data: FlowSeries, layer: int) -> Sentence:
    """The display of the wave at `layer` (0 is the input)."""
    template, name = "{name} · {gradient} {magnitude}", layer_name(data, layer)
    return sentence(template, 2, name=name, gradient=GRADIENT, magnitude=magnitude_at(data, layer))


def short_readout(data: FlowSeries, layer: int, name: str) -> Sentence:
    """The display with `name` for the layer, and without the symbol of the gradient, which the axis has."""
    return sentence("{name} · {magnitude}", 2, name=name, magnitude=magnitude_at(data, layer))


def layer_name(data: FlowSeries, layer: int) -> str:
    """The name of a layer, with its number from the input, 0, if others have the same."""
    name = data.names[layer]
    return name if data.names.count(name) == 1 else f"{name} ({layer})"


def magnitude_at(data: FlowSeries, layer: int) -> Quantity:
    """The magnitude at a layer; those at the ends show what becomes of the gradient."""
    if data.depth == 1 or layer not in {0, data.depth - 1}:
        return Compact(float(data.magnitude[layer]))
    first, last = end_numbers(data.input_magnitude, data.output_magnitude)
    return last if layer else first


def layer_label(data: FlowSeries, layer: int) -> Sentence:
    """One layer as an item of the drawing."""
    values: dict[str, Value] = {
        "name": layer_name(data, layer),
        "gradient": GRADIENT,
        "magnitude": magnitude_at(data, layer),
    }
    if data.neurons[layer] == 1:
        return sentence("{name}, one neuron: {gradient} {magnitude}", 2, **values)
    return sentence(
        "{name}, {neurons} neurons: {gradient} {magnitude}", 2, **values, neurons=Count(data.neurons[layer])
    )
