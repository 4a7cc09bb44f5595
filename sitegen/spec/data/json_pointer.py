"""Follow a JSON pointer (RFC 6901) into a document, and say in messages what is there."""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from sitegen.errors import did_you_mean
from sitegen.spec.data.values import DataReferenceError
from sitegen.spec.message_format import counted, format_value, listed, shortened
from sitegen.spec.value_reference import DataFile, SeriesFile

_INDEX = re.compile("0|[1-9][0-9]{0,9}")
_MOST_SEARCHED = 200
"""Lists and mappings that are searched for lists to suggest."""


class UnusableNumber(NamedTuple):
    """A number that a float cannot hold, as it was written."""

    text: str
    fault: str


def follow(value: Any, pointer: str, steps: tuple[str, ...]) -> Any:
    """The value that the pointer leads to; an error says how far it led."""
    if pointer and not pointer.startswith("/"):
        path = pointer if "/" in pointer else re.sub(r"[.\[\]]+", "/", pointer)  # keys with dots, as in jq
        bare = path.strip("#/$")
        hint = f"write /{bare}" if bare else "delete it: without a pointer the whole file is meant"
        raise DataReferenceError(f"{format_value(pointer)} is not a pointer, which begins with '/'", hint, ("pointer",))
    for index, step in enumerate(steps):
        if isinstance(value, dict) and step in value:
            value = value[step]
            continue
        if isinstance(value, list) and _INDEX.fullmatch(step) and int(step) < len(value):
            value = value[int(step)]
            continue
        here = "/".join(map(shortened, pointer.split("/")[: index + 1])) or "the file"
        fault, hint = f"is {_summary(value)}", ""
        if isinstance(value, dict):
            fault = f"has no key {format_value(step)}"
            hint = did_you_mean(step, map(shortened, value)) or (f"keys there: {listed(value)}" if value else "")
        elif isinstance(value, list) and any(
            isinstance(each, dict) and step in each for each in value[:_MOST_SEARCHED]
        ):
            parts = pointer.split("/")
            list_at = "/".join(parts[: index + 1])
            hint = f"write {f'pointer: {list_at}, ' if list_at else ''}column: {'/'.join(parts[index + 1 :])}"
        raise DataReferenceError(f"{format_value(pointer)} leads nowhere: {here} {fault}", hint, ("pointer",))
    return value


def _summary(value: Any) -> str:
    if isinstance(value, list) and value:
        return f"a list of {counted(len(value), 'item')}, numbered from 0"
    if isinstance(value, dict):
        return f"a mapping with {listed(value) or 'no key'}"
    return "an empty list" if value == [] else shown(value)


def wrong_type(reference: DataFile, value: Any) -> DataReferenceError:
    """The error for a value that has no numbers itself; it suggests lists that are in it."""
    wanted = "a list or mapping of lists" if isinstance(reference, SeriesFile) else "a list of numbers"
    lists = ", ".join(f"{reference.pointer or ''}{each}" for each in islice(_pointers(value), 3))
    hint = f"say with 'pointer' which list is meant: {lists}" if lists else ""
    if reference.pointer:
        message = f"{format_value(reference.pointer)} leads to {_summary(value)}; {wanted} is needed"
        return DataReferenceError(message, hint, ("pointer",))
    return DataReferenceError(f"the file is {_summary(value)}; {wanted} is needed", hint)


def _pointers(value: Any) -> Iterator[str]:
    """Pointers to lists inside the first values of a document, the outer ones first."""
    waiting: deque[tuple[str, Any]] = deque([("", value)])
    for _ in range(_MOST_SEARCHED):
        if not waiting:
            return
        here, inner = waiting.popleft()
        if isinstance(inner, list) and here:
            yield shortened(here, 80)
        pairs = inner.items() if isinstance(inner, dict) else enumerate(inner) if isinstance(inner, list) else ()
        for key, each in islice(pairs, 20):
            if isinstance(each, dict | list):
                waiting.append((f"{here}{pointer_step(key)}", each))


def pointer_step(key: str | int) -> str:
    """A key as a part of a JSON pointer."""
    return "/" + shortened(str(key)).replace("~", "~0").replace("/", "~1")


def shown(value: Any) -> str:
    """A value as JSON has it, or its type."""
    if isinstance(value, UnusableNumber):
        return value.text
    if isinstance(value, float) and not math.isfinite(value):
        return {"inf": "Infinity", "-inf": "-Infinity"}.get(str(value), "NaN")
    return "null" if value is None else format_value(value)
