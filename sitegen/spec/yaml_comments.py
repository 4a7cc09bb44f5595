"""Comments that an author meant as text: ``title: #1 of 8``, ``title: Layer #1``."""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.spec.message_format import shortened
from sitegen.spec.source_text import SourceText, Span

_HINT = "put the text in quotes, or write a space after # for a comment"
_BEHIND_KEY, _BEHIND_TEXT = re.compile(r"[: \t]*(#.*)"), re.compile(r"[ \t]+(#.*)")
"""A comment and what may be before it. A line may have very many values, so they match from a place in it on."""


class Comment(NamedTuple):
    """A comment behind a value."""

    span: Span
    message: str
    hint: str
    is_text: bool
    """Whether it was meant as text, like ``#1``, which is an error."""


def comment_in_place_of_value(text: SourceText, key: Span) -> Comment | None:
    """The comment in the line of an empty value, behind its key or hyphen."""
    found = _comment(text, key.line, key.column + key.length, _BEHIND_KEY)
    if found is None:
        return None
    span, comment, is_text = found
    hint = _HINT if is_text else "put the text in quotes, or delete the key"
    return Comment(span, f"the value is empty: YAML takes '{comment}' for a comment", hint, is_text)


def text_cut_off(text: SourceText, end: Span) -> Comment | None:
    """The rest of a text that YAML takes for a comment, such as ``#1 of 8`` in ``Layer #1 of 8``; `end` is where YAML ends the text."""
    found = _comment(text, end.line, end.column, _BEHIND_TEXT)
    if found is None or not found[2]:
        return None
    return Comment(found[0], f"YAML takes '{found[1]}' for a comment", _HINT, is_text=True)


def _comment(text: SourceText, line: int, column: int, form: re.Pattern[str]) -> tuple[Span, str, bool] | None:
    """The place and text of a comment behind a place, and whether a letter or digit follows its ``#``."""
    found = form.match(text.lines[line], column) if line < len(text.lines) else None
    if found is None:
        return None
    comment = found[1].rstrip()
    return Span(line, found.start(1), len(comment)), shortened(comment), comment[1:2].isalnum()
