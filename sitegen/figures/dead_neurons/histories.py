"""Ragged activation histories as one flat array: the window, its halves, and reductions per neuron. numpy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Histories:
    """The samples of all neurons, neuron after neuron."""

    values: Floats
    """Activations, oldest first within a neuron; shape (S,)."""
    samples: NDArray[np.int64]
    """How many of them belong to each neuron; 0 for an empty history. They add up to S; shape (N,)."""

    @property
    def starts(self) -> NDArray[np.int64]:
        """Index of the first sample of each neuron, shape (N,)."""
        return np.cumsum(self.samples) - self.samples

    @property
    def positions(self) -> NDArray[np.int64]:
        """Place of every sample in its own history, from 0, shape (S,)."""
        return np.arange(self.values.size) - np.repeat(self.starts, self.samples)

    def of(self, neuron: int) -> Floats:
        """The samples of one neuron."""
        start = int(self.starts[neuron])
        return self.values[start : start + int(self.samples[neuron])]

    def reduce(self, ufunc: np.ufunc, values: NDArray[np.generic] | None = None) -> Floats:
        """`ufunc`, such as ``np.add``, over the activations of each neuron, or over `values` (S,); 0 for an empty history."""
        found = np.zeros(self.samples.size)
        kept = self.samples > 0
        if kept.any():
            found[kept] = ufunc.reduceat(self.values if values is None else values, self.starts[kept])
        return found

    def halves(self) -> tuple[Histories, Histories]:
        """First and second half of each history; the middle sample of an odd one is in neither."""
        half = self.samples // 2
        first = self.positions < np.repeat(half, self.samples)
        second = self.positions >= np.repeat(self.samples - half, self.samples)
        return Histories(self.values[first], half), Histories(self.values[second], half)


def windowed(activations: Sequence[Sequence[float]], window: int | None) -> Histories:
    """Take the last `window` ≥ 1 samples of every history, or all of them; a shorter history gives all that it has.

    Each history begins with its oldest sample.
    """
    if window is not None and window < 1:
        raise ValueError(f"the window is {window} samples; it must be at least 1")
    taken = activations if window is None else [history[-window:] for history in activations]
    samples = np.array([len(history) for history in taken], dtype=np.int64)
    values = np.fromiter(chain.from_iterable(taken), np.float64, int(samples.sum()))
    return Histories(values, samples)
