"""What reading a data file returns: numbers, texts or named series, each able to say where it is in the file."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from sitegen.errors import ContentError, Diagnostic, SitegenError
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.message_format import FieldPath, counted, format_value
from sitegen.spec.source_text import MAX_PROBLEMS, hidden_in, limit_problems

T = TypeVar("T")
MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_NUMBERS = 1_000_000
"""Numbers that a figure may take."""
MAX_SERIES = 10_000
MAX_COLUMNS = 100_000
MAX_FILES = 1_000
_MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class NamedSeries:
    """Finite numbers with a name, for a list of items; None is a gap."""

    id: str
    values: tuple[int | float | None, ...]


@dataclass(frozen=True, slots=True)
class DataValues:
    """Values from a file."""

    values: tuple[Any, ...]
    """Numbers, all of them finite, with None for a gap; texts; or `NamedSeries`."""
    problem: Callable[[FieldPath, str], Diagnostic]
    """Makes a diagnostic in the file from a path and a message. The path is that of a number, ``(3,)``; of the name of
    a series, ``(0, "id")``; or of a number in it, whose field may have any name, ``(0, "activations", 3)``."""
    advice: Callable[[bool], str] = lambda _: ""
    """What to write in the reference when there are too many values, from whether one value is wanted; may be empty."""
    steps: Callable[[], str] = lambda: ""
    """The column that tells several steps of a recording apart, if the values are those of several; may be empty."""
    notes: str = ""
    """Warnings about what was read; empty when there are none."""


class DataReferenceError(SitegenError):
    """A mistake in the spec that names the file; `sitegen.resolve` turns it into a `ContentError` at its place.

    The parameters are those of a `FieldProblem`, whose path is inside the reference: ``("where", "step")``.
    """

    def __init__(
        self, message: str, hint: str = "", path: FieldPath = ("file",), highlight: Literal["value", "key"] = "value"
    ) -> None:
        super().__init__(message)
        self.problem = FieldProblem(path, message, hint, highlight=highlight)


class ProblemList:
    """Keeps the first problems of a file and counts the others; reading stops when there are too many."""

    def __init__(self) -> None:
        self._first: list[Diagnostic] = []
        self._omitted = 0

    def add(self, diagnose: Callable[..., Diagnostic], *details: Any) -> None:
        """Add the problem that `diagnose` makes of `details`."""
        if len(self._first) < MAX_PROBLEMS:
            self._first.append(diagnose(*details))
            return
        self._omitted += 1
        if self._omitted == _MOST_COUNTED:
            self.raise_if_any(end=", and perhaps more")

    def raise_if_any(self, end: str = "") -> None:
        """Raise a `ContentError` with the problems, if there are any; `end` is added to the number of the others."""
        if self._first:
            raise ContentError(limit_problems(self._first, self._omitted, end))


def raise_problems(wrong: Sequence[T], diagnose: Callable[[T], Diagnostic]) -> None:
    """Raise a `ContentError` with the first diagnostics of `wrong` and the number of the others, if there are any."""
    problems = ProblemList()
    for each in wrong:
        problems.add(diagnose, each)
    problems.raise_if_any()


def refuse_hidden_names(found: DataValues) -> None:
    """Raise a `ContentError` for names with invisible characters, which escapes in JSON and arrays in NPZ may bring."""
    named = ((each.id, (index, "id")) if isinstance(each, NamedSeries) else (each, (index,))
             for index, each in enumerate(found.values))  # fmt: skip
    hits = [
        (path, f"the name of series {path[0] + 1}, {format_value(name)}, holds {hidden}; take it out")
        for name, path in named
        if (hidden := hidden_in(name))
    ]
    raise_problems(hits, lambda each: found.problem(*each))


def blanks_skipped(count: int) -> str:
    """Counts blank values; empty when there are none."""
    return f"{counted(count, 'blank value')} skipped" if count else ""


def moved_apart(places: Sequence[Sequence[Any]]) -> str:
    """A warning if columns lost blanks in different rows; `places` has the rows that each has kept. Empty if they are the same."""
    if all(each == places[0] for each in places[1:]):
        return ""
    return "the columns have blanks in different rows, so values of one row are no longer side by side: blank: gap keeps them there"


def repeated(names: Iterable[str]) -> list[int]:
    """Indices of the names that occur earlier in the same list, too."""
    seen: set[str] = set()
    again = []
    for index, name in enumerate(names):
        if name in seen:
            again.append(index)
        seen.add(name)
    return again


def is_number(value: object) -> bool:
    """Whether `value` is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def too_small(text: str, value: float) -> bool:
    """Whether the number in `text`, which was read as `value`, is not 0 but rounded to it."""
    return value == 0 and re.search("[1-9]", re.split("[eE]", text)[0]) is not None
