"""Weights, tokens and conventions that do not fit are refused, each with its name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sitegen.figures.bptt_norm.kernel import GRUWeights, RNNWeights, gru_gradient_norms, rnn_gradient_norms
from tests.figures.bptt_norm.networks import drawn


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
