"""Extremes, flat parts and averages of activations against mpmath."""

from __future__ import annotations

from collections.abc import Callable

import mpmath
import numpy as np
import pytest

from sitegen import render_figure
from sitegen.errors import ContentError
from sitegen.figures.activation_curve.kernel import activation_curve

FUNCTIONS: dict[str, Callable[[mpmath.mpf], mpmath.mpf]] = {
    "sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)),
    "tanh": mpmath.tanh,
    "gelu": lambda z: z * mpmath.ncdf(z),
    "silu": lambda z: z / (1 + mpmath.exp(-z)),
    "mish": lambda z: z * mpmath.tanh(mpmath.log1p(mpmath.exp(z))),
}
LEAST = {"gelu": (-0.751792, -0.169971), "silu": (-1.27846, -0.278465), "mish": (-1.19243, -0.308843)}
STEEPEST = {"sigmoid": (0.0, 0.25), "tanh": (0.0, 1.0), "gelu": (2**0.5, 1.12890), "silu": (2.39936, 1.09984)}


@pytest.mark.parametrize(("name", "expected"), LEAST.items())
def test_least_values_are_roots_of_the_slope(name: str, expected: tuple[float, float]) -> None:
    found = activation_curve(name, 4.0, 0.0).least
    place = mpmath.findroot(lambda z: mpmath.diff(FUNCTIONS[name], z), expected[0])
    assert found is not None
    assert found == pytest.approx((float(place), float(FUNCTIONS[name](place))), abs=1e-6)
    assert found == pytest.approx(expected, abs=6e-6)


@pytest.mark.parametrize(("name", "expected"), STEEPEST.items())
def test_largest_slopes_are_roots_of_the_second_derivative(name: str, expected: tuple[float, float]) -> None:
    found = activation_curve(name, 4.0, 0.0).steepest
    place = mpmath.findroot(lambda z: mpmath.diff(FUNCTIONS[name], z, 2), expected[0])
    assert found is not None
    assert found == pytest.approx((float(place), float(mpmath.diff(FUNCTIONS[name], place))), abs=1e-6)
    assert found == pytest.approx(expected, abs=6e-6)


@pytest.mark.parametrize("name", ["relu", "leaky-relu", "elu", "softplus", "identity"])
def test_a_slope_that_is_largest_at_an_end_or_on_a_part_has_no_peak(name: str) -> None:
    data = activation_curve(name, 4.0, 0.0)
    assert data.steepest is None
    assert data.least is None


def test_the_slope_of_mish_at_zero_is_three_fifths() -> None:
    assert activation_curve("mish", 4.0, 0.0).at_slope == pytest.approx(0.6, rel=1e-14)


@pytest.mark.parametrize(("name", "reach"), [("sigmoid", 6.0), ("tanh", 4.0)])
def test_flat_edges_solve_for_the_limit(name: str, reach: float) -> None:
    data = activation_curve(name, reach, 0.0)
    edge = mpmath.findroot(lambda z: mpmath.diff(FUNCTIONS[name], z) - 0.01, 3.5)
    assert (data.flat_below, data.flat_above) == pytest.approx((-float(edge), float(edge)), abs=1e-6)


def test_an_edge_outside_the_curve_is_not_told() -> None:
    assert activation_curve("sigmoid", 4.0, 0.0).flat_below is None


def test_relu_is_dead_below_zero() -> None:
    data = activation_curve("relu", 4.0, 0.0)
    assert (data.flat_below, data.dead_below) == (0.0, True)


@pytest.mark.parametrize("alpha", [0.0, 0.25, 1.0, 2.0])
def test_mean_squares_with_another_alpha(alpha: float) -> None:
    leaky, elu = (activation_curve(name, 4.0, 0.0, alpha).mean_square for name in ("leaky-relu", "elu"))
    tail = mpmath.quad(lambda z: (alpha * mpmath.exp(z)) ** 2 * mpmath.npdf(z), [-20, -4, 0])
    assert leaky == pytest.approx((1 + alpha**2) / 2, rel=1e-12)
    assert elu == pytest.approx(0.5 + float(tail), rel=1e-12)


def test_points_are_symmetric_and_hold_zero_exactly() -> None:
    z = activation_curve("gelu", 3.7, 0.0).z
    assert len(z) == 161
    assert z[80] == 0.0
    assert (z == -z[::-1]).all()
    assert np.diff(z) == pytest.approx(3.7 / 80)


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"activation": "gelu", "alpha": 0.1}, "alpha belongs to leaky-relu and elu"),
        ({"reach": 2.0, "point": -3.0}, "the point -3 is not on the curve, which goes from -2 to 2"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(params: dict[str, object], message: str) -> None:
    with pytest.raises(ContentError, match=message):
        render_figure("activation-curve", **params)
