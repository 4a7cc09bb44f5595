"""`Recorder`: add one array per layer and step, and save the bounded history as CSV or NPZ files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sitegen.atomic import write_atomic
from sitegen.numerics.summary import RunSummary, summarise
from sitegen.recorder.checks import checked_layer, checked_layers, checked_numbers, checked_whole
from sitegen.recorder.history import MEASURES, Floats, History, Step


class Recorder:
    """Follows one array per layer, such as its gradient or its output, through a training run in bounded memory.

    The arrays are never kept. Of each one stay the L2 norm, its log₁₀, the mean, the peak (largest absolute value), the share
    of zeros, and the peak of each followed unit. When there are more steps than `samples`, every second one is kept, then
    every fourth, and so on: always the first and the last, and the same ones in every run. Peaks of units in the steps between
    go to the next kept step, so that a unit that ever fired never looks dead.

    Parameters
    ----------
    layers : iterable of str or int, optional
        Names of the layers, from the input to the loss. By default the layers of the first step in the order in which they
        came. A backward pass comes from the loss, so name them when you record in one.
    samples : int
        Most steps that are kept, at least 2.
    units : int
        How many units of each layer are followed one by one: its first ones. 0 follows none.
    unit_axis : int
        Axis of the arrays that counts units: the last one for (batch, units), 1 for images (batch, channels, height, width).

    Raises
    ------
    ValueError
        If a name is empty, too long, not printable or there twice, or a number is too small.
    TypeError
        If a number is no whole one, a layer is neither a text nor a whole number, or `layers` is a single text.
    """

    def __init__(
        self,
        layers: Iterable[str | int] | None = None,
        *,
        samples: SupportsIndex = 128,
        units: SupportsIndex = 64,
        unit_axis: SupportsIndex = -1,
    ) -> None:
        self._named = None if layers is None else checked_layers(layers)
        self._samples = checked_whole(samples, "samples", 2)  # the first and the last step are always kept
        self._units, self._unit_axis = checked_whole(units, "units", 0), checked_whole(unit_axis, "unit_axis")
        self._shapes: dict[str, tuple[int, int]] = {}
        self._closed = History()
        self._open: Step | None = None

    def record(self, step: SupportsIndex, layer: str | int, array: ArrayLike) -> None:
        """Take down what `array` says about `layer` at `step`. An array that is refused changes nothing.

        Parameters
        ----------
        step : int
            0 or more. Steps grow, and every step has one array for every layer.
        layer : str or int
            Name or number of the layer.
        array : array_like
            Real, finite numbers of a shape such as (batch, units). The batch may change from step to step; the number of
            axes and of units may not.

        Raises
        ------
        ValueError
            If the array is empty, holds NaN, infinity or no real numbers, or has another shape than before; if the step does
            not grow; if the layer is unknown or there twice at this step, or another was left out at the step before.
        TypeError
            If the step is no whole number, or the layer is neither a text nor one.
        """
        number, name = checked_whole(step, "the step", 0), checked_layer(layer)
        self._check_place(number, name)
        place = f"layer '{name}' at step {number}"
        values = checked_numbers(array, place)
        shape = self._checked_shape(values, name, place)
        summary, peaks = summarise(values), self._unit_peaks(values)
        if self._open is None:
            self._open = Step(0, number)
        elif number > self._open.number:
            self._closed, self._open = self._complete(), Step(self._open.index + 1, number)
        self._open.arrays[name], self._open.peaks[name], self._shapes[name] = summary, peaks, shape

    @property
    def layers(self) -> list[str]:
        """Names of the layers, from the input to the loss."""
        return list(self._shapes if self._named is None else self._named)

    @property
    def steps(self) -> list[int]:
        """The kept steps. A last step that still lacks a layer is not among them, and not in the files."""
        return [step.number for step in self._complete().steps]

    @property
    def run(self) -> dict[str, RunSummary]:
        """What all steps say together, also those that are not kept, by layer."""
        return dict(self._complete().run)

    def norms(self, step: SupportsIndex | None = None) -> Floats:
        """L2 norm of each layer at a kept `step`, by default at the last: shape (L,), from the input to the loss.

        Raises
        ------
        ValueError
            If nothing was recorded, or the step is not a kept one.
        """
        kept = {each.number: each for each in self._recorded().steps}
        number = max(kept) if step is None else checked_whole(step, "the step")
        if number not in kept:
            near = min(kept, key=lambda each: (abs(each - number), each))
            raise ValueError(f"step {number} is not among the kept steps; the nearest is {near}")
        return np.array(kept[number].measured(self.layers, "norm"))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What an NPZ file holds, with S kept steps, L layers from the input to the loss, and U followed units.

        Returns
        -------
        dict of ndarray
            ``step`` (S,) and ``layer`` (L,); ``norm``, ``log10_norm``, ``mean``, ``peak`` and ``zeros``, each (S, L), as
            `ArraySummary` has them; ``norm_step_N`` (L,), the norms at each kept step N; ``run_rms_norm``,
            ``run_log10_rms_norm``, ``run_mean``, ``run_peak`` and ``run_zeros``, each (L,), over all steps, as `RunSummary`
            has them; ``neuron`` (U,), the names of the units, and ``neuron_peak`` (U, S).

        Raises
        ------
        ValueError
            If nothing was recorded.
        """
        return self._recorded().arrays(self.layers)

    def save(self, path: str | Path) -> None:
        """Write what was recorded to a .csv file, with a row for each kept step and layer, or `arrays` to an .npz file.

        Raises
        ------
        ValueError
            If the name ends in something else, or nothing was recorded.
        OutputError
            If the file cannot be written; what was there before is still there.
        """
        if _suffix(path, ".csv", ".npz") == ".npz":
            stream = io.BytesIO()
            named: dict[str, Any] = (
                self.arrays()
            )  # numpy has a flag among its names, so that a checker takes all for flags
            np.savez_compressed(stream, **named)
            write_atomic(Path(path), stream.getvalue())
            return
        layers, steps = self.layers, self._recorded().steps
        rows = (
            (step.number, layer, *(getattr(step.arrays[layer], each) for each in MEASURES))
            for step in steps
            for layer in layers
        )
        _write_table(Path(path), ("step", "layer", *MEASURES), rows)

    def save_units(self, path: str | Path) -> None:
        """Write the peaks of the followed units to a .csv file, with a row for each kept step and unit; errors as in `save`."""
        _suffix(path, ".csv")
        layers, steps = self.layers, self._recorded().steps
        rows = (
            (step.number, layer, neuron, peak)
            for step in steps
            for layer in layers
            for neuron, peak in zip(step.neurons(layer), step.peaks[layer].tolist(), strict=True)
        )
        _write_table(Path(path), ("step", "layer", "neuron", "peak"), rows)

    def _check_place(self, number: int, name: str) -> None:
        is_later = self._open is not None and number > self._open.number
        if name not in self.layers and (self._named is not None or self._closed.steps or is_later):
            raise ValueError(f"there is no layer '{name}'; the layers are {', '.join(self.layers)}")
        if self._open is None:
            return
        if number < self._open.number:
            raise ValueError(f"step {number} comes after step {self._open.number}, but steps must grow")
        if number == self._open.number and name in self._open.arrays:
            raise ValueError(f"layer '{name}' already has an array at step {number}; each step takes one")
        if number > self._open.number and (missing := self._missing(self._open)):
            raise ValueError(
                f"step {self._open.number} has no array for layer '{missing[0]}'; record every layer at every step"
            )

    def _checked_shape(self, values: Floats, name: str, place: str) -> tuple[int, int]:
        """Number of axes and of units, once they are known to be those of the steps before."""
        if not -values.ndim <= self._unit_axis < values.ndim:
            raise ValueError(
                f"{place}: an array of shape {values.shape} has no axis {self._unit_axis} to count units on"
            )
        shape = (values.ndim, values.shape[self._unit_axis])
        before = self._shapes.get(name, shape)
        if shape != before:
            raise ValueError(
                f"{place}: the array has {shape[0]} axes and {shape[1]} units, but it had {before[0]} and {before[1]} before"
            )
        return shape

    def _unit_peaks(self, values: Floats) -> Floats:
        followed = np.moveaxis(values, self._unit_axis, 0)[: self._units]
        return np.asarray(np.abs(followed).max(axis=tuple(range(1, values.ndim))))

    def _missing(self, step: Step) -> list[str]:
        return [layer for layer in self.layers if layer not in step.arrays]

    def _complete(self) -> History:
        """The history, with the open step once it has every layer."""
        if self._open is None or self._missing(self._open):
            return self._closed
        return self._closed.plus(self._open, self._samples)

    def _recorded(self) -> History:
        """The history, once it has a step."""
        history = self._complete()
        if not history.steps:
            raise ValueError("nothing is recorded yet: no step has an array for every layer")
        return history


def _suffix(path: str | Path, *allowed: str) -> str:
    suffix = Path(path).suffix.lower()
    if suffix not in allowed:
        raise ValueError(f"'{path}' must end in {' or '.join(allowed)}")
    return suffix


def _write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file; floats in the fewest digits that give the same float again."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    write_atomic(path, stream.getvalue())
