"""Norms far outside float64 and saturated units against many digits in mpmath: the product of full Jacobians."""

from __future__ import annotations

from dataclasses import fields, replace

import mpmath
import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen.figures.bptt_norm.kernel import RNNWeights, rnn_gradient_norms
from tests.figures.bptt_norm.networks import ALL, drawn, norms, sequence, shut, with_recurrent


def precise(weights):
    return {field.name: mpmath.matrix(getattr(weights, field.name).tolist()) for field in fields(weights)}


def every(function, *columns):
    return mpmath.matrix([function(*row) for row in zip(*columns, strict=True)])


def sigmoid(a):
    return 1 / (1 + mpmath.exp(-a))


def precise_log10_norms(weights, tokens, convention=(), digits=80):
    """log₁₀ of the norms for target 1: the product of full Jacobians, with many digits."""
    with mpmath.workdps(digits):
        w = precise(weights)
        state, jacobians = mpmath.zeros(weights.hidden_size, 1), []
        for token in tokens:
            state, jacobian = (precise_rnn_step if not convention else precise_gru_step)(w, state, token, convention)
            jacobians.append(jacobian)
        logits = w["W_ho"] * state + w["b_o"]
        share = every(mpmath.exp, logits)
        share /= sum(share)
        share[1] -= 1
        row = share.T * w["W_ho"]
        found = [mpmath.norm(row)]
        for jacobian in reversed(jacobians):
            row = row * jacobian
            found.append(mpmath.norm(row))
        return np.array([float(mpmath.log10(norm)) if norm else -np.inf for norm in reversed(found)])


def precise_rnn_step(w, state, token, _convention):
    state = every(mpmath.tanh, w["W_hh"] * state + w["W_xh"][:, token] + w["b_h"])
    return state, mpmath.diag([1 - h * h for h in state]) * w["W_hh"]


def precise_gru_step(w, state, token, convention):
    update_gate, reset = convention
    size = len(state)
    z = every(sigmoid, w["W_hz"] * state + w["W_xz"][:, token] + w["b_z"])
    r = every(sigmoid, w["W_hr"] * state + w["W_xr"][:, token] + w["b_r"])
    dz = mpmath.diag([g * (1 - g) for g in z]) * w["W_hz"]
    dr = mpmath.diag([g * (1 - g) for g in r]) * w["W_hr"]
    if reset == "before":
        recurrent = w["W_hh"] * every(lambda g, h: g * h, r, state)
        inner = w["W_hh"] * (mpmath.diag(list(r)) + mpmath.diag(list(state)) * dr)
    else:
        linear = w["W_hh"] * state
        recurrent = every(lambda g, h: g * h, r, linear)
        inner = mpmath.diag(list(r)) * w["W_hh"] + mpmath.diag(list(linear)) * dr
    new = every(mpmath.tanh, recurrent + w["W_xh"][:, token] + w["b_h"])
    dnew = mpmath.diag([1 - h * h for h in new]) * inner
    one = mpmath.eye(size)
    old_share, new_share = (one - mpmath.diag(list(z)), mpmath.diag(list(z)))
    sign = 1
    if update_gate == "keep":
        old_share, new_share, sign = new_share, old_share, -1
    jacobian = old_share + new_share * dnew + sign * mpmath.diag(list(new - state)) * dz
    return old_share * state + new_share * new, jacobian


@pytest.mark.parametrize(("kind", "convention"), ALL)
@pytest.mark.parametrize(("scale", "length"), [(0.01, 500), (1e-12, 95)], ids=["slow", "fast"])
def test_norms_near_1e_300_and_1e_1000(rng, kind, convention, scale, length):
    weights = shut(with_recurrent(drawn(kind, rng, hidden=3, scale=0.5), scale), convention, 60)
    tokens = sequence(length)
    found = norms(weights, tokens, 1, convention).log10_norm
    expected = precise_log10_norms(weights, tokens.tolist(), convention)
    assert_allclose(found, expected, rtol=1e-12)
    assert found[0] < -1000
    assert np.abs(found + 300).min() < 13
    assert np.abs(found + 1000).min() < 13


@pytest.mark.parametrize("length", range(38, 54))
def test_curves_that_end_where_squares_lose_digits(rng, length):
    """Squares of numbers near 1e-160 are subnormal in float64: some of these curves end there, in their first stretch."""
    weights = with_recurrent(drawn(RNNWeights, rng, hidden=3, scale=0.5), 3e-4)
    found = rnn_gradient_norms(weights, sequence(length), 1).log10_norm
    assert -210 < found[0] < -120
    assert_allclose(found, precise_log10_norms(weights, sequence(length).tolist()), rtol=1e-12)


@pytest.mark.parametrize(("kind", "convention"), ALL)
def test_norms_that_grow_beyond_float64(rng, kind, convention):
    """No state saturates, since the inputs are zero and the state stays at its fixed point: the growth is exponential."""
    weights = with_recurrent(drawn(kind, rng, hidden=4, scale=0.5), 1e5)
    still = {f.name: 0 * getattr(weights, f.name) for f in fields(weights) if f.name[:3] == "W_x" or f.name[:2] == "b_"}
    weights = replace(weights, **{**still, "b_o": weights.b_o})
    found = norms(weights, sequence(120), 1, convention).log10_norm
    assert_allclose(found, precise_log10_norms(weights, sequence(120).tolist(), convention), rtol=1e-12)
    assert found[0] > 500


@pytest.mark.parametrize(("kind", "convention"), ALL)
@pytest.mark.parametrize("distance", [3.0, 12.0, 25.0, 90.0, 120.0, 800.0])
def test_saturated_units_have_exact_slopes(rng, kind, convention, distance):
    """At a distance of 20 from zero tanh is 1 to the last digit, and 1 − h² nothing; at 360 its slope is below float64."""
    weights = drawn(kind, rng, hidden=3)
    biases = {name: rng.choice([-1, 1], 3) * distance * rng.uniform(0.6, 1, 3) for name in ("b_h", "b_z", "b_r")}
    weights = replace(weights, **{name: value for name, value in biases.items() if hasattr(weights, name)})
    tokens = sequence(7)
    found = norms(weights, tokens, 1, convention).log10_norm
    expected = precise_log10_norms(weights, tokens.tolist(), convention, digits=2000)
    assert_allclose(found, expected, rtol=1e-11, atol=1e-10)


@pytest.mark.parametrize("margin", [0.0, 5.0, 40.0, 800.0, -5.0, -800.0, -1e6])
def test_loss_of_a_sure_or_hopeless_prediction(rng, margin):
    """The gradient p − 1 of a target that is almost sure is as small as e^−margin, not rounded to zero."""
    weights = drawn(RNNWeights, rng, hidden=3)
    weights = replace(weights, b_o=np.array([0.0, margin, 0.3, -0.2]))
    found = rnn_gradient_norms(weights, sequence(4), 1)
    expected = precise_log10_norms(weights, sequence(4).tolist(), digits=500)
    assert_allclose(found.log10_norm, expected, rtol=1e-12, atol=1e-12)
    with mpmath.workdps(1000):
        logits = weights.W_ho @ found.hidden[-1] + weights.b_o
        expected = -mpmath.log(1 / sum(mpmath.exp(mpmath.mpf(each) - mpmath.mpf(logits[1])) for each in logits))
    assert_allclose(found.loss, float(expected), rtol=1e-12)
