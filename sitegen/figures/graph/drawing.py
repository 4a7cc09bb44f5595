"""The graph in layers, with values in its nodes and on its edges."""

from __future__ import annotations

import math

from sitegen.figures.graph.kernel import GraphData, Valued
from sitegen.figures.graph.spec import ResolvedGraph
from sitegen.kinds.plot import GraphArrow, GraphNode, graph_panel
from sitegen.kinds.scene import Canvas, Scene, TableCells
from sitegen.kinds.words import category_writer, text_of


def draw(params: ResolvedGraph, data: GraphData, canvas: Canvas) -> Scene:
    """Nodes and arrows."""
    panel = graph_panel(*graph_texts(params, data), canvas, table_cells(data), back=name_in_key(params))
    return Scene(panels=(panel,), text_size=canvas.text_size)


def table_cells(data: GraphData) -> tuple[list[TableCells], list[TableCells]]:
    """Where the tables tell each node, by its value or the numbers of its edges, and each edge, by its end and its value."""
    count = 1 if data.nodes.features is None else 2
    nodes = [
        TableCells((count, count + 1) if math.isnan(value) else (1,), first=number)
        for number, value in enumerate(data.nodes.values.tolist())
    ]
    edges = [
        TableCells((1,) if math.isnan(value) else (1, 2), table=1, first=number)
        for number, value in enumerate(data.edges.values.tolist())
    ]
    return nodes, edges


def name_in_key(params: ResolvedGraph) -> str:
    """What the key calls the arrows that lead back."""
    return params.edge_values.means or "back"


def graph_texts(params: ResolvedGraph, data: GraphData) -> tuple[list[GraphNode], list[GraphArrow]]:
    """Nodes and arrows with what is written in them and on them."""
    names = data.nodes.names
    nodes = [
        GraphNode(name=name, value=value, strong=name == params.highlight)
        for name, value in zip(names, _texts(data.nodes), strict=True)
    ]
    arrows = [
        GraphArrow(start=start, end=end, label=label, back=params.goes_back and bool(label))
        for start, end, label in zip(data.starts, data.ends, _texts(data.edges), strict=True)
    ]
    return nodes, arrows


def _texts(valued: Valued) -> list[str]:
    """The values as texts; empty where there is none."""
    write = category_writer(valued.features)
    return ["" if math.isnan(value) else text_of(write(value), "drawn") for value in valued.values.tolist()]
