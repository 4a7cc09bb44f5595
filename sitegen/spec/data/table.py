"""The table that every format of data files gives: named columns, and rows with their places."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sitegen.errors import Diagnostic

Row = tuple[Any, Any]
"""The place of a row in its file, and its cells by the keys of the columns."""


MISSING: Final = object()
"""The cell of a key that a record does not have."""


_NO_VALUE = re.compile(
    r"[+-]?(?:1\.#)?[qs]?nan(?:\([^()]*\))?|[+-]?1\.#ind0*|n[./]?a[.]?|#n/a|<na>|none|null|nil|missing|undefined|''|--?|—|–|…|\.+|\?|\*"
)
"""Words and signs of other programs in place of a value, in lower case.

A single ``*`` is that of Minitab and Genstat; several are a number that Fortran had no room for, which is not blank.
"""


class Wrong(NamedTuple):
    """Why a cell has no number."""

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The content of a data file, whatever its format."""

    columns: Mapping[str, Any]
    """The key of each column in the cells of a row, by name."""
    rows: Callable[[], Iterable[Row]]
    """Begins to read the rows."""
    number: Callable[[Any], int | float | Wrong]
    """The number in a cell, or what is wrong with it."""
    problem: Callable[[Any, Any, str, str], Diagnostic]
    """Makes a diagnostic in the file from the place of a row, the key of a column or None, a message and a hint."""
    name: str
    """Name of the file without its suffix, for a series that has no other."""
    matrix: tuple[Any, ...] = ()
    """Keys of the columns of an array with two dimensions, or of a table without names: its rows are series."""
    shape: str = ""
    """Says how many rows and columns the array has."""
    is_mapping: bool = False
    """Whether the only row is a mapping of names to numbers."""
    repeated: frozenset[str] = frozenset()
    """Names that several columns have."""
    names: tuple[tuple[Any, str], ...] = ()
    """Key and name of every column in order, where names are repeated; else empty."""
    skipped: str = ""
    """Says what was left out above the table; empty when nothing was."""
    hint: str = ""
    """Where the names of the columns may be, when they are not where they seem to be."""
    prefix: Callable[[Any, Any], str] = lambda *_: ""
    """Names a cell in messages, from the place of its row and the key of its column, where a file has no lines."""

    @property
    def in_order(self) -> Mapping[Any, str]:
        """The name of every column by its key, in order."""
        return dict(self.names) or {key: name for name, key in self.columns.items()}


def cell_text(cell: Any) -> str:
    """The text of a cell; empty for a blank one, ``true`` and ``false`` as in JSON."""
    if isinstance(cell, str):
        return cell.strip()
    return "" if is_blank(cell) else {True: "true", False: "false"}[cell] if isinstance(cell, bool) else str(cell)


def is_blank(cell: Any) -> bool:
    """Whether a cell is empty, null or missing."""
    return cell is None or cell is MISSING or (isinstance(cell, str) and not cell.strip())


def is_missing(cell: Any) -> bool:
    """Whether a cell is blank, NaN, or a word that stands for no value."""
    if isinstance(cell, float):
        return math.isnan(cell)
    return is_blank(cell) or (isinstance(cell, str) and bool(_NO_VALUE.fullmatch(cell.strip().lower())))
