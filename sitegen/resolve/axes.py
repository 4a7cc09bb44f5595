"""The axes of an interactive figure: each parameter that a reader may change with a slider, a choice or a switch, and its values."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from pydantic import ValidationError

from sitegen.description.number_format import Count, Fixed, fixed_text, format_parameter
from sitegen.description.sentences import Value, text_of
from sitegen.spec.declaration import Label, Params
from sitegen.spec.field_types import FieldType
from sitegen.spec.figure_spec import AxisSpec, Range

_DIGITS = 12
"""Significant digits of a value of a range: steps of 0.05 do not add up in binary."""
_MOST_DECIMALS = 4
_CLOSE = 0.005
"""Relative difference up to which a label with the decimals of its axis stands for a value."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A parameter that the reader may change."""

    name: str
    label: str
    """The parameter, and its name for readers."""
    values: tuple[Any, ...]
    """The values to choose from, in order, checked and converted as the parameter's own value is."""
    base: int
    """Index of the value that the author gave the parameter."""
    decimals: int = 0
    """Decimals of its numbers in labels."""
    marks: Mapping[int, str] = field(default_factory=dict)
    """Names of single values, by index; only a slider has any."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Values that readers know by another word, by the word of the spec."""

    def text(self, index: int) -> Value:
        """One value as a label."""
        return value_text(self.values[index], self.words, self.decimals)

    def spoken(self, index: int) -> str:
        """One value for a screen reader, followed by its mark."""
        text = text_of(self.text(index), "spoken")
        return f"{text}, {self.marks[index]}" if index in self.marks else text


class SliderAxis(Axis):
    """The numbers of a range, in order. A value that is not a number, such as "all", comes last."""


class ChoiceAxis(Axis):
    """Values to choose from, in the order of the author."""


class SwitchAxis(Axis):
    """False and true."""


class LinkedAxis(Axis):
    """The numbers taken from another interactive figure, one value for each of its states. The label is the title of that figure."""


def combinations(axes: Sequence[Axis]) -> Iterator[dict[str, Any]]:
    """The parameter values of every state, the last axis changing fastest."""
    names = [axis.name for axis in axes]
    return (dict(zip(names, values, strict=True)) for values in product(*(axis.values for axis in axes)))


def axis_from(params: Params, name: str, written: AxisSpec) -> Axis:
    """Build the axis of the parameter `name`. The values must have been checked."""
    own, label = getattr(params, name), parameter_label(params, name)
    if isinstance(written, Range):
        is_number = isinstance(own, int | float)
        exact = {written.start, written.to, *written.marks.values(), *([own] if is_number else [])}
        values: tuple[Any, ...] = tuple(as_parameter(params, name, value) for value in _range_values(written, exact))
        values += () if is_number else (own,)
        marks = {values.index(as_parameter(params, name, value)): mark for mark, value in written.marks.items()}
        return SliderAxis(name, label.name, values, values.index(own), _decimals(values), marks)
    choices = (False, True) if written is True else written
    values = tuple(getattr(with_values(params, {name: each}), name) for each in choices)
    if own not in values:
        values = (own, *values)
    of_type = SwitchAxis if all(isinstance(each, bool) for each in values) else ChoiceAxis
    return of_type(name, label.name, values, values.index(own), _decimals(values), words=label.values)


def _range_values(written: Range, exact: set[float]) -> list[float]:
    """The values in `exact` and all steps of a range, except those that differ from an exact value only by rounding."""
    count = math.floor((written.to - written.start) / written.step + 1e-9)
    steps = (float(f"{written.start + index * written.step:.{_DIGITS}g}") for index in range(count + 1))
    near = 1e-9 * written.step
    return sorted(exact | {step for step in steps if all(abs(step - each) > near for each in exact)})


def with_values(params: Params, values: Mapping[str, Any]) -> Params:
    """Change some of the parameters, and check all of them.

    Raises
    ------
    ValidationError
        If a value is not allowed, or not together with the others.
    """
    given = {name: getattr(params, name) for name in type(params).model_fields if name in params.model_fields_set}
    return type(params).model_validate({**given, **values})


def with_first_values(params: Params, explore: Mapping[str, Any]) -> Params:
    """`params` where each explored parameter that has no value, and may go without one, begins with the first of its axis."""
    first = {
        name: _first(params, name, written) for name, written in explore.items() if getattr(params, name, 0) is None
    }
    try:
        return with_values(params, first) if first else params
    except ValidationError:
        return params  # the checks of axes report what is wrong


def _first(params: Params, name: str, written: AxisSpec) -> Any:
    """The first value of an axis; None where the author has that among them."""
    if isinstance(written, Range):
        return as_parameter(params, name, written.start)
    if isinstance(written, tuple):
        return None if None in written else written[0]
    return False


def as_parameter(params: Params, name: str, value: float) -> float:
    """`value` in the type of the parameter `name`: an int where no other number is allowed."""
    types = _type(params, name).annotations
    return int(value) if int in types and float not in types and float(value).is_integer() else value


def is_number_parameter(params: Params, name: str) -> bool:
    """Whether numbers are among the values of the parameter `name`."""
    return bool(_type(params, name).annotations & {int, float})


def parameter_label(params: Params, name: str) -> Label:
    """What readers call a parameter and its values."""
    if own := params.reader_name(name):
        return Label(own)
    labels = (entry for entry in _type(params, name).metadata if isinstance(entry, Label))
    return next(labels, Label(name.replace("_", " ")))


def _type(params: Params, name: str) -> FieldType:
    return FieldType.of_field(type(params).model_fields[name])


def value_text(value: Any, words: Mapping[str, str], decimals: int = 2) -> Value:
    """A value of a parameter as a label; `words` has the words of readers for some."""
    if isinstance(value, float):
        aligned = Fixed(value, decimals)
        close = abs(value) < 1e6 and abs(float(fixed_text(value, decimals)) - value) <= _CLOSE * abs(value)
        return aligned if close else format_parameter(value)
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, int):
        return Count(value)
    return _joined(value, words)


def _joined(value: Any, words: Mapping[str, str]) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(_joined(each, words) for each in value)
    if isinstance(value, float):
        return format_parameter(value, _DIGITS).visible()
    return "default" if value is None else words.get(str(value), str(value))


def _decimals(values: Sequence[Any]) -> int:
    """Decimals that show every value; those with many digits, such as √2, are cut to two."""
    texts = (f"{value:.12g}".partition(".")[2] for value in values if isinstance(value, float))
    return max((len(text) if len(text) <= _MOST_DECIMALS and "e" not in text else 2 for text in texts), default=0)
