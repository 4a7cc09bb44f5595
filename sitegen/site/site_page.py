"""A page that an author wrote, as plain data: all that other pages and checks need to know of it, without its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import NamedTuple

from markupsafe import Markup

from sitegen.errors import Diagnostic
from sitegen.page.markdown_document import Fence, Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFigure:
    """A figure in the text of a page."""

    fence: Fence
    """Its YAML, or the id of a figure that has a file of its own."""
    place: Diagnostic
    """Where its problems are reported, without a message."""

    def problem(self, message: str, hint: str = "") -> Diagnostic:
        """A problem of the reference to a figure."""
        return replace(self.place, message=message, hint=hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link or a picture in the text of a page."""

    address: str
    """As the author wrote it."""
    is_picture: bool
    alternative: str
    """The alternative text of a picture."""
    target: str
    """The path in the built site to which it leads; empty if it leads elsewhere, or is wrong."""
    fragment: str
    """The id in the target."""
    place: Diagnostic
    """Where its problems are reported, without a message."""

    def problem(self, message: str, hint: str = "") -> Diagnostic:
        """A problem of the link."""
        return replace(self.place, message=message, hint=hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """What is known of a page."""

    path: str
    """Path in the built site."""
    key: str
    """Digest of everything that it depends on, its text included."""
    file: str
    """Its file as messages show it."""
    title: str
    """Title of the page in the navigation and the browser's tab."""
    heading_html: str
    """The page's only first-level heading, as HTML."""
    description: str | None
    """One sentence about it."""
    order: int | None
    """Position among the pages of its folder; those without one come last."""
    figures: tuple[PageFigure, ...]
    """The figures in the text."""
    headings: tuple[Heading, ...]
    """The sections."""
    links: tuple[PageLink, ...]
    """The links and pictures."""
    problems: tuple[Diagnostic, ...]
    """Problems of the text itself."""

    @property
    def heading(self) -> Markup:
        """The page's only first-level heading."""
        return Markup(self.heading_html)  # noqa: S704 - the reader of Markdown escapes texts

    @property
    def anchors(self) -> frozenset[str]:
        """The ids of the headings."""
        return frozenset(heading.anchor for heading in self.headings)

    @property
    def section(self) -> str:
        """Folder of the page; empty at the top level."""
        return self.path.rpartition("/")[0]

    @property
    def is_index(self) -> bool:
        """Whether it is the index page of its folder."""
        return self.path.rpartition("/")[2] == "index.html"

    @property
    def sort_key(self) -> tuple[float, str, str]:
        """Sort key among the pages of its folder."""
        return (inf if self.order is None else self.order, self.title, self.path)

    @property
    def targets(self) -> Iterator[PageLink]:
        """The links that lead into the site, without pictures."""
        return (link for link in self.links if link.target and not link.is_picture)


class PageText(NamedTuple):
    """A page that was read."""

    page: SitePage
    body: str
    """Its text as HTML, with placeholders for what depends on the site; see `sitegen.page.markdown_reader.fill_body`."""
