"""The spring against its differential equation, integrated by another method."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen.numerics.spring import DAMPING, STIFFNESS, settling_time, spring_easing, spring_position


def runge_kutta(stiffness: float, damping: float, end: float, steps: int) -> np.ndarray:
    """Integrate x″ + c x′ + k (x − 1) = 0 from rest at 0 with the classical fourth-order method."""

    def slope(state: np.ndarray) -> np.ndarray:
        return np.array([state[1], -damping * state[1] - stiffness * (state[0] - 1)])

    state, h, path = np.zeros(2), end / steps, [0.0]
    for _ in range(steps):
        a = slope(state)
        b = slope(state + h / 2 * a)
        c = slope(state + h / 2 * b)
        state = state + h / 6 * (a + 2 * b + 2 * c + slope(state + h * c))
        path.append(state[0])
    return np.array(path)


@pytest.mark.parametrize(("stiffness", "damping"), [(STIFFNESS, DAMPING), (100.0, 5.0), (400.0, 0.0)])
def test_position_solves_the_equation(stiffness: float, damping: float) -> None:
    time = np.linspace(0, 1, 2001)
    assert_allclose(spring_position(time, stiffness, damping), runge_kutta(stiffness, damping, 1.0, 2000), atol=1e-9)


def test_critical_damping_is_refused() -> None:
    with pytest.raises(ValueError, match="damping"):
        spring_position(np.zeros(1), 100.0, 20.0)


def test_spring_stays_within_tolerance_after_settling() -> None:
    settled = settling_time(100.0, 5.0, 0.01)
    late = spring_position(np.linspace(settled, 10 * settled, 5000), 100.0, 5.0)
    assert np.max(np.abs(late - 1)) <= 0.01


def test_stated_error_bounds_an_independent_measurement() -> None:
    easing = spring_easing()
    truth = runge_kutta(STIFFNESS, DAMPING, easing.duration_ms / 1000, 4000)
    pieces = np.interp(np.linspace(0, 1, 4001), easing.inputs, easing.outputs)
    measured = np.max(np.abs(pieces - truth))
    assert measured <= easing.max_error + 1e-9
    assert 0.001 < easing.max_error < 0.0025


def test_easing_is_a_curve_from_zero_to_one() -> None:
    easing = spring_easing(100.0, 5.0, 0.01)
    assert easing.inputs[0] == 0.0
    assert easing.outputs[0] == 0.0
    assert easing.inputs[-1] == 1.0
    assert easing.outputs[-1] == 1.0
    assert all(a < b for a, b in zip(easing.inputs, easing.inputs[1:], strict=False))
    assert max(easing.outputs) > 1.2, "a soft spring overshoots"
