"""The lines of a large text file: decoded and checked piece by piece, since few of them are needed at once."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sitegen.errors import Diagnostic
from sitegen.spec.source_text import CONTROLS, SourceText, Span, SpecSource, checked_text

_BOM = codecs.BOM_UTF8
_PIECE = 1 << 20
"""Bytes that are checked at once."""
_CONTROLS = re.compile(CONTROLS.pattern.replace("\r(?!\n)", "\r(?![\r\n])"))
"""Line ends may have several carriage returns, as programs write them that convert line ends twice."""
_MOST_SHOWN = 5_000
"""Lines that are searched for the end of a row."""


@dataclass(frozen=True)
class TextLines:
    """A text file as bytes, with the places of its lines."""

    name: str
    """The file as messages show it."""
    content: bytes
    """UTF-8 without a byte order mark."""

    @classmethod
    def checked(cls, name: str, content: bytes) -> TextLines:
        """Check encoding and characters; a `ContentError` has the problems of the first piece that has any."""
        content = content.removeprefix(_BOM)
        start, line = 0, 1
        while start < len(content):
            end = content.find(b"\n", start + _PIECE) + 1 or len(content)
            piece = content[start:end]
            checked_text(SpecSource(name, piece, first_line=line), tabs=True, forbidden=_CONTROLS)
            start, line = end, line + piece.count(b"\n")
        return cls(name, content)

    def __iter__(self) -> Iterator[str]:
        """Every line with its line end."""
        return iter(io.TextIOWrapper(io.BytesIO(self.content), encoding="utf-8", newline="\n"))

    def __len__(self) -> int:
        """Number of lines."""
        return len(self._ends)

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        """The byte behind each line."""
        ends = np.flatnonzero(np.frombuffer(self.content, np.uint8) == ord("\n"))
        return ends if self.content.endswith(b"\n") else np.append(ends, len(self.content))

    def from_line(self, line: int) -> SourceText:
        """The text from a line on, far enough for a row that is not longer than others."""
        begin = int(self._ends[line - 1]) + 1 if line else 0
        last = min(line + _MOST_SHOWN - 1, len(self) - 1, int(np.searchsorted(self._ends, begin + _PIECE)))
        lines = self.content[begin : int(self._ends[last])].decode().split("\n")
        text = "\n".join(each.rstrip("\r") for each in lines)
        return SourceText(SpecSource(self.name, "", first_line=line + 1), text)

    def rest(self, line: int) -> str:
        """The text from a line to the end of the file."""
        return self.content[int(self._ends[line - 1]) + 1 if line else 0 :].decode()

    def diagnostic(self, span: Span, message: str, hint: str = "") -> Diagnostic:
        """A problem at `span`, whose line is counted from 0 in the whole file."""
        if not self.content:
            return Diagnostic(file=self.name, line=1, column=1, message=message, hint=hint)
        return self.from_line(span.line).diagnostic(span._replace(line=0), message, hint=hint)
