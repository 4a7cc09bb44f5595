"""Validate plain values as a `FigureSpec`; all problems, of shared fields and of parameters, are found at once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple, Protocol

from pydantic import BaseModel, ValidationError

from sitegen.errors import did_you_mean
from sitegen.spec.declaration import ID_PATTERN, MAX_ID_LENGTH, Clamp, Params
from sitegen.spec.field_problems import FieldProblem, explain, without_missing_twins
from sitegen.spec.field_types import FieldType, errors_at, fields_of
from sitegen.spec.figure_spec import FigureSpec, Range
from sitegen.spec.message_format import MOST_LISTED, FieldPath, format_number, format_value, shortened
from sitegen.spec.other_words import nearest_word
from sitegen.spec.plain_text import markup_warnings
from sitegen.spec.structure_hints import defaults_hint
from sitegen.spec.value_hints import nearest_id, separator_hint
from sitegen.spec.yaml_scalars import in_flow
from sitegen.spec.yaml_tree import AmbiguousScalar, Invalid

_FOR_THIRD_PARTY = "install the distribution that has this kind, or name its file under kinds in site.yaml"
_PLACEHOLDER = "figure"
_OF_A_RANGE = "write it under 'explore', in the range of a parameter"
_IN_A_MAPPING = "give it in a mapping: {{'kind': …, '{}': …, 'params': {{…}}}}"
_UNPACKED = "give each parameter by its name, or write ** before the mapping: **params"


class KindLike(Protocol):
    """What this stage needs of a figure kind."""

    @property
    def params(self) -> type[Params]:
        """Model of the kind's own parameters."""


class ValidationResult(NamedTuple):
    """A spec, unless one of the problems is an error; the others are warnings."""

    spec: FigureSpec | None
    problems: tuple[FieldProblem, ...]


def validate(
    value: object, kinds: Mapping[str, KindLike], default_id: str, keywords: frozenset[str] = frozenset()
) -> ValidationResult:
    """Check `value`, that of a `YamlTree`, against the shared fields and those of its kind.

    A spec without an id has the `default_id`; if this is empty, it must have one. The parameters in `keywords` are keyword arguments of
    a Python call.
    """
    if not isinstance(value, dict):
        return ValidationResult(None, () if isinstance(value, Invalid) else (_not_a_mapping(value, kinds),))
    problems: list[FieldProblem] = []
    shared = dict(value)
    kind = _kind(shared, kinds, problems)
    params = _params(kind, shared.pop("params", None), problems, keywords)
    if "id" not in shared and default_id:
        shared["id"] = _checked_id(default_id, problems)
    problems += markup_warnings(shared, "title", "caption", "note", "alt")
    spec = None
    try:
        spec = FigureSpec.model_validate({**shared, "params": params or Params()})
    except ValidationError as error:
        found = _with_named_stills(explain(FigureSpec, error), shared)
        if kind:
            found = _without_unknown_axes(found, shared, kind.params)
            found = _misplaced(found, kind.params, "write it under 'params'")
        problems += found
    if kind:
        problems = list(_with_inner_places(problems, kind.params, value.get("params")))
    failed = params is None or any(problem.severity == "error" for problem in problems)
    return ValidationResult(None if failed else spec, tuple(without_missing_twins(problems)))


def _not_a_mapping(value: object, kinds: Mapping[str, KindLike]) -> FieldProblem:
    hint = f"begin with 'kind: {next(iter(kinds), '…')}'"
    if value is None:
        return FieldProblem((), "the spec is empty", hint)
    hint = (separator_hint(value) if isinstance(value, str) else "") or hint
    given = "text" if isinstance(value, str) else format_value(value)
    return FieldProblem((), f"a spec is a mapping of keys to values, not {given}", hint)


def _kind(shared: dict[str, object], kinds: Mapping[str, KindLike], problems: list[FieldProblem]) -> KindLike | None:
    """The kind that `shared` names; a wrong name is replaced in `shared`, so that it is reported once."""
    name = shared.get("kind")
    if isinstance(name, str) and name in kinds:
        return kinds[name]
    names = ", ".join(sorted(kinds))
    if "kind" not in shared:
        problems.append(FieldProblem(("kind",), f"this key is missing; write one of {names}", highlight="mapping"))
    elif name is None:
        problems.append(FieldProblem(("kind",), "a value is missing", f"write one of {names}"))
    elif not isinstance(name, Invalid):
        hint = (nearest_word(name, kinds) or (_FOR_THIRD_PARTY if "." in name else "")) if isinstance(name, str) else ""
        problems.append(FieldProblem(("kind",), f"{format_value(name)} is not one of {names}", hint))
    shared["kind"] = _PLACEHOLDER
    return None


def _params(
    kind: KindLike | None, given: object, problems: list[FieldProblem], keywords: frozenset[str]
) -> Params | None:
    """The kind's parameters; the defaults if none are given."""
    if kind is not None and isinstance(given, AmbiguousScalar):
        message = f"{format_value(given.text)} is not {FieldType(kind.params).phrase}"
        problems.append(FieldProblem(("params",), message, defaults_hint(kind.params)))
    if kind is None or isinstance(given, Invalid):
        return None
    if isinstance(given, dict):
        given, moved = clamped(kind.params, given)
        problems += moved
    try:
        return kind.params.model_validate({} if given is None else given)
    except ValidationError as error:
        found = _with_choices(explain(kind.params, error, ("params",)), kind.params, given)
        for problem in _misplaced(found, FigureSpec, "write it next to 'params', not under it"):
            is_keyword = problem.highlight == "key" and problem.path[-1] in keywords & FigureSpec.model_fields.keys()
            hint = _IN_A_MAPPING.format(problem.path[-1]) if is_keyword else problem.hint
            if problem.path == ("params", "params"):
                hint = _UNPACKED if is_keyword else "write its keys directly under the first 'params'"
            problems.append(replace(problem, hint=hint))
        return None


def clamped(model: type[Params], given: dict[str, object]) -> tuple[dict[str, object], tuple[FieldProblem, ...]]:
    """Move numbers to their `Clamp` bounds, with a warning each; wrong types are left for pydantic to refuse."""
    values, found = dict(given), []
    for name, clamp, allowed in _clamps(model):
        value = given.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float if float in allowed.annotations else int):
            continue
        bound = clamp.apply(value)
        if bound != value and abs(value) != math.inf and not math.isnan(bound):
            values[name] = bound
            used = f"{format_number(bound)}{allowed.unit}"
            message = f"{format_value(value)}{allowed.unit} is outside {allowed.range}; {used} is used"
            hint = _in_milliseconds(value, clamp) if allowed.unit == " ms" else ""
            found.append(FieldProblem(("params", name), message, hint, severity="warning"))
    return values, tuple(found)


def _in_milliseconds(seconds: float, clamp: Clamp) -> str:
    """How to write a number that was meant as seconds; empty if it was not."""
    return f"for seconds, write {seconds * 1000:g}" if clamp.apply(seconds * 1000) == seconds * 1000 else ""


@cache
def _clamps(model: type[Params]) -> tuple[tuple[str, Clamp, FieldType], ...]:
    return tuple(
        (name, entry, FieldType.of_field(field))
        for name, field in model.model_fields.items()
        for entry in field.metadata
        if isinstance(entry, Clamp)
    )


def _checked_id(default_id: str, problems: list[FieldProblem]) -> str:
    """The file's name, or a placeholder for one that cannot be an id."""
    if len(default_id) <= MAX_ID_LENGTH and re.fullmatch(ID_PATTERN, default_id):
        return default_id
    field = FigureSpec.model_fields["id"]
    better = nearest_id(default_id) or _PLACEHOLDER
    message = f"the name {format_value(default_id)} is not {FieldType.of_field(field).phrase}"
    problems.append(FieldProblem(("id",), message, f"rename the file to {better}.yaml", highlight="file"))
    return _PLACEHOLDER


def unknown_parameter(kind: str, params: type[Params], path: FieldPath) -> FieldProblem:
    """The problem of a key that names no parameter, where one is expected."""
    name, known = str(path[-1]), params.model_fields
    message = f"{kind} has no parameter of this name; it has {', '.join(sorted(known))}"
    hint = did_you_mean(name, known) or (_OF_A_RANGE if name in fields_of(Range) else "")
    return FieldProblem(path, message, hint, highlight="key")


def _without_unknown_axes(
    found: Iterable[FieldProblem], shared: Mapping[str, object], params: type[Params]
) -> Iterator[FieldProblem]:
    """Replace what is wrong with the values of a parameter to explore that does not exist by one problem of its name.

    An axis with values from a file is no parameter.
    """
    reported = set()
    explore = shared.get("explore")
    axes = explore if isinstance(explore, dict) else {}
    known = {*params.model_fields, *(name for name, each in axes.items() if isinstance(each, dict) and "file" in each)}
    for problem in found:
        path = problem.path[:2]
        if path[:1] != ("explore",) or len(path) == 1 or path[1] in known:
            yield problem
        elif path not in reported:
            reported.add(path)
            yield unknown_parameter(str(shared["kind"]), params, path)


def _with_named_stills(found: Iterable[FieldProblem], shared: Mapping[str, object]) -> Iterator[FieldProblem]:
    """Suggest the parameter for values that are among the stills without one."""
    stills = shared.get("stills")
    for problem in found:
        name = ""
        if problem.path[:1] == ("stills",) and len(problem.path) == 2 and isinstance(stills, list):
            given = stills[int(problem.path[1])]
            name = _axis_of(given, shared.get("explore")) if isinstance(given, str | int | float) else ""
        yield replace(problem, hint=f"name the parameter: {{{name}: {given}}}") if name else problem


def _with_choices(found: Iterable[FieldProblem], params: type[Params], given: object) -> Iterator[FieldProblem]:
    """Add how readers can choose among several values of a parameter that has one."""
    for problem in found:
        name = problem.path[-1]
        values = given.get(name) if isinstance(given, dict) and len(problem.path) == 2 and not problem.hint else None
        are_values = name not in params.not_explored and problem.is_wrong_type and _are_choices(values)
        if are_values and isinstance(values, list) and not any(errors_at(params, str(name), each) for each in values):
            choices = f"explore: {{{name}: {in_flow(values)}}}"
            yield replace(problem, hint=f"write one of them, or let readers choose: {choices}")
        else:
            yield problem


def _are_choices(values: object) -> bool:
    """Whether a hint can list these values, because they are few and short."""
    return (
        isinstance(values, list)
        and 1 < len(values) <= MOST_LISTED
        and all(isinstance(each, str | int | float) and str(each) == shortened(str(each)) for each in values)
    )


def _axis_of(given: object, explore: object) -> str:
    """The one parameter to explore that a value may be for; empty if that is unclear."""
    axes = explore if isinstance(explore, dict) and not isinstance(given, bool) else {}
    names = [name for name, values in axes.items() if isinstance(values, list) and given in values] or list(axes)
    return names[0] if len(names) == 1 else ""


def _misplaced(found: Iterable[FieldProblem], other: type[BaseModel], hint: str) -> Iterator[FieldProblem]:
    """Add `hint` to unknown keys that `other` knows."""
    for problem in found:
        known = problem.highlight == "key" and problem.path[-1] in other.model_fields
        yield replace(problem, hint=hint) if known else problem


def _with_inner_places(found: Iterable[FieldProblem], params: type[Params], given: object) -> Iterator[FieldProblem]:
    """Add the place to unknown keys that belong in the mapping of a parameter or of ``explore``."""
    written = given if isinstance(given, dict) else {}
    for problem in found:
        place = ""
        if problem.highlight == "key" and not problem.hint and problem.path[:1] != ("explore",):
            name = str(problem.path[-1])
            inside = [field for field in params.model_fields if name in _inner_keys(params, field)]
            inside = [field for field in inside if isinstance(written.get(field), dict)] or inside
            place = _OF_A_RANGE if name in fields_of(Range) else ""
            if inside and name == "by":
                place = f"write by beside one file for all names: {inside[0]}: {{file: …, by: …}}"
            elif inside:
                place = f"write it in the mapping of 'params.{inside[0]}'"
        yield replace(problem, hint=place) if place else problem


@cache
def _inner_keys(params: type[Params], field: str) -> frozenset[str]:
    """The keys of the mappings that a parameter may be."""
    return frozenset(key for model in FieldType.of_field(params.model_fields[field]).models for key in fields_of(model))
