"""What reading a data file returns: numbers or named series, each able to say where it is in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from sitegen.errors import ContentError, Diagnostic, SitegenError
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.message_format import FieldPath, format_value
from sitegen.spec.source_text import FORBIDDEN, MAX_PROBLEMS, limit_problems

T = TypeVar("T")
MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_NUMBERS = 5_000_000
_HIDDEN = re.compile(f"{FORBIDDEN.pattern}|[\u202a-\u202e\u2066-\u2069]")
"""What no text may hold, and characters that reverse the direction of letters, so that a name reads as another one."""


@dataclass(frozen=True, slots=True)
class NamedSeries:
    """Finite numbers with a name, for a list of items with two fields."""

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
        Makes a diagnostic in the file from a path and a message. The path is that of a number, ``(3,)``; of the name of
        a series, ``(0, "id")``; of a number in it, whose field may have any name, ``(0, "activations", 3)``; or empty.
    """

    values: tuple[Any, ...]
    problem: Callable[[FieldPath, str], Diagnostic]


class DataReferenceError(SitegenError):
    """A mistake in the spec that names the file; `sitegen.resolve` turns it into a `ContentError` at its place.

    Parameters
    ----------
    path : tuple
        Place in the reference, ``("where", "step")``.
    message, hint : str
        As in a diagnostic.
    highlight : {"value", "key"}
        Whether the value at `path` is wrong, or its key.
    """

    def __init__(
        self, path: FieldPath, message: str, hint: str = "", highlight: Literal["value", "key"] = "value"
    ) -> None:
        super().__init__(message)
        self.problem = FieldProblem(path=path, message=message, hint=hint, highlight=highlight)


def raise_problems(wrong: Sequence[T], diagnose: Callable[[T], Diagnostic]) -> None:
    """Raise a `ContentError` with the first diagnostics of `wrong` and the number of the others, if there are any."""
    if wrong:
        first = [diagnose(each) for each in wrong[:MAX_PROBLEMS]]
        raise ContentError(limit_problems(first, len(wrong) - len(first)))


def refuse_hidden_names(found: DataValues) -> None:
    """Raise a `ContentError` for names with invisible characters, which escapes in JSON and arrays in NPZ may bring."""
    hits = [(index, hit) for index, series in enumerate(found.values) if (hit := _HIDDEN.search(series.id))]
    message = "the name of series {}, {}, holds the invisible character U+{:04X}; take it out"
    raise_problems(
        hits,
        lambda each: found.problem(
            (each[0], "id"), message.format(each[0] + 1, format_value(each[1].string), ord(each[1][0]))
        ),
    )


def repeated(names: Iterable[str]) -> list[int]:
    """Indices of the names that occur earlier in the same list, too."""
    seen: set[str] = set()
    again = []
    for index, name in enumerate(names):
        if name in seen:
            again.append(index)
        seen.add(name)
    return again


def too_many(count: int) -> str:
    """The message for more numbers than are read."""
    return f"{count:,} numbers are too many; at most {MAX_NUMBERS:,} are read"
