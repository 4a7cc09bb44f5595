"""Values of parameters: another one, and those at the ends of their ranges; and a figure in which one is explored."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from sitegen.kinds.figure_kind import AnyKind
from sitegen.pipeline import render_figure
from sitegen.resolve.read_spec import load_spec
from sitegen.spec.declaration import Clamp
from sitegen.spec.field_types import FieldType


def edge_values(field: FieldInfo) -> list[Any]:
    """The values at the ends of the range of a parameter, or all of its choices; none if it has neither."""
    return [value for variant in FieldType.of_field(field).variants for value in _edges(variant)]


def _edges(allowed: FieldType) -> list[Any]:
    if get_origin(allowed.annotation) is Literal:
        return list(get_args(allowed.annotation))
    if allowed.annotation is bool:
        return [False, True]
    if allowed.annotation not in {int, float}:
        return []
    clamp = next((entry for entry in allowed.metadata if isinstance(entry, Clamp)), Clamp())
    low = allowed.bound("ge", "gt") if clamp.low is None else clamp.low
    high = allowed.bound("le", "lt") if clamp.high is None else clamp.high
    return [allowed.annotation(bound) for bound in (low, high) if bound is not None]


def another_value(field: FieldInfo, value: Any) -> Any:
    """A value of a parameter that differs from `value`: halfway to an end of its range, or another choice; None if none is known."""
    others = [each for each in edge_values(field) if each != value]
    if not others:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return others[0]
    middle = (value + others[-1]) / 2
    return others[-1] if isinstance(others[-1], str) else type(others[-1])(middle)


def corners(kind: AnyKind, examples: Sequence[Mapping[str, Any]], seeds: range) -> Iterator[dict[str, Any]]:
    """Parameters at the ends of their ranges: one at a time, and several at random."""
    edges = {name: values for name, field in kind.params.model_fields.items() if (values := edge_values(field))}
    for example in examples:
        yield from ({**example, name: value} for name, values in edges.items() for value in values)
    for seed in seeds:
        rng = random.Random(f"{kind.name} {seed}")  # noqa: S311 - the same corners in every run
        chosen = {name: rng.choice(values) for name, values in edges.items() if rng.random() < 0.5}
        yield {**rng.choice(list(examples) or [{}]), **chosen}


def explored(kind: str, name: str, others: Mapping[str, Any], value: object) -> None:
    """Draw a figure with the parameters `others` in which readers can choose between the own value of `name` and `value`.

    Raises
    ------
    ContentError
        If it cannot be explored.
    """
    written = render_figure(kind, **others).spec.canonical()["params"]
    params = {key: given for key, given in written.items() if given is not None}
    own = others.get(name, written[name])
    values = True if isinstance(own, bool) else [own, value]
    spec = load_spec({"id": "a", "kind": kind, "params": {**params, **others}, "explore": {name: values}})
    states = render_figure(spec).states
    assert states is not None
    assert [len(axis.values) for axis in states.axes] == [2]
