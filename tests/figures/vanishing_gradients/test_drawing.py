"""The panels as shapes: one shared axis, rings for exact zeros, labels that stay clear at the corners of all parameters."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen import load_spec, render_figure
from sitegen.audit.labels import label_problems
from sitegen.figures.vanishing_gradients.definition import KIND, compute
from sitegen.scene.canvas import NARROW
from sitegen.scene.shapes import Circles, Panel, Polyline, Rect, Scene, Text

CORNERS = {
    "num_layers": (1, 2, 11, 64),
    "activations": (["relu"], ["sigmoid", "relu"], ["tanh", "leaky-relu", "identity"]),
    "random_source": ("legacy", "streams"),
    "pre_activation_spread": (0.01, 10.0),
    "width": (1, 4096),
    "init_scale": (0.001, 1000.0),
}


def scene(**params: object) -> Scene:
    chosen = KIND.params(**params)
    return KIND.draw(chosen, compute(chosen), NARROW)


def rings(panel: Panel) -> list[tuple[float, float]]:
    """Exact zeros on the baseline, without the sample at the head of the panel."""
    found = [mark.centres for mark in panel.marks if isinstance(mark, Circles) and mark.role == "vanishing"]
    return [centre for centres in found for centre in centres if centre[1] > 100]


def ticks(panel: Panel) -> list[tuple[str, float]]:
    return [(mark.text, mark.y) for mark in panel.marks if isinstance(mark, Text) and mark.role == "muted"]


def test_panels_are_named_and_share_one_axis_and_one_key() -> None:
    drawn = scene()
    key, *panels = drawn.panels
    assert [mark.text for mark in key.marks if isinstance(mark, Text)] == ["path", "layer", "bound"]
    assert [panel.label.split(":")[0] for panel in panels] == ["Sigmoid", "ReLU"]
    assert "one path zero" in panels[1].label
    assert ticks(panels[0]) == ticks(panels[1])
    assert drawn.columns == 2
    assert drawn.width == 360.0


def test_a_ring_for_every_exact_zero_and_none_for_small_values() -> None:
    _, sigmoid, relu = scene().panels
    assert rings(sigmoid) == []
    assert len(rings(relu)) == 10
    assert len({y for _, y in rings(relu)}) == 1


def test_dots_stand_where_the_logarithms_of_the_path_are() -> None:
    params = KIND.params()
    data = compute(params)
    panel = KIND.draw(params, data, NARROW).panels[1]
    dots = next(mark for mark in panel.marks if isinstance(mark, Circles) and len(mark.centres) == 11)
    across, down = np.array(dots.centres).T
    path = data.profiles[0].path.log10_magnitude[::-1]
    assert_allclose(np.diff(across), np.diff(across)[0])
    assert across[0] > across[-1], "the loss is on the right"
    assert_allclose((down - down[0]) / (down[-1] - down[0]), path / path[-1], atol=1e-12)


def test_the_line_of_a_layer_tells_its_regime() -> None:
    roles = [
        {mark.role for mark in panel.marks if isinstance(mark, Polyline)} - {"theory"}
        for panel in scene(init_scale=2.0, num_layers=12).panels[1:]
    ]
    assert roles == [{"vanishing-curve"}, {"exploding-line"}]


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_the_filled_part_of_the_bar_is_the_share_of_units(activation: str) -> None:
    params = KIND.params(activations=(activation,))
    data = compute(params)
    whole, filled = (mark for mark in KIND.draw(params, data, NARROW).panels[0].marks if isinstance(mark, Rect))
    assert filled.width / whole.width == pytest.approx(data.profiles[0].passing.mean())


def test_nothing_leaves_the_drawing_or_overlaps_at_any_corner() -> None:
    for values in product(*CORNERS.values()):
        params = KIND.params.model_validate(dict(zip(CORNERS, values, strict=True)))
        assert label_problems(KIND.draw(params, compute(params), NARROW)) == [], values


@pytest.mark.parametrize(
    "params",
    [
        {"num_layers": 64, "activations": ["tanh", "sigmoid"], "pre_activation_spread": 10.0},
        {"num_layers": 1, "activations": ["relu"], "width": 1},
        {"num_layers": 64, "width": 2, "activations": ["relu", "leaky-relu", "identity"], "init_scale": 1000.0},
    ],
)
def test_extreme_figures_pass_the_audit(params: dict[str, object]) -> None:
    figure = render_figure(load_spec({"id": "x", "kind": "vanishing-gradients", "params": params}))
    assert figure.audit.violations == ()
    assert "nan" not in figure.files["figure.svg"]
