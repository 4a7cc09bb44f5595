"""Every state of an explorable figure: its numbers, shapes and words, computed when the figure is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.description import Description
from sitegen.explore.axes import AxisValues, base_state, combinations
from sitegen.explore.choices import axes_of
from sitegen.explore.parameters import called, label_of, with_values
from sitegen.explore.values import said, spoken
from sitegen.figures.kind import AnyKind
from sitegen.scene.motion_budget import without_motion
from sitegen.scene.shapes import Scene
from sitegen.spec.declaration import Params
from sitegen.spec.figure_spec import FigureSpec


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
    axes : tuple of AxisValues
        The parameters that may change.
    states : tuple of State
        Every combination, the last axis changing fastest.
    base : int
        Number of the author's own state.
    """

    axes: tuple[AxisValues, ...]
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


def stills(spec: FigureSpec, kind: AnyKind) -> tuple[State, ...]:
    """The states that the author shows side by side."""
    axes, _ = axes_of(spec)
    return _states(spec, kind, spec.stills, axes)


def in_page_order(exploration: Exploration | None) -> tuple[State, ...]:
    """The states as a page knows them: the author's own first, then the others."""
    if exploration is None:
        return ()
    return (exploration.own, *(state for state in exploration.states if state is not exploration.own))


def explore(spec: FigureSpec, kind: AnyKind) -> Exploration | None:
    """Compute, draw and tell every state of `spec`; None where nothing may be chosen.

    Raises
    ------
    ValueError
        If the axes are wrong, which `axes_of` tells before.
    """
    axes, problems = axes_of(spec)
    if problems:
        raise ValueError(problems[0].message)
    if not axes:
        return None
    return Exploration(axes, _states(spec, kind, list(combinations(axes)), axes), base_state(axes))


def _states(
    spec: FigureSpec, kind: AnyKind, choices: Sequence[Mapping[str, Any]], axes: tuple[AxisValues, ...]
) -> tuple[State, ...]:
    explored = {axis.name: axis for axis in axes}
    many = [with_values(spec.params, values) for values in choices]
    states = []
    for values, params, data in zip(choices, many, kind.compute_all(many), strict=True):
        words = kind.describe(params, data)
        moving = kind.draw(params, data)
        if spec.motion == "still":
            moving, words = without_motion(moving), words.without_motion()
        labels = {label_of(params, name): _told(params, name, explored.get(name)) for name in {**explored, **values}}
        states.append(State(values, labels, data, moving, without_motion(moving), words))
    return tuple(states)


def _told(params: Params, name: str, axis: AxisValues | None) -> str:
    """The value of a parameter as it is said, with its name where it has one on the axis."""
    value = getattr(params, name)
    if axis is not None and value in axis.values:
        return said(axis, axis.values.index(value))
    return spoken(value, called(params, name))
