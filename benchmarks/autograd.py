"""The same gradient norms from PyTorch's autograd: written as in a textbook, and as fast as its own operations allow.

Weights do not ask for gradients, states do: nothing is computed that the norms do not need. Both versions give log₁₀ of
the norms, shape (…, T + 1), from weights with no batch axis or with one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from sitegen.figures.bptt_norm.kernel import GRUWeights, RNNWeights

torch.set_num_threads(1)

Weights = dict[str, Tensor]
Step = Callable[[Tensor, int], Tensor]


def tensors(weights: RNNWeights | GRUWeights) -> Weights:
    """The same memory as tensors."""
    return {name: torch.from_numpy(getattr(weights, name)) for name in weights.__slots__}


def textbook_rnn(w: Weights, tokens: Sequence[int], target: int) -> Tensor:
    """Each step as its equation, each norm by itself."""
    return _norms(
        lambda h, token: torch.tanh(_times(w["W_hh"], h) + w["W_xh"][..., token] + w["b_h"]), w, tokens, target
    )


def textbook_gru(w: Weights, tokens: Sequence[int], target: int) -> Tensor:
    """The same for the GRU with an update gate that lets the new state through, and the reset before the product."""

    def step(h: Tensor, token: int) -> Tensor:
        z = torch.sigmoid(_times(w["W_hz"], h) + w["W_xz"][..., token] + w["b_z"])
        r = torch.sigmoid(_times(w["W_hr"], h) + w["W_xr"][..., token] + w["b_r"])
        new = torch.tanh(_times(w["W_hh"], r * h) + w["W_xh"][..., token] + w["b_h"])
        return (1 - z) * h + z * new

    return _norms(step, w, tokens, target)


def _times(matrix: Tensor, vector: Tensor) -> Tensor:
    return matrix @ vector if matrix.dim() == 2 else torch.bmm(matrix, vector.unsqueeze(-1)).squeeze(-1)


def _norms(step: Step, w: Weights, tokens: Sequence[int], target: int) -> Tensor:
    states = [torch.zeros_like(w["b_h"], requires_grad=True)]
    for token in tokens:
        states.append(step(states[-1], token))
    logits = _times(w["W_ho"], states[-1]) + w["b_o"]
    gradients = torch.autograd.grad(_loss(logits, target), states)
    return torch.stack([gradient.norm(dim=-1) for gradient in gradients], dim=-1).log10()


def _loss(logits: Tensor, target: int) -> Tensor:
    """Summed over the batch, so that each network has its own gradient."""
    wanted = torch.full(logits.shape[:-1], target)
    return cross_entropy(logits, wanted, reduction="sum")


def tuned_rnn(w: Weights, tokens: Sequence[int], target: int) -> Tensor:
    """Inputs projected once, product and sum as one operation, all norms at once."""
    entering = _entering(w["W_xh"], w["b_h"], tokens)
    product = _product(w["W_hh"])
    states = [_zero_state(w)]
    for row in entering:
        states.append(torch.tanh(product(row, states[-1])))
    return _norms_at_once(w, states, target)


def tuned_gru(w: Weights, tokens: Sequence[int], target: int) -> Tensor:
    """The same, the mix of two states as one operation, and for one network both gates as one product."""
    names = ("z", "r", "h")
    update, reset, new = (_entering(w[f"W_x{name}"], w[f"b_{name}"], tokens) for name in names)
    to_update, to_reset, to_new = (_product(w[f"W_h{name}"]) for name in names)
    states = [_zero_state(w)]
    if w["W_hh"].dim() == 2:
        both, to_both = torch.cat([update, reset], -1), _product(torch.cat([w["W_hz"], w["W_hr"]]))
        for gates, row in zip(both, new, strict=True):
            z, r = torch.sigmoid(to_both(gates, states[-1])).chunk(2)
            states.append(torch.lerp(states[-1], torch.tanh(to_new(row, r * states[-1])), z))
        return _norms_at_once(w, states, target)
    for update_row, reset_row, row in zip(update, reset, new, strict=True):
        z = torch.sigmoid(to_update(update_row, states[-1]))
        r = torch.sigmoid(to_reset(reset_row, states[-1]))
        states.append(torch.lerp(states[-1], torch.tanh(to_new(row, r * states[-1])), z))
    return _norms_at_once(w, states, target)


def _entering(matrix: Tensor, bias: Tensor, tokens: Sequence[int]) -> Tensor:
    """Shape (T, H), or (T, B, 1, H): a batch of rows is what PyTorch multiplies fastest."""
    rows = (matrix[..., list(tokens)] + bias.unsqueeze(-1)).movedim(-1, 0).contiguous()
    return rows if matrix.dim() == 2 else rows.unsqueeze(-2)


def _product(matrix: Tensor) -> Callable[[Tensor, Tensor], Tensor]:
    """``product(row, state)`` is the row plus the matrix times the state."""
    if matrix.dim() == 2:
        return lambda row, state: torch.addmv(row, matrix, state)
    transposed = matrix.transpose(1, 2)
    return lambda row, state: torch.baddbmm(row, state, transposed)


def _zero_state(w: Weights) -> Tensor:
    state = torch.zeros_like(w["b_h"])
    return (state if state.dim() == 1 else state.unsqueeze(1)).requires_grad_()


def _norms_at_once(w: Weights, states: list[Tensor], target: int) -> Tensor:
    last = states[-1].reshape(w["b_h"].shape)
    gradients = torch.autograd.grad(_loss(_times(w["W_ho"], last) + w["b_o"], target), states)
    found = torch.linalg.vector_norm(torch.stack(gradients, dim=-2), dim=-1).log10()
    return found.reshape(*w["b_h"].shape[:-1], len(states))
