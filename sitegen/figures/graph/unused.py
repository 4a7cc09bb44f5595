"""Fields of graphs that are given and have no effect."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.figures.graph.graph_checks import links_of
from sitegen.figures.graph.spec import ResolvedGraph
from sitegen.kinds import Unused, changed_fields


def unused(params: ResolvedGraph) -> Sequence[Unused]:
    """The unit and the direction of numbers that are not there; what they mean is still in the title."""
    values = {
        "nodes": [each.value for each in params.nodes or ()],
        "edges": [link.value for link in links_of(params) or ()],
    }
    return tuple(
        Unused(name, f"has no effect: no value is given in {part}", (part,))
        for name, part in (("node_values", "nodes"), ("edge_values", "edges"))
        if {"unit", "direction"} & set(changed_fields(getattr(params, name)))
        and all(value is None for value in values[part])
    )
