"""What the norms say: orders of magnitude lost, the prediction from the weights, and the steps that still count."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sitegen.figures.bptt_norm.checks import Floats
from sitegen.numerics.thresholds import at_least

SlopeMethod = Literal["end_to_end", "least_squares"]

PER_STEPS = 10
"""Steps that a slope refers to."""


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
    kept = np.isfinite(log10_norm)
    count = np.maximum(kept.sum(axis=-1, keepdims=True), 1)
    step = np.where(kept, np.arange(steps + 1.0), 0.0)
    value = np.where(kept, log10_norm, 0.0)
    step = np.where(kept, step - step.sum(axis=-1, keepdims=True) / count, 0.0)
    with np.errstate(invalid="ignore"):
        slope: Floats = PER_STEPS * np.sum(step * value, axis=-1) / np.sum(step * step, axis=-1)
    return slope


def theory_decay_per_10_steps(W_hh: Floats, hidden: Floats) -> Floats:  # noqa: N803  the name in the equation
    """What the weights predict for a plain network: −10 log₁₀(ρ(W_hh) · E[1 − h²]) decades per 10 steps.

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
    """Which of the steps 1 … T still count when the weight gradient is summed over all of them.

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
    return at_least(later, least, scale=1.0) & np.isfinite(later)


def counting_steps(log10_norm: Floats, dtype: DTypeLike = np.float32) -> NDArray[np.int64]:
    """How many of the steps 1 … T still count, (…, T + 1) to (…); see `still_counting`."""
    counts: NDArray[np.int64] = np.count_nonzero(still_counting(log10_norm, dtype), axis=-1)
    return np.asarray(counts, dtype=np.int64)


def _mean_step_back(log10_norm: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        mean: Floats = (log10_norm[..., 0] - log10_norm[..., -1]) / (log10_norm.shape[-1] - 1)
    return mean
