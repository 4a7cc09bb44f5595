"""Write the author's pages, the accessibility statement, the lists of a folder's pages, and 404.html."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from sitegen.audit.audit_report import columns
from sitegen.engine.keys import key_of
from sitegen.page.figure_parts import FigureFacts
from sitegen.page.markdown_body import fill_body
from sitegen.page.markdown_document import Heading
from sitegen.site.content import STATEMENT
from sitegen.site.figure_keys import template_inputs
from sitegen.site.model import MISSING, Site
from sitegen.site.navigation import Entry, Section, entry_links, neighbours, siblings
from sitegen.site.site_file import SiteFile
from sitegen.site.site_page import SitePage

TEXT, SECTION, NOT_FOUND = "pages/text.html", "pages/section.html", "pages/missing.html"
ACCESSIBILITY = "pages/accessibility.html"
"""Templates."""
CONTENTS_FROM = 4
"""Sections that a page needs before a list of them is worth its room."""


def text_pages(site: Site) -> Iterator[SiteFile]:
    """The author's pages."""
    for page in site.pages:
        yield site.page_file(page.path, TEXT, partial(text_page, site, page), _text_inputs(site, page))


def _text_inputs(site: Site, page: SitePage) -> Mapping[str, str]:
    section = site.sections.get(page.section)
    shown: object = section  # a template of the author may show all of it
    if section and not page.is_index and not template_inputs(site.memory, site.templates, TEXT):
        around = section.beside(page.path) if section.kicker else neighbours(section, page.path)
        shown = (section.title, section.kicker_of(page.path), around)
    inputs = {f"page {page.path}": page.key, **site.figure_inputs(site.registry.usages[page.path])}
    if section:
        inputs[f"pages in {section.name}"] = key_of(repr(shown))
    if section and page.is_index:
        inputs |= site.list_inputs(_drawings(site, section).values(), attrgetter("list_digest"))
    return inputs


def list_pages(site: Site) -> Iterator[SiteFile]:
    """A list of pages for each folder without an index page, and 404.html."""
    for section in site.sections.values():
        if not section.has_page:
            figures = _drawings(site, section).values()
            inputs = {
                f"pages in {section.name}": key_of(repr(section)),
                **site.list_inputs(figures, attrgetter("list_digest")),
            }
            yield site.page_file(section.path, SECTION, partial(_section_page, site, section), inputs)
    yield site.page_file(MISSING, NOT_FOUND, partial(_missing_page, site), {})


def body(site: Site, page: SitePage) -> Markup:
    """The text of a page with its figures."""
    names = site.registry.usages[page.path]
    followers = _followers([site.figures[name] for name in names])
    return fill_body(site.body(page), site.blocks(names, page.path), site.config.lang, followers)


def _followers(figures: Sequence[FigureFacts]) -> list[int]:
    """Indices of the figures that share their state with the figure before them: one links to the other, or both to a third."""
    return [
        index
        for index, (one, other) in enumerate(pairwise(figures), 1)
        if (one.link or other.link) and {one.id, one.link} & {other.id, other.link} - {""}
    ]


def text_page(site: Site, page: SitePage) -> str:
    """One of the author's pages."""
    section = None if page.is_index else site.sections.get(page.section)
    values = {
        "heading": page.heading,
        "lead": page.description,
        "body": body(site, page),
        "contents": _contents(page.headings),
        "section": section,
        "entries": list(_unlinked(site, page)),
        "siblings": siblings(section, page.path) if section and not section.kicker else "",
        "kicker": section.kicker_of(page.path) if section else "",
        "beside": _beside(site, section, page.path) if section and section.kicker else {},
    }
    description = page.description or site.config.description
    figures = site.registry.usages[page.path]
    return site.page(page.path, TEXT, values, title=page.title, description=description, figures=figures)


def _beside(site: Site, section: Section, page: str) -> dict[str, dict[str, str]]:
    """Links from a lesson to the list of all, to the one before, and to the next."""
    lang = site.config.lang
    found = {"all": Entry(section.title, section.path), **section.beside(page)}
    return {name: entry_links([entry], page, lang, around=lang)[0] for name, entry in found.items()}


def _unlinked(site: Site, page: SitePage) -> Iterator[dict[str, Any]]:
    """The pages of the folder whose index is `page`, without those to which its text leads."""
    if not page.is_index or page.section not in site.sections:
        return
    section = site.sections[page.section]
    linked = {link.target for link in page.targets}
    entries = [entry for entry in section.entries if entry.path not in linked]
    yield from _listed(site, section, entries)


def _listed(site: Site, section: Section, entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """Links to `entries` of the section on its index page; lessons have a number, and a drawing if they show figures."""
    lang, drawings = site.config.lang, _drawings(site, section)
    for entry, link in zip(entries, entry_links(entries, section.path, lang, around=lang), strict=True):
        found = {"number": section.number_of(entry.path), "drawing": drawings.get(entry.path)}
        yield {**link, **{name: value for name, value in found.items() if value}}


def _drawings(site: Site, section: Section) -> Mapping[str, FigureFacts]:
    """The first figure of each lesson of the section, by the path of the lesson."""
    shown = {path: site.registry.usages[path] for path in section.numbered if section.kicker}
    return {path: site.figures[names[0]] for path, names in shown.items() if names and names[0] in site.figures}


def _contents(headings: Sequence[Heading]) -> list[Heading]:
    found = [heading for heading in headings if heading.level == 2 and heading.anchor != "page-notes"]
    return found if len(found) >= CONTENTS_FROM else []


def statement_page(site: Site) -> SiteFile:
    """The statement with the table of audit results."""
    inputs = {
        f"page {site.statement.path}": site.statement.key,
        **site.figure_inputs(site.registry.usages[site.statement.path]),
        **site.list_inputs(site.figures.values(), lambda each: "\n".join((each.title_html, *each.audit_cells))),
        "text of the author": str(_has_own_statement(site)),
    }
    return site.page_file(site.statement.path, ACCESSIBILITY, partial(_statement, site), inputs)


def _has_own_statement(site: Site) -> bool:
    return any(file.path == STATEMENT for file in site.content.pages)


def _statement(site: Site) -> str:
    page = site.statement
    rows = [(figure.id, figure.heading, figure.audit_cells) for figure in site.figures.values()]
    values = {
        "body": body(site, page),
        "columns": columns(),
        "rows": rows,
        "default": not _has_own_statement(site),
        "contact": site.config.contact,
    }
    description, figures = page.description or page.title, site.registry.usages[page.path]
    return site.page(page.path, ACCESSIBILITY, values, title=page.title, description=description, figures=figures)


def _section_page(site: Site, section: Section) -> str:
    description = f"{section.title}: {', '.join(entry.title for entry in section.entries)}"
    values = {"entries": list(_listed(site, section, section.entries))}
    return site.page(section.path, SECTION, values, title=section.title, description=description)


def _missing_page(site: Site) -> str:
    description = "There is no page here."
    return site.page(MISSING, NOT_FOUND, {}, title="Page not found", description=description)
