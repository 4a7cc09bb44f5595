"""Find brackets that are opened and never closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_QUOTED = re.compile(r"(\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*')|\".*")
"""A text in quotes or, so that its own quotes are not looked at, all that is behind a quote that is not closed."""
_CLOSING = {"[": "]", "{": "}"}


class MissingBracket(NamedTuple):
    """A closing bracket that is missing, and where it belongs by the indentation."""

    sign: str
    line: int | None
    """The line before which it belongs, from 1; None for the end of the text."""


def without_quotes(line: str) -> str:
    """A line whose texts in quotes are blanks, each as long as it was; behind a quote that is not closed, nothing is."""
    return _QUOTED.sub(lambda found: " " * len(found[0]) if found[1] else found[0], line)


def missing_bracket(lines: Sequence[str]) -> MissingBracket | None:
    """The bracket that closes the innermost open one; None if all are closed."""
    open_brackets: list[str] = []
    depths: dict[int, int] = {}  # of lines, by their indentation
    for number, line in enumerate(lines, 1):
        signs = without_quotes(line).split("#")[0]
        indent = len(line) - len(line.lstrip())
        content = signs[indent:]
        if not line.strip():
            continue
        closing = len(content) - len(content.lstrip("]} ,"))
        leading = sum(sign in "]}" for sign in content[:closing])
        depth = len(open_brackets) - leading
        if depth > depths.setdefault(indent, depth) and open_brackets:
            return MissingBracket(_CLOSING[open_brackets[-1]], number)
        for sign in content:
            if sign in "[{":
                open_brackets.append(sign)
            elif sign in "]}" and open_brackets:
                open_brackets.pop()
    return MissingBracket(_CLOSING[open_brackets[-1]], None) if open_brackets else None
