"""The figure block: caption, summary, drawing, controls, data and downloads as one accessible piece of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from sitegen.page.controls import controls
from sitegen.page.host import SITE, Host
from sitegen.page.html_table import reader_table
from sitegen.page.html_text import ENGLISH, SPOKEN, author_text, lang_attribute, prose, sentence_html, title_html
from sitegen.scene.canvas import WIDE
from sitegen.spec.message_format import counted

if TYPE_CHECKING:
    from sitegen.figure import Figure
    from sitegen.page.environment import Templates
    from sitegen.svg.page_drawing import PageDrawing, PageStep

DOWNLOADS = {
    "figure.svg": "SVG",
    "still.svg": "Still SVG",
    "data.csv": "CSV",
    "data.json": "JSON",
    "description.txt": "Text",
}
"""The files that a block offers for download, with their names for readers."""

SCRIPT = "assets/explore.js"
"""The script of figures that readers can change."""
FEW_PANELS = 3
"""Up to this many panels are side by side on a narrow canvas, too, where there is room."""
SHORT_LABELS_FROM = 9
"""From this many steps on, only the number of a label is visible; the rest is for screen readers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One step of the animation, as a radio button."""

    value: str
    text: Markup
    detail: str


@dataclass(frozen=True, slots=True)
class Download:
    """One file to download."""

    address: str
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a block is, and what it shows there."""

    root: str
    """Relative path to the site's root, such as ``../``."""
    number: int | str = 0
    """Number of the figure on its page; 0 for none, as on the figure's own page. A host page that numbers figures
    itself gives the whole text: ``Fig. 1.2``."""
    instance: int = 1
    """1 for the first block of the figure on the page, 2 for the second, and so on."""
    downloads: bool = True
    """Whether the block has links to the figure's files."""
    lang: str = ENGLISH
    """Language of the page; empty if it is not known."""
    states: str = ""
    """Address of the states of an interactive figure, or ``#`` and the id of an element of the page that has them in
    its ``data-record``; by default the file next to the figure's own page."""
    anchor: str = ""
    """Id of the block; by default that of the function `anchor`."""

    @property
    def sections(self) -> str:
        """The letters of the optional sections that the block has here: numbered or alone, downloads, whole.

        The last has all rows of long tables: in a lesson of our site, they are on the figure's own page.
        """
        whole = "" if self.downloads and self.number else "W"
        return f"{'N' if self.number else 'A'}{'D' if self.downloads else ''}{whole}"


class PlaceTexts(NamedTuple):
    """The texts of a block that depend on its place."""

    english: str
    number_lang: str
    """The ``lang`` attributes of generated text and of the number, as HTML."""
    number: str
    name: str
    """Prefix of the ids inside the block."""
    anchor: str
    """Id of the block."""
    folder: str
    """Address of the figure's files."""
    states: str
    """Address of its states."""


_SIGN = "\x04"
"""Before the digit of a placeholder or the letter of a section. Like the signs in `sitegen.svg.elements`, it cannot be in a
text of an author."""
_PLACEHOLDERS = PlaceTexts(*(f"{_SIGN}{digit}" for digit in "0123456"))  # a filter such as `upper` changes no digit


def anchor(figure: str, instance: int) -> str:
    """The id of the `instance`-th block of `figure` on a page."""
    # No id of a figure has two hyphens in a row, so that this is never the block of another figure.
    return f"fig-{figure}" if instance == 1 else f"fig-{figure}--{instance}"


def figure_block(figure: Figure, place: BlockPlace, templates: Templates, host: Host = SITE) -> Markup:
    """The ``<figure>`` element of `figure` at `place`, adapted to `host`."""
    texts = place_texts(figure.spec.id, figure.prefix, place)
    return fill_block(_rendered(figure, texts, templates, host), texts, place.sections)


def needs_script(figure: Figure) -> bool:
    """Whether a page with `figure` needs the script: it moves, has states or steps, or values to go to."""
    drawing = figure.drawing
    return bool(figure.states or drawing.steps or drawing.moves or drawing.has_points)


def block_with_placeholders(figure: Figure, templates: Templates) -> str:
    """The ``<figure>`` element for every place of our own site, to be filled in by `fill_block`."""
    return _rendered(figure, _PLACEHOLDERS, templates, SITE)


def _rendered(figure: Figure, texts: PlaceTexts, templates: Templates, host: Host) -> str:
    """The template with `texts`, and with a sign before and after each optional section."""
    states = figure.states
    values = {
        **texts._asdict(),
        "figure": figure,
        "host": host,
        "if_numbered": f"{_SIGN}N",  # before and after an optional section
        "if_alone": f"{_SIGN}A",
        "if_downloads": f"{_SIGN}D",
        "if_whole": f"{_SIGN}W",
        "title": title_html(figure),
        "caption": author_text(figure.caption, figure.spec.lang),
        "note": author_text(figure.note, figure.spec.lang),
        "artboards": _artboards(figure),
        "few_panels": FEW_PANELS,
        "lead": prose(figure.description.lead),
        "more": prose(figure.description.more),
        "motion": prose(figure.description.motion),
        "moves": figure.drawing.moves,
        "controls": controls(states.axes) if states else [],
        "longest_lead": states.longest_lead if states else "",
        "resting_step": figure.drawing.resting_step,
        "choices": choices(figure.drawing.steps, host.spoken),
        "steps": [sentence_html(step) for step in figure.description.steps],
        "later_steps": bool(states and states.have_steps),  # in another state of an interactive figure
        "answers": [(answer.question, prose(answer.sentences)) for answer in figure.description.answers],
        "tables": [
            reader_table(table, whole=states is None, spoken=host.spoken)
            for table in (figure.description.table, *figure.description.more_tables)
        ],
        "downloads": downloads(figure, texts.folder),
    }
    return str(templates.render("figure.html", values))


def fill_block(block: str, texts: PlaceTexts, sections: str) -> Markup:
    """The result of `block_with_placeholders` with `texts`, and with those optional sections whose letters are in `sections`."""
    filled = dict(zip("0123456", map(escape, texts), strict=True))
    first, *parts = block.split(_SIGN)
    shown, hidden = [first], set[str]()
    for part in parts:
        letter = part[0]
        if letter.isupper() and letter not in sections:
            hidden ^= {letter}  # before the section, and after it
        if not hidden:
            shown += (filled.get(letter, ""), part[1:])
    return Markup("".join(shown))  # noqa: S704 - the result of an autoescaping template, and escaped texts


def place_texts(figure: str, prefix: str, place: BlockPlace) -> PlaceTexts:
    """The texts of the block of the figure with this id and prefix at `place`."""
    folder = f"{place.root}figures/{figure}/"
    return PlaceTexts(
        english=lang_attribute(ENGLISH, place.lang),
        number_lang=lang_attribute(place.lang) if isinstance(place.number, str) and place.lang else Markup(),
        number=f"Figure {place.number}." if isinstance(place.number, int) else place.number,
        name=prefix if place.instance == 1 else f"{prefix}-{place.instance}",
        anchor=place.anchor or anchor(figure, place.instance),
        folder=folder,
        states=place.states or f"{folder}states.json",
    )


def choices(steps: tuple[PageStep, ...], spoken: Markup = SPOKEN) -> list[Choice]:
    """A radio button for each step; if there are many, only the number of its label is visible."""
    short = len(steps) >= SHORT_LABELS_FROM
    return [
        Choice(str(index), _short_label(step.label, spoken) if short else Markup.escape(step.label), step.detail)
        for index, step in enumerate(steps)
    ]


def _short_label(label: str, spoken: Markup) -> Markup:
    """``layer 12`` with a visible ``12`` and the rest for screen readers; ``h12`` is short as it is."""
    found = re.fullmatch(r"(\D{4,})(\d+)", label)
    return Markup("{}{}</span>{}").format(spoken, *found.groups()) if found else Markup.escape(label)


def _artboards(figure: Figure) -> list[tuple[str, PageDrawing]]:
    """The drawings of `figure`, each with the name of its canvas: narrow and wide, or one alone for a small figure."""
    wide = figure.wide_drawing if figure.spec.size != "small" else None
    return [(figure.canvas.name, figure.drawing), *([(WIDE.name, wide)] if wide else [])]


def downloads(figure: Figure, folder: str) -> list[Download]:
    """The downloads of `figure`; the PNG has no size, because it is made when it is written."""
    names = {**DOWNLOADS, **{name: f"CSV of {name.removesuffix('.csv')}" for name in figure.description.more_csv}}
    found = [
        Download(f"{folder}{name}", label, size_text(len(figure.files[name].encode()))) for name, label in names.items()
    ]
    return [*found, *([Download(f"{folder}figure.png", "PNG", "")] if figure.kind.raster else [])]


def size_text(count: int) -> str:
    """A number of bytes as people read it."""
    return counted(count, "byte") if count < 1000 else f"{count / 1000:.0f} kB"
