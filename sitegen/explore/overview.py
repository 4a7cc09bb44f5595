"""The states that matter as a table, for those who read without the script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from sitegen.description import Column, Description, Sentence, Table, Value, sentence
from sitegen.explore.states import Exploration, State
from sitegen.quantity import Count, Words
from sitegen.resolve.axes import Axis, LinkedAxis, SliderAxis

MOST_ROWS = 24


def with_overview(words: Description, exploration: Exploration | None) -> Description:
    """The words of a figure and, where the reader may choose, a table of the states."""
    if exploration is None or any(isinstance(axis, LinkedAxis) for axis in exploration.axes):
        return words
    return replace(words, more_tables=(*words.more_tables, states_table(exploration)))


def states_table(exploration: Exploration) -> Table:
    """What each state comes to: all of them where they are few, else the ends of every range and the values with a name."""
    axes, states = exploration.axes, exploration.states
    indices = list(product(*(range(len(axis.values)) for axis in axes)))
    kept = (
        [_kept(axis) for axis in axes] if len(states) > MOST_ROWS else [set(range(len(axis.values))) for axis in axes]
    )
    rows = [row for row, place in enumerate(indices) if all(i in some for i, some in zip(place, kept, strict=True))]
    columns = [
        Column(axis.name, axis.label.capitalize(), tuple(_named(axis, indices[row][column]) for row in rows))
        for column, axis in enumerate(axes)
    ]
    outcome = Column("outcome", "Outcome", tuple(_outcome(states[row]) for row in rows))
    return Table("States to explore", (*columns, outcome), rule=_rule(rows, states))


def _kept(axis: Axis) -> set[int]:
    """The ends of a range, the author's own value and those with a name; every value of a choice."""
    every = range(len(axis.values))
    return {every[0], every[-1], axis.base, *axis.marks} if isinstance(axis, SliderAxis) else set(every)


def _named(axis: Axis, index: int) -> Value:
    value = axis.text(index)
    if index not in axis.marks:
        return value
    eye = value if isinstance(value, str) else value.visible()
    return Words(f"{eye} ({axis.marks[index]})", axis.spoken(index))


def _outcome(state: State) -> Words:
    """What the drawing says at its head."""
    eye, ear = ("; ".join(readout.text(style) for readout in state.words.readouts) for style in ("visible", "spoken"))
    return Words(eye, ear)


def _rule(rows: Sequence[int], states: Sequence[State]) -> Sentence | None:
    if len(rows) == len(states):
        return None
    return sentence(
        "Of {all} states the table has those at the ends of every range, at the values with a name, and the figure's own.",
        all=Count(len(states)),
    )
