"""What reading a data file gives: plain values that know their places, or one of two kinds of problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sitegen.errors import ContentError, Diagnostic
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.message_format import FieldPath, format_value
from sitegen.spec.source_text import FORBIDDEN, MAX_PROBLEMS, limit_problems

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_NUMBERS = 5_000_000
_HIDDEN = re.compile(f"{FORBIDDEN.pattern}|[\u202a-\u202e\u2066-\u2069]")
"""Besides what no text may hold: what turns the direction of letters round, so that a name reads as another one."""


@dataclass(frozen=True, slots=True)
class NamedSeries:
    """Finite numbers with a name; a kind says which of its fields they are."""

    id: str
    values: tuple[int | float, ...]


@dataclass(frozen=True, slots=True)
class DataValues:
    """Values from a file.

    Parameters
    ----------
    values : tuple
        Numbers, all of them finite; or `NamedSeries`.
    problem : callable
        Makes a diagnostic in the file from a path and a message. The path is that of a number, ``(3,)``; of the name of a
        series, ``(0, "id")``; of a number in it, whose field may have any name, ``(0, "activations", 3)``; or empty.
    """

    values: tuple[Any, ...]
    problem: Callable[[FieldPath, str], Diagnostic]


class DataReferenceError(Exception):
    """What the spec says about the file is wrong: to be reported in the spec.

    Parameters
    ----------
    path : tuple
        Span in the reference, ``("where", "step")``.
    message, hint : str
        As in a diagnostic.
    highlight : {"value", "key"}
        Whether the value at `path` is wrong, or its key.
    """

    def __init__(
        self, path: FieldPath, message: str, hint: str = "", highlight: Literal["value", "key"] = "value"
    ) -> None:
        super().__init__(message)
        self.finding = FieldProblem(path=path, message=message, hint=hint, highlight=highlight)


def refuse(problems: Iterable[Diagnostic], count: int) -> None:
    """Raise the first `MAX_PROBLEMS` of `count` problems, if there are any; the others are only counted.

    Raises
    ------
    ContentError
        When `count` is not 0.
    """
    if count:
        first = [problem for _, problem in zip(range(MAX_PROBLEMS), problems, strict=False)]
        raise ContentError(limit_problems(first, count - len(first)))


def refuse_hidden(found: DataValues) -> None:
    """Raise when a name holds characters that no one sees, which escapes in JSON and arrays in NPZ may bring.

    Raises
    ------
    ContentError
        With every such name at its place in the file.
    """
    hits = [(index, hit) for index, series in enumerate(found.values) if (hit := _HIDDEN.search(series.id))]
    said = "the name of series {}, {}, holds the invisible character U+{:04X}; take it out"
    told = ((index, said.format(index + 1, format_value(hit.string), ord(hit[0]))) for index, hit in hits)
    refuse((found.problem((index, "id"), message) for index, message in told), len(hits))


def repeated(names: Iterable[str]) -> list[int]:
    """Indices of the names that stand earlier in the same list, too."""
    seen: set[str] = set()
    again = []
    for index, name in enumerate(names):
        if name in seen:
            again.append(index)
        seen.add(name)
    return again


def too_many(count: int) -> str:
    """What to say of more numbers than are read."""
    return f"{count:,} numbers are too many; at most {MAX_NUMBERS:,} are read"
