"""Base models, text types and field metadata for everything that is read from YAML."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from inspect import cleandoc, getsource
from itertools import pairwise
from textwrap import dedent
from typing import Annotated, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    Strict,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from sitegen.spec.languages import is_unknown, tag_of

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
MAX_ID_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Clamp:
    """Field metadata: a number outside [`low`, `high`] is moved to the nearest bound, with a warning."""

    low: float | None = None
    high: float | None = None

    def apply(self, value: float) -> float:
        """The nearest allowed number, of the type of the bound when it is moved."""
        if self.low is not None and value < self.low:
            return self.low
        if self.high is not None and value > self.high:
            return self.high
        return value

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Show the bounds to editors, which warn where we clamp."""
        found = handler(schema)
        bounds = {"minimum": self.low, "maximum": self.high}
        return {**found, **{key: bound for key, bound in bounds.items() if bound is not None}}


@dataclass(frozen=True, slots=True)
class Unit:
    """Field metadata: the unit of a parameter as the reference page shows it, such as ``ms``."""

    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """Field metadata: the name of an abbreviated parameter as readers see it, and of its values."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypeLabel:
    """Field metadata: the type in words, which completes "'x y' is not …" and "write …" in messages."""

    phrase: str


LARGEST = 1e306
Number = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]
"""Any number to draw. Beyond these limits, the distance of two numbers may be no float, and no axis could show both."""


class SpecModel(BaseModel):
    """Base of everything read from YAML: strict types, no unknown keys, no NaN, frozen."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Add the descriptions of the model and of its fields, which are docstrings in the source."""
        found = handler(schema)
        described = handler.resolve_ref_schema(found)
        if text := ast.get_docstring(_definition(cls)):
            described["description"] = text
        for name, text in field_docs(cls).items():
            described["properties"][cls.model_fields[name].alias or name]["description"] = text
        return found

    other_tools: ClassVar[Mapping[str, str]] = {}
    """Keys that other tools have, and what to do here instead."""
    bare_value_keys: ClassVar[tuple[str, ...]] = ()
    """Fields that a value without a key is for: lists and words are tried with these first, and other texts with no others."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)


def field_docs(model: type[SpecModel]) -> dict[str, str]:
    """The docstring of each field of `model` that has one.

    They are read from the source, when a schema or a page of the reference needs them: pydantic's own
    ``use_attribute_docstrings`` parses the source of every model whenever it is imported, and with ``python -OO`` a class has
    no docstring.
    """
    bases = (base for base in reversed(model.__mro__) if issubclass(base, SpecModel))
    pairs = (pair for base in bases for pair in pairwise(_definition(base).body))
    return {
        line.target.id: cleandoc(text.value.value)
        for line, text in pairs
        if isinstance(line, ast.AnnAssign)
        and isinstance(line.target, ast.Name)
        and line.target.id in model.model_fields
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }


@cache
def _definition(model: type[SpecModel]) -> ast.ClassDef:
    """The definition of a class in its source."""
    (found,) = ast.parse(dedent(getsource(model))).body
    if not isinstance(found, ast.ClassDef):
        raise TypeError(f"{model.__name__} is not defined by a class statement")
    return found


class Params(SpecModel):
    """Base of a kind's parameters. The docstrings of its fields become the reference page and the schema."""

    one_step: ClassVar[frozenset[str]] = frozenset()
    """Parameters that take the rows of one step of a recording."""
    not_explored: ClassVar[frozenset[str]] = frozenset()
    """Parameters that readers cannot choose, although each has a single value: their states do not have the same tables."""
    other_forms: ClassVar[Mapping[str, Callable[[object], str]]] = {}
    """For parameters that other tools write in another form: a function from the given value to what to write, or to an empty text."""

    def reader_name(self, name: str) -> str | None:  # noqa: ARG002 - a hook
        """What readers call a parameter in this figure; None for its usual name."""
        return None


_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]*"
)
"""Blanks, fillers, and what Unicode calls default ignorable."""


def is_visible(text: str) -> bool:
    """Whether `text` has more than blanks, zero-width and other invisible characters."""
    return not _INVISIBLE.fullmatch(text)


def _has_ink(text: str) -> str:
    if not is_visible(text):
        raise ValueError("has no visible character")
    return text


VISIBLE = AfterValidator(_has_ink)
"""Metadata for a text field: blanks, zero-width and other invisible characters alone are refused."""


def one_line(longest: int) -> StringConstraints:
    """Metadata for a text on one line, without blanks around it."""
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest, pattern=r"^[^\n\r]*$")


Line = Annotated[str, one_line(200), VISIBLE, TypeLabel("one line of text")]
MAX_ALT = 250
"""Characters of the longest alternative text: it cannot be paused or skimmed."""
AlternativeText = Annotated[str, one_line(MAX_ALT), VISIBLE, TypeLabel("one line of text")]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Identifier = Annotated[
    str,
    StringConstraints(max_length=MAX_ID_LENGTH, pattern=ID_PATTERN),
    TypeLabel("an id of lower-case letters, digits and single hyphens, such as relu-16"),
]


def _no_name_of_a_language(value: object) -> object:
    if isinstance(value, str) and (tag := tag_of(value)):
        message = "'{given}' is not a language tag such as en or pt-BR"
        raise PydanticCustomError("language", message, {"given": value, "hint": f"write {tag}"})
    if isinstance(value, str) and is_unknown(value):
        raise PydanticCustomError("language", "'{given}' is not the tag of a language", {"given": value})
    return value


LanguageTag = Annotated[
    str,
    BeforeValidator(_no_name_of_a_language),
    StringConstraints(pattern=r"^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$"),
    TypeLabel("a language tag such as en or pt-BR"),
]
Items = Strict(False)
"""Metadata for a tuple field: accept a YAML list for it. The items keep their own strict types."""
