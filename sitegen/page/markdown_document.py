"""A Markdown page that was read: its figures, headings and links, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markupsafe import Markup

from sitegen.errors import Diagnostic, Severity
from sitegen.spec.declaration import MAX_ID_LENGTH
from sitegen.spec.source_text import SourceText, Span

if TYPE_CHECKING:
    from markdown_it.token import Token


_OPENING, _CLOSING = re.compile("[(<]"), re.compile(r"[)>\s]")
_LONGEST_ADDRESS, _MOST_ENDS = 500, 8
"""The longest address [characters], and the most brackets and blanks at which one may end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A figure in the text: its YAML, or the id of a figure that has a file of its own."""

    text: str
    """The text in the fence; blank for a reference."""
    reference: str
    """The id after the word ``figure``; empty for a figure written in place."""
    line: int
    """Line of the opening fence, from 1."""
    indent: int
    """Characters before the fence, which are also removed from the lines of the text."""


def address_of(token: Token) -> str:
    """The address of a link or a picture, as written by the author."""
    return str(token.attrs["href" if token.type == "link_open" else "src"])


def plain_text(inline: Token) -> str:
    """The text of a heading or a paragraph, without markup and pictures."""
    return "".join(token.content for token in inline.children or () if token.type != "image").strip()


def default_id(path: str, number: int) -> str:
    """The id of the `number`-th figure in the page `path` if its spec has none: ``lesson-2``; for an index page, that of its folder."""
    folder, _, name = path.lower().removesuffix(".html").rpartition("/")
    stem = folder.rpartition("/")[2] if folder and name == "index" else name
    slug = "-".join(re.findall("[a-z0-9]+", stem)) or "page"
    return f"{slug[: MAX_ID_LENGTH - 5].rstrip('-')}-{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A section of a page."""

    level: int
    """2 for a section, 3 for a part of one, and so on."""
    anchor: str
    """Its id on the page."""
    text: str
    """Its text, without markup."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture."""

    token: Token
    """The parsed link or picture."""
    block: Token
    """The paragraph, heading or cell that contains it."""

    @property
    def address(self) -> str:
        """The address as written by the author."""
        return address_of(self.token)

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture."""
        return self.token.type == "image"

    @property
    def alternative(self) -> str:
        """The alternative text of a picture; empty for a link."""
        return self.token.content.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed Markdown page, before figures and links are inserted."""

    file: str
    """Name of the page in messages."""
    front_matter: str
    """The YAML between the lines of dashes at the top, from line 2; empty if there is none."""
    title: Markup
    """The first-level heading; empty if there is none."""
    plain_title: str
    """The same without markup."""
    source: SourceText
    """The whole file."""
    fences: tuple[Fence, ...]
    """The figures in the text, in order."""
    headings: tuple[Heading, ...]
    """The sections, without the title."""
    links: tuple[Link, ...]
    images: tuple[Link, ...]
    """All links and pictures."""
    problems: tuple[Diagnostic, ...]
    """Problems of the text itself."""
    tokens: tuple[Token, ...]
    """The parsed text without front matter and title."""
    footnotes: dict[str, Any]
    """The state of the parser for footnotes."""

    @property
    def anchors(self) -> frozenset[str]:
        """The ids of the headings."""
        return frozenset(heading.anchor for heading in self.headings)

    @property
    def has_errors(self) -> bool:
        """Whether the page cannot be shown."""
        return any(problem.severity == "error" for problem in self.problems)

    def link_places(self) -> Iterator[Diagnostic]:
        """The place of each link, then of each picture: its address, or its block where that is not found as written."""
        blocks: dict[tuple[int, int], dict[str, Span]] = {}
        for link in (*self.links, *self.images):
            begin, end = link.block.map or (0, 0)
            if (begin, end) not in blocks:
                blocks[begin, end] = _addresses(self.source.lines[begin:end], begin)
            found = (blocks[begin, end].get(address) for address in (link.address, unquote(link.address)))
            yield self.source.diagnostic(next(filter(None, found), Span(begin, 0)), "")


def _addresses(lines: Iterable[str], first: int) -> dict[str, Span]:
    """What may be an address in lines from number `first` on, each with its first place; in linear time."""
    found: dict[str, Span] = {}
    for number, line in enumerate(lines, first):
        for opening in _OPENING.finditer(line):
            begin, limit = opening.end(), opening.end() + _LONGEST_ADDRESS
            ends = [closing.start() for closing in islice(_CLOSING.finditer(line, begin, limit), _MOST_ENDS)]
            for end in (*ends, *([len(line)] if len(line) <= limit else ())):
                found.setdefault(line[begin:end], Span(number, begin, max(1, end - begin)))
    return found


def problem_in(  # noqa: PLR0913 - a place and a message
    source: SourceText,
    block: Token,
    message: str,
    *,
    find: str | re.Pattern[str] = "",
    skip: int = 0,
    hint: str = "",
    severity: Severity = "error",
) -> Diagnostic:
    """A problem in a block: at the text `find`, without its first `skip` characters, or else at the block's first line."""
    begin, end = block.map or (0, 0)
    pattern = re.compile(re.escape(find)) if isinstance(find, str) else find
    matches = (
        (number, pattern.search(line)) for number, line in enumerate(source.lines[begin:end] if find else (), begin)
    )
    places = (Span(number, found.start() + skip, max(1, len(found[0]) - skip)) for number, found in matches if found)
    return source.diagnostic(next(places, Span(begin, 0)), message, hint=hint, severity=severity)
