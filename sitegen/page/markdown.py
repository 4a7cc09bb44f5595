"""Markdown to HTML in two moments: `read` finds what a page holds and asks for, `write` fills in figures and links.

Between the two the site is known as a whole, so that a link can be checked and a figure drawn once for all pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sitegen.errors import Diagnostic, Severity
from sitegen.page.dialect import is_figure, parser_of_pages
from sitegen.page.math import FormulaError, mathml

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A figure in the text: its YAML, or the id of a figure that has a file of its own.

    Parameters
    ----------
    text : str
        What stands between the fences; blank for a reference.
    reference : str
        The id after the word ``figure``; empty for a figure written in place.
    line : int
        Line of the opening fence, from 1.
    indent : int
        Characters before the fence, which are cut from the text's lines, too.
    """

    text: str
    reference: str
    line: int
    indent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A section of a page."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A token that carries an address, and where it stands in the file."""

    token: Token
    line: int
    column: int
    source_line: str

    @property
    def address(self) -> str:
        """The address as its author wrote it."""
        return str(self.token.attrs["href" if self.token.type == "link_open" else "src"])

    def diagnostic(self, file: str, message: str, severity: Severity = "error") -> Diagnostic:
        """A problem at this place."""
        return Diagnostic(
            file=file,
            line=self.line,
            column=self.column,
            source_line=self.source_line,
            length=max(1, len(self.address)),
            message=message,
            severity=severity,
            stage="page",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A Markdown page that was read and waits for its figures and links.

    Parameters
    ----------
    front_matter : str
        The YAML between the lines of dashes at the top, which begins in line 2; empty when there is none.
    title : Markup
        The page's one first-level heading; empty when the text has none.
    plain_title : str
        The same without markup.
    """

    file: str
    front_matter: str
    title: Markup
    plain_title: str
    lines: tuple[str, ...]
    fences: tuple[Fence, ...]
    headings: tuple[Heading, ...]
    links: tuple[Place, ...]
    images: tuple[Place, ...]
    problems: tuple[Diagnostic, ...]
    tokens: tuple[Token, ...]
    footnotes: dict[str, Any]

    @property
    def anchors(self) -> frozenset[str]:
        """The ids that links may end in."""
        return frozenset(heading.anchor for heading in self.headings)

    def line(self, number: int) -> str:
        """A line of the file, counted from 1."""
        return self.lines[number - 1]


def read(text: str, file: str) -> Document:
    """Parse the page `text`, called `file` in messages; what is wrong in it is in ``problems``."""
    env: dict[str, Any] = {}
    tokens = parser_of_pages().parse(text, env)
    lines = text.splitlines()
    front = tokens.pop(0).content if tokens and tokens[0].type == "front_matter" else ""
    title, plain = _take_title(tokens, env)
    places = tuple(_places(tokens, lines))
    return Document(
        file=file,
        front_matter=front,
        title=title,
        plain_title=plain,
        lines=tuple(lines),
        fences=tuple(_fences(tokens, lines)),
        headings=tuple(_headings(tokens)),
        links=tuple(place for place in places if place.token.type == "link_open"),
        images=tuple(place for place in places if place.token.type == "image"),
        problems=tuple(_problems(tokens, file, lines)),
        tokens=tuple(tokens),
        footnotes=env,
    )


def write(document: Document, figures: Sequence[Markup], address: Callable[[Place], str]) -> Markup:
    """The page's HTML, with a block for each of its fences and the address of each link and image."""
    for place in (*document.links, *document.images):
        place.token.attrs["href" if place.token.type == "link_open" else "src"] = address(place)
        if place.token.type == "image":
            place.token.attrs["loading"] = "lazy"
    parser = parser_of_pages()
    env = {**document.footnotes, "figures": iter(figures)}
    return Markup(parser.renderer.render(document.tokens, parser.options, env))  # noqa: S704 - raw HTML is off


def _take_title(tokens: list[Token], env: dict[str, Any]) -> tuple[Markup, str]:
    """Remove the heading that the text begins with, when it is of the first level: the template writes it."""
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


def _places(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Place]:
    for block in tokens:
        begin, end = block.map or (0, len(lines))
        for token in block.children or ():
            if token.type in ("link_open", "image"):
                address = str(token.attrs["href" if token.type == "link_open" else "src"])
                yield _place(token, address, lines, range(begin, end))


def _place(token: Token, address: str, lines: Sequence[str], among: range) -> Place:
    """The place of `address` in the lines of its block; the block's first line when it is written otherwise there."""
    for number in among:
        column = lines[number].find(f"({address}")
        if column >= 0:
            return Place(token=token, line=number + 1, column=column + 2, source_line=lines[number])
    return Place(token=token, line=among.start + 1, column=1, source_line=lines[among.start])


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
        for part in (token, *(token.children or ())):
            if part.type in ("math_inline", "math_block"):
                yield from _formula_problem(part, token, file, lines)


def _formula_problem(formula: Token, block: Token, file: str, lines: Sequence[str]) -> Iterator[Diagnostic]:
    try:
        mathml(formula.content.strip(), "block" if formula.type == "math_block" else "inline")
    except FormulaError as problem:
        yield _problem(block, file, lines, f"the formula {formula.content.strip()!r} cannot be read: {problem}")


def _problem(token: Token, file: str, lines: Sequence[str], message: str) -> Diagnostic:
    number = _line(token)
    source = lines[number - 1] if number else ""
    return Diagnostic(file=file, line=number, column=1, source_line=source, message=message, stage="page")
