"""The decay chart as shapes: heights proportional to the data, roles by regime, an honest floor."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen.figures.gradient_decay.definition import KIND, compute
from sitegen.scene.canvas import NARROW
from sitegen.scene.shapes import Circles, Mark, Rect, Scene, Text

TOP, BOTTOM = 78.0, 220.0


def scene(**params: object) -> Scene:
    chosen = KIND.params(**params)
    return KIND.draw(chosen, compute(chosen), NARROW)


def bars(drawn: Scene) -> list[Rect]:
    return [mark for mark in drawn.marks() if isinstance(mark, Rect)]


def texts(drawn: Scene) -> list[str]:
    return [mark.text for mark in drawn.marks() if isinstance(mark, Text)]


def test_logarithmic_heights_fall_by_equal_steps_for_a_geometric_series() -> None:
    heights = np.array([bar.height for bar in bars(scene())])
    steps = np.diff(heights)
    assert_allclose(steps, steps[0], rtol=1e-9)
    decades = heights / (BOTTOM - TOP) * 5
    assert_allclose(steps[0] / (BOTTOM - TOP) * 5, np.log10(2), rtol=1e-9)
    assert decades[-1] == pytest.approx(5), "the bar at the loss reaches 1, the top of an axis from 1e-5"


def test_linear_heights_are_proportional() -> None:
    drawn = bars(scene(log_scale=False, num_layers=4))
    assert_allclose([bar.height / (BOTTOM - TOP) for bar in drawn], [0.125, 0.25, 0.5, 1.0], rtol=1e-9)


def test_bars_too_low_to_see_are_dots_on_a_linear_axis() -> None:
    drawn = scene(log_scale=False)
    dots = [mark for mark in drawn.marks() if isinstance(mark, Circles)]
    assert len(dots) + len(bars(drawn)) == 16
    assert [dot.key for dot in dots] == [f"bar-{layer}" for layer in range(8)]


@pytest.mark.parametrize("init_scale", [0.001, 1.0, 4.0, 1000.0])
@pytest.mark.parametrize("num_layers", [2, 64])
def test_no_bar_is_lost_below_the_logarithmic_floor(num_layers: int, init_scale: float) -> None:
    drawn = bars(scene(num_layers=num_layers, init_scale=init_scale, activation="sigmoid"))
    dots = [
        m
        for m in scene(num_layers=num_layers, init_scale=init_scale, activation="sigmoid").marks()
        if isinstance(m, Circles)
    ]
    assert len(drawn) + len(dots) == num_layers
    assert all(TOP - 1e-9 <= bar.y <= BOTTOM for bar in drawn)


def test_roles_follow_the_regimes() -> None:
    assert [bar.role for bar in bars(scene())] == ["vanishing"] * 9 + ["stable"] * 7
    assert {bar.role for bar in bars(scene(init_scale=3.0))} == {"exploding", "stable"}


def test_bars_rise_once_from_the_loss_side() -> None:
    drawn = bars(scene())
    delays = [bar.motion.delay for bar in drawn if bar.motion]
    assert delays == sorted(delays, reverse=True)
    assert delays[-1] == 0.0
    assert {bar.motion.channel for bar in drawn if bar.motion} == {"scale-y"}


def test_input_is_left_and_loss_is_right() -> None:
    by_text = {mark.text: mark for mark in scene().marks() if isinstance(mark, Text)}
    assert by_text["input"].x < by_text["loss"].x


def test_threshold_is_drawn_only_where_it_says_something() -> None:
    assert "below 0.01" in texts(scene())
    assert "below 0.01" not in texts(scene(activation="identity"))


def _keys(marks: list[Mark]) -> list[str]:
    return [mark.key for mark in marks if mark.key]


def test_keys_are_the_same_in_every_state() -> None:
    states = [scene(init_scale=scale) for scale in (0.5, 1.0, 2.0, 2.5)]
    keys = [set(_keys(list(state.marks()))) for state in states]
    assert all(found == keys[0] for found in keys)
