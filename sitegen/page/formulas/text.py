"""LaTeX that remembers where it comes from, and the error that names the place."""

from __future__ import annotations

import re
from bisect import bisect_right

MAX_LENGTH = 4_000
"""Characters of a formula, before and after the expansion of its macros."""


class FormulaError(ValueError):
    """A formula that cannot be drawn: the problem, where it is in the formula, in characters, and what to write instead."""

    def __init__(self, problem: str, offset: int = 0, length: int = 1, hint: str = "") -> None:
        super().__init__(problem)
        self.offset, self.length, self.hint = offset, max(1, length), hint


class Text:
    """LaTeX made from that of an author, at most `MAX_LENGTH` characters."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._places: list[tuple[int, bool]] = []
        self._size = 0

    def __str__(self) -> str:
        return "".join(self._parts)

    def add(self, text: str, offset: int, *, copied: bool = True) -> None:
        """Append `text`, made from what is at `offset` of the formula; `copied` if it is the same text.

        Raises
        ------
        FormulaError
            If the text becomes too long.
        """
        if text[:1].isalpha() and self._parts and re.search(r"\\[A-Za-z]+\Z", self._parts[-1]):
            text, copied = f" {text}", False
        self._parts.append(text)
        self._starts.append(self._size)
        self._places.append((offset, copied))
        self._size += len(text)
        if self._size > MAX_LENGTH:
            message = f"it has more than {MAX_LENGTH:,} characters"
            raise FormulaError(message, offset, hint="write several formulas")

    def offset(self, position: int) -> int:
        """The place in the formula of what is at `position` in this text."""
        part = bisect_right(self._starts, position) - 1
        if part < 0:
            return 0
        offset, copied = self._places[part]
        return offset + (position - self._starts[part] if copied else 0)
