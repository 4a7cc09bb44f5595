"""The plotting area, and linear maps from axis coordinates to user units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


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

    def __call__(self, value: float) -> float:
        """Map `value`; outside the limits it is clamped to the nearest end."""
        # halves, because the distance of two floats can be larger than the largest float
        share = (min(max(value, self.low), self.high) / 2 - self.low / 2) / (self.high / 2 - self.low / 2)
        return self.start + share * (self.end - self.start)

    def places(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map many values without clamping; NaN stays NaN."""
        share = (values / 2 - self.low / 2) / (self.high / 2 - self.low / 2)  # halves, as above
        return self.start + share * (self.end - self.start)
