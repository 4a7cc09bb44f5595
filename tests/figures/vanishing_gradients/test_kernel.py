"""Paths, layers and bounds against the printed numbers, plain loops, enumeration, matrices and high precision."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from itertools import product

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen.figures.vanishing_gradients.kernel import (
    Experiment,
    adam_first_step,
    one_path,
    path_draws,
    vanishing_gradients,
    whole_layer,
)
from sitegen.numerics.activations import activation_slope, rms_slope

Make = Callable[..., Experiment]
PRINTED = (
    "1.00000000",
    "0.24545628",
    "0.06052646",
    "0.01458801",
    "0.00313279",
    "0.00078052",
    "0.00019446",
    "0.00004220",
    "0.00001028",
    "0.00000257",
    "0.00000063",
)
"""The sigmoid path from the loss to the input, as the classroom experiment prints it."""


def test_classroom_numbers_to_all_decimals(experiment: Make) -> None:
    sigmoid, relu = vanishing_gradients(experiment()).profiles
    assert tuple(f"{value:.8f}" for value in sigmoid.path.magnitude[::-1]) == PRINTED
    assert relu.path.magnitude.tolist() == [0.0] * 10 + [1.0]
    assert relu.path.first_zero_layer == 9


def test_legacy_draws_are_those_of_the_global_generator(experiment: Make) -> None:
    np.random.seed(7)  # noqa: NPY002 - the generator that the classroom experiment uses
    expected = [[np.random.randn() * 1.5 for _ in range(6)] for _ in range(3)]  # noqa: NPY002 - as above
    found = path_draws(
        experiment(seed=7, num_layers=6, pre_activation_spread=1.5, activations=("tanh", "relu", "identity"))
    )
    assert_allclose(found, expected, rtol=0, atol=0)


def test_the_order_of_the_panels_matters_to_the_legacy_source_alone(experiment: Make) -> None:
    for source, same in (("legacy", False), ("streams", True)):
        one = path_draws(experiment(random_source=source))
        other = path_draws(experiment(random_source=source, activations=("relu", "sigmoid")))
        assert np.array_equal(one[0], other[1]) is same


def test_streams_do_not_depend_on_the_neighbours(experiment: Make) -> None:
    both = vanishing_gradients(experiment(random_source="streams"))
    alone = vanishing_gradients(experiment(random_source="streams", activations=("relu",)))
    assert np.array_equal(both.profiles[1].path.magnitude, alone.profiles[0].path.magnitude)
    assert np.array_equal(both.profiles[1].layer.magnitude, alone.profiles[0].layer.magnitude)


@given(st.integers(1, 64), st.floats(0.01, 10), st.integers(0, 2**32 - 1))
def test_paths_match_high_precision_at_any_depth(num_layers: int, spread: float, seed: int) -> None:
    z = np.random.RandomState(seed).randn(num_layers) * spread
    path = one_path(activation_slope("tanh", z))
    with mpmath.workdps(40):
        total, expected = mpmath.mpf(0), [0.0]
        for value in z[::-1].tolist():
            total += 2 * mpmath.log10(mpmath.sech(value))
            expected.append(float(total))
    assert_allclose(path.log10_magnitude[::-1], expected, rtol=1e-12, atol=1e-12)
    kept = path.log10_magnitude > -300
    assert_allclose(np.log10(path.magnitude[kept]), path.log10_magnitude[kept], atol=1e-10)


@given(st.integers(1, 64), st.floats(0.01, 10), st.integers(0, 2**32 - 1))
def test_no_path_is_above_its_bound(num_layers: int, spread: float, seed: int) -> None:
    values = {"seed": seed, "pre_activation_spread": spread, "width": 2, "init_scale": 1.0, "learning_rate": 0.1}
    names = ("sigmoid", "tanh", "relu", "leaky-relu", "identity")
    data = vanishing_gradients(Experiment(num_layers=num_layers, activations=names, random_source="legacy", **values))
    for profile in data.profiles:
        assert np.all(profile.path.log10_magnitude <= profile.bound.log10_magnitude + 1e-12)


@pytest.mark.parametrize("num_layers", range(1, 11))
def test_survival_of_a_relu_path_by_enumeration(experiment: Make, num_layers: int) -> None:
    """Every pattern of signs is equally likely; a path is open when none of its pre-activations is negative."""
    signs = np.array(list(product((-1.0, 1.0), repeat=num_layers)))
    open_paths = sum(one_path(activation_slope("relu", row)).input_magnitude == 1.0 for row in signs)
    profile = vanishing_gradients(experiment(num_layers=num_layers, activations=("relu",))).profiles[0]
    assert profile.survival == open_paths / len(signs)
    assert profile.paths_per_survivor == len(signs)


def test_bound_is_a_quarter_a_layer_and_halves_twice(experiment: Make) -> None:
    data = vanishing_gradients(experiment())
    sigmoid, relu = data.profiles
    assert data.bound_depths.tolist() == [1, 2, 5, 8, 10, 15, 20]
    assert sigmoid.depth_bounds.tolist() == [float(Fraction(1, 4) ** n) for n in (1, 2, 5, 8, 10, 15, 20)]
    assert sigmoid.half_life == 0.5
    assert math.isinf(relu.half_life)
    assert relu.depth_bounds.tolist() == [1.0] * 7


def test_tables_always_hold_the_depth_of_the_network(experiment: Make) -> None:
    data = vanishing_gradients(experiment(num_layers=7))
    assert data.bound_depths.tolist() == [1, 2, 5, 7, 8, 10, 15, 20]
    assert data.rate_depths.tolist() == [1, 5, 7, 10]


def test_effective_learning_rates(experiment: Make) -> None:
    data = vanishing_gradients(experiment())
    rates = data.profiles[0].rate_bounds
    assert [f"{rate:.2e}" for rate in rates] == ["2.50e-03", "9.77e-06", "9.54e-09"]
    assert [rate < data.negligible_rate for rate in rates] == [False, False, True]
    assert data.profiles[0].input_rate_bound == rates[-1]
    assert_allclose(data.profiles[1].rate_layers, [0.01 * 0.5 ** (n / 2) for n in (1, 5, 10)], rtol=1e-12)


def test_first_step_of_adam_by_its_algorithm(experiment: Make) -> None:
    beta1, beta2, gradient = Fraction(9, 10), Fraction(999, 1000), Fraction(1, 10**6)
    mean = (1 - beta1) * gradient / (1 - beta1)
    deviation = (1 - beta2) * gradient**2 / (1 - beta2)
    step = Fraction(1, 1000) * mean / (Fraction(math.sqrt(deviation)) + Fraction(1, 10**8))
    assert adam_first_step(1e-6, 1e-3) == pytest.approx(float(step), rel=1e-12)
    assert f"{vanishing_gradients(experiment()).adam_step:.1e}" == "9.9e-04"


def with_matrices(experiment: Experiment, activation: str, rng: np.random.Generator) -> float:
    """The norm at the input with every weight drawn."""
    width = experiment.width
    gradient = rng.standard_normal(width)
    gradient /= np.linalg.norm(gradient)
    for _ in range(experiment.num_layers):
        weights = rng.standard_normal((width, width)) * experiment.init_scale / math.sqrt(width)
        slopes = activation_slope(activation, rng.standard_normal(width) * experiment.pre_activation_spread)
        gradient = weights.T @ (slopes * gradient)
    return float(np.linalg.norm(gradient))


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "leaky-relu"])
def test_a_layer_has_the_distribution_of_one_with_all_its_weights(
    experiment: Make, activation: str, rng: np.random.Generator
) -> None:
    """Two samples of 2000 narrow networks: their quantiles agree (two-sample Kolmogorov–Smirnov, level 1e-4)."""
    count, narrow = 2000, {"num_layers": 3, "width": 6, "init_scale": 1.3, "pre_activation_spread": 1.0}
    drawn = np.sort([with_matrices(experiment(**narrow), activation, rng) for _ in range(count)])
    found = np.sort(
        [whole_layer(activation, experiment(**narrow, seed=seed))[0].input_magnitude for seed in range(count)]
    )
    every = np.concatenate([drawn, found])
    gap = np.abs(np.searchsorted(drawn, every, "right") - np.searchsorted(found, every, "right")).max() / count
    assert gap < 2.23 * math.sqrt(2 / count)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "identity"])
@pytest.mark.parametrize("width", [1, pytest.param(3, marks=pytest.mark.matrix), 16])
def test_mean_square_of_the_norm_is_the_closed_form_at_every_width(
    experiment: Make, activation: str, width: int
) -> None:
    """(s²·E[φ′²])ⁿ, within five standard errors over 4000 networks."""
    parts = {"num_layers": 2, "width": width, "init_scale": 1.2, "pre_activation_spread": 1.0}
    squares = np.array(
        [whole_layer(activation, experiment(**parts, seed=seed))[0].input_magnitude ** 2 for seed in range(4000)]
    )
    expected = (1.2 * rms_slope(activation, 1.0)) ** 4
    assert squares.mean() == pytest.approx(expected, abs=5 * squares.std() / math.sqrt(4000))


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky-relu", "identity"])
def test_wide_layers_come_near_the_closed_form(experiment: Make, activation: str) -> None:
    """The logarithm of a layer's factor scatters by at most about √(5/4w); the fit over 40 layers by less."""
    wide = experiment(num_layers=40, width=4096, activations=(activation,), pre_activation_spread=1.0)
    profile = vanishing_gradients(wide).profiles[0]
    scatter = math.sqrt(1.25 / 4096 / 40)
    assert math.log(profile.layer.trend.factor / profile.layer_factor) == pytest.approx(0.0, abs=6 * scatter)


def test_relu_layers_keep_half_of_their_units_and_the_norm_at_the_scale_of_he(experiment: Make) -> None:
    profile = vanishing_gradients(experiment(num_layers=20, width=4096, init_scale=math.sqrt(2))).profiles[1]
    assert profile.passing_percent == pytest.approx(50.0, abs=5 * 50 / math.sqrt(20 * 4096))
    assert profile.layer_factor == pytest.approx(1.0, rel=1e-15)
    assert profile.layer.regime == "stable"
    assert profile.path.first_zero_layer is not None


def test_real_relu_networks_with_a_forward_pass_agree(rng: np.random.Generator) -> None:
    """Pre-activations that come from the weights themselves: half of the units pass, and the mean square halves."""
    shares, squares = [], []
    for _ in range(400):
        weights = rng.standard_normal((8, 64, 64)) / 8.0
        hidden, open_units = rng.standard_normal(64), []
        for weight in weights:
            pre_activation = weight @ hidden
            open_units.append(pre_activation > 0)
            hidden = np.maximum(pre_activation, 0)
        gradient = rng.standard_normal(64)
        gradient /= np.linalg.norm(gradient)
        for weight, mask in zip(weights[::-1], open_units[::-1], strict=True):
            gradient = weight.T @ (mask * gradient)
        shares.append(np.mean(open_units))
        squares.append(gradient @ gradient)
    assert np.mean(shares) == pytest.approx(0.5, abs=5 * np.std(shares) / 20)
    assert np.mean(squares) == pytest.approx(0.5**8, abs=5 * np.std(squares) / 20)


def test_a_layer_of_one_unit_can_fall_to_exactly_zero(experiment: Make) -> None:
    narrow = experiment(num_layers=20, width=1, activations=("relu",))
    layer, passing = whole_layer("relu", narrow)
    assert layer.first_zero_layer is not None
    first = layer.first_zero_layer
    assert not layer.magnitude[: first + 1].any()
    assert layer.magnitude[first + 1 :].all()
    assert passing[first] == 0.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"num_layers": 0},
        {"width": 0},
        {"pre_activation_spread": 0.0},
        {"init_scale": math.nan},
        {"learning_rate": math.inf},
    ],
)
def test_impossible_experiments_are_refused(experiment: Make, wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="num_layers"):
        vanishing_gradients(experiment(**wrong))
