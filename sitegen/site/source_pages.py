"""Read Markdown files into `SitePage`s and check their front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from markupsafe import Markup, escape
from pydantic import Field

from sitegen.errors import ContentError, Diagnostic, unforeseen_errors
from sitegen.page.links import LinkError, built_path, destination
from sitegen.page.markdown_document import Document
from sitegen.page.markdown_reader import read
from sitegen.site.content import ContentFile
from sitegen.spec.declaration import Line, SpecModel
from sitegen.spec.plain_text import markup_warnings
from sitegen.spec.source_text import SpecSource, read_text
from sitegen.spec.yaml_model import load_model


class FrontMatter(SpecModel):
    """The YAML between the dashes at the top of a page."""

    other_tools = {
        "author": "site.yaml names the author of the site",
        "categories": "put the page into a folder, which is a section",
        "date": "write the date into the text",
        "draft": "to leave the page out, begin its file name with a dot",
        "lang": "site.yaml has the language of all pages",
        "nav_order": "write order",
        "published": "to leave the page out, begin its file name with a dot",
        "tags": "put the page into a folder, which is a section",
        "weight": "write order",
    }

    title: Line | None = None
    """Name of the page; by default its first-level heading."""
    description: Line | None = None
    """One sentence about the page, shown under its heading, in lists and by search engines."""
    order: int = Field(default=1000, ge=0, le=100_000)
    """Position among the pages of the folder; pages without one come last, by title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page that an author wrote."""

    path: str
    """Path in the built site."""
    front: FrontMatter
    """Its front matter."""
    document: Document
    """Its text."""

    @property
    def title(self) -> str:
        """Title of the page in the navigation and the browser's tab."""
        return self.front.title or self.document.plain_title

    @property
    def heading(self) -> Markup:
        """The page's only first-level heading."""
        return self.document.title or escape(self.title)

    @property
    def section(self) -> str:
        """Folder of the page; empty at the top level."""
        return self.path.rpartition("/")[0]

    @property
    def is_index(self) -> bool:
        """Whether it is the index page of its folder."""
        return self.path.rpartition("/")[2] == "index.html"

    @property
    def sort_key(self) -> tuple[int, str, str]:
        """Sort key among the pages of its folder."""
        return (self.front.order, self.title, self.path)


def targets_of(page: SitePage) -> Iterator[tuple[str, str]]:
    """The path in the built site, and the fragment, of every link of `page` that leads into the site."""
    for link in page.document.links:
        with suppress(LinkError):
            if found := destination(link.address, page.path):
                yield found


def read_pages(files: Iterable[ContentFile]) -> tuple[list[SitePage], list[Diagnostic]]:
    """Read every page; return the pages and the problems of all of them."""
    pages: list[SitePage] = []
    problems: list[Diagnostic] = []
    for file in files:
        try:
            with unforeseen_errors(f"the page {file.name}"):
                page = read_page(file)
        except ContentError as error:
            problems += error.diagnostics
        else:
            pages.append(page)
            problems += page.document.problems
    return pages, problems


def read_page(file: ContentFile) -> SitePage:
    """Read one page.

    Raises
    ------
    ContentError
        When it cannot be decoded, its front matter is wrong, or it has no title.
    """
    text = read_text(file.read(), tabs=True).text
    document = read(text, file.name)
    front, places = load_model(SpecSource(file.name, document.front_matter, first_line=2), FrontMatter)
    warnings = map(places.diagnostic, markup_warnings(front.model_dump(), "title", "description"))
    document = replace(document, problems=(*document.problems, *warnings))
    if re.match(r"---[ \t]*\n(?!-{3,}[ \t]*\n)|-{4,}[ \t]*\n\w+:", text) and not document.front_matter:
        message = "the front matter has no end; write a line --- before its first field, and one behind its last"
        raise ContentError([Diagnostic(file=file.name, line=1, column=1, message=message, stage="site")])
    if not (front.title or document.plain_title) and re.match(r"\s+---\n|-{4,}\n|\+\+\+\n", text):
        message = "the front matter begins in the first line, with three dashes"
        raise ContentError([Diagnostic(file=file.name, line=1, column=1, message=message, stage="site")])
    if not (front.title or document.plain_title):
        message = "the page has no title; begin it with '# Title', or give 'title:' between two lines '---' at the top"
        raise ContentError([Diagnostic(file=file.name, line=1, column=1, message=message, stage="site")])
    return SitePage(path=built_path(file.path), front=front, document=document)
