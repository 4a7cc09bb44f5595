"""`KIND`, the entry of `graph` in the table of kinds."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from sitegen.figures.graph.description import describe
from sitegen.figures.graph.drawing import draw
from sitegen.figures.graph.graph_checks import links_of, node_names
from sitegen.figures.graph.kernel import GraphData, graph_data
from sitegen.figures.graph.spec import GraphParams, ResolvedGraph
from sitegen.figures.graph.unused import unused
from sitegen.kinds import Cost, Example, FigureKind, Truth


def compute(params: ResolvedGraph) -> GraphData:
    """Number the nodes, and measure values and paths."""
    links = links_of(params) or []
    values = {node.name: node.value for node in params.nodes or ()}
    names = node_names(params, links)
    return graph_data(
        names,
        _numbers(values.get(name) for name in names),
        [(link.start.name, link.end.name) for link in links],
        _numbers(link.value for link in links),
    )


def _numbers(values: Iterable[float | None]) -> NDArray[np.float64]:
    """Numbers with NaN for missing ones."""
    return np.array([math.nan if value is None else value for value in values], dtype=np.float64)


_NODES = {"nodes": {"a": 2.0, "b": 6.0}, "edges": {"a -> b": 3.0}}
KIND = FigureKind(
    name="graph",
    title="Graph",
    purpose="Nodes and edges with numbers, whose meaning the author declares, as a graph in layers: computations with "
    "their gradients, networks, residual blocks. The words say how numbers change along the longest path, where paths begin and "
    "end, and which values are largest.",
    formula=r"G = (V, E), \quad E \subset V \times V",
    source="Layers in which every edge leads onwards, with few crossings (Sugiyama, Tagawa and Toda 1981, IEEE SMC 11, 109).",
    example="node_values: {means: value}\nedge_values: {means: gradient}\n"
    "nodes: {a: 2, b: 3, product: 6}\nedges: {a -> product: 3, b -> product: 2}",
    params=GraphParams,
    resolved_params=ResolvedGraph,
    compute=compute,
    draw=draw,
    describe=describe,
    unused=unused,
    cost=lambda _: Cost(0.07, 0.5),
    examples=(
        Example("product", {"nodes": {"a": 2, "b": -3, "a·b": -6}, "edges": {"a -> a·b": -3, "b -> a·b": 2}}),
        Example("chain", {"edges": ["x -> ReLU -> y", "x -> y"], "highlight": "ReLU"}),
        Example(
            "backward",
            {
                "nodes": {"x": 3, "w": -2, "w·x": -6, "loss": 36},
                "edges": {"x -> w·x": 24, "w -> w·x": -36, "w·x -> loss": -12},
                "edge_values": {"means": "gradient", "direction": "backward"},
            },
        ),
        Example("pair", _NODES),
    ),
    truths=(Truth("walks", "sitegen.figures.graph.truths:walks"),),
    variations={
        "nodes": (_NODES, {"a": 2.0, "b": 7.0}),
        "edges": (_NODES, {"a -> b": 4.0}),
        "node_values": (_NODES, {"means": "activation"}),
        "edge_values": (_NODES, {"means": "gradient", "direction": "backward"}),
        "highlight": (_NODES, "b"),
    },
)
