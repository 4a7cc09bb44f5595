"""Trend and limits against numpy's own fit and hand-made cases."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen.numerics.series import decade_limits, fit_trend


def test_exact_geometric_series_is_recovered() -> None:
    trend = fit_trend(np.log10(0.55 ** np.arange(6, -1, -1)))
    assert_allclose([trend.factor, trend.r_squared], [0.55, 1.0], rtol=1e-12)


@given(st.lists(st.floats(-30, 3), min_size=3, max_size=40))
def test_slope_is_that_of_polyfit(values: list[float]) -> None:
    levels = np.array(values)
    steps = np.arange(len(levels) - 1, -1, -1)
    slope = np.polyfit(steps, levels, 1)[0]
    assert_allclose(fit_trend(levels).log10_factor, slope, atol=1e-9)


def test_share_explained_is_the_squared_correlation(rng: np.random.Generator) -> None:
    levels = rng.normal(size=30)
    expected = np.corrcoef(np.arange(30), levels)[0, 1] ** 2
    assert_allclose(fit_trend(levels).r_squared, expected, rtol=1e-9)


def test_flat_series_is_fully_explained() -> None:
    trend = fit_trend(np.zeros(5))
    assert (trend.factor, trend.r_squared) == (1.0, 1.0)


def test_zeros_are_left_out_of_the_fit() -> None:
    assert fit_trend(np.array([-np.inf, -2.0, -1.0, 0.0])).factor == pytest.approx(0.1)
    assert math.isnan(fit_trend(np.array([-np.inf, -np.inf, 0.0])).factor)


@given(st.lists(st.floats(-300, 300), min_size=1, max_size=64))
def test_limits_hold_every_value_with_room_below(values: list[float]) -> None:
    low, high = decade_limits(np.array(values))
    assert low + 0.25 <= min(values) + 1e-9
    assert high >= max(values) - 1e-9
    assert high > low


def test_limits_without_a_positive_value() -> None:
    assert decade_limits(np.array([-np.inf])) == (-1, 0)
