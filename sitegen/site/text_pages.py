"""Write the author's pages, the accessibility statement, the lists of a folder's pages, and 404.html."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from markupsafe import Markup

from sitegen.audit.audit_report import columns
from sitegen.page.environment import Templates
from sitegen.page.links import Targets
from sitegen.page.markdown_document import Heading, Link
from sitegen.page.markdown_reader import write
from sitegen.site.content import STATEMENT, ContentFile
from sitegen.site.model import MISSING, Site, SiteFile
from sitegen.site.navigation import Section, entry_links, siblings
from sitegen.site.source_pages import SitePage, read_page, targets_of

CONTENTS_FROM = 4
"""Sections that a page needs before a list of them is worth its room."""


def text_pages(site: Site, targets: Targets) -> Iterator[SiteFile]:
    """The author's pages, whose links lead to `targets`."""
    for page in site.pages:
        yield SiteFile(page.path, partial(text_page, site, page, targets))


def list_pages(site: Site) -> Iterator[SiteFile]:
    """A list of pages for each folder without an index page, and 404.html."""
    for section in site.sections.values():
        if not section.has_page:
            yield SiteFile(section.path, partial(_section_page, site, section))
    yield SiteFile(MISSING, partial(_missing_page, site))


def body(site: Site, page: SitePage, targets: Targets) -> Markup:
    """The text of a page with its figures."""

    def address(link: Link) -> str:
        return targets.resolve(link.address, page.path)

    return write(page.document, site.blocks(site.registry.usages[page.path], page.path), address, lang=site.config.lang)


def text_page(site: Site, page: SitePage, targets: Targets) -> str:
    """One of the author's pages."""
    section = None if page.is_index else site.sections.get(page.section)
    values = {
        "heading": page.heading,
        "lead": page.front.description,
        "body": body(site, page, targets),
        "contents": _contents(page.document.headings),
        "section": section,
        "entries": list(_unlinked(site, page)),
        "siblings": siblings(section, page.path) if section else "",
    }
    description = page.front.description or site.config.description
    figures = site.registry.usages[page.path]
    return site.page(page.path, "pages/text.html", values, title=page.title, description=description, figures=figures)


def _unlinked(site: Site, page: SitePage) -> Iterator[dict[str, str]]:
    """The pages of the folder whose index is `page`, without those to which its text leads."""
    if not page.is_index or page.section not in site.sections:
        return
    section = site.sections[page.section]
    linked = {target for target, _ in targets_of(page)}
    entries = [entry for entry in section.entries if entry.path not in linked]
    yield from entry_links(entries, page.path, site.config.lang, around=site.config.lang)


def _contents(headings: Sequence[Heading]) -> list[Heading]:
    found = [heading for heading in headings if heading.level == 2 and heading.anchor != "page-notes"]
    return found if len(found) >= CONTENTS_FROM else []


def default_statement(templates: Templates) -> SitePage:
    """The default text, for a site whose author wrote none."""
    return read_page(ContentFile(STATEMENT, templates.source(f"texts/{STATEMENT}")))


def statement_page(site: Site, targets: Targets | None = None) -> SiteFile:
    """The statement with the table of audit results; without `targets`, the table alone, for the links that lead to it."""
    return SiteFile(site.statement.path, partial(_statement, site, targets))


def _statement(site: Site, targets: Targets | None) -> str:
    page = site.statement
    rows = [(figure.id, figure.heading, figure.audit_cells) for figure in site.figures.values()]
    default = all(file.path != STATEMENT for file in site.content.pages)
    prose = body(site, page, targets) if targets else Markup()
    values = {"body": prose, "columns": columns(), "rows": rows, "default": default, "contact": site.config.contact}
    description, figures = page.front.description or page.title, site.registry.usages[page.path]
    return site.page(
        page.path, "pages/accessibility.html", values, title=page.title, description=description, figures=figures
    )


def _section_page(site: Site, section: Section) -> str:
    description = f"{section.title}: {', '.join(entry.title for entry in section.entries)}"
    entries = entry_links(section.entries, section.path, site.config.lang, around=site.config.lang)
    values = {"entries": entries}
    return site.page(section.path, "pages/section.html", values, title=section.title, description=description)


def _missing_page(site: Site) -> str:
    description = "There is no page here."
    return site.page(MISSING, "pages/missing.html", {}, title="Page not found", description=description)
