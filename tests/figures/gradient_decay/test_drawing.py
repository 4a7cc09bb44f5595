"""The decay chart as shapes: heights proportional to the data, roles by regime, an honest floor."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen.figures.gradient_decay.definition import KIND, compute, with_axes
from sitegen.figures.gradient_decay.spec import GradientDecayParams
from sitegen.plot.plot_labels import box_of
from sitegen.scene.canvas import NARROW, WIDE, Canvas
from sitegen.scene.shapes import Circles, Line, Mark, Polyline, Rect, Scene, Text


def scene(**params: object) -> Scene:
    chosen = KIND.params(**params)
    return KIND.draw(chosen, compute(chosen), NARROW)


def keyed(drawn: Scene, beginning: str, shape: type[Mark] = Mark) -> list[Any]:
    return [mark for mark in drawn.marks() if mark.key.startswith(beginning) and isinstance(mark, shape)]


def texts(drawn: Scene) -> list[str]:
    return [mark.text for mark in drawn.marks() if isinstance(mark, Text)]


def frame(drawn: Scene) -> tuple[float, float]:
    """Top and bottom of the plotting area."""
    (title,) = (mark for mark in drawn.marks() if isinstance(mark, Text) and mark.text.startswith("magnitude, "))
    (base,) = {
        mark.y1 for mark in drawn.marks() if isinstance(mark, Line) and mark.role == "axis" and mark.y1 == mark.y2
    }
    return title.y + 16, base


def test_logarithmic_heights_fall_by_equal_steps_for_a_geometric_series() -> None:
    drawn = scene()
    top, bottom = frame(drawn)
    decades = np.array([5 * (bottom - y) / (bottom - top) for dot in keyed(drawn, "dot-") for _, y in dot.centres])
    assert_allclose(np.diff(decades), np.log10(2), rtol=1e-9)
    assert decades[-1] == pytest.approx(5), "the dot at the loss is at 1, the top of an axis from 1e-5"


def test_stems_lead_from_the_baseline_to_the_dots() -> None:
    drawn = scene()
    _, bottom = frame(drawn)
    assert {dot.base for dot in keyed(drawn, "dot-")} == {bottom}


def test_linear_heights_are_proportional() -> None:
    drawn = scene(log_scale=False, num_layers=4)
    top, bottom = frame(drawn)
    assert_allclose([bar.height / (bottom - top) for bar in keyed(drawn, "bar-")], [0.125, 0.25, 0.5, 1.0], rtol=1e-9)


def test_bars_too_low_to_see_are_dots_on_a_linear_axis() -> None:
    marks = keyed(scene(log_scale=False), "bar-")
    assert [type(mark) for mark in marks] == [Circles] * 8 + [Rect] * 8


@pytest.mark.parametrize("init_scale", [0.001, 1.0, 4.0, 1000.0])
@pytest.mark.parametrize("num_layers", [2, 64])
def test_no_dot_is_lost_below_the_logarithmic_floor(num_layers: int, init_scale: float) -> None:
    drawn = scene(num_layers=num_layers, init_scale=init_scale, activation="sigmoid")
    top, bottom = frame(drawn)
    heights = [y for dot in keyed(drawn, "dot-") for _, y in dot.centres]
    assert len(heights) == num_layers
    assert all(top - 1e-9 <= y <= bottom for y in heights)


def test_roles_follow_the_regimes() -> None:
    assert [dot.role for dot in keyed(scene(), "dot-")] == ["vanishing"] * 9 + ["stable"] * 7
    assert {dot.role for dot in keyed(scene(init_scale=3.0), "dot-")} == {"exploding", "stable"}


@pytest.mark.parametrize(("key", "log_scale", "channel"), [("dot-", True, "opacity"), ("bar-", False, "scale-y")])
def test_marks_move_once_from_the_loss_side(key: str, log_scale: bool, channel: str) -> None:
    motions = [mark.motion for mark in keyed(scene(log_scale=log_scale), key) if mark.motion]
    delays = [motion.delay for motion in motions]
    assert delays == sorted(delays, reverse=True)
    assert delays[-1] == 0.0
    assert {motion.channel for motion in motions} == {channel}


def test_input_is_left_and_loss_is_right() -> None:
    by_text = {mark.text: mark for mark in scene().marks() if isinstance(mark, Text)}
    assert by_text["input"].x < by_text["loss"].x


def test_threshold_is_drawn_only_where_it_says_something() -> None:
    assert "below 0.01" in texts(scene())
    assert "below 0.01" not in texts(scene(activation="identity"))


@pytest.mark.parametrize(
    ("canvas", "limits", "named"),
    [
        (WIDE, (1e-8, 1e6), "below 0.01"),
        (NARROW, (1e-8, 1e6), "0.01"),
        (NARROW, (1e-10, 1), None),  # the axis says 10⁻² there
    ],
)
def test_dots_on_the_threshold_leave_room_for_its_name(
    canvas: Canvas, limits: tuple[float, float], named: str | None
) -> None:
    """As in the first state of the lesson with the slider: above the line, or else at the axis."""
    params = GradientDecayParams(rule="rms", y={"range": limits})
    drawn = KIND.draw(params, compute(params), canvas)
    (line,) = (mark for mark in drawn.marks() if isinstance(mark, Line) and mark.role == "threshold")
    found = [mark for mark in drawn.marks() if isinstance(mark, Text) and "0.01" in mark.text]
    assert [name.text for name in found] == [named] * (named is not None)
    assert all(-canvas.drop <= line.y1 - name.y <= 15 for name in found)
    assert named or "10⁻²" in texts(drawn)


@pytest.mark.parametrize("canvas", [NARROW, WIDE])
def test_the_name_of_the_threshold_covers_no_dot_on_a_long_axis(canvas: Canvas) -> None:
    named = 0
    for init_scale in (0.5, 0.75, 1.0, 1.25, 2.5):
        for activation in ("relu", "sigmoid"):
            params = GradientDecayParams(init_scale=init_scale, activation=activation, rule="rms")
            marks = [*KIND.draw(params, with_axes(compute(params), (-15, 6, 1e6)), canvas).marks()]
            for name in (mark for mark in marks if isinstance(mark, Text) and mark.text.startswith("below 0.01")):
                left, top, right, bottom = box_of(name)
                named += 1
                for dots in (mark for mark in marks if isinstance(mark, Circles)):
                    for x, y in dots.centres:
                        apart = math.hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom))
                        assert apart >= dots.radius, (init_scale, activation, x, y)
    assert named > 5


def _keys(marks: list[Mark]) -> list[str]:
    return [mark.key for mark in marks if mark.key]


def test_keys_are_the_same_in_every_state() -> None:
    states = [scene(init_scale=scale) for scale in (0.5, 1.0, 2.0, 2.5)]
    keys = [set(_keys(list(state.marks()))) for state in states]
    assert all(found == keys[0] for found in keys)


def test_arrows_at_the_edges_stand_for_magnitudes_beyond_a_range() -> None:
    drawn, wide = scene(y={"range": (1e-3, 0.1)}), scene(y={"range": (1e-3, 0.1)}, num_layers=2, init_scale=40)
    top, bottom = frame(drawn)
    magnitudes = [0.5**step for step in range(15, -1, -1)]
    below = {f"dot-{layer}" for layer, value in enumerate(magnitudes) if value < 1e-3}
    above = {f"dot-{layer}" for layer, value in enumerate(magnitudes) if value > 0.1}
    tips = {mark.key: mark.points for mark in keyed(drawn, "dot-", Polyline)}
    assert {key for key, points in tips.items() if max(y for _, y in points) == bottom} == below | above
    assert {key for key, points in tips.items() if min(y for _, y in points) == top} == above
    assert len(keyed(drawn, "dot-", Circles)) == 16 - len(below) - len(above)
    assert len(keyed(wide, "dot-", Polyline)) == 2, "20 and 1 are both above"


@pytest.mark.parametrize("canvas", [NARROW, WIDE])
@pytest.mark.parametrize("scale", [0.5, 1.0, 1.03, 1.2, 1.4])
@pytest.mark.parametrize("activation", ["relu", "sigmoid"])
def test_the_name_of_the_limit_gives_way_to_stems(canvas: Canvas, scale: float, activation: str) -> None:
    chosen = KIND.params(activation=activation, rule="rms", init_scale=scale, y={"range": (1e-6, 1e4)})
    drawn = KIND.draw(chosen, compute(chosen), canvas)
    boxes = [box_of(mark) for mark in drawn.marks() if isinstance(mark, Text) and mark.text.startswith("below")]
    for left, top, right, bottom in boxes:
        for dot in keyed(drawn, "dot-", Circles):
            ((x, y),) = dot.centres
            assert not left <= x <= right or y - dot.radius > bottom or dot.base < top
