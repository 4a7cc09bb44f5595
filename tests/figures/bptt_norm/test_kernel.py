"""The backward pass against truths that it does not use: the state perturbed and run forward again, and symmetries."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen.figures.bptt_norm.kernel import GRUWeights, RNNWeights, gru_gradient_norms, rnn_gradient_norms
from tests.figures.bptt_norm.networks import ALL, CONVENTIONS, drawn, norms, sequence

# The definition of both networks, for real and complex numbers alike.


def step(weights, state, token, convention):
    w = weights
    if isinstance(w, RNNWeights):
        return np.tanh(w.W_hh @ state + w.W_xh[:, token] + w.b_h)
    update_gate, reset = convention
    z = 1 / (1 + np.exp(-(w.W_hz @ state + w.W_xz[:, token] + w.b_z)))
    r = 1 / (1 + np.exp(-(w.W_hr @ state + w.W_xr[:, token] + w.b_r)))
    recurrent = w.W_hh @ (r * state) if reset == "before" else r * (w.W_hh @ state)
    new = np.tanh(recurrent + w.W_xh[:, token] + w.b_h)
    return (1 - z) * state + z * new if update_gate == "new" else z * state + (1 - z) * new


def loss_from(weights, state, tokens, target, convention):
    """The loss when the network starts from `state` and sees `tokens`."""
    for token in tokens:
        state = step(weights, state, token, convention)
    logits = weights.W_ho @ state + weights.b_o
    return np.log(np.sum(np.exp(logits))) - logits[target]


def states(weights, tokens, convention):
    found = [np.zeros(weights.hidden_size)]
    for token in tokens:
        found.append(step(weights, found[-1], token, convention))
    return np.array(found)


def complex_step_norm(weights, tokens, t, state, convention):
    """‖∂L/∂h_t‖ from L(h_t + i ε e_j), exact to rounding since nothing is subtracted."""
    turned = [
        loss_from(weights, state + 1e-40j * unit, tokens[t:], 1, convention).imag / 1e-40 for unit in np.eye(len(state))
    ]
    return np.linalg.norm(turned)


def finite_difference_norm(weights, tokens, t, state, convention):
    """The same from (L(h_t + ε e_j) − L(h_t − ε e_j)) / 2ε."""
    ends = [
        [loss_from(weights, state + sign * 1e-6 * unit, tokens[t:], 1, convention) for sign in (1, -1)]
        for unit in np.eye(len(state))
    ]
    return np.linalg.norm([(up - down) / 2e-6 for up, down in ends])


@pytest.mark.parametrize(("kind", "convention"), ALL)
@pytest.mark.parametrize(
    ("difference", "digits"), [(complex_step_norm, 1e-12), (finite_difference_norm, 2e-6)], ids=["complex", "finite"]
)
def test_every_norm_is_the_slope_of_the_loss(rng, kind, convention, difference, digits):
    weights, tokens = drawn(kind, rng), sequence(14)
    found = norms(weights, tokens, 1, convention)
    path = states(weights, tokens, convention)
    expected = [difference(weights, tokens, t, state, convention) for t, state in enumerate(path)]
    assert_allclose(10**found.log10_norm, expected, rtol=digits)
    assert_allclose(found.hidden, path, rtol=1e-13, atol=1e-15)
    assert_allclose(found.loss, loss_from(weights, path[-1], (), 1, convention), rtol=1e-13)


@pytest.mark.parametrize(("update_gate", "reset"), CONVENTIONS)
def test_gate_statistics(rng, update_gate, reset):
    weights, tokens = drawn(GRUWeights, rng), sequence(9)
    found = gru_gradient_norms(weights, tokens, 2, update_gate, reset)
    path = states(weights, tokens, (update_gate, reset))
    for gate, mean, std in (("z", found.update_mean, found.update_std), ("r", found.reset_mean, found.reset_std)):
        recurrent, entering, bias = (getattr(weights, f"{name}{gate}") for name in ("W_h", "W_x", "b_"))
        values = 1 / (1 + np.exp(-(path[:-1] @ recurrent.T + entering.T[tokens] + bias)))
        assert_allclose([mean, std], [values.mean(), values.std()], rtol=1e-12)
    kept = found.update_mean if update_gate == "keep" else 1 - found.update_mean
    assert_allclose(found.kept_mean, kept, rtol=1e-12)


@pytest.mark.parametrize(("update_gate", "sign"), [("new", 1), ("keep", -1)])
def test_a_tiny_share_that_is_kept_has_all_its_digits(rng, update_gate, sign):
    """σ(−30) is 9.4e-14: taken from 1 − z, three digits would be left."""
    weights = drawn(GRUWeights, rng)
    shut = replace(
        weights,
        **{f"W_{kind}z": np.zeros_like(getattr(weights, f"W_{kind}z")) for kind in "xh"},
        b_z=np.full(5, 30.0 * sign),
    )
    found = gru_gradient_norms(shut, sequence(9), 2, update_gate)
    assert_allclose(found.kept_mean, 1 / (1 + np.exp(30.0)), rtol=1e-14)


# Symmetries of the definitions.


def test_turning_the_signs_of_states_changes_no_norm(rng):
    """With h = S g, S a diagonal of signs: W_hh to S W_hh S, W_xh to S W_xh, W_ho to W_ho S."""
    weights = drawn(RNNWeights, rng, hidden=6)
    signs = rng.choice([-1.0, 1.0], 6)
    w = weights
    turned = RNNWeights(signs[:, None] * w.W_hh * signs, signs[:, None] * w.W_xh, w.W_ho * signs, signs * w.b_h, w.b_o)
    found, expected = (rnn_gradient_norms(each, sequence(30), 1) for each in (turned, weights))
    assert_allclose(found.log10_norm, expected.log10_norm, rtol=1e-12)
    assert_allclose(found.hidden, expected.hidden * signs, rtol=1e-12)


@pytest.mark.parametrize("reset", ["before", "after"])
def test_new_and_keep_are_the_same_under_negated_update_weights(rng, reset):
    weights = drawn(GRUWeights, rng)
    negated = replace(weights, W_xz=-weights.W_xz, W_hz=-weights.W_hz, b_z=-weights.b_z)
    new = gru_gradient_norms(weights, sequence(40), 1, "new", reset)
    keep = gru_gradient_norms(negated, sequence(40), 1, "keep", reset)
    assert_allclose(keep.log10_norm, new.log10_norm, rtol=1e-13)
    assert_allclose(keep.hidden, new.hidden, rtol=1e-13)
    assert_allclose(keep.update_mean, 1 - new.update_mean, rtol=1e-13)
    assert not np.allclose(gru_gradient_norms(weights, sequence(40), 1, "keep", reset).log10_norm, new.log10_norm)


def test_the_place_of_the_reset_matters_unless_the_recurrent_matrix_is_diagonal(rng):
    weights = drawn(GRUWeights, rng)
    diagonal = replace(weights, W_hh=np.diag(np.diag(weights.W_hh)))
    for each, same in ((weights, False), (diagonal, True)):
        before, after = (
            gru_gradient_norms(each, sequence(20), 1, "new", reset).log10_norm for reset in ("before", "after")
        )
        assert np.allclose(before, after, rtol=1e-12) is same


def test_a_gru_that_only_computes_anew_is_a_plain_network(rng):
    """z = 1 and r = 1: what is left of the gates is below 1e-40."""
    rnn = drawn(RNNWeights, rng)
    zero = {f.name: np.zeros_like(getattr(drawn(GRUWeights, rng), f.name)) for f in fields(GRUWeights)}
    gru = GRUWeights(
        **{
            **zero,
            **{f.name: getattr(rnn, f.name) for f in fields(rnn)},
            "b_z": np.full(5, 100.0),
            "b_r": np.full(5, 100.0),
        }
    )
    found, expected = gru_gradient_norms(gru, sequence(25), 1), rnn_gradient_norms(rnn, sequence(25), 1)
    assert_allclose(found.log10_norm, expected.log10_norm, rtol=1e-12)
    assert_allclose(found.loss, expected.loss, rtol=1e-12)


# Ranges.


@given(
    size=st.tuples(st.integers(1, 64), st.sampled_from([1, 2, 3, 17, 64, 65, 150]), st.integers(1, 6)),
    decade=st.floats(-12, 3),
    case=st.sampled_from(ALL),
    seed=st.integers(0, 2**32),
)
def test_every_size_and_scale_gives_norms_without_a_warning(size, decade, case, seed):
    """Warnings are errors in all tests; a norm is a number, or −inf where there is but one token and nothing to learn."""
    (hidden, length, vocabulary), (kind, convention) = size, case
    rng = np.random.default_rng(seed)
    weights = drawn(kind, rng, hidden, vocabulary=vocabulary, scale=10.0**decade)
    found = norms(weights, rng.integers(0, vocabulary, length), 0, convention)
    assert found.log10_norm.shape == (length + 1,)
    assert found.hidden.shape == (length + 1, hidden)
    assert not np.any(np.isnan(found.log10_norm))
    if decade < 1:
        assert np.all(np.isfinite(found.log10_norm)) == (vocabulary > 1)
    assert found.loss >= 0
    if kind is GRUWeights:
        assert 0 <= found.update_mean <= 1
        assert found.reset_std >= 0


@pytest.mark.parametrize(("kind", "convention"), ALL)
@pytest.mark.parametrize("hidden", [1, 2, 64])
@pytest.mark.parametrize("scale", [0.01, 0.1, 1.0])
def test_two_thousand_steps(rng, kind, convention, hidden, scale):
    """All are numbers, and near the end, where the loss still feels the state, they are its slope."""
    weights = drawn(kind, rng, hidden, scale=scale)
    found = norms(weights, sequence(2000), 1, convention)
    assert np.all(np.isfinite(found.log10_norm))
    t = 1995
    difference = complex_step_norm(weights, sequence(2000), t, found.hidden[t], convention)
    assert_allclose(10 ** found.log10_norm[t], difference, rtol=1e-9)


@pytest.mark.parametrize(("kind", "convention"), ALL)
def test_zero_weights(kind, convention, rng):
    """Nothing reaches the loss: the logits are equal, the loss is the logarithm of their number."""
    empty = drawn(kind, rng, scale=0.0)
    found = norms(empty, sequence(50), 1, convention)
    assert np.all(found.log10_norm == -np.inf)
    assert_allclose(found.loss, np.log(4))
    seen = replace(empty, W_ho=np.eye(4, 5))
    later = norms(seen, sequence(50), 1, convention).log10_norm
    last = np.log10(np.sqrt(0.75**2 + 3 * 0.25**2))
    expected = [*np.full(50, -np.inf), last] if kind is RNNWeights else last - np.log10(2) * np.arange(50, -1, -1)
    assert_allclose(later, expected, rtol=1e-12)
