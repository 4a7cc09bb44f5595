"""Data files as they are named in a spec, and the parts of which a report on them consists."""

from __future__ import annotations

import io

import numpy as np

CSV = "{file: ../data/run.csv, column: norm}"
JSON = "{file: ../data/run.json, pointer: /runs/0}"
NPZ = "{file: ../data/run.npz, array: norms}"
FILE = "content/figures/wave.yaml:4:21: error: params.gradients.file: "
PICKLED = (
    "the array 'norms' holds pickled Python objects, which are never loaded "
    "(save numbers: numpy.savez(…, norms=numpy.asarray(values, dtype=float)))"
)
DAMAGED = "this is not an NPZ file, or it is damaged (write it again with numpy.savez)"
NAMED = "(named in content/figures/wave.yaml:4:21)"


def npz(**arrays) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


def pointed(line: int, text: str, column: int, length: int = 1, hint: str = "") -> str:
    """The source line with its caret."""
    gutter = f"  {line} | "
    caret = f"{' ' * (len(gutter) - 2)}| {' ' * (column - 1)}{'^' * length} {hint}".rstrip()
    return f"\n{gutter}{text}\n{caret}"


def spec_line(reference: str, word: str, hint: str = "") -> str:
    line = f"  gradients: {reference}"
    return pointed(4, line, line.index(word) + 1, len(word), hint)
