"""Markdown to HTML in two steps: `read` parses a page, `write` inserts figures and addresses of links and renders it.

Between the two, all pages of the site are known, so that links are checked and each figure is drawn once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup

from sitegen.errors import Diagnostic
from sitegen.page.formulas.text import FormulaError
from sitegen.page.html_text import ENGLISH, lang_attribute
from sitegen.page.markdown_document import Document, Fence, Heading, Link
from sitegen.page.markdown_renderer import address_of, is_figure, parser_of_pages
from sitegen.page.math import mathml

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST_QUOTE = 40
"""Characters of a formula that a message repeats."""
_DISPLAYS: dict[str, Literal["inline", "block"]] = {"math_inline": "inline", "math_block": "block"}


def read(text: str, file: str) -> Document:
    """Parse the page `text`, called `file` in messages; ``problems`` has its errors."""
    env: dict[str, Any] = {}
    tokens = parser_of_pages().parse(text, env)
    lines = text.splitlines()
    front = tokens.pop(0).content if tokens and tokens[0].type == "front_matter" else ""
    problems = list(_title_problems(tokens, file, lines))
    title, plain = _take_title(tokens, env)
    links = tuple(_links(tokens, lines))
    return Document(
        file=file,
        front_matter=front,
        title=title,
        plain_title=plain,
        lines=tuple(lines),
        fences=tuple(_fences(tokens, lines)),
        headings=tuple(_headings(tokens)),
        links=tuple(link for link in links if link.token.type == "link_open"),
        images=tuple(link for link in links if link.token.type == "image"),
        problems=(*problems, *_problems(tokens, file, lines)),
        tokens=tuple(tokens),
        footnotes=env,
    )


def write(
    document: Document, figures: Sequence[Markup], address: Callable[[Link], str], *, lang: str = ENGLISH
) -> Markup:
    """The HTML of the page, with a block for each fence and the address of each link and image.

    `lang` is the language of the page; generated text gets a ``lang`` attribute if the page is not in English.
    """
    parser = parser_of_pages()
    addresses = {id(link.token): address(link) for link in (*document.links, *document.images)}
    env = {
        **document.footnotes,
        "figures": iter(figures),
        "addresses": addresses,
        "english": lang_attribute(ENGLISH, lang),
    }
    return Markup(parser.renderer.render(document.tokens, parser.options, env))  # noqa: S704 - raw HTML is off


def _take_title(tokens: list[Token], env: dict[str, Any]) -> tuple[Markup, str]:
    """Remove a first-level heading at the beginning: the template writes it."""
    if not tokens or tokens[0].tag != "h1":
        return Markup(), ""
    parser, inline = parser_of_pages(), tokens[1]
    del tokens[:3]
    children = inline.children or []
    return Markup(parser.renderer.render(children, parser.options, env)), _plain(inline)  # noqa: S704


def _plain(inline: Token) -> str:
    return "".join(token.content for token in inline.children or () if token.type != "image").strip()


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
            yield Heading(level=int(opening.tag[1]), anchor=str(opening.attrs["id"]), text=_plain(inline))
    if any(token.type == "footnote_block_open" for token in tokens):
        yield Heading(level=2, anchor="page-notes", text="Notes")


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _links(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Link]:
    for block in tokens:
        begin, end = block.map or (0, len(lines))
        for token in block.children or ():
            if token.type in ("link_open", "image"):
                yield _link(token, lines, range(begin, end))


def _link(token: Token, lines: Sequence[str], among: range) -> Link:
    """The link with its place in its block; the first line of the block if the address is not found as written."""
    for number in among:
        column = lines[number].find(f"({address_of(token)}")
        if column >= 0:
            return Link(token=token, line=number + 1, column=column + 2, source_line=lines[number])
    return Link(token=token, line=among.start + 1, column=1, source_line=lines[among.start])


def _title_problems(tokens: Sequence[Token], file: str, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """Links and pictures in a title, which is also shown in lists and tabs."""
    parts = tokens[1].children or () if tokens and tokens[0].tag == "h1" else ()
    if any(part.type in ("link_open", "image") for part in parts):
        yield _problem(tokens[0], file, lines, "a title holds no links and no pictures; put them into the text")


def _problems(tokens: Sequence[Token], file: str, lines: Sequence[str]) -> Iterator[Diagnostic]:
    level = 1
    for token in tokens:
        if token.type == "heading_open":
            found = int(token.tag[1])
            if found == 1:
                yield _problem(token, file, lines, "a page has one first-level heading, at its top; use ## here")
            elif found > level + 1:
                yield _problem(token, file, lines, f"heading of level {found} follows one of level {level}")
            level = found
        yield from _formula_problems(token, file, lines)


def _formula_problems(block: Token, file: str, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """The errors of the formulas in `block`, each at its place in the formula; at the block if it is not found as written."""
    begin, end = block.map or (0, 0)
    source, after = "\n".join(lines[begin:end]), 0
    for formula in (block, *(block.children or ())):
        if formula.type not in _DISPLAYS:
            continue
        start = source.find(formula.markup + formula.content, after)
        after = max(after, start + 1)
        try:
            mathml(formula.content, _DISPLAYS[formula.type])
        except FormulaError as error:
            place = source[: start + len(formula.markup) + error.offset] if start >= 0 else ""
            line = begin + place.count("\n")
            yield Diagnostic(
                file=file,
                line=line + 1,
                column=len(place) - (place.rfind("\n") + 1) + 1,
                source_line=lines[line],
                length=error.length if start >= 0 else 1,
                message=f"the formula {_shortened(formula.content)} cannot be drawn: {error}",
                hint=error.hint,
                stage="page",
            )


def _shortened(formula: str) -> str:
    words = " ".join(formula.split())
    return f"'{words}'" if len(words) <= LONGEST_QUOTE else f"'{words[: LONGEST_QUOTE - 1]}…'"


def _problem(token: Token, file: str, lines: Sequence[str], message: str) -> Diagnostic:
    number = _line(token)
    source = lines[number - 1] if number else ""
    return Diagnostic(file=file, line=number, column=1, source_line=source, message=message, stage="page")
