"""Motion in files ends within five seconds, however long a figure moves on pages."""

from __future__ import annotations

import pytest

from sitegen.figures.gradient_flow.definition import KIND
from sitegen.figures.gradient_flow.spec import ResolvedGradientFlow
from sitegen.scene.canvas import NARROW
from sitegen.scene.motion_budget import BUDGET_MS, LEAST_BEAT_MS, end_time_ms, fit_motion_budget


@pytest.mark.parametrize("depth", [2, 9, 12, 13, 16, 20, 30, 40, 60, 64])
@pytest.mark.parametrize("speed", [80, 123.4, 500, 520, 600, 750, 2000, 10_000])
def test_files_keep_the_budget_at_every_speed(depth: int, speed: float) -> None:
    params = ResolvedGradientFlow(layers=(2,) * depth, play_speed=speed)
    scene = fit_motion_budget(KIND.draw(params, KIND.compute(params), NARROW))
    assert end_time_ms(scene) <= BUDGET_MS
    assert scene.beat_ms >= LEAST_BEAT_MS or not scene.moves
