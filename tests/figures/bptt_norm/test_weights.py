"""Random weights: independent streams by name, the rules of initialisation, and the digest."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from sitegen.figures.bptt_norm.kernel import GRUWeights, RNNWeights, largest_singular_value, spectral_radius
from sitegen.figures.bptt_norm.weights import WeightInit, draw_gru_weights, draw_rnn_weights, weights_digest

RECURRENT = ("W_hh", "W_hz", "W_hr")
OTHERS = ("W_xh", "W_xz", "W_xr", "W_ho")


def named(weights):
    return {field.name: getattr(weights, field.name) for field in fields(weights)}


def test_shapes():
    init = WeightInit(hidden=3, vocabulary=5)
    assert draw_gru_weights(1, init).W_hz.shape == (3, 3)
    assert draw_gru_weights(1, init).W_xr.shape == (3, 5)
    assert draw_gru_weights([[1, 2]], init).W_ho.shape == (1, 2, 5, 3)
    assert draw_rnn_weights([1, 2, 3], init).batch_shape == (3,)


def test_first_numbers_of_a_stream():
    """By numpy's own words: PCG64 of the seed, with the bytes of the name as spawn key."""
    bits = np.random.PCG64(np.random.SeedSequence(entropy=42, spawn_key=(87, 95, 104, 104)))
    expected = 0.1 * np.random.Generator(bits).standard_normal((32, 32))
    assert_array_equal(draw_rnn_weights(42, WeightInit()).W_hh, expected)


def test_rnn_and_gru_share_what_has_the_same_name():
    rnn, gru = named(draw_rnn_weights(7, WeightInit())), named(draw_gru_weights(7, WeightInit()))
    for name, value in rnn.items():
        assert_array_equal(gru[name], value)


@pytest.mark.parametrize("init", ["normal", "orthogonal", "identity", "scaled"])
def test_more_tokens_change_no_weight_that_was_there(init):
    few = named(draw_gru_weights(3, WeightInit(vocabulary=4, init=init)))
    many = named(draw_gru_weights(3, WeightInit(vocabulary=9, init=init)))
    for name, value in few.items():
        assert_array_equal(many[name][tuple(map(slice, value.shape))], value)


def test_a_batch_of_seeds_is_each_seed():
    batch = named(draw_gru_weights([5, 0, 10**12], WeightInit(init="orthogonal")))
    for index, seed in enumerate((5, 0, 10**12)):
        for name, value in named(draw_gru_weights(seed, WeightInit(init="orthogonal"))).items():
            assert_allclose(batch[name][index], value, rtol=1e-12, atol=1e-15)


def test_no_two_tensors_or_seeds_are_alike():
    drawn = [named(draw_gru_weights(seed, WeightInit()))[name] for seed in range(20) for name in (*RECURRENT, *OTHERS)]
    rows = [value.ravel()[:128] for value in drawn]
    correlation = np.corrcoef(rows) - np.eye(len(rows))
    assert np.abs(correlation).max() < 5 / np.sqrt(128), "140 streams: five standard deviations"


def test_normal_has_one_scale_for_every_matrix():
    weights = named(draw_gru_weights(range(64), WeightInit(scale=0.3)))
    for name in (*RECURRENT, *OTHERS):
        assert_allclose(weights[name].std(), 0.3, rtol=0.05)
        assert abs(weights[name].mean()) < 0.3 * 5 / np.sqrt(weights[name].size)


def test_orthogonal_keeps_lengths_up_to_its_scale():
    weights = named(draw_gru_weights(range(8), WeightInit(init="orthogonal", scale=0.9)))
    for name in RECURRENT:
        gram = weights[name] @ weights[name].swapaxes(-1, -2)
        assert_allclose(gram, np.broadcast_to(0.81 * np.eye(32), gram.shape), atol=1e-14)
        assert_allclose(spectral_radius(weights[name]), 0.9, rtol=1e-12)
        assert_allclose(largest_singular_value(weights[name]), 0.9, rtol=1e-12)


def test_orthogonal_matrices_are_uniform():
    """Without the signs of R their trace would not have mean 0 and variance 1, as it has over all orthogonal matrices."""
    matrices = draw_rnn_weights(range(3000), WeightInit(hidden=4, init="orthogonal", scale=1.0)).W_hh
    traces = np.trace(matrices, axis1=-2, axis2=-1)
    assert abs(traces.mean()) < 4 / np.sqrt(3000)
    assert abs(traces.var() - 1) < 0.12
    assert 0.45 < np.mean(np.linalg.det(matrices) > 0) < 0.55


def test_identity():
    weights = named(draw_gru_weights(4, WeightInit(init="identity", scale=0.8)))
    for name in RECURRENT:
        assert_array_equal(weights[name], 0.8 * np.eye(32))


def test_scaled_has_about_its_scale_as_spectral_radius():
    radii = spectral_radius(draw_rnn_weights(range(16), WeightInit(hidden=128, init="scaled", scale=1.2)).W_hh)
    assert_allclose(radii.mean(), 1.2, rtol=0.06)


@pytest.mark.parametrize("init", ["orthogonal", "identity", "scaled"])
def test_only_recurrent_weights_follow_the_other_rules(init):
    weights = named(draw_gru_weights(range(64), WeightInit(init=init, scale=0.9)))
    for name in OTHERS:
        assert_allclose(weights[name].std(), 0.1, rtol=0.05)


def test_update_bias_is_the_only_bias():
    weights = named(draw_gru_weights([1, 2], WeightInit(update_bias=-2.0)))
    assert np.all(weights.pop("b_z") == -2)
    assert not any(np.any(weights[name]) for name in ("b_r", "b_h", "b_o"))


def test_digest_is_the_sha256_of_names_shapes_and_values():
    weights = RNNWeights(*(np.full(shape, 0.5) for shape in ((1, 1), (1, 2), (2, 1), (1,), (2,))))
    half = bytes.fromhex("000000000000e03f")
    content = b"W_hh(1, 1)" + half + b"W_xh(1, 2)" + 2 * half + b"W_ho(2, 1)" + 2 * half + b"b_h(1,)" + half
    content += b"b_o(2,)" + 2 * half
    assert weights_digest(weights) == hashlib.sha256(content).hexdigest()[:16]


def test_digest_tells_any_change():
    weights = draw_gru_weights(1, WeightInit(hidden=4))
    changed = [replace(weights, **{name: np.nextafter(value, 9)}) for name, value in named(weights).items()]
    digests = {weights_digest(each) for each in (weights, *changed, draw_rnn_weights(1, WeightInit(hidden=4)))}
    assert len(digests) == len(fields(GRUWeights)) + 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hidden": 0}, "hidden unit"),
        ({"vocabulary": 0}, "one token"),
        ({"init": "uniform"}, "normal, orthogonal, identity, scaled"),
        ({"scale": -1.0}, "scale"),
        ({"scale": float("inf")}, "scale"),
        ({"scale": float("nan")}, "scale"),
        ({"update_bias": float("nan")}, "update bias"),
    ],
)
def test_rules_that_make_no_weights(change, words):
    with pytest.raises(ValueError, match=words):
        WeightInit(**change)


def test_negative_seeds():
    with pytest.raises(ValueError, match="not negative"):
        draw_rnn_weights(-1, WeightInit())
