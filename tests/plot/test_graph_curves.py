"""The curves of arrows: where they begin and end, lines beside them, and the places that labels avoid."""

from __future__ import annotations

import numpy as np
import pytest

from sitegen.plot.graph_curves import Curves

CURVES = Curves(
    *(np.array([[one], [other]]) for one, other in ((0.0, 10.0), (60.0, 30.0), (20.0, 50.0), (110.0, 50.0)))
)
"""One that goes across, and a straight one."""


def test_curves_leave_and_arrive_along_the_arrows() -> None:
    along, across = CURVES.at(np.array([0.0, 0.5, 1.0]))
    assert along.tolist() == [[0, 30, 60], [10, 25, 40]]
    assert across.tolist() == [[20, 65, 110], [50, 50, 50]]
    assert CURVES.slopes(np.array([0.0, 1.0])).tolist() == [[0, 0], [0, 0]]


def test_a_line_beside_a_curve_keeps_its_distance_and_its_length() -> None:
    shares = np.linspace(0.0, 1.0, 11)
    (along, across), (there, beside) = CURVES.at(shares), CURVES.beside(shares, np.array([[5.0], [-5.0]]))
    assert (beside[1] - across[1]).tolist() == [-5.0] * 11
    assert there[0].min() >= 0
    assert there[0].max() <= 60
    inner = slice(3, 8)  # places before 0 and behind 60 are moved there
    apart = np.hypot(there - along, beside - across)[:, inner]
    assert apart == pytest.approx(5.0)


def test_places_on_curves_are_close_and_reach_both_ends() -> None:
    (along, across), numbers = CURVES.all_along()
    for number in (0, 1):
        chosen = numbers == number
        curve = CURVES.of([number])
        assert (along[chosen][0], across[chosen][0]) == (curve.starts[0, 0], curve.begins[0, 0])
        assert (along[chosen][-1], across[chosen][-1]) == (curve.starts[0, 0] + curve.lengths[0, 0], curve.ends[0, 0])
        assert np.hypot(np.diff(along[chosen]), np.diff(across[chosen])).max() < 6
