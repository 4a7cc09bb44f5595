"""`Site`: everything known about a site before its first page is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.page.block import BlockPlace, figure_block
from sitegen.page.links import Targets, root_of
from sitegen.products import RenderedFigure
from sitegen.site.content import Content
from sitegen.site.documents import SitePage
from sitegen.site.figures import SpecBook
from sitegen.site.navigation import Section
from sitegen.site.shell import Shell

Product = tuple[str, str]
"""A file of the built site: its path and its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that was read and checked, its figures drawn.

    Parameters
    ----------
    content : Content
        The author's files.
    shell : Shell
        The frame of every page.
    pages : sequence of SitePage
        The author's pages.
    statement : SitePage
        Text of the accessibility statement.
    sections : mapping of str to Section
        The folders of pages.
    book : SpecBook
        Where each figure was written and shown.
    figures : mapping of str to RenderedFigure
        All figures, by id, in the order of the ids.
    targets : Targets
        Everything that a link may lead to.
    """

    content: Content
    shell: Shell
    pages: Sequence[SitePage]
    statement: SitePage
    sections: Mapping[str, Section]
    book: SpecBook
    figures: Mapping[str, RenderedFigure]
    targets: Targets

    def of_kind(self, kind: str) -> list[RenderedFigure]:
        """The figures of one kind, in the order in which the pages show them; what no page shows comes last."""
        pages = sorted(self.pages, key=lambda page: (page.section, page.sort_key))
        order = dict.fromkeys(name for page in pages for name in self.book.shown[page.path])
        found = {name: figure for name, figure in self.figures.items() if figure.spec.kind == kind}
        order |= dict.fromkeys(found)
        return [found[name] for name in order if name in found]

    def blocks(self, names: Iterable[str], page: str) -> list[Markup]:
        """A numbered block for each of the figures on `page`."""
        seen: dict[str, int] = {}
        found = []
        for number, name in enumerate(names, 1):
            seen[name] = seen.get(name, 0) + 1
            place = BlockPlace(root_of(page), number, seen[name])
            found.append(figure_block(self.figures[name], place, self.shell.templates))
        return found

    def stylesheets(self, names: Iterable[str]) -> list[str]:
        """The stylesheets of the figures that have rules of their own."""
        return [
            f"figures/{name}/figure.css"
            for name in dict.fromkeys(names)
            if self.figures[name].files["figure.css"].strip()
        ]
