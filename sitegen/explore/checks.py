"""What is wrong with the choices of an author, each with its place in the spec."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from sitegen.errors import did_you_mean
from sitegen.explore.axes import AxisValues, combinations
from sitegen.explore.parameters import number_for, refusals, stands_for_others
from sitegen.spec.declaration import Params
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.figure_spec import Axis, FigureSpec, Followed, Range
from sitegen.spec.message_format import format_value

MAX_STATES = 1000
MAX_VALUES = 201
_MANY = 1_000_000
_UNREAD = "a state cannot take a figure, a file or a mapping"


def name_problems(spec: FigureSpec, name: str) -> Iterator[FieldProblem]:
    """A name that is no parameter."""
    known = type(spec.params).model_fields
    if name not in known:
        message = f"{spec.kind} has no parameter of this name; it has {', '.join(sorted(known))}"
        yield FieldProblem(path=("explore", name), message=message, hint=did_you_mean(name, known), highlight="key")


def value_problems(spec: FigureSpec, name: str, axis: Axis | Followed) -> Iterator[FieldProblem]:
    """Values that the parameter does not take, or that are too many or cannot be told apart."""
    if isinstance(axis, Range):
        count = (axis.to - axis.start) / axis.step
        if count > MAX_VALUES - 1:
            many = f"{math.floor(count) + 1:,}" if count < _MANY else f"more than {_MANY:,}"
            message = f"this range has {many} values; at most {MAX_VALUES} are drawn"
            yield FieldProblem(path=("explore", name, "step"), message=message, hint="take larger steps")
            return
    if isinstance(axis, Followed):
        return
    if isinstance(axis, Range):
        yield from _mark_problems(name, axis)
    if isinstance(axis, tuple):
        yield from _repeated(name, axis)
    for path, value in _written(spec.params, name, axis):
        if stands_for_others(value):
            yield FieldProblem(path=path, message=_UNREAD, hint="write the values themselves")
            continue
        for finding in refusals(spec.params, {name: value}):
            yield FieldProblem(path=path, message=finding.message, hint=finding.hint)


def _written(params: Params, name: str, axis: Axis) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The values that the author wrote, each with its place."""
    place = ("explore", name)
    if isinstance(axis, Range):
        yield (*place, "from"), number_for(params, name, axis.start)
        yield (*place, "to"), number_for(params, name, axis.to)
        for mark, value in axis.marks.items():
            yield (*place, "marks", mark), number_for(params, name, value)
        if axis.start + axis.step < axis.to:
            yield (*place, "step"), number_for(params, name, axis.start + axis.step)
    elif axis is True:
        yield place, True
    else:
        for index, value in enumerate(axis):
            yield (*place, index), value


def _mark_problems(name: str, axis: Range) -> Iterator[FieldProblem]:
    """Names that stand for no value of the range, or for one that has another name."""
    named: dict[float, str] = {}
    for mark, value in axis.marks.items():
        path = ("explore", name, "marks", mark)
        if not axis.start <= value <= axis.to:
            yield FieldProblem(path=path, message=f"{value:g} is outside the range from {axis.start:g} to {axis.to:g}")
        elif value in named:
            yield FieldProblem(
                path=path, message=f"{value:g} already has the name '{named[value]}'", hint="keep one of them"
            )
        named.setdefault(value, mark)


def _repeated(name: str, axis: tuple[Any, ...]) -> Iterator[FieldProblem]:
    """Values that stand in a list before."""
    for index, value in enumerate(axis):
        if value in axis[:index]:
            yield FieldProblem(
                path=("explore", name, index), message=f"{format_value(value)} is in the list already", hint="delete it"
            )


def still_problems(spec: FigureSpec) -> Iterator[FieldProblem]:
    """What is wrong with the states that are shown side by side."""
    known = type(spec.params).model_fields
    for index, choice in enumerate(spec.stills):
        unknown = [name for name in choice if name not in known]
        for name in unknown:
            message = f"{spec.kind} has no parameter of this name; it has {', '.join(sorted(known))}"
            yield FieldProblem(
                path=("stills", index, name), message=message, hint=did_you_mean(name, known), highlight="key"
            )
        unread = [name for name, value in choice.items() if stands_for_others(value)]
        for name in unread:
            yield FieldProblem(path=("stills", index, name), message=_UNREAD, hint="write the values themselves")
        for finding in refusals(spec.params, choice) if choice and not unknown and not unread else ():
            last = [part for part in finding.path if part != "params"]
            yield FieldProblem(path=("stills", index, *last), message=finding.message, hint=finding.hint)
        if not choice:
            yield FieldProblem(
                path=("stills", index), message="this choice names no parameter", hint="write one, or delete it"
            )


def count_problems(axes: Sequence[AxisValues]) -> Iterator[FieldProblem]:
    """More states than can be drawn."""
    count = math.prod(len(axis.values) for axis in axes)
    if count > MAX_STATES:
        longest = max(axes, key=lambda axis: len(axis.values))
        message = (
            f"these axes make {count:,} states, and at most {MAX_STATES:,} are drawn; "
            f"thin '{longest.name}', which has {len(longest.values)} values"
        )
        yield FieldProblem(path=("explore",), message=message, highlight="key")


def state_problems(spec: FigureSpec, axes: Sequence[AxisValues]) -> Iterator[FieldProblem]:
    """The first combination that the kind refuses."""
    for values in combinations(axes) if axes else ():
        for finding in refusals(spec.params, values):
            told = ", ".join(f"{name} {format_value(value)}" for name, value in values.items())
            yield FieldProblem(
                path=("explore",), message=f"the state with {told} is not possible: {finding.message}", highlight="key"
            )
            return
