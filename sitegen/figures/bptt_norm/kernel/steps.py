"""Steps of a GRU, forward and backward, and slopes of gates and of tanh to full precision. numpy only.

Both gates come as one matrix (…, 2H, H) with their signs turned: the first half gives n with the share σ(−n) of the last
state that is kept, the second n with the reset σ(−n).

Well inside their range, slopes come from the values of the gates and of tanh. Near its ends these have too few digits, and the
slopes come from the pre-activations a. They shrink as e^−|a|, so that those of one step may all be below what float64 holds:
then a factor common to the step is left out, and its natural logarithm is returned with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sitegen.figures.bptt_norm.kernel.log_norms import Run, product_with
from sitegen.figures.bptt_norm.kernel.weights import Floats

TRUSTED_SLOPE = 1e-3
"""Down to this, slopes such as 1 − h² and g (1 − g) have twelve digits."""
_FAR = 100.0
"""Pre-activations within ±this give slopes, and products of three slopes, that float64 holds."""


@dataclass(frozen=True, slots=True)
class GRUFactors:
    """Local derivatives at every step of a GRU; arrays have shape (T, …, H)."""

    carry: Floats
    """c, the share of the last state that is kept."""
    candidate: Floats
    """(1 − c) tanh′, from the new state to the pre-activation of the candidate."""
    carry_slope: Floats
    """c (1 − c), from the new state to the pre-activation of the carry gate, but for the difference of the states that
    it mixes."""
    reset: Floats
    reset_slope: Floats
    """r and r (1 − r)."""
    left_out: Floats | None
    """Natural logarithm of a scale left out of the step; None where nothing is left out; shape (T, …)."""

    @property
    def trusted(self) -> bool:
        """Whether all slopes are large enough to have come from values."""
        return bool(min(each.min() for each in (self.candidate, self.carry_slope, self.reset_slope)) > TRUSTED_SLOPE)


def scaled_tanh_slope(pre_activation: Floats) -> tuple[Floats, Floats | None]:
    """tanh′ = 4 e^(−2|a|) / (1 + e^(−2|a|))², shape (T, …, H), and `GRUFactors.left_out`."""
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


Rows = Sequence[Floats]


@dataclass(frozen=True, slots=True)
class _Trace:
    """Input and results of the forward pass, which the backward pass needs; steps come first."""

    matrices: tuple[Floats, Floats]
    inputs: tuple[Rows, Rows]
    """As in `reset_before`."""
    gates: Floats
    """The share of the last state that is kept, then the reset; shape (T, …, 2H)."""
    candidate: Floats
    """h̃; shape (T, …, H)."""
    hidden: Floats
    """Shape (T + 1, …, H)."""
    recurrent: Floats | None
    """W_hh h_prev where the reset acts after it, else None; shape (T, …, H)."""

    def factors(self, last: int, first: int) -> GRUFactors:
        """Local derivatives of the steps first + 1 … last."""
        keep, reset = _halves(self.gates[first:last])
        factors = gru_factors(keep, reset, self.candidate[first:last])
        if factors.trusted:
            return factors
        states, (gate_inputs, inputs) = self.hidden[first:last], (np.stack(rows[first:last]) for rows in self.inputs)
        gate = _products(self.matrices[0], states) + gate_inputs
        inner = (
            _products(self.matrices[1], reset * states)
            if self.recurrent is None
            else reset * self.recurrent[first:last]
        )
        return scaled_gru_factors(*_halves(-gate), inner + inputs)

    def to_keep(self, factors: GRUFactors, last: int, first: int) -> Floats:
        """From the states at the steps first + 1 … last to the negated pre-activations of the kept share."""
        mixed = self.candidate[first:last] - self.hidden[first:last]
        mixed *= factors.carry_slope
        return mixed


def reset_before(matrices: tuple[Floats, Floats], inputs: tuple[Rows, Rows], hidden: Floats) -> tuple[Floats, Run]:
    """Run ``h̃ = tanh(W_hh (r ∘ h_prev) + …)`` forward, and prepare the way back.

    `matrices` are those of the gates (…, 2H, H) and W_hh (…, H, H), and `inputs` what enters the gates (…, 2H) and the
    candidate (…, H) at each step. ``hidden[0]``, of shape (…, H), is h_0; the rest is filled. Returns the kept share and
    the reset (T, …, 2H), and the steps of the backward pass.
    """
    gates, candidate = _room(hidden, 2), _room(hidden, 1)
    one, reset_state = np.ones_like(gates[0]), np.empty_like(hidden[0])
    gate_product, product = map(product_with, matrices)
    exp, tanh, divide, add = np.exp, np.tanh, np.divide, np.add
    state, *following = hidden
    rows = zip(*inputs, gates, *_halves(gates), candidate, following, strict=True)
    with np.errstate(over="ignore"):
        for gate_input, entering, gate, keep, reset, new, later in rows:
            gate_product(state, gate)
            add(gate, gate_input, gate)
            add(exp(gate, gate), one, gate)
            product(divide(state, reset, reset_state), new)
            add(new, entering, new)
            tanh(new, new)
            add(new, (state - new) / keep, later)
            state = later
    np.reciprocal(gates, gates)
    return gates, _backward_before(_Trace(matrices, inputs, gates, candidate, hidden, None))


def _backward_before(trace: _Trace) -> Run:
    gate_product, product = (product_with(matrix.swapaxes(-1, -2)) for matrix in trace.matrices)
    at_gates = np.empty_like(trace.gates[0])
    at_keep, at_reset = _halves(at_gates)
    through_reset = np.empty_like(trace.hidden[0])
    add, multiply = np.add, np.multiply

    def run(last: int, first: int, vectors: Floats) -> Floats | None:
        factors = trace.factors(last, first)
        to_reset = factors.reset_slope * -trace.hidden[first:last]
        series = (factors.carry, factors.candidate, factors.reset, trace.to_keep(factors, last, first), to_reset)
        vector, *following = vectors[: last - first + 1]
        rows = zip(*(each[::-1] for each in series), following, strict=True)
        for keep, to_candidate, reset, to_keep, to_reset, earlier in rows:
            product(to_candidate * vector, through_reset)
            multiply(to_keep, vector, at_keep)
            multiply(to_reset, through_reset, at_reset)
            gate_product(at_gates, earlier)
            add(earlier, keep * vector, earlier)
            add(earlier, reset * through_reset, earlier)
            vector = earlier
        return factors.left_out

    return run


def reset_after(matrices: tuple[Floats, Floats], inputs: tuple[Rows, Rows], hidden: Floats) -> tuple[Floats, Run]:
    """Run ``h̃ = tanh(r ∘ (W_hh h_prev) + …)`` forward, and prepare the way back; see `reset_before`."""
    size = hidden.shape[-1]
    matrix = np.concatenate(matrices, axis=-2)
    linear, candidate = _room(hidden, 3), _room(hidden, 1)
    gates, recurrent = linear[..., : 2 * size], linear[..., 2 * size :]
    one = np.ones_like(gates[0])
    product = product_with(matrix)
    exp, tanh, divide, add = np.exp, np.tanh, np.divide, np.add
    state, *following = hidden
    rows = zip(*inputs, linear, gates, *_halves(gates), recurrent, candidate, following, strict=True)
    with np.errstate(over="ignore"):
        for gate_input, entering, all_three, gate, keep, reset, recurring, new, later in rows:
            product(state, all_three)
            add(gate, gate_input, gate)
            add(exp(gate, gate), one, gate)
            add(divide(recurring, reset, new), entering, new)
            tanh(new, new)
            add(new, (state - new) / keep, later)
            state = later
    np.reciprocal(gates, gates)
    return gates, _backward_after(matrix, recurrent, _Trace(matrices, inputs, gates, candidate, hidden, recurrent))


def _backward_after(matrix: Floats, recurrent: Floats, trace: _Trace) -> Run:
    product = product_with(matrix.swapaxes(-1, -2))
    at_all = np.empty((*recurrent.shape[1:-1], matrix.shape[-2]))
    at_keep, at_reset, at_candidate = np.split(at_all, 3, axis=-1)
    add, multiply = np.add, np.multiply

    def run(last: int, first: int, vectors: Floats) -> Floats | None:
        factors = trace.factors(last, first)
        to_reset = factors.candidate * factors.reset_slope * -recurrent[first:last]
        series = (factors.carry, trace.to_keep(factors, last, first), to_reset, factors.candidate * factors.reset)
        vector, *following = vectors[: last - first + 1]
        rows = zip(*(each[::-1] for each in series), following, strict=True)
        for keep, to_keep, to_reset, to_candidate, earlier in rows:
            multiply(to_keep, vector, at_keep)
            multiply(to_reset, vector, at_reset)
            multiply(to_candidate, vector, at_candidate)
            product(at_all, earlier)
            add(earlier, keep * vector, earlier)
            vector = earlier
        return factors.left_out

    return run


def _halves(array: Floats) -> tuple[Floats, Floats]:
    """Both halves of the last axis."""
    half = array.shape[-1] // 2
    return array[..., :half], array[..., half:]


def _room(hidden: Floats, width: int) -> Floats:
    """Room for one array a step, `width` times as wide as a state."""
    return np.empty((len(hidden) - 1, *hidden.shape[1:-1], width * hidden.shape[-1]))


def _products(matrix: Floats, vectors: Floats) -> Floats:
    """`matrix` (…, m, n) times the vector of every step (k, …, n)."""
    products: Floats = np.matmul(matrix, vectors[..., np.newaxis])[..., 0]
    return products
