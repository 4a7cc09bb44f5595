"""How a dead-neurons figure is built: sentences of level 1."""

from __future__ import annotations

from sitegen.description.number_format import Count, format_against
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.figures.dead_neurons.kernel import DeadNeuronReport
from sitegen.figures.dead_neurons.layers import Summary
from sitegen.figures.dead_neurons.spec import DeadNeuronsParams


def drawn_sentences(params: DeadNeuronsParams, data: DeadNeuronReport) -> list[Sentence]:
    """What is drawn, and whether its data was measured."""
    found = _summary_drawn(params, data.neurons, data.summary) if data.summary else [_cards_drawn(params, data)]
    if params.demo is not None:
        template = "The activations are made up by a demo generator with seed {seed}; nothing was measured."
        found.append(sentence(template, seed=Count(params.demo.seed)))
    return found


def _cards_drawn(params: DeadNeuronsParams, data: DeadNeuronReport) -> Sentence:
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
    template = (
        "Below are the cards of the {cards} neurons with the lowest peaks, lowest first; neurons with equal peaks are in the order given."
        if params.criterion == "silent"
        else "Below are the cards of the {cards} neurons with the smallest slopes, smallest first; neurons with equal slopes are in the order given."
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
    return [
        sentence(
            "Each line is scaled to its own lowest and highest value, so that heights cannot be compared between cards; "
            "it is flat where a neuron is dead or does not change."
            if params.criterion == "silent"
            else "Each line is scaled to its own lowest and highest value, so that heights cannot be compared between cards; "
            "it is flat where a neuron does not change, or stays at one end of its range."
        )
    ]


def _shared_scale(data: DeadNeuronReport) -> Sentence:
    if data.lines_low == data.lines_high:
        subject = "The" if data.neurons == 1 else "Every"
        return sentence(f"{subject} line lies on the dashed one, which marks zero.")
    low, high = (format_against(end, data.threshold) for end in (data.lines_low, data.lines_high))
    ends: dict[str, Value] = {"low": low, "high": high}
    if data.neurons == 1:
        return sentence("The line is on a linear axis from {low} to {high}; a dashed line marks zero.", 1, **ends)
    template = "All lines are on one linear axis from {low} to {high}, so that heights can be compared; a dashed line marks zero."
    return sentence(template, 1, **ends)
