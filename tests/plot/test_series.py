"""Lines, markers, gaps and zeros as marks, and long lines with fewer points."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen.plot.plot_series import (
    MOST_SERIES,
    Plane,
    Series,
    marker,
    series_band,
    series_bars,
    series_line,
    series_markers,
    stepped,
    zero_rings,
)
from sitegen.plot.scales import Frame, Scale
from sitegen.plot.thinning import outline
from sitegen.scene.shapes import Circles, Polylines

FRAME = Frame(0.0, 0.0, 100.0, 50.0)
PLANE = Plane(FRAME, Scale(0.0, 10.0, 0.0, 100.0), Scale(0.0, 5.0, 50.0, 0.0))


def series(y, **fields):
    y = np.array(y, dtype=float)
    return Series(x=np.arange(len(y), dtype=float), y=y, **fields)


def runs(given):
    (line,) = series_line(given, PLANE, PLANE.points(given.x, given.y))
    assert isinstance(line, Polylines)
    return line.runs


class TestLines:
    def test_values_are_placed_by_the_scales(self):
        assert runs(series([0, 5, 2.5])) == (((0.0, 50.0), (10.0, 0.0), (20.0, 25.0)),)

    def test_a_missing_value_is_a_gap(self):
        assert [len(run) for run in runs(series([1, 2, np.nan, 3, 4, 5]))] == [2, 3]

    def test_a_line_is_cut_where_it_leaves_the_frame(self):
        first, second = runs(series([4, 8, 4]))
        assert_allclose(first, [(0, 10), (2.5, 0)])
        assert_allclose(second, [(17.5, 0), (20, 10)])

    def test_steps_keep_a_value_until_the_next(self):
        x, y = stepped(np.array([0.0, 1.0, 2.0]), np.array([5.0, 6.0, 7.0]))
        assert (x.tolist(), y.tolist()) == ([0, 1, 1, 2, 2], [5, 5, 6, 6, 7])

    def test_exact_zeros_are_rings_on_the_baseline(self):
        (rings,) = zero_rings(series([1, -np.inf, 2]), PLANE)
        assert isinstance(rings, Circles)
        assert rings.centres == ((10.0, 50.0),)
        assert [len(run) for run in runs(series([1, 2, -np.inf, 3, 4]))] == [2, 2]

    def test_a_band_is_cut_at_the_frame(self):
        low, high = np.array([1.0, 1.0]), np.array([2.0, 9.0])
        (area,) = series_band(series([1, 1], band=(low, high)), PLANE)
        assert area.runs == (((0.0, 30.0), (10.0, 0.0), (10.0, 40.0), (0.0, 40.0)),)

    def test_bars_stand_on_zero(self):
        plane = Plane(FRAME, PLANE.x, Scale(-5.0, 5.0, 50.0, 0.0))
        up, down = series_bars(series([5, -5]), plane, 10.0)
        assert (up.y, up.height) == (0.0, 25.0)
        assert (down.y, down.height) == (25.0, 25.0)


class TestMarkers:
    def test_every_point_of_a_short_line_has_one(self):
        (mark,) = series_markers(series([1, 2, 3]), PLANE, needed=False)
        assert len(mark.centres) == 3

    def test_a_long_line_has_some_where_others_are_beside_it(self):
        long = series(np.linspace(0, 5, 11), slot=2)
        wide = Plane(FRAME, Scale(0.0, 10.0, 0.0, 100.0), PLANE.y)
        assert list(series_markers(long, wide, needed=False)) == []
        (mark,) = series_markers(long, wide, needed=True)
        points = set(runs(long)[0])
        centres = [np.mean(run, axis=0) for run in mark.runs]
        assert all(min(np.hypot(*(np.array(point) - centre)) for point in points) < 1 for centre in centres)

    def test_a_single_point_between_gaps_has_one(self):
        values = np.full(60, np.nan)
        values[[7, *range(30, 50)]] = 2.0
        wide = Plane(FRAME, Scale(0.0, 59.0, 0.0, 100.0), PLANE.y)
        (mark,) = series_markers(series(values), wide, needed=False)
        assert_allclose(mark.centres, [(100 * 7 / 59, 30.0)])

    def test_many_points_are_thinned_and_keep_their_extremes(self, rng):
        values = rng.uniform(1, 2, 20_000)
        values[[5_000, 15_000]] = 0.0, 5.0
        wide = Plane(FRAME, Scale(0.0, 19_999.0, 0.0, 100.0), PLANE.y)
        (mark,) = series_markers(series(values, form="points"), wide, needed=False)
        assert len(mark.centres) <= 4 * 51
        assert {y for _, y in mark.centres} >= {50.0, 0.0}

    def test_no_two_series_have_the_same_line_and_marker(self):
        from sitegen.theme import THEME

        looks = set()
        for slot in range(1, MOST_SERIES + 1):
            drawn = marker(slot, ((0.0, 0.0),))
            form = drawn.runs if isinstance(drawn, Polylines) else "circle"
            hollow = THEME.paints[f"series-{slot}-mark"].fill == "surface"
            looks.add((form, hollow))
        assert len(looks) == MOST_SERIES


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=400), st.floats(0.1, 50))
def test_thinning_keeps_the_ends_and_the_extremes_of_every_column(values, column):
    x, y = np.arange(len(values), dtype=float), np.array(values)
    kept = outline(x, y, column)
    assert kept[0] == 0
    assert kept[-1] == len(values) - 1
    assert np.all(np.diff(kept) > 0)
    for number in np.unique(x // column):
        inside = np.flatnonzero(x // column == number)
        chosen = kept[(kept >= inside[0]) & (kept <= inside[-1])]
        assert {y[inside].min(), y[inside].max()} <= set(y[chosen])
        assert len(kept) == len(values) or len(chosen) <= 4


def test_a_hundred_thousand_points_become_few(rng):
    values = rng.normal(size=100_000)
    values[31_415] = 99.0
    kept = outline(np.linspace(0, 800, 100_000), values, 1.0)
    assert len(kept) <= 4 * 801
    assert 31_415 in kept
