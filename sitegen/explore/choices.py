"""What the author lets the reader choose: each axis with its values, all of them checked like parameters."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from sitegen.explore.axes import AxisValues, Form
from sitegen.explore.checks import count_problems, name_problems, state_problems, still_problems, value_problems
from sitegen.explore.parameters import called, label_of, number_for, with_values
from sitegen.spec.declaration import Params
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.figure_spec import Axis, FigureSpec, Followed, Range

_DIGITS = 12
"""Significant digits of a value of a range: steps of 0.05 do not add up in binary."""


def axes_of(spec: FigureSpec) -> tuple[tuple[AxisValues, ...], tuple[FieldProblem, ...]]:
    """The axes of a spec, and what is wrong with them."""
    axes: list[AxisValues] = []
    found: list[FieldProblem] = []
    for name, axis in spec.explore.items():
        problems = [
            *name_problems(spec, name),
            *([] if name not in type(spec.params).model_fields else value_problems(spec, name, axis)),
        ]
        found += problems
        if not problems:
            axes.append(_axis(spec.params, name, axis))
    found += still_problems(spec)
    if not found:
        found += count_problems(axes)
    if not found:
        found += state_problems(spec, axes)
    return tuple(axes), tuple(found)


def _axis(params: Params, name: str, axis: Axis | Followed) -> AxisValues:
    own = getattr(params, name)
    label = label_of(params, name)
    if isinstance(axis, Range):
        is_number = isinstance(own, int | float)
        numbers = _numbers(axis, {axis.start, axis.to, *axis.marks.values(), *([own] if is_number else [])})
        values: tuple[Any, ...] = tuple(number_for(params, name, value) for value in numbers)
        values += () if is_number else (own,)  # such as "all", beyond the numbers
        names = {values.index(number_for(params, name, value)): mark for mark, value in axis.marks.items()}
        return AxisValues(name, label, "range", values, values.index(own), names)
    if isinstance(axis, Followed):
        return AxisValues(name, axis.title, "followed", axis.values, axis.values.index(own))
    checked = (
        (False, True) if axis is True else tuple(getattr(with_values(params, {name: each}), name) for each in axis)
    )
    if own not in checked:
        checked = (own, *checked)
    form: Form = "switch" if all(isinstance(each, bool) for each in checked) else "choice"
    return AxisValues(name, label, form, checked, checked.index(own), called=called(params, name))


def _steps(axis: Range) -> Iterator[float]:
    count = math.floor((axis.to - axis.start) / axis.step + 1e-9)
    return (float(f"{axis.start + index * axis.step:.{_DIGITS}g}") for index in range(count + 1))


def _numbers(axis: Range, exact: set[float]) -> list[float]:
    """The values of a range: those in `exact`, and the steps that are not one of them but for rounding."""
    near = 1e-9 * axis.step
    steps = {step for step in _steps(axis) if all(abs(step - each) > near for each in exact)}
    return sorted(exact | steps)
