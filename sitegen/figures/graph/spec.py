"""Parameters of a graph, as an author writes them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from sitegen.figures.graph.edge_forms import as_arrows
from sitegen.figures.graph.graph_checks import MOST_EDGES, MOST_NODES, check_graph
from sitegen.kinds.params import (
    VISIBLE,
    DataFile,
    Field,
    Items,
    Meaning,
    Name,
    OneNumber,
    Params,
    ResolvedNumber,
    SeriesFile,
    SpecModel,
    StringConstraints,
    TextFile,
    TypeLabel,
    model_validator,
)

Arrows = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000, pattern=r"^[^\n\r]*$"),
    VISIBLE,
    TypeLabel("names of nodes with arrows between them, such as a -> b"),
]


class Node(SpecModel):
    """One node."""

    other_tools = {**dict.fromkeys(("id", "label", "text"), "write name"), "data": "write value"}

    name: Name
    """Its name, in the drawing and in the words."""
    value: OneNumber = None
    """Its value, with `null` for none, or the file to take it from."""


class Edge(SpecModel):
    """One edge, or a chain of edges: text such as `a -> b`, or a mapping."""

    other_tools = {
        **dict.fromkeys(("source", "start", "tail"), "write from"),
        **dict.fromkeys(("target", "end", "head"), "write to"),
        **dict.fromkeys(("weight", "label", "data"), "write value"),
    }

    edge: Arrows | None = None
    """The names of its nodes, such as `a -> b`; `a -> b -> c` is two edges with the same value."""
    value: OneNumber = None
    """Its value, with `null` for none, or the file to take it from."""
    start: Annotated[Name | None, Field(alias="from")] = None
    """The node that it leads from, instead of `edge`."""
    to: Name | None = None
    """The node that it leads to, instead of `edge`."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        """Allow text, too."""
        found = super().__get_pydantic_json_schema__(schema, handler)
        handler.resolve_ref_schema(found)["type"] = ["object", "string"]
        return found

    @model_validator(mode="before")
    @classmethod
    def _may_be_text(cls, value: object) -> object:
        return {"edge": value} if isinstance(value, str) else value


_EDGE_LIST = TypeLabel(f"a list of at most {MOST_EDGES} edges, such as [a -> b, b -> c]")
Edges = Annotated[tuple[Edge, ...], Items, Field(max_length=MOST_EDGES), _EDGE_LIST]


Names = Annotated[tuple[Name, ...], Items, Field(max_length=MOST_EDGES)]
Values = Annotated[tuple[float | None, ...], Items, Field(max_length=MOST_EDGES)]


class EdgeColumns(SpecModel):
    """Edges in columns: lists, or columns of data files."""

    start: Annotated[Names | TextFile, Field(alias="from")]
    """The nodes that edges lead from."""
    to: Names | TextFile
    """The nodes that they lead to."""
    values: Values | DataFile | None = None
    """Their values."""


def _names_for_count(given: object) -> str:
    """What to write in place of the number of nodes."""
    return "write a name for each: [{name: a}, {name: b}, …]" if type(given) is int else ""


class EdgeMeaning(Meaning):
    """What the numbers at edges are, and which way they go."""

    direction: Literal["forward", "backward"] = "forward"
    """Whether the numbers go along the edges, or back from their ends to their starts, as gradients do."""


class GraphParams(Params):
    """Parameters of `graph`."""

    other_forms = {"edges": as_arrows, "nodes": _names_for_count}
    other_tools = {
        **dict.fromkeys(("links", "arrows", "connections"), "write edges"),
        **dict.fromkeys(("vertices", "boxes"), "write nodes"),
        **dict.fromkeys(("layout", "direction", "rankdir", "positions"), "delete it: nodes are placed in layers"),
        **dict.fromkeys(("directed", "arrowheads"), "delete it: every edge is an arrow"),
    }

    nodes: Annotated[tuple[Node, ...], Items, Field(min_length=1, max_length=MOST_NODES)] | SeriesFile | None = None
    """The nodes, at most 24: a mapping of names to values, a list of `name` and `value`, or the file to take them from. By default those that edges name."""
    edges: Edges | EdgeColumns | SeriesFile = ()
    """The edges, at most 60: a mapping such as `{a -> b: 30}`, a list such as `[a -> b -> c, a -> c]`, a list of `from`, `to` and `value`, or the file to take them from. No edge may lead back."""
    node_values: Meaning = Meaning()
    """What the numbers in nodes are: `means` and `unit`."""
    edge_values: EdgeMeaning = EdgeMeaning()
    """What the numbers at edges are: `means` and `unit`, and `direction: backward` for those that go back along them, as gradients do."""
    highlight: Name | None = None
    """The name of the node that has a stronger outline."""

    @property
    def goes_back(self) -> bool:
        """Whether the numbers at edges go back along them."""
        return self.edge_values.direction == "backward"

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_graph(self)
        return self


class ResolvedNode(Node):
    """One node with a number in place of a reference."""

    value: ResolvedNumber = None


class ResolvedEdge(Edge):
    """One edge with a number in place of a reference."""

    value: ResolvedNumber = None


class ResolvedColumns(EdgeColumns):
    """Edges in columns, read from their files."""

    start: Annotated[Names, Field(alias="from")]
    to: Names
    values: Values | None = None


class ResolvedGraph(GraphParams):
    """Parameters of `graph` with numbers in place of references."""

    nodes: Annotated[tuple[ResolvedNode, ...], Items, Field(min_length=1, max_length=MOST_NODES)] | None = None
    edges: Annotated[tuple[ResolvedEdge, ...], Items, Field(max_length=MOST_EDGES), _EDGE_LIST] | ResolvedColumns = ()
