"""How a dead-neurons figure is built: sentences of level 1."""

from __future__ import annotations

from sitegen.description.compared_numbers import format_against
from sitegen.description.number_format import Count
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.figures.dead_neurons.kernel import DeadNeuronReport
from sitegen.figures.dead_neurons.layers import Summary
from sitegen.figures.dead_neurons.spec import DeadNeuronsParams
from sitegen.figures.dead_neurons.wording import MEASURES


def drawn_sentences(params: DeadNeuronsParams, data: DeadNeuronReport) -> list[Sentence]:
    """What is drawn, and whether its data was measured."""
    found = _summary_drawn(params, data.neurons, data.summary) if data.summary else [_cards_drawn(params, data)]
    if params.demo is not None:
        template = "The activations are made up by a demo generator with seed {seed}; nothing was measured."
        found.append(sentence(template, seed=Count(params.demo.seed)))
    return found


def _cards_drawn(params: DeadNeuronsParams, data: DeadNeuronReport) -> Sentence:
    cards, number = (
        ("A card for one neuron: its", dict[str, Value]())
        if data.neurons == 1
        else ("Cards for {neurons} neurons, each with its", {"neurons": Count(data.neurons)})
    )
    silent = params.criterion == "silent"
    measure = "its peak, the largest absolute activation" if silent else "the largest slope of its activation function"
    return sentence(f"{cards} name, its state, its activations as a line, and {measure}.", 1, **number)


def _summary_drawn(params: DeadNeuronsParams, count: int, summary: Summary) -> list[Sentence]:
    neurons, layers, rows = map(Count, (count, summary.layer_count, summary.drawn_layer_count))
    if summary.layer_count == 1:
        first = sentence(
            "Summary of {neurons} neurons, too many for a card each: a bar shows the dead share.", neurons=neurons
        )
    elif summary.drawn_layer_count == summary.layer_count:
        template = "Summary of {neurons} neurons, too many for a card each: a bar for each of {layers} layers shows its dead share."
        first = sentence(template, neurons=neurons, layers=layers)
    else:
        template = (
            "Summary of {neurons} neurons in {layers} layers, too many for a card each: "
            "bars show the dead shares of the {rows} layers with the largest, and of equal ones those given first."
        )
        first = sentence(template, neurons=neurons, layers=layers, rows=rows)
    words = MEASURES[params.criterion]
    template = (
        f"Below are the cards of the {{cards}} neurons with the {words.weakest} {words.short}s, {words.weakest} first; neurons "
        f"with equal {words.short}s are in the order given."
    )
    return [first, sentence(template, cards=Count(summary.card_count))]


def line_sentences(params: DeadNeuronsParams, data: DeadNeuronReport) -> list[Sentence]:
    """How heights of the lines compare between cards."""
    if data.most_samples == 0:
        return []
    if params.scale == "shared":
        return [_shared_scale(data)]
    if data.neurons == 1:
        return [sentence("The line is scaled to its own lowest and highest value.")]
    silent = params.criterion == "silent"
    flat = "is dead or does not change" if silent else "does not change, or stays at one end of its range"
    scaled = "Each line is scaled to its own lowest and highest value, so that heights cannot be compared between cards"
    return [sentence(f"{scaled}; it is flat where a neuron {flat}.")]


def _shared_scale(data: DeadNeuronReport) -> Sentence:
    if data.lines_low == data.lines_high:
        subject = "The" if data.neurons == 1 else "Every"
        return sentence(f"{subject} line lies on the dashed one, which marks zero.")
    low, high = (format_against(end, data.threshold) for end in (data.lines_low, data.lines_high))
    template = (
        "The line is on a linear axis from {low} to {high}; a dashed line marks zero."
        if data.neurons == 1
        else "All lines are on one linear axis from {low} to {high}, so that heights can be compared; a dashed line marks zero."
    )
    return sentence(template, 1, low=low, high=high)
