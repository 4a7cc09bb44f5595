"""Decode and check the text of a spec or page: encoding, size, control characters, tabs; each problem has its place."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sitegen.description.english import plural
from sitegen.engine.regular_files import open_regular
from sitegen.errors import ContentError, Diagnostic, Severity
from sitegen.spec.content_root import ContentRoot

YAML_SUFFIXES = (".yaml", ".yml")
PYTHON_SOURCE = "<python>"
"""The file that messages name for values from Python."""
MAX_BYTES = 1024 * 1024
MAX_PROBLEMS, MOST_COUNTED = 50, 1000
"""The most problems of a source that are shown, and the most others that are counted."""
_LONGEST_SHOWN_LINE = 160

_BOM = "\ufeff"
CONTROLS = re.compile(  # control characters, line separators, lone surrogates, byte order marks, noncharacters
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\r(?!\n)"
)
_DIRECTIONS = "[\u202a-\u202e\u2066-\u2069]"
"""Characters that change the direction of the text behind them, so that it reads as another one (CVE-2021-42574). The marks U+200E
and U+200F, which right-to-left text needs, do not."""
FORBIDDEN = re.compile(f"{CONTROLS.pattern}|{_DIRECTIONS}")
"""What no text of an author may hold."""
HIDDEN = re.compile(f"{FORBIDDEN.pattern}|[\u00ad\u061c\u200b\u200e\u200f\u2060-\u2064]")
"""What cannot be seen in a name; the characters that join letters or emoji can."""
MERGE_MARK = re.compile(r"<{7} .*|={7}|>{7} .*")
"""A line that git writes into a file whose merge is not finished."""
MERGE_ADVICE = "git wrote this line, as a merge is not finished: keep one of both versions, and delete the line"
_TAB_INDENT = re.compile(r"^ *(\t)[ \t]*[^ \t\r\n]", re.MULTILINE)


def hidden_in(text: str) -> str:
    """The first forbidden character of a text, ``the invisible character U+FEFF``; empty if there is none."""
    found = FORBIDDEN.search(text)
    return f"the invisible character U+{ord(found[0]):04X}" if found else ""


@dataclass(frozen=True, slots=True)
class SpecSource:
    """The text of one figure spec and its place in a file."""

    name: str
    """The file as messages show it."""
    content: str | bytes = field(repr=False)
    """YAML. Bytes are UTF-8, with or without a byte order mark."""
    first_line: int = 1
    """Line of the file in which the content begins, from 1; greater for a fence in a Markdown page."""
    column_offset: int = 0
    """Characters that were cut from the left of every line, as for a fence inside a list."""
    default_id: str = ""
    """Id of the figure when the spec has none; empty when it must have one."""
    content_root: ContentRoot | None = None
    """Where the files that it names are looked for; None for a text that is not in a file."""

    @classmethod
    def from_file(cls, path: Path, name: str = "", content_root: ContentRoot | None = None) -> SpecSource:
        """Read the file at `path`, whose stem is the default id; a `ContentError` if it is refused or cannot be read.

        A file in `content_root` has to be a regular file. Without `content_root` it may also be a pipe; but a link that leads out
        of a content folder is refused in both cases, before it is read.
        """
        name = name or str(path)
        nearest = content_root or ContentRoot.at(path.parent)
        checked = content_root is not None or (nearest.is_site and not nearest.contains(path))
        if checked and (message := nearest.file_problem(path)):
            raise ContentError.of(name, message, stage="site")
        try:
            with open_regular(path) if checked else path.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise ContentError.of(name, f"the file cannot be read: {error.strerror or type(error).__name__}") from error
        return cls(name, content, default_id=path.stem, content_root=nearest)


class Span(NamedTuple):
    """A place in a source's text: line and column from 0, length in characters."""

    line: int
    column: int
    length: int = 1

    @classmethod
    def at_end_of(cls, text: str) -> Span:
        """The place behind `text`."""
        return cls(text.count("\n"), len(text) - text.rfind("\n") - 1)


@dataclass(frozen=True)
class SourceText:
    """Checked text with its lines; makes diagnostics at places in the author's file."""

    source: SpecSource
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text of each line. They are split when they are needed, as those of a large document rarely are."""
        return tuple(line.removesuffix("\r") for line in self.text.split("\n"))

    def inside(self, span: Span) -> str:
        """The text of `span`."""
        return self.lines[span.line][span.column : span.column + span.length]

    def to_line_end(self, line: int, column: int) -> int:
        """Count the characters from `column` to the end of the line, at least 1."""
        return max(1, len(self.lines[line].rstrip()) - column) if line < len(self.lines) else 1

    def span_at(self, index: int) -> Span:
        """The place of the character at `index` of the text."""
        return Span.at_end_of(self.text[:index])

    def diagnostic(
        self, span: Span, message: str, *, hint: str = "", field: str = "", severity: Severity = "error"
    ) -> Diagnostic:
        """A diagnostic at `span`; a line too long for a terminal is cut, or left out if that would hide the span."""
        line, column, length = self._with_text(span)
        shown = self.lines[line] if self.lines else ""
        if len(shown) > _LONGEST_SHOWN_LINE:
            fits = column + length <= _LONGEST_SHOWN_LINE
            shown = shown[:_LONGEST_SHOWN_LINE] + "…" if fits else ""
        offset = self.source.column_offset
        return Diagnostic(
            file=self.source.name,
            message=message,
            line=line + self.source.first_line,
            column=column + 1 + offset,
            severity=severity,
            source_line=" " * offset + _printable(shown) if shown.strip() else "",
            length=length,
            hint=hint,
            field=field,
        )

    def _with_text(self, span: Span) -> Span:
        """`span` itself, or the end of the last line with text when it is behind the text (an unclosed bracket)."""
        line = span.line
        while line and (line >= len(self.lines) or not self.lines[line].strip()):
            line -= 1
        return span if line == span.line else Span(line, max(0, len(self.lines[line].rstrip()) - 1))


def read_text(source: SpecSource, *, tabs: bool = False) -> SourceText:
    """Decode and check the content of `source`: YAML or, for a whole page, Markdown, in which `tabs` may indent.

    A `ContentError` if it is too large, not UTF-8, or holds control characters or tabs in indentation: all of the last two.
    """
    size = len(source.content if isinstance(source.content, bytes) else source.content.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise ContentError.of(
            source.name, f"the text is larger than {MAX_BYTES:,} bytes (1 MiB), the most that is read"
        )
    return checked_text(source, tabs=tabs)


def checked_text(source: SpecSource, *, tabs: bool = False, forbidden: re.Pattern[str] = FORBIDDEN) -> SourceText:
    """Decode and check the content of `source`, whatever its size; otherwise as `read_text`."""
    text = SourceText(source, _decoded(source))
    if faults := list(_faults(text.text, forbidden, tabs=tabs)):
        raise ContentError(limit_problems([text.diagnostic(text.span_at(at), message) for at, message in faults]))
    return text


def limit_problems(problems: list[Diagnostic], omitted: int = 0, end: str = "") -> list[Diagnostic]:
    """Keep the first problems of a source and count the rest, so that one mistake cannot bury a report.

    There are `omitted` more that are not in `problems`; `end` is added to the number of the rest.
    """
    more = max(0, len(problems) - MAX_PROBLEMS) + omitted
    if not more:
        return problems
    shown = sorted(problems, key=lambda problem: problem.sort_key)[:MAX_PROBLEMS]
    last = shown[-1]
    number = f"more than {MOST_COUNTED:,}" if more > MOST_COUNTED else f"{more:,}"
    message = f"… and {number} more {plural(more, 'problem')} like these{end}"
    severity: Severity = "error" if any(each.severity == "error" for each in problems) else "warning"
    return [*shown, replace(last, message=message, severity=severity, source_line="", hint="", field="", count=more)]


def first_problems(found: Iterable[Callable[[], Diagnostic]]) -> list[Diagnostic]:
    """The first of the problems that `found` makes, in order, as `limit_problems`; the others are counted, not made."""
    makers = list(found)
    return limit_problems([make() for make in makers[:MAX_PROBLEMS]], max(0, len(makers) - MAX_PROBLEMS))


def _decoded(source: SpecSource) -> str:
    content = source.content
    if isinstance(content, bytes) and (encoding := _wide_encoding(content)):
        raise ContentError.of(source.name, f"the file is {encoding}; save it as UTF-8")
    try:
        return (content if isinstance(content, str) else content.decode("utf-8")).removeprefix(_BOM)
    except UnicodeDecodeError as error:
        content, start = error.object, error.start
    before = content[:start].decode("utf-8").removeprefix(_BOM)
    partial = SourceText(source, content.decode("utf-8", "replace").removeprefix(_BOM))
    message = f"the byte 0x{content[start]:02X} is not UTF-8; save the file as UTF-8"
    raise ContentError([partial.diagnostic(partial.span_at(len(before)), message)])


def _wide_encoding(content: bytes) -> str:
    """The encoding of a text whose characters have two or four bytes each, with or without a byte order mark; else empty."""
    zeros = tuple(byte == 0 for byte in content[:4])
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) or sum(zeros) == 3:
        return "UTF-32"
    is_two_bytes = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return "UTF-16" if is_two_bytes or zeros in {(False, True) * 2, (True, False) * 2} else ""


def _faults(text: str, forbidden: re.Pattern[str], *, tabs: bool) -> Iterator[tuple[int, str]]:
    """The first control characters, and tabs in the indentation unless they are allowed, with their indices."""
    for match in islice(forbidden.finditer(text), MAX_PROBLEMS + 1):
        hidden = f"the invisible character U+{ord(match[0]):04X}"
        message = f"{hidden} is not allowed; delete it"
        if re.match(_DIRECTIONS, match[0]):
            message = f"{hidden} changes the direction of what follows; delete it, or use U+200E or U+200F"
        if match[0] == "\r":
            message = "a carriage return without a line feed is not allowed; save the file with Unix line ends"
        yield match.start(), message
    for match in islice(() if tabs else _TAB_INDENT.finditer(text), MAX_PROBLEMS + 1):
        yield match.start(1), "a tab in the indentation; indent with spaces"


def _printable(line: str) -> str:
    """`line` with one printed character for each of its characters, so that the caret is in the right column."""
    return "".join(" " if char == "\t" else "\ufffd" if HIDDEN.match(char) or char == "\r" else char for char in line)
