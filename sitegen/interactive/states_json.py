"""Write the states of an interactive figure for the script: their words, and what each changes in the drawing for each canvas."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from pydantic_core import to_jsonable_python

from sitegen.description.sentences import Description, Sentence, Table, Value, joined, text_of
from sitegen.interactive.merge import StateDiff
from sitegen.interactive.states import State, StateSet
from sitegen.resolve.axes import Axis, LinkedAxis

VERSION = 3


def states_json(states: StateSet, prefix: str) -> str:
    """The words of all states as compact JSON; each has only those texts that differ from the author's own state.

    Parameters
    ----------
    states : StateSet
        All states.
    prefix : str
        Prefix of the figure. It has a hash of the spec, so that no page shows the states of another build.
    """
    texts = [
        _texts(states.description_for_page(state), state, announced)
        for state, announced in zip(states.states, _announced(states), strict=True)
    ]
    base = texts[states.base]
    return _json(
        prefix,
        axes=[_axis(axis) for axis in states.axes],
        base=states.base,
        states=[
            {
                "words": base if words is base else _differing(words, base),
                **({} if states.has_same_timeline(state) else {"rests": True}),
            }
            for state, words in zip(states.states, texts, strict=True)
        ],
    )


def drawn_states_json(diffs: Sequence[StateDiff], prefix: str) -> str:
    """What each state changes in the drawing with this prefix, as compact JSON."""
    return _json(prefix, draw=diffs)


def _json(prefix: str, **content: Any) -> str:
    versioned = {"version": f"{VERSION} {prefix}", **content}
    return json.dumps(versioned, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "name": axis.name,
        "values": len(axis.values) if isinstance(axis, LinkedAxis) else to_jsonable_python(axis.values),
    }


def _differing(texts: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in texts.items() if value != base[name]}


def _announced(states: StateSet) -> list[list[str]]:
    """For each state, the texts to announce when it is shown.

    They are its readouts and, if another state has the same ones, a sentence that not all states have.
    """
    descriptions = [states.description_for_page(state) for state in states.states]
    readouts = [[_spoken(each) for each in description.readouts] for description in descriptions]
    counts = Counter(map(tuple, readouts))
    if len(counts) == len(readouts):
        return readouts
    facts = [{_spoken(each): each.level for each in description.more} for description in descriptions]
    common = set(facts[0]).intersection(*facts)
    announced = []
    for own, levels in zip(readouts, facts, strict=True):
        others = [text for text in levels if counts[tuple(own)] > 1 and text not in {*common, *own}]
        announced.append([*own, *sorted(others, key=lambda text: levels[text] == 1)[:1]])  # how it is built comes last
    return announced


def _spoken(each: Sentence) -> str:
    return each.text("spoken").removesuffix(".")


def _texts(description: Description, state: State, announced: list[str]) -> dict[str, Any]:
    """The texts of one state, by their place on a page."""
    tables = (description.table, *description.more_tables)
    return {
        "say": announced,
        "lead": _prose(description.lead),
        "more": _prose(description.more),
        "motion": _prose(description.motion),
        "moments": [step.detail for step in state.scene.steps],
        "steps": [_prose([step]) for step in description.steps],
        "answers": [_prose(answer.sentences) for answer in description.answers],
        "rules": [_prose([table.rule] if table.rule else []) for table in tables],
        "tables": [_cells(table) for table in tables],
    }


def _prose(sentences: Iterable[Sentence]) -> str:
    """Sentences as one text."""
    return joined(sentences, "page")


def _cells(table: Table) -> list[list[str]]:
    """The cells of the rows that a page shows."""
    return [[_cell(cell) for cell in row] for row in table.for_readers().rows]


@lru_cache(maxsize=8192)
def _cell(value: Value) -> str:
    """The text of a cell; most states have most of them in common."""
    return text_of(value, "page")
