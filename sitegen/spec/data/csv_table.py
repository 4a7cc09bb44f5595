"""Read tables in text: cells between commas, semicolons, tabs, vertical bars or blanks, with the quotes of RFC 4180."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from sitegen.errors import ContentError, Diagnostic
from sitegen.spec.data.cell_numbers import has_decimal_commas, read_number, read_with_comma
from sitegen.spec.data.table import Row, Table, Wrong
from sitegen.spec.data.table_layout import BLANK_CELL, BLANKS, QUOTED, SEPARATORS, blank_cells, find_layout
from sitegen.spec.data.text_lines import TextLines
from sitegen.spec.data.values import MAX_COLUMNS, ProblemList, repeated
from sitegen.spec.message_format import counted, there_are
from sitegen.spec.source_text import MERGE_ADVICE, MERGE_MARK, Span

MAX_LINES = 5_000_000
MAX_CELLS = 30_000_000
_RULE = re.compile(r"[-:+= ]*-[-:+= ]*")
"""A cell of the line below the names, as in Markdown."""


def read_table(lines: TextLines, name: str, *, has_header: bool | None) -> Table:
    """The table in a text file. The place of a row is its line, from 0; the key of a column is its index.

    `has_header` says whether the first row names the columns; None leaves that to the content. A `ContentError` if the file is empty or
    too large.
    """
    return _TextTable(lines, has_header=has_header).table(name)


class _TextTable:
    """A text file whose separator and names are found by its content. Empty lines and rows do not count."""

    def __init__(self, lines: TextLines, *, has_header: bool | None) -> None:
        self.lines, self.has_header = lines, has_header
        self.layout = find_layout(lines, has_header=has_header)
        self.separator = self.layout.separator
        self._check_size()
        self.has_names = True
        self.begin, self.names = self._header()
        self.width = max((index + 1 for index, name in enumerate(self.names) if name), default=0)

    def table(self, name: str) -> Table:
        """The columns that have a name."""
        names = self.names
        twice = frozenset(names[index] for index in repeated(names))
        columns = {column: index for index, column in enumerate(names) if column}
        return Table(
            columns=columns,
            rows=self._rows,
            number=self._number,
            problem=self._problem,
            name=name,
            matrix=() if self.has_names else tuple(columns.values()),
            shape=f"the file has {counted(len(columns), 'column')} without names",
            repeated=twice & columns.keys(),
            names=tuple((index, column) for index, column in enumerate(names) if column) if twice else (),
            skipped=self.layout.skipped,
            hint=self.layout.hint,
        )

    def _number(self, cell: str) -> int | float | Wrong:
        """The number in a cell; where it is clear, its decimal sign is a comma."""
        is_decimal = "," in cell and self.separator != "," and self._has_decimal_commas
        return read_with_comma(cell) if is_decimal else read_number(cell)

    @cached_property
    def _has_decimal_commas(self) -> bool:
        return has_decimal_commas(cell for _, cells in self._records() for cell in cells)

    def _check_size(self) -> None:
        content, first = self.lines.content, next((line for line in self.lines if line.strip()), "")
        counts = {
            "line": (content.count(b"\n"), MAX_LINES),
            "cell": (content.count(self.separator.encode()) + content.count(b"\n"), MAX_CELLS),
            "column": (first.count(self.separator) + 1, MAX_COLUMNS),
        }
        for noun, (count, most) in counts.items():
            if count > most:
                raise ContentError.of(
                    self.lines.name, f"the file has {counted(count, noun)}; at most {most:,} are read"
                )

    def _header(self) -> tuple[int, list[str]]:
        """The line in which the rows begin, and the names of the columns.

        They are in the first row, in a comment above it, or, if it has numbers only, they are 0, 1, 2 and so on.
        """
        comment: list[str] = []
        for line, row in self._records():
            cells = [cell.strip() for cell in row]
            if cells[0].startswith("#"):
                comment = _split(self.separator.join(cells).lstrip("# "), self.separator)
                continue
            numbers = [isinstance(self._number(cell), int | float) for cell in cells if cell]
            if len(comment) == len(cells) > 1 and any(numbers) and self.has_header is not True:
                return line, comment
            if self.has_header is False or (self.has_header is None and all(numbers)):
                self.has_names = False
                return line, list(map(str, range(len(cells))))
            return self._below(line), cells
        message = "there are no rows in it" if self.lines.content.strip() else "the file is empty"
        raise ContentError([self.lines.diagnostic(Span(0, 0), message)])

    def _below(self, names: int) -> int:
        """The line below the names in the line `names`, and below a rule of dashes as tables of Markdown have it."""
        following = (row for row in self._records() if row[0] > names)
        line, cells = next(following, (names, []))
        is_rule = self.separator == "|" and any(cells) and all(_RULE.fullmatch(cell) for cell in cells if cell.strip())
        return (line if is_rule else names) + 1

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not empty, with the line in which it begins."""
        begin = self.layout.begin
        lines = islice(self.lines, begin, None)
        if self.separator == BLANKS:
            yield from ((line, cells) for line, text in enumerate(lines, begin) if (cells := blank_cells(text)))
            return
        reader = csv.reader(lines, delimiter=self.separator, strict=True)
        start = begin
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield start, cells
                start = begin + reader.line_num
        except csv.Error as error:
            raise ContentError([self._csv_problem(start)]) from error

    def _rows(self) -> Iterator[Row]:
        """The rows below the names; those with too few or too many cells are reported at the end."""
        wrong, columns = ProblemList(), len(self.names)
        found = False
        for line, cells in self._records():
            if line < self.begin or ("#" in cells[0] and self._is_comment(cells)):
                continue
            found = True
            if len(cells) != columns:
                if len(cells) < self.width or any(map(str.strip, islice(cells, columns, None))):
                    message = f"the row has {counted(len(cells), 'cell')}, but {there_are(columns, 'column')}"
                    wrong.add(self._problem, line, None, message, self._width_hint(cells))
                    continue
                cells.extend([""] * (columns - len(cells)))
            yield line, cells
        wrong.raise_if_any()
        if not found:
            message = "below the names of the columns there is no row"
            raise ContentError([self.lines.diagnostic(Span(max(0, self.begin - 1), 0), message)])

    def _width_hint(self, cells: Sequence[str]) -> str:
        """Advice for a row with too many cells or too few."""
        if MERGE_MARK.fullmatch(self.separator.join(cells)):
            return MERGE_ADVICE
        if self.layout.hint:
            return self.layout.hint
        are_parts = len(self.names) == 1 and len(cells) == 2 and self.separator == ","
        if are_parts and all(re.fullmatch("[+-]?[0-9]+", cell.strip()) for cell in cells):
            return f"write {cells[0].strip()}.{cells[1].strip()}, with a point"
        if self._lacks_name:
            sign = "'row'" if self.separator == BLANKS else f"a {SEPARATORS[self.separator]}"
            return f"if the first cell is the name of the row, as R writes it, begin the line of names with {sign}"
        return ""

    @cached_property
    def _lacks_name(self) -> bool:
        """Whether the first row below the names has one cell more than they."""
        first = next((cells for line, cells in self._records() if line >= self.begin), [])
        return self.has_names and len(first) == len(self.names) + 1

    def _is_comment(self, cells: Sequence[str]) -> bool:
        """Whether a row below the names is a comment, as of `numpy.savetxt`: a name such as ``#1`` is none."""
        first = cells[0].lstrip()
        alone = len(cells) == 1 or self.separator == BLANKS
        return first.startswith("# ") or (alone and first[:1] == "#" and not first[1:2].isdigit())

    def _problem(self, line: int, index: int | None, message: str, hint: str) -> Diagnostic:
        """A problem of the row that begins in a line, or of one of its cells."""
        row = self.lines.from_line(line)
        span = Span(0, 0, row.to_line_end(0, 0)) if index is None else cell_span(row.text, index, self.separator)
        return self.lines.diagnostic(span._replace(line=line + span.line), message, hint)

    def _csv_problem(self, line: int) -> Diagnostic:
        """What the csv module refuses in the row that begins in `line`: a quote, or a cell that is too long."""
        row, most = self.lines.rest(line), csv.field_size_limit()
        for cell in _cells(row, self.separator):
            length = len(cell[0][1:-1].replace('""', '"')) if cell["quoted"] else len(cell[0])
            is_open = cell[0].startswith('"') and not cell["quoted"]
            at, message, hint = cell.start(), "", ""
            if length > most and not is_open:
                message = f"the cell is too long: it has {length:,} characters, and at most {most:,} are read"
            elif cell["quoted"] and row[cell.end() : cell.end() + 1] not in {self.separator, "\r", "\n", ""}:
                at, message = cell.end(), f"a {SEPARATORS[self.separator]} must follow the closing quote"
                hint = 'write a quote inside a quoted cell twice: ""'
            elif is_open:
                message = "this quote is never closed"
            if message:
                span = Span.at_end_of(row[:at])
                return self.lines.diagnostic(span._replace(line=line + span.line), message, hint)
        return self.lines.diagnostic(Span(line, 0), "this row is not CSV")


def _split(line: str, separator: str) -> list[str]:
    return blank_cells(line) if separator == BLANKS else [cell.strip() for cell in line.split(separator)]


def cell_span(row: str, index: int, separator: str) -> Span:
    """The place of the cell `index` in the text of a row, since Python's csv module does not say it."""
    cell = next(islice(_cells(row, separator), index, None), None)
    if cell is None:
        return Span(0, 0)
    return Span.at_end_of(row[: cell.start()])._replace(length=max(1, len(cell[0].split("\n", 1)[0].rstrip("\r"))))


def _cells(row: str, separator: str) -> Iterator[re.Match[str]]:
    """The cells of the first row of `row`, quotes included."""
    if separator == BLANKS:
        yield from BLANK_CELL.finditer(row.split("\n", 1)[0])
        return
    pattern = re.compile(rf"{QUOTED}|[^{separator}\r\n]*")
    begin = 0
    while found := pattern.match(row, begin):
        yield found
        begin = found.end() + 1
        if row[found.end() : begin] != separator:
            return
