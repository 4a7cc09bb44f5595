"""Tables of a dead-neurons figure: its neurons, the activations that are drawn, and for a summary its layers."""

from __future__ import annotations

import math
from dataclasses import replace

from sitegen.description.compared_numbers import format_against
from sitegen.description.number_format import Compact, Count, DualText, format_percent
from sitegen.description.sentences import NO_VALUE, Column, Table, Value, sentence
from sitegen.figures.dead_neurons.histories import Floats
from sitegen.figures.dead_neurons.kernel import DeadNeuronReport
from sitegen.figures.dead_neurons.layers import Summary
from sitegen.figures.dead_neurons.spec import DeadNeuronsParams
from sitegen.figures.dead_neurons.wording import MEASURES, layer_name, spoken_name, state_of
from sitegen.plot.sparklines import drawn_samples

_EQUAL_ONES = ", and of equal ones those given first; the CSV and JSON files hold all of them."


def neuron_table(params: DeadNeuronsParams, data: DeadNeuronReport) -> Table:
    """Every neuron; readers are shown the weakest where there are many."""
    peaks, slopes = (data.threshold, None) if params.criterion == "silent" else (None, data.threshold)
    columns = [
        Column("neuron", "Neuron", tuple(map(spoken_name, data.ids))),
        Column("state", "State", tuple(state_of(data, neuron) for neuron in range(data.neurons))),
        Column("peak", "Peak", _amounts(data, data.peak, peaks)),
        Column("lowest", "Lowest", _amounts(data, data.lowest, peaks)),
        Column("highest", "Highest", _amounts(data, data.highest, peaks)),
        Column("samples", "Samples", tuple(Count(v) for v in data.samples.tolist())),
        Column("below", "Below the threshold", tuple(Count(v) for v in data.below.tolist())),
    ]
    if data.slope.size:
        columns.insert(2, Column("slope", "Largest slope", _amounts(data, data.slope, slopes)))
    table = Table("Neurons in the order given, over the window", tuple(columns))
    if data.summary is None:
        return table
    words, rows = MEASURES[params.criterion], Count(data.summary.table_row_count)
    template = (
        f"The table shows the {{rows}} neurons of {{neurons}} with the {words.weakest} {words.short}s{_EQUAL_ONES}"
    )
    return replace(
        table, shown=data.summary.table_rows, rule=sentence(template, rows=rows, neurons=Count(data.neurons))
    )


def _amounts(data: DeadNeuronReport, values: Floats, threshold: float | None) -> tuple[Value, ...]:
    """Cells of numbers that can be told from the threshold; a neuron without samples has none."""
    shown = (
        Compact(value) if threshold is None else format_against(value, math.copysign(threshold, value))
        for value in values.tolist()
    )
    return tuple(cell if count else NO_VALUE for cell, count in zip(shown, data.samples.tolist(), strict=True))


def activation_table(data: DeadNeuronReport) -> Table:
    """The line of each card as a row: the samples that it shows, oldest first."""
    names = tuple(spoken_name(data.ids[card.neuron]) for card in data.cards)
    lines = tuple(_list(card.activations[drawn_samples(card.activations)]) for card in data.cards)
    return Table(
        "The activations that are drawn, oldest first",
        (Column("neuron", "Neuron", names), Column("activations", "Activations", lines)),
    )


def _list(values: Floats) -> Value:
    """The values in one text. Reading views choose the text of a page by its commas, and would show this table alone."""
    amounts = [Compact(value) for value in values.tolist()]
    return DualText("; ".join(each.visible() for each in amounts), "; ".join(each.spoken() for each in amounts))


def activation_csv(data: DeadNeuronReport) -> Table:
    """Every activation of the neurons with a card, a row each, oldest first."""
    rows = [(data.ids[card.neuron], *row) for card in data.cards for row in enumerate(card.activations.tolist(), 1)]
    names, samples, values = zip(*rows, strict=True) if rows else ((), (), ())
    return Table(
        "Activations",
        (
            Column("neuron", "Neuron", names),
            Column("sample", "Sample", tuple(map(Count, samples))),
            Column("activation", "Activation", tuple(map(Compact, values))),
        ),
    )


def layer_table(summary: Summary) -> Table:
    """Every layer; readers are shown those that are drawn."""
    layers = summary.layers
    columns = (
        Column("layer", "Layer", tuple(spoken_name(layer_name(layer)) for layer in layers)),
        Column("dead", "Dead", tuple(Count(layer.dead) for layer in layers)),
        Column("neurons", "Neurons", tuple(Count(layer.neurons) for layer in layers)),
        Column(
            "percent", "Dead share [%]", tuple(format_percent(100 * layer.dead / layer.neurons, 1) for layer in layers)
        ),
    )
    table = Table("Dead neurons by layer", columns)
    if summary.drawn_layer_count == summary.layer_count:
        return table
    template = f"The table shows the {{rows}} layers of {{layers}} with the largest dead shares{_EQUAL_ONES}"
    rows, of = Count(summary.drawn_layer_count), Count(summary.layer_count)
    return replace(table, shown=summary.drawn_layers, rule=sentence(template, rows=rows, layers=of))
