"""Build and check the axes and snapshots of a spec; each problem is reported at its field."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from sitegen.resolve.axes import (
    Axis,
    LinkedAxis,
    as_parameter,
    axis_from,
    combinations,
    is_number_parameter,
    with_values,
)
from sitegen.resolve.recorded_axes import NOTHING_RECORDED, Recorded, value_problem
from sitegen.resolve.state_limits import MAX_SLIDER_VALUES, cost_problems, count_problems
from sitegen.spec.declaration import Params
from sitegen.spec.field_problems import FieldProblem, explain
from sitegen.spec.figure_spec import AxisSpec, FigureSpec, Range
from sitegen.spec.message_format import FieldPath, format_number, format_value
from sitegen.spec.validate import clamped, unknown_parameter
from sitegen.spec.value_reference import DataFile

_MANY = 1_000_000
_REFERENCE = "a state cannot take a figure, a file or a mapping"


def checked_axes(
    spec: FigureSpec, params: Params, linked: LinkedAxis | None = None, states: Recorded = NOTHING_RECORDED
) -> tuple[tuple[Axis, ...], tuple[FieldProblem, ...]]:
    """Build the axes of an interactive figure, and report everything that is wrong with them and with its snapshots.

    In `params`, numbers are in place of references. The axis `linked` is that of a figure that takes its states from another one, and has
    none of its own. The axes that come from files are in `states`.
    """
    axes: list[Axis] = [linked] if linked else []
    problems: list[FieldProblem] = []
    from_files = {axis.name: axis for axis in states.axes}
    for name, written in spec.explore.items():
        if isinstance(written, DataFile):
            axes.append(from_files[name])
            continue
        own = list(_unknown_name(spec, params, ("explore", name)) or _value_problems(params, name, written))
        problems += own
        if not own:
            axes.append(axis_from(params, name, written))
    problems += _snapshot_problems(spec, params, from_files)
    problems += () if problems else count_problems(axes)
    of_states = (states.params(params, values) for values in combinations(axes))
    every = (base.model_copy(update=others) for base, others in of_states)
    problems += () if problems else cost_problems(spec.kind, axes, every)
    problems += () if problems else _state_problems(params, axes, states)
    return tuple(axes), tuple(problems)


def refusals(params: Params, values: Mapping[str, Any]) -> tuple[FieldProblem, ...]:
    """Why the parameters cannot have these values; empty where they can."""
    _, moved = clamped(type(params), dict(values))
    if moved:
        return tuple(FieldProblem(each.path, each.message.partition(";")[0]) for each in moved)
    try:
        with_values(params, values)
    except ValidationError as error:
        return tuple(explain(type(params), error))
    return ()


def _is_reference(value: Any) -> bool:
    """Whether a value is or holds a figure, a file or a mapping, which a state cannot take."""
    parts = value if isinstance(value, list | tuple) else [value]
    return any(isinstance(part, Mapping | BaseModel) for part in parts)


def _unknown_name(spec: FigureSpec, params: Params, path: FieldPath) -> tuple[FieldProblem, ...]:
    if path[-1] in type(params).model_fields:
        return ()
    return (unknown_parameter(spec.kind, type(params), path),)


def _value_problems(params: Params, name: str, written: AxisSpec) -> Iterator[FieldProblem]:
    """Values that the parameter does not take, that are too many, or of which two are the same."""
    if isinstance(written, Range):
        count = (written.to - written.start) / written.step
        if count > MAX_SLIDER_VALUES - 1:
            many = f"{math.floor(count) + 1:,}" if count < _MANY else f"more than {_MANY:,}"
            message = f"this range has {many} values; at most {MAX_SLIDER_VALUES} are drawn"
            yield FieldProblem(("explore", name, "step"), message, "take larger steps")
            return
        yield from _mark_problems(name, written)
        if not is_number_parameter(params, name):
            message = "a range is for numbers, and this parameter takes none"
            yield FieldProblem(("explore", name), message, "write a list of its values")
            return
    if isinstance(written, tuple):
        for index, value in enumerate(written):
            if value in written[:index]:
                message = f"{format_value(value)} is in the list already"
                yield FieldProblem(("explore", name, index), message, "delete it")
    ends_are_right = True
    for path, value in _written_values(params, name, written):
        if _is_reference(value):
            yield FieldProblem(path, _REFERENCE, "write the values themselves")
            continue
        for problem in refusals(params, {name: value}) if ends_are_right or path[-1] != "step" else ():
            ends_are_right = False
            yield FieldProblem(path, problem.message, problem.hint)


def _written_values(params: Params, name: str, written: AxisSpec) -> Iterator[tuple[FieldPath, Any]]:
    """The values that the author wrote, each with its field; for the steps of a range, the first one."""
    path = ("explore", name)
    if isinstance(written, Range):
        numbers: list[tuple[FieldPath, float]] = [((*path, "from"), written.start), ((*path, "to"), written.to)]
        numbers += [((*path, "marks", mark), value) for mark, value in written.marks.items()]
        if written.start + written.step < written.to:
            numbers.append(((*path, "step"), written.start + written.step))
        yield from ((place, as_parameter(params, name, value)) for place, value in numbers)
    elif written is True:
        yield path, True
    else:
        yield from (((*path, index), value) for index, value in enumerate(written))


def _mark_problems(name: str, written: Range) -> Iterator[FieldProblem]:
    """Marks at a value outside the range, or at one that has a mark."""
    named: dict[float, str] = {}
    for mark, value in written.marks.items():
        path = ("explore", name, "marks", mark)
        if not written.start <= value <= written.to:
            yield FieldProblem(
                path,
                f"{format_number(value)} is outside the range from {format_number(written.start)} to {format_number(written.to)}",
            )
        elif value in named:
            yield FieldProblem(
                path, f"{format_number(value)} already has the name '{named[value]}'", "keep one of them"
            )
        named.setdefault(value, mark)


def _snapshot_problems(spec: FigureSpec, params: Params, from_files: Mapping[str, Axis]) -> Iterator[FieldProblem]:
    for index, given in enumerate(spec.stills):
        path = ("stills", index)
        for name, axis in from_files.items():
            if name in given and (wrong := value_problem(axis, given[name])):
                yield FieldProblem((*path, name), wrong[0], wrong[1])
        values = {name: value for name, value in given.items() if name not in from_files}
        if given and not values:
            continue
        if not values:
            yield FieldProblem(path, "this choice names no parameter", "write one, or delete it")
        found = [each for name in values for each in _unknown_name(spec, params, (*path, name))]
        found += [
            FieldProblem((*path, name), _REFERENCE, "write the values themselves")
            for name, value in values.items()
            if _is_reference(value)
        ]
        yield from found
        for problem in refusals(params, values) if values and not found else ():
            inside = [part for part in problem.path if part != "params"]
            yield FieldProblem((*path, *inside), problem.message, problem.hint)


def _state_problems(params: Params, axes: Sequence[Axis], states: Recorded) -> Iterator[FieldProblem]:
    """The first combination of values that the kind refuses."""
    for values in combinations(axes) if axes else ():
        base, others = states.params(params, values)
        for problem in refusals(base, others) if others else ():
            state = ", ".join(f"{name} {format_value(value)}" for name, value in values.items())
            message = f"the state with {state} is not possible: {problem.message}"
            yield FieldProblem(("explore",), message, highlight="key")
            return
