"""Trend and limits against plain arithmetic and hand-made cases."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen.numerics.series import common_decades, decade_limits, decades_around, on_decades, trend_of


def test_exact_geometric_series_is_recovered() -> None:
    trend = trend_of(np.log10(0.55 ** np.arange(6, -1, -1)))
    assert_allclose([trend.factor, trend.least, trend.most], 0.55, rtol=1e-12)


@given(st.lists(st.floats(-30, 3), min_size=2, max_size=40))
def test_factors_are_those_of_single_steps_and_their_geometric_mean(values: list[float]) -> None:
    trend = trend_of(np.array(values))
    steps = [10.0 ** (towards_input - before) for towards_input, before in pairwise(values)]
    assert trend.least == pytest.approx(min(steps))
    assert trend.most == pytest.approx(max(steps))
    assert trend.factor == pytest.approx(10.0 ** np.mean(np.log10(steps)))


def test_a_step_beyond_the_floats_has_a_logarithm() -> None:
    trend = trend_of(np.array([300.0, -20.0]))
    assert (trend.factor, trend.log10_factor) == (math.inf, 320.0)


@pytest.mark.parametrize("levels", [[-np.inf, -2.0, -1.0, 0.0], [-np.inf, -np.inf], [0.0]])
def test_zeros_and_single_layers_have_no_factor(levels: list[float]) -> None:
    trend = trend_of(np.array(levels))
    assert math.isnan(trend.factor)
    assert (trend.zeros, trend.depth) == (int(np.isneginf(levels).sum()), len(levels))


@given(st.lists(st.floats(-300, 300), min_size=1, max_size=64))
def test_limits_hold_every_value_with_room_below(values: list[float]) -> None:
    low, high = decade_limits(np.array(values))
    assert low + 0.25 <= min(values) + 1e-9
    assert high >= max(values) - 1e-9
    assert high > low


def test_limits_without_a_positive_value() -> None:
    assert decade_limits(np.array([-np.inf])) == (-1, 0)


@pytest.mark.parametrize(
    ("limits", "decades"),
    [((1.0, 1.000000000001), (0, 1)), ((0.2, 0.3), (-1, 0)), ((0.1, 10.0), (-1, 1)), ((0.99, 1.01), (-1, 1))],
)
def test_decades_around_two_values_are_two(limits, decades):
    assert decades_around(limits) == decades


@dataclass(frozen=True)
class Axis:
    axis_low: int
    axis_high: int
    name: str = "a"


def test_states_share_the_decades_of_all() -> None:
    states = [Axis(-3, 0), Axis(-1, 2, "b")]
    assert common_decades(states) == (-3, 2)
    assert [on_decades(each, (-3.0, 2.0)) for each in states] == [Axis(-3, 2), Axis(-3, 2, "b")]
