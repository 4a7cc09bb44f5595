"""The paths of `graph` again, by walking along all of them."""

from __future__ import annotations

from itertools import pairwise

from sitegen.figures.graph.spec import ResolvedGraph


def walks(params: ResolvedGraph) -> dict[str, object]:
    """Numbers of nodes and edges, and of the edges of the longest path."""
    after: dict[str, list[str]] = {node.name: [] for node in params.nodes or ()}
    edges = 0
    for edge in params.edges if isinstance(params.edges, tuple) else ():
        text = edge.edge or f"{edge.start} -> {edge.to}"
        names = [name.strip() for name in text.replace("→", "->").split("->")]
        for start, end in pairwise(names):
            after.setdefault(start, []).append(end)
            after.setdefault(end, [])
            edges += 1

    def longest(name: str) -> int:
        return max((1 + longest(other) for other in after[name]), default=0)

    return {"features.nodes": len(after), "features.edges": edges, "features.path_length": max(map(longest, after))}
