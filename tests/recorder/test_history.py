"""Which steps are kept against a rule in closed form, and peaks against a search through every step."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.recorder import Recorder


def kept_indices(count: int, most: int) -> list[int]:
    """Every 2^j-th of `count` steps and the last one, for the smallest j that leaves at most `most`."""
    power = 0
    while len(kept := sorted({*range(0, count, 2**power), count - 1})) > most:
        power += 1
    return kept


@given(st.integers(1, 300), st.integers(2, 20))
def test_kept_steps_follow_the_rule(count: int, samples: int) -> None:
    recorder = Recorder(samples=samples)
    for step in range(count):
        recorder.record(3 * step, "a", [1.0])
        assert len(recorder.steps) <= samples
    assert recorder.steps == [3 * index for index in kept_indices(count, samples)]


@given(st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=1, max_size=70), st.integers(2, 9))
def test_no_peak_of_a_unit_is_lost_between_kept_steps(rows: list[list[int]], samples: int) -> None:
    recorder = Recorder(["a", "b"], samples=samples)
    for step, row in enumerate(rows):
        recorder.record(step, "b", [row])
        recorder.record(step, "a", [[7, 7]])
    arrays = recorder.arrays()
    ends = [0, *(step + 1 for step in arrays["step"].tolist())]
    expected = [np.abs(rows[start:end]).max(axis=0) for start, end in pairwise(ends)]
    assert arrays["neuron_peak"][2:].T.tolist() == np.array(expected).tolist()


def test_a_unit_that_fires_once_in_a_step_that_is_not_kept_is_not_silent() -> None:
    recorder = Recorder(samples=4)
    for step in range(1000):
        recorder.record(step, "a", [[float(step == 333), 0.0]])
    assert 333 not in recorder.steps
    assert recorder.arrays()["neuron_peak"].max(axis=1).tolist() == [1.0, 0.0]


def test_the_run_counts_every_step() -> None:
    recorder = Recorder(samples=2)
    for step in range(100):
        recorder.record(step, "a", [step, 0])
    run = recorder.run["a"]
    assert (run.steps, run.size, run.peak, run.zeros) == (100, 200, 99, 101 / 200)
    assert run.mean == pytest.approx(99 / 4, rel=1e-12)
    assert run.rms_norm == pytest.approx((99 * 100 * 199 / 6 / 100) ** 0.5, rel=1e-12)


def test_memory_does_not_grow_with_the_run() -> None:
    recorder, array = Recorder(samples=8, units=4), np.random.default_rng(3).standard_normal((200, 50))

    def held_after(steps: range) -> int:
        for step in steps:
            recorder.record(step, "a", array)
            recorder.record(step, "b", array[0])
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        early, late = held_after(range(80)), held_after(range(80, 800))
    finally:
        tracemalloc.stop()
    assert abs(late - early) < array.nbytes / 4
