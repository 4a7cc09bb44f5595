"""Backward passes become the numbers of the figure: slopes, bands, gates, theory, floors, growth, chaos."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from sitegen.figures.bptt_norm.experiment.reproducibility import (
    MOST_DECIMALS,
    lost_digits,
    reproducible,
    reproducible_near_one,
    reproducible_states,
)
from sitegen.figures.bptt_norm.experiment.results import (
    BAND_PERCENT,
    Band,
    Chaos,
    Floor,
    Gates,
    Growth,
    Network,
    Rate,
    Recurrence,
    trend_of,
)
from sitegen.figures.bptt_norm.kernel import (
    PER_STEPS,
    GradientNorms,
    GRUGradientNorms,
    SlopeMethod,
    decay_per_10_steps,
    growth_rate,
    largest_singular_value,
    reproducible_horizon,
    spectral_radius,
    still_counting,
    theory_decay_per_10_steps,
)
from sitegen.figures.bptt_norm.kernel.weights import Floats
from sitegen.numerics.rounding import at_least, at_most, below, ceil_exponent

_NEAR_DECADES = 8.0
"""A curve that comes this near to the smallest number of a format is shown with it [decades]."""
_GROWN_DECADES = 1.0
"""A gradient that rises by more than this on its way back [decades] loses digits."""
_CHAOTIC_STEPS = 20
_CHAOTIC_DECADES = 1.0
"""A network is called chaotic when its gradient grows by this in both halves [decades] of at least so many steps: less is a transient."""
_BELOW_ALL = -1e9
"""Stands for an exact zero where percentiles interpolate [decades]."""


def network_of(run: GradientNorms, decimals: int, digest: str) -> Network:
    """Measure one network; `decimals` of log₁₀ norms are the same on every machine."""
    log10_norm = np.round(_percentiles(run.log10_norm)[1], decimals) + 0.0
    zeros = int(np.isneginf(log10_norm).sum())
    first = min(zeros, len(log10_norm) - 1)
    part = log10_norm[first:]
    return Network(
        log10_norm=log10_norm,
        norm=tuple(map(representable, log10_norm.tolist())),
        loss=reproducible(float(np.median(run.loss)), decimals),
        zeros=zeros,
        first=first,
        orders=abs(float(part[-1] - part[0])) if zeros < len(log10_norm) else 0.0,
        trend=trend_of(orders_lost(run.log10_norm)),
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
    """Slope of what is not exactly zero; none for a single value, and none that is mere rounding."""
    if len(log10_norm) < 2:
        return Rate.of(0.0)
    return Rate.of(round(float(decay_per_10_steps(log10_norm, method)), MOST_DECIMALS + 2) + 0.0)


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
        decay_mean=reproducible_near_one(mean, decimals),
        decay_deviation=reproducible_near_one(deviation, decimals),
    )


def gates_of(run: GRUGradientNorms, update_bias: float, decimals: int) -> Gates:
    """Medians over the seeds; the share that is kept comes from the kernel, not from what is replaced."""
    middle = {
        name: float(np.median(getattr(run, name))) for name in ("update_mean", "update_std", "reset_mean", "reset_std")
    }
    kept = float(np.median(run.kept_mean))
    replaced = reproducible_near_one(1.0 - kept, decimals)
    kept = reproducible(kept, decimals)
    log_kept = math.log1p(-replaced) if replaced < 0.5 else math.log(kept) if kept > 0 else -math.inf
    return Gates(
        **{name: reproducible_near_one(value, decimals) for name, value in middle.items()},
        kept=kept,
        kept_decay=0.0 - PER_STEPS * log_kept / math.log(10.0),
        bias_size=abs(update_bias),
    )


def recurrence_of(
    matrix: Floats, run: GradientNorms, log10_norm: Floats, decimals: int, expected_radius: float | None
) -> Recurrence:
    """Radius, largest stretch and the theory's line; medians where there are many seeds."""
    states = reproducible_states(run.hidden, decimals)
    theory = reproducible_near_one(float(np.median(theory_decay_per_10_steps(matrix, states))), decimals)
    slopes = 1.0 - np.square(states[..., 1:, :])
    return Recurrence(
        spectral_radius=reproducible(float(np.median(spectral_radius(matrix))), MOST_DECIMALS),
        largest_singular_value=reproducible(float(np.median(largest_singular_value(matrix))), MOST_DECIMALS),
        expected_radius=expected_radius,
        mean_slope=reproducible(float(np.median(slopes.mean(axis=(-2, -1)))), decimals),  # of rounded states
        factor=10.0 ** (-theory / PER_STEPS),
        theory=Rate.of(theory),
        log10_start=float(log10_norm[-1]) - theory * (len(log10_norm) - 1) / PER_STEPS,
    )


def floor_of(name: str, rnn: Floats, gru: Floats) -> Floor:
    """The format `name`, against both curves."""
    info = np.finfo(name)
    log10 = math.log10(float(info.smallest_normal))
    rnn_counts, gru_counts = (still_counting(curve, name) for curve in (rnn, gru))
    lowest = min(float(curve[np.isfinite(curve)].min(initial=0.0)) for curve in (rnn, gru))
    return Floor(
        name=name,
        epsilon=float(info.eps),
        smallest=float(info.smallest_normal),
        log10=log10,
        near=bool(below(lowest, log10 + _NEAR_DECADES)),
        rnn_steps=int(rnn_counts.sum()),
        gru_steps=int(gru_counts.sum()),
        rnn_missed=int(np.argmax([*rnn_counts, True])),
        gru_missed=int(np.argmax([*gru_counts, True])),
    )


def orders_lost(log10_norm: Floats) -> Floats:
    """Orders of magnitude lost from step T to step 0, (…, T + 1) to (…); an exact zero counts as infinitely many."""
    with np.errstate(invalid="ignore"):
        lost = log10_norm[..., -1] - log10_norm[..., 0]
    return np.where(np.isneginf(log10_norm[..., 0]), np.inf, lost)


def growth_of(curves: Mapping[str, Floats], decimals: int) -> Growth | None:
    """The largest rise of all `curves`, (…, T + 1) by network, where it is more than an order of magnitude."""
    rise, network = max((lost_digits(curve), name) for name, curve in curves.items())
    if at_most(rise, _GROWN_DECADES):
        return None
    rise = round(rise, decimals)
    return Growth(network=network, rise=rise, digits=ceil_exponent(rise))


def chaos_of(curves: Mapping[str, Floats]) -> Chaos | None:
    """The draw that grows fastest among those that grow in both halves of a long enough sequence; `curves` as for `growth_of`."""
    fastest: list[tuple[float, str, int]] = []
    for name, curve in curves.items():
        both = np.atleast_2d(curve)
        steps = both.shape[-1] - 1
        middle = both[:, steps // 2]
        with np.errstate(invalid="ignore"):
            grows = at_least(np.minimum(both[:, 0] - middle, middle - both[:, -1]), _CHAOTIC_DECADES)
        if steps >= _CHAOTIC_STEPS and grows.any():
            fastest.append((float(growth_rate(both[grows]).max()), name, int(grows.sum())))
    if not fastest:
        return None
    growth, network, draws = max(fastest)
    horizon = math.floor(reproducible_horizon(growth))
    return Chaos(network=network, draws=draws, growth=growth, factor=math.exp(growth), horizon=horizon)
