"""Choose the columns of a table by their names, their positions or a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import islice
from typing import Any, Literal

from sitegen.spec.data.conditions import Condition, matcher, shown_values
from sitegen.spec.data.table import Table
from sitegen.spec.data.values import DataReferenceError
from sitegen.spec.message_format import FieldPath, format_value, listed, nearest_or_all
from sitegen.spec.value_reference import DataFile, SeriesFile

_CALCULATION = re.compile(r"\w\s*[*+]\s*[\w(]|^[a-z]\w*\(.*\)$")
"""Found in a name that is a calculation."""


class ColumnChoice:
    """The columns that a reference names.

    Attributes
    ----------
    conditions : dict
        A condition for each column in ``where``.
    by : object
        Key of the column that names the series, or None.
    used : set
        Keys of the columns that choose rows or name series.
    keys : tuple
        Keys of the columns with the values; empty when the rows of an array are series.
    across : bool
        Whether one number is taken from each of several columns.
    """

    def __init__(self, table: Table, reference: DataFile) -> None:
        self.table, self.reference = table, reference
        self._in_order = tuple(table.in_order)
        self.conditions = {
            name: Condition(self._key(("where", name), name, "key"), matcher(table, wanted), shown_values(wanted))
            for name, wanted in reference.where.items()
        }
        by = reference.by if isinstance(reference, SeriesFile) else None
        self.by = None if by is None else self._key(("by",), by)
        self.used = {self.by, *(each.key for each in self.conditions.values())} - {None}
        self.across = False
        self.keys = self._keys()

    def _key(self, path: FieldPath, name: int | str, highlight: Literal["value", "key"] = "value") -> Any:
        """The key of the column with this name or, for a number, at this position."""
        columns, plain = self.table.columns, str(name).strip()
        if plain in self.table.repeated:
            raise self._repeated(plain)
        if plain in columns:
            return columns[plain]
        if isinstance(name, int) and -len(self._in_order) <= name < len(self._in_order):
            return self._in_order[name]
        message = f"there is no column {format_value(name)} in the file"
        hint = self.table.hint or nearest_or_all(plain, columns, "columns")
        if _CALCULATION.search(plain) and not any(map(_CALCULATION.search, columns)):
            hint = f"nothing is computed from columns: put the results into the file; {hint}"
        raise DataReferenceError(message, hint, path, highlight)

    def _repeated(self, name: str) -> DataReferenceError:
        place = list(self.table.in_order.values()).index(name)
        hint = f"rename one, or choose by position: the first is {place}"
        return DataReferenceError(f"there are two columns {format_value(name)} in the file", hint)

    def _keys(self) -> tuple[Any, ...]:
        """The columns with the values; none when the rows of an array are series."""
        reference, table = self.reference, self.table
        if reference.column is not None:
            return (self._key(("column",), reference.column),)
        if reference.columns is None and not table.is_mapping and not table.matrix:
            return (self._only_column(),)
        self.across = True
        if isinstance(reference.columns, tuple):
            return tuple(self._listed(reference.columns))
        if reference.columns is not None:
            return self._matching(reference.columns)
        left = self.left()
        return left if table.is_mapping else self._whole_rows(left)

    def _meant_list(self, text: str) -> str:
        """The list of columns that a text such as ``l0, l1`` or ``l0-l2`` means; empty if none is meant."""
        names = list(self.table.columns)
        parts = [part.strip() for part in re.split("[,;]", text)]
        ends = [part.strip() for part in re.split(r"\s*(?:-|\.\.|:|–)\s*", text)]
        if len(ends) == 2 and set(ends) <= set(names) and names.index(ends[0]) < names.index(ends[1]):
            parts = names[names.index(ends[0]) : names.index(ends[1]) + 1]
        return f"[{listed(parts)}]" if len(parts) > 1 and set(parts) <= set(names) else ""

    def left(self) -> tuple[Any, ...]:
        """The columns of a mapping or an array, without that of the names."""
        keys = self.table.columns.values() if self.table.is_mapping else self.table.matrix
        return tuple(key for key in keys if key != self.by)

    def _listed(self, names: tuple[int | str, ...]) -> Iterator[Any]:
        """The columns of a list, each of which may be in it once."""
        seen = set()
        for at, name in enumerate(names):
            key = self._key(("columns", at), name)
            if key in seen:
                message = f"the column {format_value(self.table.in_order[key])} is in the list already"
                raise DataReferenceError(message, "delete it", ("columns", at))
            seen.add(key)
            yield key

    def _whole_rows(self, left: tuple[Any, ...]) -> tuple[Any, ...]:
        """All columns of an array: one row of it, or the only column."""
        reference = self.reference
        if isinstance(reference, SeriesFile):
            return ()
        self.across = len(left) > 1
        is_chosen = reference.row is not None or reference.where
        if self.across and not is_chosen and len(list(islice(self.table.rows(), 2))) > 1:
            message = f"say with 'row' or 'column' which numbers are meant; {self.table.shape}"
            raise DataReferenceError(message, "add row: 0 or column: 0; -1 is the last")
        return left

    def _only_column(self) -> Any:
        columns, reference = self.table.columns, self.reference
        left = [name for name, key in columns.items() if key not in self.used]
        if isinstance(reference, SeriesFile) and self.by is None and len(left) > 1:
            message = f"say with 'by' which column names the series; the file has {listed(left)}"
            raise DataReferenceError(message, "or with 'columns' which columns are series")
        if len(left) != 1:
            message = f"say with 'column' which column is meant; the file has {listed(left or columns)}"
            hint = "write columns: '*' for all of them" if reference.row is not None and len(left) > 1 else ""
            raise DataReferenceError(message, hint)
        return self._key(("file",), left[0])

    def _matching(self, pattern: str) -> tuple[Any, ...]:
        """The columns whose names match a pattern, in the order of the file."""
        if not any(sign in pattern for sign in "*?["):
            if pattern not in self.table.columns and (meant := self._meant_list(pattern)):
                message = f"there is no column {format_value(pattern)} in the file"
                raise DataReferenceError(message, f"write {meant}", ("columns",))
            return (self._key(("columns",), pattern),)
        found = {
            name: key for name, key in self.table.columns.items() if key not in self.used and fnmatchcase(name, pattern)
        }
        if not found:
            message = f"no column matches {format_value(pattern)}"
            plain = pattern.strip("^$").replace(".*", "*").replace(".+", "*").replace("\\d", "[0-9]").replace("+", "*")
            is_regex = plain != pattern and any(fnmatchcase(name, plain) for name in self.table.columns)
            hint = f"write '{plain}': this is no regular expression" if is_regex else ""
            hint = hint or f"columns here: {listed(self.table.columns) or 'none'}"
            raise DataReferenceError(message, hint, ("columns",))
        if twice := self.table.repeated & found.keys():
            raise self._repeated(min(twice))
        return tuple(found.values())
