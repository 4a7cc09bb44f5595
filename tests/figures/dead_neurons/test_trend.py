"""When a fitted line is called a trend: its chance against the beta distribution, and its verdict on noise."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.figures.dead_neurons.kernel import DeadCriterion, dead_neuron_report
from sitegen.figures.dead_neurons.trend import Drift
from sitegen.numerics.rounding import slope_p_value


def drift(activations: np.ndarray) -> Drift:
    names = [f"N{number}" for number in range(len(activations))]
    return dead_neuron_report(names, activations.tolist(), DeadCriterion()).drift


@given(st.integers(3, 400), st.floats(0.0, 1.0))
def test_chance_is_the_tail_of_the_beta_distribution(count: int, r_squared: float) -> None:
    """Of normal noise, R² is distributed as Beta(1/2, (n − 2)/2)."""
    expected = mpmath.betainc(0.5, (count - 2) / 2, r_squared, 1, regularized=True)
    assert slope_p_value(r_squared, count) == pytest.approx(float(expected), abs=1e-9)


@pytest.mark.parametrize("samples", [8, pytest.param(9, marks=pytest.mark.matrix), 24])
def test_noise_is_called_a_trend_about_once_in_a_hundred(samples: int, rng: np.random.Generator) -> None:
    """40 neurons that are silent at random: the share is nearly normal, so the rate is that of the test within 5 deviations."""
    count = 2000
    found = [drift((rng.random((40, samples)) < 0.5).astype(float)).verdict for _ in range(count)]
    expected, deviation = 0.01 * count, (count * 0.01 * 0.99) ** 0.5
    assert abs(count - found.count("noise") - expected) < 5 * deviation


def test_neurons_that_die_one_after_the_other_are_a_trend() -> None:
    staircase = np.array([[1.0] * born + [0.0] * (12 - born) for born in range(1, 12)])
    found = drift(staircase)
    assert (found.direction, found.verdict) == ("up", "trend")
    assert found.p_value < 1e-6


def test_two_to_seven_samples_are_no_trend() -> None:
    for samples in range(1, 8):
        assert drift(np.tile(np.arange(samples) < samples / 2, (5, 1)).astype(float)).direction is None
