"""Explain pydantic's errors to authors: one sentence for each mistake, with what is allowed and a hint."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any, Literal, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from sitegen.errors import Severity, did_you_mean
from sitegen.spec.field_types import ErrorTarget, FieldType, fields_of, locate
from sitegen.spec.message_format import FieldPath, counted, format_value, parse_dotted, shortened
from sitegen.spec.value_hints import FOR_THE_DEFAULT, file_hint, hint_for
from sitegen.spec.value_reference import DATA_SUFFIXES, DataFile, suffix_of
from sitegen.spec.yaml_scalars import Letter, ScalarError, read_scalar
from sitegen.spec.yaml_tree import AmbiguousScalar, Invalid

MOST_EXPLAINED, MOST_HINTS = 6000, 500
"""The most errors of pydantic that are explained, and of which unknown keys get a hint: a spec may have a hundred thousand."""
_LEAST_PERCENT, _ALL_PERCENT = 2, 100
"""Numbers between these were meant as percentages; a smaller one, such as 1.5, is as likely a share that is too large."""
_WRONG_KEY = {"missing", "extra_forbidden"}
_LENGTHS = {"min_length": "least", "max_length": "most"}
Highlight = Literal["value", "key", "mapping", "file"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text value."""

    text: str
    """The whole value."""
    offset: int
    length: int
    """Where the part begins, and its length, in characters."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A problem of a field, before it has a line and a column; the caret underlines its `highlight`."""

    path: FieldPath
    message: str
    hint: str = ""
    _: KW_ONLY
    severity: Severity = "error"
    highlight: Highlight = "value"
    part: Part | None = None
    """What the caret underlines of a value that is written on one line."""
    is_wrong_type: bool = False
    """Whether the value is of a type that the field does not take."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One pydantic error and the field that it is about."""

    target: ErrorTarget
    error: ErrorDetails
    prefix: FieldPath
    has_hint: bool
    """Whether the nearest key is looked for."""

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

    @property
    def is_wrong_shape(self) -> bool:
        return self.error["type"].endswith("_type") or self.error["type"] == "literal_error"


def refused(message: str, field: str, hint: str = "", part: Part | None = None) -> PydanticCustomError:
    """An error for a validator of a whole model to raise.

    Its `field` is a place from the model on, such as ``series.0.y``, whose value may come from a data file. The caret underlines the
    `part` of a text.
    """
    found: dict[str, Any] = {"message": message, "field": field, "part": part, **({"hint": hint} if hint else {})}
    return PydanticCustomError("refused", "{message}", found)


def explain(model: type[BaseModel], error: ValidationError, prefix: FieldPath = ()) -> Iterator[FieldProblem]:
    """Yield one problem for each of the first mistakes; a value that fits no variant of a union is one mistake.

    The path of the model's data in the spec is `prefix`, such as ``("params",)``.
    """
    errors = error.errors(include_url=False)[:MOST_EXPLAINED]
    cases = [_Case(locate(model, each["loc"]), each, prefix, at < MOST_HINTS) for at, each in enumerate(errors)]
    # pydantic also calls a list too short when some of its items are wrong
    yield from without_missing_twins(
        _explained(case)
        for case in _one_per_union(cases)
        if (case.error["type"] == "extra_forbidden" or not isinstance(case.given, Invalid) or _is_clear_here(case))
        and not (case.error["type"] == "too_short" and len(case.given) >= case.context["min_length"])
    )


def without_missing_twins(problems: Iterable[FieldProblem]) -> Iterator[FieldProblem]:
    """Leave out a missing key whose misspelling is reported: the two are one mistake."""
    found = list(problems)
    hints = {(problem.path[:-1], problem.hint) for problem in found if problem.highlight == "key"}
    for problem in found:
        around, name = problem.path[:-1], "".join(map(str, problem.path[-1:]))
        twins = {(around, f"did you mean '{name}'?"), (around, f"write {name}")}
        if problem.highlight != "mapping" or hints.isdisjoint(twins):
            yield problem


def _one_per_union(cases: list[_Case], depth: int = 0) -> Iterator[_Case]:
    """Keep the errors of the variants that have the shape of the value; if none has, make one error for all.

    Unions are settled from the outside in, `depth` of them so far.
    """
    groups: dict[FieldPath, list[_Case]] = {}
    for case in cases:
        if len(case.target.unions) <= depth:
            yield case
        else:
            groups.setdefault(case.target.unions[depth].path, []).append(case)
    for path, group in groups.items():
        misshapen = [case for case in group if case.target.path == path and case.is_wrong_shape]
        wrong_variants = {case.target.unions[depth].variant for case in misshapen}
        fitting = [case for case in group if case.target.unions[depth].variant not in wrong_variants]
        nearest = _nearest_models(fitting, depth)
        if nearest or not misshapen:
            yield from _one_per_union(nearest or fitting, depth + 1)
        else:
            owner, union = misshapen[0].target.owner, misshapen[0].target.unions[depth]
            yield replace(misshapen[0], target=ErrorTarget(path, union.allowed, owner))


def _nearest_models(cases: list[_Case], depth: int) -> list[_Case]:
    """Of several mappings that were tried, the one whose keys were meant; none when that is unclear."""
    variants: dict[str, list[_Case]] = {}
    for case in cases:
        variants.setdefault(case.target.unions[depth].variant, []).append(case)
    if len(variants) < 2:
        return cases
    wrong_keys = {
        variant: [case for case in group if case.error["type"] in _WRONG_KEY] for variant, group in variants.items()
    }
    wrong = {variant: (sum(map(_is_foreign, group)), len(group)) for variant, group in wrong_keys.items()}
    nearest = [variant for variant, count in wrong.items() if count == min(wrong.values())]
    if len(nearest) > 1:
        nearest = [variant for variant in nearest if any(_explained(case).hint for case in wrong_keys[variant])]
    return variants[nearest[0]] if nearest else []


def _is_foreign(case: _Case) -> bool:
    """Whether a key is unknown, and none that other tools have or that is almost right."""
    return case.error["type"] == "extra_forbidden" and not _explained(case).hint


def _explained(case: _Case) -> FieldProblem:
    """The message for one error."""
    given, allowed, kind = case.given, case.allowed, case.error["type"]
    message, hint = f"{format_value(given)} is not {allowed.phrase}", ""
    highlight: Highlight = "value"
    is_wrong_type = False
    match kind:
        case "missing":
            message, highlight = f"this key is missing; write {allowed.phrase}", "mapping"
        case "extra_forbidden":
            known = sorted(fields_of(case.target.owner))
            message, highlight = f"this key is unknown; known here: {', '.join(known) or 'none'}", "key"
            hint = _key_hint(case.target.owner, str(case.path[-1]), known, given) if case.has_hint else ""
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            message, hint = _out_of_range(given, allowed)
        case "finite_number":
            message = f"{format_value(given)} is not a finite number"
        case "too_short" | "too_long":
            message = f"the list has {counted(len(given), 'item')}; allowed are {allowed.count}"
        case "string_too_short" | "string_too_long" if not given.strip():
            message, hint = "the text is empty", "write something, or delete the key"
        case "string_too_short" | "string_too_long":
            ends = [f"at {end} {case.context[name]:,}" for name, end in _LENGTHS.items() if name in case.context]
            message = f"the text has {counted(len(given), 'character')}; {', '.join(ends)} are allowed"
        case _ if not (case.is_wrong_shape or kind == "string_pattern_mismatch"):
            return _own_message(case)
        case _ if given is None:
            message, hint = "a value is missing", f"write {allowed.phrase}"
        case _:
            message, hint = _wrong_type(given, allowed)
            hint, is_wrong_type = _hint_here(hint, case), True
    return FieldProblem(case.path, message, hint, highlight=highlight, is_wrong_type=is_wrong_type)


def _out_of_range(given: float, allowed: FieldType) -> tuple[str, str]:
    """The message for a number out of range, and a hint for a percentage in place of a share."""
    message = f"{format_value(given)}{allowed.unit} is out of range; allowed is {allowed.range}"
    is_percent = allowed.range == "0 to 1" and _LEAST_PERCENT <= given <= _ALL_PERCENT
    return message, f"for a share of {given:g} %, write {given / _ALL_PERCENT:g}" if is_percent else ""


def _hint_here(hint: str, case: _Case) -> str:
    """The hint without advice to delete what is needed; or, where there is none, what to do with a file in a list."""
    field = fields_of(case.target.owner).get(str(case.path[-1]))
    if hint == FOR_THE_DEFAULT and (field is None or field.is_required()):
        return ""
    return hint or _file_in_list(case)


def _is_clear_here(case: _Case) -> bool:
    """Whether the field says what is meant by a scalar that programs read differently: it takes text alone, other scalars, or none."""
    wanted = _scalars(case.allowed)
    return isinstance(case.given, AmbiguousScalar) and not (str in wanted and wanted - {str})


def _scalars(allowed: FieldType) -> set[Any]:
    wanted = {str if get_origin(each.annotation) is Literal else each.annotation for each in allowed.variants}
    return wanted & {bool, int, float, str}


def _ambiguous_scalar(given: AmbiguousScalar, allowed: FieldType) -> tuple[str, str]:
    """The message and hint for a scalar that programs read differently."""
    if not (wanted := _scalars(allowed)):
        return f"{format_value(given.text)} is not {allowed.phrase}", ""
    if str not in wanted:
        is_date = " is a date " in str(given.error)
        return str(given.error), "write a number, such as that of the day" if is_date else given.error.value_hint
    if any(get_origin(each.annotation) is Literal for each in allowed.variants):
        return _wrong_type(given.text, allowed)
    return str(given.error), f'put it in quotes: "{shortened(given.text)}"'


def _key_hint(owner: type[BaseModel], name: str, known: Collection[str], given: object) -> str:
    """The key that was meant by an unknown one, or why it is there."""
    hint = _elsewhere(owner, name) or (f"write {name.strip(':')}" if name[:1] == ":" else did_you_mean(name, known))
    if given is None and not hint and name.isidentifier():
        return "give it a value; inside { }, a comma separates keys, and a list is in [ ]"
    if name.isdecimal():
        return "a comma separates keys; write a number without it"
    if name.endswith(")") and "(" not in name:
        return "write a list in [ ], not in ( )"
    if name.startswith("\u00a0"):
        return "indent with spaces, not with the no-break space U+00A0"
    return hint


def _elsewhere(owner: type[BaseModel], name: str) -> str:
    """What to do here in place of a key that other tools have, in whatever case and with or without ``_`` and ``-``."""
    words: Mapping[str, str] = getattr(owner, "other_tools", {})
    return words.get(name) or {_plain_key(key): advice for key, advice in words.items()}.get(_plain_key(name), "")


def _plain_key(name: str) -> str:
    return re.sub("[-_]", "", name).lower()


def _wrong_type(given: object, allowed: FieldType) -> tuple[str, str]:
    """The message and hint for a value of another type."""
    if isinstance(given, AmbiguousScalar):
        return _ambiguous_scalar(given, allowed)
    if isinstance(given, Letter) and bool in allowed.annotations:
        try:
            read_scalar(given)
        except ScalarError as error:
            return str(error), error.value_hint
    return f"{format_value(given)} is not {allowed.phrase}", hint_for(given, allowed)


def _file_in_list(case: _Case) -> str:
    """How to refer to a file whose name is in a list of numbers that may come from one."""
    is_file = isinstance(case.given, str) and suffix_of(case.given) in DATA_SUFFIXES
    takes_files = any(issubclass(model, DataFile) for union in case.target.unions for model in union.allowed.models)
    return f"write {file_hint(case.given)} in place of the list" if is_file and takes_files else ""


def _own_message(case: _Case) -> FieldProblem:
    """The message of a validator of ours; its context may have a ``hint``, the ``field`` and the ``part`` that it is about."""
    path = (*case.prefix, *parse_dotted(str(case.context["field"]))) if "field" in case.context else case.path
    message = str(case.context.get("error") or case.error["msg"])
    part = case.context.get("part")
    return FieldProblem(path, message, str(case.context.get("hint", "")), part=part)
