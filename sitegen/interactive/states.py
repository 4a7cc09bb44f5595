"""Compute every state of an interactive figure when it is built: what each position of its sliders and choices shows and says."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sitegen.description.english import capitalised
from sitegen.description.sentences import Description, joined
from sitegen.kinds.figure_kind import AnyKind
from sitegen.resolve.axes import Axis, combinations
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.scene.canvas import NARROW, Canvas
from sitegen.scene.motion_budget import without_motion
from sitegen.scene.shapes import Scene
from sitegen.scene.text_width import text_width


@dataclass(frozen=True, slots=True)
class State:
    """A figure with some of its parameters changed."""

    values: Mapping[str, Any]
    """The changed parameters."""
    scene: Scene
    """The picture, with the motion that it has as a figure of its own. A page shows it at rest."""
    description: Description
    """Its description."""
    wide: Scene | None = None
    """The picture on a wide canvas, where `scene` is on a narrow one and pages show both."""


@dataclass(frozen=True, slots=True)
class PageStates:
    """What a page needs to know about the states of a figure, except for the differences in ``states.json``."""

    axes: tuple[Axis, ...]
    """The parameters that the reader may change."""
    longest_lead: str
    """The widest lead of all states, for which the page keeps room."""
    have_steps: bool
    """Whether the animation of some state has steps."""


@dataclass(frozen=True, slots=True)
class StateSet:
    """All states of an interactive figure."""

    axes: tuple[Axis, ...]
    """The parameters that the reader may change."""
    states: tuple[State, ...]
    """Every combination of their values, the last axis changing fastest."""
    base: int
    """Number of the state with the author's own parameters."""

    @property
    def own(self) -> State:
        """The state with the author's own parameters."""
        return self.states[self.base]

    def has_same_timeline(self, state: State) -> bool:
        """Whether the animation player of the page, which is that of the author's own state, can play `state`."""
        own = self.own.scene
        return not own.steps or _timeline(own) == _timeline(state.scene)

    def description_for_page(self, state: State) -> Description:
        """The description of `state`, without its motion where the page cannot play that."""
        return state.description if self.has_same_timeline(state) else state.description.without_motion()

    def on_wide_canvas(self) -> StateSet:
        """The same states, each with its picture on the wide canvas alone; every state must have one."""
        states = (State(state.values, state.wide, state.description) for state in self.states if state.wide)
        return replace(self, states=tuple(states))

    def for_page(self) -> PageStates:
        """What a page needs to know."""
        return PageStates(
            self.axes,
            max((joined(each.description.lead, "drawn") for each in self.states), key=text_width),
            any(state.description.steps for state in self.states),
        )


def _timeline(scene: Scene) -> tuple[object, ...]:
    """The steps of an animation and their times, without what a step shows."""
    steps = [(step.label, step.opacity) for step in scene.steps]
    return steps, scene.beat_ms, {mark.key: mark.motion for mark in scene.marks() if mark.motion}


def draw_state(spec: ResolvedSpec, kind: AnyKind, params: Any, data: Any, canvases: Sequence[Canvas]) -> State:
    """Draw and describe `data`, the numbers of `params`: on one canvas, or on a narrow and a wide one."""
    scenes = [kind.draw(params, data, canvas) for canvas in canvases]
    description = kind.describe(params, data)
    if spec.motion == "still":
        scenes, description = [without_motion(scene) for scene in scenes], description.without_motion()
    return State({}, scenes[0], description, scenes[1] if len(scenes) > 1 else None)


def compute_states(
    spec: ResolvedSpec, kind: AnyKind, canvases: Sequence[Canvas], drawn: Mapping[int, State]
) -> StateSet | None:
    """Compute every combination of the axes of `spec` but those that are `drawn`, by number; None for a figure that is not interactive."""
    if not spec.axes:
        return None
    count = math.prod(len(axis.values) for axis in spec.axes)
    states = {**drawn, **compute_some(spec, kind, canvases, [number for number in range(count) if number not in drawn])}
    return StateSet(spec.axes, tuple(states[number] for number in range(count)), spec.base)


def compute_some(
    spec: ResolvedSpec, kind: AnyKind, canvases: Sequence[Canvas], numbers: Sequence[int]
) -> dict[int, State]:
    """Compute the combinations of the axes of `spec` with these numbers, the last axis changing fastest."""
    if not numbers:  # a kind need not take an empty batch
        return {}
    choices = list(combinations(spec.axes))
    states = _compute(spec, kind, [choices[number] for number in numbers], canvases)
    return dict(zip(numbers, states, strict=True))


def compute_snapshots(spec: ResolvedSpec, kind: AnyKind) -> tuple[State, ...]:
    """Compute the states that a page shows side by side, on a narrow canvas."""
    return _compute(spec, kind, spec.snapshots, [NARROW])


def snapshot_label(spec: ResolvedSpec, snapshot: State) -> str:
    """The values of all parameters that differ between the snapshots of a figure, as a sentence without a full stop."""
    text = ", ".join(f"{label} {value}" for label, value in spec.labels(snapshot.values).items())
    return capitalised(text)


def _compute(
    spec: ResolvedSpec, kind: AnyKind, choices: Sequence[Mapping[str, Any]], canvases: Sequence[Canvas]
) -> tuple[State, ...]:
    params_of = [spec.in_state(values) for values in choices]
    computed = zip(choices, params_of, kind.compute_on(spec.axis_ends, params_of), strict=True)
    return tuple(
        replace(draw_state(spec, kind, params, data, canvases), values=values) for values, params, data in computed
    )
