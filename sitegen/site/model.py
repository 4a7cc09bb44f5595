"""`Site`: everything known about a site before its first page is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.page.block import BlockPlace, anchor, figure_block
from sitegen.page.links import Targets, root_of
from sitegen.site.content import Content
from sitegen.site.navigation import Section
from sitegen.site.page_layout import PageLayout
from sitegen.site.source_pages import SitePage
from sitegen.site.spec_registry import SpecRegistry
from sitegen.write.figure_files import RenderedFigure


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the built site.

    Parameters
    ----------
    path : str
        Relative to the built site, with slashes.
    make : callable
        Makes what it holds; called when it is needed, so that a site of any size fits into memory.
    framed : bool
        Whether it is a page for ``<iframe>``s of others, which no list of pages names.
    """

    path: str
    make: Callable[[], str | bytes]
    framed: bool = False

    def text(self) -> str:
        """What it says; nothing when it is a picture made of pixels."""
        made = self.make()
        return made if isinstance(made, str) else ""

    def data(self) -> bytes:
        """What is written."""
        made = self.make()
        return made.encode() if isinstance(made, str) else made

    @property
    def is_page(self) -> bool:
        """Whether people read it by itself."""
        return self.path.endswith(".html") and not self.framed


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that was read and checked, its figures drawn.

    Parameters
    ----------
    content : Content
        The author's files.
    layout : PageLayout
        The frame of every page.
    pages : sequence of SitePage
        The author's pages.
    statement : SitePage
        Text of the accessibility statement.
    sections : mapping of str to Section
        The folders of pages.
    registry : SpecRegistry
        Where each figure was written and shown.
    figures : mapping of str to RenderedFigure
        All figures, by id, in the order of the ids.
    targets : Targets
        Everything that a link may lead to.
    """

    content: Content
    layout: PageLayout
    pages: Sequence[SitePage]
    statement: SitePage
    sections: Mapping[str, Section]
    registry: SpecRegistry
    figures: Mapping[str, RenderedFigure]
    targets: Targets

    def of_kind(self, kind: str) -> list[RenderedFigure]:
        """The figures of one kind, in the order in which the pages show them; what no page shows comes last."""
        pages = sorted(self.pages, key=lambda page: (page.section, page.sort_key))
        order = dict.fromkeys(name for page in pages for name in self.registry.usages[page.path])
        found = {name: figure for name, figure in self.figures.items() if figure.spec.kind == kind}
        order |= dict.fromkeys(found)
        return [found[name] for name in order if name in found]

    def blocks(self, names: Iterable[str], page: str) -> list[Markup]:
        """A numbered block for each of the figures on `page`."""
        return [
            figure_block(
                self.figures[name],
                BlockPlace(root_of(page), number, instance, lang=self.layout.config.lang),
                self.layout.templates,
            )
            for number, (name, instance) in enumerate(_instances(names), 1)
        ]

    def anchors(self, page: SitePage) -> frozenset[str]:
        """The ids that links to a page of the author's may end in: its headings and its figures."""
        shown = _instances(self.registry.usages[page.path])
        return page.document.anchors | {anchor(name, instance) for name, instance in shown}

    def stylesheets(self, names: Iterable[str]) -> list[str]:
        """The stylesheets of the figures that have rules of their own."""
        return [
            f"figures/{name}/figure.css"
            for name in dict.fromkeys(names)
            if self.figures[name].files["figure.css"].strip()
        ]

    def explorable(self, names: Iterable[str]) -> bool:
        """Whether one of the figures has states or moments to choose among."""
        return any(self.figures[name].page_states or self.figures[name].drawing.steps for name in names)


def _instances(names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each name, and how many times it has come."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name, seen[name]
