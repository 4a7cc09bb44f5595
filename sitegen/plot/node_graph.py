"""A node-link graph in layers: boxes with names and values, arrows with labels that give way, from left to right or downwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sitegen.plot.graph_curves import Curves
from sitegen.plot.graph_layout import ASIDE, HALF
from sitegen.plot.graph_places import placed_graph
from sitegen.plot.key_rows import SAMPLE, KeyItem, text_rows
from sitegen.plot.placed_graph import HEAD, MARGIN, GraphArrow, GraphNode, Place, PlacedGraph
from sitegen.plot.plot_series import Floats
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import DataPoints, Mark, Panel, Polylines, Rect, TableCells, Text
from sitegen.scene.text_width import system_width

_SHARES = np.arange(11) / 10
"""Shares of the length of a curve at which its points are."""
_ENDS, _MIDDLE = np.array([0.0, 1.0]), np.array([0.5])
_STRAIGHT = 0.5
"""Most that a straight line goes across the arrows."""


def graph_panel(
    nodes: Sequence[GraphNode],
    arrows: Sequence[GraphArrow],
    canvas: Canvas,
    cells: tuple[Sequence[TableCells], Sequence[TableCells]] | None = None,
    *,
    back: str = "back",
) -> Panel:
    """The panel of a graph without cycles: from left to right where that fits a wide canvas, otherwise downwards.

    A number without room is left out. No arrow passes through a node. With `cells`, where tables have each node and each
    arrow, readers can go from row to row of nodes, and from each node to the arrows that leave it. `back` is what arrows that lead
    back are called in the key.
    """
    graph = placed_graph(tuple(nodes), tuple(arrows), canvas)
    marks = [*_key(graph, back), *_arrows(graph)]
    for node, corners in _corners(graph):
        marks += _box(graph.nodes[node], graph.names[node], corners, canvas)
    marks += _points(graph, *cells) if cells else ()
    height = graph.top + (graph.breadth if graph.is_level else graph.length) - MARGIN
    return Panel(width=canvas.width, height=height, marks=tuple(marks))


class Omitted(NamedTuple):
    """What has no room in a drawing of a graph."""

    names: bool
    """Whether the name of a node, or of the arrows that lead back, is shortened."""
    numbers: bool
    """Whether the value of a node or the label of an arrow is left out."""


def omitted_texts(
    nodes: Sequence[GraphNode], arrows: Sequence[GraphArrow], canvas: Canvas, *, back: str = "back"
) -> Omitted:
    """Which texts have no room in the panel that `graph_panel` draws from the same arguments."""
    found = placed_graph(tuple(nodes), tuple(arrows), canvas)
    names = [" ".join(" ".join(lines).split()) for lines in found.names]
    key = [mark.text for mark in _key(found, back) if isinstance(mark, Text)]
    drawn = sum(map(len, found.labels))
    return Omitted(
        names=any(name != " ".join(node.name.split()) for name, node in zip(names, nodes, strict=True))
        or key not in ([], [back]),
        numbers=drawn < sum(bool(arrow.label) for arrow in arrows)
        or any(node.value != given.value for node, given in zip(found.nodes, nodes, strict=True)),
    )


def _points(graph: PlacedGraph, nodes: Sequence[TableCells], arrows: Sequence[TableCells]) -> Iterator[Mark]:
    """The nodes, row by row, each before the arrows that leave it, in the order of their ends."""
    middles, places = _middles(graph), {node: corners[0] for node, corners in _corners(graph)}
    order = 1 if graph.is_level else -1  # by rows along the arrows, and across them within a row
    for node, ((left, top), (right, bottom)) in _corners(graph):
        middle, size = ((left + right) / 2, (top + bottom) / 2), (right - left, bottom - top)
        yield DataPoints(cells=nodes[node], places=(middle,), sizes=(size,))
        leaving = [number for number, arrow in enumerate(graph.arrows) if arrow.start == node]
        for number in sorted(leaving, key=lambda number: places[graph.arrows[number].end][::order]):
            yield DataPoints(cells=arrows[number], places=(middles[number],))


def _middles(graph: PlacedGraph) -> dict[int, Place]:
    """By the number of an arrow, the middle of its last part, which no other arrow shares."""
    found = {}
    for number, (start, extent, gap) in enumerate(zip(graph.starts, graph.extents, graph.gaps, strict=False)):
        middles = _lines(graph.point(graph.curves(number, start + extent, gap).at(_MIDDLE)))
        for link, (middle,) in zip(graph.layout.links[number], middles, strict=True):
            if link.edge >= 0:
                found[link.edge] = middle
    return found


def _lines(places: tuple[Floats, Floats]) -> list[list[Place]]:
    """The places on each curve, one after the other."""
    along, across = places
    return [list(zip(*each, strict=True)) for each in zip(along.tolist(), across.tolist(), strict=True)]


def _corners(graph: PlacedGraph) -> Iterator[tuple[int, tuple[Place, Place]]]:
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


def _key(graph: PlacedGraph, back: str) -> Iterator[Mark]:
    """A sample of the arrows that lead back, with their name."""
    if graph.is_two_way:
        yield from text_rows([[KeyItem("wave-text", back, _back_sample)]], graph.canvas, graph.canvas.width)


def _back_sample(x: float, y: float) -> list[Mark]:
    return [
        Polylines(role="arrow-back", runs=(((x + SAMPLE, y), (x + HEAD, y)),)),
        Polylines(role="arrowhead-back", runs=(((x + HEAD, y - HALF), (x, y), (x + HEAD, y + HALF)),), closed=True),
    ]


class _Drawn(NamedTuple):
    """The lines and heads of arrows of one direction."""

    runs: list[tuple[Place, ...]]
    heads: list[tuple[Place, ...]]

    def marks(self, suffix: str = "") -> Iterator[Mark]:
        if self.runs:
            yield Polylines(role=f"arrow{suffix}", runs=tuple(self.runs))
            yield Polylines(role=f"arrowhead{suffix}", runs=tuple(self.heads), closed=True)


def _tracks(graph: PlacedGraph, curves: Curves, asides: Floats) -> list[list[Place]]:
    """Places in user units along each curve, or along a line beside it; of a straight one only the ends."""
    is_bent = (abs(curves.ends - curves.begins) > _STRAIGHT)[:, 0].tolist()
    lines = _lines(graph.point(curves.beside(_SHARES, asides)))
    return [line if bent else [line[0], line[-1]] for line, bent in zip(lines, is_bent, strict=True)]


def _head(graph: PlacedGraph, neck: Place, length: float) -> tuple[Place, ...]:
    """The corners of an arrowhead of this length along the arrows, which is negative for one that leads back."""
    along, across = neck
    corners = (along, across - HALF), (along + length, across), (along, across + HALF)
    return tuple(map(graph.point, corners))


def _add_onwards(drawn: _Drawn, graph: PlacedGraph, number: int, curves: Curves) -> None:
    """The arrows onwards along the links behind a row; those along lanes go on behind the next row."""
    links = graph.layout.links[number]
    asides = np.array([graph.aside(number, link) for link in links]).reshape(-1, 1)
    ends = _lines(curves.beside(_ENDS, asides))
    for link, line, (_, (along, across)) in zip(links, _tracks(graph, curves, asides), ends, strict=True):
        if link.edge < 0:
            line.append(graph.point((along + graph.extents[number + 1], across)))
        else:
            drawn.heads.append(_head(graph, (along, across), HEAD))
        drawn.runs.append(tuple(line))


def _add_back(drawn: _Drawn, graph: PlacedGraph, number: int, curves: Curves) -> None:
    """The arrows that lead back along links behind a row, each with its head at the node where its link begins."""
    places = [place for place, link in enumerate(graph.layout.links[number]) if graph.has_back(number, link)]
    if not places:
        return
    links, curves = [graph.layout.links[number][place] for place in places], curves.of(places)
    starts = curves.starts + [[HEAD * graph.starts_at_node(number, link)] for link in links]
    stops = curves.starts + curves.lengths + [[HEAD * (link.edge >= 0)] for link in links]
    curves = curves._replace(starts=starts, lengths=stops - starts)
    ends = _lines(curves.beside(_ENDS, np.array([[ASIDE]])))
    tracks = _tracks(graph, curves, np.array([[ASIDE]]))
    for link, line, (first, last), (stop,) in zip(links, tracks, ends, stops.tolist(), strict=True):
        if link.edge < 0:
            line.append(graph.point((stop + graph.extents[number + 1], last[1])))
        if graph.starts_at_node(number, link):
            drawn.heads.append(_head(graph, first, -HEAD))
        drawn.runs.append(tuple(reversed(line)))


def _arrows(graph: PlacedGraph) -> Iterator[Mark]:
    """Lines, heads, and labels on the lines."""
    onwards, back = _Drawn([], []), _Drawn([], [])
    texts: list[Text] = []
    canvas, starts = graph.canvas, graph.starts
    for number, gap in enumerate(graph.gaps):
        start = starts[number] + graph.extents[number]
        curves = graph.curves(number, start, gap)
        _add_onwards(onwards, graph, number, curves)
        _add_back(back, graph, number, curves)
        x, y = graph.end_of_row(start)
        texts += [
            canvas.text("wave-text" if leads_back else "text", text, x + right, y + down, anchor="middle")
            for text, right, down, leads_back in graph.labels[number]
        ]
    yield from onwards.marks()
    yield from back.marks("-back")
    for text in texts:
        width, size = system_width(text.text, text.size) + 4.0, text.size
        yield Rect(role="surface", x=text.x - width / 2, y=text.y - 0.85 * size, width=width, height=1.1 * size)
        yield text
