"""The backward pass against truths that it does not use: the state perturbed and run forward again, and many digits."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import product

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen.figures.bptt_norm.kernel import (
    GRUWeights,
    RNNWeights,
    gru_gradient_norms,
    rnn_gradient_norms,
)

CONVENTIONS = list(product(("new", "keep"), ("before", "after")))
ALL = [(RNNWeights, ()), *((GRUWeights, each) for each in CONVENTIONS)]
SENTENCE = (0, 1, 2, 3, 1, 2)


def sequence(length):
    return np.resize(SENTENCE, length)


def drawn(kind, rng, hidden=5, *, vocabulary=4, scale=0.7, batch=()):
    """Weights whose biases are not zero either."""
    axes = {"H": hidden, "V": vocabulary}
    shapes = {"W_x": "HV", "W_h": "HH", "W_ho": "VH", "b_o": "V", "b_": "H"}
    letters = {f.name: shapes.get(f.name) or shapes.get(f.name[:3]) or shapes[f.name[:2]] for f in fields(kind)}
    return kind(**{name: scale * rng.standard_normal((*batch, *map(axes.get, own))) for name, own in letters.items()})


def norms(weights, tokens, target=1, convention=()):
    if isinstance(weights, RNNWeights):
        return rnn_gradient_norms(weights, tokens, target)
    return gru_gradient_norms(weights, tokens, target, *convention)


# The definition of both networks, for real, complex and high-precision numbers alike.


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


# Many digits: the same recurrences in mpmath, and a backward pass by the chain rule of the definition above.


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


def with_recurrent(weights, scale):
    """Recurrent weights times `scale`, and for a GRU gates that keep about 1e-26 of the last state."""
    names = {"W_hh", "W_hz", "W_hr"} & {field.name for field in fields(weights)}
    return replace(weights, **{name: scale * getattr(weights, name) for name in names})


def shut(weights, convention, distance):
    """Update gates that let this much less than nothing of the last state through."""
    if not convention:
        return weights
    return replace(weights, b_z=weights.b_z + (distance if convention[0] == "new" else -distance))


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


@pytest.mark.parametrize(("kind", "convention"), ALL)
@pytest.mark.parametrize("batch", [(1,), (5,), (2, 3), (67,)])
def test_batch_is_the_loop(rng, kind, convention, batch):
    weights = drawn(kind, rng, batch=batch)
    found = norms(weights, sequence(12), 1, convention)
    for index in np.ndindex(*batch):
        alone = norms(kind(*(getattr(weights, f.name)[index] for f in fields(kind))), sequence(12), 1, convention)
        for field in fields(alone):
            expected = getattr(alone, field.name)
            assert_allclose(getattr(found, field.name)[index], expected, rtol=1e-10, atol=1e-13, err_msg=field.name)
    assert found.log10_norm.shape == (*batch, 13)
    assert found.loss.shape == batch


@pytest.mark.parametrize(("kind", "convention"), ALL)
def test_one_member_of_a_batch_that_needs_care_leaves_the_others_alone(rng, kind, convention):
    """A network with norms far below float64, one whose gradient is exactly zero, one that saturates, and a plain one."""
    each = [drawn(kind, rng, hidden=3) for _ in range(4)]
    each[0] = shut(with_recurrent(each[0], 1e-9), convention, 60)
    each[1] = replace(each[1], W_ho=np.zeros((4, 3)))
    each[2] = replace(each[2], b_h=np.array([30.0, -40.0, 500.0]))
    weights = kind(*(np.stack([getattr(one, f.name) for one in each]) for f in fields(kind)))
    found = norms(weights, sequence(80), 1, convention).log10_norm
    for index, alone in enumerate(each):
        assert_allclose(found[index], norms(alone, sequence(80), 1, convention).log10_norm, rtol=1e-10)
    assert np.all(found[1] == -np.inf)


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


# Mistakes.


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"W_hh": np.zeros((5, 4))}, r"W_hh has shape \(5, 4\)"),
        ({"W_xh": np.zeros((4, 4))}, r"W_xh has shape \(4, 4\).*\(5, 4\)"),
        ({"W_ho": np.zeros((3, 5))}, r"W_ho has shape \(3, 5\)"),
        ({"b_h": np.zeros((2, 5))}, r"b_h has shape \(2, 5\)"),
        ({"b_o": np.zeros(())}, r"b_o has shape \(\)"),
        ({"b_h": np.full(5, np.nan)}, "b_h holds a weight"),
        ({"W_ho": np.full((4, 5), 1e101)}, "W_ho holds a weight"),
        ({"W_xh": np.zeros((5, 0))}, "W_xh has shape"),
    ],
)
def test_weights_that_do_not_fit(rng, change, words):
    with pytest.raises(ValueError, match=words):
        replace(drawn(RNNWeights, rng), **change)


@pytest.mark.parametrize(
    ("tokens", "target", "words"),
    [
        ([], 1, "at least one"),
        ([[1]], 1, "a row"),
        ([0.5], 1, "integer"),
        ([4], 1, "0 … 3"),
        ([-1], 1, "0 … 3"),
        ([0], 4, "target is 4"),
        ([0], -1, "target is -1"),
    ],
)
def test_tokens_that_do_not_fit(rng, tokens, target, words):
    with pytest.raises(ValueError, match=words):
        rnn_gradient_norms(drawn(RNNWeights, rng), tokens, target)


@pytest.mark.parametrize("convention", [("old", "before"), ("new", "never")])
def test_unknown_conventions(rng, convention):
    with pytest.raises(ValueError, match=rf"{convention[0]}.*{convention[1]}"):
        gru_gradient_norms(drawn(GRUWeights, rng), [0], 0, *convention)
