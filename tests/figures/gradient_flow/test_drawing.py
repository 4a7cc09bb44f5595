"""The network as shapes: columns from the widths alone, a list that assistive technology can read, bars of magnitude."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen.figures.gradient_flow.definition import KIND, compute
from sitegen.figures.gradient_flow.layout import MOST_DRAWN, NETWORK, column_layout
from sitegen.scene.shapes import Group, Rect, Scene, Segments, Text


def scene(**params: object) -> Scene:
    chosen = KIND.resolved_model(**{"layers": (3, 4, 4, 2), **params})
    return KIND.draw(chosen, compute(chosen))


@pytest.mark.parametrize("neurons", [(1,), (3, 4, 4, 2), (64, 1, 64), (5,) * 64])
def test_neurons_stay_inside_and_apart(neurons: tuple[int, ...]) -> None:
    layout = column_layout(neurons)
    for column in layout.y:
        assert NETWORK.top <= min(column) - layout.radius
        assert max(column) + layout.radius <= NETWORK.bottom
        assert all(np.diff(column) > 2 * layout.radius)
    if len(neurons) > 1:
        assert_allclose(np.diff(layout.x), layout.pitch)
        assert layout.pitch > 2 * layout.radius


def test_wide_layers_show_six_neurons_and_a_gap() -> None:
    layout = column_layout((32, MOST_DRAWN))
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


def test_bars_of_magnitude_fall_by_equal_steps() -> None:
    heights = [mark.height for mark in scene().marks() if isinstance(mark, Rect) and mark.role == "wave"]
    assert_allclose(np.diff(heights), np.diff(heights)[0], rtol=1e-9)


def test_magnitudes_stand_under_every_layer_or_at_both_ends() -> None:
    texts = [mark.text for mark in scene().marks() if isinstance(mark, Text)]
    assert {"0.17", "0.30", "0.55", "1.00"} <= set(texts)
    deep = [mark.text for mark in scene(layers=(2,) * 24).marks() if isinstance(mark, Text)]
    assert "1.1e-6" in deep
    assert "1.00" in deep
    assert "0.55" not in deep
