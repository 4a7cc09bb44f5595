"""Short texts of a dead-neurons figure, and its number format: a value below the threshold is never shown equal to it."""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.description.compared_numbers import format_against
from sitegen.description.number_format import Count, DualText, Quantity, format_parameter
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.figures.dead_neurons.kernel import Criterion, DeadNeuronReport
from sitegen.figures.dead_neurons.layers import LayerCount
from sitegen.figures.dead_neurons.spec import DeadNeuronsParams

ALL_NEURONS = "all neurons"
"""Name of the one layer where the ids name none."""


class MeasureWords(NamedTuple):
    """What is compared with the threshold: of a sample, with its article, and of a neuron, in full and in short."""

    sample: str
    article: str
    neuron: str
    short: str
    weakest: str
    """Word for the neurons with the least of it."""
    ends: tuple[str, str]
    """The largest, and the smallest."""


MEASURES: dict[Criterion, MeasureWords] = {
    "silent": MeasureWords("absolute activation", "an", "peak", "peak", "lowest", ("highest", "lowest")),
    "saturated": MeasureWords("slope", "a", "largest slope", "slope", "smallest", ("steepest", "flattest")),
}
_NUMBERED = re.compile(r"L(\d+)(?:[·./]N(\d+))?")


def state_of(data: DeadNeuronReport, neuron: int) -> str:
    """The badge of a neuron."""
    return "dead" if data.dead[neuron] else "alive"


def spoken_name(name: str) -> Value:
    """The name of a neuron or a layer; ``L1·N2`` is read aloud as "layer 1, neuron 2"."""
    found = _NUMBERED.fullmatch(name)
    if found is None:
        return name
    layer, neuron = found.groups()
    return DualText(name, f"layer {layer}, neuron {neuron}" if neuron else f"layer {layer}")


def layer_name(layer: LayerCount) -> str:
    """The name of a layer as readers see it."""
    return layer.name or ALL_NEURONS


def readout(data: DeadNeuronReport) -> Sentence:
    """The header of the cards."""
    return sentence("{dead}/{neurons} dead", 2, dead=Count(data.dead_neurons), neurons=Count(data.neurons))


def card_label(params: DeadNeuronsParams, data: DeadNeuronReport, neuron: int) -> Sentence:
    """The label of one card for screen readers."""
    values: dict[str, Value] = {"name": spoken_name(data.ids[neuron]), "state": state_of(data, neuron)}
    if not data.samples[neuron]:
        return sentence("{name}: {state}, no samples", 2, **values)
    template = f"{{name}}: {{state}}, {MEASURES[params.criterion].neuron} {{amount}}"
    return sentence(template, 2, **values, amount=amount_of(params, data, neuron))


def threshold_of(data: DeadNeuronReport) -> Quantity:
    """The threshold as its author gave it; large ones with an exponent, as the values that are compared with it."""
    return format_parameter(data.threshold, plain_below=1e4)


def amount_of(params: DeadNeuronsParams, data: DeadNeuronReport, neuron: int) -> Value:
    """The value that is compared with the threshold: the peak, or the largest slope."""
    deciding = data.peak if params.criterion == "silent" else data.slope
    return format_against(float(deciding[neuron]), data.threshold)
