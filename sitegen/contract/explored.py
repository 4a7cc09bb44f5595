"""A figure in which one parameter is explored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitegen.pipeline import render_figure
from sitegen.resolve.read_spec import load_spec


def explored(kind: str, name: str, others: Mapping[str, Any], value: object) -> None:
    """Explore the parameter `name` over its own value and `value`; with `others`, it has its own value.

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
