"""Norms of the backward pass in log space, and their slopes: orders lost, theory, steps that count. numpy only."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from sitegen.figures.bptt_norm.kernel.weights import Floats
from sitegen.numerics.rounding import at_least, fit_line

SlopeMethod = Literal["end_to_end", "least_squares"]

PER_STEPS = 10
"""Steps that a slope refers to."""
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
    """Results of one backward pass; leading axes are those of the weights."""

    log10_norm: Floats
    """log₁₀ ‖∂L/∂h_t‖₂ for t = 0 … T [decades]; −inf for an exact zero; shape (…, T + 1)."""
    loss: Floats
    """Cross-entropy at the last step [nats]; shape (…)."""
    hidden: Floats
    """States h_0 = 0 … h_T; shape (…, T + 1, H)."""


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

    Returns the loss (…) [nats], a vector (…, H) along the gradient, and the natural logarithm (…) of what it is to be
    multiplied by.
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
    """log₁₀ of the norm of every ∂L/∂h_t [decades], shape (T + 1, …), for T ≥ 1 `steps`.

    `start`, shape (…, H), is a vector along ∂L/∂h_T, and `log_start` (…) the natural logarithm of its scale. The vector
    is rescaled to a largest component of 1 at the beginning of every stretch; once its length leaves the safe range
    within one, every step is a stretch of its own.
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
    """Cumulative sum of the scales that the steps of a stretch leave out, from its last step to its first."""
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


def spectral_radius(matrix: Floats) -> Floats:
    """Largest absolute eigenvalue ρ of each square matrix, (…, n, n) to (…)."""
    radius: Floats = np.abs(np.linalg.eigvals(matrix)).max(axis=-1)
    return radius


def largest_singular_value(matrix: Floats) -> Floats:
    """Largest singular value σ_max of each matrix, (…, m, n) to (…): by how much it stretches a vector at most."""
    stretch: Floats = np.linalg.svd(matrix, compute_uv=False).max(axis=-1)
    return stretch


def decay_per_10_steps(log10_norm: Floats, method: SlopeMethod = "end_to_end") -> Floats:
    """Orders of magnitude lost per 10 steps on the way back from step T to step 0; negative where the norm grows.

    Parameters
    ----------
    log10_norm : ndarray, shape (…, T + 1)
        As the kernels give it, T ≥ 1 [decades].
    method : {"end_to_end", "least_squares"}
        The difference of the ends over T steps, or the slope of the straight line that fits all steps best.

    Returns
    -------
    ndarray, shape (…)
        [decades per 10 steps]. Exact zeros: end to end it is infinite where only the norm at step 0 is zero, and NaN
        where that at step T is; least squares leave them out, and are NaN where fewer than two norms remain.

    Raises
    ------
    ValueError
        If the method is unknown or there are fewer than two norms.
    """
    steps = log10_norm.shape[-1] - 1
    if steps < 1:
        raise ValueError("a slope needs the norms of at least two steps")
    if method == "end_to_end":
        return -PER_STEPS * _mean_step_back(log10_norm)
    if method != "least_squares":
        raise ValueError(f"no method {method!r}: a slope is end_to_end or least_squares")
    return PER_STEPS * fit_line(np.arange(steps + 1), log10_norm).slope


def theory_decay_per_10_steps(W_hh: Floats, hidden: Floats) -> Floats:  # noqa: N803  the name in the equation
    """Prediction from the weights of a plain network: −10 log₁₀(ρ(W_hh) · E[1 − h²]) decades per 10 steps.

    Parameters
    ----------
    W_hh : ndarray, shape (…, H, H)
    hidden : ndarray, shape (…, T + 1, H)
        States with h_0 first, which is left out of the mean over steps and units: no tanh leads to it.

    Returns
    -------
    ndarray, shape (…)
        An estimate: the asymptotic rate of W_hh, with the slopes of tanh as if they were independent of the weights
        (Pascanu et al. 2013, section 2.1). Infinite where ρ is zero.
    """
    later = hidden[..., 1:, :]
    with np.errstate(divide="ignore"):
        decay: Floats = -PER_STEPS * np.log10(spectral_radius(W_hh) * np.mean(1.0 - later * later, axis=(-2, -1)))
    return decay


def growth_rate(log10_norm: Floats) -> Floats:
    """Mean logarithmic growth λ of the backward vector per step, (ln g_0 − ln g_T) / T, shape (…, T + 1) to (…).

    Over many steps it tends to the largest Lyapunov exponent of the driven network: where it is positive, small errors
    grow on the way forward just as gradients do on the way back, and the motion is chaotic.
    """
    rate: Floats = _mean_step_back(log10_norm) * np.log(10.0)
    return rate


def still_counting(log10_norm: Floats, dtype: DTypeLike = np.float32) -> NDArray[np.bool_]:
    """Steps 1 … T that change the sum when the weight gradient is summed over all of them.

    The gradient of W_hh is a sum of one term a step, as large as ‖∂L/∂h_t‖ at most. A term smaller than the largest times
    ε, the distance from 1 to the next number, is rounded away, although the number itself can be represented. With norms
    that fall towards step 0 the last steps are those that count.

    Parameters
    ----------
    log10_norm : ndarray, shape (…, T + 1)
        As the kernels give it [decades]; step 0 has no term.
    dtype : dtype
        Of the sum: float32 or float64.

    Returns
    -------
    ndarray of bool, shape (…, T)
        Whether the norm is at least ε times the largest, but for rounding errors; an exact zero never counts.
    """
    later = log10_norm[..., 1:]
    least = later.max(axis=-1, keepdims=True) + math.log10(np.finfo(np.dtype(dtype)).eps)
    counts: NDArray[np.bool_] = at_least(later, least, scale=1.0) & np.isfinite(later)
    return counts


def counting_steps(log10_norm: Floats, dtype: DTypeLike = np.float32) -> NDArray[np.int64]:
    """Number of the steps 1 … T that still count, (…, T + 1) to (…); see `still_counting`."""
    counts: NDArray[np.int64] = np.count_nonzero(still_counting(log10_norm, dtype), axis=-1)
    return np.asarray(counts, dtype=np.int64)


def reproducible_horizon(growth: ArrayLike, dtype: DTypeLike = np.float64) -> Floats:
    """Steps after which rounding errors have grown to the size of the numbers themselves: −ln ε / λ.

    Parameters
    ----------
    growth : float or array_like
        λ per step, as `growth_rate` gives it.
    dtype : dtype
        Whose ε, the distance from 1 to the next number.

    Returns
    -------
    ndarray
        Infinite where λ ≤ 0. A longer curve depends on the machine and the order of its sums.
    """
    rate = np.asarray(growth, dtype=np.float64)
    grows = rate > 0
    steps = -math.log(np.finfo(np.dtype(dtype)).eps) / np.where(grows, rate, 1.0)
    return np.where(grows, steps, np.inf)


def _mean_step_back(log10_norm: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        mean: Floats = (log10_norm[..., 0] - log10_norm[..., -1]) / (log10_norm.shape[-1] - 1)
    return mean
