"""What readers see over the layers of a logarithmic axis: dots, and arrows for magnitudes beyond its ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.description.english import plural


@dataclass(frozen=True, slots=True)
class LayerMarks:
    """How many marks of each kind there are. An exact zero has a ring instead, which never moves."""

    dots: int
    lower_arrows: int
    upper_arrows: int

    @property
    def name(self) -> str:
        """What one of them is called: ``dot``, ``arrow`` or ``dot or arrow``."""
        arrows = self.lower_arrows + self.upper_arrows
        return " or ".join(name for name, count in (("dot", self.dots), ("arrow", arrows)) if count)

    @property
    def num_moving(self) -> int:
        """How many appear one after another; arrows at the lower end of the axis are there from the beginning."""
        return self.dots + self.upper_arrows

    @property
    def moving(self) -> str:
        """What appears, such as ``dots and upper arrow``; empty if nothing does."""
        counts = ((self.dots, "dot"), (self.upper_arrows, "upper arrow"))
        return " and ".join(plural(count, name) for count, name in counts if count)


def layer_marks(log10_magnitude: NDArray[np.float64], below_axis: int, above_axis: int) -> LayerMarks:
    """The marks of a series on an axis.

    Parameters
    ----------
    log10_magnitude : ndarray, shape (L,)
        −inf for an exact zero.
    below_axis, above_axis : int
        How many of the other values are beyond the ends of the axis.
    """
    finite = int(np.isfinite(log10_magnitude).sum())
    return LayerMarks(dots=finite - below_axis - above_axis, lower_arrows=below_axis, upper_arrows=above_axis)
