"""A node-link graph in layers: boxes with names and values, arrows with labels that give way, from left to right or downwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitegen.plot.graph_layout import Curve, Link, Place
from sitegen.plot.graph_places import placed_graph
from sitegen.plot.key_rows import SAMPLE, KeyItem, text_rows
from sitegen.plot.placed_graph import ASIDE, HALF, HEAD, MARGIN, GraphArrow, GraphNode, PlacedGraph
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import DataPoints, Mark, Panel, Polylines, Rect, TableCells, Text
from sitegen.scene.text_width import system_width

_SHARES = tuple(number / 10 for number in range(11))
"""Shares of the length of a curve at which its points are."""


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
    """Whether a name is shortened."""
    numbers: bool
    """Whether the value of a node or the label of an arrow is left out."""


def omitted_texts(nodes: Sequence[GraphNode], arrows: Sequence[GraphArrow], canvas: Canvas) -> Omitted:
    """Which texts of `nodes` and `arrows` have no room in the panel that `graph_panel` draws."""
    found = placed_graph(tuple(nodes), tuple(arrows), canvas)
    names = [" ".join(" ".join(lines).split()) for lines in found.names]
    drawn = sum(map(len, found.labels))
    return Omitted(
        names=any(name != " ".join(node.name.split()) for name, node in zip(names, nodes, strict=True)),
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
        for link, curve in graph.curves(number, start + extent, gap):
            if link.edge >= 0:
                found[link.edge] = graph.point(curve.place(0.5))
    return found


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


def _track(curve: Curve, aside: float) -> list[Place]:
    """Places along a curve, or along a line beside it."""
    return [curve.beside(share, aside) for share in (_SHARES if curve.is_bent else (0.0, 1.0))]


def _add_back(drawn: _Drawn, graph: PlacedGraph, number: int, link: Link, curve: Curve) -> None:
    """The arrow that leads back along a link behind a row, with its head at the node where the link begins."""
    until = curve.start + curve.length + (HEAD if link.edge >= 0 else 0.0)
    at_node = graph.starts_at_node(number, link)
    start = curve.start + HEAD if at_node else curve.start
    places = _track(curve._replace(start=start, length=until - start), ASIDE)
    if link.edge < 0:
        places.append((until + graph.extents[number + 1], places[-1][1]))
    if at_node:
        along, across = places[0]
        corners = (along, across - HALF), (along - HEAD, across), (along, across + HALF)
        drawn.heads.append(tuple(map(graph.point, corners)))
    drawn.runs.append(tuple(map(graph.point, places[::-1])))


def _arrows(graph: PlacedGraph) -> Iterator[Mark]:
    """Lines, heads, and labels on the lines."""
    onwards, back = _Drawn([], []), _Drawn([], [])
    texts: list[Text] = []
    canvas, starts = graph.canvas, graph.starts
    for number, gap in enumerate(graph.gaps):
        start = starts[number] + graph.extents[number]
        for link, curve in graph.curves(number, start, gap):
            places = _track(curve, graph.aside(number, link))
            along, across = places[-1]
            if link.edge < 0:
                places.append((along + graph.extents[number + 1], across))
            else:
                corners = (along, across - HALF), (along + HEAD, across), (along, across + HALF)
                onwards.heads.append(tuple(map(graph.point, corners)))
            onwards.runs.append(tuple(map(graph.point, places)))
            if graph.has_back(number, link):
                _add_back(back, graph, number, link, curve)
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
