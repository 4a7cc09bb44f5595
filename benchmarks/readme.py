"""The README next to this file: tables of results, and their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

README = Path(__file__).with_name("README.md")


def keep(text: str, name: str = "results") -> None:
    """Put `text` in the README in place of the results of the last run, between the comments with that name."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, _, rest = README.read_text(encoding="utf-8").partition(begin)
    after = rest.partition(end)[2]
    README.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a Markdown table; all columns but the first are aligned right."""
    first, *others = heads
    yield _row((first, *others))
    yield _row(("---", *("---:" for _ in others)))
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
