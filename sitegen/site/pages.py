"""The author's pages, and the lists of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from sitegen.page.markdown import Heading, Place, write
from sitegen.site.documents import SitePage
from sitegen.site.navigation import Section, siblings
from sitegen.site.shell import MISSING, Head
from sitegen.site.site import Product, Site

CONTENTS_FROM = 4
"""Sections that a page needs before a list of them is worth its room."""


def text_pages(site: Site) -> Iterator[Product]:
    """Every page that its author wrote, with a list for each folder that has no first page."""
    for page in site.pages:
        yield page.path, text_page(site, page)
    for section in site.sections.values():
        if not section.written:
            yield section.path, _section_page(site, section)
    yield (
        MISSING,
        site.shell.page(
            Head(path=MISSING, title="Page not found", description="There is no page here."), "pages/missing.html", {}
        ),
    )


def body(site: Site, page: SitePage) -> Markup:
    """The text of a page with its figures."""

    def address(place: Place) -> str:
        return site.targets.resolve(place.address, page.path)

    return write(page.document, site.blocks(site.book.shown[page.path], page.path), address)


def text_page(site: Site, page: SitePage) -> str:
    """One of the author's pages."""
    section = None if page.is_index else site.sections.get(page.section)
    head = Head(
        path=page.path,
        title=site.shell.config.title if page.path == "index.html" else page.title,
        description=page.front.description or site.shell.config.description,
        stylesheets=site.stylesheets(site.book.shown[page.path]),
    )
    values = {
        "heading": page.heading,
        "lead": page.front.description,
        "body": body(site, page),
        "contents": _contents(page.document.headings),
        "section": section,
        "siblings": siblings(section, page.path) if section else "",
    }
    return site.shell.page(head, "pages/home.html" if page.path == "index.html" else "pages/text.html", values)


def _contents(headings: Sequence[Heading]) -> list[Heading]:
    found = [heading for heading in headings if heading.level == 2 and heading.anchor != "page-notes"]
    return found if len(found) >= CONTENTS_FROM else []


def _section_page(site: Site, section: Section) -> str:
    head = Head(
        path=section.path,
        title=section.title,
        description=f"{section.title}: {', '.join(page.title for page in section.pages)}",
    )
    entries = [
        {"title": entry.title, "address": entry.path.rpartition("/")[2], "description": entry.description}
        for entry in section.entries
    ]
    return site.shell.page(head, "pages/section.html", {"entries": entries})


def uses(site: Site, figure: str) -> list[SitePage]:
    """The pages that show `figure`, in the order of their paths."""
    return [page for page in site.pages if figure in site.book.shown[page.path]]
