"""The claims of `graph`, checked with lists, fractions and a search of all paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cached_property, partial
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from sitegen.description.sentences import Description
from tests.series.series_claims import direction, shown
from tests.words.bars import HIGHLIGHT, ROUNDING, Bars, of_values
from tests.words.claims import VALUES, Claim, Groups, claims, has_cut_names


class Numbers(Bars):
    """The numbers of nodes or of edges, as the claims of `bars` look at them."""

    def __init__(
        self, named: list[tuple[str, float | None]], meaning: Any, noun: str, highlight: str | None = None
    ) -> None:
        self.params = SimpleNamespace(
            y=SimpleNamespace(means=meaning.means),
            x=SimpleNamespace(means=noun),
            highlight=highlight,
        )
        self.unit, self.noun, self.named, self.bars = meaning.unit or "", noun, named, dict(named)
        self.known = [value for _, value in named if value is not None]

    def alike(self, value: float) -> list[str]:
        near = abs(Fraction(value)) * ROUNDING
        return [name for name, each in self.named if each is not None and abs(Fraction(each) - Fraction(value)) <= near]

    def count(self, text: str, number: int) -> bool:
        """Whether `text` counts so many of them."""
        return number > 0 and text == f"{number} {self.noun}{'' if number == 1 else 's'}"


class Graph:
    """Nodes and edges as their author has them."""

    def __init__(self, params: Any, _data: Any, _words: Description) -> None:
        self.params = params
        self.edges: list[tuple[str, str, float | None]] = []
        for edge in params.edges:
            names = [edge.start, edge.to] if edge.edge is None else edge.edge.split(" -> ")
            self.edges += [(one, other, edge.value) for one, other in pairwise(names)]
        given = {node.name: node.value for node in params.nodes or ()}
        self.values = given or {name: None for edge in self.edges for name in edge[:2]}
        self.of_nodes = Numbers(list(self.values.items()), params.node_values, "node", params.highlight)
        self.of_edges = Numbers(
            list(zip(self.edge_names(), (edge[2] for edge in self.edges), strict=True)), params.edge_values, "edge"
        )

    def edge_names(self) -> Iterator[str]:
        """The name of each edge, with its number among those with the same ends."""
        pairs = [edge[:2] for edge in self.edges]
        for index, pair in enumerate(pairs):
            number = f" ({pairs[: index + 1].count(pair)} of {pairs.count(pair)})" if pairs.count(pair) > 1 else ""
            yield f"{pair[0]} → {pair[1]}{number}"

    def numbers(self, owner: str) -> Numbers:
        return self.of_nodes if owner == "node" else self.of_edges

    @cached_property
    def lengths(self) -> dict[str, int]:
        """Edges of the longest path from each node."""
        found = dict.fromkeys(self.values, 0)
        for _ in self.values:
            for start, end, _value in self.edges:
                found[start] = max(found[start], found[end] + 1)
        return found

    @property
    def longest(self) -> int:
        return max(self.lengths.values())

    @cached_property
    def ways(self) -> dict[str, dict[tuple[int, int], int]]:
        """From each node, how many longest paths there are with each first and last edge."""
        found: dict[str, dict[tuple[int, int], int]] = {}
        for node in sorted(self.values, key=self.lengths.__getitem__):
            here: dict[tuple[int, int], int] = {}
            for index, (start, end, _) in enumerate(self.edges):
                if start == node and self.lengths[end] + 1 == self.lengths[node]:
                    behind = found[end] if self.lengths[end] else {(index, index): 1}
                    for (_first, last), count in behind.items():
                        here[index, last] = here.get((index, last), 0) + count
            found[node] = here
        return found

    def paths(self, groups: Groups) -> Iterator[tuple[int, int]]:
        """First and last edge of the longest paths with the ends that a text names."""
        for first, last in self.ways[groups["first"]]:
            if self.lengths[groups["first"]] == self.longest and self.edges[last][1] == groups["last"]:
                yield first, last

    def is_longest(self, groups: Groups, *, only: bool) -> bool:
        starts = [node for node, length in self.lengths.items() if length == self.longest]
        count = sum(sum(self.ways[node].values()) for node in starts)
        return groups["length"] == edges(self.longest) and only == (count == 1) and any(self.paths(groups))

    @property
    def goes_back(self) -> bool:
        return self.params.edge_values.direction == "backward"

    def listed(self, names: list[str]) -> str:
        if len(names) > 3:
            return f"{len(names)} nodes"
        quoted = [f"“{name}”" for name in names]
        return f"{', '.join(quoted[:-1])} and {quoted[-1]}" if len(quoted) > 1 else quoted[0]

    @property
    def steps(self) -> list[int]:
        """1, −1 or 0 for each edge whose nodes both have values."""
        pairs = [(self.values[a], self.values[b]) for a, b, _ in self.edges]
        return [direction(a, b) for a, b in pairs if a is not None and b is not None]

    @property
    def followers(self) -> list[int]:
        """The same for the sizes of numbers at edges that follow each other; none if one is missing."""
        if len(self.of_edges.known) < len(self.edges):
            return []
        return [
            direction(abs(value), abs(other))
            for _, end, value in self.edges
            for start, _, other in self.edges
            if end == start and value is not None and other is not None
        ]


def edges(number: int) -> str:
    return f"{number} edge{'' if number == 1 else 's'}"


def nodes(number: int) -> str:
    return f"{number} node{'' if number == 1 else 's'}"


def _parts(d: Graph) -> int:
    groups = [{name} for name in d.values]
    for start, end, _ in d.edges:
        one, other = (next(group for group in groups if name in group) for name in (start, end))
        if one is not other:
            groups.remove(other)
            one |= other
    return len(groups)


def _begin(d: Graph) -> list[str]:
    return [
        name for name in d.values if any(a == name for a, _, _ in d.edges) and all(b != name for _, b, _ in d.edges)
    ]


def _end(d: Graph) -> list[str]:
    return [
        name for name in d.values if any(b == name for _, b, _ in d.edges) and all(a != name for a, _, _ in d.edges)
    ]


def _alone(d: Graph) -> list[str]:
    return [name for name in d.values if all(name not in edge[:2] for edge in d.edges)]


def _means(d: Graph, g: Groups, place: str) -> bool:
    meaning = d.params.node_values if place == "node" else d.params.edge_values
    return g["means"] == (meaning.means or "value")


def _back(d: Graph, g: Groups) -> bool:
    """The same for the numbers of edges from the end of the path to its start."""
    swapped = {**g, "first": g["last"], "last": g["first"]}
    if "after" in g:
        swapped |= {"before": g["after"], "after": g["before"]}
    return d.goes_back and _at_ends("edge", d, swapped)


def _change(place: str, d: Graph, g: Groups) -> bool:
    return not (place == "edge" and d.goes_back) and _at_ends(place, d, g)


def _at_ends(place: str, d: Graph, g: Groups) -> bool:
    """What is at the ends of one of the longest paths."""
    if not d.is_longest(g, only=g["where"] == "the longest path") or not _means(d, g, place):
        return False
    unit = (d.of_nodes if place == "node" else d.of_edges).unit
    for first, last in d.paths(g):
        before, after = (
            (d.values[d.edges[first][0]], d.values[d.edges[last][1]])
            if place == "node"
            else (d.edges[first][2], d.edges[last][2])
        )
        known = before is not None and after is not None
        if known and shown(g["before"], before, unit) and shown(g.get("after", g["before"]), after, unit):
            return place == "node" or d.longest > 1
    return False


def _of(owner: str) -> list[Claim]:
    """What is said of the numbers of nodes alone, or of edges alone."""

    def of(check: Callable[[Bars, Groups], bool]) -> Callable[[Graph, Groups], bool]:
        return lambda d, g: bool(d.numbers(owner).known) and check(d.numbers(owner), g)

    return claims({pattern: of(check) for pattern, check in of_values(owner).items()})


def _counted(choose: Callable[[Numbers], int], d: Graph, g: Groups) -> bool:
    return any(numbers.count(g["count"], choose(numbers)) for numbers in (d.of_nodes, d.of_edges))


def _some(least: int, choose: Callable[[Numbers], int], d: Graph, g: Groups) -> bool:
    """Whether one of several values, or so many of them, are counted right."""
    return any(
        len(numbers.known) > 1 and numbers.count(g["count"], choose(numbers)) and (choose(numbers) == 1) == (least == 1)
        for numbers in (d.of_nodes, d.of_edges)
    )


def _following(allowed: set[int], d: Graph, g: Groups) -> bool:
    """Whether the sizes of numbers change in these directions alone from edge to edge."""
    return not d.goes_back and _means(d, g, "edge") and bool(d.followers) and set(d.followers) <= allowed


def _following_back(allowed: set[int], d: Graph, g: Groups) -> bool:
    """The same against the edges."""
    changes = {-change for change in d.followers}
    return d.goes_back and _means(d, g, "edge") and bool(changes) and changes <= allowed


_COUNTED = {
    **{
        f"{start} {where}.": partial(_some, least, choose)
        for start, least in VALUES.items()
        for where, choose in (
            ("exactly zero", lambda numbers: numbers.known.count(0)),
            ("below zero", lambda numbers: sum(each < 0 for each in numbers.known)),
        )
    },
    "There is no value for {count}.": partial(_counted, lambda numbers: len(numbers.named) - len(numbers.known)),
}
_STRUCTURE = {
    "Graph of {nodes} and {edges}, drawn in layers: every edge leads to a later one.": lambda d, g: (
        g["nodes"] == nodes(len(d.values)) and g["edges"] == edges(len(d.edges))
    ),
    "Graph of {nodes} without edges.": lambda d, g: g["nodes"] == nodes(len(d.values)) and not d.edges,
    "Paths begin at {begin} and end at {end}.": lambda d, g: (
        g["begin"] == d.listed(_begin(d)) and g["end"] == d.listed(_end(d))
    ),
    "No edge joins its {parts}.": lambda d, g: g["parts"] == f"{_parts(d)} parts" != "1 parts",
    "Without any edge: {alone}.": lambda d, g: g["alone"] == d.listed(_alone(d)),
    "The number in a node is its {means}.": lambda d, g: g["means"] == d.params.node_values.means and d.of_nodes.known,
    "The number on an edge is its {means}.": lambda d, g: g["means"] == d.params.edge_values.means and d.of_edges.known,
    "The number on an edge goes back along it: a second arrow leads from its end to its start.": lambda d, _: (
        d.goes_back and d.of_edges.known
    ),
    "No node has a value.": lambda d, _: not d.of_nodes.known,
    "Names that have no room in the drawing are shortened; the tables have all of them.": lambda d, _: has_cut_names(
        "graph",
        d.params,
        [*d.values, *([d.params.edge_values.means or "back"] if d.goes_back and d.of_edges.known else [])],
    ),
    "Numbers that have no room in the drawing are left out; the tables have all of them.": lambda d, _: bool(
        d.of_nodes.known or d.of_edges.known
    ),
    "The only node has no edges.": lambda d, _: len(d.values) == 1 and not d.edges,
    "No edge joins the {nodes}.": lambda d, g: not d.edges and g["nodes"] == nodes(len(d.values)) != "1 node",
    "The node “{name}” is alone.": lambda d, g: list(d.values) == [g["name"]],
    "The longest path, from “{first}” to “{last}”, has {length}.": lambda d, g: d.is_longest(g, only=True),
    "The longest paths have {length}; one goes from “{first}” to “{last}”.": lambda d, g: d.is_longest(g, only=False),
    "The longest path has {length}.": lambda d, g: g["length"] == edges(d.longest),
}
_CHANGES = {
    f"On {{where}}, {{length}} from “{{first}}” to “{{last}}”, the {{means}} {end}": partial(_change, place)
    for place in ("node", "edge")
    for end in (
        f"goes from {{before}} at the first {place} to {{after}} at the last.",
        f"is {{before}} at the first {place} and at the last.",
    )
}
_BACK = {
    f"Back along {{where}}, {{length}} from “{{first}}” to “{{last}}”, the {{means}} {end}": _back
    for end in (
        "goes from {before} at the first edge to {after} at the last.",
        "is {before} at the first edge and at the last.",
    )
}
_TRENDS = {
    "From node to node, the {means} rises along {rising} and falls along {falling}.": lambda d, g: (
        _means(d, g, "node")
        and (g["rising"], g["falling"]) == (edges(d.steps.count(1)), edges(d.steps.count(-1)))
        and {1, -1} <= set(d.steps)
    ),
    "From node to node, the {means} rises along every edge.": lambda d, g: (
        _means(d, g, "node") and d.steps == [1] * len(d.edges) and len(d.edges) > 1
    ),
    "From node to node, the {means} falls along every edge.": lambda d, g: (
        _means(d, g, "node") and d.steps == [-1] * len(d.edges) and len(d.edges) > 1
    ),
    **{
        f"{start} {every} to the next, the size of the {{means}} {verb}.": partial(check, allowed)
        for start, check in (("From", _following), ("Going back, from", _following_back))
        for every, verb, allowed in (
            ("each edge", "grows", {1}),
            ("each edge", "shrinks", {-1}),
            ("one edge", "never grows", {0, -1}),
            ("one edge", "never shrinks", {0, 1}),
        )
    },
}
_HIGHLIGHT = {pattern: lambda d, g, check=check: check(d.of_nodes, g) for pattern, check in HIGHLIGHT.items()}
GRAPH = [*claims({**_STRUCTURE, **_CHANGES, **_BACK, **_TRENDS, **_COUNTED, **_HIGHLIGHT}), *_of("node"), *_of("edge")]
