"""Every state of an explorable figure: its numbers, shapes and words, computed when the figure is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.description import Description
from sitegen.figures.kind import AnyKind
from sitegen.resolve.axes import Axis, combinations
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.scene.motion_budget import without_motion
from sitegen.scene.shapes import Scene


@dataclass(frozen=True, slots=True)
class State:
    """One combination of values.

    Parameters
    ----------
    values : mapping of str to Any
        By parameter.
    labels : mapping of str to str
        The values as they are said, by what readers call the parameters.
    data : dataclass
        The numbers.
    moving : Scene
        The picture as it moves by itself.
    scene : Scene
        The picture at rest.
    words : Description
        What it says.
    """

    values: Mapping[str, Any]
    labels: Mapping[str, str]
    data: Any
    moving: Scene
    scene: Scene
    words: Description


@dataclass(frozen=True, slots=True)
class Exploration:
    """What the reader may choose, and what is then seen and said.

    Parameters
    ----------
    axes : tuple of Axis
        The parameters that may change.
    states : tuple of State
        Every combination, the last axis changing fastest.
    base : int
        Number of the author's own state.
    """

    axes: tuple[Axis, ...]
    states: tuple[State, ...]
    base: int

    @property
    def own(self) -> State:
        """The author's own state."""
        return self.states[self.base]


def move_alike(one: State, other: State) -> bool:
    """Whether a page's player fits both: the same moments at the same times, whatever they tell; or there is none."""
    return not one.moving.steps or _course(one.moving) == _course(other.moving)


def _course(scene: Scene) -> tuple[object, ...]:
    moments = [(step.label, step.opacity) for step in scene.steps]
    return moments, scene.beat_ms, {mark.key: mark.motion for mark in scene.marks() if mark.motion}


def words_beside(own: State, state: State) -> Description:
    """The words of a state on a page that is made for the figure's own: without motion where that moves otherwise."""
    return state.words if move_alike(own, state) else state.words.without_motion()


def snapshots(spec: ResolvedSpec, kind: AnyKind) -> tuple[State, ...]:
    """The states that the author shows side by side."""
    return _states(spec, kind, spec.snapshots)


def in_page_order(exploration: Exploration | None) -> tuple[State, ...]:
    """The states as a page knows them: the author's own first, then the others."""
    if exploration is None:
        return ()
    return (exploration.own, *(state for state in exploration.states if state is not exploration.own))


def explore(spec: ResolvedSpec, kind: AnyKind) -> Exploration | None:
    """Compute, draw and describe every state of `spec`; None where nothing may be chosen."""
    if not spec.axes:
        return None
    return Exploration(spec.axes, _states(spec, kind, list(combinations(spec.axes))), spec.base)


def _states(spec: ResolvedSpec, kind: AnyKind, choices: Sequence[Mapping[str, Any]]) -> tuple[State, ...]:
    many = [spec.in_state(values) for values in choices]
    states = []
    for values, params, data in zip(choices, many, kind.compute_all(many), strict=True):
        words = kind.describe(params, data)
        moving = kind.draw(params, data)
        if spec.motion == "still":
            moving, words = without_motion(moving), words.without_motion()
        states.append(State(values, spec.labels(values), data, moving, without_motion(moving), words))
    return tuple(states)
