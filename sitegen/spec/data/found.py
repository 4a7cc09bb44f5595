"""What reading a data file gives: plain values that know their places, or one of two kinds of problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sitegen.errors import ContentError, Diagnostic
from sitegen.spec.explain import Finding
from sitegen.spec.fields import Location
from sitegen.spec.text import MAX_PROBLEMS, capped

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_NUMBERS = 5_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """Values from a file.

    Parameters
    ----------
    values : tuple
        Numbers, all of them finite; or for named series mappings ``{"id": str, "activations": tuple of numbers}``.
    problem : callable
        Makes a diagnostic in the file from the path of one of the values, ``(3,)`` or ``(0, "activations", 3)``, and a message.
    """

    values: tuple[Any, ...]
    problem: Callable[[Location, str], Diagnostic]


class DataReferenceError(Exception):
    """What the spec says about the file is wrong: to be reported in the spec.

    Parameters
    ----------
    path : tuple
        Place in the reference, ``("where", "step")``.
    message, hint : str
        As in a diagnostic.
    aim : {"value", "key"}
        Whether the value at `path` is wrong, or its key.
    """

    def __init__(self, path: Location, message: str, hint: str = "", aim: Literal["value", "key"] = "value") -> None:
        super().__init__(message)
        self.finding = Finding(path=path, message=message, hint=hint, aim=aim)


def refuse(problems: Iterable[Diagnostic], count: int) -> None:
    """Raise the first `MAX_PROBLEMS` of `count` problems, if there are any; the others are only counted.

    Raises
    ------
    ContentError
        When `count` is not 0.
    """
    if count:
        first = [problem for _, problem in zip(range(MAX_PROBLEMS), problems, strict=False)]
        raise ContentError(capped(first, count - len(first)))


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


def listed(names: Iterable[str], limit: int = 12) -> str:
    """The first of `names` for a message: ``step, layer, …``."""
    known = list(names)
    return ", ".join(known[:limit]) + (", …" if len(known) > limit else "")
