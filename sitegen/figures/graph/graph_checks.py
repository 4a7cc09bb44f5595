"""The nodes and edges of a spec with their places, and whether they make a graph that can be drawn in layers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.figures.graph.edge_forms import ARROW
from sitegen.kinds.numerics import cycle_in
from sitegen.kinds.params import Part, check_names, is_visible, refused
from sitegen.kinds.words import counted, nearest_or_all

if TYPE_CHECKING:
    from sitegen.figures.graph.spec import Edge, GraphParams

MOST_NODES, MOST_EDGES, MOST_LETTERS = 24, 60, 80
_ARROW = re.compile(rf"\s*(<?)(?:{ARROW})\s*")
"""An arrow with the blanks around it, and the sign before it by which it also leads back."""


class End(NamedTuple):
    """The name of a node at an end of an edge, and where it is written."""

    name: str
    field: str
    part: Part | None = None


class Link(NamedTuple):
    """An edge between two names; its value is None without one, and a reference before files are read."""

    start: End
    end: End
    value: Any


def check_graph(params: GraphParams) -> None:
    """Refuse what is no graph, as far as it does not depend on files."""
    nodes = params.nodes
    if isinstance(nodes, tuple):
        check_names("node", nodes=nodes)
    if (links := links_of(params)) is None or not (nodes is None or isinstance(nodes, tuple)):
        return
    names = node_names(params, links)
    _check_number(names, links)
    _check_twice(links)
    if nodes is not None:
        for end in (end for link in links for end in link[:2] if end.name not in names):
            raise refused(
                f"there is no node '{end.name}'", end.field, nearest_or_all(end.name, names, "nodes"), end.part
            )
    if params.highlight is not None and params.highlight not in names:
        raise refused(
            f"there is no node '{params.highlight}'", "highlight", nearest_or_all(params.highlight, names, "nodes")
        )
    _check_direction(names, links)


def links_of(params: GraphParams) -> list[Link] | None:
    """The edges in their order; None where a file has them that is not read yet."""
    edges = params.edges
    if isinstance(edges, tuple):
        return [link for number, edge in enumerate(edges) for link in _links(edge, f"edges.{number}")]
    start, to, values = (getattr(edges, name, None) for name in ("start", "to", "values"))
    if not isinstance(start, tuple) or not isinstance(to, tuple) or not isinstance(values, tuple | None):
        return None
    for name, column in (("to", to), ("values", values)):
        if column is not None and len(column) != len(start):
            raise refused(f"has {counted(len(column), 'row')}, but from has {len(start):,}", f"edges.{name}")
    found = zip(start, to, values or [None] * len(start), strict=True)
    return [
        Link(End(one, f"edges.from.{row}"), End(other, f"edges.to.{row}"), value)
        for row, (one, other, value) in enumerate(found)
    ]


def node_names(params: GraphParams, links: Sequence[Link]) -> tuple[str, ...]:
    """The names of the nodes, in their order."""
    if isinstance(params.nodes, tuple):
        return tuple(node.name for node in params.nodes)
    return tuple(dict.fromkeys(end.name for link in links for end in link[:2]))


def _links(edge: Edge, field: str) -> Iterator[Link]:
    """The edges of an item: one, or those of a chain."""
    if edge.edge is None:
        missing = next((key for key, name in (("from", edge.start), ("to", edge.to)) if name is None), None)
        if edge.start is None or edge.to is None:
            raise refused(f"an edge has two ends, and '{missing}' is missing", field, "write a -> b, or from and to")
        yield Link(End(edge.start, f"{field}.from"), End(edge.to, f"{field}.to"), edge.value)
        return
    if edge.start is not None or edge.to is not None:
        raise refused("the ends are in edge, or in from and to", field, "delete one of the two")
    for start, end in pairwise(_chain(edge.edge, f"{field}.edge")):
        yield Link(start, end, edge.value)


@lru_cache(maxsize=4 * MOST_EDGES)
def _chain(text: str, field: str) -> tuple[End, ...]:
    """The nodes of an edge, or of a chain of edges."""
    if any(arrow[1] for arrow in _ARROW.finditer(text)):
        hint = "write a -> b, and give the way back nodes of its own"
        raise refused(f"'{text}' leads both ways, and edges lead one way", field, hint)
    ends = tuple(_ends(text, field))
    if len(ends) < 2:
        names = re.split(r"\s*(?:<[-=]+|←)\s*", text)
        hint = f"write {' -> '.join(reversed(names))}" if len(names) > 1 else "write a -> b"
        raise refused(f"'{text}' has no arrow to the right", field, hint)
    return ends


def _ends(text: str, field: str) -> Iterator[End]:
    """The names between arrows."""
    begin = 0
    for arrow in [*_ARROW.finditer(text), None]:
        stop = arrow.start() if arrow else len(text)
        name = text[begin:stop]
        if not is_visible(name):
            raise refused(f"'{text}' has an arrow without a node at one end", field, "write a -> b")
        part = Part(text, begin, len(name))
        if len(name) > MOST_LETTERS:
            raise refused(f"a name has {len(name)} characters, at most {MOST_LETTERS} are allowed", field, part=part)
        yield End(name, field, part)
        begin = arrow.end() if arrow else stop


def _check_number(names: Sequence[str], links: Sequence[Link]) -> None:
    if not names:
        raise refused("there are neither nodes nor edges", "edges", "write edges such as [a -> b]")
    for found, noun, most in ((names, "node", MOST_NODES), (links, "edge", MOST_EDGES)):
        if len(found) > most:
            raise refused(f"the graph has {counted(len(found), noun)}, at most {most} are allowed", "edges")


def _check_twice(links: Sequence[Link]) -> None:
    """Refuse an arrow that another edge has already; edges with `from` and `to` may be parallel."""
    seen = set[tuple[str, str]]()
    for link in links:
        ends = link.start.name, link.end.name
        if link.start.part is not None and ends in seen:
            message = f"there already is an edge from '{ends[0]}' to '{ends[1]}'"
            raise refused(message, link.start.field, "delete one, or write from and to for both", link.start.part)
        seen.add(ends)


def _check_direction(names: Sequence[str], links: Sequence[Link]) -> None:
    """Refuse edges that lead back to where they come from, at the last one of a circle."""
    at = {name: number for number, name in enumerate(names)}
    circle = cycle_in(len(names), [(at[link.start.name], at[link.end.name]) for link in links])
    if not circle:
        return
    last = circle.index(max(circle))
    steps = [links[index] for index in (*circle[last + 1 :], *circle[: last + 1])]
    end = steps[-1].end
    way = " → ".join([steps[0].start.name, *(step.end.name for step in steps)])
    is_own = len(steps) == 1
    message = f"'{end.name}' leads to itself" if is_own else f"the edge to '{end.name}' leads back: {way}"
    hint = f"leave it out, or give the next step {'a node' if is_own else 'nodes'} of its own"
    raise refused(message, end.field, hint, end.part)
