"""The numbers of a graph: nodes and edges with their values, and what holds of them. numpy only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.kinds.numerics import CategoryFeatures, GraphFeatures, category_features, graph_features

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Valued:
    """The nodes, or the edges."""

    names: tuple[str, ...]
    """Those of edges such as ``a → b``, or ``a → b (2 of 3)`` if they are parallel."""
    values: Array
    """Shape (N,); NaN where there is no value."""
    features: CategoryFeatures | None
    """None if there is no value."""


@dataclass(frozen=True, slots=True)
class GraphData:
    """A graph without cycles."""

    nodes: Valued
    edges: Valued
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    """The nodes at both ends of each edge."""
    features: GraphFeatures


def graph_data(
    nodes: Sequence[str], node_values: Array, edges: Sequence[tuple[str, str]], edge_values: Array
) -> GraphData:
    """Measure a graph.

    Parameters
    ----------
    nodes : sequence of str
        Names, all of them different.
    node_values : ndarray, shape (N,)
        NaN where there is none.
    edges : sequence of (str, str)
        Names of the nodes at both ends, without cycles.
    edge_values : ndarray, shape (M,)
    """
    at = {name: number for number, name in enumerate(nodes)}
    starts, ends = tuple(at[start] for start, _ in edges), tuple(at[end] for _, end in edges)
    names = _edge_names(edges)
    return GraphData(
        nodes=Valued(tuple(nodes), node_values, category_features(node_values)),
        edges=Valued(names, edge_values, category_features(edge_values)),
        starts=starts,
        ends=ends,
        features=graph_features(list(zip(starts, ends, strict=True)), node_values, edge_values),
    )


def _edge_names(edges: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """A name for each edge; those with the same ends are numbered."""
    counts, seen = Counter(edges), Counter[tuple[str, str]]()
    names = list[str]()
    for edge in edges:
        seen[edge] += 1
        number = f" ({seen[edge]} of {counts[edge]})" if counts[edge] > 1 else ""
        names.append(f"{edge[0]} → {edge[1]}{number}")
    return tuple(names)
