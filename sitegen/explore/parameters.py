"""One parameter of a kind: what readers call it and its values, and whether it takes a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from sitegen.spec.declaration import Label, Params
from sitegen.spec.field_problems import FieldProblem, explain
from sitegen.spec.field_types import FieldType
from sitegen.spec.validate import clamped


def with_values(params: Params, values: Mapping[str, Any]) -> Params:
    """The parameters with some of them changed, checked again.

    Raises
    ------
    ValidationError
        If they do not go together.
    """
    given = {name: getattr(params, name) for name in type(params).model_fields if name in params.model_fields_set}
    return type(params).model_validate({**given, **values})


def refusals(params: Params, values: Mapping[str, Any]) -> tuple[FieldProblem, ...]:
    """Why parameters cannot take these values; empty where they can."""
    _, moved = clamped(type(params), dict(values))
    if moved:
        return tuple(FieldProblem(path=each.path, message=each.message.partition(";")[0]) for each in moved)
    try:
        with_values(params, values)
    except ValidationError as error:
        return tuple(explain(type(params), error))
    return ()


def stands_for_others(value: Any) -> bool:
    """Whether a value is a figure, a file or a mapping, which no control can name and no state can hold."""
    parts = value if isinstance(value, list | tuple) else [value]
    return any(isinstance(part, Mapping | BaseModel) for part in parts)


def label_of(params: Params, name: str) -> str:
    """What readers call a parameter."""
    return next((label.name for label in _labels(params, name)), name.replace("_", " "))


def called(params: Params, name: str) -> Mapping[str, str]:
    """Values of a parameter that readers know by another word."""
    return next((label.values for label in _labels(params, name)), {})


def number_for(params: Params, name: str, value: float) -> float:
    """A number as the parameter takes it: whole where it takes no other."""
    kinds = {variant.annotation for variant in _field(params, name).variants}
    return int(value) if int in kinds and float not in kinds and float(value).is_integer() else value


def _labels(params: Params, name: str) -> Iterator[Label]:
    return (entry for entry in _field(params, name).metadata if isinstance(entry, Label))


def _field(params: Params, name: str) -> FieldType:
    field = type(params).model_fields[name]
    return FieldType.of(field.annotation, tuple(field.metadata))
