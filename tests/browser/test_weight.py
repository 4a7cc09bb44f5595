"""The page weight of a lesson with interactive figures."""

from __future__ import annotations

from benchmarks.weight import MOST_FIRST, MOST_IN_ALL, weigh


def test_a_lesson_with_two_explorable_figures_is_light(built):
    weight = weigh(built.folder)
    assert len(weight.later) == 4
    assert weight.first_view < MOST_FIRST
    assert weight.in_all < MOST_IN_ALL
