"""Norms of the backward pass in log space: from the loss at the last step down to the first state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sitegen.figures.bptt_norm.checks import Floats

_STRETCH = 64
"""Steps between two rescalings of the backward vector, as long as its squares stay far inside float64."""
_STRETCH_NUMBERS = 2**15
"""Numbers in the vectors of a stretch: more would leave the processor's cache."""
_SAFE_DECADES = 100
"""Lengths between 1e±this have squares that are exact in float64, with room for their smaller components."""
_LOG10_E = float(np.log10(np.e))
_NOTHING = np.zeros(1)

Product = Callable[[Floats, Floats], object]
"""Writes the product of a fixed matrix and its first argument into the second; vectors have shape (…, n)."""
Run = Callable[[int, int, Floats], "Floats | None"]
"""``run(last, first, vectors)`` writes ∂L/∂h_t, t = last − 1 … first, into ``vectors[1:]``, from ∂L/∂h_last in ``vectors[0]``.

It may leave out a scale at each step, and then gives their natural logarithms, shape (last − first, …), t = first + 1 first.
"""


@dataclass(frozen=True, slots=True)
class GradientNorms:
    """What one backward pass measured; leading axes are those of the weights.

    Parameters
    ----------
    log10_norm : ndarray, shape (…, T + 1)
        log₁₀ ‖∂L/∂h_t‖₂ for t = 0 … T [decades]; −inf for an exact zero.
    loss : ndarray, shape (…)
        Cross-entropy at the last step [nats].
    hidden : ndarray, shape (…, T + 1, H)
        States h_0 = 0 … h_T.
    """

    log10_norm: Floats
    loss: Floats
    hidden: Floats


def product_with(matrix: Floats) -> Product:
    """Product of `matrix`, shape (…, m, n), with vectors (…, n): BLAS directly for one matrix, a stacked product for more."""
    if matrix.ndim == 2:
        dot: Product = matrix.dot
        return dot

    def stacked(vector: Floats, out: Floats) -> None:
        np.matmul(matrix, vector[..., np.newaxis], out[..., np.newaxis])

    return stacked


def input_rows(matrix: Floats, bias: Floats, ids: Sequence[int]) -> list[Floats]:
    """``W x_t + b`` for the one-hot token of every step: T arrays of shape (…, H), the same one for the same token."""
    rows = {token: matrix[..., token] + bias for token in set(ids)}
    return [rows[token] for token in ids]


def loss_and_gradient(weights: tuple[Floats, Floats], state: Floats, target: int) -> tuple[Floats, Floats, Floats]:
    """Cross-entropy of the softmax of ``W_ho h + b_o`` against `target`, and its gradient with respect to the state h.

    With q the softmax over all tokens but the target, the gradient of the logits is (1 − p)(q − e_target). The logarithm
    of 1 − p comes from the odds against the target, so that it is exact when the target is almost sure.

    Returns
    -------
    tuple of ndarray
        Loss (…) [nats]; a vector (…, H) along the gradient; the natural logarithm (…) of what it is to be multiplied by.
    """
    to_logits, bias = weights
    logits = np.matmul(to_logits, state[..., np.newaxis])[..., 0] + bias
    if logits.shape[-1] == 1:
        return np.zeros(state.shape[:-1]), np.zeros_like(state), np.zeros(state.shape[:-1])
    wanted = logits[..., target].copy()
    logits[..., target] = -np.inf
    highest = logits.max(axis=-1)
    others = np.exp(logits - highest[..., np.newaxis])
    total = others.sum(axis=-1)
    odds = np.log(total) + highest - wanted
    others /= total[..., np.newaxis]
    others[..., target] = -1.0
    return (
        np.logaddexp(0.0, odds),
        np.matmul(others[..., np.newaxis, :], to_logits)[..., 0, :],
        -np.logaddexp(0.0, -odds),
    )


def backward_log10_norms(start: Floats, log_start: Floats, run: Run, steps: int) -> Floats:
    """log₁₀ of the norm of every ∂L/∂h_t.

    The vector is rescaled to a largest component of 1 at the beginning of every stretch; once its length leaves the safe
    range within one, every step is a stretch of its own.

    Parameters
    ----------
    start : ndarray, shape (…, H)
        A vector along ∂L/∂h_T.
    log_start : ndarray, shape (…)
        Natural logarithm of its scale.
    run : callable
        See `Run`.
    steps : int
        T ≥ 1.

    Returns
    -------
    ndarray, shape (T + 1, …)
        [decades].
    """
    stretch = max(1, min(steps, _STRETCH, _STRETCH_NUMBERS // start.size))
    log10_norm = np.empty((steps + 1, *start.shape[:-1]))
    vectors = np.empty((stretch + 1, *start.shape))
    vectors[0] = start
    scale, last = log_start * _LOG10_E, steps
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        while last > 0:
            first = max(last - stretch, 0)
            scale = scale + _rescale(vectors[0])
            left_out = _decades(run(last, first, vectors))
            lengths = _log10_length(vectors[: last - first + 1])
            log10_norm[last] = scale + lengths[0]
            if not (lengths.min() > -_SAFE_DECADES and lengths.max() < _SAFE_DECADES):
                _step_by_step(log10_norm[:last], vectors, scale, run)
                break
            log10_norm[first:last] = (scale + left_out + lengths[1:])[::-1]
            vectors[0], scale, last = vectors[last - first], scale + left_out[-1], first
    return log10_norm


def _step_by_step(log10_norm: Floats, vectors: Floats, scale: Floats, run: Run) -> None:
    """Fill `log10_norm` from its end to its beginning, with a rescaling at every step."""
    for t in range(len(log10_norm), 0, -1):
        left_out = _decades(run(t, t - 1, vectors))
        vectors[0] = vectors[1]
        scale = scale + left_out[0] + _rescale(vectors[0])
        log10_norm[t - 1] = scale + _log10_length(vectors[0])


def _decades(left_out: Floats | None) -> Floats:
    """What the steps of a stretch leave out, added up from its last step to its first."""
    return _NOTHING if left_out is None else np.cumsum(left_out[::-1], axis=0) * _LOG10_E


def _rescale(vector: Floats) -> Floats:
    """Divide by the largest component, in place, and give its log₁₀; zero vectors stay as they are."""
    peak = np.abs(vector).max(axis=-1)
    peak += peak == 0
    vector /= peak[..., np.newaxis]
    decades: Floats = np.log10(peak)
    return decades


def _log10_length(vectors: Floats) -> Floats:
    length: Floats = 0.5 * np.log10(np.einsum("...i,...i->...", vectors, vectors))
    return length
