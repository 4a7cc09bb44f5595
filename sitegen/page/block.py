"""The figure block: caption, summary, drawing, controls, data and downloads as one accessible piece of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from sitegen.description import Column, Table
from sitegen.explore.states import in_page_order
from sitegen.page.explorer import controls, longest_summary, resting_step, still_label
from sitegen.page.language import ENGLISH, mark, marked, title_html
from sitegen.page.widths import must_scroll
from sitegen.page.words import dual_text, eye_text, prose, sentence_html
from sitegen.quantity import Words

if TYPE_CHECKING:
    from sitegen.page.environment import Templates
    from sitegen.scene.shapes import Step
    from sitegen.svg.page_drawing import PagePanel
    from sitegen.write.figure_files import RenderedFigure

DOWNLOADS = (
    ("figure.svg", "SVG"),
    ("still.svg", "Still SVG"),
    ("data.csv", "CSV"),
    ("data.json", "JSON"),
    ("description.txt", "Text"),
)
"""Products that a block offers, with the names readers know them by."""

FEW_PANELS = 3
"""No more panels than this stand beside the words; more of them take the whole width of the page."""
SHORT_LABELS_FROM = 9
"""With this many steps, a choice shows only the number of its label; the rest is for the ear."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One moment of the animation, as a radio button."""

    value: str
    text: Markup
    detail: str


@dataclass(frozen=True, slots=True)
class Download:
    """One product to take away."""

    address: str
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where on the site a block stands.

    Parameters
    ----------
    root : str
        The way to the site's root, ``../``.
    number : int or str
        Number of the figure on its page; 0 on the figure's own page, which has no other. A page of others may number in its
        own way, and gives the whole text: ``Fig. 1.2``.
    instance : int
        How many times the same figure has been shown on the page, this one counted.
    downloads : bool
        Whether the figure's files lie where links can lead to them.
    lang : str
        Language of the page around; empty where it is not known.
    states : str
        Where the states of an explorable figure are: an address, or ``#`` and the id of an element of the page that has them in
        its ``data-record``; by default the file beside the figure's own page.
    anchor : str
        Id of the block on its page; by default what the function `anchor` says.
    """

    root: str
    number: int | str = 0
    instance: int = 1
    downloads: bool = True
    lang: str = ENGLISH
    states: str = ""
    anchor: str = ""


def anchor(figure: str, instance: int) -> str:
    """The id on the page of the block that shows `figure` for the `instance`-th time."""
    # No id of a figure holds two hyphens in a row, so this is never the block of another figure.
    return f"fig-{figure}" if instance == 1 else f"fig-{figure}--{instance}"


def figure_block(figure: RenderedFigure, place: BlockPlace, templates: Templates) -> Markup:
    """The ``<figure>`` element of `figure` at `place`."""
    name = figure.prefix if place.instance == 1 else f"{figure.prefix}-{place.instance}"
    home = f"{place.root}figures/{figure.spec.id}/"
    values: dict[str, Any] = {
        "figure": figure,
        "english": mark(ENGLISH, place.lang),
        "numbered": mark(place.lang) if isinstance(place.number, str) and place.lang else "",
        "title": title_html(figure),
        "caption": marked(figure.spec.caption or "", figure.spec.lang),
        "note": marked(figure.spec.note or "", figure.spec.lang),
        "name": name,
        "number": f"Figure {place.number}." if isinstance(place.number, int) and place.number else place.number,
        "anchor": place.anchor or anchor(figure.spec.id, place.instance),
        "panels": panels(figure),
        "few": FEW_PANELS,
        "svg": Markup() if figure.drawing.panels else Markup(figure.drawing.svg(name)),  # noqa: S704 - the writer of SVG escapes its texts
        "summary": prose(figure.words.sentences),
        "motion": prose(figure.words.motion),
        "moves": figure.scene.moves,
        "controls": controls(figure.exploration),
        "longest": longest_summary(figure.exploration),
        "rest": resting_step(figure.scene),
        "stills": [
            (still_label(state), Markup(svg))  # noqa: S704 - the writer of SVG escapes its texts
            for state, svg in zip(figure.stills, figure.snapshots, strict=True)
        ],
        "choices": choices(figure.scene.steps),
        "steps": [sentence_html(step) for step in figure.words.steps],
        "steps_later": any(state.words.steps for state in in_page_order(figure.exploration)),
        "answers": [(answer.question, prose(answer.sentences)) for answer in figure.words.answers],
        "tables": [shown_table(table) for table in (figure.words.table, *figure.words.more_tables)],
        "home": home,
        "states": place.states or f"{home}states.json",
        "downloads": downloads(figure, home) if place.downloads else [],
    }
    return templates.fill("figure.html", values)


def choices(steps: tuple[Step, ...]) -> list[Choice]:
    """A choice for each of the steps, with its label cut to its number where there are many."""
    short = len(steps) >= SHORT_LABELS_FROM
    return [Choice(str(index), _label(step.label, short=short), step.detail) for index, step in enumerate(steps)]


def _label(label: str, *, short: bool) -> Markup:
    found = re.fullmatch(r"(\D+)(\d+)", label)
    if not short or found is None:
        return Markup("{}").format(label)
    return Markup('<span class="sg-spoken">{}</span>{}').format(*found.groups())


def panels(figure: RenderedFigure) -> list[PagePanel]:
    """The panels that flow; empty for a figure that is one drawing."""
    return [replace(panel, svg=Markup(panel.svg)) for panel in figure.drawing.panels]  # noqa: S704 - the writer of SVG escapes its texts


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A data table as readers meet it: some of its rows where there are many, and which ones."""

    caption: str
    rows: Markup
    rule: Markup
    is_wide: bool


def shown_table(table: Table) -> ShownTable:
    """Prepare `table` for the page."""
    shown = table.for_readers()
    rule = sentence_html(table.rule) if table.rule else Markup()
    return ShownTable(table.caption, table_html(shown), rule, must_scroll(longest_words(shown)))


def downloads(figure: RenderedFigure, home: str) -> list[Download]:
    """The products that a reader may take away; a picture in pixels, which is made when it is written, without its size."""
    found = [Download(f"{home}{name}", label, size_text(len(figure.files[name].encode()))) for name, label in DOWNLOADS]
    return [*found, *([Download(f"{home}figure.png", "PNG", "")] if figure.kind.raster else [])]


def size_text(count: int) -> str:
    """A number of bytes as people read it."""
    return f"{count} bytes" if count < 1000 else f"{count / 1000:.0f} kB"


def longest_words(table: Table) -> Iterator[int]:
    """Characters of the longest word or number of every column."""
    for column in table.columns:
        yield max(len(word) for text in (column.heading, *map(eye_text, column.cells)) for word in text.split())


def table_html(table: Table) -> Markup:
    """The head and body of the table; cells that are numbers are aligned by their digits.

    Built here, not in the template, and from plain strings: a table of 64 layers has 320 cells, the larger part of a
    block.
    """
    columns = [_column(column, index) for index, column in enumerate(table.columns)]
    heads = "".join(column[0] for column in columns)
    rows = "".join(f"{''.join(row)}</tr>\n" for row in zip(*(column[1:] for column in columns), strict=True))
    body = f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>"
    return Markup(body)  # noqa: S704 - joined from escaped texts


def _column(column: Column, index: int) -> list[str]:
    """The heading and the cells of one column; those of the first one open a row."""
    aligned = "" if all(isinstance(cell, str | Words) for cell in column.cells) else ' class="number"'
    opening, closing = (f'<tr><th scope="row"{aligned}>', "</th>") if index == 0 else (f"<td{aligned}>", "</td>")
    head = f'<th scope="col"{aligned}>{escape(column.heading)}</th>'
    return [head, *(f"{opening}{dual_text(cell)}{closing}" for cell in column.cells)]
