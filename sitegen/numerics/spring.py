"""A damped spring, sampled into the straight pieces of CSS `linear()` with a stated error."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

STIFFNESS = 170.0
DAMPING = 26.0
_GRID = 2001


@dataclass(frozen=True, slots=True)
class LinearEasing:
    """A curve from (0, 0) to (1, 1) as straight pieces."""

    duration_ms: float
    """Natural length of the motion [ms]."""
    inputs: tuple[float, ...]
    outputs: tuple[float, ...]
    """Fractions of the time and of the way at the corners; equal lengths."""
    max_error: float
    """Largest distance between the pieces and the spring, over the whole motion and beyond its end [fraction of the
    way]."""


def spring_position(time: NDArray[np.float64], stiffness: float, damping: float) -> NDArray[np.float64]:
    """Position of a unit mass on a damped spring, released at 0 with rest position 1.

    Parameters
    ----------
    time : ndarray, shape (N,)
        Times [s], not negative.
    stiffness : float
        k > 0 [1/s²].
    damping : float
        c ≥ 0 [1/s], below critical: c < 2√k.

    Returns
    -------
    ndarray, shape (N,)
        x(t) = 1 − e^(−ct/2) (cos ωt + c/(2ω) sin ωt), ω = √(k − c²/4): the solution of
        x″ + c x′ + k (x − 1) = 0, x(0) = x′(0) = 0.

    Raises
    ------
    ValueError
        If the spring is not underdamped.
    """
    if not 0 <= damping < 2 * np.sqrt(stiffness):
        raise ValueError(f"damping must be in [0, 2√stiffness), got {damping} with stiffness {stiffness}")
    rate = damping / 2
    omega = np.sqrt(stiffness - rate**2)
    swing = np.cos(omega * time) + rate / omega * np.sin(omega * time)
    return np.asarray(1.0 - np.exp(-rate * time) * swing)


def settling_time(stiffness: float, damping: float, tolerance: float) -> float:
    """Time [s] from which the spring stays within `tolerance` of rest, by its envelope e^(−ct/2)·√k/ω (an upper bound)."""
    rate = damping / 2
    omega = np.sqrt(stiffness - rate**2)
    return float(np.log(np.sqrt(stiffness) / omega / tolerance) / rate)


def _corners(time: NDArray[np.float64], position: NDArray[np.float64], tolerance: float) -> list[int]:
    """Indices of a piecewise-linear curve within `tolerance` of the samples: each piece as long as it can be."""
    corners, start, last = [0], 0, len(time) - 1
    while start < last:
        low, high = start + 1, last
        while low < high:
            middle = (low + high + 1) // 2
            inner = slice(start, middle + 1)
            chord = np.interp(time[inner], time[[start, middle]], position[[start, middle]])
            if np.max(np.abs(chord - position[inner])) <= tolerance:
                low = middle
            else:
                high = middle - 1
        corners.append(low)
        start = low
    return corners


@lru_cache(maxsize=16)
def spring_easing(stiffness: float = STIFFNESS, damping: float = DAMPING, tolerance: float = 0.002) -> LinearEasing:
    """Sample the spring into a `LinearEasing`.

    Parameters
    ----------
    stiffness, damping : float
        See `spring_position`; the defaults are nearly critical and settle in about half a second.
    tolerance : float
        Wanted error of the pieces [fraction of the way]; the true one is in the result's `max_error`.
    """
    duration = settling_time(stiffness, damping, tolerance)
    time = np.linspace(0.0, duration, _GRID)
    position = spring_position(time, stiffness, damping)
    corners = _corners(time, position, tolerance)
    inputs = np.round(time[corners] / duration, 4)
    outputs = np.round(position[corners], 4)
    inputs[0], inputs[-1], outputs[0], outputs[-1] = 0.0, 1.0, 0.0, 1.0
    fine = np.linspace(0.0, 2 * duration, 4 * _GRID)
    pieces = np.interp(fine / duration, inputs, outputs)
    error = float(np.max(np.abs(pieces - spring_position(fine, stiffness, damping))))
    return LinearEasing(duration * 1000, tuple(inputs.tolist()), tuple(outputs.tolist()), error)
