"""Errors and diagnostics: what is wrong, where, and what to do.

::

    SitegenError
    ├── ContentError      the content is wrong: one or more `Diagnostic`s, all found in one run
    ├── UnforeseenError   a fault of sitegen itself, with the figure or page at which it occurred
    ├── ExecutorError     the processes or machines that should draw the figures do not
    └── OutputError       the output cannot be written: not writable, not ours, no such format, a bad ``SOURCE_DATE_EPOCH``

No stage prints or exits; `sitegen.cli` alone turns these into output and exit codes (1 for a `ContentError`
and an `ExecutorError`, 2 for an `OutputError`, 3 for an `UnforeseenError`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import Literal
from unicodedata import east_asian_width

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem, with its place."""

    file: str
    """The file as the author named it, ``<stdin>`` or ``<python>``."""
    message: str
    """One sentence without a full stop: what was given and what is allowed."""
    line: int = 0
    """From 1; 0 where a place cannot be given (the whole file, a Python call)."""
    column: int = 0
    """From 1, in characters; 0 as for `line`."""
    severity: Severity = "error"
    source_line: str = ""
    """The text of the line, shown with a caret; empty where there is none."""
    length: int = 1
    """How many characters the caret underlines, at least 1."""
    hint: str = ""
    """Shown behind the caret: ``did you mean 'relu'?``."""
    field: str = ""
    """Dotted path in the spec, ``params.activation``; empty for syntax problems."""
    stage: str = "load"
    """Where it was found: ``load`` (in YAML or in the characters of a file), ``page`` (in Markdown or a template), ``site`` (among the
    files of a site, or by the audit)."""
    count: int = 1
    """How many problems it stands for; more than 1 only in the last line of a shortened list."""

    @property
    def place(self) -> str:
        """``file:line:column``, or the file alone when there is no line."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Sort key of a report: file, line, column."""
        return (self.file, self.line, self.column, self.message)

    def __str__(self) -> str:
        """The message with its source line and caret, for a terminal."""
        head = f"{self.place}: {self.severity}: {self.message}"
        if not self.source_line:
            return f"{head} ({self.hint})" if self.hint else head
        gutter, line = f"  {self.line} | ", self.source_line.replace("\t", " ")
        before, under = line[: self.column - 1], line[self.column - 1 :][: self.length]
        caret = " " * (len(gutter) - 2) + "| " + " " * _cells(before) + "^" * max(1, _cells(under))
        return f"{head}\n{gutter}{line}\n{caret} {self.hint}".rstrip()


def figure_problem(file: str, message: str, severity: Severity = "error", *, line: int = 1) -> Diagnostic:
    """A problem of a figure as a whole, whose spec begins at `line` of `file`; 0 where it has none."""
    return Diagnostic(file=file, line=line, column=min(line, 1), message=message, severity=severity, stage="site")


def _cells(text: str) -> int:
    """Number of terminal cells of `text`; wide characters take two (Unicode Standard Annex 11)."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


class SitegenError(Exception):
    """Base class of all errors that sitegen raises."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the message without a traceback."""
        return [f"{type(self).__name__}: {self}"]


class UnforeseenError(SitegenError):
    """A fault of sitegen itself; its cause is the exception that occurred."""


@contextmanager
def unforeseen_errors(what: str) -> Iterator[None]:
    """Convert an unforeseen exception of the block to an `UnforeseenError` that names `what`."""
    try:
        yield
    except (SitegenError, OSError):
        raise
    except Exception as error:
        first = str(error).partition("\n")[0]
        raise UnforeseenError(f"{what} cannot be made: {type(error).__name__}: {first}") from error


class ContentError(SitegenError):
    """The content has errors; `diagnostics` lists every problem in the order of the files."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda d: d.sort_key))
        super().__init__("\n".join(str(d) for d in self.diagnostics))

    @classmethod
    def of(cls, file: str, message: str, hint: str = "", *, stage: str = "load", line: int = 0) -> ContentError:
        """One error of a whole file, or of what begins at the `line`."""
        return cls([Diagnostic(file=file, message=message, hint=hint, stage=stage, line=line, column=min(line, 1))])


def path_of(given: object, what: str) -> Path:
    """A path from a Python caller, who may give text; a `ContentError` with `what` it is for if `given` is no path."""
    if isinstance(given, str | PathLike) and str(given):
        return Path(given)
    raise ContentError.of("<python>", f"{what} is a path, not {given!r}")


class OutputError(SitegenError):
    """The output cannot be written."""


class ExecutorError(SitegenError):
    """The processes or machines that should draw the figures do not; nothing is wrong with the content."""


MOST_NAMES, LONGEST_NAME = 2000, 200
"""The most names, and the longest, that `did_you_mean` compares: each comparison takes microseconds, and more for long names."""

_LOOKALIKES = str.maketrans("асеорхуіјѕһԁѵ" + "αονρκι", "aceopxyijshdv" + "aovpki")
"""Letters of the Cyrillic and the Greek alphabet, and the Latin letters that look like them."""
SHORT_WORD, MIN_PART, MOST_PARTS, ALMOST_EQUAL = 4, 3, 2, 0.8


def did_you_mean(given: str, known: Iterable[str], folder: str = "") -> str:
    """``did you mean 'relu'?`` for the nearest of the known names, in whatever case, with their `folder` before it.

    Empty where none is near, where there are more than `MOST_NAMES`, or where `given` is longer than `LONGEST_NAME`.
    """
    found = list(islice(known, MOST_NAMES + 1))
    if len(found) > MOST_NAMES or len(given) > LONGEST_NAME:
        return ""
    names = {name.lower(): name for name in sorted(found) if len(name) <= LONGEST_NAME}
    look = _look(given)
    for name in names.values():
        if name != given and _look(name) == look:
            return f"did you mean '{folder}{_shown(name)}'?{_difference(given, name)}"
    near = " or ".join(f"'{folder}{_shown(names[name])}'" for name in _nearest(given.lower(), names))
    return f"did you mean {near}?" if near else ""


def _look(name: str) -> str:
    """What is seen of `name`: letters of other alphabets as the Latin ones that look alike, and nothing invisible."""
    return "".join(each for each in name.lower().translate(_LOOKALIKES) if each.isprintable())


def _shown(name: str) -> str:
    """`name` with escapes for what cannot be seen, or changes how what follows is seen."""
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in name)


def _difference(given: str, name: str) -> str:
    """The first letter in which two names differ that look alike; empty where the case alone differs."""
    pairs = [(one, other) for one, other in zip(given.lower(), name.lower(), strict=False) if one != other]
    if not pairs or len(given) != len(name):
        return ""
    one, other = pairs[0]
    return f" Its '{_shown(other)}' is U+{ord(other):04X}, and yours is U+{ord(one):04X}"


def _nearest(given: str, names: Iterable[str]) -> list[str]:
    """The name that is spelled almost like `given`; or at most two with it as a word, such as ``base_url`` for ``url``.

    Many short words differ in their first letter alone and are still right elsewhere: ``gelu`` is no ``relu``.
    """
    alike = get_close_matches(given, names, 1)
    if len(given) <= SHORT_WORD:
        alike = [name for name in alike if name[:1] == given[:1]]
    if alike and SequenceMatcher(None, alike[0], given).ratio() >= ALMOST_EQUAL:
        return alike
    parts = [name for name in names if len(given) >= MIN_PART and _has_word(name, given)]
    return parts if 0 < len(parts) <= MOST_PARTS else alike


def _has_word(name: str, beginning: str) -> bool:
    return any(word.startswith(beginning) for word in re.split(r"[\W_]+", name))
