"""CSV (RFC 4180 with a header row) becomes numbers from one column, each with the line and column of its cell."""

from __future__ import annotations

import csv
import math
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.spec.data.cells import cell_place, csv_problem
from sitegen.spec.data.values import (
    MAX_NUMBERS,
    DataReferenceError,
    DataValues,
    NamedSeries,
    refuse,
    repeated,
    too_many,
)
from sitegen.spec.message_format import FieldPath, format_value, listed
from sitegen.spec.source_text import SourceText, Span
from sitegen.spec.value_reference import DataFile, SeriesFile

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_OTHER_SEPARATOR = re.compile(r"[;\t]")
_Wrong = tuple[int, int | None, str, str]
"""Line of a row, number of its cell (None for the row), message, hint."""


class _Choice(NamedTuple):
    """Which cells are taken: indices of columns, and what each row must say."""

    column: int
    by: int | None
    conditions: tuple[tuple[int, float | str], ...]


@dataclass(slots=True)
class _Series:
    """Numbers in the order of their rows, and the line in which each row begins, from 0."""

    values: list[int | float] = field(default_factory=list)
    lines: array[int] = field(default_factory=lambda: array("L"))


def read_table(text: SourceText, reference: DataFile) -> DataValues:
    """Take numbers or named series from a table; errors as in `read_data`."""
    columns = _header(text)
    choice = _choose(columns, reference)
    taken, wrong = _take(text, choice, len(columns))
    refuse((_diagnostic(text, each) for each in wrong), len(wrong))
    if not taken:
        _nothing(text, columns, reference)
    if choice.by is None:
        (series,) = taken.values()
        return DataValues(
            tuple(series.values), lambda path, message: _at(text, choice, [series], (0, "", *path), message)
        )
    every = list(taken.values())
    values = tuple(NamedSeries(name, tuple(series.values)) for name, series in taken.items())
    return DataValues(values, lambda path, message: _at(text, choice, every, path, message))


def _records(text: SourceText) -> Iterator[tuple[int, list[str]]]:
    """Every row with the line in which it begins; empty lines at the end are no rows."""
    end = len(text.lines)
    while end and not text.lines[end - 1].strip():
        end -= 1
    reader = csv.reader((line + "\n" for line in text.lines[:end]), strict=True)
    start = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ContentError([csv_problem(text, start)]) from error
        yield start, cells
        start = reader.line_num


def _header(text: SourceText) -> list[str]:
    records = _records(text)
    _, cells = next(records, (0, []))
    columns = [cell.strip() for cell in cells]
    if not any(columns):
        message = "the first line must name the columns" if text.text.strip() else "the file is empty"
        raise ContentError([text.diagnostic(Span(0, 0), message)])
    if len(columns) == 1 and (found := _OTHER_SEPARATOR.search(columns[0])):
        message = f"the cells are separated by {'tabs' if found[0] == chr(9) else 'semicolons'}, not by commas"
        raise ContentError([text.diagnostic(Span(0, 0), message, hint="save the file as CSV with commas")])
    twice = repeated(columns)
    problems = (
        text.diagnostic(
            cell_place(text, 0, index), f"there are two columns {format_value(columns[index])}", hint="rename one"
        )
        for index in twice
    )
    refuse(problems, len(twice))
    if next(records, None) is None:
        raise ContentError([text.diagnostic(Span(0, 0), "below the names of the columns there is no row")])
    return columns


def _choose(columns: list[str], reference: DataFile) -> _Choice:
    """Find the columns that the reference names, or the only one that can be meant."""
    conditions = tuple(
        (_index(columns, ("where", name), name, "key"), value) for name, value in reference.where.items()
    )
    by = None
    if isinstance(reference, SeriesFile):
        if reference.by is None:
            message = f"say with 'by' which column names the series; the file has {listed(columns)}"
            raise DataReferenceError(("file",), message)
        by = _index(columns, ("by",), reference.by)
    if reference.column is not None:
        return _Choice(_index(columns, ("column",), reference.column), by, conditions)
    used = {by, *(index for index, _ in conditions)}
    left = [index for index in range(len(columns)) if index not in used]
    if len(left) != 1:
        names = listed(columns[index] for index in left or range(len(columns)))
        raise DataReferenceError(("file",), f"say with 'column' which column is meant; the file has {names}")
    if isinstance(_number(columns[left[0]]), int | float):
        message = f"the first line must name the columns, and {columns[left[0]]} is a number"
        raise DataReferenceError(("file",), message, "write a name above the numbers")
    return _Choice(left[0], by, conditions)


def _index(columns: list[str], path: FieldPath, name: str, highlight: Literal["value", "key"] = "value") -> int:
    if name.strip() in columns:
        return columns.index(name.strip())
    hint = did_you_mean(name, columns) or f"columns here: {listed(columns)}"
    raise DataReferenceError(path, f"there is no column {format_value(name)} in the file", hint, highlight)


def _take(text: SourceText, choice: _Choice, width: int) -> tuple[dict[str, _Series], list[_Wrong]]:
    """Gather the chosen numbers, by series in the order of their first row, and everything that is wrong on the way."""
    taken: dict[str, _Series] = {}
    wrong: list[_Wrong] = []
    count = 0
    records = _records(text)
    next(records)
    for line, cells in records:
        if len(cells) != width:
            wrong.append((line, None, _ragged(len(cells), width), ""))
        elif all(_says(cells[index], value) for index, value in choice.conditions):
            series = taken.setdefault("" if choice.by is None else cells[choice.by].strip(), _Series())
            value = _number(cells[choice.column])
            count += 1
            if isinstance(value, str):
                wrong.append((line, choice.column, value, _hint(cells[choice.column])))
            else:
                series.values.append(value)
                series.lines.append(line)
    if count > MAX_NUMBERS:
        raise DataReferenceError(("file",), too_many(count), "take fewer rows with 'where'")
    return taken, wrong


def _ragged(count: int, width: int) -> str:
    if not count:
        return "the line is empty; delete it"
    return f"the row has {count:,} {'cell' if count == 1 else 'cells'}, but there are {width:,} columns"


def _says(cell: str, value: float | str) -> bool:
    """Whether the cell says `value`; numbers compare as numbers."""
    if isinstance(value, str):
        return cell.strip() == value.strip()
    return _number(cell) == value


def _number(cell: str) -> int | float | str:
    """The number in a cell, or what is wrong with it."""
    plain = cell.strip()
    if _INTEGER.fullmatch(plain):
        return int(plain)
    if not plain:
        return "the cell is empty"
    try:
        value = float(plain)
    except ValueError:
        return f"{format_value(cell)} is not a number"
    if "_" in plain or not plain.isascii():
        return f"{format_value(cell)} is not a number"
    return value if math.isfinite(value) else f"{format_value(cell)} is not a finite number"


def _hint(cell: str) -> str:
    with_point = cell.strip().replace(",", ".", 1)
    if "," in cell and isinstance(_number(with_point), int | float):
        return f"write {with_point}, with a point"
    return ""


def _nothing(text: SourceText, columns: list[str], reference: DataFile) -> None:
    """Say which part of the filter left no row."""
    for name, value in reference.where.items():
        index = columns.index(name.strip())
        there = dict.fromkeys(cells[index].strip() for line, cells in _records(text) if line)
        if not any(_says(cell, value) for cell in there):
            message = f"no row has {_shown(value)} in the column {format_value(name)}"
            raise DataReferenceError(("where", name), message, f"there are {listed(there)}")
    together = " and ".join(f"{name} {_shown(value)}" for name, value in reference.where.items())
    raise DataReferenceError(("where",), f"no row has {together} at the same time")


def _shown(value: float | str) -> str:
    return format_value(value) if isinstance(value, str) else f"{value:.15g}"


def _at(text: SourceText, choice: _Choice, every: list[_Series], path: FieldPath, message: str) -> Diagnostic:
    """A problem of a value, of a name, or of all, which is shown at the first cell."""
    which, *inside = path or (0,)
    series = every[int(which)]
    index = inside[1] if len(inside) > 1 else 0
    column = choice.by if choice.by is not None and inside[:1] == ["id"] else choice.column
    return text.diagnostic(cell_place(text, series.lines[int(index)], column), message)


def _diagnostic(text: SourceText, wrong: _Wrong) -> Diagnostic:
    line, cell, message, hint = wrong
    if not text.lines[line].strip():
        return Diagnostic(file=text.source.name, line=line + 1, column=1, message=message)
    place = Span(line, 0, text.to_line_end(line, 0)) if cell is None else cell_place(text, line, cell)
    return text.diagnostic(place, message, hint=hint)
