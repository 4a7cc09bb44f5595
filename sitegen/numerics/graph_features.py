"""What can be said of a graph without cycles whose nodes and edges have numbers. numpy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.directed_graphs import Edge, LongestPath, longest_path, parts_of
from sitegen.numerics.rounding import above, below

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class GraphFeatures:
    """What holds of a graph."""

    nodes: int
    edges: int
    inputs: tuple[int, ...]
    """Nodes that only have edges to others."""
    outputs: tuple[int, ...]
    """Nodes that only have edges from others."""
    alone: tuple[int, ...]
    """Nodes without any edge."""
    parts: int
    """How many parts there are that no edge joins."""
    path: LongestPath
    path_nodes: tuple[int, ...]
    """The nodes of the longest path, in their order."""
    path_length: int
    """Its number of edges."""
    rising: int
    falling: int
    level: int
    """Edges along which the value of nodes rises, falls, or stays as it is; the others lack a value."""
    growing: int
    shrinking: int
    """How often, from an edge to one that follows it, the size of their numbers grows or shrinks."""
    following: int
    """How many pairs of such edges there are; 0 if an edge lacks a value."""


def graph_features(edges: Sequence[Edge], node_values: Array, edge_values: Array) -> GraphFeatures:
    """Describe a graph.

    Parameters
    ----------
    edges : sequence of (int, int)
        Without cycles.
    node_values, edge_values : ndarray, shapes (N,) and (M,)
        NaN where there is no value.
    """
    number = len(node_values)
    starts, ends = {start for start, _ in edges}, {end for _, end in edges}
    path = longest_path(number, edges)
    first = [edges[path.edges[0]][0]] if path.edges else []
    before = np.array([node_values[start] for start, _ in edges])
    behind = np.array([node_values[end] for _, end in edges])
    known = np.isfinite(before) & np.isfinite(behind)
    rising, falling = int(above(behind[known], before[known]).sum()), int(below(behind[known], before[known]).sum())
    sizes = np.abs(edge_values)
    pairs = [(i, j) for i, (_, end) in enumerate(edges) for j, (start, _) in enumerate(edges) if end == start]
    pairs = pairs if np.isfinite(sizes).all() else []
    steps = sizes[np.array(pairs, dtype=np.intp).reshape(-1, 2)]
    return GraphFeatures(
        nodes=number,
        edges=len(edges),
        inputs=tuple(sorted(starts - ends)),
        outputs=tuple(sorted(ends - starts)),
        alone=tuple(node for node in range(number) if node not in starts | ends),
        parts=max(parts_of(number, edges)) + 1,
        path=path,
        path_nodes=(*first, *(edges[index][1] for index in path.edges)),
        path_length=len(path.edges),
        rising=rising,
        falling=falling,
        level=int(known.sum()) - rising - falling,
        growing=int(above(steps[:, 1], steps[:, 0]).sum()),
        shrinking=int(below(steps[:, 1], steps[:, 0]).sum()),
        following=len(pairs),
    )
