"""Read CSV (RFC 4180 with a header row): numbers from one column, each with the line and column of its cell."""

from __future__ import annotations

import csv
import math
import re
from array import array
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.spec.data.values import (
    MAX_NUMBERS,
    DataReferenceError,
    DataValues,
    NamedSeries,
    raise_problems,
    repeated,
    too_many,
)
from sitegen.spec.message_format import FieldPath, counted, format_value, listed
from sitegen.spec.source_text import SourceText, Span
from sitegen.spec.value_reference import DataFile, SeriesFile

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_OTHER_SEPARATOR = re.compile(r"[;\t]")
_CELL = re.compile(r'(?P<quoted>"[^"]*+(?:""[^"]*+)*+")|[^,\n]*')
_LONGEST_ROW = 5_000
"""Lines that are searched for the end of a row."""


class _Columns(NamedTuple):
    """Indices of the columns that are read, and what each row must have in others."""

    values: int
    by: int | None
    conditions: tuple[tuple[int, float | str], ...]


class _Series(NamedTuple):
    """Numbers in the order of their rows, and the line in which each row begins, from 0."""

    values: list[int | float]
    lines: array[int]


class _Wrong(NamedTuple):
    """A problem of a row, or of its cell with the index `cell`."""

    line: int
    cell: int | None
    message: str
    hint: str = ""


def read_table(text: SourceText, reference: DataFile) -> DataValues:
    """Read numbers or named series from a table; errors as in `DataReader`."""
    header = _header(text)
    columns = _choose(header, reference)
    taken, wrong = _take(text, columns, len(header))
    raise_problems(wrong, lambda each: _diagnostic(text, each))
    if not taken:
        raise _no_rows(text, header, reference)
    every = list(taken.values())
    named = columns.by is not None

    def problem(path: FieldPath, message: str) -> Diagnostic:
        """A problem of a value, of a name, or of all, which is shown at the first cell."""
        which, *inside = (path or (0,)) if named else (0, "", *path)
        index = inside[1] if len(inside) > 1 else 0
        cell = columns.by if named and inside[:1] == ["id"] else columns.values
        return _diagnostic(text, _Wrong(every[int(which)].lines[int(index)], cell, message))

    if named:
        return DataValues(tuple(NamedSeries(name, tuple(each.values)) for name, each in taken.items()), problem)
    return DataValues(tuple(every[0].values), problem)


def _records(text: SourceText) -> Iterator[tuple[int, list[str]]]:
    """Every row with the line in which it begins, without empty lines at the end."""
    end = len(text.lines)
    while end and not text.lines[end - 1].strip():
        end -= 1
    reader = csv.reader((line + "\n" for line in text.lines[:end]), strict=True)
    start = 0
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num
    except csv.Error as error:
        raise ContentError([_csv_problem(text, start)]) from error


def _header(text: SourceText) -> list[str]:
    records = _records(text)
    _, cells = next(records, (0, []))
    columns = [cell.strip() for cell in cells]
    message, hint = "", ""
    if not any(columns):
        message = "the first line must name the columns" if text.text.strip() else "the file is empty"
    elif len(columns) == 1 and (found := _OTHER_SEPARATOR.search(columns[0])):
        message = f"the cells are separated by {'tabs' if found[0] == chr(9) else 'semicolons'}, not by commas"
        hint = "save the file as CSV with commas"
    elif not (twice := repeated(columns)) and next(records, None) is None:
        message = "below the names of the columns there is no row"
    if message:
        raise ContentError([text.diagnostic(Span(0, 0), message, hint=hint)])
    said = "there are two columns {}"
    raise_problems(
        twice,
        lambda index: _diagnostic(text, _Wrong(0, index, said.format(format_value(columns[index])), "rename one")),
    )
    return columns


def _choose(header: list[str], reference: DataFile) -> _Columns:
    """Find the columns that the reference names, or the only one that can be meant."""
    conditions = tuple((_index(header, ("where", name), name, "key"), value) for name, value in reference.where.items())
    by = None
    if isinstance(reference, SeriesFile):
        if reference.by is None:
            message = f"say with 'by' which column names the series; the file has {listed(header)}"
            raise DataReferenceError(("file",), message)
        by = _index(header, ("by",), reference.by)
    if reference.column is not None:
        return _Columns(_index(header, ("column",), reference.column), by, conditions)
    used = {by, *(index for index, _ in conditions)}
    left = [index for index in range(len(header)) if index not in used]
    if len(left) != 1:
        names = listed(header[index] for index in left or range(len(header)))
        raise DataReferenceError(("file",), f"say with 'column' which column is meant; the file has {names}")
    if isinstance(_number(header[left[0]]), int | float):
        message = f"the first line must name the columns, and {header[left[0]]} is a number"
        raise DataReferenceError(("file",), message, "write a name above the numbers")
    return _Columns(left[0], by, conditions)


def _index(header: list[str], path: FieldPath, name: str, highlight: Literal["value", "key"] = "value") -> int:
    if name.strip() in header:
        return header.index(name.strip())
    hint = did_you_mean(name, header) or f"columns here: {listed(header)}"
    raise DataReferenceError(path, f"there is no column {format_value(name)} in the file", hint, highlight)


def _take(text: SourceText, columns: _Columns, width: int) -> tuple[dict[str, _Series], list[_Wrong]]:
    """Read the numbers, by series in the order of their first row, and collect everything that is wrong on the way."""
    taken: dict[str, _Series] = {}
    wrong: list[_Wrong] = []
    count = 0
    for line, cells in islice(_records(text), 1, None):
        if not cells:
            wrong.append(_Wrong(line, None, "the line is empty; delete it"))
        elif len(cells) != width:
            message = f"the row has {counted(len(cells), 'cell')}, but there are {width:,} columns"
            wrong.append(_Wrong(line, None, message))
        elif all(_equals(cells[index], value) for index, value in columns.conditions):
            name = "" if columns.by is None else cells[columns.by].strip()
            series = taken.get(name) or taken.setdefault(name, _Series([], array("L")))
            value = _number(cells[columns.values])
            count += 1
            if isinstance(value, str):
                wrong.append(_Wrong(line, columns.values, value, _hint(cells[columns.values])))
            else:
                series.values.append(value)
                series.lines.append(line)
    if count > MAX_NUMBERS:
        raise DataReferenceError(("file",), too_many(count), "take fewer rows with 'where'")
    return taken, wrong


def _equals(cell: str, value: float | str) -> bool:
    """Whether the cell has `value`; numbers compare as numbers."""
    return cell.strip() == value.strip() if isinstance(value, str) else _number(cell) == value


def _number(cell: str) -> int | float | str:
    """The number in a cell, or what is wrong with it."""
    plain = cell.strip()
    if _INTEGER.fullmatch(plain):
        return int(plain)
    if not plain:
        return "the cell is empty"
    try:
        value = float(plain) if plain.isascii() and "_" not in plain else None
    except ValueError:
        value = None
    if value is None:
        return f"{format_value(cell)} is not a number"
    return value if math.isfinite(value) else f"{format_value(cell)} is not a finite number"


def _hint(cell: str) -> str:
    with_point = cell.strip().replace(",", ".", 1)
    if "," in cell and isinstance(_number(with_point), int | float):
        return f"write {with_point}, with a point"
    return ""


def _no_rows(text: SourceText, header: list[str], reference: DataFile) -> DataReferenceError:
    """Say which part of the filter matches no row."""
    shown = {
        name: format_value(value) if isinstance(value, str) else f"{value:.15g}"
        for name, value in reference.where.items()
    }
    for name, value in reference.where.items():
        index = header.index(name.strip())
        there = dict.fromkeys(cells[index].strip() for _, cells in islice(_records(text), 1, None))
        if not any(_equals(cell, value) for cell in there):
            message = f"no row has {shown[name]} in the column {format_value(name)}"
            return DataReferenceError(("where", name), message, f"there are {listed(there)}")
    together = " and ".join(f"{name} {value}" for name, value in shown.items())
    return DataReferenceError(("where",), f"no row has {together} at the same time")


def _diagnostic(text: SourceText, wrong: _Wrong) -> Diagnostic:
    line, cell, message, hint = wrong
    if not text.lines[line].strip():
        return Diagnostic(file=text.source.name, line=line + 1, column=1, message=message)
    span = Span(line, 0, text.to_line_end(line, 0)) if cell is None else cell_span(text, line, cell)
    return text.diagnostic(span, message, hint=hint)


def cell_span(text: SourceText, line: int, index: int) -> Span:
    """The place of the cell `index` in the row that begins in `line`, since Python's csv module does not say it."""
    row = "\n".join(text.lines[line : line + _LONGEST_ROW])
    cell = next(islice(_cells(row), index, None), None)
    if cell is None:
        return Span(line, 0)
    return _span(row, line, cell.start())._replace(length=max(1, len(cell[0].split("\n", 1)[0])))


def _csv_problem(text: SourceText, line: int) -> Diagnostic:
    """What the csv module refuses in the row that begins in `line`: a quote, or a cell that is too long."""
    row = "\n".join(text.lines[line:])
    most = csv.field_size_limit()
    for cell in _cells(row):
        length = len(cell[0][1:-1].replace('""', '"')) if cell["quoted"] else len(cell[0])
        is_open = cell[0].startswith('"') and not cell["quoted"]
        at, message, hint = cell.start(), "", ""
        if length > most and not is_open:
            message = f"the cell is too long: it has {length:,} characters, and at most {most:,} are read"
        elif cell["quoted"] and row[cell.end() : cell.end() + 1] not in {",", "\n", ""}:
            at, message = cell.end(), "a comma must follow the closing quote"
            hint = 'write a quote inside a quoted cell twice: ""'
        elif is_open:
            message = "this quote is never closed"
        if message:
            return text.diagnostic(_span(row, line, at), message, hint=hint)
    return text.diagnostic(Span(line, 0), "this row is not CSV")


def _cells(row: str) -> Iterator[re.Match[str]]:
    """The cells of the first row of `row`, quotes included."""
    begin = 0
    while found := _CELL.match(row, begin):
        yield found
        begin = found.end() + 1
        if row[found.end() : begin] != ",":
            return


def _span(row: str, line: int, offset: int) -> Span:
    before = row[:offset]
    return Span(line + before.count("\n"), offset - before.rfind("\n") - 1)
