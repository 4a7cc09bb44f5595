"""Write a history to CSV and NPZ files."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
from numpy.typing import NDArray

from sitegen.atomic import write_atomic
from sitegen.recorder.history import History


def checked_suffix(path: str | Path, *allowed: str) -> str:
    """The suffix of `path`, if it is allowed."""
    given: object = path
    if not isinstance(given, str | PathLike):
        raise TypeError(f"path is {given!r}: give the name of a file that ends in {' or '.join(allowed)}")
    suffix = Path(path).suffix.lower()
    if suffix not in allowed:
        raise ValueError(f"'{path}' must end in {' or '.join(allowed)}")
    return suffix


def write_arrays(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write an NPZ file; its arrays may have any name, also that of an argument of `numpy.savez_compressed`."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, array, allow_pickle=False)
    write_atomic(path, stream.getvalue())


def write_layers(path: Path, history: History, layers: Sequence[str]) -> None:
    """Write a row for each kept step and layer; what a layer does not have is blank."""
    rows = (
        (step.number, layer, *("" if math.isnan(each) else each for each in values))
        for step in history.steps
        for layer, *values in zip(layers, *(step.measured(layers, each) for each in history.measures), strict=True)
    )
    _write_table(path, ("step", "layer", *history.measures), rows)


def write_units(path: Path, history: History, layers: Sequence[str]) -> None:
    """Write a row for each kept step and followed unit."""
    rows = (
        (step.number, layer, neuron, peak)
        for step in history.steps
        for layer in layers
        for neuron, peak in zip(step.neurons(layer), step.peaks[layer].tolist(), strict=True)
    )
    _write_table(path, ("step", "layer", "neuron", "peak"), rows)


def write_scalars(path: Path, history: History) -> None:
    """Write a row for each kept step."""
    scalars = history.scalars()
    rows = zip((step.number for step in history.steps), *(each.tolist() for each in scalars.values()), strict=True)
    _write_table(path, ("step", *scalars), rows)


def _write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file; floats in the fewest digits that give the same float again."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    write_atomic(path, stream.getvalue())
