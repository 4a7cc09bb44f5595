"""The states of a figure as data: what each changes in the drawing and in the words, for the page's script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sitegen.description import Description, Sentence, Table, Told, told
from sitegen.explore.states import Exploration, State, in_page_order, move_alike, words_beside
from sitegen.interactive.merge import StateDiff
from sitegen.resolve.axes import Axis, LinkedAxis

VERSION = 1
Run = list[Told]
"""A text in pieces: a string, or a pair of what is shown and what is said."""


def states_json(exploration: Exploration, patches: Sequence[StateDiff], prefix: str) -> str:
    """Everything that the script needs, as compact JSON; a text that is as in the author's own state is left out.

    Parameters
    ----------
    exploration : Exploration
        All states.
    patches : sequence of StateDiff
        What each changes in the drawing, in the order of the page.
    prefix : str
        That of the drawing, which holds a hash of the spec: states are never shown in a page of another build.
    """
    own = exploration.own
    base = _words(own, own)
    of_state = dict(zip(map(id, in_page_order(exploration)), patches, strict=True))
    states = []
    for state in exploration.states:
        words = base if state is own else _changed(base, _words(own, state))
        rests = {} if move_alike(own, state) else {"rests": True}
        states.append({"draw": of_state[id(state)], "words": words, **rests})
    content = {
        "version": f"{VERSION} {prefix}",
        "axes": [_axis(axis) for axis in exploration.axes],
        "base": exploration.base,
        "states": states,
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def _axis(axis: Axis) -> dict[str, Any]:
    return {"name": axis.name, "values": len(axis.values) if isinstance(axis, LinkedAxis) else axis.values}


def _words(own: State, state: State) -> dict[str, Any]:
    """The words of one state by the place that they have on a page."""
    words = words_beside(own, state)
    tables = (words.table, *words.more_tables)
    return {
        "say": spoken_readouts(words),
        "verdict": words.verdict,
        "summary": run(words.sentences),
        "motion": run(words.motion),
        "moments": [step.detail for step in state.moving.steps],
        "steps": [run([step]) for step in words.steps],
        "answers": [run(answer.sentences) for answer in words.answers],
        "rules": [run([table.rule] if table.rule else []) for table in tables],
        "tables": [rows(table) for table in tables],
    }


def spoken_readouts(words: Description) -> str:
    """One sentence for a listener who has changed a value."""
    return "; ".join(readout.text("spoken") for readout in words.readouts)


def run(sentences: Iterable[Sentence]) -> Run:
    """Sentences as pieces, plain text joined."""
    pieces: Run = []
    for index, each in enumerate(sentences):
        for part in ([" "] if index else []) + list(each.parts()):
            text = told(part)
            if isinstance(text, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += text
            else:
                pieces.append(text)
    return pieces


def rows(table: Table) -> list[list[Told]]:
    """The cells that readers are shown."""
    return [[told(cell) for cell in row] for row in table.for_readers().rows]


def _changed(base: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in words.items() if value != base[name]}
