"""Slopes of gates and of tanh to full relative precision, however far they saturate.

Well inside their range they come from the values themselves. Near its ends these have too few digits, and the slopes come from
the pre-activations a. They shrink as e^−|a|, so that those of one step may all be below what float64 holds: then a
factor common to the step is left out, and its natural logarithm is kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sitegen.figures.bptt_norm.checks import Floats

TRUSTED_SLOPE = 1e-3
"""Down to this, slopes such as 1 − h² and g (1 − g) have twelve digits."""
_FAR = 100.0
"""Pre-activations within ±this give slopes, and products of three slopes, that float64 holds."""


@dataclass(frozen=True, slots=True)
class GRUFactors:
    """Local derivatives at every step of a GRU; arrays have shape (T, …, H).

    Parameters
    ----------
    carry : ndarray
        c, the share of the last state that is kept.
    candidate : ndarray
        (1 − c) tanh′, from the new state to the pre-activation of the candidate.
    carry_slope : ndarray
        c (1 − c), from the new state to the pre-activation of the carry gate, but for the difference of the states that it mixes.
    reset, reset_slope : ndarray
        r and r (1 − r).
    left_out : ndarray, shape (T, …), or None
        Natural logarithm of a scale left out of the step; None where nothing is left out.
    """

    carry: Floats
    candidate: Floats
    carry_slope: Floats
    reset: Floats
    reset_slope: Floats
    left_out: Floats | None

    @property
    def trusted(self) -> bool:
        """Whether all slopes are large enough to have come from values."""
        return bool(min(each.min() for each in (self.candidate, self.carry_slope, self.reset_slope)) > TRUSTED_SLOPE)


def scaled_tanh_slope(pre_activation: Floats) -> tuple[Floats, Floats | None]:
    """tanh′ = 4 e^(−2|a|) / (1 + e^(−2|a|))².

    Returns
    -------
    tuple of ndarray
        The slopes, shape (T, …, H), and the natural logarithm (T, …) of a scale left out of the step; None where
        nothing is left out.
    """
    exponent = -2.0 * np.abs(pre_activation)
    left_out = exponent.max(axis=-1) if exponent.min() < -_FAR else None
    return _exp(exponent, left_out) * _tanh_shape(exponent), left_out


def gru_factors(carry: Floats, reset: Floats, candidate: Floats) -> GRUFactors:
    """Local derivatives from the values of both gates and of the candidate; see `GRUFactors.trusted`."""
    new, slope = 1.0 - carry, candidate * candidate
    np.subtract(1.0, slope, slope)
    slope *= new
    reset_slope = 1.0 - reset
    reset_slope *= reset
    new *= carry
    return GRUFactors(carry, slope, new, reset, reset_slope, None)


def scaled_gru_factors(carry: Floats, reset: Floats, candidate: Floats) -> GRUFactors:
    """Local derivatives from the pre-activations of both gates and of the candidate."""
    log_carry, log_new, log_reset = np.minimum(carry, 0.0), np.minimum(-carry, 0.0), np.minimum(reset, 0.0)
    log_tanh = -2.0 * np.abs(candidate)
    log_candidate = log_new + log_tanh
    reset_left_out = left_out = None
    if min(log_carry.min(), log_candidate.min(), log_reset.min()) < -_FAR:
        reset_left_out = log_reset.max(axis=-1)
        log_candidate += reset_left_out[..., np.newaxis]
        left_out = np.maximum(log_carry, log_candidate).max(axis=-1)
    carry_shape, reset_shape = _sigmoid_shape(carry), _sigmoid_shape(reset)
    kept, let_through = _exp(log_carry, left_out) * carry_shape, _exp(log_reset, reset_left_out) * reset_shape
    return GRUFactors(
        carry=kept,
        candidate=_exp(log_candidate, left_out) * carry_shape * _tanh_shape(log_tanh),
        carry_slope=kept * np.exp(log_new) * carry_shape,
        reset=let_through,
        reset_slope=let_through * np.exp(np.minimum(-reset, 0.0)) * reset_shape,
        left_out=left_out,
    )


def _exp(exponent: Floats, left_out: Floats | None) -> Floats:
    return np.exp(exponent if left_out is None else exponent - left_out[..., np.newaxis])


def _sigmoid_shape(a: Floats) -> Floats:
    """σ(a) / e^min(a, 0), between 1/2 and 1."""
    return 1.0 / (1.0 + np.exp(-np.abs(a)))


def _tanh_shape(exponent: Floats) -> Floats:
    """tanh′ / e^exponent where the exponent is −2|a|, between 1 and 4."""
    return 4.0 / (1.0 + np.exp(exponent)) ** 2
