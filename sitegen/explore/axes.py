"""What the author lets the reader choose: each axis with its values, all of them checked like parameters."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from sitegen.errors import did_you_mean
from sitegen.spec.explain import Finding, explain, show
from sitegen.spec.fields import Allowed
from sitegen.spec.model import Axis, FigureSpec, Followed, Label, Params, Range
from sitegen.spec.validate import clamped

MAX_STATES = 1000
MAX_VALUES = 201
_MANY = 1_000_000
_UNREAD = "a state cannot take a figure, a file or a mapping"
_DIGITS = 12
"""Significant digits of a value of a range: steps of 0.05 do not add up in binary."""
Form = Literal["range", "choice", "switch", "followed"]


@dataclass(frozen=True, slots=True)
class AxisValues:
    """One parameter that the reader may change.

    Parameters
    ----------
    name, label : str
        The parameter, and what it is called; a figure that is followed is called by its title.
    form : {"range", "choice", "switch", "followed"}
        A slider, a list to choose from, on and off, or what is chosen in another figure.
    values : tuple
        What it may be, in order.
    base : int
        Index of the value in the author's own parameters.
    names : mapping of int to str
        Values with a name of their own, by index.
    """

    name: str
    label: str
    form: Form
    values: tuple[Any, ...]
    base: int
    names: Mapping[int, str] = field(default_factory=dict)


def axes_of(spec: FigureSpec) -> tuple[tuple[AxisValues, ...], tuple[Finding, ...]]:
    """The axes of a spec, and what is wrong with them."""
    axes: list[AxisValues] = []
    found: list[Finding] = []
    for name, axis in spec.explore.items():
        problems = [
            *_name_problems(spec, name),
            *([] if name not in type(spec.params).model_fields else _value_problems(spec, name, axis)),
        ]
        found += problems
        if not problems:
            axes.append(_axis(spec.params, name, axis))
    found += _still_problems(spec)
    if not found:
        found += _count_problems(axes)
    if not found:
        found += _state_problems(spec, axes)
    return tuple(axes), tuple(found)


def combinations(axes: Sequence[AxisValues]) -> Iterator[dict[str, Any]]:
    """Every state by its values, the last axis changing fastest."""
    names = [axis.name for axis in axes]
    return (dict(zip(names, values, strict=True)) for values in product(*(axis.values for axis in axes)))


def base_state(axes: Sequence[AxisValues]) -> int:
    """Number of the author's own state among the `combinations`."""
    number = 0
    for axis in axes:
        number = number * len(axis.values) + axis.base
    return number


def with_values(params: Params, values: Mapping[str, Any]) -> Params:
    """The parameters with some of them changed, checked again.

    Raises
    ------
    ValidationError
        If they do not go together.
    """
    given = {name: getattr(params, name) for name in type(params).model_fields if name in params.model_fields_set}
    return type(params).model_validate({**given, **values})


def _name_problems(spec: FigureSpec, name: str) -> Iterator[Finding]:
    known = type(spec.params).model_fields
    if name not in known:
        message = f"{spec.kind} has no parameter of this name; it has {', '.join(sorted(known))}"
        yield Finding(path=("explore", name), message=message, hint=did_you_mean(name, known), aim="key")


def _value_problems(spec: FigureSpec, name: str, axis: Axis | Followed) -> Iterator[Finding]:
    if isinstance(axis, Range):
        count = (axis.to - axis.start) / axis.step
        if count > MAX_VALUES - 1:
            many = f"{math.floor(count) + 1:,}" if count < _MANY else f"more than {_MANY:,}"
            message = f"this range has {many} values; at most {MAX_VALUES} are drawn"
            yield Finding(path=("explore", name, "step"), message=message, hint="take larger steps")
            return
    if isinstance(axis, Followed):
        return
    if isinstance(axis, Range):
        yield from _mark_problems(name, axis)
    if isinstance(axis, tuple):
        yield from _repeated(name, axis)
    for path, value in _written(name, axis, whole=_is_whole(spec.params, name)):
        if stands_for_others(value):
            yield Finding(path=path, message=_UNREAD, hint="write the values themselves")
            continue
        for finding in refusals(spec.params, {name: value}):
            yield Finding(path=path, message=finding.message, hint=finding.hint)


def _written(name: str, axis: Axis, *, whole: bool) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The values that the author wrote, each with its place."""
    place = ("explore", name)
    if isinstance(axis, Range):
        yield (*place, "from"), _number(axis.start, whole=whole)
        yield (*place, "to"), _number(axis.to, whole=whole)
        for mark, value in axis.marks.items():
            yield (*place, "marks", mark), _number(value, whole=whole)
        if axis.start + axis.step < axis.to:
            yield (*place, "step"), _number(axis.start + axis.step, whole=whole)
    elif axis is True:
        yield place, True
    else:
        for index, value in enumerate(axis):
            yield (*place, index), value


def _axis(params: Params, name: str, axis: Axis | Followed) -> AxisValues:
    own = getattr(params, name)
    label = label_of(params, name)
    if isinstance(axis, Range):
        whole = _is_whole(params, name)
        is_number = isinstance(own, int | float)
        numbers = _numbers(axis, {axis.start, axis.to, *axis.marks.values(), *([own] if is_number else [])})
        values: tuple[Any, ...] = tuple(_number(value, whole=whole) for value in numbers)
        values += () if is_number else (own,)  # such as "all", beyond the numbers
        names = {values.index(_number(value, whole=whole)): mark for mark, value in axis.marks.items()}
        return AxisValues(name, label, "range", values, values.index(own), names)
    if isinstance(axis, Followed):
        return AxisValues(name, axis.title, "followed", axis.values, axis.values.index(own))
    checked = (
        (False, True) if axis is True else tuple(getattr(with_values(params, {name: each}), name) for each in axis)
    )
    if own not in checked:
        checked = (own, *checked)
    form: Form = "switch" if checked == (False, True) else "choice"
    return AxisValues(name, label, form, checked, checked.index(own))


def _steps(axis: Range) -> Iterator[float]:
    count = math.floor((axis.to - axis.start) / axis.step + 1e-9)
    return (float(f"{axis.start + index * axis.step:.{_DIGITS}g}") for index in range(count + 1))


def _numbers(axis: Range, exact: set[float]) -> list[float]:
    """The values of a range: those in `exact`, and the steps that are not one of them but for rounding."""
    near = 1e-9 * axis.step
    steps = {step for step in _steps(axis) if all(abs(step - each) > near for each in exact)}
    return sorted(exact | steps)


def _mark_problems(name: str, axis: Range) -> Iterator[Finding]:
    """Names that stand for no value of the range, or for one that has another name."""
    named: dict[float, str] = {}
    for mark, value in axis.marks.items():
        path = ("explore", name, "marks", mark)
        if not axis.start <= value <= axis.to:
            yield Finding(path=path, message=f"{value:g} is outside the range from {axis.start:g} to {axis.to:g}")
        elif value in named:
            yield Finding(
                path=path, message=f"{value:g} already has the name '{named[value]}'", hint="keep one of them"
            )
        named.setdefault(value, mark)


def _repeated(name: str, axis: tuple[Any, ...]) -> Iterator[Finding]:
    """Values that stand in a list before."""
    for index, value in enumerate(axis):
        if value in axis[:index]:
            yield Finding(
                path=("explore", name, index), message=f"{show(value)} is in the list already", hint="delete it"
            )


def stands_for_others(value: Any) -> bool:
    """Whether a value is a figure, a file or a mapping, which no control can name and no state can hold."""
    parts = value if isinstance(value, list | tuple) else [value]
    return any(isinstance(part, Mapping | BaseModel) for part in parts)


def _number(value: float, *, whole: bool) -> float:
    return int(value) if whole and float(value).is_integer() else value


def _field(params: Params, name: str) -> Allowed:
    field = type(params).model_fields[name]
    return Allowed.of(field.annotation, tuple(field.metadata))


def _is_whole(params: Params, name: str) -> bool:
    kinds = {arm.annotation for arm in _field(params, name).arms}
    return int in kinds and float not in kinds


def label_of(params: Params, name: str) -> str:
    """What readers call a parameter."""
    labels = (entry.name for entry in _field(params, name).metadata if isinstance(entry, Label))
    return next(labels, name.replace("_", " "))


def refusals(params: Params, values: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Why parameters cannot take these values; empty where they can."""
    _, moved = clamped(type(params), dict(values))
    if moved:
        return tuple(Finding(path=each.path, message=each.message.partition(";")[0]) for each in moved)
    try:
        with_values(params, values)
    except ValidationError as error:
        return tuple(explain(type(params), error))
    return ()


def _still_problems(spec: FigureSpec) -> Iterator[Finding]:
    """What is wrong with the states that are shown side by side."""
    known = type(spec.params).model_fields
    for index, choice in enumerate(spec.stills):
        unknown = [name for name in choice if name not in known]
        for name in unknown:
            message = f"{spec.kind} has no parameter of this name; it has {', '.join(sorted(known))}"
            yield Finding(path=("stills", index, name), message=message, hint=did_you_mean(name, known), aim="key")
        unread = [name for name, value in choice.items() if stands_for_others(value)]
        for name in unread:
            yield Finding(path=("stills", index, name), message=_UNREAD, hint="write the values themselves")
        for finding in refusals(spec.params, choice) if choice and not unknown and not unread else ():
            last = [part for part in finding.path if part != "params"]
            yield Finding(path=("stills", index, *last), message=finding.message, hint=finding.hint)
        if not choice:
            yield Finding(
                path=("stills", index), message="this choice names no parameter", hint="write one, or delete it"
            )


def _count_problems(axes: Sequence[AxisValues]) -> Iterator[Finding]:
    count = math.prod(len(axis.values) for axis in axes)
    if count > MAX_STATES:
        longest = max(axes, key=lambda axis: len(axis.values))
        message = (
            f"these axes make {count:,} states, and at most {MAX_STATES:,} are drawn; "
            f"thin '{longest.name}', which has {len(longest.values)} values"
        )
        yield Finding(path=("explore",), message=message, aim="key")


def _state_problems(spec: FigureSpec, axes: Sequence[AxisValues]) -> Iterator[Finding]:
    """The first combination that the kind refuses."""
    for values in combinations(axes) if axes else ():
        for finding in refusals(spec.params, values):
            told = ", ".join(f"{name} {show(value)}" for name, value in values.items())
            yield Finding(
                path=("explore",), message=f"the state with {told} is not possible: {finding.message}", aim="key"
            )
            return
