"""Data tables as HTML, and whether a table fits a narrow phone or must scroll."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from sitegen.description.sentences import Column, Table
from sitegen.page.html_text import SPOKEN, sentence_html

NARROW_PX = 256
"""Width of a table on a viewport of 320 px [CSS px]."""
MOST_ROWS = 512
"""Rows of the longest table that a page holds whole; longer ones are whole in the files."""
_CHARACTER_PX, _GAP_PX = 11, 12
"""Width of a character in a wide font with the text spacing of WCAG 1.4.12, and the gap between columns [CSS px]."""


def must_scroll(longest: Iterable[int]) -> bool:
    """Whether columns whose longest words have `longest` characters are wider than a narrow phone."""
    return sum(_CHARACTER_PX * letters + _GAP_PX for letters in longest) > NARROW_PX


def longest_words(table: Table) -> Iterator[int]:
    """Characters of the longest word or number of every column."""
    return (max(map(len, " ".join(column.texts).split()), default=0) for column in table.columns)


@dataclass(frozen=True, slots=True)
class ReaderTable:
    """A data table for the template: the rows that a page shows at first, the rule that says which these are, and all rows.

    `all_rows` is empty where `rows` has all of them, or where they are left to the files.
    """

    caption: str
    rows: Markup
    rule: Markup
    all_rows: Markup
    row_count: int
    is_wide: bool


def reader_table(table: Table, *, whole: bool = False, spoken: Markup = SPOKEN) -> ReaderTable:
    """Prepare `table` for the template; `whole` adds all rows of a table that is shown in part, up to `MOST_ROWS`."""
    shown = table.for_readers()
    rule = sentence_html(table.rule) if table.rule else Markup()
    count = len(table.columns[0].cells)
    all_rows = table_html(table, spoken) if whole and table.shown is not None and count <= MOST_ROWS else Markup()
    return ReaderTable(
        table.caption, table_html(shown, spoken), rule, all_rows, count, must_scroll(longest_words(table))
    )


def table_html(table: Table, spoken: Markup = SPOKEN) -> Markup:
    """The ``thead`` and ``tbody`` of the table; cells with words have a class, since most have numbers, which are aligned at their end.

    Joined from plain strings, not in the template: a table of 64 layers has 320 cells, most of the HTML of a block.
    """
    columns = [_column(column, index, spoken) for index, column in enumerate(table.columns)]
    heads, *rows = ("".join(row) for row in zip(*columns, strict=True))
    body = "</tr>\n".join([*rows, ""])
    return Markup(f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody>")  # noqa: S704 - joined from escaped texts


def _column(column: Column, index: int, spoken: Markup) -> list[str]:
    """The heading and the cells of one column; the cells of the first column are row headers."""
    aligned = "" if column.is_numeric else ' class="words"'
    opening, closing = (f'<tr><th scope="row"{aligned}>', "</th>") if index == 0 else (f"<td{aligned}>", "</td>")
    head, *cells = str(escape("\0".join(column.texts))).split("\0")  # at once, since a table has hundreds of cells
    quantity = Markup("{}{} </span>").format(spoken, column.quantity) if column.quantity else ""
    return [f'<th scope="col"{aligned}>{quantity}{head}</th>', *(f"{opening}{cell}{closing}" for cell in cells)]
