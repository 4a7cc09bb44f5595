"""Axes whose values are those of a column in a file: the steps of a recording, or the names of its runs.

A reference takes the rows of the value that a reader chooses with ``where: {step: $step}``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sitegen.errors import ContentError, Diagnostic
from sitegen.figures import KINDS
from sitegen.resolve.axes import Axis, ChoiceAxis, SliderAxis, combinations
from sitegen.resolve.data_references import DataReferences
from sitegen.resolve.state_limits import MAX_SLIDER_VALUES
from sitegen.spec.declaration import Params
from sitegen.spec.figure_spec import MAX_AXIS_VALUES, FigureSpec
from sitegen.spec.load import LoadedSpec
from sitegen.spec.message_format import FieldPath, format_value, nearest_numbers, nearest_or_all
from sitegen.spec.value_reference import DataFile, FileList, TextFile

_CHOSEN = re.compile(r"\$([^\W\d][\w-]*)")
"""A condition such as ``$step``."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The axes of a figure that come from files, and the parameters for each combination of their values."""

    axes: tuple[Axis, ...] = ()
    states: Mapping[tuple[Any, ...], Params] = field(default_factory=dict)
    shared: Mapping[str, Any] = field(default_factory=dict)
    """Parameters that give all states the same axes; the parameters of `states` are without them."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the axes."""
        return tuple(axis.name for axis in self.axes)

    def params(self, params: Params, values: Mapping[str, Any]) -> tuple[Params, dict[str, Any]]:
        """The parameters for the chosen values of these axes, by default their own, and the values of all other axes."""
        if not self.axes:
            return params, dict(values)
        chosen = tuple(values.get(axis.name, axis.values[axis.base]) for axis in self.axes)
        return self.states[chosen], {name: value for name, value in values.items() if name not in self.names}

    def __bool__(self) -> bool:
        return bool(self.axes)


NOTHING_RECORDED = Recorded()


def read_recorded_axes(
    loaded: LoadedSpec, references: list[tuple[FieldPath, Any]], data: DataReferences, read: Callable[..., Params]
) -> Recorded:
    """Read the axes that come from files, and the parameters in all of their states, which `read` makes from a value for each axis.

    The `references` are those of all parameters. A `ContentError` has every problem of the axes and of the conditions that name them, or the
    first of a state.
    """
    files = {name: each for name, each in loaded.spec.explore.items() if isinstance(each, DataFile)}
    used = list(_axis_conditions(references))
    problems = list(_name_problems(loaded, files, used))
    axes = []
    for name, reference in files.items():
        try:
            axes.append(_axis(loaded, name, reference, data))
        except ContentError as error:
            problems += error.diagnostics
    if problems:
        raise ContentError(problems)
    states = {tuple(values.values()): read(values) for values in combinations(axes)} if axes else {}
    return Recorded(tuple(axes), states)


def _axis_conditions(references: list[tuple[FieldPath, Any]]) -> Iterator[tuple[FieldPath, str]]:
    """Every condition that names an axis: its path and the name."""
    for path, reference in references:
        parts = reference.files if isinstance(reference, FileList) else (reference,)
        for index, each in enumerate(parts):
            inside = (*path, index) if isinstance(reference, FileList) else path
            for column, wanted in each.where.items() if isinstance(each, DataFile) else ():
                if isinstance(wanted, str) and (found := _CHOSEN.fullmatch(wanted)):
                    yield ("params", *inside, "where", column), found[1]


def names_axis(reference: DataFile | FileList) -> bool:
    """Whether a condition of `reference` names an axis, so that it has values only in a state."""
    return any(True for _ in _axis_conditions([((), reference)]))


def with_choices(reference: Any, values: Mapping[str, Any]) -> Any:
    """`reference` with the chosen values in its conditions."""
    if isinstance(reference, FileList):
        return reference.model_copy(update={"files": tuple(with_choices(each, values) for each in reference.files)})
    if not isinstance(reference, DataFile):
        return reference
    names = {f"${name}": value for name, value in values.items()}
    where = {key: names.get(each, each) if isinstance(each, str) else each for key, each in reference.where.items()}
    return reference.model_copy(update={"where": where})


def as_choice(axis: Axis, value: Any, written: str = "") -> Any:
    """`value`, or its text where that is one of the choices of `axis`, such as ``1`` or ``true``, which YAML does not read as text.

    The text is `written`; that is empty for a value from Python.
    """
    if not isinstance(axis, ChoiceAxis) or isinstance(value, str | list | dict):
        return value
    return next((text for text in (written, str(value), str(value).lower()) if text in axis.values), value)


def with_text_choices(loaded: LoadedSpec, axes: Iterable[Axis]) -> FigureSpec:
    """The spec of `loaded`, with each value in its stills as the axis in `axes` has it; see `as_choice`."""
    of_name = {axis.name: axis for axis in axes}
    stills = tuple(
        {
            name: as_choice(of_name[name], value, loaded.source_map.written(("stills", index, name)))
            if name in of_name
            else value
            for name, value in values.items()
        }
        for index, values in enumerate(loaded.spec.stills)
    )
    return loaded.spec.model_copy(update={"stills": stills}) if stills and of_name else loaded.spec


def value_problem(axis: Axis, value: Any) -> tuple[str, str] | None:
    """Message and hint for a `value` that the axis does not have; None for one that it has."""
    if not isinstance(value, bool) and not isinstance(value, list | dict) and value in axis.values:
        return None
    message = f"{format_value(value)} is not among the values of the column"
    if not isinstance(axis, SliderAxis):
        return message, nearest_or_all(str(value), [str(each) for each in axis.values], "values")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return message, f"the first is {axis.values[0]}, and the last is {axis.values[-1]}"
    return message, nearest_numbers(value, axis.values)


def _name_problems(
    loaded: LoadedSpec, files: Mapping[str, DataFile], used: list[tuple[FieldPath, str]]
) -> Iterator[Diagnostic]:
    """The problems of conditions that name no axis, and of axes that are parameters, or that no condition names."""
    for path, name in used:
        if name not in files:
            message = f"there is no axis '{name}' with values from a file"
            example = f"write explore: {{{name}: {{file: …, column: {path[-1]}}}}}"
            yield loaded.at(path, message, nearest_or_all(name, files, "axes") if files else example)
    for name in files:
        if name in KINDS[loaded.spec.kind].params.model_fields:
            message = f"'{name}' is a parameter, whose values are no column of a file"
            yield loaded.at(("explore", name), message, "give the axis another name, or write a range or a list")
        elif name not in {each for _, each in used}:
            message = f"no reference to a file takes ${name}"
            yield loaded.at(("explore", name), message, f"write where: {{column: ${name}}} in one")


def _axis(loaded: LoadedSpec, name: str, reference: DataFile, data: DataReferences) -> Axis:
    """A slider over the numbers of a column, ascending, or a choice of its texts."""
    path = ("explore", name)
    as_text = reference.column is not None
    given = TextFile(**reference.model_dump(exclude_unset=True)) if as_text else reference
    found = dict.fromkeys(data.values(loaded, path, given).values)
    numbers = [_number(each) for each in found]
    is_slider = all(number is not None for number in numbers)
    values: tuple[Any, ...] = (
        tuple(sorted({number for number in numbers if number is not None})) if is_slider else tuple(found)
    )
    most = MAX_SLIDER_VALUES if is_slider else MAX_AXIS_VALUES
    if len(values) > most:
        column = reference.column if reference.column is not None else "column"
        message = f"has {len(values):,} different values; at most {most} are drawn"
        raise ContentError([loaded.at(path, message, f"take some of them: where: {{{column}: [{values[0]}, …]}}")])
    return (SliderAxis if is_slider else ChoiceAxis)(name, name.replace("_", " "), values, 0)


def _number(value: Any) -> float | int | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 2.0**53 else number
