"""The table of states: the result of each state, for readers without the script."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from sitegen.description.number_format import Count
from sitegen.description.sentences import Column, Description, Table, Value, sentence, text_of
from sitegen.interactive.states import StateSet
from sitegen.resolve.axes import Axis, LinkedAxis, SliderAxis

MAX_ROWS = 24
"""With more states than this, a page shows only the most important values of a slider."""


def with_states_table(description: Description, states: StateSet | None) -> Description:
    """A description with the table of states, if the figure is interactive by itself."""
    if states is None or any(isinstance(axis, LinkedAxis) for axis in states.axes):
        return description
    return replace(description, more_tables=(*description.more_tables, states_table(states)))


def states_table(states: StateSet) -> Table:
    """A row for each state; of many, a page shows those at the ends, at the marks and at the author's value of a slider."""
    axes = states.axes
    places = list(product(*(range(len(axis.values)) for axis in axes)))
    columns = [
        Column(axis.name, axis.label.capitalize(), tuple(_value(axis, place[number]) for place in places))
        for number, axis in enumerate(axes)
    ]
    descriptions = [state.description for state in states.states]
    readouts = (each.readout_text("page") for each in descriptions)
    outcome = Column("outcome", "Outcome", tuple(readouts))
    table = Table("States to explore", (*columns, outcome))
    important = [_important(axis) for axis in axes]
    rows = tuple(row for row, place in enumerate(places) if all(map(set.__contains__, important, place)))
    if len(places) <= MAX_ROWS or len(rows) == len(places):
        return table
    rule = sentence(
        "Of {all} states the table has those at the ends of every range, at the values with a name, and the figure’s own; the text file has all of them.",
        all=Count(len(places)),
    )
    return replace(table, shown=rows, rule=rule)


def _important(axis: Axis) -> set[int]:
    every = range(len(axis.values))
    return {every[0], every[-1], axis.base, *axis.marks} if isinstance(axis, SliderAxis) else set(every)


def _value(axis: Axis, index: int) -> Value:
    value = axis.text(index)
    return f"{text_of(value, 'page')} ({axis.marks[index]})" if index in axis.marks else value
