"""Backward passes become the numbers of the figure: slopes, bands, theory, floors, chaos."""

from __future__ import annotations

import math

import numpy as np

from sitegen.figures.bptt_norm.certainty import certain, lost_digits
from sitegen.figures.bptt_norm.kernel import (
    GradientNorms,
    SlopeMethod,
    counting_steps,
    decay_per_10_steps,
    growth_rate,
    largest_singular_value,
    reproducible_steps,
    spectral_radius,
    theory_decay_per_10_steps,
)
from sitegen.figures.bptt_norm.results import Band, Chaos, Floor, Network, Rate, Recurrence
from sitegen.figures.bptt_norm.shapes import Floats

BAND_PERCENT = (5, 50, 95)
_NEAR_DECADES = 8.0
"""A curve that comes this near to the smallest number of a format is shown with it [decades]."""
_CHAOTIC_DECADES = 1.0
"""A gradient that grows by more than this on its way back [decades] is called growing."""
_BELOW_ALL = -1e9
"""Stands for an exact zero where percentiles interpolate [decades]."""


def network_of(run: GradientNorms, decimals: int, digest: str) -> Network:
    """Measure one network; `decimals` of log₁₀ norms are certain."""
    log10_norm = np.round(_percentiles(run.log10_norm)[1], decimals) + 0.0
    zeros = int(np.isneginf(log10_norm).sum())
    first = min(zeros, len(log10_norm) - 1)
    part = log10_norm[first:]
    return Network(
        log10_norm=log10_norm,
        norm=tuple(map(representable, log10_norm.tolist())),
        loss=certain(float(np.median(run.loss)), decimals),
        zeros=zeros,
        first=first,
        orders=abs(float(part[-1] - part[0])) if zeros < len(log10_norm) else 0.0,
        end_to_end=_slope(part, "end_to_end"),
        least_squares=_slope(part, "least_squares"),
        band=_band(run.log10_norm, decimals) if run.log10_norm.ndim > 1 else None,
        weights_digest=digest,
    )


def representable(log10: float) -> float | None:
    """10 to the `log10`, or None where no normal float64 holds it; an exact zero is 0."""
    if math.isinf(log10):
        return 0.0
    return 10.0**log10 if -307.65 < log10 < 308.25 else None


def _slope(log10_norm: Floats, method: SlopeMethod) -> Rate:
    """Slope of what is not exactly zero; none for a single value."""
    if len(log10_norm) < 2:
        return Rate.of(0.0)
    return Rate.of(float(decay_per_10_steps(log10_norm, method)))


def _percentiles(log10_norm: Floats) -> Floats:
    """5th, 50th and 95th percentile over the leading axis, shape (3, T + 1); a single curve is all three."""
    finite = np.maximum(np.atleast_2d(log10_norm), _BELOW_ALL)
    found: Floats = np.percentile(finite, BAND_PERCENT, axis=0)
    return np.where(found < _BELOW_ALL / 1e3, -np.inf, found)


def _band(log10_norm: Floats, decimals: int) -> Band:
    low, _, high = np.round(_percentiles(log10_norm), decimals) + 0.0
    slopes = decay_per_10_steps(log10_norm, "end_to_end")
    slopes = slopes[np.isfinite(slopes)]
    mean, deviation = (float(slopes.mean()), float(slopes.std())) if slopes.size else (0.0, 0.0)
    return Band(
        low=low,
        high=high,
        low_percent=BAND_PERCENT[0],
        high_percent=BAND_PERCENT[2],
        decay_mean=certain(mean, decimals),
        decay_deviation=certain(deviation, decimals),
    )


def recurrence_of(
    matrix: Floats, run: GradientNorms, log10_norm: Floats, decimals: int, expected_radius: float | None
) -> Recurrence:
    """Radius, largest stretch and the theory's line; medians where there are many seeds."""
    theory = certain(float(np.median(theory_decay_per_10_steps(matrix, run.hidden))), decimals)
    slopes = 1.0 - np.square(run.hidden[..., 1:, :])
    return Recurrence(
        spectral_radius=float(np.median(spectral_radius(matrix))),
        largest_singular_value=float(np.median(largest_singular_value(matrix))),
        expected_radius=expected_radius,
        mean_slope=certain(float(np.median(slopes.mean(axis=(-2, -1)))), decimals),
        factor=10.0 ** (-theory / 10),
        theory=Rate.of(theory),
        log10_start=float(log10_norm[-1]) - theory * (len(log10_norm) - 1) / 10,
    )


def floor_of(name: str, rnn: Floats, gru: Floats) -> Floor:
    """The format `name`, against both curves."""
    info = np.finfo(name)
    log10 = math.log10(float(info.smallest_normal))
    rnn_steps, gru_steps = (int(counting_steps(curve, name)) for curve in (rnn, gru))
    lowest = min(float(curve[np.isfinite(curve)].min(initial=0.0)) for curve in (rnn, gru))
    return Floor(
        name=name,
        epsilon=float(info.eps),
        smallest=float(info.smallest_normal),
        log10=log10,
        near=lowest < log10 + _NEAR_DECADES,
        rnn_steps=rnn_steps,
        gru_steps=gru_steps,
        gru_gain=gru_steps - rnn_steps,
    )


def chaos_of(rnn: Floats, gru: Floats) -> Chaos | None:
    """Growth of the faster network, where its gradient grows by more than an order of magnitude."""
    growth, network = max((float(growth_rate(curve)), name) for name, curve in (("RNN", rnn), ("GRU", gru)))
    if max(lost_digits(rnn), lost_digits(gru)) <= _CHAOTIC_DECADES or not growth > 0:
        return None
    return Chaos(
        network=network, growth=growth, factor=math.exp(growth), horizon=math.floor(reproducible_steps(growth))
    )
