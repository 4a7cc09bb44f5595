"""Where the nodes of a layered graph are: in rows, each as near as possible to the nodes that it is linked to.

A row is a layer, or a part of one that is too wide. Coordinates are *along* the arrows and *across* them, for either direction
of drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from sitegen.numerics.directed_graphs import Edge, layers_of, parts_of
from sitegen.plot.graph_rows import Link, Row, ordered_rows
from sitegen.plot.plot_labels import pooled

HALF, ASIDE = 4.25, 5.5
"""Half of the width of an arrowhead; distance of an arrow with another one back from the middle of both."""
_PORT, _TWO_WAY_PORT = 15.0, 22.0
"""Distance of arrows that end at the same node; of those with another one back, from where they begin, too."""
_RIM, _TWO_WAY_RIM = HALF, HALF + ASIDE
"""Least distance of an arrow from the edge of its node."""
_SWEEPS = 6


class Distances(NamedTuple):
    """The least distances of two things side by side in a row."""

    nodes: float
    lanes: float
    beside_lane: float
    """Between a lane and a node."""

    def of_lanes(self, count: int) -> float:
        """What so many lanes take from a row at most, wherever they are."""
        return count * self.lanes + 2 * (self.beside_lane - self.lanes) if count else 0.0


@dataclass(frozen=True)
class GraphLayout:
    """Rows of items with their places across, and the links from each row to the next."""

    rows: Sequence[Row]
    links: Sequence[Sequence[Link]]
    sizes: list[float]
    """Of each node, across; that of a node that is wider than the drawing is what lanes leave of it."""
    room: float
    """The most that a row may take."""
    apart: Distances
    is_two_way: bool
    """Whether arrows lead back beside some of those onwards."""

    @cached_property
    def places(self) -> list[list[float]]:
        """The middle of each item: near those that it is linked to, as far as its neighbours allow."""
        before, behind = self._linked()
        packings = [_packing(row, self.sizes, self.room, self.apart) for row in self.rows]
        places = [packing.places([self.room / 2] * len(row)) for packing, row in zip(packings, self.rows, strict=True)]
        for sweep in range(_SWEEPS + 1):
            down = sweep % 2 == 0
            for number in range(len(places)) if down else range(len(places) - 1, -1, -1):
                above = [[places[number - 1][other] for other in others] for others in before[number]]
                below = [[places[number + 1][other] for other in others] for others in behind[number]]
                first, second = (above, below) if down else (below, above)
                near = [one or other or [here] for one, other, here in zip(first, second, places[number], strict=True)]
                places[number] = packings[number].places([sum(each) / len(each) for each in near])
        _straighten(self.rows, places)
        return places

    def _linked(self) -> tuple[list[list[list[int]]], list[list[list[int]]]]:
        """The numbers of what each item is linked to in the row before it, and in the next one."""
        before: list[list[list[int]]] = [[[] for _ in row] for row in self.rows]
        behind: list[list[list[int]]] = [[[] for _ in row] for row in self.rows]
        for number, links in enumerate(self.links):
            for link in links:
                behind[number][link.start].append(link.end)
                before[number + 1][link.end].append(link.start)
        return before, behind

    @cached_property
    def turns(self) -> list[list[tuple[float, float]]]:
        """Where the links behind each row begin and end across the arrows.

        Edges that end at a node are apart there; where arrows lead back, so are the links that begin at one.
        """
        found = []
        for number, (links, (before, after)) in enumerate(zip(self.links, pairwise(self.places), strict=True)):
            begins, ends = [before[link.start] for link in links], [after[link.end] for link in links]
            row = self.rows[number]
            if self.is_two_way:
                leaving = [
                    (link.start, (ends[index], link), index)
                    for index, link in enumerate(links)
                    if not row[link.start].is_lane
                ]
                begins = self._apart(begins, leaving, row)
            arriving = [
                (link.end, (before[link.start], link.edge), index) for index, link in enumerate(links) if link.edge >= 0
            ]
            found.append(list(zip(begins, self._apart(ends, arriving, self.rows[number + 1]), strict=True)))
        return found

    def _apart(self, places: list[float], links: list[tuple[int, Any, int]], row: Row) -> list[float]:
        """`places` of links at items of a row, with those of `links` side by side; each has its item, its order and its number."""
        moved = list(places)
        widest, rim = (_TWO_WAY_PORT, _TWO_WAY_RIM) if self.is_two_way else (_PORT, _RIM)
        for item, group in groupby(sorted(links), key=itemgetter(0)):
            numbers = [number for *_, number in group]
            pitch = min(widest, (self.sizes[row[item].node] - 2 * rim) / len(numbers))
            for place, number in enumerate(numbers):
                moved[number] += (place - (len(numbers) - 1) / 2) * pitch
        return moved


def graph_layout(
    sizes: Sequence[float], edges: Sequence[Edge], room: float, apart: Distances, *, is_two_way: bool
) -> GraphLayout:
    """Place nodes of these sizes in rows that are not wider than `room`."""
    rows, links = ordered_rows(_node_rows(sizes, edges, room, apart), tuple(edges))
    return GraphLayout(rows, links, _fitted_sizes(rows, sizes, room, apart), room, apart, is_two_way)


def _node_rows(
    sizes: Sequence[float], edges: Sequence[Edge], room: float, apart: Distances
) -> tuple[tuple[int, ...], ...]:
    """The nodes of each row: a layer, broken where it would be too wide."""
    layers, parts = layers_of(len(sizes), edges), parts_of(len(sizes), edges)
    rows: list[list[int]] = []
    placed: set[int] = set()
    for layer in range(max(layers) + 1):
        row: list[int] = []
        for node in sorted((node for node, each in enumerate(layers) if each == layer), key=lambda node: parts[node]):
            here = {*placed, *row, node}
            lanes = len({start for start, end in edges if start in placed and end not in here})
            taken = sum(sizes[each] + apart.nodes for each in row) + sizes[node] + apart.of_lanes(lanes)
            if row and taken > room:
                rows.append(row)
                placed |= set(row)
                row = []
            row.append(node)
        rows.append(row)
        placed |= set(row)
    return tuple(map(tuple, rows))


def _fitted_sizes(rows: Sequence[Row], sizes: Sequence[float], room: float, apart: Distances) -> list[float]:
    """The sizes, with less for a node that is alone in its row and leaves no room for the lanes beside it."""
    fitted = list(sizes)
    for row in rows:
        nodes = [item.node for item in row if not item.is_lane]
        if len(nodes) == 1:
            fitted[nodes[0]] = min(sizes[nodes[0]], room - apart.of_lanes(len(row) - 1))
    return fitted


class _Packing(NamedTuple):
    """How the items of a row are packed: with gaps between them, and within its room."""

    offsets: list[float]
    """From the first item to each."""
    low: float
    high: float
    """The least and the largest place of the first item."""

    def places(self, wanted: Sequence[float]) -> list[float]:
        """Places as near as possible to those `wanted`, in their order."""
        starts = pooled([place - offset for place, offset in zip(wanted, self.offsets, strict=True)])
        return [
            max(min(start, self.high), self.low) + offset for start, offset in zip(starts, self.offsets, strict=True)
        ]


def _packing(row: Row, sizes: Sequence[float], room: float, apart: Distances) -> _Packing:
    halves = [0.0 if item.is_lane else sizes[item.node] / 2 for item in row]
    offsets = [0.0]
    for before, after in pairwise(range(len(row))):
        between = (apart.nodes, apart.beside_lane, apart.lanes)[row[before].is_lane + row[after].is_lane]
        offsets.append(offsets[-1] + halves[before] + between + halves[after])
    return _Packing(offsets, halves[0], room - offsets[-1] - halves[-1])


def _straighten(rows: Sequence[Row], places: list[list[float]]) -> None:
    """Move lanes that are outermost in their rows as far out as they are in any of these."""
    for side, furthest in ((0, min), (-1, max)):
        outer: dict[int, list[int]] = {}
        for number, row in enumerate(rows):
            if row[side].is_lane:
                outer.setdefault(row[side].node, []).append(number)
        for numbers in outer.values():
            place = furthest(places[number][side] for number in numbers)
            for number in numbers:
                places[number][side] = place
