"""The backward wave in words."""

from __future__ import annotations

import math

from sitegen.description import Column, Description, Sentence, Table, Value, sentence
from sitegen.figures.gradient_flow.kernel import WAVE_WEIGHTS, FlowSeries
from sitegen.figures.gradient_flow.spec import GradientFlowParams
from sitegen.figures.wording import GRADIENT, logarithmic_axis, trend_sentence
from sitegen.quantity import Count, Fixed, Fold, Magnitude, Readout, Words

TITLE = "Gradient wave · backward"
NAMED_LAYERS = 12
"""Up to this depth every layer is named, in the summary and in the tree of the drawing."""


def describe(params: GradientFlowParams, data: FlowSeries) -> Description:
    """Tell the figure: the network, the wave, its ends, its trend, every step."""
    rest = data.depth - 1 - data.resting_cursor
    return Description(
        title=TITLE,
        readouts=(readout(data, rest),),
        sentences=(_network(data), _resting(data, rest), *_wave(params, data), _axis(data), *_ends(data), _trend(data)),
        steps=tuple(_step(data, layer) for layer in range(data.depth - 1, -1, -1)),
        table=_table(data),
    )


def readout(data: FlowSeries, layer: int) -> Sentence:
    """The display of the wave at `layer` (0 is the input)."""
    return sentence(
        "layer {position} / {depth} · {gradient} {magnitude}",
        2,
        position=_two_digits(layer + 1),
        depth=_two_digits(data.depth),
        gradient=GRADIENT,
        magnitude=Readout(float(data.magnitude[layer])),
    )


def _two_digits(number: int) -> Value:
    return Words(f"{number:02d}", str(number))


def layer_label(data: FlowSeries, layer: int) -> Sentence:
    """One layer as an item of the drawing."""
    neurons = data.neurons[layer]
    template = (
        "{name}, one neuron: {gradient} {magnitude}"
        if neurons == 1
        else "{name}, {neurons} neurons: {gradient} {magnitude}"
    )
    magnitude = Readout(float(data.magnitude[layer]))
    return sentence(template, 2, name=data.names[layer], neurons=Count(neurons), gradient=GRADIENT, magnitude=magnitude)


def _network(data: FlowSeries) -> Sentence:
    if data.depth == 1:
        return sentence("Diagram of a network with a single layer of width {shape}.", 1, shape=Count(data.neurons[0]))
    if data.depth <= NAMED_LAYERS:
        return sentence(
            "Diagram of a network with {depth} layers of widths {shape}, from the input on the left to the output on the right.",
            1,
            depth=Count(data.depth),
            shape=Words("-".join(map(str, data.neurons)), ", ".join(map(str, data.neurons))),
        )
    return sentence(
        "Diagram of a network with {depth} layers, {narrow} to {wide} neurons wide, from the input on the left to the output on the right.",
        1,
        depth=Count(data.depth),
        narrow=Count(min(data.neurons)),
        wide=Count(max(data.neurons)),
    )


def _resting(data: FlowSeries, layer: int) -> Sentence:
    return sentence(
        "The backward gradient wave rests at layer {position} of {depth} ({name}), gradient magnitude {magnitude}.",
        2,
        position=Count(layer + 1),
        depth=Count(data.depth),
        name=data.names[layer],
        magnitude=Readout(float(data.magnitude[layer])),
    )


def _wave(params: GradientFlowParams, data: FlowSeries) -> tuple[Sentence, ...]:
    if not params.moves or data.depth == 1:
        return ()
    template = (
        "The wave runs from the loss on the right to the input on the left, again and again, {beat} milliseconds per layer; "
        "the two layers ahead of it glow at {near} and {far} of its strength."
        if params.loop
        else "The wave runs once from the loss on the right towards the input on the left, {beat} milliseconds per layer; "
        "the two layers ahead of it glow at {near} and {far} of its strength."
    )
    near, far = WAVE_WEIGHTS[1:]
    return (sentence(template, 1, beat=Fixed(params.play_speed, 0), near=Fixed(near), far=Fixed(far)),)


def _axis(data: FlowSeries) -> Sentence:
    return sentence(
        "The bar under each layer shows its magnitude on a logarithmic axis from {low} to {high}.",
        1,
        **logarithmic_axis(data.axis_low, data.axis_high),
    )


def _ends(data: FlowSeries) -> tuple[Sentence, ...]:
    first, last = data.input_magnitude, data.output_magnitude
    ends: dict[str, Value] = {"first": Readout(first), "last": Readout(last), "fold": Fold(data.fold)}
    if data.depth == 1:
        return ()
    if first == last:
        return (sentence("The magnitude is {last} at both ends.", 2, **ends),)
    if math.isinf(data.fold):
        return (sentence("The magnitude is {last} at the output and {first} at the input.", 2, **ends),)
    if first < last:
        return (
            sentence(
                "The magnitude is {last} at the output and {first} at the input, smaller by a factor of {fold}.",
                2,
                **ends,
            ),
        )
    return (
        sentence(
            "The magnitude is {last} at the output and {first} at the input, larger by a factor of {fold}.", 2, **ends
        ),
    )


def _trend(data: FlowSeries) -> Sentence:
    if data.depth == 1:
        return sentence("A single layer has no trend.", 3)
    return trend_sentence(data.trend)


def _step(data: FlowSeries, layer: int) -> Sentence:
    return sentence(
        "Layer {position} of {depth} ({name}): gradient magnitude {magnitude}.",
        2,
        position=Count(layer + 1),
        depth=Count(data.depth),
        name=data.names[layer],
        magnitude=Readout(float(data.magnitude[layer])),
    )


def _table(data: FlowSeries) -> Table:
    layers = range(data.depth)
    positions = tuple(sentence("{n} of {of}", n=Count(i + 1), of=Count(data.depth)).text() for i in layers)
    log10 = data.log10_magnitude.tolist()
    return Table(
        "Gradient magnitude by layer; layer 0 is the input",
        (
            Column("layer", "Layer", tuple(Count(layer) for layer in layers)),
            Column("name", "Name", data.names),
            Column("position", "Position", positions),
            Column("neurons", "Neurons", tuple(Count(n) for n in data.neurons)),
            Column("steps_from_loss", "Steps from the loss", tuple(Count(s) for s in data.steps_from_loss.tolist())),
            Column("magnitude", "Magnitude", tuple(Magnitude(m) for m in data.magnitude.tolist())),
            Column("log10_magnitude", "log₁₀ magnitude", tuple("none" if math.isinf(v) else Fixed(v) for v in log10)),
        ),
    )
