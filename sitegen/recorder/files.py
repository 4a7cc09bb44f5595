"""Rows and arrays become CSV and NPZ files: the same numbers give the same bytes, and no reader meets half a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sitegen.atomic import write_atomic


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file; floats in the fewest digits that give the same float again."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    write_atomic(path, stream.getvalue())


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write an NPZ file."""
    stream = io.BytesIO()
    named: dict[str, Any] = dict(arrays)  # numpy has a flag among its names, so that a checker takes all for flags
    np.savez_compressed(stream, **named)
    write_atomic(path, stream.getvalue())
