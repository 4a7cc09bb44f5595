"""The network as shapes: columns from the widths alone, a list that assistive technology can read, bars of magnitude."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen import render_figure
from sitegen.figures.gradient_flow.definition import KIND, compute
from sitegen.plot.neuron_columns import MOST_DRAWN, neuron_columns
from sitegen.plot.scales import Frame
from sitegen.scene.canvas import NARROW
from sitegen.scene.shapes import Circles, Group, Line, Polyline, Scene, Segments, Text

NETWORK, NAMES_Y = Frame(4.0, 60.0, 356.0, 172.0), 194.0


def scene(**params: object) -> Scene:
    chosen = KIND.resolved_model(**{"layers": (3, 4, 4, 2), **params})
    return KIND.draw(chosen, compute(chosen), NARROW)


@pytest.mark.parametrize("neurons", [(1,), (3, 4, 4, 2), (64, 1, 64), (5,) * 64])
def test_neurons_stay_inside_and_apart(neurons: tuple[int, ...]) -> None:
    layout = neuron_columns(neurons, NETWORK, 12.0)
    for column in layout.y:
        assert NETWORK.top <= min(column) - layout.radius
        assert max(column) + layout.radius <= NETWORK.bottom
        assert all(np.diff(column) > 2 * layout.radius)
    if len(neurons) > 1:
        assert_allclose(np.diff(layout.x), layout.pitch)
        assert layout.pitch > 2 * layout.radius


def test_wide_layers_show_six_neurons_and_a_gap() -> None:
    layout = neuron_columns((32, MOST_DRAWN), NETWORK, 34.0)
    assert (len(layout.y[0]), len(layout.dots[0])) == (6, 3)
    assert (len(layout.y[1]), len(layout.dots[1])) == (MOST_DRAWN, 0)


def test_every_pair_of_neighbouring_neurons_is_joined() -> None:
    edges = next(mark for mark in scene().marks() if isinstance(mark, Segments))
    assert len(edges.lines) == 3 * 4 + 4 * 4 + 4 * 2


def test_list_names_every_layer_with_its_magnitude() -> None:
    items = [mark.label for mark in scene().marks() if isinstance(mark, Group) and mark.semantics == "image"]
    assert items == [
        "input, 3 neurons: gradient magnitude 0.17",
        "hidden 1, 4 neurons: gradient magnitude 0.3",
        "hidden 2, 4 neurons: gradient magnitude 0.55",
        "output, 2 neurons: gradient magnitude 1",
    ]


def test_a_deep_network_is_one_image() -> None:
    drawn = scene(layers=(2,) * 13)
    assert not drawn.structure
    assert all(mark.semantics == "none" for mark in drawn.marks() if isinstance(mark, Group))


def test_dots_of_magnitude_fall_by_equal_steps_to_the_baseline() -> None:
    marks = list(scene().marks())
    dots = [mark for mark in marks if isinstance(mark, Circles) and mark.key.startswith("dot-")]
    (base,) = {mark.y1 for mark in marks if isinstance(mark, Line) and mark.role == "axis"}
    heights = [y for dot in dots for _, y in dot.centres]
    assert_allclose(np.diff(heights), np.diff(heights)[0], rtol=1e-9)
    assert {dot.base for dot in dots} == {base}


def test_an_exact_zero_is_a_ring_on_the_baseline() -> None:
    marks = list(scene(gradients=[0.0, 0.1, 0.5, 1.0]).marks())
    assert [mark.key for mark in marks if mark.key.startswith("dot-")] == ["dot-1", "dot-2", "dot-3"]
    (base,) = (mark.y1 for mark in marks if isinstance(mark, Line) and mark.role == "axis")
    assert [y for mark in marks if isinstance(mark, Circles) and mark.role == "node" for _, y in mark.centres].count(
        base
    ) == 1


def test_magnitudes_stand_under_every_layer_or_as_many_as_have_room() -> None:
    texts = [mark.text for mark in scene().marks() if isinstance(mark, Text)]
    assert {"0.17", "0.3", "0.55", "1"} <= set(texts)
    deep = [mark.text for mark in scene(layers=(2,) * 24).marks() if isinstance(mark, Text)]
    assert {"1.1 × 10⁻⁶", "1"} <= set(deep)
    assert "0.55" not in deep


def drawn_names_of(**params: object) -> list[str]:
    return [mark.text for mark in scene(**params).marks() if isinstance(mark, Text) and mark.y == NAMES_Y]


def test_long_names_are_cut_and_the_words_say_so() -> None:
    names = ["conv1 (3×3)", "attention", "LayerNorm-and-residual", "transformer.h.0.mlp.c_proj.weight"]
    shown = drawn_names_of(layers=[3, 3, 3, 3], names=names)
    assert len(shown) == 4
    assert all(name.startswith(text.rstrip("…")) for name, text in zip(names, shown, strict=True))
    figure = render_figure("gradient-flow", layers=[3, 3, 3, 3], names=names)
    assert figure.audit.violations == ()
    assert "Names that have no room in the drawing are cut or left out; the table has all of them." in figure.text
    assert [row[0] for row in figure.description.table.rows] == names


@pytest.mark.parametrize("depth", [1, 2, 3, 5, 12, 13, 40, 64])
@pytest.mark.parametrize("name", ["{}", "block {}", "transformer.h.{}.mlp.c_proj.weight"])
def test_names_stay_apart_at_every_depth(depth: int, name: str) -> None:
    names = [name.format(layer) for layer in range(depth)]
    figure = render_figure("gradient-flow", layers=[2] * depth, names=names)
    assert figure.audit.violations == ()
    assert len(drawn_names_of(layers=[2] * depth, names=names)) >= min(depth, 2)


def test_names_that_fit_are_whole_and_need_no_words() -> None:
    assert drawn_names_of(layers=[2, 2], names=["embedding", "head"]) == ["embedding", "head"]
    assert "have no room" not in render_figure("gradient-flow", layers=[2, 2], names=["embedding", "head"]).text
    assert "have no room" not in render_figure("gradient-flow", layers=[2] * 16).text


def test_arrows_at_the_edges_stand_for_magnitudes_beyond_a_range() -> None:
    params = {"layers": (2, 2, 2, 2), "gradients": (0.0, 1e-4, 0.05, 10.0), "y": {"range": (1e-2, 1.0)}}
    drawn = scene(**params)
    kinds = {mark.key: type(mark) for mark in drawn.marks() if mark.key.startswith("dot-")}
    assert kinds == {"dot-1": Polyline, "dot-2": Circles, "dot-3": Polyline}, "an exact zero is a ring"
    data = compute(KIND.resolved_model(**params))
    assert_allclose(data.light, [0.0, 1 / 6, 1 / (2 - np.log10(0.05)), 1.0], rtol=1e-12)
    said = render_figure({"kind": "gradient-flow", "params": params}).description.summary()
    for where, end in (("below", "lower"), ("above", "upper")):
        assert (
            f"In 1 of 4 layers the magnitude is {where} the axis, and an arrow at its {end} end stands for it." in said
        )
