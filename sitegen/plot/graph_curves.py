"""The curves of the arrows between two rows of a graph, all of them at once, as arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.plot.plot_series import Floats


class Curves(NamedTuple):
    """Curves that go `lengths` along the arrows from `starts`, and from `begins` to `ends` across them; arrays of shape (curves, 1)."""

    starts: Floats
    lengths: Floats
    begins: Floats
    ends: Floats

    def at(self, shares: Floats) -> tuple[Floats, Floats]:
        """The places at these shares of the lengths, along and across the arrows; curves leave and arrive along the arrows."""
        across = self.begins + shares * shares * (3 - 2 * shares) * (self.ends - self.begins)
        return self.starts + shares * self.lengths, across

    def slopes(self, shares: Floats) -> Floats:
        """How far the curves go across for each unit along, at these shares of the lengths."""
        return 6 * shares * (1 - shares) * (self.ends - self.begins) / self.lengths

    def beside(self, shares: Floats, asides: Floats) -> tuple[Floats, Floats]:
        """The places at these shares, at these distances from the curves where that is between their ends."""
        along, across = self.at(shares)
        slopes = self.slopes(shares)
        units = asides / np.sqrt(1.0 + slopes * slopes)
        along = np.minimum(np.maximum(self.starts, along - slopes * units), self.starts + self.lengths)
        return along, across + units

    def of(self, numbers: list[int] | NDArray[np.int16]) -> Curves:
        """Some of the curves."""
        return Curves(*(field[numbers] for field in self))

    def all_along(self) -> tuple[tuple[Floats, Floats], NDArray[np.intp]]:
        """Places about three units apart on all curves, along and across the arrows, and the number of the curve of each."""
        starts, lengths, begins, ends = (field[:, 0] for field in self)
        counts = 2 + ((lengths + abs(ends - begins)) / 3).astype(np.intp)
        numbers = np.repeat(np.arange(len(counts)), counts)
        firsts = np.cumsum(counts) - counts
        shares = (np.arange(len(numbers)) - firsts[numbers]) / (counts - 1)[numbers]
        return Curves(starts[numbers], lengths[numbers], begins[numbers], ends[numbers]).at(shares), numbers
