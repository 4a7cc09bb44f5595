"""The decay series against high-precision arithmetic, real backpropagation, and closed forms."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen.figures.gradient_decay.kernel import DecaySeries, activation_gain, decay_series


def series(num_layers: int = 16, init_scale: float = 1.0, activation: str = "relu", rule: str = "mean") -> DecaySeries:
    return decay_series(num_layers, init_scale, activation_gain(activation, rule))


@given(st.integers(2, 64), st.floats(0.001, 1000), st.sampled_from(["identity", "relu", "sigmoid", "tanh", "silu"]))
def test_log_magnitudes_match_high_precision(num_layers: int, init_scale: float, activation: str) -> None:
    data = series(num_layers, init_scale, activation)
    gain = {"identity": 1.0, "relu": 0.5, "sigmoid": 0.25, "tanh": 1.0, "silu": 0.5}[activation]
    with mpmath.workdps(40):
        expected = [mpmath.log10(mpmath.mpf(init_scale) * gain) * k for k in range(num_layers - 1, -1, -1)]
    assert_allclose(data.log10_magnitude, [float(value) for value in expected], rtol=1e-12, atol=1e-10)
    assert_allclose(np.log10(data.magnitude), data.log10_magnitude, atol=1e-9)


def test_loss_side_is_one_and_comes_last() -> None:
    data = series()
    assert data.magnitude[-1] == 1.0
    assert data.steps_from_loss.tolist() == list(range(15, -1, -1))
    assert data.magnitude[0] == 0.5**15


def test_deepest_smallest_sigmoid_is_not_zero() -> None:
    data = series(64, 0.001, "sigmoid")
    assert data.input_magnitude == pytest.approx(float(mpmath.mpf("0.00025") ** 63), rel=1e-12)
    assert data.log10_magnitude[0] == pytest.approx(63 * math.log10(0.00025))
    assert data.axis_low <= data.log10_magnitude[0]


def test_default_sigmoid_at_depth_64_is_the_smallest_normal_float32() -> None:
    assert series(64, 1.0, "sigmoid").input_magnitude == 2.0**-126
    assert float(np.finfo(np.float32).tiny) == 2.0**-126


@pytest.mark.parametrize(
    ("init_scale", "activation", "regime"),
    [
        (1.0, "identity", "stable"),
        (1.05, "identity", "stable"),
        (2.1, "relu", "stable"),
        (np.nextafter(2.1, 3), "relu", "stable"),
        (2.1 + 1e-9, "relu", "exploding"),
        (1.0, "relu", "vanishing"),
        (0.5, "relu", "vanishing"),
        (1.2, "identity", "exploding"),
        (4.0, "sigmoid", "stable"),
    ],
)
def test_regime(init_scale: float, activation: str, regime: str) -> None:
    assert series(16, init_scale, activation).regime == regime


def test_vanishing_is_strictly_below_a_hundredth() -> None:
    assert decay_series(3, 0.1, 1.0).layer_regime == ("stable", "stable", "stable")
    assert decay_series(3, 0.0999, 1.0).layer_regime == ("vanishing", "stable", "stable")


def test_bars_of_an_exploding_network_change_role_above_one_only() -> None:
    assert series(4, 1.2, "identity").layer_regime == ("exploding", "exploding", "exploding", "stable")


def test_depth_16_at_half_scale() -> None:
    assert series(16, 0.5).input_magnitude == pytest.approx(9.3e-10, rel=0.01)


def test_he_scale_vanishes_under_the_mean_rule_and_is_flat_under_the_second_moment() -> None:
    mean, rms = series(16, math.sqrt(2)), series(16, math.sqrt(2), rule="rms")
    assert mean.factor == pytest.approx(0.7071, abs=1e-4)
    assert mean.regime == "vanishing"
    assert rms.factor == 1.0
    assert rms.magnitude.tolist() == [1.0] * 16


@pytest.mark.parametrize(("activation", "mean"), {"relu": 0.5, "leaky-relu": 0.505, "gelu": 0.5, "silu": 0.5}.items())
def test_mean_slopes_are_those_of_symmetric_pre_activations(activation: str, mean: float) -> None:
    slope = {
        "relu": lambda z: mpmath.mpf(z > 0),
        "leaky-relu": lambda z: 1 if z > 0 else mpmath.mpf("0.01"),
        "gelu": lambda z: mpmath.ncdf(z) + z * mpmath.npdf(z),
        "silu": lambda z: mpmath.diff(lambda t: t / (1 + mpmath.exp(-t)), z),
    }[activation]
    expected = mpmath.quad(lambda z: slope(z) * mpmath.npdf(z, 0, 1.7), [-20, -4, 0, 4, 20])
    assert activation_gain(activation, "mean") == pytest.approx(mean, rel=1e-15)
    assert float(expected) == pytest.approx(mean, rel=1e-9)


@pytest.mark.parametrize(("activation", "most"), {"sigmoid": 0.25, "tanh": 1.0, "identity": 1.0}.items())
def test_gains_of_the_others_are_their_largest_slopes(activation: str, most: float) -> None:
    assert activation_gain(activation, "mean") == most


@pytest.mark.parametrize(("init_scale", "expected"), [(1.0, math.sqrt(0.5)), (math.sqrt(2), 1.0)])
def test_rms_rule_predicts_real_relu_networks(rng: np.random.Generator, init_scale: float, expected: float) -> None:
    """Backpropagate through 256 random networks of 16 layers of 64 units; the rule speaks of the mean *squared* norm."""
    shrinkage = []
    for _ in range(256):
        weights = rng.normal(size=(16, 64, 64)) * init_scale / 8.0
        hidden, open_units = rng.normal(size=64), []
        for weight in weights:
            pre = weight @ hidden
            open_units.append(pre > 0)
            hidden = np.maximum(pre, 0)
        gradient = rng.normal(size=64)
        start = np.linalg.norm(gradient)
        for weight, mask in zip(weights[::-1], open_units[::-1], strict=True):
            gradient = weight.T @ (gradient * mask)
        shrinkage.append((np.linalg.norm(gradient) / start) ** 2)
    assert np.mean(shrinkage) ** (1 / 32) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("arguments", [(1, 1.0, 1.0), (4, 0.0, 1.0), (4, math.inf, 1.0), (4, math.nan, 1.0)])
def test_impossible_networks_are_refused(arguments: tuple[int, float, float]) -> None:
    with pytest.raises(ValueError, match="num_layers"):
        decay_series(*arguments)
