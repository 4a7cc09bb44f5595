"""Sentences about graphs without cycles, each with its condition."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Literal

from sitegen.description.category_sentences import CategoryWords, category_lead
from sitegen.description.number_format import Counted
from sitegen.description.sentences import Sentence, Value, sentence, short_lead
from sitegen.description.series_words import same_text
from sitegen.numerics.category_features import CategoryFeatures
from sitegen.numerics.graph_features import GraphFeatures

Values = Sequence[float]
_MOST_NAMED = 3
"""Nodes that are named; more are counted."""
_ALONE = sentence("The only node has no edges.", 3)


def graph_lead(
    found: GraphFeatures,
    nodes: tuple[CategoryWords, Values, CategoryFeatures | None],
    edges: tuple[CategoryWords, Values],
    *,
    goes_back: bool = False,
) -> Sentence:
    """The one sentence to read first: how numbers change along the longest path, or how long it is.

    Parameters
    ----------
    found : GraphFeatures
    nodes : (CategoryWords, ndarray, CategoryFeatures or None)
        Names of the nodes, their values, and what holds of these.
    edges : (CategoryWords, ndarray)
        Names of the edges, and their values.
    goes_back : bool
        Whether the numbers of edges go back along them.
    """
    words, values, features = nodes
    if not found.edges:
        return category_lead(features, words) if features else short_lead(*_unconnected(found, words), _ALONE)
    sentences = _along(found, words, edges, "edge", goes_back=goes_back)
    sentences += [*_along(found, words, (words, values), "node"), *path_sentences(found, words)]
    return short_lead(
        *sentences, sentence("The longest path has {length}.", 3, length=Counted(found.path_length, "edge"))
    )


def structure_sentences(found: GraphFeatures, nodes: CategoryWords) -> Iterator[Sentence]:
    """Size, layers, where paths begin and end, nodes alone, and parts."""
    if not found.edges:
        yield sentence("Graph of {nodes} without edges.", 1, nodes=Counted(found.nodes, "node"))
    else:
        size: dict[str, Value] = {"nodes": Counted(found.nodes, "node"), "edges": Counted(found.edges, "edge")}
        yield sentence("Graph of {nodes} and {edges}, drawn in layers: every edge leads to a later one.", 1, **size)
        begin, first = _listed(found.inputs, nodes, "a")
        end, last = _listed(found.outputs, nodes, "b")
        yield sentence(f"Paths begin at {begin} and end at {end}.", 2, **first, **last)
        if found.parts > 1:
            yield sentence("No edge joins its {parts}.", 2, parts=Counted(found.parts, "part"))
        if found.alone:
            alone, named = _listed(found.alone, nodes, "c")
            yield sentence(f"Without any edge: {alone}.", 2, **named)


def path_sentences(found: GraphFeatures, nodes: CategoryWords) -> list[Sentence]:
    """How long the longest path is, and where it goes."""
    if not found.path_length:
        return _unconnected(found, nodes)
    values = _path(found, nodes)
    if found.path.is_only:
        return [sentence("The longest path, from “{first}” to “{last}”, has {length}.", 3, **values)]
    return [sentence("The longest paths have {length}; one goes from “{first}” to “{last}”.", 3, **values)]


def change_sentences(
    found: GraphFeatures, nodes: CategoryWords, edges: CategoryWords, *, goes_back: bool = False
) -> Iterator[Sentence]:
    """Where the values of nodes rise and fall along edges, and how those of edges change from one to the next."""
    means: dict[str, Value] = {"means": nodes.means or "value"}
    if found.rising and found.falling:
        counts = {"rising": Counted(found.rising, "edge"), "falling": Counted(found.falling, "edge")}
        template = "From node to node, the {means} rises along {rising} and falls along {falling}."
        yield sentence(template, 3, **means, **counts)
    elif found.edges > 1 and found.edges in {found.rising, found.falling}:
        verb = "rises" if found.rising else "falls"
        yield sentence(f"From node to node, the {{means}} {verb} along every edge.", 3, **means)
    means = {"means": edges.means or "value"}
    start = "Going back, from" if goes_back else "From"
    growing, shrinking = (found.growing, found.shrinking)[:: -1 if goes_back else 1]
    for count, other, verbs in (
        (growing, shrinking, ("grows", "shrinks")),
        (shrinking, growing, ("shrinks", "grows")),
    ):
        if count and count == found.following:
            yield sentence(f"{start} each edge to the next, the size of the {{means}} {verbs[0]}.", 3, **means)
        elif count and not other:
            yield sentence(f"{start} one edge to the next, the size of the {{means}} never {verbs[1]}.", 3, **means)


def _unconnected(found: GraphFeatures, nodes: CategoryWords) -> list[Sentence]:
    if found.nodes == 1:
        return [sentence("The node “{name}” is alone.", 3, name=nodes.names[0])]
    return [sentence("No edge joins the {nodes}.", 3, nodes=Counted(found.nodes, "node"))]


def _path(found: GraphFeatures, nodes: CategoryWords, order: tuple[int, int] = (0, -1)) -> dict[str, Value]:
    first, last = (nodes.names[found.path_nodes[place]] for place in order)
    return {"length": Counted(found.path_length, "edge"), "first": first, "last": last}


def _along(
    found: GraphFeatures,
    nodes: CategoryWords,
    numbered: tuple[CategoryWords, Values],
    kind: Literal["node", "edge"],
    *,
    goes_back: bool = False,
) -> list[Sentence]:
    """How a number of nodes or of edges changes from one end of the longest path to the other, if both ends have one."""
    words, values = numbered
    numbers = found.path_nodes if kind == "node" else found.path.edges
    order = (-1, 0) if goes_back else (0, -1)
    ends = [values[numbers[place]] for place in order] if len(numbers) > 1 else [math.nan]
    if not all(map(math.isfinite, ends)):
        return []
    before, after = map(words.value, ends)
    where = "the longest path" if found.path.is_only else "one of the longest paths"
    start = f"{'Back along' if goes_back else 'On'} {where}, {{length}} from “{{first}}” to “{{last}}”, the {{means}} "
    named: dict[str, Value] = {**_path(found, nodes, order), "means": words.means or "value", "before": before}
    if same_text(before, after):
        return [sentence(f"{start}is {{before}} at the first {kind} and at the last.", 3, **named)]
    return [
        sentence(f"{start}goes from {{before}} at the first {kind} to {{after}} at the last.", 3, **named, after=after)
    ]


def _listed(numbers: Sequence[int], nodes: CategoryWords, key: str) -> tuple[str, dict[str, Value]]:
    """Names of nodes as a list, or how many there are."""
    if len(numbers) > _MOST_NAMED:
        return f"{{number_{key}}}", {f"number_{key}": Counted(len(numbers), "node")}
    keys = [f"name_{key}{'xyz'[place]}" for place in range(len(numbers))]
    quoted = [f"“{{{each}}}”" for each in keys]
    text = f"{', '.join(quoted[:-1])} and {quoted[-1]}" if len(quoted) > 1 else quoted[0]
    return text, {each: nodes.names[number] for each, number in zip(keys, numbers, strict=True)}
