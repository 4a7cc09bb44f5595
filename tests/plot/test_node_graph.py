"""Graphs on every canvas: texts inside their boxes, arrows from box to box and through none, labels that give way."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

import pytest

from sitegen.audit.boxes import box_problems, smallest_arrowhead
from sitegen.audit.labels import label_problems
from sitegen.plot.node_graph import graph_panel, omitted_texts
from sitegen.plot.placed_graph import GraphArrow, GraphNode
from sitegen.scene.canvas import CANVASES, NARROW, WIDE, Canvas
from sitegen.scene.shapes import Panel, Polylines, Rect, Scene, Text

Runs = tuple[tuple[tuple[float, float], ...], ...]
NAMES = ("x", "conv 1", "a·b + c", "LayerNorm and residual", "W" * 80, "attention weights after softmax", "層")
VALUES = ("", "0", "25", "-0.393", "-1.2e-300", "9,007,199,254,740,992")


def nodes_of(*names: str) -> list[GraphNode]:
    return [GraphNode(name=name) for name in names]


def arrows_of(*edges: tuple[int, int], label: str = "") -> list[GraphArrow]:
    return [GraphArrow(start=start, end=end, label=label) for start, end in edges]


def random_graph(seed: int) -> tuple[list[GraphNode], list[GraphArrow]]:
    """Up to 24 nodes and 60 edges, of any density, with long names and values."""
    draw = random.Random(seed)
    number = draw.choice((1, 2, 3, 5, 8, 13, 24))
    names = draw.choice((NAMES, NAMES[:3]))
    values = draw.choice((VALUES, VALUES[1:4], ("",)))
    nodes = [
        GraphNode(name=draw.choice(names), value=draw.choice(values), strong=draw.random() < 0.1) for _ in range(number)
    ]
    pairs = list(combinations(range(number), 2))
    chosen = draw.choices(pairs, k=draw.choice((0, number - 1, 2 * number, 60))) if pairs else []
    if draw.random() < 0.2:
        chosen = pairs[:60]
    labels = draw.choice((VALUES, VALUES[1:4], ("",)))
    backs = draw.choice(((False,), (True,), (False, True)))
    return nodes, [
        GraphArrow(start=start, end=end, label=draw.choice(labels), back=draw.choice(backs)) for start, end in chosen
    ]


def boxes(panel: Panel) -> list[Rect]:
    return [mark for mark in panel.marks if isinstance(mark, Rect) and mark.role.startswith("box")]


def runs(panel: Panel, role: str) -> Runs:
    found = (mark.runs for mark in panel.marks if isinstance(mark, Polylines) and mark.role == role)
    return tuple(run for each in found for run in each)


def labels(panel: Panel) -> list[Text]:
    return [mark for mark in panel.marks if isinstance(mark, Text) and mark.on == ("surface",)]


def steps(run: tuple[tuple[float, float], ...]) -> Iterator[tuple[float, float]]:
    """Points of a line, closer than a unit."""
    for (a, b), (c, d) in pairwise(run):
        number = int(max(abs(c - a), abs(d - b))) + 1
        for step in range(number + 1):
            yield a + (c - a) * step / number, b + (d - b) * step / number


def is_inside(x: float, y: float, box: Rect, margin: float) -> bool:
    across = box.x - margin < x < box.x + box.width + margin
    return across and box.y - margin < y < box.y + box.height + margin


def is_among(place: tuple[float, float], places: Iterable[tuple[float, float]]) -> bool:
    return any(math.dist(place, each) < 0.01 for each in places)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("seed", range(60))
def test_random_graphs(seed: int, canvas: Canvas) -> None:
    nodes, arrows = random_graph(seed)
    panel = graph_panel(nodes, arrows, canvas)
    scene = Scene(panels=(panel,), text_size=canvas.text_size)
    assert label_problems(scene) == []
    assert box_problems((scene,)) == []
    found = boxes(panel)
    assert len(found) == len(nodes)
    for one, other in combinations(found, 2):
        apart = max(abs(one.x - other.x) - (one.width if one.x < other.x else other.width),
                    abs(one.y - other.y) - (one.height if one.y < other.y else other.height))  # fmt: skip
        assert apart >= 12
    heads = runs(panel, "arrowhead")
    assert len(heads) == len(arrows)
    for _, tip, _ in heads:
        assert any(is_inside(*tip, box, 0.01) for box in found)
    for _, tip, _ in runs(panel, "arrowhead-back")[1:]:  # the first is in the key
        assert any(is_inside(*tip, box, 0.01) for box in found)
    for run in (*runs(panel, "arrow"), *runs(panel, "arrow-back")):
        for x, y in steps(run):
            assert not any(is_inside(x, y, box, -0.01) for box in found), (x, y)
            assert 0 <= x <= panel.width
            assert 0 <= y <= panel.height
    onwards, back = runs(panel, "arrow"), runs(panel, "arrow-back")[1:]
    for run in onwards:
        assert any(is_inside(*run[0], box, 0.01) for box in found) or is_among(run[0], (each[-1] for each in onwards))
    necks = [((ax + bx) / 2, (ay + by) / 2) for (ax, ay), _, (bx, by) in runs(panel, "arrowhead-back")]
    for run in back:
        assert any(is_inside(*run[0], box, 0.01) for box in found) or is_among(run[0], (each[-1] for each in back))
        assert is_among(run[-1], [*necks, *(each[0] for each in back)])


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("seed", range(60))
def test_values_are_whole_in_their_boxes(seed: int, canvas: Canvas) -> None:
    """Names may be shortened, numbers never; one of 21 characters may be left out."""
    nodes, arrows = random_graph(seed)
    texts = [mark.text.replace("−", "-") for mark in graph_panel(nodes, arrows, canvas).marks if isinstance(mark, Text)]
    for value in {node.value for node in nodes} - {"", VALUES[-1]}:
        assert texts.count(value) >= sum(node.value == value for node in nodes)


def test_a_chain_is_a_row_on_a_wide_canvas_and_a_column_on_a_narrow_one() -> None:
    nodes, arrows = nodes_of("a", "b", "c"), arrows_of((0, 1), (1, 2))
    wide, narrow = (boxes(graph_panel(nodes, arrows, canvas)) for canvas in (WIDE, NARROW))
    assert len({box.y for box in wide}) == 1
    assert [box.x for box in wide] == sorted(box.x for box in wide)
    assert len({round(box.x + box.width / 2, 6) for box in narrow}) == 1
    assert [box.y for box in narrow] == sorted(box.y for box in narrow)


def test_a_graph_that_is_too_long_for_a_wide_canvas_goes_downwards() -> None:
    nodes = nodes_of(*(f"layer {number}" for number in range(20)))
    panel = graph_panel(nodes, arrows_of(*((number, number + 1) for number in range(19))), WIDE)
    assert len({round(box.y, 6) for box in boxes(panel)}) == 20


def test_a_row_that_is_too_wide_is_broken() -> None:
    panel = graph_panel(nodes_of(*("input",) * 10, "sum"), arrows_of(*((number, 10) for number in range(10))), NARROW)
    assert 3 <= len({box.y for box in boxes(panel)}) <= 5
    assert len(runs(panel, "arrowhead")) == 10


def test_a_skipping_edge_has_a_lane_beside_the_nodes() -> None:
    panel = graph_panel(nodes_of("x", "f", "g", "+"), arrows_of((0, 1), (1, 2), (2, 3), (0, 3)), NARROW)
    first, *middle, last = boxes(panel)
    lane = min(x for run in runs(panel, "arrow") for x, y in run if first.y + 40 < y < last.y - 20)
    assert all(abs(lane - box.x) >= 7.9 or abs(lane - box.x - box.width) >= 7.9 for box in middle)


def test_a_layer_of_a_network_has_no_more_crossings_than_it_needs() -> None:
    """Two pairs whose edges are given crosswise are drawn side by side."""
    panel = graph_panel(nodes_of("a", "b", "c", "d"), arrows_of((0, 3), (1, 2)), NARROW)
    at = {mark.text: mark.x for mark in panel.marks if isinstance(mark, Text)}
    assert (at["a"] < at["b"]) == (at["d"] < at["c"])


def test_labels_are_on_their_arrows() -> None:
    arrows = [GraphArrow(start=0, end=2, label="30"), GraphArrow(start=1, end=2, label="-0.25")]
    for canvas in CANVASES.values():
        panel = graph_panel(nodes_of("a", "b", "c"), arrows, canvas)
        assert [text.text for text in labels(panel)] == ["30", "−0.25"]
        for text, run in zip(labels(panel), runs(panel, "arrow"), strict=True):
            assert min(abs(x - text.x) + abs(y - text.y + canvas.drop) for x, y in steps(run)) < 2


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_a_lane_has_an_arrow_back_as_far_as_one_of_its_arrows_has_one(canvas: Canvas) -> None:
    """Numbers that go back from `b` and `c` to `a` are not on the lane that leads on to `d`."""
    chain = [GraphArrow(start=start, end=start + 1, label="1", back=True) for start in range(3)]
    for skipping in ((), (2,), (3,), (2, 3)):
        lanes = [GraphArrow(start=0, end=end, label="1" * (end in skipping), back=end in skipping) for end in (2, 3)]
        panel = graph_panel(nodes_of(*"abcd"), chain + lanes, canvas)
        parts = 3 + {(): 0, (2,): 2, (3,): 3, (2, 3): 4}[skipping]
        assert len(runs(panel, "arrow-back")) == 1 + parts
        assert len(runs(panel, "arrowhead-back")) == 1 + 3 + bool(skipping)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_an_arrow_back_has_its_head_where_the_other_one_begins(canvas: Canvas) -> None:
    arrows = [GraphArrow(start=0, end=1, label="30", back=True), GraphArrow(start=1, end=2)]
    panel = graph_panel(nodes_of("a", "b", "c"), arrows, canvas, back="gradient")
    a, b, _ = boxes(panel)
    key, back = (head[1] for head in runs(panel, "arrowhead-back"))
    assert is_inside(*back, a, 0.01)
    assert not is_inside(*key, a, 0.01)
    assert any(is_inside(*tip, b, 0.01) for _, tip, _ in runs(panel, "arrowhead"))
    (line,) = runs(panel, "arrow-back")[1:]
    assert is_inside(*line[0], b, 0.01)
    (text,) = [each for each in labels(panel) if each.text != "gradient"]
    assert (text.text, text.role) == ("30", "wave-text")
    (cover,) = [mark for mark in panel.marks if isinstance(mark, Rect) and mark.role == "surface"]
    assert any(is_inside(*place, cover, 1.0) for place in steps(line))
    assert "gradient" in {mark.text for mark in panel.marks if isinstance(mark, Text)}
    assert smallest_arrowhead(Scene(panels=(panel,))) * canvas.least_px / canvas.width >= 6


def test_parallel_edges_are_two_arrows() -> None:
    panel = graph_panel(nodes_of("a", "b"), [*arrows_of((0, 1), label="1"), *arrows_of((0, 1), label="2")], NARROW)
    first, second = runs(panel, "arrowhead")
    assert abs(first[1][0] - second[1][0]) >= 8
    assert {text.text for text in labels(panel)} == {"1", "2"}


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("seed", range(20))
def test_what_is_omitted_is_known(seed: int, canvas: Canvas) -> None:
    """A shortened name has an ellipsis; every other text is whole."""
    nodes, arrows = random_graph(seed)
    texts = [mark.text for mark in graph_panel(nodes, arrows, canvas).marks if isinstance(mark, Text)]
    found = omitted_texts(nodes, arrows, canvas)
    assert found.names == any("…" in text for text in texts)
    given = [text.replace("-", "−") for text in (*(n.value for n in nodes), *(a.label for a in arrows)) if text]
    assert found.numbers == (sum(text in {*given} for text in texts) < len(given))


def test_names_that_begin_alike_are_told_apart() -> None:
    names = ("gradient norm of layer one", "gradient norm of layer two")
    panel = graph_panel(nodes_of(*names), [], NARROW)
    texts = [mark.text for mark in panel.marks if isinstance(mark, Text)]
    assert " ".join(texts) == " ".join(names)
    long = [f"{'the gradient norm of the weights of a layer of the network ' * 2}{number}" for number in ("one", "two")]
    ends = {mark.text[-3:] for mark in graph_panel(nodes_of(*long), [], NARROW).marks if isinstance(mark, Text)}
    assert {"one", "two"} <= ends


def test_labels_without_room_give_way() -> None:
    """No other text is covered for them."""
    arrows = [GraphArrow(start=0, end=1, label="-1.23456e-300") for _ in range(40)]
    panel = graph_panel(nodes_of("a", "b"), arrows, NARROW)
    assert 3 <= len(labels(panel)) < 40
    assert label_problems(Scene(panels=(panel,))) == []


@pytest.mark.parametrize("value", ["0.25", "9,007,199,254,740,992"])
def test_a_value_beside_many_lanes_is_whole_or_left_out(value: str) -> None:
    nodes = [GraphNode(name=f"node {number}", value=value) for number in range(24)]
    chain = [(number, number + 1) for number in range(23)]
    panel = graph_panel(nodes, arrows_of(*chain, *((number, 23) for number in range(22))), NARROW)
    values = [mark.text for mark in panel.marks if isinstance(mark, Text) and not mark.text.startswith("node")]
    assert set(values) == {value}
    assert (len(values) == 24) == (value == "0.25")
    assert box_problems((Scene(panels=(panel,)),)) == []


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_arrowheads_are_large_enough(canvas: Canvas) -> None:
    panel = graph_panel(nodes_of("a", "b"), arrows_of((0, 1)), canvas)
    assert smallest_arrowhead(Scene(panels=(panel,))) * canvas.least_px / canvas.width >= 6


@pytest.mark.parametrize("label", ["12.5", "-123.25"])
@pytest.mark.parametrize("labelled", [0, 1, 2])
@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_the_label_of_an_arrow_back_is_on_it_and_covers_nothing_of_the_arrow_beside_it(
    canvas: Canvas, labelled: int, label: str
) -> None:
    arrows = [GraphArrow(start=start, end=3, label=label * (start == labelled), back=True) for start in range(3)]
    panel = graph_panel(nodes_of(*"abcd"), arrows, canvas)
    (box,) = [mark for mark in panel.marks if isinstance(mark, Rect) and mark.role == "surface"]
    onwards, back = runs(panel, "arrow")[labelled], runs(panel, "arrow-back")[1 + labelled]
    assert not any(is_inside(x, y, box, 0.0) for x, y in steps(onwards))
    assert any(is_inside(x, y, box, 1.0) for x, y in steps(back))
    for head in runs(panel, "arrowhead-back"):
        assert not any(is_inside(x, y, box, -0.01) for x, y in steps((*head, head[0])))
