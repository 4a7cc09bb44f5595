"""A spec as plain Python values, with a table of where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from sitegen.errors import Diagnostic
from sitegen.spec.scalars import shortened
from sitegen.spec.text import Place

Path = tuple[str | int, ...]


class Spot(NamedTuple):
    """Where a value stands, and its key; the key is None for list items and for the whole spec."""

    key: Place | None
    value: Place


class Refused:
    """Stands in for a value that was refused; whatever else is said about it is not worth reporting."""


REFUSED: Final = Refused()


@dataclass(frozen=True, slots=True)
class Tree:
    """A spec as plain values.

    Parameters
    ----------
    value : object
        dict, list, str, int, float, bool, None, and `REFUSED`; None when the text says nothing.
    spots : mapping of path to Spot
        Every value that was written out; what an alias repeats has the alias alone.
    problems : tuple of Diagnostic
        What was refused on the way.
    gaps : frozenset of path
        Mappings of which a key was refused, so that a missing key means nothing.
    complete : bool
        False when reading had to stop early; `value` is then None.
    """

    value: object
    spots: Mapping[Path, Spot]
    problems: tuple[Diagnostic, ...] = ()
    gaps: frozenset[Path] = frozenset()
    complete: bool = True


def dotted(path: Path) -> str:
    """`path` as messages show it: ``params.layers.2``."""
    return ".".join(shortened(str(step)) for step in path)
