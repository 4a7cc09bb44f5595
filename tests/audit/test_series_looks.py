"""Series that only colour tells apart are a violation."""

from __future__ import annotations

import pytest

from sitegen.audit.series_looks import series_problems
from sitegen.plot.plot_series import marker
from sitegen.scene.shapes import Panel, Polylines, Scene
from sitegen.theme import THEME


def problems(*marks):
    return series_problems((Scene(panels=(Panel(height=9, marks=marks),)),), THEME)


def line(slot):
    return Polylines(role=f"series-{slot}-line", runs=(((0.0, 0.0), (9.0, 9.0)),))


def test_lines_with_other_dashes_differ():
    assert problems(*map(line, (1, 2, 3, 4))) == []


def test_lines_with_the_same_dash_need_other_markers():
    assert problems(line(1), line(5)) == [
        "series-1 and series-5 differ in colour alone: give their lines another dash or another marker"
    ]
    assert problems(line(1), line(5), marker(1, ((1.0, 1.0),)), marker(5, ((1.0, 1.0),))) == []


@pytest.mark.parametrize("other", range(2, 9))
def test_points_differ_by_their_markers(other):
    assert problems(marker(1, ((1.0, 1.0),)), marker(other, ((1.0, 1.0),))) == []


def test_series_of_different_panels_are_not_compared():
    panels = tuple(Panel(height=9, marks=(line(slot),)) for slot in (1, 5))
    assert series_problems((Scene(panels=panels),), THEME) == []
