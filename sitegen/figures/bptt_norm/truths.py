"""The norms of `bptt-norm` again, without a backward pass: the slope of the loss by complex steps in every state."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sitegen.figures.bptt_norm.experiment.runs import Setup
from sitegen.figures.bptt_norm.spec import ResolvedBpttNorm

_STEP = 1e-100
"""Imaginary and so small that its square is negligible next to 1: the slope has no error but rounding."""

States = NDArray[np.complex128]


def complex_steps(params: ResolvedBpttNorm) -> dict[str, object]:
    """Both curves and losses of one draw, from runs forward in which one unit of one state has an imaginary part."""
    setup = Setup.of(params)
    rnn, gru, tokens = setup.rnn, setup.gru, setup.tokens

    def plain(states: States, token: int) -> States:
        found: States = np.tanh(states @ rnn.W_hh.T + rnn.W_xh[:, token] + rnn.b_h)
        return found

    def gated(states: States, token: int) -> States:
        update = _sigmoid(states @ gru.W_hz.T + gru.W_xz[:, token] + gru.b_z)
        reset = _sigmoid(states @ gru.W_hr.T + gru.W_xr[:, token] + gru.b_r)
        before = params.reset == "before"
        inner = (reset * states) @ gru.W_hh.T if before else reset * (states @ gru.W_hh.T)
        candidate = np.tanh(inner + gru.W_xh[:, token] + gru.b_h)
        new = update if params.update_gate == "new" else 1.0 - update
        found: States = (1.0 - new) * states + new * candidate
        return found

    def loss_of(to_logits: NDArray[np.float64], bias: NDArray[np.float64]) -> Callable[[States], States]:
        def loss(states: States) -> States:
            logits = states @ to_logits.T + bias
            found: States = np.log(np.exp(logits).sum(axis=-1)) - logits[..., setup.target]
            return found

        return loss

    found: dict[str, object] = {}
    for name, step, loss in (
        ("rnn", plain, loss_of(rnn.W_ho, rnn.b_o)),
        ("gru", gated, loss_of(gru.W_ho, gru.b_o)),
    ):
        norms, last = _norms(step, loss, tokens, params.hidden)
        found |= {f"{name}.log10_norm": np.log10(norms), f"{name}.loss": last}
    return found


def _norms(
    step: Callable[[States, int], States], loss: Callable[[States], States], tokens: tuple[int, ...], hidden: int
) -> tuple[NDArray[np.float64], float]:
    """The norm of the gradient in every state from the first to the last, and the loss."""
    states, norms = np.zeros(hidden, dtype=np.complex128), []
    for start in range(len(tokens) + 1):
        apart = states + 1j * _STEP * np.eye(hidden)
        for token in tokens[start:]:
            apart = step(apart, token)
        norms.append(np.linalg.norm(loss(apart).imag / _STEP))
        if start < len(tokens):
            states = step(states, tokens[start])
    return np.array(norms), float(loss(states).real)


def _sigmoid(a: States) -> States:
    return np.asarray(1.0 / (1.0 + np.exp(-a)), dtype=np.complex128)
