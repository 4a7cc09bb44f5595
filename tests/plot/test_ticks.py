"""Ticks and scales."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.numerics.axis_limits import Scaling, axis_limits
from sitegen.plot.declared_axis import decade_axis
from sitegen.plot.scales import Scale
from sitegen.plot.ticks import (
    axis_ticks,
    decade_label,
    decade_ticks_between,
    index_ticks,
    integer_ticks,
    round_ticks,
    step_ticks,
    value_ticks,
)


def test_scale_is_linear_and_holds_at_its_ends() -> None:
    scale = Scale(0, 10, 100, 200)
    assert [scale(value) for value in (0, 5, 10, -1, 99)] == [100, 150, 200, 100, 200]


def test_scale_to_the_largest_floats() -> None:
    scale = Scale(-1.7976931348623157e308, 1.7976931348623157e308, 0, 100)
    assert [scale(value) for value in (-1.7976931348623157e308, 0, 1.7976931348623157e308)] == [0, 50, 100]


def test_scale_to_the_least_float() -> None:
    scale = Scale(0, 5e-324, 0, 100)
    assert [scale(0), scale(5e-324), *scale.places(np.array([0, 5e-324]))] == [0, 100, 0, 100]


@given(st.integers(-400, 400), st.integers(1, 800))
def test_round_ticks_are_few_even_and_inside(low: int, span: int) -> None:
    ticks = round_ticks(low, low + span)
    assert 1 <= len(ticks) <= 7
    assert all(low <= tick <= low + span for tick in ticks)
    assert len({b - a for a, b in pairwise(ticks)}) <= 1
    if low <= 0 <= low + span:
        assert 0 in ticks


@given(st.floats(1e-3, 1e9))
def test_ticks_from_zero_end_below_the_top(high: float) -> None:
    ticks = [value for value, _ in value_ticks(0.0, high)]
    assert ticks[0] == 0
    assert 2 <= len(ticks) <= 5
    assert high / 2 <= ticks[-1] <= high * (1 + 1e-9)


@pytest.mark.parametrize(
    ("count", "ticks"),
    [(2, [0, 1]), (6, [0, 1, 2, 3, 4, 5]), (16, [0, 5, 10, 15]), (64, [0, 20, 40, 63]), (12, [0, 5, 11])],
)
def test_index_ticks_end_at_the_last(count: int, ticks: list[int]) -> None:
    assert index_ticks(count) == ticks


@pytest.mark.parametrize("most", [1, 2, 5])
def test_index_ticks_name_both_ends_of_every_axis(most: int) -> None:
    for last in range(1, 2001):
        ticks = index_ticks(last + 1, most)
        assert (ticks[0], ticks[-1]) == (0, last)
        assert sorted(set(ticks)) == ticks


@pytest.mark.parametrize("last", [1, 2, 3, 7, 49, 50, 99, 137, 400, 1999, 2000])
def test_index_ticks_are_round_few_and_end_with_the_last(last: int) -> None:
    ticks = index_ticks(last + 1)
    assert (ticks[0], ticks[-1]) == (0, last)
    assert len(ticks) <= 7
    assert len({later - earlier for earlier, later in pairwise(ticks[:-1])}) <= 1


@pytest.mark.parametrize("most", [1, 2, 5, 10])
def test_index_ticks_are_even_if_longer_steps_make_them_so(most: int) -> None:
    assert index_ticks(16, 10) == [0, 5, 10, 15]
    for last in range(1, 1001):
        ticks = index_ticks(last + 1, most)
        gaps = [after - before for before, after in pairwise(ticks)]
        assert len(set(gaps[:-1])) <= 1
        if len(gaps) > 1 and gaps[-1] > gaps[0]:  # then every round step with two ticks behind 0 leaves a short rest
            longer = [step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if gaps[0] < step <= last / 2]
            assert all(0 < last % step < 0.6 * step for step in longer)
        assert len(gaps) < 2 or 0.6 * gaps[0] <= gaps[-1] < 1.6 * gaps[0]


@given(st.integers(-10_000, 10_000), st.integers(0, 30_000), st.integers(1, 10))
def test_step_ticks_have_one_near_each_end(low: int, span: int, most: int) -> None:
    high = low + span
    ticks = [int(value) for value, _ in step_ticks(low, high, most)]
    assert ticks == sorted(set(ticks))
    assert low <= ticks[0] <= ticks[-1] <= high
    step = min(factor * 10**power for power in range(6) for factor in (1, 2, 5) if span <= most * factor * 10**power)
    assert ticks[0] - low <= 0.6 * step
    assert high - ticks[-1] <= 0.6 * step
    assert len(ticks) <= most + 3


def test_step_ticks_are_round_but_for_the_ends() -> None:
    assert [label for _, label in step_ticks(0, 10_000, 10)] == [f"{tick:,}" for tick in range(0, 10_001, 1000)]
    assert [value for value, _ in step_ticks(0, 15, 10)] == [0, 2, 4, 6, 8, 10, 12, 14]
    assert [value for value, _ in step_ticks(1, 12, 3)] == [1, 5, 10]
    assert [value for value, _ in step_ticks(0, 399, 4)] == [0, 100, 200, 300, 399]


def test_round_ticks_reach_any_length() -> None:
    assert round_ticks(-12, 0) == [-12, -10, -8, -6, -4, -2, 0]
    assert round_ticks(-6952, -3) == [-6000, -4000, -2000]


def read(label: str) -> float:
    """The number that a label writes."""
    plain = label.replace(",", "").replace("−", "-").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    if "×10" in plain:
        mantissa, _, exponent = plain.partition("×10")
        return float(mantissa) * 10.0 ** int(exponent)
    sign, power = (-1, plain[1:]) if plain.startswith("-10") and label[-1] in "⁻⁰¹²³⁴⁵⁶⁷⁸⁹" else (1, plain)
    return sign * 10.0 ** int(power[2:]) if label[-1] in "⁻⁰¹²³⁴⁵⁶⁷⁸⁹" else float(plain)


@given(st.floats(-1e12, 1e12), st.floats(1e-9, 1e12), st.integers(1, 10))
def test_labels_of_values_are_what_they_stand_for(low: float, span: float, most: int) -> None:
    high = low + span
    if high - low < 1e-6 * max(abs(low), abs(high)):
        return
    ticks = value_ticks(low, high, most)
    assert len(ticks) <= most + 1
    assert all(low - 1e-6 * span <= value <= high + 1e-6 * span for value, _ in ticks)
    assert len({label for _, label in ticks}) == len(ticks)
    for value, label in ticks:
        assert read(label) == pytest.approx(value, rel=1e-9, abs=1e-9 * span)


def test_labels_of_values_are_short() -> None:
    assert [label for _, label in value_ticks(0, 1)] == ["0", "0.25", "0.50", "0.75", "1.00"]
    assert [label for _, label in value_ticks(0, 60_000, 3)] == ["0", "20,000", "40,000", "60,000"]
    assert [label for _, label in value_ticks(-2e7, 2e7, 4)] == ["−2×10⁷", "−10⁷", "0", "10⁷", "2×10⁷"]
    assert [label for _, label in value_ticks(0, 2.5e-7, 5)] == [
        "0",
        "5×10⁻⁸",
        "1.0×10⁻⁷",
        "1.5×10⁻⁷",
        "2.0×10⁻⁷",
        "2.5×10⁻⁷",
    ]


def test_decades_are_plain_from_a_tenth_to_ten() -> None:
    assert [decade_label(exponent) for exponent in (-12, -2, -1, 0, 1, 2)] == ["10⁻¹²", "10⁻²", "0.1", "1", "10", "10²"]
    assert [label for _, label in decade_ticks_between(-2.3, 0.7)] == ["10⁻²", "0.1", "1"]
    assert [label for _, label in integer_ticks(-0.5, 3.2)] == ["0", "1", "2", "3"]


@pytest.mark.parametrize("most", [1, 2, 4])
@pytest.mark.parametrize("low", [-1.7976931348623157e308, -1.0, 0.0, 1.7e308])
def test_an_axis_to_the_largest_float_has_ticks_within_it(low: float, most: int) -> None:
    high = 1.7976931348623157e308
    ticks = value_ticks(low, high, most)
    assert len(ticks) <= most + 1
    assert all(low <= value <= high and label for value, label in ticks)


def test_ticks_of_both_signs_are_more_than_one_on_each_side() -> None:
    limits = axis_limits(np.empty(0), Scaling("symmetric", 1e-3, (-1e3, 1e4)))
    assert [label for _, label in axis_ticks(limits)(6)] == ["−10³", "−1", "0", "1", "10³"]


@pytest.mark.parametrize("most", [1, 2, 4, 6, 10])
@pytest.mark.parametrize("ends", [(-100, 1000), (-1e-3, 1e6), (0, 1e4), (-10, 0), (-0.7, 35), (-1e300, 1e-3)])
def test_ticks_of_both_signs_are_zero_and_powers_of_ten_alike_on_both_sides(
    ends: tuple[float, float], most: int
) -> None:
    limits = axis_limits(np.empty(0), Scaling("symmetric", 1e-4 if ends[0] > -1e9 else 1e-6, ends))
    ticks = dict(axis_ticks(limits)(most))
    values = [read(label) for label in ticks.values()]
    assert values == sorted(values)
    assert 0 in values
    assert len(values) <= most + 3
    for place, value in zip(ticks, values, strict=True):
        assert place == pytest.approx(float(limits.coordinates(np.array(value))), abs=1e-9)
        assert ends[0] <= value <= ends[1]
        assert -value in values or not ends[0] <= -value <= ends[1]


def test_a_decade_axis_labels_powers_of_ten() -> None:
    axis = decade_axis(-3, 0, "gradient", "log scale", side="right")
    assert (axis.title, axis.short, axis.side) == ("gradient, log scale", "log scale", "right")
    assert axis.ticks_of(3) == tuple((float(exponent), decade_label(exponent)) for exponent in range(-3, 1))
