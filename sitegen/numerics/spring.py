"""A damped spring, sampled into the straight pieces of CSS `linear()` with a stated error."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

STIFFNESS = 170.0
"""k [1/s²] of a unit mass."""
DAMPING = 26.0
"""c [1/s]: nearly critical, which would be 2√k, so that the spring settles in about half a second."""
_TOLERANCE = 0.002
"""Wanted error of the pieces [fraction of the way]; the true one is in `LinearEasing.max_error`."""
_GRID = 2001
_RATE = DAMPING / 2
_OMEGA = np.sqrt(STIFFNESS - _RATE**2)


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


def spring_position(time: NDArray[np.float64]) -> NDArray[np.float64]:
    """Position of the spring at times [s] from 0 on, released at 0 with rest position 1, shape (N,).

    x(t) = 1 − e^(−ct/2) (cos ωt + c/(2ω) sin ωt), ω = √(k − c²/4): the solution of x″ + c x′ + k (x − 1) = 0,
    x(0) = x′(0) = 0.
    """
    swing = np.cos(_OMEGA * time) + _RATE / _OMEGA * np.sin(_OMEGA * time)
    return np.asarray(1.0 - np.exp(-_RATE * time) * swing)


def settling_time() -> float:
    """Time [s] from which the spring stays within the tolerance of rest, by its envelope e^(−ct/2)·√k/ω (an upper bound)."""
    return float(np.log(np.sqrt(STIFFNESS) / _OMEGA / _TOLERANCE) / _RATE)


def _corners(time: NDArray[np.float64], position: NDArray[np.float64]) -> list[int]:
    """Indices of a piecewise-linear curve within the tolerance of the samples: each piece as long as it can be."""
    corners, start, last = [0], 0, len(time) - 1
    while start < last:
        low, high = start + 1, last
        while low < high:
            middle = (low + high + 1) // 2
            inner = slice(start, middle + 1)
            chord = np.interp(time[inner], time[[start, middle]], position[[start, middle]])
            if np.max(np.abs(chord - position[inner])) <= _TOLERANCE:
                low = middle
            else:
                high = middle - 1
        corners.append(low)
        start = low
    return corners


@cache
def spring_easing() -> LinearEasing:
    """The spring as straight pieces, until it stays at rest."""
    duration = settling_time()
    time = np.linspace(0.0, duration, _GRID)
    position = spring_position(time)
    corners = _corners(time, position)
    inputs = np.round(time[corners] / duration, 4)
    outputs = np.round(position[corners], 4)
    inputs[0], inputs[-1], outputs[0], outputs[-1] = 0.0, 1.0, 0.0, 1.0
    fine = np.linspace(0.0, 2 * duration, 4 * _GRID)
    pieces = np.interp(fine / duration, inputs, outputs)
    error = float(np.max(np.abs(pieces - spring_position(fine))))
    return LinearEasing(duration * 1000, tuple(inputs.tolist()), tuple(outputs.tolist()), error)
