"""Where the nodes of a layered graph are: in rows, in an order with few crossings, with lanes for edges that pass rows; and the curves of edges.

A row is a layer, or a part of one that is too wide. Coordinates are *along* the arrows and *across* them, for either direction
of drawing (Sugiyama, Tagawa and Toda 1981). All edges of a node that pass a row have one lane there, in which they are one line.
"""

from __future__ import annotations

import math
from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.directed_graphs import Edge, layers_of, parts_of
from sitegen.plot.plot_labels import pooled
from sitegen.plot.plot_series import Floats

_SWEEPS = 6

C = TypeVar("C", float, Floats)
Place = tuple[float, float]
"""Along the arrows, and across them."""


class Distances(NamedTuple):
    """The least distances of two things side by side in a row."""

    nodes: float
    lanes: float
    beside_lane: float
    """Between a lane and a node."""

    def of_lanes(self, count: int) -> float:
        """What so many lanes take from a row at most, wherever they are."""
        return count * self.lanes + 2 * (self.beside_lane - self.lanes) if count else 0.0


class Item(NamedTuple):
    """What is in a row: a node, or the lane of its edges."""

    node: int
    is_lane: bool = False


class Link(NamedTuple):
    """A line from one row to the next, between the places of two items in them."""

    start: int
    end: int
    edge: int = -1
    """The edge that ends here; -1 for a line that goes on in a lane."""


class Curve(NamedTuple):
    """A curve that goes `length` along the arrows from `start`, and from `begin` to `end` across them."""

    start: float
    length: float
    begin: float
    end: float

    @property
    def is_bent(self) -> bool:
        """Whether it is no straight line."""
        return abs(self.end - self.begin) > 0.5

    def place(self, share: C) -> tuple[C, C]:
        """The place at this share of the length, or at an array of them; the curve leaves and arrives along the arrows."""
        across = self.begin + share * share * (3 - 2 * share) * (self.end - self.begin)
        return self.start + share * self.length, across

    def slope(self, share: float) -> float:
        """How far the curve goes across for each unit along, at this share of the length."""
        return 6 * share * (1 - share) * (self.end - self.begin) / self.length

    def beside(self, share: float, distance: float) -> Place:
        """The place at this share, `distance` away from the curve where that is between its ends."""
        along, across = self.place(share)
        slope = self.slope(share)
        unit = distance / math.hypot(1.0, slope)
        return min(max(self.start, along - slope * unit), self.start + self.length), across + unit


def places_on(curves: Sequence[Curve]) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """Places about three units apart, along and across the arrows, and the number of the curve of each."""
    counts = [2 + int((curve.length + abs(curve.end - curve.begin)) / 3) for curve in curves]
    numbers = np.repeat(np.arange(len(curves)), counts)
    shares = np.concatenate([np.arange(count) / (count - 1) for count in counts])
    along, across = Curve(*np.array(curves)[numbers].T).place(shares)
    return along, across, numbers


Row = list[Item]
Between = list[tuple[int, int, int]]
"""Number, start and end of each edge."""


@dataclass(frozen=True, slots=True)
class GraphLayout:
    """Rows of items with their places across, and the links from each row to the next."""

    rows: list[Row]
    links: list[list[Link]]
    places: list[list[float]]
    """The middle of each item."""
    sizes: list[float]
    """Of each node, across; that of a node that is wider than the drawing is what lanes leave of it."""


def graph_layout(sizes: Sequence[float], edges: Sequence[Edge], room: float, apart: Distances) -> GraphLayout:
    """Place nodes of these sizes in rows that are not wider than `room`."""
    rows = _with_lanes(_node_rows(sizes, edges, room, apart), edges)
    sizes = _fitted_sizes(rows, sizes, room, apart)
    parts = parts_of(len(sizes), edges)
    between = _between(rows, edges)
    rows = _ordered(rows, between, parts)
    links = [[*map(Link._make, _links(*pair, among))] for pair, among in zip(pairwise(rows), between, strict=True)]
    return GraphLayout(rows, links, _places(rows, links, sizes, room, apart), sizes)


def _node_rows(sizes: Sequence[float], edges: Sequence[Edge], room: float, apart: Distances) -> list[list[int]]:
    """The nodes of each row: a layer, broken where it would be too wide."""
    layers, parts = layers_of(len(sizes), edges), parts_of(len(sizes), edges)
    rows: list[list[int]] = []
    placed: set[int] = set()
    for layer in range(max(layers) + 1):
        row: list[int] = []
        for node in sorted((node for node, each in enumerate(layers) if each == layer), key=lambda node: parts[node]):
            lanes = len({start for start, end in edges if start in placed and end not in {*placed, *row, node}})
            taken = sum(sizes[each] + apart.nodes for each in row) + sizes[node] + apart.of_lanes(lanes)
            if row and taken > room:
                rows.append(row)
                placed |= set(row)
                row = []
            row.append(node)
        rows.append(row)
        placed |= set(row)
    return rows


def _with_lanes(rows: Sequence[Sequence[int]], edges: Sequence[Edge]) -> list[Row]:
    at = {node: number for number, row in enumerate(rows) for node in row}
    last = dict[int, int]()
    for start, end in edges:
        last[start] = max(last.get(start, 0), at[end])
    lanes = [[node for node in at if at[node] < number < last.get(node, 0)] for number in range(len(rows))]
    return [
        [*(Item(node) for node in row), *(Item(node, True) for node in through)]
        for row, through in zip(rows, lanes, strict=True)
    ]


def _fitted_sizes(rows: Sequence[Row], sizes: Sequence[float], room: float, apart: Distances) -> list[float]:
    """The sizes, with less for a node that is alone in its row and leaves no room for the lanes beside it."""
    fitted = list(sizes)
    for row in rows:
        nodes = [item.node for item in row if not item.is_lane]
        if len(nodes) == 1:
            fitted[nodes[0]] = min(sizes[nodes[0]], room - apart.of_lanes(len(row) - 1))
    return fitted


def _between(rows: Sequence[Row], edges: Sequence[Edge]) -> list[Between]:
    """The edges that come from an item of each row, its lanes among them, and end at a node of the next."""
    items = [{item.node for item in row} for row in rows]
    nodes = [{item.node for item in row if not item.is_lane} for row in rows]
    return [
        [(index, start, end) for index, (start, end) in enumerate(edges) if start in starts and end in ends]
        for starts, ends in zip(items, nodes[1:], strict=False)
    ]


def _links(before: Row, after: Row, between: Between) -> list[tuple[int, int, int]]:
    """The links between two rows, as plain tuples, since many orders are tried."""
    starts = {node: place for place, (node, _) in enumerate(before)}
    found = [(starts[node], place, -1) for place, (node, is_lane) in enumerate(after) if is_lane]
    nodes = {node: place for place, (node, is_lane) in enumerate(after) if not is_lane}
    return found + [(starts[start], nodes[end], index) for index, start, end in between]


def _ordered(rows: list[Row], between: Sequence[Between], parts: Sequence[int]) -> list[Row]:
    """The order with the fewest crossings of those that sweeps of barycentres find; parts stay side by side."""
    best = current = [sorted(row, key=lambda item: (parts[item.node], item.node)) for row in rows]
    fewest = _crossings(best, between)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        current = _swept(current, between, parts, down=sweep % 2 == 0)
        if (crossings := _crossings(current, between)) < fewest:
            best, fewest = current, crossings
    return best


def _swept(rows: list[Row], between: Sequence[Between], parts: Sequence[int], *, down: bool) -> list[Row]:
    """Each row in the order of the middles of what its items are linked to in the row before it, or after it."""
    found = list(rows)
    numbers = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
    for number in numbers:
        row = found[number]
        first = number - 1 if down else number
        links = _links(found[first], found[first + 1], between[first])
        own, other = (1, 0) if down else (0, 1)
        linked: list[list[int]] = [[] for _ in row]
        for link in links:
            linked[link[own]].append(link[other])
        middles = [sum(others) / len(others) if others else place for place, others in enumerate(linked)]
        order = sorted(range(len(row)), key=lambda place: (parts[row[place].node], middles[place], place))
        found[number] = [row[place] for place in order]
    return found


def _crossings(rows: Sequence[Row], between: Sequence[Between]) -> int:
    count = 0
    for pair, among in zip(pairwise(rows), between, strict=True):
        seen = list[int]()
        for _, end, _ in sorted(_links(*pair, among)):
            count += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return count


def _packed(wanted: Sequence[float], row: Row, sizes: Sequence[float], room: float, apart: Distances) -> list[float]:
    """Places as near as possible to those `wanted`, in their order, with gaps between the items and within the room."""
    halves = [0.0 if item.is_lane else sizes[item.node] / 2 for item in row]
    offsets = [0.0]
    for before, after in pairwise(range(len(row))):
        between = (apart.nodes, apart.beside_lane, apart.lanes)[row[before].is_lane + row[after].is_lane]
        offsets.append(offsets[-1] + halves[before] + between + halves[after])
    low, high = halves[0], room - offsets[-1] - halves[-1]
    starts = pooled([place - offset for place, offset in zip(wanted, offsets, strict=True)])
    return [max(min(start, high), low) + offset for start, offset in zip(starts, offsets, strict=True)]


def _places(
    rows: list[Row], links: list[list[Link]], sizes: Sequence[float], room: float, apart: Distances
) -> list[list[float]]:
    """The middle of each item: near those that it is linked to, as far as its neighbours allow."""
    places = [_packed([room / 2] * len(row), row, sizes, room, apart) for row in rows]
    for sweep in range(_SWEEPS + 1):
        down = sweep % 2 == 0
        for number in range(len(rows)) if down else range(len(rows) - 1, -1, -1):
            before: list[list[float]] = [[] for _ in rows[number]]
            behind: list[list[float]] = [[] for _ in rows[number]]
            for link in links[number - 1] if number else []:
                before[link.end].append(places[number - 1][link.start])
            for link in links[number] if number < len(links) else []:
                behind[link.start].append(places[number + 1][link.end])
            first, second = (before, behind) if down else (behind, before)
            near = [one or other or [here] for one, other, here in zip(first, second, places[number], strict=True)]
            wanted = [sum(each) / len(each) for each in near]
            places[number] = _packed(wanted, rows[number], sizes, room, apart)
    _straighten(rows, places)
    return places


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
