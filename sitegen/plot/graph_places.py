"""Where a node-link graph has its boxes, arrows and labels: from left to right where that fits a wide canvas, otherwise downwards."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from sitegen.plot.graph_layout import Curve, Distances, graph_layout, places_on
from sitegen.plot.placed_graph import ASIDE, HEAD, MARGIN, GraphArrow, GraphNode, Label, PlacedGraph
from sitegen.plot.plot_labels import Box, Room, text_box
from sitegen.plot.scales import Frame
from sitegen.scene.canvas import Canvas
from sitegen.scene.text_width import system_width

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
_MOST_LINES, _LINE = 6, 24.0
"""Places of labels side by side along the arrows, and their distance from left to right."""
_MOST_HEIGHT, _MOST_STRETCH = 640.0, 40.0
"""Most height of a drawing from left to right, and how much longer its gaps may become where there is room."""
_NODE_GAP, _LEVEL_GAP = 16.0, 26.0
"""Distance of two nodes side by side, and of two above each other in a drawing from left to right."""
_LANES, _TWO_WAY_LANES = (6.0, 8.0), (20.0, 15.0)
"""Between two lanes, and between a lane and a node."""
_HALF_LINE, _CLEAR = 0.55, 3.5
"""Half of the height of a label, in text sizes; between it and the arrow beside its own."""
_NO_LIMIT = 1e5


@lru_cache(maxsize=8)
def placed_graph(nodes: tuple[GraphNode, ...], arrows: tuple[GraphArrow, ...], canvas: Canvas) -> PlacedGraph:
    """A graph from left to right where that fits a wide canvas, otherwise downwards."""
    if canvas.is_wide:
        found = _placed(nodes, arrows, canvas, is_level=True)
        least = sum(_gaps(found, number)[0] for number in range(len(found.layout.links)))
        if found.breadth <= _MOST_HEIGHT and found.length + least <= canvas.width:
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
    layout = graph_layout(sizes, edges, room, Distances(nodes_apart, *(_TWO_WAY_LANES if is_two_way else _LANES)))
    if is_two_way and layout.sizes != sizes:  # texts are more important than the distance of many lanes
        layout = graph_layout(sizes, edges, room, Distances(nodes_apart, *_LANES))
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
    gaps, wanted = _gaps(graph, number), len(graph.texts(number))
    for gap in gaps:
        labels = list(_labels(graph, number, gap, needs_all=True))
        if len(labels) == wanted:
            return gap, labels
    return max(((gap, list(_labels(graph, number, gap))) for gap in gaps), key=lambda each: len(each[1]))


def _gaps(graph: PlacedGraph, number: int) -> list[float]:
    """Distances of two rows to try."""
    labels, canvas = graph.texts(number), graph.canvas
    if not labels:
        return [_GAP + HEAD]
    extent = max(map(canvas.text_width, (*labels, _LEAST_TEXT))) if graph.is_level else canvas.line_height
    step = _LINE if graph.is_level else canvas.line_height
    two_way = _LEVEL_TWO_WAY_BESIDE if graph.is_level else _TWO_WAY_BESIDE
    beside = two_way if graph.is_two_way else _BESIDE
    return [HEAD + 2 * beside + extent + more * step for more in range(_MOST_LINES)]


def _stretched(graph: PlacedGraph) -> PlacedGraph:
    """A graph from left to right, with longer arrows where the canvas has room."""
    more = min(_MOST_STRETCH, (graph.canvas.width - graph.length) / max(1, len(graph.gaps)))
    gaps = [gap + more for gap in graph.gaps]
    return replace(graph, gaps=gaps, labels=[list(_labels(graph, number, gap)) for number, gap in enumerate(gaps)])


def _labels(graph: PlacedGraph, number: int, gap: float, *, needs_all: bool = False) -> Iterator[Label]:
    """The labels behind a row, each on its own arrow where it covers no other label, no arrowhead, and least of other arrows.

    One without room is left out; if all are needed, those after it are, too.
    """
    if not graph.texts(number):
        return
    canvas, curves = graph.canvas, graph.curves(number, 0.0, gap)
    along, across, numbers = places_on([curve for _, curve in curves])
    points = np.stack([*graph.point((along, across)), np.empty(len(numbers))])
    begin = HEAD if graph.is_two_way else 0.0
    (x, y), (right, bottom) = graph.point((begin, 0.0)), graph.point((gap - HEAD, 0.0))
    level, upright = Frame(x, -_NO_LIMIT, right, _NO_LIMIT), Frame(MARGIN, y, canvas.width - MARGIN, bottom)
    room = Room(level if graph.is_level else upright, points=points.T)
    left, top = graph.end_of_row(0.0)
    for index, (link, curve) in sorted(enumerate(curves), key=lambda each: each[1][1].end):
        if label := graph.text(link):
            back, onwards = graph.arrows[link.edge].back, graph.aside(number, link)
            points[2] = numbers != index
            if box := room.choose(_label_boxes(graph, label, curve, None if back else onwards)):
                yield label, (box[0] + box[2]) / 2 - left, box[1] + 0.8 * canvas.text_size - top, back
            elif needs_all:
                return


def _label_boxes(graph: PlacedGraph, label: str, curve: Curve, onwards: float | None) -> Iterator[Box]:
    """The boxes of a label on its arrow, from the middle to both ends; beside the edge of the drawing, as near to it as possible.

    `onwards` is how far an arrow onwards is from the curve; None for one that leads back.
    """
    canvas = graph.canvas
    half, size = canvas.text_width(label) / 2, canvas.text_size
    seen = system_width(label, size) / 2  # readers' own letters are wider, but few have them
    low, high = MARGIN + half, canvas.width - MARGIN - half
    step = (_LINE if graph.is_level else canvas.line_height) / 2 / curve.length
    most = int(0.5 / step)
    for number in sorted(range(-most, most + 1), key=abs):
        share = min(1.0, max(0.0, 0.5 + number * step))
        aside = (
            onwards if onwards is not None else _label_aside(seen, size, curve.slope(share), is_level=graph.is_level)
        )
        x, y = graph.point(curve.beside(share, aside) if aside else curve.place(share))
        x = min(max(x, low), high)
        yield text_box(x - half, x + half, y + canvas.drop, size)


def _label_aside(half: float, size: float, slope: float, *, is_level: bool) -> float:
    """How far from the middle of two arrows the label of the one back is, so that it covers nothing of the other."""
    along, across = (half, _HALF_LINE * size) if is_level else (_HALF_LINE * size, half)
    reach = (along * abs(slope) + across) / math.hypot(1.0, slope)
    return max(ASIDE, reach + _CLEAR - ASIDE)
