"""Comments that an author meant as text: ``title: #1 of 8``, ``title: Layer #1``."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.spec.message_format import shortened
from sitegen.spec.source_text import SourceText, Span

_HINT = "put the text in quotes, or write a space after # for a comment"


class Comment(NamedTuple):
    """A comment behind a value."""

    span: Span
    message: str
    hint: str
    is_text: bool
    """Whether it begins as no comment does that people write, and is an error."""


def comment_in_place_of_value(text: SourceText, key: Span) -> Comment | None:
    """The comment in the line of an empty value, behind its key or hyphen."""
    found = _comment(text, key._replace(column=key.column + key.length), ": \t")
    if found is None:
        return None
    span, comment, is_text = found
    hint = _HINT if is_text else "put the text in quotes, or delete the key"
    return Comment(span, f"the value is empty: YAML takes '{comment}' for a comment", hint, is_text)


def text_cut_off(text: SourceText, end: Span) -> Comment | None:
    """The rest of a text behind its `end` that YAML takes for a comment, if no comment begins so: ``Layer #1 of 8``."""
    found = _comment(text, end, " \t")
    if found is None or not found[2] or not text.lines[end.line][end.column :][:1].isspace():
        return None
    return Comment(found[0], f"YAML takes '{found[1]}' for a comment", _HINT, is_text=True)


def _comment(text: SourceText, behind: Span, blanks: str) -> tuple[Span, str, bool] | None:
    """The place and text of a comment behind a place, and whether a letter or digit follows its ``#``."""
    rest = text.lines[behind.line][behind.column :] if behind.line < len(text.lines) else ""
    comment = rest.lstrip(blanks).rstrip()
    if not comment.startswith("#"):
        return None
    span = Span(behind.line, behind.column + rest.index("#"), len(comment))
    return span, shortened(comment), comment[1:2].isalnum()
