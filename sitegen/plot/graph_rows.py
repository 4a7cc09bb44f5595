"""The rows of a layered graph: their items in an order with few crossings, with lanes for edges that pass rows, and the links between them.

All edges of a node that pass a row have one lane there, in which they are one line (Sugiyama, Tagawa and Toda 1981).
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sitegen.numerics.directed_graphs import Edge, parts_of

_SWEEPS = 6


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


class GraphRows(NamedTuple):
    """Rows of items, and the links from each row to the next."""

    rows: tuple[Row, ...]
    links: tuple[tuple[Link, ...], ...]


Row = tuple[Item, ...]
Between = list[tuple[int, int, int]]
"""Number, start and end of each edge."""


@lru_cache(maxsize=2)  # drawings for both canvases often have the same rows
def ordered_rows(nodes: tuple[tuple[int, ...], ...], edges: tuple[Edge, ...]) -> GraphRows:
    """The rows of these nodes, each in the order that has the fewest crossings."""
    rows = _with_lanes(nodes, edges)
    between = _between(rows, edges)
    rows = _ordered(rows, between, parts_of(sum(map(len, nodes)), edges))
    links = [_links(*pair, among) for pair, among in zip(pairwise(rows), between, strict=True)]
    return GraphRows(tuple(rows), tuple(tuple(map(Link._make, each)) for each in links))


def _with_lanes(rows: Sequence[Sequence[int]], edges: Sequence[Edge]) -> list[Row]:
    at = {node: number for number, row in enumerate(rows) for node in row}
    last = dict[int, int]()
    for start, end in edges:
        last[start] = max(last.get(start, 0), at[end])
    lanes = [[node for node in at if at[node] < number < last.get(node, 0)] for number in range(len(rows))]
    return [
        (*(Item(node) for node in row), *(Item(node, True) for node in through))
        for row, through in zip(rows, lanes, strict=True)
    ]


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
    best = current = [tuple(sorted(row, key=lambda item: (parts[item.node], item.node))) for row in rows]
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
        found[number] = tuple(row[place] for place in order)
    return found


def _crossings(rows: Sequence[Row], between: Sequence[Between]) -> int:
    count = 0
    for pair, among in zip(pairwise(rows), between, strict=True):
        seen = list[int]()
        for _, end, _ in sorted(_links(*pair, among)):
            count += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return count
