"""Random weights: independent streams by name, the rules of initialisation, and the digest."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from sitegen.figures.bptt_norm.experiment import weight_init as weights_module
from sitegen.figures.bptt_norm.experiment.weight_init import (
    WeightInit,
    draw_gru_weights,
    draw_rnn_weights,
    weights_digest,
)
from sitegen.figures.bptt_norm.kernel import largest_singular_value, spectral_radius
from sitegen.numerics.streams import named_stream

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


def drawn_bytes(seed, name, shape):
    bits = np.random.PCG64(np.random.SeedSequence(entropy=seed, spawn_key=tuple(name.encode())))
    return name.encode() + np.random.Generator(bits).standard_normal(shape).astype("<f8").tobytes()


def test_digest_is_the_sha256_of_the_rule_and_of_the_drawn_numbers():
    init = WeightInit(hidden=2, vocabulary=3, init="orthogonal", scale=0.9, update_bias=-2.0)
    tensors = [("W_hh", (2, 2)), ("W_xh", (3, 2)), ("W_ho", (3, 2))]
    content = b"('RNN', 2, 3, 'orthogonal', 0.9, 0.1)"
    content += b"".join(drawn_bytes(seed, name, shape) for name, shape in tensors for seed in (4, 5))
    assert weights_digest("RNN", [4, 5], init) == hashlib.sha256(content).hexdigest()[:16]
    gates = [(f"W_{kind}{gate}", (rows, 2)) for gate in "zrh" for kind, rows in (("h", 2), ("x", 3))]
    content = b"('GRU', 2, 3, 'orthogonal', 0.9, 0.1, -2.0)"
    content += b"".join(drawn_bytes(4, name, shape) for name, shape in (*gates, ("W_ho", (3, 2))))
    assert weights_digest("GRU", 4, init) == hashlib.sha256(content).hexdigest()[:16]


@pytest.mark.parametrize("init", ["normal", "orthogonal", "identity", "scaled"])
def test_digest_reads_the_streams_that_the_weights_are_made_of(init, monkeypatch):
    """Every stream that a draw opens is opened for the digest, and no other."""
    opened = []
    monkeypatch.setattr(
        weights_module, "named_stream", lambda seed, name: opened.append(name) or named_stream(seed, name)
    )
    for network, draw in (("RNN", draw_rnn_weights), ("GRU", draw_gru_weights)):
        opened.clear()
        draw(1, WeightInit(hidden=3, init=init))
        by_draw = sorted(opened)
        opened.clear()
        weights_digest(network, 1, WeightInit(hidden=3, init=init))
        assert sorted(opened) == by_draw


def test_digest_tells_any_change():
    init = WeightInit(hidden=4)
    changes = (
        {"hidden": 5},
        {"vocabulary": 5},
        {"init": "scaled"},
        {"init": "identity"},
        {"scale": 0.2},
        {"update_bias": 1.0},
    )
    settings = [("GRU", 1, init), ("RNN", 1, init), ("GRU", 2, init), ("GRU", [1, 2], init)]
    settings += [("GRU", 1, replace(init, **change)) for change in changes]
    assert len({weights_digest(*each) for each in settings}) == len(settings)


def test_the_update_bias_is_no_part_of_a_plain_network():
    plain, biased = (weights_digest("RNN", 1, WeightInit(update_bias=bias)) for bias in (0.0, -2.0))
    assert plain == biased


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
