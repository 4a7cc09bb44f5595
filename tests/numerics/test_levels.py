"""Levels are round, cover the values, and are few."""

from __future__ import annotations

import random
import sys
from decimal import Decimal

import numpy as np

from sitegen.numerics.levels import band_numbers, centred_levels, levels_within, log_levels, round_levels

LARGEST = sys.float_info.max
CORNERS = (0.0, 5e-324, 1e-322, 1e-300, 1e-9, 0.3, 1.0, 1.0000001, 9.996, 1e6, 1e300, LARGEST)


def significant(value):
    return len(Decimal(repr(value)).normalize().as_tuple().digits)


def check(levels, low, high):
    assert 1 <= len(levels) - 1 <= 12, (low, high)
    assert (np.diff(levels) > 0).all(), (low, high)
    assert levels[0] <= low + 1e-12 * abs(low) + 1e-290
    assert levels[-1] >= high - 1e-12 * abs(high) - 1e-290, (low, high)


def test_levels_cover_any_values():
    for seed in range(300):
        chance = random.Random(seed)
        one, two = (chance.choice((chance.choice(CORNERS), 10 ** chance.uniform(-12, 12))) for _ in range(2))
        low, high = sorted((one, two))
        check(round_levels(low, high, 12), low, high)
        check(round_levels(-high, low, 12), -high, low)
        if low > 0:
            check(log_levels(low, high, 12), low, high)


def test_levels_reach_around_the_least_float():
    for high in (5e-324, 1e-323, 1e-321, 1e-300):
        levels = log_levels(5e-324, high, 12)
        check(levels, 5e-324, high)
        assert levels[0] == 5e-324 <= high <= levels[-1]


def test_levels_are_round():
    assert round_levels(0.1, 0.95, 12).tolist() == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    assert round_levels(3.0, 3.0, 12).tolist() == [3.0, 3.1]
    assert round_levels(0.0, 0.0, 12).tolist() == [0.0, 1.0]
    assert log_levels(2e-3, 0.11, 12).tolist() == [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2]
    assert log_levels(3e-5, 2e3, 12).tolist() == [10.0**power for power in range(-5, 5)]
    assert all(significant(level) <= 4 for level in round_levels(-0.3, 12345.0, 12).tolist())


def test_given_ends_replace_the_round_ones():
    assert levels_within(round_levels(0.0, 1.0, 12), 0.05, 0.42).tolist() == [0.05, 0.1, 0.2, 0.3, 0.4, 0.42]


def test_bands_agree_with_numpy_but_for_rounding():
    values = np.random.default_rng(3).uniform(-0.2, 1.3, 500)
    levels = round_levels(0.0, 1.0, 12)
    expected = np.clip(np.digitize(values, levels) - 1, 0, len(levels) - 2)
    assert band_numbers(values, levels, log=False).tolist() == expected.tolist()
    near = np.array([0.1 + 0.2, 0.3, 0.7 - 0.4, np.nan])  # 0.3, but for the last digit
    assert band_numbers(near, levels, log=False).tolist() == [3, 3, 3, -1]


def test_levels_around_a_centre_cover_any_values_and_have_it_among_them():
    assert centred_levels(0.0, 2.0, 1.0, 6).tolist() == [0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 2]
    assert centred_levels(0.4, 2.1, 1.0, 6).tolist() == [0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 2, 2.2]
    for seed in range(300):
        chance = random.Random(seed)
        low, high, centre = (chance.choice((1e-9, 1.0, 30.0, 1e6)) * chance.uniform(-1, 1) for _ in range(3))
        low, high = min(low, high), max(low, high)
        levels = centred_levels(low, high, centre, 6)
        assert (np.diff(levels) > 0).all()
        near = 1e-9 * float(np.abs(levels).max())
        (middle,) = np.flatnonzero(np.abs(levels - centre) <= near)
        assert max(middle, len(levels) - 1 - middle) <= 6
        assert levels[0] <= low + near
        assert levels[-1] >= high - near
