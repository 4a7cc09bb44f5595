"""Describe what a field of a spec allows, for messages and reference pages, and locate pydantic's errors."""

from __future__ import annotations

from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from sitegen.spec.declaration import Clamp, TypeLabel, Unit
from sitegen.spec.message_format import FieldPath, format_number

_NOUNS = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
_PLURALS = {int: "whole numbers", float: "numbers", str: "texts"}


class _End(NamedTuple):
    """An end of a range; an open one is not allowed itself."""

    value: Any
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class FieldType:
    """A type with its metadata: bounds, unit, label."""

    annotation: Any
    """The bare type, without `Annotated`."""
    metadata: tuple[object, ...] = ()
    """pydantic's and the project's own, flattened."""

    @classmethod
    def of(cls, annotation: Any, metadata: tuple[object, ...] = ()) -> FieldType:
        """Take `Annotated` and pydantic's `Field` apart."""
        flat = tuple(inner for each in metadata for inner in (each.metadata if isinstance(each, FieldInfo) else [each]))
        if get_origin(annotation) is Annotated:
            bare, *inner = get_args(annotation)
            return cls.of(bare, (*inner, *flat))
        if get_origin(annotation) in {Union, UnionType}:
            variants = [variant for variant in get_args(annotation) if variant is not NoneType]
            if len(variants) == 1:
                return cls.of(variants[0], (*flat, NoneType))
        return cls(annotation, flat)

    @classmethod
    def of_field(cls, field: FieldInfo) -> FieldType:
        """The type of a field of a model."""
        return cls.of(field.annotation, tuple(field.metadata))

    @property
    def variants(self) -> tuple[FieldType, ...]:
        """The alternatives of a union, without None; any other type is its only variant."""
        if get_origin(self.annotation) not in {Union, UnionType}:
            return (self,)
        return tuple(
            FieldType.of(variant, self.metadata) for variant in get_args(self.annotation) if variant is not NoneType
        )

    @property
    def annotations(self) -> set[Any]:
        """The bare types of the variants."""
        return {variant.annotation for variant in self.variants}

    @property
    def takes_null(self) -> bool:
        """Whether null stands for a missing value."""
        return NoneType in self.metadata or NoneType in get_args(self.annotation)

    @property
    def models(self) -> list[type[BaseModel]]:
        """The pydantic models among the variants."""
        return [variant.model for variant in self.variants if variant.model]

    @property
    def words(self) -> list[str]:
        """The words that the variants take."""
        return [word for each in self.variants for word in get_args(each.annotation) if isinstance(word, str)]

    @property
    def list_items(self) -> FieldType | None:
        """What each item may be in the first variant that is a list."""
        return next((variant.items for variant in self.variants if variant.items), None)

    @property
    def model(self) -> type[BaseModel] | None:
        """The pydantic model, when it is one."""
        bare = self.annotation
        return bare if isinstance(bare, type) and issubclass(bare, BaseModel) else None

    @property
    def items(self) -> FieldType | None:
        """What each item may be, for a list."""
        return FieldType.of(get_args(self.annotation)[0]) if get_origin(self.annotation) in {tuple, list} else None

    @property
    def entries(self) -> FieldType | None:
        """What each value may be, for a mapping with free keys."""
        return FieldType.of(get_args(self.annotation)[1]) if get_origin(self.annotation) is dict else None

    def bound(self, *names: str) -> Any:
        """The first of the constraints `names`, such as ``ge`` or ``max_length``; None when there is none."""
        found = (getattr(entry, name, None) for entry in self.metadata for name in names)
        return next((value for value in found if value is not None), None)

    @property
    def unit(self) -> str:
        """The unit with a space before it; empty when there is none."""
        return next((f" {entry.name}" for entry in self.metadata if isinstance(entry, Unit)), "")

    @property
    def clamp(self) -> Clamp:
        """The bounds to which numbers are moved; without bounds when there are none."""
        return next((entry for entry in self.metadata if isinstance(entry, Clamp)), Clamp())

    @property
    def range(self) -> str:
        """``2 to 64``, ``0 or more``, ``80 to 10000 ms``; empty when everything is allowed."""
        low, high = self._lowest, self._highest
        if low.value is not None and high.value is not None and not (low.is_open or high.is_open):
            return f"{format_number(low.value)} to {format_number(high.value)}{self.unit}"
        ends = {
            "more than {}" if low.is_open else "{} or more": low.value,
            "less than {}" if high.is_open else "{} or less": high.value,
        }
        return " and ".join(
            end.format(f"{format_number(value)}{self.unit}") for end, value in ends.items() if value is not None
        )

    @property
    def _lowest(self) -> _End:
        """The strictest of the lower bounds."""
        return max(self._ends(self.clamp.low, "ge", "gt"), default=_End(None))

    @property
    def _highest(self) -> _End:
        """The strictest of the upper bounds."""
        ends = self._ends(self.clamp.high, "le", "lt")
        return min(ends, key=lambda end: (end.value, not end.is_open), default=_End(None))

    def _ends(self, clamped: float | None, closed: str, opened: str) -> list[_End]:
        """The bound that numbers are moved to, or else the constraints of these names."""
        if clamped is not None:
            return [_End(clamped)]
        found = [(getattr(entry, name, None), name == opened) for entry in self.metadata for name in (closed, opened)]
        return [_End(value, is_open) for value, is_open in found if value is not None]

    @property
    def count(self) -> str:
        """How many items or characters: ``1 to 64``."""
        low, high = self.bound("min_length"), self.bound("max_length")
        if high is None:
            return f"at least {low}"
        return f"at most {high}" if not low else str(low) if low == high else f"{low} to {high}"

    @property
    def phrase(self) -> str:
        """Complete "write …": ``a whole number from 2 to 64``."""
        wording = next((entry.phrase for entry in self.metadata if isinstance(entry, TypeLabel)), None)
        if wording:
            return wording
        if self.variants != (self,):
            return ", or ".join(dict.fromkeys(variant.phrase for variant in self.variants))
        if get_origin(self.annotation) is Literal:
            words = list(map(str, get_args(self.annotation)))
            return f"one of {', '.join(words)}" if len(words) > 1 else words[0]
        if self.items:
            return self._list_phrase(self.items)
        if self.model:
            return f"a mapping {{{', '.join(f'{key}: …' for key in needed(self.model) or fields_of(self.model))}}}"
        return _NOUNS.get(self.annotation, "a value") + self._range_phrase

    @property
    def _range_phrase(self) -> str:
        if not self.range:
            return f" of{self.unit}" if self.unit else ""
        return f" from {self.range}" if " to " in self.range else f" of {self.range}"

    def _list_phrase(self, items: FieldType) -> str:
        count = f"{self.count} " if self.bound("min_length", "max_length") is not None else ""
        if items.annotation in _PLURALS:
            return f"a list of {count}{_PLURALS[items.annotation]}{items._range_phrase}"
        return f"a list of {count}items, each {items.phrase}"


class ErrorTarget(NamedTuple):
    """The field that a pydantic error is about."""

    path: FieldPath
    """Path of the field, without pydantic's names of variants."""
    allowed: FieldType | None
    """The field's type; None when it is unknown."""
    owner: type[BaseModel]
    """The innermost model around the field."""
    unions: tuple[UnionVariant, ...] = ()
    """The unions on the path, outermost first."""


class UnionVariant(NamedTuple):
    """A union on the path to an error: its path, its type, and pydantic's name of the variant that was tried."""

    path: FieldPath
    allowed: FieldType
    variant: str


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the names that an author writes."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def needed(model: type[BaseModel]) -> list[str]:
    """The fields of a model that have no default, by the names that an author writes."""
    return [name for name, field in fields_of(model).items() if field.is_required()]


def errors_at(model: type[BaseModel], name: str, value: object) -> list[ErrorDetails]:
    """What pydantic refuses in the field `name` of a model when it has this value; other fields may be missing."""
    try:
        model.model_validate({name: value})
    except ValidationError as error:
        return [each for each in error.errors(include_url=False) if each["loc"][:1] == (name,)]
    return []


def locate(model: type[BaseModel], location: FieldPath) -> ErrorTarget:
    """Follow pydantic's location of an error through `model`."""
    path: list[str | int] = []
    here: FieldType | None = FieldType(model)
    owner = model
    unions: list[UnionVariant] = []
    for step in location:
        if here and len(here.variants) > 1:
            unions.append(UnionVariant(tuple(path), here, str(step)))
            here = next((variant for variant in here.variants if _is_variant(variant, str(step))), None)
            continue
        owner = (here.variants[0].model if here else None) or owner
        path.append(step)
        here = _inside(here, step)
    return ErrorTarget(tuple(path), here, owner, tuple(unions))


def _inside(allowed: FieldType | None, step: str | int) -> FieldType | None:
    variant = allowed.variants[0] if allowed else None
    if variant is None:
        return None
    if variant.model and step in fields_of(variant.model):
        return FieldType.of_field(fields_of(variant.model)[str(step)])
    return variant.items if isinstance(step, int) else variant.entries


def _is_variant(allowed: FieldType, name: str) -> bool:
    """Whether pydantic calls this variant `name`: a model by its own, others like ``tuple[constrained-float, ...]``."""
    if allowed.model:
        return name == allowed.model.__name__
    bare = get_origin(allowed.annotation) or allowed.annotation
    return name.removeprefix("constrained-").split("[")[0] == str(getattr(bare, "__name__", bare)).lower()
