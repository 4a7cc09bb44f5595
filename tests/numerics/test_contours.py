"""Iso-lines of functions whose level sets are known."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from sitegen.numerics.contours import contours, crossings


def surface(function, count=61, reach=3.0):
    places = np.linspace(-reach, reach, count)
    step = places[1] - places[0]
    return function(places[None, :], places[:, None]), lambda x, y: (x * step - reach, y * step - reach)


@pytest.mark.parametrize("radius", [0.5, 1.0, 2.37])
def test_a_circle_has_its_radius_and_is_closed(radius):
    values, place = surface(lambda x, y: x**2 + y**2)
    (line,) = contours(values, radius**2)
    assert line[0] == line[-1]
    found = [math.hypot(*place(x, y)) for x, y in line]
    # linear interpolation of a square is wrong by at most (step / 2)² / slope
    assert max(abs(each - radius) for each in found) < 0.05**2 / radius
    length = sum(math.dist(place(*a), place(*b)) for a, b in pairwise(line))
    assert length == pytest.approx(2 * math.pi * radius, rel=0.01)


def test_a_plane_has_a_straight_line_from_edge_to_edge():
    values, place = surface(lambda x, y: x + 2 * y)
    (line,) = contours(values, 0.7)
    assert all(place(x, y)[0] + 2 * place(x, y)[1] == pytest.approx(0.7) for x, y in line)
    assert {line[0][0], line[-1][0]} == {0.0, 60.0}


def test_a_saddle_has_two_lines_that_do_not_cross():
    values, place = surface(lambda x, y: x * y)
    for level in (0.4, -0.4):
        lines = contours(values, level)
        assert len(lines) == 2
        for line in lines:
            assert all(place(*point)[0] * place(*point)[1] == pytest.approx(level, abs=0.003) for point in line)
            assert len({place(*point)[0] > 0 for point in line}) == 1


@pytest.mark.parametrize(("corner", "first"), [(3.0, 1), (1.5, 2)])
def test_the_mean_decides_what_a_saddle_joins(corner, first):
    """With a high mean, the high corners are joined, so that lines go around the low ones."""
    lines = contours(np.array([[corner, 0.0], [0.0, corner]]), 1.0)
    assert len(lines) == 2
    around_low = any({round(x), round(y)} == {0, 1} for line in lines for x, y in [np.mean(line, axis=0).tolist()])
    assert around_low == (first == 1)


def test_lines_end_where_there_is_no_value():
    values, _ = surface(lambda x, _y: x + 0 * _y)
    values[20:30, :] = math.nan
    lines = contours(values, 0.05)
    assert len(lines) == 2
    assert {round(y) for line in lines for _, y in (line[0], line[-1])} == {0, 19, 30, 60}


def test_a_row_has_crossings_but_no_lines():
    values = np.array([[0.0, 1.0, 0.0]])
    assert contours(values, 0.5) == ()
    assert crossings(values, 0.5).points().tolist() == [[0.5, 0.0], [1.5, 0.0]]


def test_the_ends_of_floats_are_interpolated():
    largest = 1.7e308
    assert crossings(np.array([[-largest, largest]]), 0.0).points().tolist() == [[0.5, 0.0]]
