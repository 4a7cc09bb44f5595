"""A Markdown page that was read: its figures, headings and links, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sitegen.errors import Diagnostic, Severity
from sitegen.page.markdown_renderer import address_of
from sitegen.spec.declaration import MAX_ID_LENGTH

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A figure in the text: its YAML, or the id of a figure that has a file of its own.

    Parameters
    ----------
    text : str
        The text in the fence; blank for a reference.
    reference : str
        The id after the word ``figure``; empty for a figure written in place.
    line : int
        Line of the opening fence, from 1.
    indent : int
        Characters before the fence, which are also removed from the lines of the text.
    """

    text: str
    reference: str
    line: int
    indent: int


def default_id(path: str, number: int) -> str:
    """The id of the `number`-th figure in the page `path` if its spec has none: ``lesson-2``."""
    stem = path.rpartition("/")[2].removesuffix(".html").lower()
    slug = "-".join(re.findall("[a-z0-9]+", stem)) or "page"
    return f"{slug[: MAX_ID_LENGTH - 5].rstrip('-')}-{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A section of a page.

    Parameters
    ----------
    level : int
        2 for a section, 3 for a part of one, and so on.
    anchor : str
        Its id on the page.
    text : str
        Its text, without markup.
    """

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link or a picture, and its place in the file.

    Parameters
    ----------
    token : Token
        The parsed link or picture.
    line, column : int
        Place of its address, from 1.
    source_line : str
        The text of that line.
    """

    token: Token
    line: int
    column: int
    source_line: str

    @property
    def address(self) -> str:
        """The address as written by the author."""
        return address_of(self.token)

    @property
    def alternative(self) -> str:
        """The alternative text of a picture; empty for a link."""
        return self.token.content.strip()

    def diagnostic(self, file: str, message: str, severity: Severity = "error") -> Diagnostic:
        """A problem with this link."""
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
    """A parsed Markdown page, before figures and links are inserted.

    Parameters
    ----------
    file : str
        Name of the page in messages.
    front_matter : str
        The YAML between the lines of dashes at the top, from line 2; empty if there is none.
    title : Markup
        The first-level heading; empty if there is none.
    plain_title : str
        The same without markup.
    lines : tuple of str
        The whole file.
    fences : tuple of Fence
        The figures in the text, in order.
    headings : tuple of Heading
        The sections, without the title.
    links, images : tuple of Link
        All links and pictures.
    problems : tuple of Diagnostic
        Problems of the text itself.
    tokens : tuple of Token
        The parsed text without front matter and title.
    footnotes : dict
        The state of the parser for footnotes.
    """

    file: str
    front_matter: str
    title: Markup
    plain_title: str
    lines: tuple[str, ...]
    fences: tuple[Fence, ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Link, ...]
    problems: tuple[Diagnostic, ...]
    tokens: tuple[Token, ...]
    footnotes: dict[str, Any]

    @property
    def anchors(self) -> frozenset[str]:
        """The ids of the headings."""
        return frozenset(heading.anchor for heading in self.headings)

    def line(self, number: int) -> str:
        """A line of the file, counted from 1."""
        return self.lines[number - 1]
