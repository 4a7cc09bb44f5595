"""The gated recurrent unit in all its four conventions: forward pass, and backpropagation through time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from sitegen.figures.bptt_norm.batch import over_batch
from sitegen.figures.bptt_norm.checks import Floats, RecurrentWeights, checked_tokens
from sitegen.figures.bptt_norm.gru_steps import reset_after, reset_before
from sitegen.figures.bptt_norm.log_norms import (
    GradientNorms,
    backward_log10_norms,
    input_rows,
    loss_and_gradient,
)

UpdateGate = Literal["new", "keep"]
Reset = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class GRUWeights(RecurrentWeights):
    """Weights of a gated recurrent unit with logits ``W_ho h_T + b_o``; float64.

    Parameters
    ----------
    W_xz, W_xr, W_xh : ndarray, shape (…, H, V)
        Inputs of the update gate, the reset gate and the candidate state; column v belongs to token v.
    W_hz, W_hr, W_hh : ndarray, shape (…, H, H)
        The same three from the last state; row i holds what unit i receives.
    b_z, b_r, b_h : ndarray, shape (…, H)
    W_ho : ndarray, shape (…, V, H)
    b_o : ndarray, shape (…, V)
        Leading axes are a batch, such as one of seeds, the same for every field.

    Raises
    ------
    ValueError
        If shapes disagree, or a weight is not finite or beyond ±1e100.
    """

    AXES: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("W_xz", "W_xr", "W_xh"), "HV"),
        **dict.fromkeys(("W_hz", "W_hr", "W_hh"), "HH"),
        **dict.fromkeys(("b_z", "b_r", "b_h"), "H"),
        "W_ho": "VH",
        "b_o": "V",
    }

    W_xz: Floats
    W_hz: Floats
    b_z: Floats
    W_xr: Floats
    W_hr: Floats
    b_r: Floats
    W_xh: Floats
    W_hh: Floats
    b_h: Floats
    W_ho: Floats
    b_o: Floats


@dataclass(frozen=True, slots=True)
class GRUGradientNorms(GradientNorms):
    """What one backward pass through a GRU measured; leading axes are those of the weights.

    Parameters
    ----------
    kept_mean : ndarray, shape (…)
        Mean share of the last state that a step keeps, over all units and steps, to full relative precision: what is 1 − z
        or z, as the caller's convention has it.
    update_mean, update_std, reset_mean, reset_std : ndarray, shape (…)
        Mean and standard deviation of z and of r; the same.
    """

    kept_mean: Floats
    update_mean: Floats
    update_std: Floats
    reset_mean: Floats
    reset_std: Floats


def gru_gradient_norms(
    weights: GRUWeights,
    tokens: ArrayLike,
    target: int,
    update_gate: UpdateGate = "new",
    reset: Reset = "before",
) -> GRUGradientNorms:
    """How much of the loss's gradient reaches every state of a gated recurrent unit.

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
    measure = partial(_measure, ids, target, (update_gate, reset))
    hidden, log10_norm, loss, *gates = over_batch(weights, len(ids), measure)
    return GRUGradientNorms(log10_norm, loss, hidden, *gates)


def _measure(
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
