"""Where a node-link graph has its boxes, arrows and labels: from left to right where that fits a wide canvas, otherwise downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from sitegen.plot.graph_labels import LINE, RowLabels
from sitegen.plot.graph_layout import ASIDE, Distances, graph_layout
from sitegen.plot.placed_graph import HEAD, MARGIN, GraphArrow, GraphNode, Label, PlacedGraph
from sitegen.scene.canvas import Canvas

_PAD = 9.0
"""Distance of a text from the side of its box."""
_LEAST_TEXT = "0.000"
"""Boxes and arrows have room for it, so that most states of a figure have the same layout."""
_MOST_NAME_SHARE, _MOST_NAME = 0.41, 190.0
"""Most of the width for the name of a node, as a share and in user units; longer ones have up to three lines, and are shortened."""
_MOST_NAME_LINES = 3
_GAP, _BESIDE = 24.0, 5.0
"""From one row to the next without labels, and before and behind a label; arrowheads come in addition."""
_TWO_WAY_BESIDE, _LEVEL_TWO_WAY_BESIDE = 14.0, HEAD + 1.0
"""Above and below a label where arrows lead back, and before and behind it, where their heads are."""
_MOST_LINES = 6
"""Places of labels side by side along the arrows."""
_MOST_HEIGHT, _MOST_STRETCH = 640.0, 40.0
"""Most height of a drawing from left to right, and how much longer its gaps may become where there is room."""
_NODE_GAP, _LEVEL_GAP = 16.0, 26.0
"""Distance of two nodes side by side, and of two above each other in a drawing from left to right."""
_LANES, _TWO_WAY_LANES = (6.0, 8.0), (20.0, 15.0)
"""Between two lanes, and between a lane and a node."""
_NO_LIMIT = 1e5


@lru_cache(maxsize=8)
def placed_graph(nodes: tuple[GraphNode, ...], arrows: tuple[GraphArrow, ...], canvas: Canvas) -> PlacedGraph:
    """A graph from left to right where that fits a wide canvas, otherwise downwards."""
    if canvas.is_wide:
        found = _placed(nodes, arrows, canvas, is_level=True)
        least = sum(_gaps(found, number)[0] for number in range(len(found.layout.links)))
        if found.length + least <= canvas.width and found.breadth <= _MOST_HEIGHT:
            found = _with_gaps(found)
            if found.length <= canvas.width:
                return _stretched(found)
    return _with_gaps(_placed(nodes, arrows, canvas, is_level=False))


def _placed(nodes: Sequence[GraphNode], arrows: Sequence[GraphArrow], canvas: Canvas, *, is_level: bool) -> PlacedGraph:
    """Place the nodes in rows without gaps between them."""
    most = min(_MOST_NAME, _MOST_NAME_SHARE * canvas.width)
    names = [_name_lines(node, most, canvas) for node in nodes]
    across, along = (_height, _width) if is_level else (_width, _height)
    sizes = [across(node, lines, canvas) for node, lines in zip(nodes, names, strict=True)]
    edges = [(arrow.start, arrow.end) for arrow in arrows]
    is_two_way = any(arrow.back for arrow in arrows)
    room = _NO_LIMIT if is_level else canvas.width - 2 * (MARGIN + (ASIDE if is_two_way else 0.0))
    nodes_apart = _LEVEL_GAP if is_level else _NODE_GAP
    apart = Distances(nodes_apart, *(_TWO_WAY_LANES if is_two_way else _LANES))
    layout = graph_layout(sizes, edges, room, apart, is_two_way=is_two_way)
    if is_two_way and layout.sizes != sizes:  # texts are more important than the distance of many lanes
        layout = graph_layout(sizes, edges, room, Distances(nodes_apart, *_LANES), is_two_way=True)
    if not is_level:  # lanes may leave less room for texts
        rooms = [size - 2 * _PAD for size in layout.sizes]
        nodes = [_with_room(node, room, canvas) for node, room in zip(nodes, rooms, strict=True)]
        names = [
            lines if size == wanted else _name_lines(node, size - 2 * _PAD, canvas)
            for node, lines, size, wanted in zip(nodes, names, layout.sizes, sizes, strict=True)
        ]
    lengths = [along(node, lines, canvas) for node, lines in zip(nodes, names, strict=True)]
    extents = [max(lengths[item.node] for item in row if not item.is_lane) for row in layout.rows]
    return PlacedGraph(nodes, arrows, canvas, is_level, layout, names, extents, [], [])


def _with_room(node: GraphNode, room: float, canvas: Canvas) -> GraphNode:
    """The node without its value where that has no room: part of a number would be another number."""
    return node if canvas.text_width(node.value, bold=True) <= room + 1e-6 else replace(node, value="")


def _name_lines(node: GraphNode, room: float, canvas: Canvas) -> list[str]:
    """A name in as few lines as have room for it; otherwise in the most lines, shortened in the middle."""
    wrapped = canvas.wrapped(node.name, room)
    lines = list[str]()
    for number in range(1, min(_MOST_NAME_LINES, len(wrapped)) + 1):
        lines = [*wrapped[: number - 1], " ".join(wrapped[number - 1 :])]
        if all(canvas.text_width(line, bold=node.strong) <= room for line in lines):
            return lines
    return [canvas.shortened_inside(line, room, bold=node.strong) for line in lines]


def _width(node: GraphNode, lines: Sequence[str], canvas: Canvas) -> float:
    values = (node.value, _LEAST_TEXT) if node.value else ("00",)
    names = (canvas.text_width(line, bold=node.strong) for line in lines)
    return max(*names, *(canvas.text_width(value, bold=True) for value in values)) + 2 * _PAD


def _height(node: GraphNode, lines: Sequence[str], canvas: Canvas) -> float:
    return (len(lines) + bool(node.value)) * canvas.line_height + _PAD


def _with_gaps(graph: PlacedGraph) -> PlacedGraph:
    """The graph with the smallest gaps at which the most labels have room."""
    found = [_gap(graph, number) for number in range(len(graph.layout.links))]
    return replace(graph, gaps=[gap for gap, _ in found], labels=[labels for _, labels in found])


def _gap(graph: PlacedGraph, number: int) -> tuple[float, list[Label]]:
    """The smallest distance of two rows at which the most labels have room, and these."""
    row, wanted = RowLabels(graph, number), len(graph.texts(number))
    found: list[tuple[float, list[Label]]] = []
    for gap in _gaps(graph, number):
        found.append((gap, row.at(gap)))
        if len(found[-1][1]) == wanted:
            break
    return max(found, key=lambda each: len(each[1]))


def _gaps(graph: PlacedGraph, number: int) -> list[float]:
    """Distances of two rows to try."""
    labels, canvas = graph.texts(number), graph.canvas
    if not labels:
        return [_GAP + HEAD]
    extent = max(map(canvas.text_width, (*labels, _LEAST_TEXT))) if graph.is_level else canvas.line_height
    step = LINE if graph.is_level else canvas.line_height
    two_way = _LEVEL_TWO_WAY_BESIDE if graph.is_level else _TWO_WAY_BESIDE
    beside = two_way if graph.is_two_way else _BESIDE
    return [HEAD + 2 * beside + extent + more * step for more in range(_MOST_LINES)]


def _stretched(graph: PlacedGraph) -> PlacedGraph:
    """A graph from left to right, with longer arrows where the canvas has room."""
    more = min(_MOST_STRETCH, (graph.canvas.width - graph.length) / max(1, len(graph.gaps)))
    gaps = [gap + more for gap in graph.gaps]
    return replace(graph, gaps=gaps, labels=[RowLabels(graph, number).at(gap) for number, gap in enumerate(gaps)])
