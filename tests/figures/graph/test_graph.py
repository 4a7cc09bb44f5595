"""The kind `graph`: gradients against finite differences, all forms of nodes and edges, every corner of a drawing, errors at places."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sitegen import ContentError, load_spec, render_figure
from sitegen.contract.drawing_checks import check_drawing
from sitegen.contract.kinds_under_test import scene_of
from sitegen.figure import Figure
from sitegen.figures.graph.definition import KIND, compute
from sitegen.figures.graph.kernel import GraphData
from sitegen.scene.canvas import CANVASES, Canvas
from sitegen.scene.shapes import Rect, Text
from tests.conftest import CONTENT

Step = Callable[[dict[str, Fraction]], Fraction]
BACKPROP: dict[str, Step] = {
    "a·b": lambda v: v["a"] * v["b"],
    "a·b + c": lambda v: v["a·b"] + v["c"],
    "y": lambda v: v["a·b + c"] ** 2,
}
RESIDUAL: dict[str, Step] = {
    "half of x": lambda v: v["x"] / 2,
    "ReLU": lambda v: max(v["half of x"], Fraction(0)),
    "half again": lambda v: v["ReLU"] / 2,
    "sum y": lambda v: v["half again"] + v["x"],
}


def figure(**params: Any) -> Figure:
    return render_figure({"kind": "graph", "params": params})


def data_of(**params: Any) -> GraphData:
    return compute(load_spec({"kind": "graph", "params": params}).params)


def edges_of(data: GraphData) -> list[tuple[str, str, float]]:
    names = data.nodes.names
    ends = zip(data.starts, data.ends, data.edges.values.tolist(), strict=True)
    return [(names[start], names[end], value) for start, end, value in ends]


class TestGradients:
    @pytest.mark.parametrize(("name", "steps"), [("graph-backprop", BACKPROP), ("graph-residual", RESIDUAL)])
    def test_values_and_gradients_of_the_examples(self, name: str, steps: dict[str, Step]) -> None:
        """An edge has what the result gains when its start grows for this edge alone: a central difference, exact for these."""
        data = compute(load_spec(CONTENT / "figures" / f"{name}.yaml").params)
        given = dict(zip(data.nodes.names, map(Fraction, data.nodes.values.tolist()), strict=True))

        def result(start: str = "", end: str = "", change: Fraction = Fraction(0)) -> dict[str, Fraction]:
            values = {node: value for node, value in given.items() if node not in steps}
            for node, step in steps.items():
                values[node] = step({**values, **({start: values[start] + change} if node == end else {})})
            return values

        assert result() == given
        last, h = list(steps)[-1], Fraction(1, 1024)
        edges = edges_of(data)
        assert len(edges) == 5
        for start, end, gradient in edges:
            slope = (result(start, end, h)[last] - result(start, end, -h)[last]) / (2 * h)
            assert slope == Fraction(gradient), (start, end)

    def test_the_layers_are_those_of_the_recording(self) -> None:
        spec = load_spec(CONTENT / "figures" / "graph-layers.yaml")
        with (CONTENT / "data" / "digits-relu-hot-gradients.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        steps = sorted({int(row["step"]) for row in rows})
        assert [int(value) for value in spec.axes[0].values] == steps
        for step in (steps[0], steps[-1]):
            data = compute(spec.in_state({"step": step}))
            of_step = [row for row in rows if int(row["step"]) == step]
            assert data.nodes.values.tolist() == [float(row["weight_gradient_norm"]) for row in of_step]
            assert data.edges.values.tolist() == [float(row["activation_gradient_norm"]) for row in of_step[:3]]

    @pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
    def test_nothing_moves_from_step_to_step(self, canvas: Canvas) -> None:
        spec = load_spec(CONTENT / "figures" / "graph-layers.yaml")
        found = set()
        for step in spec.axes[0].values:
            params = spec.in_state({"step": step})
            marks = KIND.draw(params, compute(params), canvas).marks()
            found.add(tuple((mark.x, mark.y) for mark in marks if isinstance(mark, Rect) and mark.role == "box"))
        assert len(found) == 1


class TestForms:
    def test_all_forms_are_the_same(self, tmp_path: Path) -> None:
        (tmp_path / "n.csv").write_text("node,step,v\na,0,2\nb,0,3\nc,0,6\na,1,9\nb,1,9\nc,1,9\n")
        (tmp_path / "e.csv").write_text("source,target,g\na,c,3\nb,c,2\n")
        (tmp_path / "e.json").write_text('{"a -> c": 3, "b -> c": 2}')
        (tmp_path / "r.json").write_text(
            '[{"source": "a", "target": "c", "g": 3}, {"source": "b", "target": "c", "g": 2}]'
        )
        nodes = [
            "{a: 2, b: 3, c: 6}",
            "[{name: a, value: 2}, {name: b, value: 3}, {name: c, value: 6}]",
            "{file: n.csv, by: node, column: v, where: {step: 0}}",
            "[{name: a, value: {file: n.csv, column: v, where: {step: 0, node: a}}}, {name: b, value: 3}, {name: c, value: 6}]",
        ]
        edges = [
            "{a -> c: 3, b → c: 2}",
            "{a --> c: 3, b => c: 2}",
            "[{edge: a->c, value: 3}, {from: b, to: c, value: 2}]",
            "{from: [a, b], to: [c, c], values: [3, 2]}",
            "{from: {file: e.csv, column: source}, to: {file: e.csv, column: target}, values: {file: e.csv, column: g}}",
            "{from: {file: r.json, column: source}, to: {file: r.json, column: target}, values: {file: r.json, column: g}}",
            '{file: e.json, columns: "*"}',
        ]
        for form in [(nodes[0], each) for each in edges] + [(each, edges[0]) for each in nodes]:
            (tmp_path / "a.yaml").write_text("kind: graph\nparams:\n  nodes: {}\n  edges: {}\n".format(*form))
            data = compute(load_spec(tmp_path / "a.yaml").params)
            assert data.nodes.names == ("a", "b", "c")
            assert data.nodes.values.tolist() == [2, 3, 6]
            assert edges_of(data) == [("a", "c", 3), ("b", "c", 2)]

    def test_chains_make_the_nodes_in_their_order(self) -> None:
        data = data_of(edges=["x -> conv 1 -> ReLU -> +", "x -> +"])
        assert data.nodes.names == ("x", "conv 1", "ReLU", "+")
        assert [edge[:2] for edge in edges_of(data)] == [("x", "conv 1"), ("conv 1", "ReLU"), ("ReLU", "+"), ("x", "+")]
        assert data.edges.features is None

    def test_parallel_edges_have_their_own_values(self) -> None:
        made = figure(edges=[{"from": "a", "to": "b", "value": 1}, {"from": "a", "to": "b", "value": 2}])
        assert made.files["edges.csv"].splitlines() == ["from,to,value", "a,b,1", "a,b,2"]
        assert {"1", "2"} <= {mark.text for mark in scene_of(made).marks() if isinstance(mark, Text)}
        assert "The largest is 2, of edge “a → b (2 of 2)”; the least is 1, of edge “a → b (1 of 2)”." in made.text

    def test_edges_may_all_be_without_values(self) -> None:
        assert edges_of(data_of(edges={"a -> b": None, "b -> c": None}))[0][:2] == ("a", "b")

    def test_missing_values_are_gaps(self, tmp_path: Path) -> None:
        (tmp_path / "e.csv").write_text("source,target,g\na,c,3\nb,c,\n")
        columns = ", ".join(
            f"{key}: {{file: e.csv, column: {column}}}" for key, column in (("from", "source"), ("to", "target"))
        )
        values = "values: {file: e.csv, column: g, blank: gap}"
        (tmp_path / "a.yaml").write_text(f"kind: graph\nparams:\n  edges: {{{columns}, {values}}}\n")
        made = render_figure(load_spec(tmp_path / "a.yaml"))
        assert math.isnan(made.data.edges.values[1])
        assert "There is no value for 1 edge." in made.text
        assert made.files["edges.csv"].splitlines()[2] == "b,c,none"


class TestWords:
    def test_the_lead_tells_the_change_along_the_longest_path(self) -> None:
        edges = {"a -> b": 0.5, "b -> c": 0.25, "a -> c": 9.0}
        made = figure(edges=edges, edge_values={"means": "gradient"})
        lead = made.description.readouts[0].text()
        assert lead == (
            "On the longest path, 2 edges from “a” to “c”, the gradient goes from 0.50 at the first edge to 0.25 at the last."
        )
        assert "shrinks" in figure(edges={"a -> b": 0.5, "b -> c": 0.25}).text

    def test_numbers_that_go_back_are_told_from_the_end_of_the_path(self) -> None:
        edges = {"a -> b": 0.5, "b -> c": 0.25}
        made = figure(edges=edges, edge_values={"means": "gradient", "direction": "backward"})
        lead = made.description.readouts[0].text()
        assert lead == (
            "Back along the longest path, 2 edges from “c” to “a”, the gradient goes from 0.25 at the first edge to 0.50 at the last."
        )
        assert "Going back, from each edge to the next, the size of the gradient grows." in made.text
        assert "a second arrow leads from its end to its start" in made.text

    def test_only_edges_with_a_number_have_an_arrow_back(self) -> None:
        """Such as one behind which gradients stop."""
        made = figure(edges={"a -> b": 2, "b -> c": None}, edge_values={"direction": "backward"})
        scene = scene_of(made)
        assert sum(mark.role == "arrowhead-back" for mark in scene.marks()) == 2  # of the key, and of one edge

    def test_without_numbers_the_lead_tells_the_longest_path(self) -> None:
        made = figure(edges=["x -> f -> +", "x -> +"])
        assert made.description.readouts[0].text() == "The longest path, from “x” to “+”, has 2 edges."

    @pytest.mark.parametrize("letters", [80, 40])
    def test_the_lead_is_short_whatever_the_names(self, letters: int) -> None:
        names = [("w " * letters)[:78] + str(number) for number in range(3)]
        made = figure(edges=[{"from": one, "to": other, "value": 1} for one, other in pairwise(names)])
        assert len(made.description.readouts[0].text().split()) <= 30

    def test_parts_that_nothing_joins(self) -> None:
        text = figure(nodes={"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}, edges=["a -> b", "c -> d"]).text
        assert "Paths begin at “a” and “c” and end at “b” and “d”." in text
        assert "No edge joins its 3 parts." in text
        assert "Without any edge: “e”." in text

    def test_values_of_nodes_and_of_edges_are_told_apart(self) -> None:
        text = figure(nodes={"a": 2, "b": 2, "c": 2}, edges={"a -> b": 5, "b -> c": 5}).text
        assert "All 3 node values are 2. No node value is larger than another." in text
        assert "Both edge values are 5. No edge value is larger than another." in text
        text = figure(nodes={"a": -1, "b": 1.0001}, edges={"a -> b": 5}, edge_values={"means": "gradient"}).text
        assert "Some node values are above zero, and others below." in text
        assert "Gradient: the only edge value is 5, of edge “a → b”." in text

    def test_the_highlighted_node_is_named(self) -> None:
        given: dict[str, Any] = {"nodes": {"a": 2, "b": 3}, "edges": ["a -> b"]}
        assert "highlighted" not in figure(**given).text
        assert "The node “b” is highlighted: its value is 3." in figure(**given, highlight="b").text
        assert "The node “b” is highlighted." in figure(edges=["a -> b"], highlight="b").text

    @pytest.mark.parametrize("value", [1.5, None])
    def test_the_lead_about_one_node_with_a_long_name(self, value: float | None) -> None:
        made = figure(nodes=[{"name": "w " * 37, "value": value}])
        lead = "The only node has no edges." if value is None else "The only node value is 1.50."
        assert made.description.readouts[0].text() == lead

    def test_what_has_no_room_is_told(self) -> None:
        names, numbers = (
            "Names that have no room in the drawing are shortened",
            "Numbers that have no room in the drawing are left out",
        )
        text = figure(edges={"a -> b": 1}).text
        assert names not in text
        assert numbers not in text
        assert names in figure(edges={f"a -> {'long ' * 15}": 1}).text
        back = figure(edges={"a -> b": 1}, edge_values={"means": "long " * 15, "direction": "backward"})
        assert names in back.text
        assert "The number on an edge is its long " in back.text
        assert names not in figure(edges={"a -> b": 1}, edge_values={"means": "slope", "direction": "backward"}).text
        assert numbers in figure(edges=[{"from": "a", "to": "b", "value": -1.5e-300}] * 40).text

    def test_nodes_alone(self) -> None:
        assert "The node “a” is alone." in figure(nodes=[{"name": "a"}]).text
        made = figure(nodes={"a": 1, "b": 2})
        assert made.description.readouts[0].text().startswith("The largest is 2, of node “b”")
        assert "edges.csv" not in made.files

    def test_every_value_is_in_the_tables_and_files(self) -> None:
        values = [0.1 * number for number in range(1, 24)]
        chain = {f"n{number} -> n{number + 1}": value for number, value in enumerate(values)}
        made = figure(edges=chain, nodes={f"n{number}": 1e-300 * number for number in range(24)})
        assert [row["value"] for row in csv.DictReader(made.files["edges.csv"].splitlines())] == [
            f"{value:.10g}" for value in values
        ]
        content = json.loads(made.files["data.json"])["data"]
        assert content["nodes"]["values"] == pytest.approx([1e-300 * number for number in range(24)])


class TestDrawing:
    @pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
    @pytest.mark.parametrize("name", ["n", "transformer.block <&> ", "שכבה ", "層" * 30, "w" * 70])
    @pytest.mark.parametrize("shape", ["chain", "star", "sink", "dense", "alone", "parallel"])
    def test_corners_of_the_parameters(self, shape: str, name: str, canvas: Canvas) -> None:
        names = [f"{name}{number}" for number in range(24)]
        edges = {
            "chain": [(number, number + 1) for number in range(23)],
            "star": [(0, number) for number in range(1, 24)],
            "sink": [(number, 23) for number in range(23)],
            "dense": [(one, other) for one in range(11) for other in range(one + 1, 12)][:60],
            "alone": [],
            "parallel": [(0, 1)] * 60,
        }[shape]
        values = [-1.7976931348623157e308, 5e-324, 0.0, None, 123456.0, 1.00001, -1e-9]
        params = load_spec(
            {
                "kind": "graph",
                "params": {
                    "nodes": [{"name": each, "value": values[n % 7]} for n, each in enumerate(names)],
                    "edges": [
                        {"from": names[one], "to": names[other], "value": values[(one + other) % 7]}
                        for one, other in edges
                    ],
                    "highlight": names[3],
                },
            }
        ).params
        check_drawing(KIND.draw(params, compute(params), canvas), canvas)

    def test_the_highlighted_node_is_strong(self) -> None:
        boxes = [
            mark.role for mark in scene_of(figure(edges=["a -> b"], highlight="b")).marks() if isinstance(mark, Rect)
        ]
        assert boxes == ["box", "box-strong"]


def problems(folder: Path, params: str) -> list[tuple[str, int | None, int | None, str, str]]:
    """File, line, column, message and hint of each error of a spec whose parameters begin in line 3."""
    (folder / "e.csv").write_text("source,target,g\na,b,1\nb,cc,2\n")
    (folder / "e.json").write_text('{"a -> b": 1, "b -> cc": 2}')
    (folder / "a.yaml").write_text(f"kind: graph\nparams:\n{params}")
    with pytest.raises(ContentError) as caught:
        render_figure(load_spec(folder / "a.yaml"))
    return [
        (Path(each.file).name, each.line, each.column, each.message, each.hint) for each in caught.value.diagnostics
    ]


COLUMNS = "{from: {file: e.csv, column: source}, to: {file: e.csv, column: target}}"


@pytest.mark.parametrize(
    ("params", "place", "message", "hint"),
    [
        ("  nodes: {a: 1, b: 2}\n  edges: {a -> bb: 3}\n", ("a.yaml", 4, 16), "there is no node 'bb'", "did you mean 'b'?"),
        ("  nodes: {a: 1, b: 2}\n  edges: [a -> b, bb -> a]\n", ("a.yaml", 4, 19), "there is no node 'bb'", "did you mean 'b'?"),
        ("  nodes: {conv: 1, b: 2}\n  edges: [{from: b, to: convo}]\n", ("a.yaml", 4, 25), "there is no node 'convo'", "did you mean 'conv'?"),
        (f"  nodes: {{a: 1, b: 2, c: 3}}\n  edges: {COLUMNS}\n", ("e.csv", 3, 3), "there is no node 'cc'", "did you mean 'c'?"),
        ('  nodes: {a: 1, b: 2, c: 3}\n  edges: {file: e.json, columns: "*"}\n', ("e.json", 1, None), "there is no node 'cc'", "did you mean 'c'?"),
        ("  edges: [a -> b -> c, c -> a]\n", ("a.yaml", 3, 29), "the edge to 'a' leads back: a → b → c → a", "leave it out"),
        ("  edges: {a -> b: 1, b -> a: 2}\n", ("a.yaml", 3, 27), "the edge to 'a' leads back: a → b → a", "leave it out"),
        ("  edges: [a -> b, b -> b]\n", ("a.yaml", 3, 24), "'b' leads to itself", "leave it out"),
        ("  edges: {a -> b: 1, a->b: 2}\n", ("a.yaml", 3, 22), "there already is an edge from 'a' to 'b'", "delete one"),
        ("  edges: [a -> b -> c, x -> b -> c]\n", ("a.yaml", 3, 29), "there already is an edge from 'b' to 'c'", "write from and to"),
        ("  edges: [a]\n", ("a.yaml", 3, 11), "'a' has no arrow to the right", "write a -> b"),
        ("  edges: [a <- b]\n", ("a.yaml", 3, 11), "'a <- b' has no arrow to the right", "write b -> a"),
        ("  edges: [a <-- b ← c]\n", ("a.yaml", 3, 11), "has no arrow to the right", "write c -> b -> a"),
        ("  edges: [a <-> b]\n", ("a.yaml", 3, 11), "'a <-> b' leads both ways", "write a -> b, and give the way back nodes of its own"),
        ("  edges: [a -> b<=>c]\n", ("a.yaml", 3, 11), "'a -> b<=>c' leads both ways", "write a -> b, and give the way back"),
        ("  nodes: 3\n", ("a.yaml", 3, 10), "3 is not a list of", "write a name for each: [{name: a}, {name: b}, …]"),
        ('  edges: ["\u200b -> b"]\n', ("a.yaml", 3, 11), "an arrow without a node", "write a -> b"),
        ("  edges: [a -> ]\n", ("a.yaml", 3, 11), "an arrow without a node", "write a -> b"),
        ("  edges: [{from: a, value: 3}]\n", ("a.yaml", 3, 11), "'to' is missing", "write a -> b"),
        ("  edges: [{from: a, to: b, edge: a -> b}]\n", ("a.yaml", 3, 11), "the ends are in edge, or in from and to", "delete"),
        ("  edges: [{from: a, to: b, weight: 3}]\n", ("a.yaml", 3, 28), "this key is unknown", "write value"),
        ("  edges: [{source: a, to: b}]\n", ("a.yaml", 3, 12), "this key is unknown", "write from"),
        ("  edges: a -> b\n", ("a.yaml", 3, 10), "is not a list of at most 60 edges, such as [a -> b, b -> c]", ""),
        ("  edges: {a -> b: x}\n", ("a.yaml", 3, 19), "'x' is not a number", ""),
        ("  edges: {a -> b: .nan}\n", ("a.yaml", 3, 19), ".nan is not a number that a figure can show", "write a finite number"),
        ("  edges: {a -> b: [1, 2]}\n", ("a.yaml", 3, 19), "this is a list of 2", ""),
        ("  edges: {from: [a, b], to: [b]}\n", ("a.yaml", 3, 29), "has 1 row, but from has 2", ""),
        ("  edges: []\n", ("a.yaml", 3, 10), "there are neither nodes nor edges", "write edges"),
        ("  nodes: [{name: a}, {name: a}]\n", ("a.yaml", 3, 29), "two nodes are called 'a'", ""),
        ("  edges: [a -> b]\n  highlight: c\n", ("a.yaml", 4, 14), "there is no node 'c'", "nodes here: a, b"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(
    tmp_path: Path, params: str, place: tuple[str, int, int | None], message: str, hint: str
) -> None:
    (found,) = problems(tmp_path, params)
    assert found[0] == place[0]
    assert found[1] == place[1]
    assert place[2] in {None, found[2]}
    assert message in found[3]
    assert hint in found[4]


def test_numbers_of_nodes_and_edges_have_limits(tmp_path: Path) -> None:
    chain = " -> ".join(f"n{number}" for number in range(25))
    assert "the graph has 25 nodes, at most 24 are allowed" in problems(tmp_path, f"  edges: [{chain}]\n")[0][3]
    chains = ", ".join([chain[: chain.index("n24") - 4]] * 3)
    assert "the graph has 69 edges, at most 60 are allowed" in problems(tmp_path, f"  edges: [{chains}]\n")[0][3]
