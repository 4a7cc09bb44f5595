"""The plain recurrent network: forward pass, and backpropagation through time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from sitegen.figures.bptt_norm.batch import over_batch
from sitegen.figures.bptt_norm.checks import Floats, RecurrentWeights, checked_tokens
from sitegen.figures.bptt_norm.gates import TRUSTED_SLOPE, scaled_tanh_slope
from sitegen.figures.bptt_norm.log_norms import (
    GradientNorms,
    backward_log10_norms,
    input_rows,
    loss_and_gradient,
    product_with,
)


@dataclass(frozen=True, slots=True)
class RNNWeights(RecurrentWeights):
    """Weights of ``h_t = tanh(W_hh h_{t−1} + W_xh x_t + b_h)`` with logits ``W_ho h_T + b_o``; float64.

    Parameters
    ----------
    W_hh : ndarray, shape (…, H, H)
        Row i holds what state i receives.
    W_xh : ndarray, shape (…, H, V)
        Column v is the input of token v.
    W_ho : ndarray, shape (…, V, H)
    b_h : ndarray, shape (…, H)
    b_o : ndarray, shape (…, V)
        Leading axes are a batch, such as one of seeds, the same for every field.

    Raises
    ------
    ValueError
        If shapes disagree, or a weight is not finite or beyond ±1e100.
    """

    AXES: ClassVar[Mapping[str, str]] = {"W_hh": "HH", "W_xh": "HV", "W_ho": "VH", "b_h": "H", "b_o": "V"}

    W_hh: Floats
    W_xh: Floats
    W_ho: Floats
    b_h: Floats
    b_o: Floats


def rnn_gradient_norms(weights: RNNWeights, tokens: ArrayLike, target: int) -> GradientNorms:
    """How much of the loss's gradient reaches every state of a plain recurrent network.

    Parameters
    ----------
    weights : RNNWeights
    tokens : array_like of int, shape (T,)
        Ids in 0 … V − 1, T ≥ 1; token t enters at step t + 1.
    target : int
        Id that the softmax of the last step's logits should choose; the loss is the cross-entropy against it.

    Returns
    -------
    GradientNorms

    Raises
    ------
    ValueError
        If `tokens` is empty or an id is outside the vocabulary.

    Notes
    -----
    Backpropagation through time, ``∂L/∂h_{t−1} = W_hhᵀ ((1 − h_t²) ∘ ∂L/∂h_t)`` (Pascanu et al. 2013, equation 5),
    with the scale in log space: no norm is lost to underflow. Components below about 1e-200 of the largest may be.
    """
    ids = checked_tokens(tokens, target, weights.vocabulary_size)
    hidden, log10_norm, loss = over_batch(weights, len(ids), partial(_measure, ids, target))
    return GradientNorms(log10_norm, loss, hidden)


def _measure(ids: Sequence[int], target: int, weights: RNNWeights, hidden: Floats) -> tuple[Floats, Floats]:
    inputs = input_rows(weights.W_xh, weights.b_h, ids)
    _run_forward(weights.W_hh, inputs, hidden)
    transposed = product_with(weights.W_hh.swapaxes(-1, -2))

    def run(last: int, first: int, vectors: Floats) -> Floats | None:
        slope, left_out = _slopes(weights.W_hh, inputs[first:last], hidden[first : last + 1])
        vector, *following = vectors[: last - first + 1]
        for factor, earlier in zip(slope[::-1], following, strict=True):
            transposed(factor * vector, earlier)
            vector = earlier
        return left_out

    loss, start, log_start = loss_and_gradient((weights.W_ho, weights.b_o), hidden[-1], target)
    return backward_log10_norms(start, log_start, run, len(ids)).T, loss


def _run_forward(matrix: Floats, inputs: Sequence[Floats], hidden: Floats) -> None:
    """Fill ``hidden[1:]``, shape (T + 1, …, H)."""
    product, add, tanh = product_with(matrix), np.add, np.tanh
    state, *following = hidden
    for entering, later in zip(inputs, following, strict=True):
        product(state, later)
        add(later, entering, later)
        tanh(later, later)
        state = later


def _slopes(matrix: Floats, inputs: Sequence[Floats], states: Floats) -> tuple[Floats, Floats | None]:
    """tanh′ at the steps between `states`; where these saturate, from the pre-activations, with a scale left out."""
    slope = states[1:] * states[1:]
    np.subtract(1.0, slope, slope)
    if slope.min() > TRUSTED_SLOPE:
        return slope, None
    pre_activation = np.matmul(matrix, states[:-1, ..., np.newaxis])[..., 0] + np.stack(inputs)
    return scaled_tanh_slope(pre_activation)
