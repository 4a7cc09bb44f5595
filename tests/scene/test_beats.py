"""Motion in beats: what is swapped is there or not, and exactly one of the texts in a place is there at any time."""

from __future__ import annotations

import numpy as np
import pytest

from sitegen.scene.beats import Beats
from sitegen.scene.shapes import Motion


def value_at(motion: Motion, time: float) -> float:
    """What step-end shows: the value of the last keyframe."""
    return motion.values[int(np.searchsorted(motion.times, time, side="right")) - 1]


@pytest.mark.parametrize("loop", [False, True])
@pytest.mark.parametrize("count", [2, 3, 16])
def test_one_of_the_swapped_texts_is_shown_at_any_time(count, loop):
    beats = Beats(250.0, count, loop)
    found = [beats.swap([float(beat == text) for beat in range(count)]) for text in range(count)]
    motions = [motion for motion in found if motion]
    assert len(motions) == count
    for time in np.linspace(0.0, count * 250.0 - 1, 97):
        shown = [value_at(motion, time) for motion in motions]
        assert shown == [float(text == time // 250) for text in range(count)]


def test_what_never_changes_has_no_motion():
    assert Beats(250.0, 1).swap([1.0]) is None
    assert Beats(250.0, 3).swap([0.0, 0.0, 0.0, 1.0]) is None


def test_a_loop_ends_with_its_last_beat():
    motion = Beats(250.0, 3, loop=True).swap([1.0, 0.0, 0.0])
    assert motion is not None
    assert (motion.times, motion.values, motion.easing) == ((0.0, 250.0, 750.0), (1.0, 0.0, 0.0), "step")
