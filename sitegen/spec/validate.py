"""Plain values become a `FigureSpec`, or problems: every one of them, from the shared fields and the kind's own alike."""

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
from sitegen.spec.field_problems import FieldProblem, explain
from sitegen.spec.field_types import FieldType
from sitegen.spec.figure_spec import FigureSpec
from sitegen.spec.message_format import format_bound, format_value
from sitegen.spec.yaml_tree import Invalid

_NO_PARAMS = Params()
_PLACEHOLDER = "figure"
_Problems = tuple[FieldProblem, ...]


class KindLike(Protocol):
    """What this stage needs of a figure kind."""

    @property
    def params(self) -> type[Params]:
        """Model of the kind's own parameters."""


class ValidationResult(NamedTuple):
    """A spec, unless one of the problems is an error."""

    spec: FigureSpec | None
    problems: tuple[FieldProblem, ...]


def validate(value: object, kinds: Mapping[str, KindLike], default_id: str) -> ValidationResult:
    """Check `value` against the shared fields and those of its kind.

    Parameters
    ----------
    value : object
        Plain data, as `sitegen.spec.yaml_tree` makes them.
    kinds : mapping
        The figure kinds by name.
    default_id : str
        Id of a spec that has none; empty when it must have one.
    """
    if not isinstance(value, dict):
        return ValidationResult(None, () if isinstance(value, Invalid) else (_no_mapping(value, kinds),))
    shared = dict(value)
    kind, problems = _kind(shared, kinds)
    params, found = _params(kind, shared.pop("params", None))
    problems += found
    if "id" not in shared and default_id:
        found = _bad_default_id(default_id)
        problems += found
        shared["id"] = _PLACEHOLDER if found else default_id
    spec, found = _shared(shared, params or _NO_PARAMS, kind)
    problems += found
    return ValidationResult(
        None if any(each.severity == "error" for each in problems) or not params else spec, problems
    )


def _no_mapping(value: object, kinds: Mapping[str, KindLike]) -> FieldProblem:
    example = f"begin with 'kind: {min(kinds, default='…')}'"
    if value is None:
        return FieldProblem(path=(), message="the spec is empty", hint=example)
    hint = "write a space after ':'" if isinstance(value, str) and ":" in value else example
    return FieldProblem(path=(), message=f"a spec is a mapping of keys to values, not {_noun(value)}", hint=hint)


def _noun(value: object) -> str:
    return "text" if isinstance(value, str) else format_value(value)


def _kind(shared: dict[str, object], kinds: Mapping[str, KindLike]) -> tuple[KindLike | None, _Problems]:
    """Take the kind that `shared` names; a wrong one is replaced in `shared`, so that it is reported once."""
    name = shared.get("kind")
    if isinstance(name, str) and name in kinds:
        return kinds[name], ()
    names = ", ".join(sorted(kinds))
    given, shared["kind"] = "kind" in shared, _PLACEHOLDER
    if isinstance(name, Invalid):
        return None, ()
    if not given:
        return None, (
            FieldProblem(path=("kind",), message=f"this key is missing; write one of {names}", highlight="mapping"),
        )
    if name is None:
        return None, (FieldProblem(path=("kind",), message="a value is missing", hint=f"write one of {names}"),)
    hint = did_you_mean(name, kinds) if isinstance(name, str) else ""
    return None, (FieldProblem(path=("kind",), message=f"{format_value(name)} is not one of {names}", hint=hint),)


def _params(kind: KindLike | None, given: object) -> tuple[Params | None, _Problems]:
    """Check the kind's own parameters; None given is none set."""
    if kind is None or isinstance(given, Invalid):
        return None, ()
    values, moved = clamped(kind.params, given) if isinstance(given, dict) else (given, ())
    try:
        return kind.params.model_validate({} if values is None else values), moved
    except ValidationError as error:
        found = explain(kind.params, error, ("params",))
        hint = "write it beside 'params', not under it"
        return None, (*moved, *_misplaced(found, FigureSpec, hint))


def clamped(model: type[Params], given: dict[str, object]) -> tuple[dict[str, object], _Problems]:
    """Move numbers to their `Clamp` bounds, with a warning each; wrong types are left for pydantic to refuse."""
    values, found = dict(given), []
    for name, clamp, allowed in _clamps(model):
        value = given.get(name)
        whole_only = float not in {variant.annotation for variant in allowed.variants}
        if isinstance(value, bool) or not isinstance(value, int if whole_only else int | float):
            continue
        bound = clamp.apply(value)
        if bound != value and abs(value) != math.inf and not math.isnan(value):
            values[name] = bound
            message = f"{format_value(value)}{allowed.unit} is outside {allowed.range}; {format_bound(bound)}{allowed.unit} is used"
            found.append(FieldProblem(path=("params", name), message=message, severity="warning"))
    return values, tuple(found)


@cache
def _clamps(model: type[Params]) -> tuple[tuple[str, Clamp, FieldType], ...]:
    return tuple(
        (name, entry, FieldType.of(field.annotation, tuple(field.metadata)))
        for name, field in model.model_fields.items()
        for entry in field.metadata
        if isinstance(entry, Clamp)
    )


def _bad_default_id(default_id: str) -> _Problems:
    """Findings for a file whose name cannot be an id."""
    if len(default_id) <= MAX_ID_LENGTH and re.fullmatch(ID_PATTERN, default_id):
        return ()
    phrase = FieldType.of(
        FigureSpec.model_fields["id"].annotation, tuple(FigureSpec.model_fields["id"].metadata)
    ).phrase
    better = re.sub("[^a-z0-9]+", "-", default_id.lower())[:MAX_ID_LENGTH].strip("-") or _PLACEHOLDER
    message = f"the name {format_value(default_id)} is not {phrase}"
    return (
        FieldProblem(
            path=("id",), message=message, hint=f"rename the file, or write 'id: {better}' in it", highlight="file"
        ),
    )


def _shared(given: dict[str, object], params: Params, kind: KindLike | None) -> tuple[FigureSpec | None, _Problems]:
    try:
        return FigureSpec.model_validate({**given, "params": params}), ()
    except ValidationError as error:
        found = explain(FigureSpec, error)
        return None, tuple(_misplaced(found, kind.params, "write it under 'params'") if kind else found)


def _misplaced(found: Iterable[FieldProblem], other: type[BaseModel], hint: str) -> Iterator[FieldProblem]:
    """Add `hint` to unknown keys that `other` knows."""
    for problem in found:
        known = problem.highlight == "key" and problem.path[-1] in other.model_fields
        yield replace(problem, hint=hint) if known else problem
