"""A node-link graph in layers: boxes with names and values, arrows with labels that give way, from left to right or downwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeVar

import numpy as np

from sitegen.plot.graph_layout import GraphLayout, Link, graph_layout
from sitegen.plot.plot_labels import Box, Room, text_box, weighted
from sitegen.plot.plot_series import Floats
from sitegen.plot.scales import Frame
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import DataPoints, Mark, Panel, Polylines, Rect, TableCells, Text
from sitegen.scene.text_width import system_width

_MARGIN = 5.0
_PAD = 9.0
"""Between a text and the side of its box."""
_LEAST_TEXT = "0.000"
"""Boxes and arrows have room for it, so that most states of a figure have the same layout."""
_MOST_NAME_SHARE, _MOST_NAME = 0.41, 190.0
"""Of the width for the name of a node; longer ones have up to three lines, and are shortened there."""
_MOST_NAME_LINES = 3
_HEAD, _HALF = 9.0, 4.25
"""Length of an arrowhead, and half of its width."""
_PORT = 15.0
"""Distance of arrows that end at the same node."""
_GAP, _BESIDE = 24.0, 5.0
"""From one row to the next without labels, and before and behind a label; arrowheads come in addition."""
_MOST_LINES, _LINE = 6, 24.0
"""Places of labels side by side along the arrows, and their distance from left to right."""
_MOST_HEIGHT, _MOST_STRETCH = 640.0, 40.0
"""Of a drawing from left to right, and of its gaps where there is room."""
_NODE_GAP, _LEVEL_GAP = 16.0, 26.0
"""Between two nodes side by side, and between two above each other in a drawing from left to right."""
_NO_LIMIT = 1e5
_SHARES = tuple(number / 10 for number in range(11))
"""Of the length of a curve, where its points are."""

C = TypeVar("C", float, Floats)
Place = tuple[float, float]
"""Along the arrows, and across them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphNode:
    """The texts of one node."""

    name: str
    value: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphArrow:
    """An arrow between two nodes, by their numbers, with its label."""

    start: int
    end: int
    label: str = ""


def graph_panel(
    nodes: Sequence[GraphNode],
    arrows: Sequence[GraphArrow],
    canvas: Canvas,
    cells: tuple[Sequence[TableCells], Sequence[TableCells]] | None = None,
) -> Panel:
    """The panel of a graph without cycles: from left to right where that fits a wide canvas, otherwise downwards.

    A number without room is left out. No arrow passes through a node. With `cells`, where tables have each node and each
    arrow, readers can go from row to row of nodes, and from each node to the arrows that leave it.
    """
    graph = _directed(tuple(nodes), tuple(arrows), canvas)
    panel = _panel(graph)
    return replace(panel, marks=(*panel.marks, *_points(graph, *cells))) if cells else panel


class Omitted(NamedTuple):
    """What has no room in a drawing of a graph."""

    names: bool
    """Whether a name is shortened."""
    numbers: bool
    """Whether the value of a node or the label of an arrow is left out."""


def omitted_texts(nodes: Sequence[GraphNode], arrows: Sequence[GraphArrow], canvas: Canvas) -> Omitted:
    """What has no room in the panel of this graph."""
    found = _directed(tuple(nodes), tuple(arrows), canvas)
    names = [" ".join(" ".join(lines).split()) for lines in found.names]
    drawn = sum(map(len, found.labels))
    return Omitted(
        names=any(name != " ".join(node.name.split()) for name, node in zip(names, nodes, strict=True)),
        numbers=drawn < sum(bool(arrow.label) for arrow in arrows)
        or any(node.value != given.value for node, given in zip(found.nodes, nodes, strict=True)),
    )


class _Label(NamedTuple):
    """A label with its place in user units, from where its row ends."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class _Placed:
    """A graph whose nodes have places."""

    nodes: Sequence[GraphNode]
    arrows: Sequence[GraphArrow]
    canvas: Canvas
    is_level: bool
    """Whether arrows go from left to right."""
    layout: GraphLayout
    names: list[list[str]]
    """The lines of each node's name."""
    extents: list[float]
    """Of each row, along the arrows."""
    gaps: list[float]
    """Between the rows."""
    labels: list[list[_Label]]
    """Of the arrows behind each row."""

    @cached_property
    def turns(self) -> list[list[tuple[Link, float, float]]]:
        """The links behind each row, and where they begin and end across the arrows; those of edges end apart at their node."""
        rows = zip(self.layout.links, pairwise(self.layout.places), strict=True)
        return [self._turns(links, before, after) for links, (before, after) in rows]

    def _turns(
        self, links: Sequence[Link], before: Sequence[float], after: Sequence[float]
    ) -> list[tuple[Link, float, float]]:
        rivals: dict[int, list[tuple[float, int]]] = {}
        for link in links:
            rivals.setdefault(link.end, []).append((before[link.start], link.edge))
        found = []
        for link in links:
            begin, end = before[link.start], after[link.end]
            if link.edge >= 0:
                order = sorted(rivals[link.end])
                size = self.layout.sizes[self.arrows[link.edge].end]
                pitch = min(_PORT, (size - 2 * _HALF) / len(order))
                end += (order.index((begin, link.edge)) - (len(order) - 1) / 2) * pitch
            found.append((link, begin, end))
        return found

    @cached_property
    def length(self) -> float:
        """Along the arrows, with margins."""
        return sum(self.extents) + sum(self.gaps) + 2 * _MARGIN

    @cached_property
    def ends(self) -> Place:
        """Least and largest place of anything across the arrows."""
        halves = [
            (place, 0.0 if item.is_lane else self.layout.sizes[item.node] / 2)
            for row, places in zip(self.layout.rows, self.layout.places, strict=True)
            for item, place in zip(row, places, strict=True)
        ]
        return min(place - half for place, half in halves), max(place + half for place, half in halves)

    @property
    def breadth(self) -> float:
        """Across the arrows, with margins."""
        low, high = self.ends
        return high - low + 2 * _MARGIN

    @property
    def starts(self) -> list[float]:
        """Where each row begins, without margins."""
        steps = (extent + gap for extent, gap in zip(self.extents, self.gaps, strict=False))
        return list(accumulate(steps, initial=0.0))

    def point(self, place: tuple[C, C]) -> tuple[C, C]:
        """A place, or an array of places, in user units of the panel."""
        low, high = self.ends
        along, across = place
        if self.is_level:
            return along + (self.canvas.width - self.length) / 2 + _MARGIN, across - low + _MARGIN
        return across + (self.canvas.width - low - high) / 2, along + _MARGIN


@lru_cache(maxsize=8)
def _directed(nodes: tuple[GraphNode, ...], arrows: tuple[GraphArrow, ...], canvas: Canvas) -> _Placed:
    """A graph from left to right where that fits a wide canvas, otherwise downwards."""
    if canvas.is_wide:
        found = _placed(nodes, arrows, canvas, is_level=True)
        least = sum(_gaps(found, number)[0] for number in range(len(found.layout.links)))
        if found.breadth <= _MOST_HEIGHT and found.length + least <= canvas.width:
            found = _with_gaps(found)
            if found.length <= canvas.width:
                return _stretched(found)
    return _with_gaps(_placed(nodes, arrows, canvas, is_level=False))


def _placed(nodes: Sequence[GraphNode], arrows: Sequence[GraphArrow], canvas: Canvas, *, is_level: bool) -> _Placed:
    """Place the nodes in rows without gaps between them."""
    most = min(_MOST_NAME, _MOST_NAME_SHARE * canvas.width)
    names = [_name_lines(node, most, canvas) for node in nodes]
    widths = [_width(node, lines, canvas) for node, lines in zip(nodes, names, strict=True)]
    heights = [_height(node, lines, canvas) for node, lines in zip(nodes, names, strict=True)]
    edges = [(arrow.start, arrow.end) for arrow in arrows]
    room = _NO_LIMIT if is_level else canvas.width - 2 * _MARGIN
    layout = graph_layout(heights if is_level else widths, edges, room, _LEVEL_GAP if is_level else _NODE_GAP)
    if not is_level:  # lanes may leave less room for texts
        rooms = [size - 2 * _PAD for size in layout.sizes]
        nodes = [_with_room(node, room, canvas) for node, room in zip(nodes, rooms, strict=True)]
        names = [
            lines if size == width else _name_lines(node, size - 2 * _PAD, canvas)
            for node, lines, size, width in zip(nodes, names, layout.sizes, widths, strict=True)
        ]
        heights = [_height(node, lines, canvas) for node, lines in zip(nodes, names, strict=True)]
    lengths = widths if is_level else heights
    extents = [max(lengths[item.node] for item in row if not item.is_lane) for row in layout.rows]
    return _Placed(nodes, arrows, canvas, is_level, layout, names, extents, [], [])


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


def _with_gaps(graph: _Placed) -> _Placed:
    """The graph with the smallest gaps at which the most labels have room."""
    found = [_gap(graph, number) for number in range(len(graph.layout.links))]
    return replace(graph, gaps=[gap for gap, _ in found], labels=[labels for _, labels in found])


def _gap(graph: _Placed, number: int) -> tuple[float, list[_Label]]:
    """The smallest distance of two rows at which the most labels have room, and these."""
    wanted = sum(bool(graph.arrows[link.edge].label) for link in graph.layout.links[number] if link.edge >= 0)
    found = list[tuple[float, list[_Label]]]()
    for gap in _gaps(graph, number):
        found.append((gap, _labels(graph, number, gap)))
        if len(found[-1][1]) == wanted:
            break
    return max(found, key=lambda each: len(each[1]))


def _gaps(graph: _Placed, number: int) -> list[float]:
    """Distances of two rows to try."""
    labels = [graph.arrows[link.edge].label for link in graph.layout.links[number] if link.edge >= 0]
    if not any(labels):
        return [_GAP + _HEAD]
    canvas = graph.canvas
    extent = max(map(canvas.text_width, (*labels, _LEAST_TEXT))) if graph.is_level else canvas.line_height
    step = _LINE if graph.is_level else canvas.line_height
    return [_HEAD + 2 * _BESIDE + extent + more * step for more in range(_MOST_LINES)]


def _stretched(graph: _Placed) -> _Placed:
    """A graph from left to right, with longer arrows where the canvas has room."""
    more = min(_MOST_STRETCH, (graph.canvas.width - graph.length) / max(1, len(graph.gaps)))
    gaps = [gap + more for gap in graph.gaps]
    return replace(graph, gaps=gaps, labels=[_labels(graph, number, gap) for number, gap in enumerate(gaps)])


def _panel(graph: _Placed) -> Panel:
    arrows = list(_arrows(graph))
    height = graph.breadth if graph.is_level else graph.length
    return Panel(width=graph.canvas.width, height=height, marks=(*arrows, *_boxes(graph)))


def _boxes(graph: _Placed) -> Iterator[Mark]:
    for node, corners in _corners(graph):
        yield from _box(graph.nodes[node], graph.names[node], corners, graph.canvas)


def _points(graph: _Placed, nodes: Sequence[TableCells], arrows: Sequence[TableCells]) -> Iterator[Mark]:
    """The nodes, row by row, each before the arrows that leave it, in the order of their ends."""
    middles, places = _middles(graph), {node: corners[0] for node, corners in _corners(graph)}
    for node, ((left, top), (right, bottom)) in _corners(graph):
        middle, size = ((left + right) / 2, (top + bottom) / 2), (right - left, bottom - top)
        yield DataPoints(cells=nodes[node], places=(middle,), sizes=(size,))
        leaving = [number for number, arrow in enumerate(graph.arrows) if arrow.start == node]
        for number in sorted(leaving, key=lambda number: _reading_order(graph, places[graph.arrows[number].end])):
            yield DataPoints(cells=arrows[number], places=(middles[number],))


def _reading_order(graph: _Placed, place: Place) -> Place:
    """By rows along the arrows, and across them within a row."""
    return place if graph.is_level else place[::-1]


def _middles(graph: _Placed) -> dict[int, Place]:
    """By the number of an arrow, the middle of its last part, which no other arrow shares."""
    found = {}
    for number, (start, extent, gap) in enumerate(zip(graph.starts, graph.extents, graph.gaps, strict=False)):
        for link, curve in _curves(graph, number, start + extent, gap):
            if link.edge >= 0:
                found[link.edge] = graph.point(curve.place(0.5))
    return found


def _corners(graph: _Placed) -> Iterator[tuple[int, tuple[Place, Place]]]:
    """Number and corners of each node, which is as large along the arrows as its row."""
    for row, places, start, extent in zip(
        graph.layout.rows, graph.layout.places, graph.starts, graph.extents, strict=True
    ):
        for item, place in zip(row, places, strict=True):
            if not item.is_lane:
                half = graph.layout.sizes[item.node] / 2
                yield item.node, (graph.point((start, place - half)), graph.point((start + extent, place + half)))


def _box(node: GraphNode, lines: Sequence[str], corners: tuple[Place, Place], canvas: Canvas) -> Iterator[Mark]:
    (left, top), (right, bottom) = corners
    role = "box-strong" if node.strong else "box"
    yield Rect(role=role, x=left, y=top, width=right - left, height=bottom - top, radius=4.0)
    texts = [(line, node.strong) for line in lines] + [(node.value, True)] * bool(node.value)
    first = (top + bottom - (len(texts) - 1) * canvas.line_height) / 2 + canvas.drop
    for number, (text, bold) in enumerate(texts):
        y = first + number * canvas.line_height
        yield canvas.text("text", text, (left + right) / 2, y, anchor="middle", bold=bold, on=(role,))


def _arrows(graph: _Placed) -> Iterator[Mark]:
    """Lines, heads, and labels on the lines."""
    runs: list[tuple[Place, ...]] = []
    heads: list[tuple[Place, ...]] = []
    texts: list[Text] = []
    canvas, starts = graph.canvas, graph.starts
    for number, gap in enumerate(graph.gaps):
        start = starts[number] + graph.extents[number]
        for link, curve in _curves(graph, number, start, gap):
            places = [curve.place(share) for share in (_SHARES if curve.is_bent else (0.0, 1.0))]
            along, across = places[-1]
            if link.edge < 0:
                places.append((along + graph.extents[number + 1], across))
            else:
                corners = (along, across - _HALF), (along + _HEAD, across), (along, across + _HALF)
                heads.append(tuple(map(graph.point, corners)))
            runs.append(tuple(map(graph.point, places)))
        x, y = _end_of_row(graph, start)
        texts += [
            canvas.text("text", text, x + right, y + down, anchor="middle")
            for text, right, down in graph.labels[number]
        ]
    if runs:
        yield Polylines(role="arrow", runs=tuple(runs))
        yield Polylines(role="arrowhead", runs=tuple(heads), closed=True)
    for text in texts:
        width, size = system_width(text.text, text.size) + 4.0, text.size
        yield Rect(role="surface", x=text.x - width / 2, y=text.y - 0.85 * size, width=width, height=1.1 * size)
        yield text


class _Curve(NamedTuple):
    """A curve that goes `length` along the arrows from `start`, and from `begin` to `end` across them."""

    start: float
    length: float
    begin: float
    end: float

    @property
    def is_bent(self) -> bool:
        """Whether it is no straight line."""
        return abs(self.end - self.begin) > 0.5

    def place(self, share: float) -> Place:
        """The place at this share of the length; the curve leaves and arrives along the arrows."""
        across = self.begin + share * share * (3 - 2 * share) * (self.end - self.begin)
        return self.start + share * self.length, across

    def points(self) -> tuple[Floats, Floats]:
        """Places about three units apart."""
        shares, bent = _dense_shares(2 + int((self.length + abs(self.end - self.begin)) / 3))
        return self.start + shares * self.length, self.begin + bent * (self.end - self.begin)


@lru_cache(maxsize=512)
def _dense_shares(number: int) -> tuple[Floats, Floats]:
    """So many shares of the length of a curve, and of the way across there."""
    shares = np.linspace(0.0, 1.0, number)
    return shares, shares**2 * (3 - 2 * shares)


def _curves(graph: _Placed, number: int, start: float, gap: float) -> list[tuple[Link, _Curve]]:
    """The links behind a row with their curves; those of edges end at their heads."""
    return [
        (link, _Curve(start, gap - _HEAD if link.edge >= 0 else gap, begin, end))
        for link, begin, end in graph.turns[number]
    ]


def _labels(graph: _Placed, number: int, gap: float) -> list[_Label]:
    """The labels behind a row, each on its own arrow where it covers no other label and least of other arrows."""
    if not any(graph.arrows[link.edge].label for link in graph.layout.links[number] if link.edge >= 0):
        return []
    canvas = graph.canvas
    curves = _curves(graph, number, 0.0, gap)
    paths = [np.column_stack(graph.point(curve.points())) for _, curve in curves]
    starts, points = [0, *accumulate(map(len, paths))], weighted(np.concatenate(paths))
    (x, y), (right, bottom) = graph.point((0.0, 0.0)), graph.point((gap - _HEAD, 0.0))
    level, upright = Frame(x, -_NO_LIMIT, right, _NO_LIMIT), Frame(_MARGIN, y, canvas.width - _MARGIN, bottom)
    room, found = Room(level if graph.is_level else upright), list[_Label]()
    left, top = _end_of_row(graph, 0.0)
    for index, (link, curve) in sorted(enumerate(curves), key=lambda each: each[1][1].end):
        label = graph.arrows[link.edge].label if link.edge >= 0 else ""
        if label:
            room.points = np.concatenate([points[: starts[index]], points[starts[index + 1] :]])
            if (box := room.choose(_label_boxes(graph, label, curve))) is not None:
                found.append(_Label(label, (box[0] + box[2]) / 2 - left, box[1] + 0.8 * canvas.text_size - top))
    return found


def _end_of_row(graph: _Placed, along: float) -> Place:
    """From where labels are measured."""
    x, y = graph.point((along, 0.0))
    return (x, 0.0) if graph.is_level else (0.0, y)


def _label_boxes(graph: _Placed, label: str, curve: _Curve) -> Iterator[Box]:
    """The boxes of a label on its curve, from the middle to both ends; beside the edge of the drawing, as near to it as possible."""
    canvas = graph.canvas
    half, size = canvas.text_width(label) / 2, canvas.text_size
    low, high = _MARGIN + half, canvas.width - _MARGIN - half
    step = (_LINE if graph.is_level else canvas.line_height) / 2 / curve.length
    for number in _nearest_first(int(0.5 / step)):
        x, y = graph.point(curve.place(0.5 + number * step))
        x = min(max(x, low), high)
        yield text_box(x - half, x + half, y + canvas.drop, size)


@lru_cache(maxsize=128)
def _nearest_first(most: int) -> list[int]:
    """The whole numbers up to `most` on both sides of 0, nearest first."""
    return sorted(range(-most, most + 1), key=abs)
