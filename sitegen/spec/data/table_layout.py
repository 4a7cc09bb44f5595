"""How a text table is laid out: what separates its cells, and where it begins below a title."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from sitegen.errors import ContentError
from sitegen.spec.data.cell_numbers import read_number
from sitegen.spec.data.text_lines import TextLines
from sitegen.spec.message_format import format_value
from sitegen.spec.source_text import Span

SEPARATORS = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "vertical bar"}
BLANKS = " "
"""The separator of cells between any number of blanks."""
QUOTED = '(?P<quoted>"[^"]*+(?:""[^"]*+)*+")'
BLANK_CELL = re.compile(rf"{QUOTED}(?!\S)|\S+")
"""A cell between blanks."""
_WRITTEN_SEPARATOR = re.compile(r'"?sep=(\t|.*?)"?\s*', re.IGNORECASE)
"""The first line of a file of Excel may name the separator."""
_MOST_ROWS, _LONGEST_ROW = 25, 10_000
"""The rows in which the names of the columns are looked for."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of a text table."""

    separator: str
    begin: int = 0
    """The line in which the table begins, from 0."""
    skipped: str = ""
    """A warning that says what is above the table; empty when nothing is."""
    hint: str = ""
    """Where the names of the columns may be; empty unless this is unclear."""


def find_layout(lines: TextLines, *, has_header: bool | None) -> Layout:
    """Find the layout by the first rows of a file; a `ContentError` if the first line names a separator that is not read.

    A title above the names is left out where it is clear: a single text in each row, then names, then rows that have as many
    cells, with numbers. It is never left out when the author says whether there are names.
    """
    written, begin = _written_separator(lines), 0
    if written:
        begin = 1
    shown = ((line, text) for line, text in enumerate(lines) if line >= begin and _has_cells(text))
    rows = list(islice(shown, _MOST_ROWS))
    separator = written or _separator([text for _, text in rows[:2]] or [""])
    found = None if has_header is not None else _names([text for _, text in rows], written or "".join(SEPARATORS))
    if found is None:
        return Layout(separator, begin)
    index, sign = found
    line, above = rows[index][0], [_cells(text, sign) for _, text in rows[:index]]
    titles = [[cell for cell in cells if cell] for cells in above]
    if any(len(title) != 1 or _is_number(title[0]) for title in titles):
        return Layout(
            separator, begin, hint=f"line {line + 1} looks like the names of the columns; delete what is above it"
        )
    text = format_value(" / ".join(title[0] for title in titles))
    return Layout(
        sign, line, f"what is above the names of the columns in line {line + 1} of {lines.name} is skipped: {text}"
    )


def _has_cells(line: str) -> bool:
    return bool(line.strip(' \t\r\n,;|"')) and not line.startswith("#")


def _written_separator(lines: TextLines) -> str:
    """The separator in the first line; empty when the line is a row."""
    found = _WRITTEN_SEPARATOR.fullmatch(next(iter(lines), "")[:100])
    if not found:
        return ""
    sign = "\t" if found[1] == r"\t" else found[1]
    if sign not in SEPARATORS:
        known = ", ".join(f"a {name}" for name in SEPARATORS.values())
        message = f"cells between {format_value(sign)} are not read; a separator is one of {known}"
        raise ContentError([lines.diagnostic(Span(0, 0, len(found[0].rstrip())), message)])
    return sign


def _separator(rows: Sequence[str]) -> str:
    """The sign that separates cells: one that both of the first two rows have, in the same number.

    Between blanks, the names may lack one for the first cells of the rows, as R and pandas print tables.
    """
    plain = [re.sub(QUOTED, "", row) for row in rows]
    there = [sign for sign in SEPARATORS if sign in plain[0]]
    fitting = [sign for sign in there if len({row.count(sign) for row in plain}) == 1]
    if there:
        return (fitting or there)[0]
    widths = [len(blank_cells(row)) for row in rows]
    return BLANKS if widths[0] > 1 and widths[-1] - widths[0] in {0, 1} else ","


def blank_cells(row: str) -> list[str]:
    """The cells of a row between blanks; in quotes, a cell may have blanks."""
    if '"' not in row:
        return row.split()
    return [found["quoted"][1:-1] if found["quoted"] else found[0] for found in BLANK_CELL.finditer(row)]


def _names(rows: Sequence[str], separators: Iterable[str]) -> tuple[int, str] | None:
    """The first row below another one that must be the names of the columns, and its separator; None where there is none."""
    if any(len(row) > _LONGEST_ROW for row in rows):
        return None
    for sign in separators:
        table = [_cells(row, sign) for row in rows]
        counts = [sum(map(bool, cells)) for cells in table]
        for index in range(1, len(table) - 1):
            names, below = [cell for cell in table[index] if cell], table[index + 1 :]
            is_names = len(names) > 1 and len(set(names)) == len(names) and not any(map(_is_number, names))
            if (
                is_names
                and counts[index] not in counts[:index]
                and all(len(cells) == len(table[index]) and any(map(_is_number, cells)) for cells in below)
            ):
                return index, sign
    return None


def _cells(row: str, separator: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([row], delimiter=separator))]
    except csv.Error:
        return []


def _is_number(cell: str) -> bool:
    return isinstance(read_number(cell.replace(",", ".")), int | float)
