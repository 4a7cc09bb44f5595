"""pydantic's errors become problems: one clear sentence each, with what is allowed, where it should point, and a guess."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sitegen.errors import Severity, did_you_mean
from sitegen.spec.field_types import ErrorTarget, FieldType, fields_of, locate
from sitegen.spec.message_format import FieldPath, counted, format_value, parse_dotted
from sitegen.spec.yaml_scalars import ScalarError, read_scalar
from sitegen.spec.yaml_tree import Invalid

_HUGE = 10**40
_WRONG_KEY = {"missing", "extra_forbidden"}
_ENDS = {"min_length": "least", "max_length": "most"}
Highlight = Literal["value", "key", "mapping", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """A problem with a field, before it has a line and a column; `highlight` says what the caret underlines."""

    path: FieldPath
    message: str
    hint: str = ""
    severity: Severity = "error"
    highlight: Highlight = "value"


@dataclass(frozen=True, slots=True)
class _Case:
    """One pydantic error with its place in the author's terms."""

    target: ErrorTarget
    error: ErrorDetails
    prefix: FieldPath

    @property
    def path(self) -> FieldPath:
        return (*self.prefix, *self.target.path)

    @property
    def allowed(self) -> FieldType:
        return self.target.allowed or FieldType(object)

    @property
    def given(self) -> Any:
        return self.error["input"]

    @property
    def context(self) -> Mapping[str, Any]:
        return self.error.get("ctx", {})

    def problem(self, message: str, hint: str = "", highlight: Highlight = "value") -> FieldProblem:
        return FieldProblem(path=self.path, message=message, hint=hint, highlight=highlight)


def explain(model: type[BaseModel], error: ValidationError, prefix: FieldPath = ()) -> Iterator[FieldProblem]:
    """Yield one problem for each mistake; a value that fits no alternative of a union is one mistake.

    Parameters
    ----------
    model : type
        The model that was validated.
    error : ValidationError
        What pydantic raised.
    prefix : tuple
        Where the model's data stand in the spec, such as ``("params",)``.
    """
    cases = [_Case(locate(model, each["loc"]), each, prefix) for each in error.errors(include_url=False)]
    for case in _one_per_union(cases):
        if not isinstance(case.given, Invalid) and not _is_echo(case):
            yield _sentence(case)


def _one_per_union(cases: list[_Case], depth: int = 0) -> Iterator[_Case]:
    """Keep the errors of the alternative whose shape the value has; when it has none's, a single error for all.

    Unions are taken from the outside in: `depth` of them are settled.
    """
    groups: dict[FieldPath, list[_Case]] = {}
    for case in cases:
        if len(case.target.unions) <= depth:
            yield case
        else:
            groups.setdefault(case.target.unions[depth].path, []).append(case)
    for path, group in groups.items():
        misshapen = [case for case in group if case.target.path == path and _is_wrong_shape(case)]
        wrong_variants = {case.target.unions[depth].variant for case in misshapen}
        fitting = [case for case in group if case.target.unions[depth].variant not in wrong_variants]
        nearest = _nearest_models(fitting, depth)
        if nearest or not misshapen:
            yield from _one_per_union(nearest or fitting, depth + 1)
        else:
            owner, union = misshapen[0].target.owner, misshapen[0].target.unions[depth]
            yield replace(misshapen[0], target=ErrorTarget(path, union.allowed, owner))


def _nearest_models(cases: list[_Case], depth: int) -> list[_Case]:
    """Of several mappings that were tried, keep the one whose keys were meant; none when that cannot be told."""
    variants: dict[str, list[_Case]] = {}
    for case in cases:
        variants.setdefault(case.target.unions[depth].variant, []).append(case)
    if len(variants) < 2:
        return cases
    wrong_keys = {
        variant: [case for case in group if case.error["type"] in _WRONG_KEY] for variant, group in variants.items()
    }
    fewest = min(map(len, wrong_keys.values()))
    nearest = [variant for variant, wrong in wrong_keys.items() if len(wrong) == fewest]
    if len(nearest) > 1:
        nearest = [variant for variant in nearest if any(_sentence(case).hint for case in wrong_keys[variant])]
    return variants[nearest[0]] if nearest else []


def _is_wrong_shape(case: _Case) -> bool:
    return case.error["type"].endswith("_type") or case.error["type"] == "literal_error"


def _is_echo(case: _Case) -> bool:
    """Whether pydantic calls a list too short only because some of its items are wrong."""
    return case.error["type"] == "too_short" and len(case.given) >= case.context["min_length"]


def _sentence(case: _Case) -> FieldProblem:
    kind = case.error["type"]
    if sentence := _SENTENCES.get(kind):
        return sentence(case)
    return _not_allowed(case) if _is_wrong_shape(case) else _own_words(case)


def _missing(case: _Case) -> FieldProblem:
    return case.problem(f"this key is missing; write {case.allowed.phrase}", highlight="mapping")


def _out_of_range(case: _Case) -> FieldProblem:
    return case.problem(
        f"{format_value(case.given)}{case.allowed.unit} is out of range; allowed is {case.allowed.range}"
    )


def _not_finite(case: _Case) -> FieldProblem:
    return case.problem(f"{format_value(case.given)} is not a finite number")


def _wrong_count(case: _Case) -> FieldProblem:
    return case.problem(f"the list has {counted(len(case.given), 'item')}; allowed are {case.allowed.count}")


def _not_allowed(case: _Case) -> FieldProblem:
    """A wrong type or an unknown word: what was given and what is allowed."""
    if case.given is None:
        return case.problem("a value is missing", f"write {case.allowed.phrase}")
    return case.problem(
        f"{format_value(case.given)} is not {case.allowed.phrase}", _type_hint(case.given, case.allowed)
    )


def _type_hint(given: object, allowed: FieldType) -> str:
    wanted = {variant.annotation for variant in allowed.variants}
    if isinstance(given, str):
        return _text_hint(given, allowed, wanted)
    if isinstance(given, int | float) and str in wanted:
        return "put it in quotes"
    if isinstance(given, float) and given.is_integer() and int in wanted:
        return f"write {int(given)}"
    return ""


def _text_hint(given: str, allowed: FieldType, wanted: set[Any]) -> str:
    """Say how to write what the text seems to mean: a number without quotes or unit, or a known word."""
    meant, bare = _unquoted(given), given.removesuffix(allowed.unit.strip()).strip()
    if not isinstance(meant, str) and (type(meant) in wanted or (type(meant) is int and float in wanted)):
        return f"write {given} without quotes"
    if allowed.unit and isinstance(_unquoted(bare), int | float):
        return f"write {bare}, in{allowed.unit}"
    return did_you_mean(
        given, (word for variant in allowed.variants for word in get_args(variant.annotation) if isinstance(word, str))
    )


def _unquoted(text: str) -> object:
    try:
        return read_scalar(text)
    except ScalarError:
        return text


def _wrong_length(case: _Case) -> FieldProblem:
    if not case.given.strip():
        return case.problem("the text is empty", "write something, or delete the key")
    allowed = ", ".join(f"at {end} {case.context[name]:,}" for name, end in _ENDS.items() if name in case.context)
    return case.problem(f"the text has {counted(len(case.given), 'character')}; {allowed} are allowed")


def _unknown_key(case: _Case) -> FieldProblem:
    known = sorted(fields_of(case.target.owner))
    hint = did_you_mean(str(case.path[-1]), known)
    return case.problem(f"this key is unknown; known here: {', '.join(known) or 'none'}", hint, highlight="key")


def _own_words(case: _Case) -> FieldProblem:
    """A validator's own message. Its context may hold a ``hint``, and as ``field`` another place: its path in the model."""
    path = (*case.prefix, *parse_dotted(str(case.context["field"]))) if "field" in case.context else case.path
    own = case.context.get("error")
    return FieldProblem(path=path, message=str(own or case.error["msg"]), hint=str(case.context.get("hint", "")))


_SENTENCES: dict[str, Callable[[_Case], FieldProblem]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "greater_than": _out_of_range,
    "greater_than_equal": _out_of_range,
    "less_than": _out_of_range,
    "less_than_equal": _out_of_range,
    "finite_number": _not_finite,
    "too_short": _wrong_count,
    "too_long": _wrong_count,
    "string_too_short": _wrong_length,
    "string_too_long": _wrong_length,
    "string_pattern_mismatch": _not_allowed,
}
