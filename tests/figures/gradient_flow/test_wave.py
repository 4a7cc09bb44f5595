"""The motion of the wave, sampled and held against the glow that the kernel asks for at every beat."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sitegen.figures.gradient_flow.definition import KIND, compute
from sitegen.figures.gradient_flow.kernel import flow_series, wave_glow
from sitegen.scene.canvas import NARROW
from sitegen.scene.motion_budget import end_time_ms, fit_motion_budget
from sitegen.scene.shapes import Mark, Motion, Scene


def scene(**params: object) -> Scene:
    chosen = KIND.resolved_model(**{"layers": (3, 4, 4, 2), **params})
    return KIND.draw(chosen, compute(chosen), NARROW)


def glows(drawn: Scene) -> list[Mark]:
    found = {mark.key: mark for mark in drawn.marks() if mark.key.startswith("glow-")}
    return [found[f"glow-{layer}"] for layer in range(len(found))]


def light(depth: int) -> Any:
    """Of the textbook wave, by the decades below its greatest magnitude."""
    return flow_series((2,) * depth, None, 0).light


def state(mark: Mark, time: float) -> float:
    """Opacity or height of a mark at rest points of its motion, `time` [ms] from the start."""
    motion = mark.motion
    if motion is None:
        return mark.opacity
    local = time - motion.delay
    if motion.loop:
        local %= motion.duration
    if local >= motion.duration and not motion.loop:
        return mark.opacity
    if motion.easing == "step":
        return motion.values[int(np.searchsorted(motion.times, local, side="right")) - 1]
    return float(np.interp(local, motion.times, motion.values))


@pytest.mark.parametrize("depth", [2, 3, 4, 9])
@pytest.mark.parametrize("loop", [False, True])
def test_every_beat_shows_the_glow_of_its_cursor(depth: int, loop: bool) -> None:
    drawn = scene(layers=(2,) * depth, loop=loop)
    for cursor, expected in enumerate(wave_glow(light(depth))):
        late_in_beat = 500.0 * cursor + 450
        assert [state(mark, late_in_beat) for mark in glows(drawn)] == pytest.approx(expected.tolist())


def test_second_round_of_a_loop_is_the_first() -> None:
    drawn = glows(scene(loop=True))
    for time in np.arange(450.0, 2000.0, 500.0):
        assert [state(mark, time) for mark in drawn] == [state(mark, time + 2000) for mark in drawn]


@pytest.mark.parametrize("moment", [0.0, 1.0, 80.0, 450.0, 499.0])
def test_one_readout_is_shown_at_any_time(moment: float) -> None:
    readouts = [mark for mark in scene().marks() if mark.key.startswith("readout-")]
    for cursor in range(4):
        shown = [mark.key for mark in readouts if state(mark, 500.0 * cursor + moment) == 1.0]
        assert shown == [f"readout-{3 - cursor}"]
        assert sum(state(mark, 500.0 * cursor + moment) for mark in readouts) == 1.0


@pytest.mark.parametrize("params", [{}, {"current_layer": 1, "playing": True}, {"play_speed": 80}])
def test_motion_ends_in_the_picture_at_rest(params: dict[str, object]) -> None:
    for mark in scene(**params).marks():
        if isinstance(mark.motion, Motion):
            assert mark.motion.values[-1] == mark.opacity
            assert all(a < b for a, b in pairwise(mark.motion.times))


@pytest.mark.parametrize(
    ("params", "cursor"),
    [({}, 3), ({"current_layer": 1}, 1), ({"playing": False}, 0), ({"playing": True, "current_layer": 2}, 2)],
)
def test_where_the_wave_rests(params: dict[str, object], cursor: int) -> None:
    drawn = scene(**params)
    assert [mark.opacity for mark in glows(drawn)] == wave_glow(light(4))[cursor].tolist()
    assert [mark.key for mark in drawn.marks() if mark.role == "front" and mark.opacity] == [f"front-{3 - cursor}"]


@pytest.mark.parametrize("params", [{"current_layer": 1}, {"playing": False}, {"layers": (5,)}])
def test_a_parked_wave_does_not_move(params: dict[str, object]) -> None:
    assert not any(mark.motion for mark in scene(**params).marks())


def test_speed_is_floored_by_the_spec_and_files_are_quickened_to_five_seconds() -> None:
    slow = scene(layers=(2,) * 20)
    assert end_time_ms(slow) > 5000
    assert end_time_ms(fit_motion_budget(slow)) == pytest.approx(5000)
    assert fit_motion_budget(slow).beat_ms >= 80


def test_a_file_is_still_where_even_80_ms_a_layer_is_too_slow() -> None:
    still = fit_motion_budget(scene(layers=(2,) * 64))
    assert not any(mark.motion for mark in still.marks())
    assert "too fast to follow" in still.fallback_reason


def test_a_file_never_loops() -> None:
    assert all(not mark.motion.loop for mark in fit_motion_budget(scene(loop=True)).marks() if mark.motion)


def test_a_finite_pass_is_not_changed_for_files() -> None:
    assert fit_motion_budget(scene()) == scene()


def test_steps_name_the_layers_from_the_loss_on() -> None:
    assert [step.label for step in scene().steps] == ["output", "hidden 2", "hidden 1", "input"]
    lit = dict(zip(("glow-0", "glow-1", "glow-2", "glow-3"), light(4) * (0.25, 0.55, 1.0, 1.0), strict=True))
    assert scene().steps[1].opacity == lit | {"readout-2": 1.0, "front-2": 1.0}


@pytest.mark.parametrize("loop", [False, True])
def test_dots_appear_when_the_wave_arrives_and_stay(loop: bool) -> None:
    drawn = {mark.key: mark for mark in scene(loop=loop).marks()}
    for cursor in range(4):
        late_in_beat = 500.0 * cursor + 450
        risen = [state(drawn[f"dot-{layer}"], late_in_beat) for layer in range(4)]
        assert risen == [float(layer >= 3 - cursor) for layer in range(4)]


def test_dots_that_the_wave_does_not_reach_are_there_at_once() -> None:
    drawn = {mark.key: mark for mark in scene(playing=True, current_layer=1).marks()}
    assert [bool(drawn[f"dot-{layer}"].motion) for layer in range(4)] == [False, False, True, True]
