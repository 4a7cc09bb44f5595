"""`Recorder`: add one array per layer and step, and save the bounded history as CSV or NPZ files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sitegen.numerics.summary import RunSummary, summarise
from sitegen.recorder.checks import (
    checked_layer,
    checked_layers,
    checked_number,
    checked_numbers,
    checked_scalar_name,
    checked_whole,
)
from sitegen.recorder.files import checked_suffix, write_arrays, write_layers, write_scalars, write_units
from sitegen.recorder.history import Floats, Scalar, Update
from sitegen.recorder.log_counts import counted
from sitegen.recorder.recorded_steps import RecordedSteps, there_twice


class Recorder:
    """Records one array per layer, such as its gradient or its output, through a training run in bounded memory.

    It never keeps the arrays. For each one, it keeps the L2 norm, its log₁₀, the mean, the peak (largest absolute value), the
    share of zeros, and the peaks of the first units. When there are more steps than `samples`, it keeps every second one, then
    every fourth, and so on: always the first and the last, and the same ones in every run. Peaks of units and extremes of
    scalars in the steps between go to the next kept step, so that a unit that ever fired never looks dead.

    Every step must have the same layers, updates and scalars as the first one.

    Parameters
    ----------
    layers : iterable of str or int, optional
        Names of the layers, from the input to the loss. By default, the layers of the first step in the order in which they
        are recorded. A backward pass begins at the loss, so name the layers if you record during one.
    samples : int
        The largest number of steps that are kept, at least 2.
    units : int
        The number of units of each layer whose peaks are kept: its first ones. 0 keeps none.
    unit_axis : int
        Axis of the arrays that counts units: the last one for (batch, units), 1 for images (batch, channels, height, width).
    histograms : bool
        Count how many entries of each array are of which size.

    Raises
    ------
    ValueError
        If a name is empty, too long, not printable or given twice, or a number is too small.
    TypeError
        If a number is not whole, a layer is neither a text nor a whole number, or `layers` is a single text.
    """

    def __init__(
        self,
        layers: Iterable[str | int] | None = None,
        *,
        samples: SupportsIndex = 128,
        units: SupportsIndex = 64,
        unit_axis: SupportsIndex = -1,
        histograms: bool = False,
    ) -> None:
        named = None if layers is None else checked_layers(layers)
        self._steps = RecordedSteps(named, checked_whole(samples, "samples", 2))  # the first and the last step are kept
        self._units, self._unit_axis = checked_whole(units, "units", 0), checked_whole(unit_axis, "unit_axis")
        self._histograms = histograms
        self._shapes: dict[str, tuple[int, int]] = {}

    def record(self, step: SupportsIndex, layer: str | int, array: ArrayLike) -> None:
        """Record the array of a layer at a step. If it raises an error, the recorder is unchanged.

        Parameters
        ----------
        step : int
            0 or more, and not less than the last one. Every step needs one array for every layer.
        layer : str or int
            Name or number of the layer.
        array : array_like
            Real, finite numbers of a shape such as (batch, units). The batch may change from step to step; the number of
            axes and of units may not.

        Raises
        ------
        ValueError
            If the array is empty, contains NaN, infinity or numbers that are not real, or has another shape than before; if the
            step is less than the last one; if the layer is unknown or already has an array at this step; or if another layer was
            left out at the step before.
        TypeError
            If the step is not a whole number, or the layer is neither a text nor a whole number.
        """
        number, name = checked_whole(step, "the step", 0), checked_layer(layer)
        self._steps.check(number, [("array", name)])
        place = f"layer '{name}' at step {number}"
        values = checked_numbers(array, place)
        shape = self._checked_shape(values, name, place)
        summary, peaks = summarise(values), self._unit_peaks(values)
        opened = self._steps.opened(number)
        opened.arrays[name], opened.peaks[name], self._shapes[name] = summary, peaks, shape
        if self._histograms:
            opened.bins[name] = counted(values)

    def record_update(self, step: SupportsIndex, layer: str | int, before: ArrayLike, after: ArrayLike) -> None:
        """Record the norm of the parameters of `layer` before `step`, the norm of their change, and its share of them.

        Parameters
        ----------
        step, layer : int, str
            As in `record`. Not every layer needs an update, but the same ones have one at every step.
        before, after : array_like
            The parameters, of the same shape. Most frameworks change them in place: copy them before the step.

        Raises
        ------
        ValueError, TypeError
            As in `record`, and if the shapes differ.
        """
        number, name = checked_whole(step, "the step", 0), checked_layer(layer)
        self._steps.check(number, [("update", name)])
        place = f"parameters of layer '{name}' at step {number}"
        old, new = checked_numbers(before, f"{place}, before"), checked_numbers(after, f"{place}, after")
        if old.shape != new.shape:
            raise ValueError(f"{place}: the shape is {old.shape} before and {new.shape} after")
        with np.errstate(over="ignore"):
            change = checked_numbers(new - old, f"{place}, their change")
        self._steps.opened(number).updates[name] = Update(summarise(old).norm, summarise(change).norm)

    def record_scalars(self, step: SupportsIndex, /, **scalars: ArrayLike) -> None:
        """Record single numbers of a step by name: ``recorder.record_scalars(step, loss=0.25, learning_rate=0.1)``.

        Parameters
        ----------
        step : int
            As in `record`. It may be called several times for a step, with different names.
        **scalars : float
            Real, finite numbers. Every step has the same ones: what is measured less often needs a recorder of its own.

        Raises
        ------
        ValueError
            If a number is not finite or not a single one, a name is used for something else, unknown, or given twice at this
            step, or something was left out at the step before; as in `record` for the step.
        TypeError
            If the step is not a whole number, or there are no scalars.
        """
        number = checked_whole(step, "the step", 0)
        if not scalars:
            raise TypeError("there are no scalars: give some by name, such as loss=0.25")
        names = {name: checked_scalar_name(name) for name in scalars}
        parts = [("scalar", name) for name in names.values()]
        if twice := next((part for index, part in enumerate(parts) if part in parts[:index]), None):
            raise there_twice(twice, number)
        self._steps.check(number, parts)
        numbers = {name: checked_number(given, f"'{name}' at step {number}") for name, given in scalars.items()}
        self._steps.opened(number).scalars.update(
            {names[name]: Scalar(each, each, each) for name, each in numbers.items()}
        )

    @property
    def layers(self) -> list[str]:
        """Names of the layers, from the input to the loss."""
        return self._steps.layers

    @property
    def steps(self) -> list[int]:
        """The kept steps. A last step that still lacks something is not among them, and not in the files."""
        return [step.number for step in self._steps.complete().steps]

    @property
    def run(self) -> dict[str, RunSummary]:
        """A summary of all steps of each layer, also those that are not kept."""
        return dict(self._steps.complete().run)

    def norms(self, step: SupportsIndex | None = None) -> Floats:
        """L2 norm of each layer at a kept `step`, by default at the last: shape (L,), from the input to the loss.

        Raises
        ------
        ValueError
            If no array was recorded, or the step is not a kept one.
        """
        kept = {each.number: each for each in self._steps.recorded("array").steps}
        number = max(kept) if step is None else checked_whole(step, "the step")
        if number not in kept:
            near = min(kept, key=lambda each: abs(each - number))
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
            has them; ``neuron`` (U,), the names of the units, and ``neuron_peak`` (U, S). Of updates: ``parameter_norm``,
            ``update_norm`` and ``update_ratio``, each (S, L), NaN for a layer without one. Of histograms: ``edges`` (B + 1,), and
            ``counts_LAYER`` (S, B) for each layer. Of each scalar, such as the loss: ``loss``, ``loss_low`` and ``loss_high``,
            each (S,): its value, and the least and largest one since the kept step before.

        Raises
        ------
        ValueError
            If nothing was recorded.
        """
        return self._steps.recorded().arrays(self.layers)

    def save(self, path: str | Path) -> None:
        """Write what was recorded to a .csv file, with a row for each kept step and layer, or `arrays` to an .npz file.

        Raises
        ------
        ValueError
            If the name ends in something else, or nothing was recorded.
        OutputError
            If the file cannot be written; what was there before is still there.
        """
        if checked_suffix(path, ".csv", ".npz") == ".npz":
            write_arrays(Path(path), self.arrays())
        else:
            write_layers(Path(path), self._steps.recorded("array", "update"), self.layers)

    def save_units(self, path: str | Path) -> None:
        """Write the peaks of the followed units to a .csv file, with a row for each kept step and unit; errors as in `save`."""
        checked_suffix(path, ".csv")
        write_units(Path(path), self._steps.recorded("array"), self.layers)

    def save_scalars(self, path: str | Path) -> None:
        """Write the scalars to a .csv file, with a row for each kept step; errors as in `save`."""
        checked_suffix(path, ".csv")
        write_scalars(Path(path), self._steps.recorded("scalar"))

    def _checked_shape(self, values: Floats, name: str, place: str) -> tuple[int, int]:
        """Number of axes and of units, once they are known to be those of the steps before."""
        if not -values.ndim <= self._unit_axis < values.ndim:
            raise ValueError(
                f"{place}: an array of shape {values.shape} has no axis {self._unit_axis} to count units on"
            )
        axes, units = shape = (values.ndim, values.shape[self._unit_axis])
        before = self._shapes.get(name, shape)
        if shape != before:
            was = f"they were {before[0]} and {before[1]} before"
            raise ValueError(f"{place}: axes and units are {axes} and {units}, but {was}")
        return shape

    def _unit_peaks(self, values: Floats) -> Floats:
        followed = np.moveaxis(values, self._unit_axis, 0)[: self._units]
        return np.asarray(np.abs(followed).max(axis=tuple(range(1, values.ndim))))
