"""Slopes, radii and limits against closed forms; and the table of slopes that the lab's settings give over 256 seeds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen.figures.bptt_norm.experiment.weight_init import WeightInit, draw_gru_weights, draw_rnn_weights
from sitegen.figures.bptt_norm.kernel import (
    RNNWeights,
    counting_steps,
    decay_per_10_steps,
    growth_rate,
    gru_gradient_norms,
    largest_singular_value,
    rnn_gradient_norms,
    spectral_radius,
    still_counting,
    theory_decay_per_10_steps,
)
from sitegen.numerics.streams import named_stream

SENTENCE = np.resize((0, 1, 2, 3, 1, 2), 50)
LINE = np.linspace(-12.5, 0.0, 51)
"""A quarter of a decade a step."""


@pytest.mark.parametrize("method", ["end_to_end", "least_squares"])
def test_decay_of_a_straight_line(method):
    both = np.stack([LINE, -0.4 * LINE])
    assert_allclose(decay_per_10_steps(both, method), [2.5, -1.0], rtol=1e-12)
    assert decay_per_10_steps(LINE, method).shape == ()


@given(st.lists(st.floats(-400, 400), min_size=2, max_size=60))
def test_least_squares_is_numpys_straight_line(values):
    expected = 10 * np.polynomial.polynomial.polyfit(np.arange(len(values)), values, 1)[1]
    assert_allclose(decay_per_10_steps(np.array(values), "least_squares"), expected, rtol=1e-9, atol=1e-9)


def test_decay_with_exact_zeros():
    first, last, most = LINE.copy(), LINE.copy(), np.full(51, -np.inf)
    first[:3] = last[-1] = -np.inf
    most[7] = 0.0
    assert_allclose(decay_per_10_steps(np.stack([first, last, most]), "least_squares"), [2.5, 2.5, np.nan])
    assert_allclose(decay_per_10_steps(np.stack([first, last, most])), [np.inf, -np.inf, np.nan])


@pytest.mark.parametrize(
    ("norms", "method", "words"), [(LINE, "middle", "middle"), (LINE[:1], "end_to_end", "two steps")]
)
def test_slopes_that_do_not_exist(norms, method, words):
    with pytest.raises(ValueError, match=words):
        decay_per_10_steps(norms, method)


def test_radius_and_stretch_of_a_known_matrix():
    """A shear: both eigenvalues are 2; σ² solves x² − 17 x + 16 = 0."""
    shear = np.array([[2.0, 3.0], [0.0, 2.0]])
    assert_allclose(spectral_radius(np.stack([shear, -3 * shear])), [2, 6], rtol=1e-7)
    assert_allclose(largest_singular_value(np.stack([shear, -3 * shear])), [4, 12], rtol=1e-12)
    turn = np.array([[0.0, -0.5], [0.5, 0.0]])
    assert_allclose(spectral_radius(turn), 0.5, rtol=1e-12)


def test_theory_is_exact_for_a_scaled_turn_at_constant_slope(rng):
    """One unit that returns to ±h: the slope is the same at every step, and the prediction is the measured decay."""
    h = 0.6
    recurrent = np.arctanh(h) / h
    weights = RNNWeights([[-recurrent]], [[0.0, 0.0]], rng.standard_normal((2, 1)), [0.0], [0.0, 0.0])
    weights_at_h = RNNWeights(weights.W_hh, [[np.arctanh(h), 0.0]], weights.W_ho, weights.b_h, weights.b_o)
    found = rnn_gradient_norms(weights_at_h, [0, *[1] * 200], 0)
    assert_allclose(np.abs(found.hidden[1:, 0]), h, rtol=1e-10)
    assert_allclose(theory_decay_per_10_steps(weights.W_hh, found.hidden), -10 * np.log10(recurrent * (1 - h * h)))
    assert_allclose(decay_per_10_steps(found.log10_norm), theory_decay_per_10_steps(weights.W_hh, found.hidden))
    assert theory_decay_per_10_steps(np.zeros((1, 1)), found.hidden) == np.inf


def test_growth_is_the_lyapunov_exponent_of_a_measured_error():
    """Two runs that differ by 1e-9 drift apart at the rate at which the backward vector grows."""
    weights = draw_rnn_weights(3, WeightInit(hidden=64, init="scaled", scale=2.5))
    tokens = named_stream(3, "tokens").integers(0, 4, 3000)
    rate = growth_rate(rnn_gradient_norms(weights, tokens, 1).log10_norm)
    state, growth = np.zeros(64), 0.0
    error = 1e-9 * named_stream(3, "error").standard_normal(64)
    size = np.linalg.norm(error)
    for token in tokens:
        entering = weights.W_xh[:, token]
        moved = np.tanh(weights.W_hh @ (state + error) + entering)
        state = np.tanh(weights.W_hh @ state + entering)
        ratio = np.linalg.norm(moved - state) / size
        growth += np.log(ratio)
        error = (moved - state) / ratio
    assert rate > 0.05
    assert_allclose(rate, growth / 3000, rtol=0.05)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_counting_steps_are_those_that_change_a_sum_in_that_precision(dtype):
    """1 + 2^−k is not 1 up to k = 23 or 52: the sum feels ε, and nothing below half of it."""
    norms = np.log10(2.0) * np.arange(-99.0, 1.0)
    powers = dtype(2.0) ** np.arange(-98, 1).astype(dtype)
    feels = sum(dtype(1) + power > dtype(1) for power in powers)
    assert counting_steps(norms, dtype) == feels
    assert counting_steps(norms - 500, dtype) == feels
    assert counting_steps(norms[::-1], dtype) == feels


def test_step_0_and_exact_zeros_never_count():
    norms = np.array([[0.0, -1, -2], [0, -np.inf, -3], [0, -np.inf, -np.inf]])
    assert still_counting(norms).tolist() == [[True, True], [False, True], [False, False]]
    assert counting_steps(norms).tolist() == [2, 1, 0]


# The lab's table, over 256 seeds: orders of magnitude lost per 10 steps.


def lab(weights_init, update_gate="new"):
    """Decay of the plain network and of the GRU for each seed."""
    seeds = range(256)
    rnn = rnn_gradient_norms(draw_rnn_weights(seeds, weights_init), SENTENCE, 1)
    gru = gru_gradient_norms(draw_gru_weights(seeds, weights_init), SENTENCE, 1, update_gate)
    return decay_per_10_steps(rnn.log10_norm), decay_per_10_steps(gru.log10_norm)


def test_defaults_a_gru_is_hardly_flatter():
    """2.3 ± 0.3 and 2.0 ± 0.1, means within a half of their spread over seeds; flatter in most seeds, far from all."""
    rnn, gru = lab(WeightInit())
    assert_allclose(rnn.mean(), 2.3, atol=0.15)
    assert_allclose(rnn.std(), 0.3, atol=0.05)
    assert_allclose(gru.mean(), 2.0, atol=0.1)
    assert_allclose(gru.std(), 0.1, atol=0.02)
    assert 0.75 < np.mean(gru < rnn) < 0.92


@pytest.mark.parametrize(("update_bias", "decay"), [(-1.0, 1.0), (-2.0, 0.45), (-3.0, 0.19)])
def test_a_negative_update_bias_remembers(update_bias, decay):
    _, gru = lab(WeightInit(update_bias=update_bias))
    assert_allclose(gru.mean(), decay, rtol=0.03)


def test_the_same_bias_forgets_under_the_other_sign():
    """5.0 within two spreads over the seeds, whose mean is lower."""
    _, gru = lab(WeightInit(update_bias=-2.0), "keep")
    assert abs(gru.mean() - 5.0) < 2 * gru.std()
    assert gru.min() > 3


def test_orthogonal_weights_turn_the_order_round():
    rnn, gru = lab(WeightInit(init="orthogonal", scale=0.9))
    assert_allclose([rnn.mean(), gru.mean()], [0.61, 1.47], rtol=0.035)
    assert np.all(rnn < gru)


def test_the_radius_of_the_default_recurrent_weights_is_not_its_scale():
    matrices = draw_rnn_weights(range(256), WeightInit()).W_hh
    assert 0.57 < spectral_radius(matrices).mean() < 0.61
    assert_allclose(spectral_radius(matrices).mean(), 0.1 * np.sqrt(32), rtol=0.08)
    assert_allclose(largest_singular_value(matrices).mean(), 0.2 * np.sqrt(32), rtol=0.06)


def test_float32_feels_about_half_of_the_default_curve():
    """About 26 of 50: within the middle nine tenths of the seeds."""
    counts = counting_steps(rnn_gradient_norms(draw_rnn_weights(range(256), WeightInit()), SENTENCE, 1).log10_norm)
    low, high = np.percentile(counts, [5, 95])
    assert low <= 26 <= high
    assert high < 50
