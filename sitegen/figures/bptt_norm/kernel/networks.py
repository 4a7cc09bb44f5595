"""Gradient norms of a plain recurrent network and of a GRU: forward pass, and backpropagation through time. numpy only."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any, Literal, TypeVar, get_args

import numpy as np
from numpy.typing import ArrayLike

from sitegen.figures.bptt_norm.kernel.log_norms import (
    GradientNorms,
    backward_log10_norms,
    input_rows,
    loss_and_gradient,
    product_with,
)
from sitegen.figures.bptt_norm.kernel.steps import TRUSTED_SLOPE, reset_after, reset_before, scaled_tanh_slope
from sitegen.figures.bptt_norm.kernel.weights import Floats, GRUWeights, RNNWeights, checked_tokens

UpdateGate = Literal["new", "keep"]
Reset = Literal["before", "after"]
W = TypeVar("W", bound=Any)

BLOCK = 64
"""Networks in a block: enough to share the cost of a step, few enough to stay in the processor's cache."""


def over_batch(weights: W, steps: int, measure: Callable[[W, Floats], tuple[Floats, ...]]) -> tuple[Floats, ...]:
    """Measure all networks of a batch, whatever its axes.

    `measure` takes weights with no leading axis, or with one of length B, and zeros to write the states into, of shape
    (T + 1, H) or (T + 1, B, H): steps come first, so that every state is one piece of memory. It gives arrays with the
    same leading axis. They follow the states (…, T + 1, H) in the result, all with the leading axes of the weights.
    """
    batch = weights.batch_shape
    size = math.prod(batch)
    if not batch:
        hidden = np.zeros((steps + 1, weights.hidden_size))
        return hidden, *measure(weights, hidden)
    hidden = np.zeros((steps + 1, size, weights.hidden_size))
    arrays = {field.name: getattr(weights, field.name) for field in fields(weights)}
    flat = {name: array.reshape(-1, *array.shape[len(batch) :]) for name, array in arrays.items()}
    blocks = [
        measure(replace(weights, **{name: array[own] for name, array in flat.items()}), hidden[:, own])
        for own in (slice(start, start + BLOCK) for start in range(0, size, BLOCK))
    ]
    joined = (hidden.swapaxes(0, 1), *(np.concatenate(parts) for parts in zip(*blocks, strict=True)))
    return tuple(array.reshape(*batch, *array.shape[1:]) for array in joined)


def rnn_gradient_norms(weights: RNNWeights, tokens: ArrayLike, target: int) -> GradientNorms:
    """Norm of the loss gradient at every state of a plain recurrent network.

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
    hidden, log10_norm, loss = over_batch(weights, len(ids), partial(_measure_rnn, ids, target))
    return GradientNorms(log10_norm, loss, hidden)


def _measure_rnn(ids: Sequence[int], target: int, weights: RNNWeights, hidden: Floats) -> tuple[Floats, Floats]:
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


@dataclass(frozen=True, slots=True)
class GRUGradientNorms(GradientNorms):
    """Results of one backward pass through a GRU; leading axes are those of the weights."""

    kept_mean: Floats
    """Mean share of the last state that a step keeps, over all units and steps, to full relative precision: what is 1
    − z or z, as the caller's convention has it; shape (…)."""
    update_mean: Floats
    update_std: Floats
    reset_mean: Floats
    reset_std: Floats
    """Mean and standard deviation of z and of r; the same; shape (…)."""


def gru_gradient_norms(
    weights: GRUWeights,
    tokens: ArrayLike,
    target: int,
    update_gate: UpdateGate = "new",
    reset: Reset = "before",
) -> GRUGradientNorms:
    """Norm of the loss gradient at every state of a gated recurrent unit.

    Parameters
    ----------
    weights : GRUWeights
    tokens : array_like of int, shape (T,)
        Ids in 0 … V − 1, T ≥ 1; token t enters at step t + 1.
    target : int
        Id that the softmax of the last step's logits should choose; the loss is the cross-entropy against it.
    update_gate : {"new", "keep"}
        What z lets through: ``h = (1 − z) ∘ h_prev + z ∘ h̃``, or ``h = z ∘ h_prev + (1 − z) ∘ h̃``.
    reset : {"before", "after"}
        Where r acts: ``h̃ = tanh(W_hh (r ∘ h_prev) + W_xh x + b_h)``, or ``h̃ = tanh(r ∘ (W_hh h_prev) + W_xh x + b_h)``.

    Returns
    -------
    GRUGradientNorms

    Raises
    ------
    ValueError
        If `tokens` is empty, an id is outside the vocabulary, or a convention is unknown.

    Notes
    -----
    ``z = σ(W_hz h_prev + W_xz x + b_z)`` and r likewise. Cho et al. 2014 has "keep" and "before"; Chung et al. 2014 "new"
    and "before"; PyTorch "keep" and "after". The scale is kept in log space: no norm is lost to underflow.
    """
    if update_gate not in get_args(UpdateGate) or reset not in get_args(Reset):
        raise ValueError(
            f"no convention {update_gate!r} and {reset!r}: the update gate is new or keep, the reset before or after"
        )
    ids = checked_tokens(tokens, target, weights.vocabulary_size)
    measure = partial(_measure_gru, ids, target, (update_gate, reset))
    hidden, log10_norm, loss, *gates = over_batch(weights, len(ids), measure)
    return GRUGradientNorms(log10_norm, loss, hidden, *gates)


def _measure_gru(
    ids: Sequence[int], target: int, convention: tuple[UpdateGate, Reset], weights: GRUWeights, hidden: Floats
) -> tuple[Floats, ...]:
    """Both gates as one matrix, with σ(−a) for the share of the last state that is kept, and for the reset."""
    sign = 1.0 if convention[0] == "new" else -1.0
    matrix = np.concatenate([sign * weights.W_hz, -weights.W_hr], axis=-2)
    entering = np.concatenate([sign * weights.W_xz, -weights.W_xr], axis=-2)
    bias = np.concatenate([sign * weights.b_z, -weights.b_r], axis=-1)
    inputs = (input_rows(entering, bias, ids), input_rows(weights.W_xh, weights.b_h, ids))
    through_time = reset_before if convention[1] == "before" else reset_after
    gates, run = through_time((matrix, weights.W_hh), inputs, hidden)
    loss, start, log_start = loss_and_gradient((weights.W_ho, weights.b_o), hidden[-1], target)
    log10_norm = backward_log10_norms(start, log_start, run, len(ids))
    (kept_mean, reset_mean), (kept_std, reset_std) = _moments(gates)
    update_mean = 1.0 - kept_mean if convention[0] == "new" else kept_mean
    return log10_norm.T, loss, kept_mean, update_mean, kept_std, reset_mean, reset_std


def _moments(gates: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation over steps and units, shape (2, …) each: of the first half, then of the second."""
    by_gate = gates.reshape(*gates.shape[:-1], 2, -1)
    mean = by_gate.mean(axis=0).mean(axis=-1, keepdims=True)
    centred = by_gate - mean
    variance = np.einsum("t...,t...->...", centred, centred).mean(axis=-1) / len(gates)
    return np.moveaxis(mean[..., 0], -1, 0), np.moveaxis(np.sqrt(variance), -1, 0)
