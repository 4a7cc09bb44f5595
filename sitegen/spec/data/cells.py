"""Where the cells of a CSV row stand: found only when a message needs it, since Python's csv module does not tell."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice

from sitegen.errors import Diagnostic
from sitegen.spec.source_text import SourceText, Span

_CELL = re.compile(r'(?P<quoted>"[^"]*+(?:""[^"]*+)*+")|[^,\n]*')
_LONGEST_ROW = 5_000
"""Lines that are looked through for the end of a row."""


def cell_place(text: SourceText, line: int, index: int) -> Span:
    """The place of the cell `index` in the row that begins in `line`; both count from 0."""
    row = _row(text, line)
    cell = next(islice(_cells(row), index, None), None)
    if cell is None:
        return Span(line, 0)
    return _place(row, line, cell.start())._replace(length=max(1, len(cell[0].split("\n", 1)[0])))


def csv_problem(text: SourceText, line: int) -> Diagnostic:
    """Say what the csv module refuses in the row that begins in `line`: a quote, or a cell that is too long."""
    row = "\n".join(text.lines[line:])
    most = csv.field_size_limit()
    for cell in _cells(row):
        if (cell["quoted"] or not cell[0].startswith('"')) and (length := _length(cell)) > most:
            said = f"the cell is too long: it has {length:,} characters, and at most {most:,} are read"
            return text.diagnostic(_place(row, line, cell.start()), said)
        if cell["quoted"] and row[cell.end() : cell.end() + 1] not in {",", "\n", ""}:
            hint = 'write a quote inside a quoted cell twice: ""'
            return text.diagnostic(_place(row, line, cell.end()), "a comma must follow the closing quote", hint=hint)
        if cell[0].startswith('"') and not cell["quoted"]:
            return text.diagnostic(_place(row, line, cell.start()), "this quote is never closed")
    return text.diagnostic(Span(line, 0), "this row is not CSV")


def _length(cell: re.Match[str]) -> int:
    """Characters of the cell as the csv module counts them: without its quotes, and two quotes inside it as one."""
    return len(cell[0][1:-1].replace('""', '"')) if cell["quoted"] else len(cell[0])


def _row(text: SourceText, line: int) -> str:
    return "\n".join(text.lines[line : line + _LONGEST_ROW])


def _cells(row: str) -> Iterator[re.Match[str]]:
    """The cells of the first row of `row`, quotes included."""
    begin = 0
    while found := _CELL.match(row, begin):
        yield found
        begin = found.end() + 1
        if row[found.end() : begin] != ",":
            return


def _place(row: str, line: int, offset: int) -> Span:
    before = row[:offset]
    return Span(line + before.count("\n"), offset - before.rfind("\n") - 1)
