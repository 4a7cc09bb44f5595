"""Summary statistics (norm, mean, peak, zeros) of one array or of a whole run. numpy only."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_LOG10_2 = math.log10(2.0)
_LN_10 = math.log(10.0)


@dataclass(frozen=True, slots=True)
class ArraySummary:
    """Summary statistics of one array."""

    norm: float
    """L2 norm, √Σa²; infinite beyond the range of float64, where only `log10_norm` is finite."""
    log10_norm: float
    """log₁₀ of the norm [decades]; −inf for an array of zeros."""
    mean: float
    """Arithmetic mean, with its sign."""
    peak: float
    """Largest absolute value."""
    zero_count: int
    """Entries that are exactly zero."""
    size: int
    """Number of entries, at least 1."""

    @property
    def zeros(self) -> float:
        """Share of the entries that are exactly zero, in [0, 1]."""
        return self.zero_count / self.size


@dataclass(frozen=True, slots=True)
class RunSummary:
    """Summary statistics of the arrays of a run, one array a step; updated by `plus`, without keeping the arrays."""

    steps: int = 0
    """Arrays so far."""
    log10_rms_norm: float = -math.inf
    """log₁₀ of the root mean square of their norms, √(Σ‖a‖² / steps) [decades]; −inf while all are zero."""
    mean: float = 0.0
    """Arithmetic mean of all entries."""
    peak: float = 0.0
    """Largest absolute value of all entries."""
    zero_count: int = 0
    """Entries that are exactly zero."""
    size: int = 0
    """Entries so far."""

    @property
    def zeros(self) -> float:
        """Share of all entries that are exactly zero, in [0, 1]."""
        return self.zero_count / max(self.size, 1)

    @property
    def rms_norm(self) -> float:
        """Root mean square of the norms; 0 or infinite where float64 cannot hold it."""
        with np.errstate(over="ignore", under="ignore"):
            return float(np.power(10.0, self.log10_rms_norm))

    def plus(self, array: ArraySummary) -> RunSummary:
        """The same run, one array longer."""
        size, peak = self.size + array.size, max(self.peak, array.peak)
        mean = self.size / size * self.mean + array.size / size * array.mean
        return RunSummary(
            self.steps + 1,
            _log10_root_mean_square(self.log10_rms_norm, array.log10_norm, self.steps + 1),
            min(max(mean, -peak), peak),  # rounding up would overflow at the largest float
            peak,
            self.zero_count + array.zero_count,
            size,
        )


def summarise(array: NDArray[np.float64]) -> ArraySummary:
    """Norm, mean, peak and zeros of `array`, which has any shape, at least one entry, and finite numbers alone.

    Notes
    -----
    The entries are scaled by the power of two that brings the largest into [½, 1), which is exact, so that no square and
    no sum overflows or becomes zero; the plain ``√Σa²`` fails beyond 1e154 and below 1e-162. Entries that are 300
    decades below the largest vanish from the mean, as they would from any sum of float64.
    """
    peak = float(np.max(np.abs(array)))
    if peak == 0.0:
        return ArraySummary(0.0, -math.inf, 0.0, 0.0, array.size, array.size)
    largest, exponent = math.frexp(peak)
    with np.errstate(over="ignore", under="ignore"):
        scaled = np.ldexp(array, -exponent)
        root = math.sqrt(float(np.sum(scaled * scaled)))
        norm = float(np.ldexp(root, exponent))
    return ArraySummary(
        norm,
        math.log10(root) + exponent * _LOG10_2,
        math.ldexp(min(max(float(np.mean(scaled)), -largest), largest), exponent),  # rounding up could overflow
        peak,
        array.size - int(np.count_nonzero(array)),
        array.size,
    )


def _log10_root_mean_square(before: float, now: float, steps: int) -> float:
    """log₁₀ √(((steps − 1)·10^(2·before) + 10^(2·now)) / steps), with no power of ten in between."""
    highest = max(before, now)
    if highest == -math.inf:
        return -math.inf
    squares = (steps - 1) * math.exp(2 * _LN_10 * (before - highest)) + math.exp(2 * _LN_10 * (now - highest))
    return highest + 0.5 * math.log10(squares / steps)
