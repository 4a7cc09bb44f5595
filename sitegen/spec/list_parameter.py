"""A parameter that may take a list, and what the items of the list are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from pydantic import BaseModel, ValidationError

from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.field_types import FieldType, fields_of, needed
from sitegen.spec.value_reference import DataFile, FileList, SeriesFile


@dataclass(frozen=True)
class ListParameter:
    """A parameter of a kind."""

    model: type[BaseModel]
    name: str

    @cached_property
    def allowed(self) -> FieldType:
        """What it takes."""
        return FieldType.of_field(self.model.model_fields[self.name])

    @cached_property
    def files(self) -> frozenset[type[BaseModel]]:
        """The types of references to files that it takes."""
        return frozenset(each for each in self.allowed.models if issubclass(each, DataFile | FileList))

    @cached_property
    def item(self) -> type[BaseModel] | None:
        """The model of the items of its list; None if these are no mappings, or if it takes no list."""
        items = self.allowed.list_items
        return items.model if items else None

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields of an item; those of its name and of its numbers come first."""
        return tuple(self.item.model_fields) if self.item else ()

    @property
    def takes_series(self) -> bool:
        """Whether each item may be a named series from a file."""
        return SeriesFile in self.files

    def takes(self, value: float | str | None) -> bool:
        """Whether the numbers of an item may be this one, or this expression, alone; None is a missing number."""
        name, numbers, *_ = self.fields
        try:
            return bool(
                self.item and self.item.model_validate({name: "a", numbers: [None] if value is None else value})
            )
        except ValidationError:
            return False

    def is_of_a_model(self, value: Any) -> bool:
        """Whether `value` has the keys of a mapping that the parameter takes besides references to files."""
        models = [each for each in self.allowed.models if each not in self.files]
        return isinstance(value, dict) and any(_has_keys_of(each, value) for each in models)

    def is_records(self, value: Any) -> bool:
        """Whether `value` is a list of mappings with a number for each series, and without the fields of an item."""
        known = {*self.fields, *getattr(self.item, "other_tools", ())}
        if not isinstance(value, list) or not value or not known:
            return False
        return all(
            isinstance(each, dict)
            and known.isdisjoint(each)
            and not any(isinstance(cell, list) for cell in each.values())
            for each in value
        )

    def problem(self, message: str, hint: str = "", *inside: str | int) -> FieldProblem:
        """A problem of its value, or of what is `inside` it."""
        return FieldProblem(("params", self.name, *inside), message, hint)


@cache
def list_parameter(model: type[BaseModel], name: str) -> ListParameter:
    """The parameter `name` of a kind, made once."""
    return ListParameter(model, name)


def _has_keys_of(model: type[BaseModel], value: Mapping[str, Any]) -> bool:
    """Whether all keys are those of `model`, or all keys that it needs are there."""
    needs = set(needed(model))
    return value.keys() <= fields_of(model).keys() or (bool(needs) and needs <= value.keys())


def is_reference(value: Any) -> bool:
    """Whether `value` refers to a file."""
    return isinstance(value, dict) and "file" in value


def is_list_of_references(value: Any) -> bool:
    """Whether `value` is a list of references to files."""
    return isinstance(value, list) and bool(value) and all(map(is_reference, value))
