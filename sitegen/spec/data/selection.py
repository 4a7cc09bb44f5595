"""Select numbers, texts or named series from a table: columns by name or pattern, rows by conditions."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from sitegen.errors import Diagnostic
from sitegen.spec.data.column_choice import ColumnChoice
from sitegen.spec.data.conditions import MOST_COMPARED_ROWS, no_row_left
from sitegen.spec.data.table import Row, Table, Wrong, cell_text, is_blank, is_missing
from sitegen.spec.data.totals import DELETE_IF_TOTAL, total_among
from sitegen.spec.data.values import (
    MAX_NUMBERS,
    MAX_SERIES,
    DataReferenceError,
    DataValues,
    NamedSeries,
    ProblemList,
    blanks_skipped,
    moved_apart,
    repeated,
)
from sitegen.spec.message_format import FieldPath, counted, format_value
from sitegen.spec.value_reference import DataFile, SeriesFile, TextFile

_STEPS = ("step", "global_step", "epoch", "iteration", "iter", "batch", "time", "run", "seed")
"""Names of columns that usually tell several recordings of the same layers apart, in lower case."""
_MOST_COMPARED = 20
"""Columns that are searched for such a column."""


@dataclass(slots=True)
class _Group:
    """Values in the order of their rows, with the places of the rows.

    The key is that of their column, or None when value j is in column j.
    """

    name: str
    key: Any
    values: list[Any] = field(default_factory=list)
    places: list[Any] = field(default_factory=list)


def select(table: Table, reference: DataFile) -> DataValues:
    """Take from `table` what `reference` names.

    A `DataReferenceError` when they do not fit; a `ContentError` with every wrong cell that is taken, at its place.
    """
    return _Selection(table, reference).values()


class _Selection:
    """The values of the columns and rows that a reference names in a table."""

    def __init__(self, table: Table, reference: DataFile) -> None:
        self.table, self.reference = table, reference
        self.choice = ColumnChoice(table, reference)
        self.wrong, self.blanks, self.count = ProblemList(), 0, 0

    def values(self) -> DataValues:
        """The values, checked."""
        is_text = isinstance(self.reference, TextFile)
        if is_text and self.choice.across:
            return self._names()
        convert = _text if is_text else self.table.number
        groups = self._rows_as_series() if not self.choice.keys else self._columns(convert)
        self.wrong.raise_if_any()
        skipped = blanks_skipped(self.blanks)
        moved = moved_apart([group.places for group in groups]) if skipped and self.choice.across else ""
        notes = "; ".join(filter(None, (self.table.skipped, skipped, moved)))
        if (skipped or self.choice.conditions) and not any(group.values for group in groups):
            if skipped:
                raise DataReferenceError(f"no number is left: {skipped}", path=("blank",))
            raise no_row_left(self.choice.conditions, self.table)
        if isinstance(self.reference, SeriesFile):
            return self._series(groups, notes)
        if self.choice.across:
            self._check_one_row(groups)
            places = [(group.places[0], group.key) for group in groups]
            found = tuple(group.values[0] for group in groups)
        else:
            places = [(place, group.key) for group in groups for place in group.places]
            found = tuple(value for group in groups for value in group.values)

        def problem(path: FieldPath, message: str) -> Diagnostic:
            place, key = places[int(path[0]) if path else 0] if places else (None, None)
            return self.table.problem(place, key, message, "")

        return DataValues(found, problem, self._advice, self._step_column, notes)

    def _rows(self) -> Iterator[Row]:
        """The rows that `where` and `row` leave."""
        rows = iter(self.table.rows())
        for condition in self.choice.conditions.values():
            rows = condition.filtered(rows)
        row = self.reference.row
        if row is None:
            return rows
        last = deque(rows, maxlen=-row) if row < 0 else deque(islice(rows, row, row + 1))
        if len(last) < max(1, -row):
            found = (
                counted(sum(1 for _ in self.table.rows()), "row") if not self.choice.conditions else "not as many rows"
            )
            raise DataReferenceError(f"there is no row {row}: the table has {found}, counted from 0", path=("row",))
        return iter([last[0]])

    def _columns(self, convert: Callable[[Any], Any]) -> list[_Group]:
        """The values of each column, or of the only one by the names in another."""
        names = self.table.in_order
        if self.choice.across:
            columns = [_Group(names[key], key) for key in self.choice.keys]
            for place, cells in self._rows():
                for group in columns:
                    self._add(group, place, cells[group.key], convert)
            return columns
        (key,) = self.choice.keys
        groups: dict[Any, _Group] = {}
        for place, cells in self._rows():
            name = self.table.name if self.choice.by is None else cell_text(cells[self.choice.by])
            if name not in groups:
                if len(groups) == MAX_SERIES:
                    message = f"more than {MAX_SERIES:,} series; at most as many are read"
                    raise DataReferenceError(message, "is this the column with the names?", ("by",))
                groups[name] = _Group(name, key)
            self._add(groups[name], place, cells[key], convert)
        return list(groups.values())

    def _add(self, group: _Group, place: Any, cell: Any, convert: Callable[[Any], Any]) -> None:
        value = convert(cell)
        if isinstance(value, Wrong):
            blank = is_missing(cell)
            if not blank or self.reference.blank == "error":
                hint = value.hint or (self._blank_hint(place, group.key) if blank and self.reference.file else "")
                self.wrong.add(self._wrong_cell, place, group.key, value.message, hint)
                return
            if self.reference.blank == "skip":
                self.blanks += 1
                return
            value = None
        self.count += 1
        if self.count > MAX_NUMBERS:
            message = f"more than {MAX_NUMBERS:,} numbers; at most as many are read"
            raise DataReferenceError(message, "take fewer rows with 'where', or save fewer")
        group.values.append(value)
        group.places.append(place)

    def _blank_hint(self, place: Any, key: Any) -> str:
        """What to do with a blank cell; a total often has one in place of a name or a step."""
        advice = "leave blank values out with blank: skip"
        is_in_first_column = len(self.table.columns) > 1 and key == next(iter(self.table.columns.values()))
        return f"{advice}, or {DELETE_IF_TOTAL}" if is_in_first_column and place == self._last_place else advice

    @cached_property
    def _last_place(self) -> Any:
        """The place of the last row."""
        return next((place for place, _ in deque(self.table.rows(), maxlen=1)), None)

    def _wrong_cell(self, place: Any, key: Any, message: str, hint: str) -> Diagnostic:
        return self.table.problem(place, key, f"{self.table.prefix(place, key)}{message}", hint)

    def _rows_as_series(self) -> list[_Group]:
        groups: list[_Group] = []
        rows: list[Any] = []
        for place, cells in self._rows():
            name = f"N{len(groups) + 1}" if self.choice.by is None else cell_text(cells[self.choice.by])
            if len(groups) == MAX_SERIES:
                message = f"more than {MAX_SERIES:,} series: {self.table.shape}"
                raise DataReferenceError(message, "write columns: '*' if the columns are the series")
            group = _Group(name, None)
            for key in self.choice.left():
                group.key = key
                self._add(group, place, cells[key], self.table.number)
            group.key = None
            groups.append(group)
            rows.append(place)
        if twice := repeated(group.name for group in groups):
            message = f"the name {format_value(groups[twice[0]].name)} is there twice"
            self.wrong.add(self._wrong_cell, rows[twice[0]], self.choice.by, message, "")
        return groups

    def _names(self) -> DataValues:
        """The names of the columns."""
        names = self.table.in_order
        place = next(iter(self.table.rows()), (None, None))[0]
        return DataValues(
            tuple(names[key] for key in self.choice.keys),
            lambda _, message: self.table.problem(place, None, message, ""),
            notes=self.table.skipped,
        )

    def _series(self, groups: Sequence[_Group], notes: str) -> DataValues:
        def problem(path: FieldPath, message: str) -> Diagnostic:
            which, *inside = path or (0,)
            if not groups:
                return self.table.problem(None, None, message, "")
            group, index = groups[int(which)], int(inside[1]) if len(inside) > 1 else 0
            key = self.choice.by if inside[:1] == ["id"] else index if group.key is None else group.key
            return self.table.problem(group.places[index] if group.places else None, key, message, "")

        found = tuple(NamedSeries(group.name, tuple(group.values)) for group in groups)
        total = total_among(found) if self.choice.by is not None else ""
        return DataValues(found, problem, steps=self._step_column, notes="; ".join(filter(None, (notes, total))))

    def _check_one_row(self, groups: Iterable[_Group]) -> None:
        """Raise unless each column has one value."""
        path: FieldPath = ("file",) if self.reference.columns is None else ("columns",)
        for group in groups:
            if not group.values:
                message = f"the rows that are left have no number in the column {format_value(group.name)}"
                raise DataReferenceError(message, path=path)
            if len(group.values) > 1:
                there = f"{counted(len(group.values), 'number')} in the column {format_value(group.name)}"
                hint = self._advice(is_single=True) or "add row: 0 for the first row, or row: -1 for the last"
                raise DataReferenceError(f"the rows that are left have {there}; one is needed", hint, path)

    def _advice(self, is_single: bool) -> str:  # noqa: FBT001
        """A condition to add, when the values of a column tell recordings of the same layers apart."""
        name = self._step_column(is_single) or next(iter(self._telling(is_single)), "")
        return f"add where: {{{format_value(name)[1:-1]}: …}}" if name else ""

    def _step_column(self, is_single: bool = False) -> str:  # noqa: FBT001, FBT002
        """The first column of steps, by its name, that has several values in the rows that are taken; empty if there is none."""
        return next((name for name in self._telling(is_single) if name.lower() in _STEPS), "")

    def _telling(self, is_single: bool) -> list[str]:  # noqa: FBT001
        """The columns whose values tell recordings of the same layers apart."""
        taken = {*self.choice.used, *self.choice.keys}
        left = [(name, key) for name, key in self.table.columns.items() if key not in taken][:_MOST_COMPARED]
        if self.reference.row is not None or self.table.is_mapping:
            return []
        rows = [[cell_text(cells[key]) for _, key in left] for _, cells in islice(self._rows(), MOST_COMPARED_ROWS)]
        differ = {name: len(set(texts)) for (name, _), texts in zip(left, zip(*rows, strict=True), strict=False)}
        return [name for name, count in differ.items() if 1 < count < len(rows) + is_single]


def _text(cell: Any) -> str | Wrong:
    text = "" if isinstance(cell, list | dict) else cell_text(cell)
    return text or Wrong("there is no name here" if is_blank(cell) else f"{format_value(cell)} is not a name")
