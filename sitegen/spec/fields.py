"""What a field of a spec allows, read from its annotation: the words that messages and reference pages share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sitegen.spec.declaration import Clamp, Unit, Wording

Location = tuple[str | int, ...]

_NOUNS = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
_PLURALS = {int: "whole numbers", float: "numbers", str: "texts"}


@dataclass(frozen=True, slots=True)
class Allowed:
    """A type with everything that its metadata says about it.

    Parameters
    ----------
    annotation : Any
        The bare type, without `Annotated`.
    metadata : tuple
        pydantic's and the project's own, flattened.
    """

    annotation: Any
    metadata: tuple[object, ...] = ()

    @classmethod
    def of(cls, annotation: Any, metadata: tuple[object, ...] = ()) -> Allowed:
        """Take `Annotated` and pydantic's `Field` apart."""
        flat = tuple(_flatten(metadata))
        if get_origin(annotation) is Annotated:
            bare, *inner = get_args(annotation)
            return cls.of(bare, (*inner, *flat))
        if get_origin(annotation) in {Union, UnionType}:
            arms = [arm for arm in get_args(annotation) if arm is not NoneType]
            if len(arms) == 1:
                return cls.of(arms[0], flat)
        return cls(annotation, flat)

    @property
    def arms(self) -> tuple[Allowed, ...]:
        """The alternatives of a union, without None; a single one for any other type."""
        if get_origin(self.annotation) not in {Union, UnionType}:
            return (self,)
        return tuple(Allowed.of(arm, self.metadata) for arm in get_args(self.annotation) if arm is not NoneType)

    @property
    def model(self) -> type[BaseModel] | None:
        """The pydantic model, when it is one."""
        found = self.annotation
        return found if isinstance(found, type) and issubclass(found, BaseModel) else None

    @property
    def items(self) -> Allowed | None:
        """What each item may be, for a list."""
        return Allowed.of(get_args(self.annotation)[0]) if get_origin(self.annotation) in {tuple, list} else None

    @property
    def entries(self) -> Allowed | None:
        """What each value may be, for a mapping with free keys."""
        return Allowed.of(get_args(self.annotation)[1]) if get_origin(self.annotation) is dict else None

    def bound(self, *names: str) -> Any:
        """The first of the constraints `names`, such as ``ge`` or ``max_length``; None when there is none."""
        found = (getattr(entry, name, None) for entry in self.metadata for name in names)
        return next((value for value in found if value is not None), None)

    @property
    def unit(self) -> str:
        """The unit with a space before it; empty when there is none."""
        return next((f" {entry.name}" for entry in self.metadata if isinstance(entry, Unit)), "")

    @property
    def range(self) -> str:
        """``2 to 64``, ``0 or more``, ``80 to 10000 ms``; empty when everything is allowed."""
        clamp = next((entry for entry in self.metadata if isinstance(entry, Clamp)), Clamp())
        low = self.bound("ge") if clamp.low is None else clamp.low
        high = self.bound("le") if clamp.high is None else clamp.high
        if low is not None and high is not None:
            return f"{number(low)} to {number(high)}{self.unit}"
        ends = [f"{number(low)}{self.unit} or more"] if low is not None else []
        ends += [f"more than {number(self.bound('gt'))}{self.unit}"] if self.bound("gt") is not None else []
        ends += [f"{number(high)}{self.unit} or less"] if high is not None else []
        ends += [f"less than {number(self.bound('lt'))}{self.unit}"] if self.bound("lt") is not None else []
        return " and ".join(ends)

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
        wording = next((entry.phrase for entry in self.metadata if isinstance(entry, Wording)), None)
        if wording:
            return wording
        if self.arms != (self,):
            return ", or ".join(dict.fromkeys(arm.phrase for arm in self.arms))
        if get_origin(self.annotation) is Literal:
            words = list(map(str, get_args(self.annotation)))
            return f"one of {', '.join(words)}" if len(words) > 1 else words[0]
        if self.items:
            return self._list_phrase(self.items)
        if self.model:
            fields = fields_of(self.model)
            needed = [key for key, field in fields.items() if field.is_required()]
            return f"a mapping {{{', '.join(f'{key}: …' for key in needed or fields)}}}"
        return _NOUNS.get(self.annotation, "a value") + self._range_phrase

    @property
    def _range_phrase(self) -> str:
        if not self.range:
            return f" of{self.unit}" if self.unit else ""
        return f" from {self.range}" if " to " in self.range else f" of {self.range}"

    def _list_phrase(self, items: Allowed) -> str:
        count = f"{self.count} " if self.bound("min_length", "max_length") is not None else ""
        if items.annotation in _PLURALS:
            return f"a list of {count}{_PLURALS[items.annotation]}{items._range_phrase}"
        return f"a list of {count}items, each {items.phrase}"


class Target(NamedTuple):
    """Where a pydantic error belongs in the author's own terms.

    Parameters
    ----------
    path : tuple
        Place in the data.
    allowed : Allowed or None
        What may stand there; None when the model does not tell.
    owner : type
        The innermost model on the way.
    unions : tuple of UnionTarget
        The unions on the way, outermost first.
    """

    path: Location
    allowed: Allowed | None
    owner: type[BaseModel]
    unions: tuple[UnionTarget, ...] = ()


class UnionTarget(NamedTuple):
    """A union on the way to an error: its place, all of it, and pydantic's name of the alternative that was tried."""

    path: Location
    allowed: Allowed
    arm: str


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the names that an author writes."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def locate(model: type[BaseModel], location: Location) -> Target:
    """Follow pydantic's location through `model`, leaving out the names that it gives to a union's alternatives."""
    path: list[str | int] = []
    here: Allowed | None = Allowed(model)
    owner = model
    unions: list[UnionTarget] = []
    for step in location:
        if here and len(here.arms) > 1:
            unions.append(UnionTarget(tuple(path), here, str(step)))
            here = next((arm for arm in here.arms if _is_arm(arm, str(step))), None)
            continue
        owner = (here.arms[0].model if here else None) or owner
        path.append(step)
        here = _inside(here, step)
    return Target(tuple(path), here, owner, tuple(unions))


def _inside(allowed: Allowed | None, step: str | int) -> Allowed | None:
    arm = allowed.arms[0] if allowed else None
    if arm is None:
        return None
    if arm.model and step in fields_of(arm.model):
        field = fields_of(arm.model)[str(step)]
        return Allowed.of(field.annotation, tuple(field.metadata))
    return arm.items if isinstance(step, int) else arm.entries


def _is_arm(allowed: Allowed, name: str) -> bool:
    """Whether pydantic calls this alternative `name`: a model by its own, others like ``tuple[constrained-float, ...]``."""
    if allowed.model:
        return name == allowed.model.__name__
    bare = get_origin(allowed.annotation) or allowed.annotation
    return name.removeprefix("constrained-").split("[")[0] == str(getattr(bare, "__name__", bare)).lower()


def _flatten(metadata: tuple[object, ...]) -> Iterator[object]:
    for entry in metadata:
        if isinstance(entry, FieldInfo):
            yield from entry.metadata
        else:
            yield entry


def number(value: float) -> str:
    """A bound as an author would write it: ``64``, ``0.001``."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
