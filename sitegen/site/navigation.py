"""Order pages into sections and write the lists of links between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from posixpath import dirname
from urllib.parse import quote

from markupsafe import Markup, escape

from sitegen.page.html_text import ENGLISH, in_language
from sitegen.page.links import built_path, folders_of, relative, root_of
from sitegen.site.config import NavigationItem, SiteConfig
from sitegen.site.site_page import SitePage
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.message_format import nearest_or_all

GENERATED_SECTIONS = {"figures": "Figures", "reference": "Reference"}
MOST_SIBLINGS = 30
"""A longer section shows only the neighbours of a page, so that 1,000 pages do not have 1,000 links each."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A link to a page of the site; `path` is its path in the built site."""

    title: str
    path: str
    description: str = ""


@dataclass(frozen=True)
class Section:
    """A folder of the author's pages."""

    name: str
    """The folder."""
    title: str
    """Its name for readers."""
    entries: tuple[Entry, ...]
    """Its pages in reading order, without the first page of the folder; after them the folders inside it."""
    has_page: bool
    """Whether that first page is more than a list of them: the author's own, or the gallery of the figures."""
    kicker: str = ""
    """What is above the title of a numbered page; empty if the pages are no lessons."""
    numbered: tuple[str, ...] = ()
    """Paths of its pages with an order."""

    @property
    def path(self) -> str:
        """Path of its index page."""
        return f"{self.name}/index.html"

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Place of each page among the entries."""
        return {entry.path: index for index, entry in enumerate(self.entries)}

    def number_of(self, page: str) -> int:
        """Number of `page` among the lessons, from 1; 0 if it is none."""
        return self.numbered.index(page) + 1 if self.kicker and page in self.numbered else 0

    def kicker_of(self, page: str) -> str:
        """What is above the title of `page`, such as "Lesson 1 of 5"."""
        number, count = self.number_of(page), len(self.numbered)
        return self.kicker.replace("{number}", str(number)).replace("{count}", str(count)) if number else ""

    def beside(self, page: str) -> dict[str, Entry]:
        """The entries before and after `page` in reading order."""
        here = self.positions[page]
        found = {"prev": self.entries[here - 1 : here], "next": self.entries[here + 1 : here + 2]}
        return {name: entries[0] for name, entries in found.items() if entries}


def sections(pages: Iterable[SitePage], config: SiteConfig) -> dict[str, Section]:
    """The folders with pages, by name; the navigation may give a folder a title."""
    named = {item.section: item for item in config.navigation if item.section}
    folders: dict[str, list[SitePage]] = {}
    for page in pages:
        for folder in folders_of(page.path):
            folders.setdefault(folder, [])
        if page.section:
            folders[page.section].append(page)
    found: dict[str, Section] = {}
    for name, members in sorted(folders.items(), reverse=True):
        inner = [section for section in found.values() if dirname(section.name) == name]
        found[name] = _section(name, named.get(name), members, inner[::-1])
    return dict(sorted(found.items()))


def _section(name: str, item: NavigationItem | None, members: Iterable[SitePage], inner: Iterable[Section]) -> Section:
    index = next((page for page in members if page.is_index), None)
    title = index.title if index else name.rpartition("/")[2].replace("-", " ").capitalize()
    ordered = sorted((page for page in members if not page.is_index), key=lambda page: page.sort_key)
    entries = [Entry(page.title, page.path, page.description or "") for page in ordered]
    entries += (Entry(section.title, section.path) for section in inner)
    return Section(
        name,
        item.title if item else title,
        tuple(entries),
        has_page=index is not None or name in GENERATED_SECTIONS,
        kicker=(item and item.kicker) or "",
        numbered=tuple(page.path for page in ordered if page.order is not None),
    )


def main_entries(config: SiteConfig, found: Mapping[str, Section]) -> tuple[Entry, ...]:
    """The entries of the main navigation."""
    if config.navigation:
        return tuple(
            Entry(item.title, built_path(item.path) if item.path else f"{item.section}/index.html")
            for item in config.navigation
        )
    own = (section for name, section in found.items() if "/" not in name and name not in GENERATED_SECTIONS)
    made = ((in_language(title, ENGLISH, config.lang), name) for name, title in GENERATED_SECTIONS.items())
    return (
        *(Entry(section.title, section.path) for section in own),
        *(Entry(title, f"{name}/index.html") for title, name in made),
    )


def navigation_problems(config: SiteConfig, pages: Collection[str]) -> Iterator[FieldProblem]:
    """Navigation entries that lead neither to one of `pages` (paths in the built site) nor to one of their folders."""
    folders = {folder for page in pages for folder in folders_of(page)} | GENERATED_SECTIONS.keys()
    for index, item in enumerate(config.navigation):
        if item.path and built_path(item.path) not in pages:
            sources = {page.removesuffix(".html") + ".md" for page in pages}
            hint = nearest_or_all(item.path, sorted(sources), "pages")
            yield FieldProblem(path=("navigation", index, "path"), message=f"there is no page {item.path}", hint=hint)
        if item.section and item.section not in folders:
            message = f"there is no folder '{item.section}' with pages"
            hint = nearest_or_all(item.section, sorted(folders), "folders")
            yield FieldProblem(path=("navigation", index, "section"), message=message, hint=hint)


def main_navigation(entries: tuple[Entry, ...], page: str, root: str) -> Markup:
    """The main navigation of `page`, whose own section is marked as current; `root` is the relative address of the site's root."""
    section = f"{dirname(page).partition('/')[0]}/index.html"
    current = next((entry.path for entry in entries if entry.path == page), section)
    return _link_list("ul", _links(entries, root), current, "page" if current == page else "true")


def neighbours(section: Section, page: str) -> tuple[Entry, ...]:
    """The entries to which `siblings` leads."""
    entries = section.entries
    if len(entries) <= MOST_SIBLINGS:
        return entries
    here = section.positions.get(page, 0)
    return (Entry(f"All of {section.title}", section.path), *entries[max(0, here - 1) : here + 2])


def siblings(section: Section, page: str) -> Markup:
    """Links to the pages of the section around `page`, in reading order."""
    return _link_list("ol", _links(neighbours(section, page), root_of(page)), page, "page")


def entry_links(entries: Iterable[Entry], page: str, lang: str, *, around: str = ENGLISH) -> list[dict[str, str]]:
    """Template values of links from `page` to `entries`: titles in the language `lang`, in text in the language `around`."""
    return [
        {
            "title": in_language(entry.title, lang, around),
            "address": relative(entry.path, page),
            "description": in_language(entry.description, lang, around),
        }
        for entry in entries
    ]


@lru_cache(maxsize=64)
def _links(entries: tuple[Entry, ...], root: str) -> tuple[tuple[str, Markup, Markup], ...]:
    """Path, escaped address and escaped title of every entry."""
    return tuple((each.path, escape(root + quote(each.path)), escape(each.title)) for each in entries)


def _link_list(tag: str, links: Iterable[tuple[str, Markup, Markup]], current: str, state: str) -> Markup:
    """An HTML list of links, with the role that Safari needs for lists without signs; the first one to the path `current` has ``aria-current``."""
    items = []
    for path, address, title in links:
        attribute = f' aria-current="{state}"' if path == current else ""
        current = "" if attribute else current
        items.append(f'<li><a href="{address}"{attribute}>{title}</a></li>')
    return Markup("\n".join([f'<{tag} role="list">', *items, f"</{tag}>"]))  # noqa: S704 - joined from escaped texts
