"""The plotting area, and linear maps from axis coordinates to user units."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_LARGE = 2.0**960


@dataclass(frozen=True, slots=True)
class Frame:
    """The plotting area in user units; `top` < `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Vertical extent."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear map from [`low`, `high`] in axis coordinates onto [`start`, `end`] in user units."""

    low: float
    high: float
    start: float
    end: float
    _unit: float = field(init=False, repr=False, compare=False)
    """A half for large limits, whose distance can be larger than the largest float; half of the least float is 0."""

    def __post_init__(self) -> None:
        """Choose the unit once."""
        object.__setattr__(self, "_unit", 0.5 if max(abs(self.low), abs(self.high)) > _LARGE else 1.0)

    def __call__(self, value: float) -> float:
        """Map `value`; outside the limits it is clamped to the nearest end."""
        unit = self._unit
        share = (min(max(value, self.low), self.high) * unit - self.low * unit) / (self.high * unit - self.low * unit)
        return self.start + share * (self.end - self.start)

    def places(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map many values without clamping; NaN stays NaN, and places beyond the largest float are infinite."""
        unit = self._unit
        with np.errstate(over="ignore"):
            share = (values * unit - self.low * unit) / (self.high * unit - self.low * unit)
            return self.start + share * (self.end - self.start)
