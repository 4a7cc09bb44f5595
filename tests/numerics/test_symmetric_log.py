"""The symmetric logarithmic scale against a formula of its own in exact arithmetic, and the limits of such an axis."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.numerics.axis_limits import LINEAR_HALF, AxisLimits, Scaling, axis_limits
from sitegen.numerics.symmetric_log import symmetric_log, symmetric_power

SIZES = st.floats(1e-300, 1e300)


def exact(value: float, linear: float) -> float:
    """The integral of 1 / max(|v|, linear) from 0 to a value, in decades: a line, and then a logarithm."""
    size, end = mpmath.mpf(abs(value)), mpmath.mpf(linear)
    area = size / end if size <= end else 1 + mpmath.log(size / end)
    return float(mpmath.sign(value) * area / mpmath.log(10))


@given(st.sampled_from([-1, 1]), SIZES, st.floats(1e-20, 1e20))
def test_places_are_an_integral(sign: int, size: float, linear: float) -> None:
    limits = AxisLimits.symmetric(-1e300, 1e300, linear)
    place = float(limits.coordinates(np.array(sign * size)))
    assert place == pytest.approx(exact(sign * size, linear), rel=1e-9, abs=1e-290)


@given(st.floats(-20, 20), st.floats(-5, 5), st.floats(0.1, 2))
def test_powers_are_the_inverse(place: float, exponent: float, half: float) -> None:
    value = symmetric_power(np.array(place), exponent, half)
    assert float(symmetric_log(value, exponent, half)) == pytest.approx(place, rel=1e-9, abs=1e-12)


def test_a_line_has_no_bend_where_the_linear_part_ends() -> None:
    step = 1e-6
    below, at, above = symmetric_log(np.array([1 - step, 1, 1 + step]), 0.0, LINEAR_HALF)
    assert (at - below) / step == pytest.approx((above - at) / step, rel=1e-5)
    assert np.isnan(symmetric_log(np.array([np.nan]), 0.0, LINEAR_HALF)).all()


@pytest.mark.parametrize(
    ("values", "linear", "expected"),
    [
        ([-0.003, 0.2, 40], None, (-0.01, 100, 0.001)),
        ([-2e-9, 40], None, (-1e-3, 100, 1e-4)),  # at most six decades
        ([2, 3], None, (0, 10, 1)),
        ([-10, 10], None, (-10, 10, 1)),
        ([-1e-5], None, (-1e-5, 0, 1e-6)),
        ([0, 0], None, (0, 1, 0.1)),
        ([], None, (0, 1, 0.1)),
        ([-0.003, 0.2], 5, (-10, 10, 5)),
        ([5e-324, -1.7e308], None, (-1.7976931348623157e308, 1e304, 1e303)),
        ([5e-324], None, (0, 1e-322, 5e-324)),
    ],
)
def test_ends_are_powers_of_ten_beyond_the_linear_part(values, linear, expected) -> None:
    found = axis_limits(np.array(values, dtype=float), Scaling("symmetric", linear))
    assert (found.start, found.end, found.linear) == pytest.approx(expected, rel=0.03)
    assert found.low < found.high


@given(st.lists(st.floats(-1e306, 1e306), max_size=6))
def test_every_value_is_between_the_ends(values: list[float]) -> None:
    found = axis_limits(np.array(values), Scaling("symmetric"))
    assert found.start <= 0 <= found.end
    assert all(found.start * (1 + 1e-9) <= value <= found.end * (1 + 1e-9) for value in values)
    assert -math.inf < found.low < found.high < math.inf


def test_places_are_evenly_spaced_from_end_to_end() -> None:
    limits = AxisLimits.symmetric(-50, 1000, 0.5)
    places = limits.spaced(31)
    assert (places[0], places[-1]) == (-50, 1000)
    gaps = np.diff([exact(place, 0.5) for place in places])
    assert gaps == pytest.approx(np.full(30, gaps.mean()), rel=1e-9)
