"""The autopsy in words."""

from __future__ import annotations

from operator import attrgetter

from sitegen.description import Description, Sentence, Value, sentence
from sitegen.figures.dead_neurons.kernel import Autopsy
from sitegen.figures.dead_neurons.layers import Summary
from sitegen.figures.dead_neurons.meaning import meaning
from sitegen.figures.dead_neurons.spec import DeadNeuronsParams
from sitegen.figures.dead_neurons.tables import layer_table, neuron_table
from sitegen.figures.dead_neurons.trend import Drift
from sitegen.figures.dead_neurons.wording import beside, state_of, threshold_of
from sitegen.quantity import Count, Readout

TITLE = "Dead neuron autopsy"
_CLEAR = 0.25
"""Part of the variance that a trend explains at least, to be called one."""


def describe(params: DeadNeuronsParams, data: Autopsy) -> Description:
    """Tell the figure: what is drawn, what dead means here, how many are, and how that changed in the window."""
    return Description(
        title=TITLE,
        readouts=(readout(data),),
        sentences=(
            *_drawn(params, data),
            _count(params, data),
            *meaning(params, data),
            _ends(params, data),
            *_layers(data),
            *_trend(params, data),
            *_lines(params, data),
        ),
        table=neuron_table(params, data),
        more_tables=(layer_table(data.summary),) if data.summary else (),
    )


def readout(data: Autopsy) -> Sentence:
    """The header of the cards."""
    return sentence("{dead}/{neurons} dead", 2, dead=Count(data.dead_neurons), neurons=Count(data.neurons))


def card_label(params: DeadNeuronsParams, data: Autopsy, neuron: int) -> Sentence:
    """One card as it is said."""
    values: dict[str, Value] = {"name": data.ids[neuron], "state": state_of(data, neuron)}
    if not data.samples[neuron]:
        return sentence("{name}: {state}, no samples", 2, **values)
    template = (
        "{name}: {state}, peak {amount}" if params.criterion == "silent" else "{name}: {state}, largest slope {amount}"
    )
    return sentence(template, 2, **values, amount=amount_of(params, data, neuron))


def amount_of(params: DeadNeuronsParams, data: Autopsy, neuron: int) -> Value:
    """What decides about a neuron: its peak, or its largest slope."""
    deciding = data.peak if params.criterion == "silent" else data.slope
    return beside(float(deciding[neuron]), data.threshold)


def _drawn(params: DeadNeuronsParams, data: Autopsy) -> list[Sentence]:
    """What stands there, and whether it was measured: level 1."""
    found = _summary_drawn(params, data.neurons, data.summary) if data.summary else [_cards_drawn(params, data)]
    if params.demo is not None:
        template = "The activations are made up by a demo generator with seed {seed}; nothing was measured."
        found.append(sentence(template, seed=Count(params.demo.seed)))
    return found


def _cards_drawn(params: DeadNeuronsParams, data: Autopsy) -> Sentence:
    if params.criterion == "silent":
        if data.neurons == 1:
            return sentence(
                "A card for one neuron: its name, its state, its activations as a line, and its peak, the largest absolute activation."
            )
        return sentence(
            "Cards for {neurons} neurons, each with its name, its state, its activations as a line, and its peak, the largest absolute activation.",
            neurons=Count(data.neurons),
        )
    if data.neurons == 1:
        return sentence(
            "A card for one neuron: its name, its state, its activations as a line, and the largest slope of its activation function."
        )
    return sentence(
        "Cards for {neurons} neurons, each with its name, its state, its activations as a line, and the largest slope of its activation function.",
        neurons=Count(data.neurons),
    )


def _summary_drawn(params: DeadNeuronsParams, count: int, summary: Summary) -> list[Sentence]:
    neurons, layers, rows = map(Count, (count, summary.layer_count, summary.drawn_layer_count))
    if summary.layer_count == 1:
        first = sentence(
            "Summary of {neurons} neurons, too many for a card each: a bar for the dead share.", neurons=neurons
        )
    elif summary.drawn_layer_count == summary.layer_count:
        template = "Summary of {neurons} neurons, too many for a card each: for each of {layers} layers a bar for its dead share."
        first = sentence(template, neurons=neurons, layers=layers)
    else:
        template = (
            "Summary of {neurons} neurons in {layers} layers, too many for a card each: "
            "for each of the {rows} layers with the largest dead share a bar for it."
        )
        first = sentence(template, neurons=neurons, layers=layers, rows=rows)
    template = (
        "Below stand the cards of the {cards} neurons with the lowest peaks, lowest first, and of equal ones those given first."
        if params.criterion == "silent"
        else "Below stand the cards of the {cards} neurons with the smallest slopes, smallest first, and of equal ones those given first."
    )
    return [first, sentence(template, cards=Count(summary.card_count))]


def _lines(params: DeadNeuronsParams, data: Autopsy) -> list[Sentence]:
    if data.most_samples == 0:
        return []
    return [
        sentence(
            "Each line is scaled to its own lowest and highest value, so that heights cannot be compared between cards; "
            "it is flat where a neuron is dead or does not change."
            if params.criterion == "silent"
            else "Each line is scaled to its own lowest and highest value, so that heights cannot be compared between cards; "
            "it is flat where a neuron does not change, or stays at one end of its range."
        )
    ]


def _count(params: DeadNeuronsParams, data: Autopsy) -> Sentence:
    one, silent = data.neurons == 1, params.criterion == "silent"
    template = {
        (False, True): "{dead} of {neurons} neurons dead (max absolute activation below {threshold}).",
        (True, True): "{dead} of {neurons} neuron dead (max absolute activation below {threshold}).",
        (False, False): "{dead} of {neurons} neurons dead (largest slope below {threshold}).",
        (True, False): "{dead} of {neurons} neuron dead (largest slope below {threshold}).",
    }[one, silent]
    threshold = threshold_of(data.threshold)
    return sentence(template, 2, dead=Count(data.dead_neurons), neurons=Count(data.neurons), threshold=threshold)


def _ends(params: DeadNeuronsParams, data: Autopsy) -> Sentence:
    silent = params.criterion == "silent"
    large, small = (beside(end.value, data.threshold) for end in (data.largest, data.smallest))
    if data.largest.value == data.smallest.value:
        template = "Every peak is {value}." if silent else "Every largest slope is {value}."
        if data.neurons == 1:
            template = "Its peak is {value}." if silent else "Its largest slope is {value}."
        return sentence(template, 2, value=large)
    values: dict[str, Value] = {"largest": large, "top": data.largest.neuron, "smallest": small}
    if data.smallest.shared > 1:
        template = (
            "The highest peak is {largest} ({top}), the lowest {smallest} ({shared} neurons)."
            if silent
            else "The steepest neuron reaches slope {largest} ({top}), the flattest {smallest} ({shared} neurons)."
        )
        return sentence(template, 2, **values, shared=Count(data.smallest.shared))
    template = (
        "The highest peak is {largest} ({top}), the lowest {smallest} ({bottom})."
        if silent
        else "The steepest neuron reaches slope {largest} ({top}), the flattest {smallest} ({bottom})."
    )
    return sentence(template, 2, **values, bottom=data.smallest.neuron)


def _layers(data: Autopsy) -> tuple[Sentence, ...]:
    if data.summary is None or data.summary.layer_count == 1:
        return ()
    share = attrgetter("dead_share")
    most, least = max(data.summary.layers, key=share), min(data.summary.layers, key=share)
    if most.dead_share == least.dead_share:
        return (sentence("The dead share is the same in every layer.", 2),)
    template = "The dead share is largest in {most} ({dead} of {neurons}) and smallest in {least} ({few} of {all})."
    return (
        sentence(
            template,
            2,
            most=most.name,
            dead=Count(most.dead),
            neurons=Count(most.neurons),
            least=least.name,
            few=Count(least.dead),
            all=Count(least.neurons),
        ),
    )


def _trend(params: DeadNeuronsParams, data: Autopsy) -> list[Sentence]:
    """The window's halves, and the fitted line: level 3."""
    if data.drift.direction is None:
        return [sentence("With fewer than two samples there is no trend.", 3)]
    template = (
        "By halves of the window, {first} of {neurons} neurons are silent in the first and {second} in the second."
        if params.criterion == "silent"
        else "By halves of the window, {first} of {neurons} neurons are saturated in the first and {second} in the second."
    )
    counts = (data.halves.dead_first, data.halves.neurons, data.halves.dead_second)
    halves = dict(zip(("first", "neurons", "second"), map(Count, counts), strict=True))
    return [sentence(template, 3, **halves), _drift(data.drift)]


def _drift(drift: Drift) -> Sentence:
    if drift.direction == "level":
        return sentence("From sample to sample, the share of neurons below the threshold shows no trend.", 3)
    fit = Readout(drift.r_squared)
    if drift.r_squared < _CLEAR:
        template = "From sample to sample, the share of neurons below the threshold shows no clear trend: a fitted line explains {fit} of its variance."
        return sentence(template, 3, fit=fit)
    template = (
        "From sample to sample, the share of neurons below the threshold rises by {rate} percentage points on a fitted line, "
        "which explains {fit} of its variance."
        if drift.direction == "up"
        else "From sample to sample, the share of neurons below the threshold falls by {rate} percentage points on a fitted line, "
        "which explains {fit} of its variance."
    )
    return sentence(template, 3, rate=Readout(drift.points_per_sample), fit=fit)
