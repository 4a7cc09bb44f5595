"""The table of states: the result of each state, for readers without the script."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from sitegen.description.number_format import Count, DualText
from sitegen.description.sentences import Column, Description, Table, Value, sentence
from sitegen.interactive.states import StateSet
from sitegen.resolve.axes import Axis, LinkedAxis, SliderAxis

MAX_ROWS = 24
"""With more states than this, the table has only the most important values of a slider."""


def with_states_table(description: Description, states: StateSet | None) -> Description:
    """A description with the table of states, if the figure is interactive by itself."""
    if states is None or any(isinstance(axis, LinkedAxis) for axis in states.axes):
        return description
    return replace(description, more_tables=(*description.more_tables, states_table(states)))


def states_table(states: StateSet) -> Table:
    """A row for each state, or for those at the ends, at the marks and at the author's value of each slider."""
    axes = states.axes
    few = len(states.states) <= MAX_ROWS
    shown = [set(range(len(axis.values))) if few else _important(axis) for axis in axes]
    places = list(product(*(range(len(axis.values)) for axis in axes)))
    rows = [row for row, place in enumerate(places) if all(map(set.__contains__, shown, place))]
    columns = [
        Column(axis.name, axis.label.capitalize(), tuple(_value(axis, places[row][number]) for row in rows))
        for number, axis in enumerate(axes)
    ]
    descriptions = [states.states[row].description for row in rows]
    readouts = (DualText(each.readout_text(), each.readout_text("spoken")) for each in descriptions)
    outcome = Column("outcome", "Outcome", tuple(readouts))
    rule = sentence(
        "Of {all} states the table has those at the ends of every range, at the values with a name, and the figure's own.",
        all=Count(len(places)),
    )
    return Table("States to explore", (*columns, outcome), rule=rule if len(rows) < len(places) else None)


def _important(axis: Axis) -> set[int]:
    every = range(len(axis.values))
    return {every[0], every[-1], axis.base, *axis.marks} if isinstance(axis, SliderAxis) else set(every)


def _value(axis: Axis, index: int) -> Value:
    value = axis.text(index)
    if index not in axis.marks:
        return value
    visible = value if isinstance(value, str) else value.visible()
    return DualText(f"{visible} ({axis.marks[index]})", axis.spoken(index))
