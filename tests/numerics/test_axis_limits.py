"""Ends of axes at the limits of floats."""

from __future__ import annotations

import numpy as np
import pytest

from sitegen.numerics.axis_limits import Scaling, axis_limits


@pytest.mark.parametrize(
    "values", [(5e-324,), (0.0, 5e-324), (-5e-324, 5e-324), (1e-310, 3e-310), (1e-320,), (1e-300, 1.0000000001e-300)]
)
def test_a_linear_axis_is_wide_enough_to_tell_places_apart(values):
    limits = axis_limits(np.array(values), Scaling())
    assert limits.end - limits.start >= 1e-300
    assert limits.start <= min(values) <= max(values) <= limits.end


def test_a_single_power_of_ten_is_in_the_middle_of_a_logarithmic_axis():
    limits = axis_limits(np.array([100.0, 100.0]), Scaling(log=True))
    assert (limits.low, limits.high) == (1.0, 3.0)
    assert axis_limits(np.array([30.0, 30.0]), Scaling(log=True)).start == 10.0
