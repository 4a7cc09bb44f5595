"""Description of a gradient-flow figure."""

from __future__ import annotations

import math
from functools import partial

from sitegen.description.compared_numbers import format_against, format_ends
from sitegen.description.number_format import Compact, Count, Counted, DualText, Fixed, Quantity, format_parameter
from sitegen.description.sentences import Column, Description, Sentence, Table, Value, fits_lead, sentence
from sitegen.description.series_words import same_text
from sitegen.figures.gradient_flow.kernel import MOST_NAMED_LAYERS, FlowSeries, layer_names
from sitegen.figures.gradient_flow.layout import drawn_names
from sitegen.figures.gradient_flow.spec import ResolvedGradientFlow
from sitegen.figures.gradient_flow.wording import layer_name, magnitude_at, readout
from sitegen.figures.layer_marks import LayerMarks, layer_marks
from sitegen.figures.shared_sentences import (
    arrival_lead,
    beyond_axis_sentences,
    course_lead,
    level_marks,
    logarithmic_axis,
    trend_sentence,
)
from sitegen.numerics.series import ARRIVAL_DECADES, decade_limits
from sitegen.scene.canvas import NARROW

TITLE = "Gradient wave · backward"
_AHEAD = {
    (True, False): "The next layer on its way glows faintly.",
    (False, True): "The next layer on its way is dark, and the one after it glows faintly.",
    (True, True): "The next two layers on its way glow faintly.",
}
"""What glows, by whether the next layer does, and the one after it."""


def describe(params: ResolvedGradientFlow, data: FlowSeries) -> Description:
    """Describe the figure: the network, the wave, its ends, its trend, every step."""
    rest = data.depth - 1 - data.resting_cursor
    return Description(
        title=TITLE,
        readouts=(readout(data, rest),),
        lead=_lead(data),
        sentences=(
            _network(data),
            *_names(data),
            *_ends(data),
            _trend(data),
            *_axis(params, data),
            *_glow(params, data),
            _resting(data, rest),
        ),
        steps=tuple(_step(data, layer) for layer in range(data.depth - 1, rest - 1, -1)) if params.travels else (),
        motion=_motion(params, data, rest),
        table=_table(data),
    )


def _lead(data: FlowSeries) -> tuple[Sentence, ...]:
    course = course_lead(data.trend, [*map(Compact, data.magnitude.tolist())])
    if data.depth == 1 or not (data.input_magnitude or data.output_magnitude):
        return (course,)
    first, last = format_ends(data.input_magnitude, data.output_magnitude)
    arrival = partial(arrival_lead, first, last, data.regime, rises=data.input_magnitude > data.output_magnitude)
    sentences = (course, arrival(ends=(data.names[0], data.names[-1])))
    is_usual = data.names == layer_names(data.depth) or data.names[0] == data.names[-1]
    return sentences if fits_lead(*sentences) and not is_usual else (course, arrival())


def _network(data: FlowSeries) -> Sentence:
    if data.depth == 1:
        return sentence("Diagram of a network with a single layer of width {shape}.", 1, shape=Count(data.neurons[0]))
    ends = {"first": layer_name(data, 0), "last": layer_name(data, data.depth - 1)}
    narrow, wide = min(data.neurons), max(data.neurons)
    values: dict[str, Value] = {"narrow": Count(narrow), "wide": Count(wide)}
    widths = ", {narrow} to {wide} neurons wide"
    if narrow == wide:
        widths, values = ", each {wide} wide", {"wide": Counted(wide, "neuron")}
    elif data.depth <= MOST_NAMED_LAYERS:
        widths, values = " of widths {shape}", {"shape": ", ".join(map(str, data.neurons))}
    template = (
        f"Diagram of a network with {{depth}} layers{widths}, from {{first}} on the left to {{last}} on the right."
    )
    return sentence(template, 1, depth=Count(data.depth), **values, **ends)


def _names(data: FlowSeries) -> tuple[Sentence, ...]:
    """Says so where the drawing does not have every name of the author whole."""
    drawn = drawn_names(data, NARROW)
    if data.names == layer_names(data.depth) or tuple(name for _, name in drawn) == data.names:
        return ()
    return (sentence("Names that have no room in the drawing are cut or left out; the table has all of them."),)


def _resting(data: FlowSeries, layer: int) -> Sentence:
    template = "At rest, the backward gradient wave stands at {name}, where the gradient magnitude is {magnitude}."
    return _at_layer(template, data, layer)


def _glow(params: ResolvedGradientFlow, data: FlowSeries) -> tuple[Sentence, ...]:
    """What the light of the layers says; behind the input there are none to glow."""
    if data.depth == 1:
        return ()
    edges = sentence("Faint lines join every neuron to all neurons of the next layer.")
    frame = sentence("A frame marks the layer that the wave has reached.")
    if not data.light.any():
        return (edges, frame, sentence("No layer is lit, since no gradient arrives."))
    active = data.depth - 1 - data.resting_cursor
    following, after = (
        bool(layer >= 0 and data.glow[data.resting_cursor, layer]) for layer in (active - 1, active - 2)
    )
    ahead = _AHEAD.get((following, after))
    return (edges, frame, _light(params, data), *([sentence(ahead)] if ahead else []))


def _light(params: ResolvedGradientFlow, data: FlowSeries) -> Sentence:
    if params.light == "even":
        return sentence("It alone is lit in full, whatever its magnitude.")
    strengths = "the greatest magnitude in full, a tenth of it at half strength, a hundredth at a third and so on"
    template = f"Each layer that the wave has reached is lit: {strengths}, but none at less than {{least}} percent"
    dark = "" if data.light.all() else "; a layer with a magnitude of exactly zero stays dark"
    return sentence(f"{template}{dark}.", least=Fixed(data.least_light, 0))


def _motion(params: ResolvedGradientFlow, data: FlowSeries, rest: int) -> tuple[Sentence, ...]:
    """The motion of the wave on a page."""
    if not params.travels:
        return ()
    way = "from the loss to {name}"
    way = f"{way} again and again" if params.loop else f"once {way}"
    template = f"On this page the wave runs {way}, {{beat}} milliseconds a layer."
    runs = sentence(template, 1, name=layer_name(data, rest), beat=format_parameter(params.play_speed))
    marks = _marks(data)
    if marks.dots == data.depth:
        return (runs, sentence("The dot of each layer appears when the wave arrives."))
    if not marks.num_moving:
        return (runs,)
    verb = "appears" if marks.num_moving == 1 else "appear"
    return (runs, sentence(f"The {marks.moving} {verb} when the wave arrives."))


def _marks(data: FlowSeries) -> LayerMarks:
    return layer_marks(data.log10_magnitude, data.below_axis, data.above_axis)


def _axis(params: ResolvedGradientFlow, data: FlowSeries) -> tuple[Sentence, ...]:
    zero = data.magnitude == 0
    rings = (sentence("A ring on the baseline stands for a magnitude of exactly zero."),) if zero.any() else ()
    if zero.all():
        return rings
    template = f"The {_marks(data).name} under each layer shows its magnitude on a logarithmic axis from {{low}} to {{high}}; the baseline is its lower end."
    ends, own = (data.axis_low, data.axis_high), decade_limits(data.log10_magnitude)
    level = level_marks("dots", [data.log10_magnitude], ends, own, given=params.y.range is not None)
    arrows = beyond_axis_sentences(data.below_axis, data.above_axis, data.depth)
    return (sentence(template, 1, **logarithmic_axis(*ends)), *arrows, *level, *rings)


def _ends(data: FlowSeries) -> tuple[Sentence, ...]:
    if data.depth == 1:
        return ()
    first, last = magnitude_at(data, 0), magnitude_at(data, data.depth - 1)
    if same_text(first, last):
        return (sentence("The magnitude is {last} at both ends.", 2, last=last),)
    values: dict[str, Value] = {
        "last": last,
        "first": first,
        "end": layer_name(data, data.depth - 1),
        "start": layer_name(data, 0),
    }
    ends = "The magnitude is {last} at {end} and {first} at {start}"
    fold: Quantity = Compact(data.fold, abs(float(data.log10_magnitude[0] - data.log10_magnitude[-1])))
    if data.fold < math.inf:
        fold = format_against(data.fold, 10.0**ARRIVAL_DECADES)
    if not min(data.input_magnitude, data.output_magnitude) or fold.visible() == Compact(1.0).visible():
        return (sentence(f"{ends}.", 2, **values),)
    change = "smaller" if data.input_magnitude < data.output_magnitude else "larger"
    return (sentence(f"{ends}, {change} by a factor of {{fold}}.", 2, **values, fold=fold),)


def _trend(data: FlowSeries) -> Sentence:
    if data.depth == 1:
        return sentence("A single layer has no trend.", 3)
    return trend_sentence(data.trend, map(Compact, data.magnitude.tolist()))


def _step(data: FlowSeries, layer: int) -> Sentence:
    return _at_layer("At {name}, the gradient magnitude is {magnitude}.", data, layer)


def _at_layer(template: str, data: FlowSeries, layer: int) -> Sentence:
    return sentence(template, 2, name=layer_name(data, layer), magnitude=magnitude_at(data, layer))


def _table(data: FlowSeries) -> Table:
    layers = range(data.depth)
    log10 = data.log10_magnitude.tolist()
    return Table(
        "Gradient magnitude by layer, from the side of the input to the side of the loss",
        (
            Column("name", "Name", data.names),
            Column("layer", "Layer, from 0", tuple(map(Count, layers))),
            Column("neurons", "Neurons", tuple(map(Count, data.neurons))),
            Column("steps_from_loss", "Steps from the loss", tuple(map(Count, data.steps_from_loss.tolist()))),
            Column("magnitude", "Magnitude", tuple(magnitude_at(data, layer) for layer in layers)),
            Column(
                "log10_magnitude",
                DualText("log₁₀ magnitude", "log 10 of the magnitude"),
                tuple("none" if math.isinf(v) else Fixed(v) for v in log10),
            ),
        ),
    )
