"""Description of a gradient-flow figure."""

from __future__ import annotations

import math

from sitegen.description.number_format import Compact, Count, DualText, Fixed
from sitegen.description.sentences import Column, Description, Sentence, Table, Value, sentence
from sitegen.figures.gradient_flow.kernel import MOST_NAMED_LAYERS, FlowSeries, layer_names
from sitegen.figures.gradient_flow.layout import column_layout, drawn_names
from sitegen.figures.gradient_flow.spec import ResolvedGradientFlow
from sitegen.figures.gradient_flow.wording import readout
from sitegen.figures.shared_sentences import logarithmic_axis, trend_sentence

TITLE = "Gradient wave · backward"


def describe(params: ResolvedGradientFlow, data: FlowSeries) -> Description:
    """Describe the figure: the network, the wave, its ends, its trend, every step."""
    rest = data.depth - 1 - data.resting_cursor
    return Description(
        title=TITLE,
        readouts=(readout(data, rest),),
        sentences=(
            _network(data),
            *_names(data),
            *_ends(data),
            _trend(data),
            *_axis(data),
            *_glow(data),
            _resting(data, rest),
        ),
        steps=tuple(_step(data, layer) for layer in range(data.depth - 1, rest - 1, -1)) if params.travels else (),
        motion=_motion(params, data, rest),
        table=_table(data),
    )


def _network(data: FlowSeries) -> Sentence:
    if data.depth == 1:
        return sentence("Diagram of a network with a single layer of width {shape}.", 1, shape=Count(data.neurons[0]))
    ends = {"first": data.names[0], "last": data.names[-1]}
    if data.depth <= MOST_NAMED_LAYERS:
        return sentence(
            "Diagram of a network with {depth} layers of widths {shape}, from {first} on the left to {last} on the right.",
            1,
            depth=Count(data.depth),
            shape=", ".join(map(str, data.neurons)),
            **ends,
        )
    narrow, wide = min(data.neurons), max(data.neurons)
    if narrow == wide:
        template = "Diagram of a network with {depth} layers, each {wide} neurons wide, from {first} on the left to {last} on the right."
        return sentence(template, 1, depth=Count(data.depth), wide=Count(wide), **ends)
    return sentence(
        "Diagram of a network with {depth} layers, {narrow} to {wide} neurons wide, from {first} on the left to {last} on the right.",
        1,
        depth=Count(data.depth),
        narrow=Count(narrow),
        wide=Count(wide),
        **ends,
    )


def _names(data: FlowSeries) -> tuple[Sentence, ...]:
    """Says so where the drawing does not have every name of the author whole."""
    drawn = drawn_names(data.names, column_layout(data.neurons).x)
    if data.names == layer_names(data.depth) or tuple(name for _, name in drawn) == data.names:
        return ()
    return (sentence("Names that have no room in the drawing are cut or left out; the table has all of them."),)


def _resting(data: FlowSeries, layer: int) -> Sentence:
    return sentence(
        "At rest, the backward gradient wave stands at layer {position} of {depth} ({name}), gradient magnitude {magnitude}.",
        2,
        position=Count(layer + 1),
        depth=Count(data.depth),
        name=data.names[layer],
        magnitude=Compact(float(data.magnitude[layer])),
    )


def _glow(data: FlowSeries) -> tuple[Sentence, ...]:
    if data.depth == 1:
        return ()
    return (
        sentence("Faint lines join every neuron to all neurons of the next layer."),
        sentence("The layer that the wave has reached is lit, and the layers next on its way glow faintly."),
    )


def _motion(params: ResolvedGradientFlow, data: FlowSeries, rest: int) -> tuple[Sentence, ...]:
    """The motion of the wave on a page."""
    if not params.travels:
        return ()
    template = (
        "On this page the wave runs from the loss to layer {position} ({name}) again and again, {beat} milliseconds a layer."
        if params.loop
        else "On this page the wave runs once from the loss to layer {position} ({name}), {beat} milliseconds a layer."
    )
    beat = Fixed(params.play_speed, 0)
    return (sentence(template, 1, position=Count(rest + 1), name=data.names[rest], beat=beat),)


def _axis(data: FlowSeries) -> tuple[Sentence, ...]:
    bars = sentence(
        "The bar under each layer shows its magnitude on a logarithmic axis from {low} to {high}.",
        1,
        **logarithmic_axis(data.axis_low, data.axis_high),
    )
    if data.invisible_bars.any():
        return (bars, sentence("A dot on the base line stands for a bar that is too low to see, or for zero."))
    return (bars,)


def _ends(data: FlowSeries) -> tuple[Sentence, ...]:
    if data.depth == 1:
        return ()
    first, last = Compact(data.input_magnitude), Compact(data.output_magnitude)
    if first.visible() == last.visible():
        return (sentence("The magnitude is {last} at both ends.", 2, last=last),)
    values: dict[str, Value] = {"last": last, "first": first, "end": data.names[-1], "start": data.names[0]}
    if math.isinf(data.fold):
        return (sentence("The magnitude is {last} at {end} and {first} at {start}.", 2, **values),)
    template = (
        "The magnitude is {last} at {end} and {first} at {start}, smaller by a factor of {fold}."
        if data.input_magnitude < data.output_magnitude
        else "The magnitude is {last} at {end} and {first} at {start}, larger by a factor of {fold}."
    )
    return (sentence(template, 2, **values, fold=Compact(data.fold)),)


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
        magnitude=Compact(float(data.magnitude[layer])),
    )


def _table(data: FlowSeries) -> Table:
    layers = range(data.depth)
    positions = tuple(sentence("{n} of {of}", n=Count(i + 1), of=Count(data.depth)).text() for i in layers)
    log10 = data.log10_magnitude.tolist()
    return Table(
        "Gradient magnitude by layer; layer 0 is next to the input",
        (
            Column("name", "Name", data.names),
            Column("layer", "Layer", tuple(Count(layer) for layer in layers)),
            Column("position", "Position", positions),
            Column("neurons", "Neurons", tuple(Count(n) for n in data.neurons)),
            Column("steps_from_loss", "Steps from the loss", tuple(Count(s) for s in data.steps_from_loss.tolist())),
            Column("magnitude", "Magnitude", tuple(Compact(m) for m in data.magnitude.tolist())),
            Column(
                "log10_magnitude",
                DualText("log₁₀ magnitude", "log 10 of the magnitude"),
                tuple("none" if math.isinf(v) else Fixed(v) for v in log10),
            ),
        ),
    )
