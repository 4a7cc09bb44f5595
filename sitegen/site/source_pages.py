"""Read Markdown files into `PageText`s and check their front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from markupsafe import escape
from pydantic import Field

from sitegen.engine.executors import Workers
from sitegen.errors import ContentError, Diagnostic
from sitegen.page.environment import Templates
from sitegen.page.links import LinkError, built_address, built_path, destination
from sitegen.page.markdown_document import Document, Fence, Link
from sitegen.site.content import STATEMENT, TEMPLATES, ContentFile
from sitegen.site.memory import ContentChangedError, Memory, UnknownFile
from sitegen.site.progress import Progress
from sitegen.site.site_page import PageFigure, PageLink, PageText, SitePage
from sitegen.spec.declaration import Line, SpecModel
from sitegen.spec.plain_text import markup_warnings
from sitegen.spec.source_text import Span, SpecSource, read_text
from sitegen.spec.yaml_model import load_model

_STRAY_FIELD = re.compile(
    r"(?:```ya?ml\n)?(?:[ \t]*(?:[-=+*;\u2013\u2014]{2,}|<!--.*-->)?[ \t]*\n){0,4}(title|description|order)[ \t]*[:=]"
)
"""A field of front matter at the beginning of a text, with or without wrong signs above it."""


class FrontMatter(SpecModel):
    """The YAML between the dashes at the top of a page."""

    other_tools = {
        "author": "site.yaml names the author of the site",
        **dict.fromkeys(("categories", "category"), "put the page into a folder, which is a section"),
        "date": "write the date into the text",
        **dict.fromkeys(("draft", "hidden", "published"), "to leave the page out, begin its file name with a dot"),
        **dict.fromkeys(("excerpt", "subtitle", "summary"), "write description"),
        **dict.fromkeys(("id", "permalink", "slug", "url"), "the name of the file is the address of the page"),
        **dict.fromkeys(("image", "cover", "thumbnail"), "put the picture into the text: ![what it shows](…)"),
        **dict.fromkeys(("toc", "math", "mathjax", "katex"), "delete it: pages have this by themselves"),
        **dict.fromkeys(
            ("format", "output", "jupyter", "execute", "bibliography"), "delete it: it is for another tool"
        ),
        "keywords": "delete it: search engines read the text",
        "lang": "site.yaml has the language of all pages",
        **dict.fromkeys(("layout", "template"), "templates/pages/text.html makes all pages of text"),
        **dict.fromkeys(("nav_order", "position", "sidebar_position", "weight"), "write order"),
        **dict.fromkeys(("parent", "section", "tags"), "put the page into a folder, which is a section"),
    }

    title: Line | None = None
    """Name of the page; by default its first-level heading."""
    description: Line | None = None
    """One sentence about the page, shown under its heading, in lists and by search engines."""
    order: int | None = Field(default=None, ge=0, le=100_000)
    """Position among the pages of the folder; pages without one come last, by title."""


def read_pages(
    files: Sequence[ContentFile], memory: Memory, workers: Workers, progress: Progress
) -> tuple[list[SitePage], list[Diagnostic]]:
    """Read every page that was not read before; return the pages and the problems of all of them."""
    keys = [memory.key("page", file.name, file.path, memory.digest(file.path)) for file in files]
    found = {key: memory.pages.facts(key) for key in keys}
    unknown = ((file, key) for file, key in zip(files, keys, strict=True) if found[key] is None)
    missing = [UnknownFile(file, memory.digest(file.path), key) for file, key in unknown]
    chunks = workers.map(_read, missing, local=True)
    for done, (file, page) in enumerate(memory.pages.add_chunks(chunks), 1):
        progress("Reading pages", done, len(missing))
        found[file.key] = page
    pages = [found[key] for key in keys]
    problems = [
        problem
        for file, page in zip(files, pages, strict=True)
        for problem in (page.problems if page else _errors_of(file))
    ]
    return [page for page in pages if page], problems


def _read(files: Sequence[UnknownFile]) -> list[bytes | None]:
    """Read the pages of a chunk; return each encoded, or None for one with an error, which `_errors_of` reports."""
    return [file.encoded(partial(read_page, file.file, key=file.key), f"the page {file.file.name}") for file in files]


def _errors_of(file: ContentFile) -> tuple[Diagnostic, ...]:
    """The errors of a page that could not be read."""
    try:
        read_page(file, file.read())
    except ContentError as error:
        return error.diagnostics
    raise ContentChangedError(f"{file.name} changed while it was read")


def default_statement(templates: Templates, memory: Memory) -> SitePage:
    """The statement for a site whose author wrote none."""
    file = ContentFile(STATEMENT, templates.source(f"texts/{STATEMENT}"))
    own = memory.templates.get(f"{TEMPLATES}/texts/{STATEMENT}")
    key = memory.key("page", file.name, file.path, own.digest if own else "")
    return memory.pages.facts(key) or memory.pages.add(key, read_page(file, file.read(), key))


def read_page(file: ContentFile, source: SpecSource, key: str = "") -> PageText:
    """Read the page `file`, whose text is `source`, as the result of `key`.

    Raises
    ------
    ContentError
        When it cannot be decoded, its front matter is wrong, or it has no title.
    """
    from sitegen.page.markdown_reader import body_with_placeholders, read  # most builds have no Markdown to read

    text = read_text(source, tabs=True).text
    document = read(text, file.name)
    front, places = load_model(SpecSource(file.name, document.front_matter, first_line=2), FrontMatter)
    warnings = map(places.diagnostic, markup_warnings(front.model_dump(), "title", "description"))
    document = replace(document, problems=(*document.problems, *warnings))
    if re.match(r"---[ \t]*\n(?!-{3,}[ \t]*\n)|-{4,}[ \t]*\n\w+:", text) and not document.front_matter:
        message = "the front matter has no end; write a line --- before its first field, and one after its last"
        raise ContentError.of(file.name, message, stage="site", line=1)
    if not (front.title or document.plain_title) and re.match(r"\s+---\n|-{4,}\n|\+\+\+\n", text):
        message = "the front matter begins in the first line, with three dashes"
        raise ContentError.of(file.name, message, stage="site", line=1)
    body = text if not document.front_matter else text.split("\n", document.front_matter.count("\n") + 3)[-1]
    if stray := _STRAY_FIELD.match(body):
        message = "front matter is between two lines of three dashes, the first of which begins the file; this is shown as text"
        line = text[: len(text) - len(body) + stray.start(1)].count("\n")
        raise ContentError([replace(document.source.diagnostic(Span(line, 0), message), stage="site")])
    if not (front.title or document.plain_title):
        message = "the page has no title; begin it with '# Title', or give 'title:' between two lines '---' at the top"
        raise ContentError.of(file.name, message, stage="site", line=1)
    path = built_path(file.path)
    page = SitePage(
        path=path,
        key=key,
        file=file.name,
        title=front.title or document.plain_title,
        heading_html=str(document.title or escape(front.title or document.plain_title)),
        description=front.description,
        order=front.order,
        figures=tuple(_figure(document, fence) for fence in document.fences),
        headings=document.headings,
        links=tuple(
            _link(link, place, path)
            for link, place in zip((*document.links, *document.images), document.link_places(), strict=True)
        ),
        problems=document.problems,
    )
    return PageText(page, body_with_placeholders(document, partial(_address, path)))


def _figure(document: Document, fence: Fence) -> PageFigure:
    """A figure in the text; its problems are reported at its reference, in the fence's first line."""
    line = document.source.lines[fence.line - 1]
    reference = fence.reference or "figure"
    column = max(0, line.rfind(reference)) + 1
    place = Diagnostic(
        file=document.file,
        line=fence.line,
        column=column,
        source_line=line,
        length=len(reference),
        message="",
        stage="site",
    )
    return PageFigure(fence=fence, place=place)


def _link(link: Link, place: Diagnostic, path: str) -> PageLink:
    """A link in the page `path`, with its destination."""
    found = None
    with suppress(LinkError):
        found = destination(link.address, path)
    target, fragment = found or ("", "")
    return PageLink(
        address=link.address,
        is_picture=link.is_picture,
        alternative=link.alternative,
        target=target,
        fragment=fragment,
        place=place,
    )


def _address(path: str, link: Link) -> str:
    """The address of a link of the page `path`; a wrong one is reported, and never published."""
    try:
        return built_address(link.address, path)
    except LinkError:
        return link.address
