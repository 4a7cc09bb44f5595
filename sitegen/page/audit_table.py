"""What the audit measured, in words for readers: a table on the page of each figure, and one of all figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.audit import rules
from sitegen.audit.report import AuditReport
from sitegen.page.html_text import title_html
from sitegen.write.figure_files import RenderedFigure


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that was measured on a figure, and the limit of its rule."""

    name: str
    value: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in the table of all: a value for each of `columns`."""

    id: str
    title: Markup
    cells: tuple[str, ...]


def measures(report: AuditReport) -> Iterator[Measure]:
    """The rows of one figure, a rule each."""
    for rule, value in report.results():
        if rule.label and (text := rule.shown(value)):
            yield Measure(rule.label, text, rule.wanted.format(limit=rule.limit))


def columns() -> tuple[str, ...]:
    """The headings of the table of all figures, without the figure's name."""
    return tuple(dict.fromkeys(rule.column for rule in rules.RULES if rule.column))


def rows(figures: Iterable[RenderedFigure]) -> Iterator[Row]:
    """The rows of all figures; where rules share a column, the smallest value."""
    for figure in figures:
        results = [(rule, value) for rule, value in figure.audit.results() if rule.column]
        shown = {rule.column: rule.shown for rule, _ in results}
        known = {
            name: [value for rule, value in results if rule.column == name and value is not None] for name in shown
        }
        cells = (show(min(known[name], default=None)) for name, show in shown.items())
        yield Row(figure.spec.id, title_html(figure), tuple(cells))
