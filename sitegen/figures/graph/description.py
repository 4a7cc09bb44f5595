"""A graph in words: how numbers change along its longest path, where paths begin and end, and which values are largest."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.figures.graph.drawing import graph_texts, name_in_key
from sitegen.figures.graph.kernel import GraphData, Valued
from sitegen.figures.graph.spec import ResolvedGraph
from sitegen.kinds.params import Meaning
from sitegen.kinds.plot import omitted_texts
from sitegen.kinds.scene import NARROW
from sitegen.kinds.words import (
    CategoryWords,
    Column,
    Count,
    Description,
    Sentence,
    Table,
    category_sentences,
    category_writer,
    change_sentences,
    graph_lead,
    highlight_sentence,
    path_sentences,
    sentence,
    structure_sentences,
    value_cells,
)


def describe(params: ResolvedGraph, data: GraphData) -> Description:
    """The lead, how the figure is built, and what holds of nodes, edges and paths."""
    found = data.features
    nodes, edges = _words(data.nodes, params.node_values, "node"), _words(data.edges, params.edge_values, "edge")
    node_values, edge_values = data.nodes.values.tolist(), data.edges.values.tolist()
    lead = graph_lead(
        found, (nodes, node_values, data.nodes.features), (edges, edge_values), goes_back=params.goes_back
    )
    sentences = [*structure_sentences(found, nodes), *_meanings(params, data)]
    sentences += _omitted(params, data)
    if params.highlight is not None:
        sentences.append(highlight_sentence(params.highlight, node_values[nodes.names.index(params.highlight)], nodes))
    for words, valued in ((nodes, data.nodes), (edges, data.edges)):
        if valued.features:
            sentences += category_sentences(valued.features, valued.values.tolist(), words, is_sorted=True)
    if "length" not in lead.values:  # the lead does not mention the longest path
        sentences += path_sentences(found, nodes)
    sentences += change_sentences(found, nodes, edges, goes_back=params.goes_back)
    if all(each.level != 2 for each in (lead, *sentences)):
        sentences.append(sentence("No node has a value.", 2))
    edge_table = {"edges.csv": _edge_table(params, data)} if found.edges else {}
    return Description(
        title=_title(params),
        lead=(lead,),
        sentences=tuple(sentences),
        table=_node_table(params, data),
        more_tables=tuple(edge_table.values()),
        more_csv=edge_table,
    )


def _words(valued: Valued, meaning: Meaning, noun: str) -> CategoryWords:
    return CategoryWords(
        names=valued.names,
        write=category_writer(valued.features),
        unit=meaning.unit or "",
        means=meaning.means or "",
        each=noun,
        noun=noun,
        owner=noun,
    )


def _meanings(params: ResolvedGraph, data: GraphData) -> Iterator[Sentence]:
    """What the numbers are, and which way those on edges go."""
    for valued, meaning, place in (
        (data.nodes, params.node_values, "in a node"),
        (data.edges, params.edge_values, "on an edge"),
    ):
        if valued.features and meaning.means:
            yield sentence(f"The number {place} is its {{means}}.", 1, means=meaning.means)
    if data.edges.features and params.goes_back:
        yield sentence("The number on an edge goes back along it: a second arrow leads from its end to its start.", 1)


def _omitted(params: ResolvedGraph, data: GraphData) -> Iterator[Sentence]:
    """Says so where the narrow drawing has no room for all texts."""
    found = omitted_texts(*graph_texts(params, data), NARROW, back=name_in_key(params))
    if found.names:
        yield sentence("Names that have no room in the drawing are shortened; the tables have all of them.", 1)
    if found.numbers:
        yield sentence("Numbers that have no room in the drawing are left out; the tables have all of them.", 1)


def _title(params: ResolvedGraph) -> str:
    """The name of a figure whose author gives none."""
    means = params.edge_values.means or params.node_values.means
    return f"Graph: {means}" if means else "Graph"


def _node_table(params: ResolvedGraph, data: GraphData) -> Table:
    numbers = range(data.features.nodes)
    columns = [Column("node", "node", data.nodes.names), *_value_column(data.nodes, params.node_values)]
    columns += [
        Column("incoming", "incoming edges", tuple(Count(data.ends.count(number)) for number in numbers)),
        Column("outgoing", "outgoing edges", tuple(Count(data.starts.count(number)) for number in numbers)),
    ]
    return Table("Nodes of the graph", tuple(columns))


def _edge_table(params: ResolvedGraph, data: GraphData) -> Table:
    names = data.nodes.names
    columns = [
        Column("from", "edge from", tuple(names[start] for start in data.starts)),
        Column("to", "edge to", tuple(names[end] for end in data.ends)),
        *_value_column(data.edges, params.edge_values),
    ]
    return Table("Edges of the graph", tuple(columns))


def _value_column(valued: Valued, meaning: Meaning) -> list[Column]:
    """The values, if there are any."""
    if valued.features is None:
        return []
    return [
        Column("value", meaning.heading("value"), value_cells(valued.values, write=category_writer(valued.features)))
    ]
