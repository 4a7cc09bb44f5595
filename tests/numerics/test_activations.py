"""Slopes against complex steps, and their root mean squares against adaptive quadrature."""

from __future__ import annotations

import math
from collections.abc import Callable

import mpmath
import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen.numerics.activations import (
    ACTIVATIONS,
    Activation,
    AnyActivation,
    activation_slope,
    largest_slope,
    passing_probability,
    rms_slope,
)

SMOOTH: dict[Activation, Callable[[np.ndarray], np.ndarray]] = {
    "sigmoid": lambda z: 1.0 / (1.0 + np.exp(-z)),
    "tanh": np.tanh,
}
EVERY: tuple[Activation, ...] = ("sigmoid", "tanh", "relu", "leaky-relu", "identity")


@pytest.mark.parametrize("activation", SMOOTH)
def test_slope_matches_the_complex_step(activation: Activation) -> None:
    z = np.linspace(-15, 15, 301)
    expected = SMOOTH[activation](z + 1e-30j).imag / 1e-30
    assert_allclose(activation_slope(activation, z), expected, rtol=1e-9, atol=1e-16)


def test_slopes_neither_overflow_nor_become_zero_far_out() -> None:
    z = np.array([-100.0, 100.0])
    with mpmath.workdps(60):
        sigmoid = float(mpmath.exp(-100) / (1 + mpmath.exp(-100)) ** 2)
        tanh = float(mpmath.sech(100) ** 2)
    assert_allclose(activation_slope("sigmoid", z), [sigmoid, sigmoid], rtol=1e-14)
    assert_allclose(activation_slope("tanh", z), [tanh, tanh], rtol=1e-13)


def test_slopes_with_a_kink() -> None:
    z = np.array([-2.0, -1e-9, 0.0, 1e-9, 3.0])
    assert activation_slope("relu", z).tolist() == [0, 0, 0, 1, 1]
    assert activation_slope("leaky-relu", z).tolist() == [0.01, 0.01, 0.01, 1, 1]
    assert activation_slope("identity", z).tolist() == [1, 1, 1, 1, 1]


@pytest.mark.parametrize("activation", EVERY)
def test_no_slope_is_above_the_largest_which_is_reached(activation: Activation) -> None:
    slopes = activation_slope(activation, np.concatenate([np.linspace(-30, 30, 100_001), [0.0]]))
    assert slopes.max() == largest_slope(activation)
    assert slopes.min() >= 0.0


@pytest.mark.parametrize("spread", [0.01, 0.5, 1.0, 3.7, 10.0])
@pytest.mark.parametrize("activation", SMOOTH)
def test_root_mean_square_matches_adaptive_quadrature(activation: Activation, spread: float) -> None:
    def integrand(z: mpmath.mpf) -> mpmath.mpf:
        slope = mpmath.sech(z) ** 2 if activation == "tanh" else mpmath.sech(z / 2) ** 2 / 4
        return slope**2 * mpmath.npdf(z, 0, spread)

    with mpmath.workdps(30):
        points = [-40, *(sign * k * min(spread, 1) for sign in (-1, 1) for k in (8, 4, 2, 1)), 0, 40]
        expected = mpmath.sqrt(mpmath.quad(integrand, sorted(points)))
    assert rms_slope(activation, spread) == pytest.approx(float(expected), rel=1e-13)


@pytest.mark.parametrize("activation", EVERY)
def test_averages_match_a_million_draws(activation: Activation, rng: np.random.Generator) -> None:
    slopes = activation_slope(activation, 0.8 * rng.standard_normal(1_000_000))
    squares = slopes**2
    error = 5 * squares.std() / 1000 + 1e-12
    assert squares.mean() == pytest.approx(rms_slope(activation, 0.8) ** 2, abs=error)
    assert np.count_nonzero(slopes) / 1e6 == pytest.approx(passing_probability(activation), abs=5 * 0.5 / 1000)


PRECISE: dict[AnyActivation, Callable[[mpmath.mpf], mpmath.mpf]] = {
    "identity": lambda z: z,
    "relu": lambda z: max(z, mpmath.mpf(0)),
    "leaky-relu": lambda z: max(z, z * mpmath.mpf(0.01)),
    "elu": lambda z: z if z > 0 else mpmath.expm1(z),
    "selu": lambda z: (
        mpmath.mpf(1.0507009873554805) * (z if z > 0 else mpmath.mpf(1.6732632423543772) * mpmath.expm1(z))
    ),
    "sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)),
    "tanh": mpmath.tanh,
    "gelu": lambda z: z * mpmath.erfc(-z / mpmath.sqrt(2)) / 2,
    "silu": lambda z: z / (1 + mpmath.exp(-z)),
    "softplus": lambda z: mpmath.log1p(mpmath.exp(z)),
    "mish": lambda z: z * mpmath.tanh(mpmath.log1p(mpmath.exp(z))),
}
"""Each activation in the words of its paper, for mpmath."""
MEAN_SQUARES = {
    "relu": 0.5,
    "sigmoid": 0.0448362,
    "tanh": 0.464403,
    "gelu": 0.455851,
    "silu": 0.379482,
    "softplus": 0.293379,
    "mish": 0.479084,
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_values_and_slopes_match_mpmath(name: AnyActivation) -> None:
    z = np.concatenate([np.linspace(-30, 30, 241) + 0.01, [-1e-9, 1e-9, -1e-3, 1e-3]])
    values, slopes = ACTIVATIONS[name].value(z), ACTIVATIONS[name].slope(z)
    with mpmath.workdps(50):
        exact = [(PRECISE[name](mpmath.mpf(at)), mpmath.diff(PRECISE[name], mpmath.mpf(at))) for at in z.tolist()]
    assert_allclose(values, [float(value) for value, _ in exact], rtol=1e-12)
    assert_allclose(slopes, [float(slope) for _, slope in exact], rtol=2e-12)


@pytest.mark.parametrize("spread", [1.0, *(pytest.param(each, marks=pytest.mark.matrix) for each in (0.3, 4.0))])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_root_mean_squares_match_quadrature_of_mpmath(name: AnyActivation, spread: float) -> None:
    with mpmath.workdps(20):

        def integrand(z: mpmath.mpf) -> mpmath.mpf:
            return mpmath.diff(PRECISE[name], z) ** 2 * mpmath.npdf(z, 0, spread)

        points = [sign * k * spread for sign in (-1, 1) for k in (12, 6, 3, 1.5, 0.7, 1e-12)]
        expected = mpmath.sqrt(mpmath.quad(integrand, sorted(points)))
    assert rms_slope(name, spread) == pytest.approx(float(expected), rel=1e-10)


@pytest.mark.parametrize(("name", "expected"), MEAN_SQUARES.items())
def test_mean_squares_of_slopes_for_standard_normal_pre_activations(name: AnyActivation, expected: float) -> None:
    assert rms_slope(name, 1.0) ** 2 == pytest.approx(expected, rel=2e-6)


def test_the_slope_of_gelu_is_largest_at_the_root_of_two() -> None:
    slope = ACTIVATIONS["gelu"].slope(np.array([math.sqrt(2) - 1e-3, math.sqrt(2), math.sqrt(2) + 1e-3]))
    assert slope[1] == pytest.approx(1.12890, abs=5e-6)
    assert slope.argmax() == 1
