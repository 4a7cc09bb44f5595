"""`FigureParts`: all that the pages of a site need of one figure, as plain data that a cache can keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from markupsafe import Markup

from sitegen.description.sentences import joined
from sitegen.engine.keys import key_of
from sitegen.page.block import BlockPlace, block_with_placeholders, fill_block, needs_script, place_texts
from sitegen.page.html_text import prose, title_html, title_language
from sitegen.png.convert import missing_characters
from sitegen.write.formats import PICTURE_FILES, UNPUBLISHED

if TYPE_CHECKING:
    from sitegen.audit.audit_report import AuditReport
    from sitegen.figure import Figure
    from sitegen.page.environment import Templates

T = TypeVar("T")
TALL = 1.5
"""Ratio of height to width from which lists crop a drawing."""
_ALIKE = ("kind", "kind_title", "audit_cells", "file_names")
"""Fields of `FigureFacts` that are the same in most figures of a site."""


class Measure(NamedTuple):
    """A row of the table of accessibility: what was measured on the figure, the value, and what was asked for."""

    label: str
    value: str
    wanted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFacts:
    """What lists of figures show of one, and which files it has."""

    id: str
    kind: str
    kind_title: str
    """Name of its kind in specs and for readers."""
    title_html: str
    """Its title as HTML for English text around it."""
    result: str
    """Its lead, as HTML, for the gallery."""
    width: int
    """Width of the drawing on a wide screen [CSS px]."""
    ratio: float
    """Height of the drawing divided by its width."""
    link: str
    """The figure whose state it shows; empty if it has its own."""
    is_styled: bool
    """Whether it has rules in ``figure.css``."""
    is_scripted: bool
    """Whether its page needs the script: it moves, has states or steps, or values to go to."""
    is_raster: bool
    """Whether it is also written as PNG."""
    missing_characters: tuple[str, ...]
    """The characters that its PNG lacks."""
    audit_cells: tuple[str, ...]
    """Its row in the table of all figures, without the title."""
    file_names: tuple[str, ...]
    """The names of its files, without the PNG."""
    digest: str = ""
    """Digest of all its parts; empty in `FigureParts`."""
    list_digest: str = ""
    """Digest of what lists show of it; also empty there."""

    @property
    def heading(self) -> Markup:
        """The title as HTML for English text around it."""
        return Markup(self.title_html)  # noqa: S704 - escaped by `figure_parts`

    @property
    def height(self) -> int:
        """Height of the drawing on a wide screen [CSS px]."""
        return round(self.width * self.ratio)

    @property
    def is_tall(self) -> bool:
        """Whether lists show its upper part alone."""
        return self.ratio > TALL


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureParts(FigureFacts):
    """What pages need of one figure: texts and numbers only, so that it can be encoded, cached and sent to other processes."""

    prefix: str
    """Prefix of its ids and classes."""
    title: str
    title_language: str
    caption: str
    """The author's caption; empty if there is none."""
    summary: str
    """One sentence about it, for search engines."""
    alt: str
    """Alternative text."""
    measures: tuple[Measure, ...]
    """The results of the audit that readers see."""
    block: str
    """The figure block, with placeholders; `block_at` fills them in."""
    files: Mapping[str, str]
    """Texts of its files by name."""
    picture: str
    """What its PNG is made of; empty if it has none."""

    def block_at(self, place: BlockPlace) -> Markup:
        """The figure block at `place`."""
        return fill_block(self.block, place_texts(self.id, self.prefix, place), place.sections)

    def facts(self, digest: str) -> FigureFacts:
        """What lists show of it; `digest` is that of all parts."""
        shown = {each.name: getattr(self, each.name) for each in fields(FigureFacts)}
        shown |= {name: _shared(shown[name]) for name in _ALIKE}
        return FigureFacts(**{**shown, "digest": digest, "list_digest": key_of(repr(shown))})


@lru_cache(maxsize=1024)
def _shared(value: T) -> T:
    """`value`, or an equal object that was given before, so that many figures share one object."""
    return value


def figure_parts(figure: Figure, templates: Templates) -> FigureParts:
    """The parts of `figure`; its block is made with `templates`."""
    files = {name: text for name, text in figure.files.items() if name not in UNPUBLISHED}
    picture = figure.files[PICTURE_FILES["light"]] if figure.kind.raster else ""
    return FigureParts(
        id=figure.spec.id,
        prefix=figure.prefix,
        kind=figure.spec.kind,
        kind_title=figure.kind.title,
        title=figure.title,
        title_html=str(title_html(figure)),
        title_language=title_language(figure),
        caption=figure.caption,
        summary=figure.caption or joined(figure.description.lead, "page"),
        result=str(prose(figure.description.lead)),
        alt=figure.alt,
        width=figure.spec.width,
        ratio=figure.drawing.height / figure.drawing.width,
        link=figure.spec.link or "",
        is_styled=bool(figure.files["figure.css"].strip()),
        is_scripted=needs_script(figure),
        is_raster=figure.kind.raster,
        missing_characters=tuple(missing_characters(picture)) if picture else (),
        picture=picture,
        file_names=tuple(files),
        measures=measures_of(figure.audit),
        audit_cells=figure.audit.cells(),
        block=block_with_placeholders(figure, templates),
        files=files,
    )


def measures_of(audit: AuditReport) -> tuple[Measure, ...]:
    """The rows of the table of accessibility: the rules that readers see, where they measured something."""
    shown = ((rule, rule.shown(value)) for rule, value in audit.results() if rule.label)
    return tuple(Measure(rule.label, text, rule.wanted.format(limit=rule.limit)) for rule, text in shown if text)
