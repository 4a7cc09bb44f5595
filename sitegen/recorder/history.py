"""A bounded history of the steps of a run: some steps are kept, and all of them count in the summary."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.summary import ArraySummary, RunSummary
from sitegen.recorder.log_counts import LogCounts, counts_on, shared_edges

Floats = NDArray[np.float64]
Part = tuple[str, str]
"""One thing that is recorded at every step: ``array`` or ``update`` and its layer, or ``scalar`` and its name."""

MEASURES = ("norm", "log10_norm", "mean", "peak", "zeros")
"""Measures of each array, as `ArraySummary` defines them."""
RUN_MEASURES = ("rms_norm", "log10_rms_norm", "mean", "peak", "zeros")
"""Measures of a whole run, as `RunSummary` defines them."""
UPDATE_MEASURES = ("parameter_norm", "update_norm", "update_ratio")
"""Measures of each update, as `Update` defines them."""


@dataclass(frozen=True, slots=True)
class Update:
    """What one step did to the parameters of a layer."""

    parameter_norm: float
    """L2 norm of the parameters before the step."""
    update_norm: float
    """L2 norm of their change."""

    @property
    def update_ratio(self) -> float:
        """The change as a share of the parameters; NaN where they were all zero, or where a norm or the share is infinite."""
        if not self.parameter_norm or math.isinf(self.parameter_norm):
            return math.nan
        ratio = self.update_norm / self.parameter_norm
        return ratio if math.isfinite(ratio) else math.nan


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number of a step, with its extremes since the kept step before."""

    value: float
    low: float
    high: float

    def after(self, before: Scalar) -> Scalar:
        """The same number, with the extremes of the step `before` it, which is not kept."""
        return Scalar(self.value, min(self.low, before.low), max(self.high, before.high))


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
    bins: dict[str, LogCounts] = field(default_factory=dict)
    """How many entries of a layer's array are of each size, if histograms are recorded."""
    updates: dict[str, Update] = field(default_factory=dict)
    """What the step did to the parameters of each layer."""
    scalars: dict[str, Scalar] = field(default_factory=dict)
    """Numbers of the step by name."""

    @property
    def parts(self) -> dict[Part, None]:
        """Everything that was recorded, in order."""
        named: dict[str, Mapping[str, object]]
        named = {"array": self.arrays, "update": self.updates, "scalar": self.scalars}
        return {(of, name): None for of, names in named.items() for name in names}

    def measured(self, layers: Sequence[str], measure: str) -> list[float]:
        """One measure of every layer; NaN for the update of a layer that has none."""
        if measure in UPDATE_MEASURES:
            return [getattr(self.updates[each], measure) if each in self.updates else math.nan for each in layers]
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

    @property
    def measures(self) -> tuple[str, ...]:
        """Names of what was recorded of each layer at each step."""
        first = self.steps[0]
        return (*(MEASURES if first.arrays else ()), *(UPDATE_MEASURES if first.updates else ()))

    def arrays(self, layers: Sequence[str]) -> dict[str, NDArray[Any]]:
        """The whole history as arrays; names and shapes as in `Recorder.arrays`."""
        first = self.steps[0]
        measured = {each: np.array([step.measured(layers, each) for step in self.steps]) for each in self.measures}
        result = {
            "step": np.array([step.number for step in self.steps]),
            "layer": np.array(layers, dtype=np.str_),
            **measured,
        }
        if first.arrays:
            result |= {f"norm_step_{step.number}": row for step, row in zip(self.steps, measured["norm"], strict=True)}
            result |= {
                f"run_{each}": np.array([getattr(self.run[layer], each) for layer in layers]) for each in RUN_MEASURES
            }
            peaks = [np.concatenate([step.peaks[layer] for layer in layers]) for step in self.steps]
            neurons = [name for layer in layers for name in first.neurons(layer)]
            result |= {"neuron": np.array(neurons, dtype=np.str_), "neuron_peak": np.stack(peaks, axis=1)}
        return result | self._histograms(layers) | self.scalars()

    def _histograms(self, layers: Sequence[str]) -> dict[str, NDArray[Any]]:
        if not self.steps[0].bins:
            return {}
        edges, width = shared_edges(counts for step in self.steps for counts in step.bins.values())
        of_layers = {layer: [step.bins[layer] for step in self.steps] for layer in layers}
        return {"edges": edges} | {f"counts_{layer}": counts_on(edges, width, of_layers[layer]) for layer in layers}

    def scalars(self) -> dict[str, NDArray[Any]]:
        """The scalars of every kept step, with their extremes since the one before."""
        ends = {"": "value", "_low": "low", "_high": "high"}
        return {
            f"{name}{end}": np.array([getattr(step.scalars[name], which) for step in self.steps])
            for name in self.steps[0].scalars
            for end, which in ends.items()
        }


def _thinned(steps: Sequence[Step], stride: int) -> tuple[Step, ...]:
    """The steps that stay; the extremes of those that do not go to the next one that does, so that none is lost."""
    kept: list[Step] = []
    passed: Step | None = None
    for step in steps:
        whole = step if passed is None else _with_extremes(step, passed)
        if step.index % stride and step is not steps[-1]:
            passed = whole
        else:
            kept.append(whole)
            passed = None
    return tuple(kept)


def _with_extremes(step: Step, before: Step) -> Step:
    """`step` with the peaks and extremes of the step before it, which is not kept."""
    peaks = {layer: np.maximum(each, before.peaks[layer]) for layer, each in step.peaks.items()}
    scalars = {name: each.after(before.scalars[name]) for name, each in step.scalars.items()}
    return replace(step, peaks=peaks, scalars=scalars)
