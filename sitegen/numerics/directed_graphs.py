"""Directed graphs without cycles: layers, parts that are not connected, and longest paths. Nodes are numbers from 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Edge = tuple[int, int]
"""The nodes from which and to which it leads."""


@dataclass(frozen=True, slots=True)
class LongestPath:
    """The first of the longest paths."""

    edges: tuple[int, ...]
    """Indices of its edges, in their order; empty in a graph without edges."""
    is_only: bool
    """Whether no other path has as many edges."""


def cycle_in(number: int, edges: Sequence[Edge]) -> list[int]:
    """Indices of the edges of one cycle, in their order; empty where there is none."""
    order = _sorted(number, edges)
    if len(order) == number:
        return []
    left = set(range(number)) - set(order)
    into = {end: index for index, (start, end) in enumerate(edges) if start in left and end in left}
    seen, node = list[int](), min(into)
    while node not in seen:
        seen.append(node)
        node = edges[into[node]][0]
    return [into[each] for each in reversed(seen[seen.index(node) :])]


def layers_of(number: int, edges: Sequence[Edge]) -> list[int]:
    """The layer of each node, after those of all nodes that lead to it.

    A node that nothing leads to is in the layer before the first that it leads to, so that its edges are short.
    """
    layers = [0] * number
    ends = _ends_by_start(number, edges)
    for node in _sorted(number, edges):
        for end in ends[node]:
            layers[end] = max(layers[end], layers[node] + 1)
    reached = {end for _, end in edges}
    for node in set(range(number)) - reached:
        layers[node] = min((layers[end] for end in ends[node]), default=1) - 1
    return layers


def parts_of(number: int, edges: Sequence[Edge]) -> list[int]:
    """For each node the number of its part: nodes have the same if there is a way between them, whatever its direction."""
    parts = list(range(number))
    for start, end in edges:
        one, other = sorted((parts[start], parts[end]))
        if one != other:
            parts = [one if part == other else part for part in parts]
    numbers = {part: index for index, part in enumerate(dict.fromkeys(parts))}
    return [numbers[part] for part in parts]


def longest_path(number: int, edges: Sequence[Edge]) -> LongestPath:
    """The longest path, the first one by the order of nodes and edges where there are several."""
    lengths, counts, after = [0] * number, [1] * number, [-1] * number
    for node in reversed(_sorted(number, edges)):
        for index, (start, end) in enumerate(edges):
            if start == node and lengths[end] + 1 > lengths[node]:
                lengths[node], counts[node], after[node] = lengths[end] + 1, counts[end], index
            elif start == node and lengths[end] + 1 == lengths[node]:
                counts[node] += counts[end]
    longest = max(lengths)
    starts = [node for node in range(number) if lengths[node] == longest]
    found, node = list[int](), starts[0]
    while after[node] >= 0:
        found.append(after[node])
        node = edges[after[node]][1]
    return LongestPath(tuple(found), sum(counts[start] for start in starts) == 1)


def _ends_by_start(number: int, edges: Sequence[Edge]) -> list[list[int]]:
    ends: list[list[int]] = [[] for _ in range(number)]
    for start, end in edges:
        ends[start].append(end)
    return ends


def _sorted(number: int, edges: Sequence[Edge]) -> list[int]:
    """Nodes in topological order (Kahn 1962); those on a cycle, and behind one, are left out."""
    ends, waiting = _ends_by_start(number, edges), [0] * number
    for _, end in edges:
        waiting[end] += 1
    order = [node for node in range(number) if not waiting[node]]
    for node in order:
        for end in ends[node]:
            waiting[end] -= 1
            if not waiting[end]:
                order.append(end)
    return order
