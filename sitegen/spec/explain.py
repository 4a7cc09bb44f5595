"""pydantic's errors become findings: one clear sentence each, with what is allowed, where it should point, and a guess."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sitegen.errors import Severity, did_you_mean
from sitegen.spec.fields import Allowed, Location, Target, fields_of, locate
from sitegen.spec.scalars import ScalarError, read_scalar, shortened
from sitegen.spec.tree import Refused

_HUGE = 10**40
_WRONG_KEY = {"missing", "extra_forbidden"}
_ENDS = {"min_length": "least", "max_length": "most"}
Aim = Literal["value", "key", "mapping", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem with a field, before it has a line and a column; `aim` says what the caret underlines."""

    path: Location
    message: str
    hint: str = ""
    severity: Severity = "error"
    aim: Aim = "value"


@dataclass(frozen=True, slots=True)
class _Case:
    """One pydantic error with its place in the author's terms."""

    target: Target
    error: ErrorDetails
    prefix: Location

    @property
    def path(self) -> Location:
        return (*self.prefix, *self.target.path)

    @property
    def allowed(self) -> Allowed:
        return self.target.allowed or Allowed(object)

    @property
    def given(self) -> Any:
        return self.error["input"]

    @property
    def context(self) -> Mapping[str, Any]:
        return self.error.get("ctx", {})

    def finding(self, message: str, hint: str = "", aim: Aim = "value") -> Finding:
        return Finding(path=self.path, message=message, hint=hint, aim=aim)


def explain(model: type[BaseModel], error: ValidationError, prefix: Location = ()) -> Iterator[Finding]:
    """Yield one finding for each mistake; a value that fits no alternative of a union is one mistake.

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
        if not isinstance(case.given, Refused) and not _is_echo(case):
            yield _sentence(case)


def _one_per_union(cases: list[_Case], depth: int = 0) -> Iterator[_Case]:
    """Keep the errors of the alternative whose shape the value has; when it has none's, a single error for all.

    Unions are taken from the outside in: `depth` of them are settled.
    """
    groups: dict[Location, list[_Case]] = {}
    for case in cases:
        if len(case.target.unions) <= depth:
            yield case
        else:
            groups.setdefault(case.target.unions[depth].path, []).append(case)
    for path, group in groups.items():
        misshapen = [case for case in group if case.target.path == path and _is_wrong_shape(case)]
        wrong_arms = {case.target.unions[depth].arm for case in misshapen}
        fitting = [case for case in group if case.target.unions[depth].arm not in wrong_arms]
        nearest = _nearest_models(fitting, depth)
        if nearest or not misshapen:
            yield from _one_per_union(nearest or fitting, depth + 1)
        else:
            owner, union = misshapen[0].target.owner, misshapen[0].target.unions[depth]
            yield replace(misshapen[0], target=Target(path, union.allowed, owner))


def _nearest_models(cases: list[_Case], depth: int) -> list[_Case]:
    """Of several mappings that were tried, keep the one whose keys were meant; none when that cannot be told."""
    arms: dict[str, list[_Case]] = {}
    for case in cases:
        arms.setdefault(case.target.unions[depth].arm, []).append(case)
    if len(arms) < 2:
        return cases
    wrong_keys = {arm: [case for case in group if case.error["type"] in _WRONG_KEY] for arm, group in arms.items()}
    fewest = min(map(len, wrong_keys.values()))
    nearest = [arm for arm, wrong in wrong_keys.items() if len(wrong) == fewest]
    if len(nearest) > 1:
        nearest = [arm for arm in nearest if any(_sentence(case).hint for case in wrong_keys[arm])]
    return arms[nearest[0]] if nearest else []


def _is_wrong_shape(case: _Case) -> bool:
    return case.error["type"].endswith("_type") or case.error["type"] == "literal_error"


def _is_echo(case: _Case) -> bool:
    """Whether pydantic calls a list too short only because some of its items are wrong."""
    return case.error["type"] == "too_short" and len(case.given) >= case.context["min_length"]


def _sentence(case: _Case) -> Finding:
    kind = case.error["type"]
    if sentence := _SENTENCES.get(kind):
        return sentence(case)
    return _not_allowed(case) if _is_wrong_shape(case) else _own_words(case)


def _missing(case: _Case) -> Finding:
    return case.finding(f"this key is missing; write {case.allowed.phrase}", aim="mapping")


def _out_of_range(case: _Case) -> Finding:
    return case.finding(f"{show(case.given)}{case.allowed.unit} is out of range; allowed is {case.allowed.range}")


def _not_finite(case: _Case) -> Finding:
    return case.finding(f"{show(case.given)} is not a finite number")


def _wrong_count(case: _Case) -> Finding:
    return case.finding(f"the list has {counted(len(case.given), 'item')}; allowed are {case.allowed.count}")


def _not_allowed(case: _Case) -> Finding:
    """A wrong type or an unknown word: what was given and what is allowed."""
    if case.given is None:
        return case.finding("a value is missing", f"write {case.allowed.phrase}")
    return case.finding(f"{show(case.given)} is not {case.allowed.phrase}", _type_hint(case.given, case.allowed))


def _type_hint(given: object, allowed: Allowed) -> str:
    wanted = {arm.annotation for arm in allowed.arms}
    if isinstance(given, str):
        return _text_hint(given, allowed, wanted)
    if isinstance(given, int | float) and str in wanted:
        return "put it in quotes"
    if isinstance(given, float) and given.is_integer() and int in wanted:
        return f"write {int(given)}"
    return ""


def _text_hint(given: str, allowed: Allowed, wanted: set[Any]) -> str:
    """Say how to write what the text seems to mean: a number without quotes or unit, or a known word."""
    meant, bare = _unquoted(given), given.removesuffix(allowed.unit.strip()).strip()
    if not isinstance(meant, str) and (type(meant) in wanted or (type(meant) is int and float in wanted)):
        return f"write {given} without quotes"
    if allowed.unit and isinstance(_unquoted(bare), int | float):
        return f"write {bare}, in{allowed.unit}"
    return did_you_mean(
        given, (word for arm in allowed.arms for word in get_args(arm.annotation) if isinstance(word, str))
    )


def _unquoted(text: str) -> object:
    try:
        return read_scalar(text)
    except ScalarError:
        return text


def _wrong_length(case: _Case) -> Finding:
    if not case.given.strip():
        return case.finding("the text is empty", "write something, or delete the key")
    allowed = ", ".join(f"at {end} {case.context[name]:,}" for name, end in _ENDS.items() if name in case.context)
    return case.finding(f"the text has {counted(len(case.given), 'character')}; {allowed} are allowed")


def _unknown_key(case: _Case) -> Finding:
    known = sorted(fields_of(case.target.owner))
    hint = did_you_mean(str(case.path[-1]), known)
    return case.finding(f"this key is unknown; known here: {', '.join(known) or 'none'}", hint, aim="key")


def _own_words(case: _Case) -> Finding:
    """A validator's own message. Its context may hold a ``hint``, and as ``field`` another place: its path in the model."""
    path = (*case.prefix, *parse_path(str(case.context["field"]))) if "field" in case.context else case.path
    own = case.context.get("error")
    return Finding(path=path, message=str(own or case.error["msg"]), hint=str(case.context.get("hint", "")))


_SENTENCES: dict[str, Callable[[_Case], Finding]] = {
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


def counted(count: int, noun: str) -> str:
    """``1 item``, ``2 items``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def show(value: object) -> str:
    """A value as a message shows it, in YAML's words."""
    if isinstance(value, str):
        return f"'{shortened(' '.join(value.split()) if value.strip() else value)}'"
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) > _HUGE:
        return "a huge number"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return "a list"
    return "a mapping" if isinstance(value, Mapping) else f"a value of type {type(value).__name__}"


def parse_path(text: str) -> Location:
    """``params.layers.2`` as a path."""
    return tuple(int(part) if part.isdecimal() else part for part in text.split(".")) if text else ()
