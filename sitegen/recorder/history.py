"""A bounded history of the steps of a run: some steps are kept, and all of them count in the summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.summary import ArraySummary, RunSummary

Floats = NDArray[np.float64]

MEASURES = ("norm", "log10_norm", "mean", "peak", "zeros")
"""Of each array, as `ArraySummary` defines them."""
RUN_MEASURES = ("rms_norm", "log10_rms_norm", "mean", "peak", "zeros")
"""Of a whole run, as `RunSummary` defines them."""


@dataclass(frozen=True, slots=True)
class Step:
    """What was recorded at one step."""

    index: int
    """Steps of the run before this one."""
    number: int
    """The step as the caller counts it."""
    arrays: dict[str, ArraySummary] = field(default_factory=dict)
    """What each layer's array says."""
    peaks: dict[str, Floats] = field(default_factory=dict)
    """Largest absolute value of each followed unit of a layer, since the kept step before; shape (units,)."""

    def measured(self, layers: Sequence[str], measure: str) -> list[float]:
        """One measure of every layer."""
        return [getattr(self.arrays[layer], measure) for layer in layers]

    def neurons(self, layer: str) -> list[str]:
        """Names of the layer's followed units: figures take the part before the dot for the layer."""
        return [f"{layer}·N{number}" for number in range(1, len(self.peaks[layer]) + 1)]


@dataclass(frozen=True, slots=True)
class History:
    """The kept steps of a run, oldest first, and a summary of every layer over all of its steps.

    Kept are the steps whose index is a multiple of `stride`, and the last one.
    """

    steps: tuple[Step, ...] = ()
    run: dict[str, RunSummary] = field(default_factory=dict)
    stride: int = 1

    def plus(self, step: Step, most: int) -> History:
        """The same run, one step longer; the stride doubles until at most `most` steps are kept."""
        run = {layer: self.run.get(layer, RunSummary()).plus(array) for layer, array in step.arrays.items()}
        stride, steps = self.stride, _thinned((*self.steps, step), self.stride)
        while len(steps) > most:
            stride *= 2
            steps = _thinned(steps, stride)
        return History(steps, run, stride)

    def arrays(self, layers: Sequence[str]) -> dict[str, NDArray[Any]]:
        """The whole history as arrays; names and shapes as in `Recorder.arrays`."""
        measured = {each: np.array([step.measured(layers, each) for step in self.steps]) for each in MEASURES}
        return {
            "step": np.array([step.number for step in self.steps]),
            "layer": np.array(layers),
            **measured,
            **{f"norm_step_{step.number}": row for step, row in zip(self.steps, measured["norm"], strict=True)},
            **{f"run_{each}": np.array([getattr(self.run[layer], each) for layer in layers]) for each in RUN_MEASURES},
            "neuron": np.array([name for layer in layers for name in self.steps[0].neurons(layer)], dtype=np.str_),
            "neuron_peak": np.stack(
                [np.concatenate([step.peaks[layer] for layer in layers]) for step in self.steps], axis=1
            ),
        }


def _thinned(steps: Sequence[Step], stride: int) -> tuple[Step, ...]:
    """The steps that stay; peaks of those that do not go to the next one that does, so that none is lost."""
    kept: list[Step] = []
    passed: dict[str, Floats] = {}
    for step in steps:
        peaks = {layer: np.maximum(each, passed[layer]) for layer, each in step.peaks.items()} if passed else step.peaks
        if step.index % stride and step is not steps[-1]:
            passed = peaks
        else:
            kept.append(replace(step, peaks=peaks) if passed else step)
            passed = {}
    return tuple(kept)
