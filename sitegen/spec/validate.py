"""Plain values become a `FigureSpec`, or findings: every one of them, from the shared fields and the kind's own alike."""

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
from sitegen.spec.explain import Finding, explain, show
from sitegen.spec.fields import Allowed, number
from sitegen.spec.model import FigureSpec
from sitegen.spec.tree import Refused

_NO_PARAMS = Params()
_PLACEHOLDER = "figure"
_Findings = tuple[Finding, ...]


class KindLike(Protocol):
    """What this stage needs of a figure kind."""

    @property
    def params(self) -> type[Params]:
        """Model of the kind's own parameters."""


class Outcome(NamedTuple):
    """A spec, unless one of the findings is an error."""

    spec: FigureSpec | None
    findings: tuple[Finding, ...]


def validate(value: object, kinds: Mapping[str, KindLike], default_id: str) -> Outcome:
    """Check `value` against the shared fields and those of its kind.

    Parameters
    ----------
    value : object
        Plain data, as `sitegen.spec.tree` makes them.
    kinds : mapping
        The figure kinds by name.
    default_id : str
        Id of a spec that has none; empty when it must have one.
    """
    if not isinstance(value, dict):
        return Outcome(None, () if isinstance(value, Refused) else (_no_mapping(value, kinds),))
    shared = dict(value)
    kind, findings = _kind(shared, kinds)
    params, found = _params(kind, shared.pop("params", None))
    findings += found
    if "id" not in shared and default_id:
        found = _bad_default_id(default_id)
        findings += found
        shared["id"] = _PLACEHOLDER if found else default_id
    spec, found = _shared(shared, params or _NO_PARAMS, kind)
    findings += found
    return Outcome(None if any(each.severity == "error" for each in findings) or not params else spec, findings)


def _no_mapping(value: object, kinds: Mapping[str, KindLike]) -> Finding:
    example = f"begin with 'kind: {min(kinds, default='…')}'"
    if value is None:
        return Finding(path=(), message="the spec is empty", hint=example)
    hint = "write a space after ':'" if isinstance(value, str) and ":" in value else example
    return Finding(path=(), message=f"a spec is a mapping of keys to values, not {_noun(value)}", hint=hint)


def _noun(value: object) -> str:
    return "text" if isinstance(value, str) else show(value)


def _kind(shared: dict[str, object], kinds: Mapping[str, KindLike]) -> tuple[KindLike | None, _Findings]:
    """Take the kind that `shared` names; a wrong one is replaced in `shared`, so that it is reported once."""
    name = shared.get("kind")
    if isinstance(name, str) and name in kinds:
        return kinds[name], ()
    names = ", ".join(sorted(kinds))
    given, shared["kind"] = "kind" in shared, _PLACEHOLDER
    if isinstance(name, Refused):
        return None, ()
    if not given:
        return None, (Finding(path=("kind",), message=f"this key is missing; write one of {names}", aim="mapping"),)
    if name is None:
        return None, (Finding(path=("kind",), message="a value is missing", hint=f"write one of {names}"),)
    hint = did_you_mean(name, kinds) if isinstance(name, str) else ""
    return None, (Finding(path=("kind",), message=f"{show(name)} is not one of {names}", hint=hint),)


def _params(kind: KindLike | None, given: object) -> tuple[Params | None, _Findings]:
    """Check the kind's own parameters; None given is none set."""
    if kind is None or isinstance(given, Refused):
        return None, ()
    values, moved = clamped(kind.params, given) if isinstance(given, dict) else (given, ())
    try:
        return kind.params.model_validate({} if values is None else values), moved
    except ValidationError as error:
        found = explain(kind.params, error, ("params",))
        hint = "write it beside 'params', not under it"
        return None, (*moved, *_misplaced(found, FigureSpec, hint))


def clamped(model: type[Params], given: dict[str, object]) -> tuple[dict[str, object], _Findings]:
    """Move numbers to their `Clamp` bounds, with a warning each; wrong types are left for pydantic to refuse."""
    values, found = dict(given), []
    for name, clamp, allowed in _clamps(model):
        value = given.get(name)
        whole_only = float not in {arm.annotation for arm in allowed.arms}
        if isinstance(value, bool) or not isinstance(value, int if whole_only else int | float):
            continue
        bound = clamp.apply(value)
        if bound != value and abs(value) != math.inf and not math.isnan(value):
            values[name] = bound
            message = f"{show(value)}{allowed.unit} is outside {allowed.range}; {number(bound)}{allowed.unit} is used"
            found.append(Finding(path=("params", name), message=message, severity="warning"))
    return values, tuple(found)


@cache
def _clamps(model: type[Params]) -> tuple[tuple[str, Clamp, Allowed], ...]:
    return tuple(
        (name, entry, Allowed.of(field.annotation, tuple(field.metadata)))
        for name, field in model.model_fields.items()
        for entry in field.metadata
        if isinstance(entry, Clamp)
    )


def _bad_default_id(default_id: str) -> _Findings:
    """Findings for a file whose name cannot be an id."""
    if len(default_id) <= MAX_ID_LENGTH and re.fullmatch(ID_PATTERN, default_id):
        return ()
    phrase = Allowed.of(FigureSpec.model_fields["id"].annotation, tuple(FigureSpec.model_fields["id"].metadata)).phrase
    better = re.sub("[^a-z0-9]+", "-", default_id.lower())[:MAX_ID_LENGTH].strip("-") or _PLACEHOLDER
    message = f"the name {show(default_id)} is not {phrase}"
    return (Finding(path=("id",), message=message, hint=f"rename the file, or write 'id: {better}' in it", aim="file"),)


def _shared(given: dict[str, object], params: Params, kind: KindLike | None) -> tuple[FigureSpec | None, _Findings]:
    try:
        return FigureSpec.model_validate({**given, "params": params}), ()
    except ValidationError as error:
        found = explain(FigureSpec, error)
        return None, tuple(_misplaced(found, kind.params, "write it under 'params'") if kind else found)


def _misplaced(found: Iterable[Finding], other: type[BaseModel], hint: str) -> Iterator[Finding]:
    """Add `hint` to unknown keys that `other` knows."""
    for finding in found:
        known = finding.aim == "key" and finding.path[-1] in other.model_fields
        yield replace(finding, hint=hint) if known else finding
