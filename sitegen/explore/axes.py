"""The axes of a figure along which a reader may choose, and the states that they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Literal

Form = Literal["range", "choice", "switch", "followed"]


@dataclass(frozen=True, slots=True)
class AxisValues:
    """One parameter that the reader may change.

    Parameters
    ----------
    name, label : str
        The parameter, and what it is called; a figure that is followed is called by its title.
    form : {"range", "choice", "switch", "followed"}
        A slider, a list to choose from, on and off, or what is chosen in another figure.
    values : tuple
        What it may be, in order.
    base : int
        Index of the value in the author's own parameters.
    names : mapping of int to str
        Values with a name of their own, by index.
    called : mapping of str to str
        Values that readers know by another word, by the word of the spec.
    """

    name: str
    label: str
    form: Form
    values: tuple[Any, ...]
    base: int
    names: Mapping[int, str] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)


def combinations(axes: Sequence[AxisValues]) -> Iterator[dict[str, Any]]:
    """Every state by its values, the last axis changing fastest."""
    names = [axis.name for axis in axes]
    return (dict(zip(names, values, strict=True)) for values in product(*(axis.values for axis in axes)))


def base_state(axes: Sequence[AxisValues]) -> int:
    """Number of the author's own state among the `combinations`."""
    number = 0
    for axis in axes:
        number = number * len(axis.values) + axis.base
    return number
