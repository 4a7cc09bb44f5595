"""Markdown to HTML in two steps: `read` parses a page, `write` inserts figures and addresses of links and renders it.

Between the two, all pages of the site are known, so that links are checked and each figure is drawn once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sitegen.errors import ContentError
from sitegen.page.html_text import ENGLISH
from sitegen.page.markdown_body import ENGLISH_TEXT, FIGURE, fill_body
from sitegen.page.markdown_checks import LINKS, errors, repeated_definitions, unused_notes, warnings
from sitegen.page.markdown_document import Document, Fence, Heading, Link, plain_text
from sitegen.page.markdown_parser import PageLimitError, parse, parser_of_pages
from sitegen.page.markdown_renderer import is_figure
from sitegen.spec.source_text import SourceText, SpecSource, first_problems

if TYPE_CHECKING:
    from markdown_it.token import Token


def read(text: str, file: str) -> Document:
    """Parse the page `text`, called `file` in messages; ``problems`` has its errors and warnings. A `ContentError` beyond a limit."""
    env: dict[str, Any] = {}
    try:
        tokens = parse(text, env)
    except PageLimitError as error:
        raise ContentError.of(file, str(error), stage="page", line=1) from error
    source = SourceText(SpecSource(file, text), text)
    front = tokens.pop(0).content if tokens and tokens[0].type == "front_matter" else ""
    wrong = first_problems(errors(tokens, source))
    definitions = (*unused_notes(source, env), *repeated_definitions(source, env))
    found = [*wrong, *first_problems(warnings(tokens, source)), *first_problems(definitions)]
    problems = dict.fromkeys(found)  # of two signs in one line, both are reported at the first
    heading = _take_title(tokens)
    links = [Link(part, block) for block in tokens for part in block.children or () if part.type in LINKS]
    return Document(
        file=file,
        front_matter=front,
        title=_title(heading, env) if heading and not wrong else Markup(),
        plain_title=plain_text(heading) if heading else "",
        source=source,
        fences=tuple(_fences(tokens, source.lines)),
        headings=tuple(_headings(tokens)),
        links=tuple(link for link in links if link.token.type == "link_open"),
        images=tuple(link for link in links if link.token.type == "image"),
        problems=tuple(replace(problem, stage="page") for problem in problems),
        tokens=tuple(tokens),
        footnotes=env,
    )


def write(
    document: Document, figures: Sequence[Markup], address: Callable[[Link], str], *, lang: str = ENGLISH
) -> Markup:
    """The HTML of the page, with a block for each fence and the address of each link and image.

    `lang` is the language of the page; generated text gets a ``lang`` attribute if the page is not in English.
    """
    return fill_body(body_with_placeholders(document, address), figures, lang)


def body_with_placeholders(document: Document, address: Callable[[Link], str]) -> str:
    """The HTML of the page for every site, to be filled in by `fill_body`; empty if the page has errors."""
    if document.has_errors:
        return ""
    parser = parser_of_pages()
    addresses = {id(link.token): address(link) for link in (*document.links, *document.images)}
    env = {
        **document.footnotes,
        "figures": repeat(FIGURE),
        "addresses": addresses,
        "english": ENGLISH_TEXT,
        "in body": True,
    }
    return str(parser.renderer.render(document.tokens, parser.options, env))


def _take_title(tokens: list[Token]) -> Token | None:
    """Remove a first-level heading at the beginning, which the template writes, and return its text."""
    if not tokens or tokens[0].tag != "h1":
        return None
    heading = tokens[1]
    del tokens[:3]
    return heading


def _title(heading: Token, env: dict[str, Any]) -> Markup:
    parser = parser_of_pages()
    return Markup(parser.renderer.render(heading.children or [], parser.options, env))  # noqa: S704


def _indent(token: Token, lines: Sequence[str]) -> int:
    return max(0, lines[_line(token) - 1].find(token.markup))


def _fences(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Fence]:
    for token in tokens:
        if is_figure(token):
            reference = " ".join(token.info.split()[1:])
            yield Fence(text=token.content, reference=reference, line=_line(token), indent=_indent(token, lines))


def _headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and "id" in opening.attrs:
            yield Heading(level=int(opening.tag[1]), anchor=str(opening.attrs["id"]), text=plain_text(inline))
    if any(token.type == "footnote_block_open" for token in tokens):
        yield Heading(level=2, anchor="page-notes", text="Notes")


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
