"""Check the arrays and names that a recorder is given."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable
from typing import SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

_LONGEST_NAME = 64
"""Characters of a layer's name: names of neurons add a few, and figures take at most 80."""
_OTHER_COLUMNS = re.compile(
    r"step|layer|neuron|neuron_peak|edges|norm|log10_norm|mean|peak|zeros|parameter_norm|update_norm|update_ratio"
    r"|norm_step_\d+|run_.*|counts_.*|.*_low|.*_high|.*\.npy"
)
"""Names that files have for something else."""
_LARGEST = 2**63 - 1
"""The largest whole number of an array."""


def checked_whole(number: SupportsIndex, name: str, least: int | None = None) -> int:
    """`number` as an int that is not below `least` and fits into an array; `name` says in messages what it is."""
    try:
        whole = operator.index(number)
    except TypeError:
        raise TypeError(f"{name} is {number!r}: give a whole number") from None
    if least is not None and whole < least:
        raise ValueError(f"{name} is {whole}: give {least} or more")
    if whole > _LARGEST:
        raise ValueError(f"{name} has {len(hex(whole)) - 2} hexadecimal digits: give at most {_LARGEST}")
    return whole


def checked_numbers(array: ArrayLike, place: str) -> NDArray[np.float64]:
    """`array` as float64 with at least one axis; a `ValueError` that begins with `place` unless it holds real, finite numbers."""
    if masked := int(np.sum(array.mask)) if isinstance(array, np.ma.MaskedArray) else 0:
        are = "1 number is" if masked == 1 else f"{masked} numbers are"
        raise ValueError(f"{place}: {are} masked: fill them, or leave them out")
    try:
        given = np.atleast_1d(np.asarray(array))
    except Exception as error:  # rows of unlike lengths; arrays of other libraries may raise anything
        raise ValueError(f"{place}: this cannot become an array: {error}") from error
    if given.dtype.kind not in "iuf":
        raise ValueError(f"{place}: real numbers are needed, not an array of {given.dtype}")
    if given.size == 0:
        raise ValueError(f"{place}: the array of shape {given.shape} is empty")
    with np.errstate(over="ignore"):
        values = given.astype(np.float64, copy=False)
    finite = np.isfinite(values)
    if not finite.all():
        wrong = np.argwhere(~finite)
        first = tuple(wrong[0].tolist())
        if values.size == 1:
            raise ValueError(f"{place}: the number is not finite, but {values[first]}")
        count = f"{len(wrong)} of {values.size} numbers {'is' if len(wrong) == 1 else 'are'} not finite"
        raise ValueError(f"{place}: {count}; the first is {values[first]} at {list(first)}")
    return values


def checked_number(given: ArrayLike, place: str) -> float:
    """`given` as a float; errors as in `checked_numbers`, and for more numbers than one."""
    values = checked_numbers(given, place)
    if values.size != 1:
        raise ValueError(f"{place}: a single number is needed, not an array of shape {values.shape}")
    return float(values.flat[0])


def _checked_name(given: str, what: str) -> str:
    """The name of a layer or of a scalar, without spaces around it."""
    name = given.strip()
    if not 1 <= len(name) <= _LONGEST_NAME or not name.isprintable():
        raise ValueError(f"{given!r} does not name a {what}: write 1 to {_LONGEST_NAME} printable characters")
    return name


def checked_layer(layer: str | int) -> str:
    """The name of a layer, or its number as a text."""
    if isinstance(layer, str):
        return _checked_name(layer, "layer")
    return str(checked_whole(layer, "a layer that is no text"))


def checked_scalar_name(name: str) -> str:
    """The name of a scalar, which files have for nothing else."""
    checked = _checked_name(name, "scalar")
    if _OTHER_COLUMNS.fullmatch(checked):
        raise ValueError(
            f"a scalar cannot be called '{checked}', which means something else in the files: give it another name"
        )
    return checked


def checked_layers(layers: Iterable[str | int]) -> list[str]:
    """The names of layers: at least one, and none of them twice."""
    if isinstance(layers, str | bytes):
        raise TypeError(f"layers is the text {layers!r}: give a list of names")
    if not isinstance(layers, Iterable):
        raise TypeError(f"layers is {layers!r}: give a list of names")
    names = [checked_layer(layer) for layer in layers]
    if not names:
        raise ValueError("layers is empty: name at least one, or leave it out")
    if twice := [name for number, name in enumerate(names) if name in names[:number]]:
        raise ValueError(f"layers has '{twice[0]}' twice")
    return names
