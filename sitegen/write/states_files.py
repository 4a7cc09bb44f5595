"""The files with the states of an interactive figure, and what they add to its page: measured, or estimated from a few states."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from typing import NamedTuple

from sitegen.audit.audit_input import PageWeight
from sitegen.audit.audit_report import is_allowed
from sitegen.interactive.merge import MergedDrawing, merge_states, with_equal_heights
from sitegen.interactive.states import State, StateSet
from sitegen.interactive.states_json import drawn_states_json, states_json
from sitegen.resolve.axes import Axis
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.resolve.state_limits import longest_axis
from sitegen.scene.canvas import WIDE, Canvas
from sitegen.scene.shapes import Scene
from sitegen.svg.composition import drawing_context
from sitegen.svg.elements import DrawContext
from sitegen.theme import Theme
from sitegen.write.digest import figure_prefix, prefix_on

ESTIMATE_MARGIN = 2.0
"""States are refused before they are drawn if their estimated weight is this many times the limit; estimates err by less."""
SAMPLE_SIZE = 8
"""How many states, besides the figure's own, are drawn to estimate the weight of all."""
_STEPS = tuple(map(math.sqrt, (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)))
"""Multiples of these numbers, without their whole parts, are spread evenly, whatever axis they are for."""


class MergedStates(NamedTuple):
    """The states of a figure in one drawing, and what each of them changes in it."""

    scene: Scene
    """The own state, with room for all."""
    merged: MergedDrawing
    written: str
    """The changes, as a file."""


def merged_states(states: StateSet, context: DrawContext, keys: str, prefix: str) -> MergedStates:
    """Merge the drawings of all states; `context` is that of the own one, and `keys` and `prefix` those of its drawing."""
    scenes = with_equal_heights([state.scene for state in states.states])
    merged = merge_states(scenes, states.base, context.for_page(keys))
    return MergedStates(scenes[states.base], merged, drawn_states_json(merged.diffs, prefix))


def page_weight(axes: Sequence[Axis], words: str, drawn: Iterable[str]) -> PageWeight:
    """What a page loads of the states: the words, and the changes of the drawing for one canvas."""
    return _weight(axes, _loaded_size(words, drawn))


def sampled_states(spec: ResolvedSpec) -> tuple[int, ...]:
    """Numbers of states, spread over all axes, from which the weight of all is estimated; none where there are few states."""
    counts = [len(axis.values) for axis in spec.axes]
    if math.prod(counts) <= 2 * SAMPLE_SIZE:
        return ()
    return tuple(sorted(set(_spread(counts)) - {spec.base}))


def _spread(counts: Sequence[int]) -> Iterator[int]:
    for turn in range(SAMPLE_SIZE):
        number = 0
        for count, step in zip(counts, cycle(_STEPS), strict=False):
            number = number * count + int((turn + 0.5) * step % 1 * count)
        yield number


def estimated_weight(
    spec: ResolvedSpec, canvas: Canvas, theme: Theme, own: State, sample: Mapping[int, State]
) -> PageWeight:
    """What all states of a figure would add to its page, estimated from its own state and those of `sampled_states`."""
    if not sample:
        return PageWeight()
    prefix = figure_prefix(spec.canonical(), canvas, theme)
    few = (own, *sample.values())
    alone, together = (_size(StateSet(spec.axes, states, 0), canvas, theme, prefix) for states in (few[:1], few))
    count = math.prod(len(axis.values) for axis in spec.axes)
    return _weight(spec.axes, alone + (together - alone) / len(sample) * (count - 1))._replace(is_estimate=True)


def is_clearly_too_heavy(estimate: PageWeight) -> bool:
    """Whether an estimate is so far beyond the limit that the weight itself must be, too."""
    return not is_allowed("page-weight", estimate._replace(megabytes=estimate.megabytes / ESTIMATE_MARGIN))


def _size(states: StateSet, canvas: Canvas, theme: Theme, prefix: str) -> int:
    on_canvases = {canvas: states, **({WIDE: states.on_wide_canvas()} if states.own.wide else {})}
    drawn = (
        merged_states(each, drawing_context(each.own.scene, theme), prefix, prefix_on(one, prefix)).written
        for one, each in on_canvases.items()
    )
    return _loaded_size(states_json(states, prefix), drawn)


def _loaded_size(words: str, drawn: Iterable[str]) -> int:
    """Bytes of the words, and of the longest of the files `drawn`, one for each canvas."""
    return len((words + max(drawn, key=len)).encode())


def _weight(axes: Sequence[Axis], size: float) -> PageWeight:
    longest = longest_axis(axes)
    count = math.prod(len(axis.values) for axis in axes)
    return PageWeight(size / 1e6, count, longest.name, len(longest.values))
