"""The valid part of a spec with errors, in which later stages look for more errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from sitegen.spec.declaration import Params
from sitegen.spec.figure_spec import FigureSpec
from sitegen.spec.validate import KindLike

_PLACEHOLDER = "figure"
_NOT_COMPUTED = {"id", "title", "caption", "note", "alt", "size", "title_in_files", "motion", "lang"}
"""Fields that no number and no state depends on."""
M = TypeVar("M", bound=BaseModel)


class ValidPart(NamedTuple):
    """A spec without its invalid fields."""

    spec: FigureSpec
    has_all_numbers: bool
    """Whether everything that numbers depend on is valid; otherwise a default may be in its place."""


def valid_part(value: object, kinds: Mapping[str, KindLike], default_id: str) -> ValidPart | None:
    """The fields of `value` that are valid; None where they do not make a spec."""
    kind = kinds.get(value["kind"]) if isinstance(value, dict) and isinstance(value.get("kind"), str) else None
    if not isinstance(value, dict) or kind is None:
        return None
    params, wrong_params = _valid_fields(kind.params, value.get("params"))
    if params is None:
        return None
    _, wrong = _valid_fields(FigureSpec, {"id": default_id, **value, "params": Params()})
    kept = {name: each for name, each in value.items() if name not in wrong}
    specs = (
        _valid_fields(FigureSpec, {"id": name, **kept, "params": params})[0] for name in (default_id, _PLACEHOLDER)
    )
    spec = next(filter(None, specs), None)
    return None if spec is None else ValidPart(spec, not wrong_params and wrong <= _NOT_COMPUTED)


def _valid_fields(model: type[M], given: Any) -> tuple[M | None, set[str]]:
    """`model` with those of the given fields that are valid, unless they are too few; and the names of the others."""
    values = given if isinstance(given, dict) else {}
    lost = set() if given is None or isinstance(given, dict) else {""}
    try:
        return model.model_validate(values), lost
    except ValidationError as error:
        wrong = {str(each["loc"][0]) if each["loc"] else "" for each in error.errors(include_url=False)}
    try:
        return model.model_validate({name: each for name, each in values.items() if name not in wrong}), wrong
    except ValidationError:
        return None, wrong
