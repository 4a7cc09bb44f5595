"""Fields of graphs that are given and have no effect."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.figures.graph.spec import ResolvedColumns, ResolvedGraph
from sitegen.kinds import Unused, changed_fields


def unused(params: ResolvedGraph) -> Sequence[Unused]:
    """What numbers mean that are not there."""
    edges = (
        (params.edges.values or ())
        if isinstance(params.edges, ResolvedColumns)
        else [each.value for each in params.edges]
    )
    values = {"nodes": [each.value for each in params.nodes or ()], "edges": edges}
    return tuple(
        Unused(name, f"has no effect: no value is given in {part}", (part,))
        for name, part in (("node_values", "nodes"), ("edge_values", "edges"))
        if name in changed_fields(params) and all(value is None for value in values[part])
    )
