"""Data tables have headers for screen readers, and scroll where they are too wide for a phone."""

from __future__ import annotations

from sitegen.description.number_format import Compact, Count
from sitegen.description.sentences import Column, Table
from sitegen.page.html_table import longest_words, must_scroll, table_html
from tests.html import Html


def test_the_table_has_every_cell_with_scopes(decay):
    done = str(table_html(decay.description.table))
    rows = len(decay.description.table.rows)
    assert done.count('<th scope="row"') == rows == 4
    assert done.count('<th scope="col"') == len(decay.description.table.columns)
    Html(f"<table>{done}</table>")


def test_cells_are_escaped_and_numbers_aligned():
    table = Table("c", (Column("a", "A & B", ("<i>",)), Column("n", "N", (Compact(1e-9),))))
    done = str(table_html(table))
    assert "A &amp; B" in done
    assert "&lt;i&gt;" in done
    assert "<td>1.0e−9</td>" in done
    assert done.count('class="words"') == 2


def test_only_a_table_whose_words_need_more_room_scrolls():
    narrow = Table("c", (Column("a", "Layer", (Count(1),)), Column("b", "Size", (Count(2),))))
    wide = Table("c", tuple(Column(str(index), "Magnitude", (Count(1),)) for index in range(5)))
    assert list(longest_words(narrow)) == [5, 4]
    assert not must_scroll(longest_words(narrow))
    assert must_scroll(longest_words(wide))
