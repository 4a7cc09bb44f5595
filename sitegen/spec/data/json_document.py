"""JSON becomes numbers from the list that a pointer (RFC 6901) leads to, each with its line and column."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.spec.data.pointer import (
    DECODER,
    MAX_DEPTH,
    number_of,
    offset_of,
    place_at,
    repeated_key,
    steps_of,
    text_of,
    too_deep,
)
from sitegen.spec.data.values import (
    MAX_NUMBERS,
    DataReferenceError,
    DataValues,
    NamedSeries,
    refuse,
    repeated,
    too_many,
)
from sitegen.spec.message_format import FieldPath, counted, format_value, listed, shortened
from sitegen.spec.source_text import SourceText
from sitegen.spec.value_reference import DataFile, SeriesFile

_INDEX = re.compile("0|[1-9][0-9]{0,9}")
_NAME, _VALUES = "id", "activations"
"""Keys of a series that is a mapping."""
_EXPECTED = {
    "Expecting value": "a value is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
    "Extra data": "the JSON has ended before this",
    "Unterminated string starting at": "this quote is never closed",
}


def read_document(text: SourceText, reference: DataFile) -> DataValues:
    """Take numbers or named series from a JSON document; errors as in `read_data`."""
    pointer = reference.pointer or ""
    value = _follow(_parsed(text), pointer)
    start = steps_of(pointer)
    if isinstance(reference, SeriesFile):
        return _series(text, start, value, reference)
    if not isinstance(value, list):
        raise _unfit(reference, value, "a list of numbers")
    return DataValues(_numbers(text, [(start, value)])[0], lambda path, message: _at(text, (*start, *path), message))


def _series(text: SourceText, start: FieldPath, value: Any, reference: DataFile) -> DataValues:
    if not isinstance(value, dict | list):
        raise _unfit(reference, value, "a list or mapping of lists")
    items = list(_items(value, start))
    lost = [item.at for item in items if not isinstance(item.values, list)]
    refuse((_problem(text, path, _not_a_list(text, path)) for path in lost), len(lost))
    names = _names(text, items)
    taken = _numbers(text, [(item.at, item.values) for item in items])
    values = tuple(NamedSeries(name, each) for name, each in zip(names, taken, strict=True))

    def problem(path: FieldPath, message: str) -> Diagnostic:
        """A problem of a name, of a number, or of all."""
        if not path:
            return _at(text, start, message)
        item = items[int(path[0])]
        return _at(text, item.name_at if path[1:] == (_NAME,) else (*item.at, *path[2:]), message)

    return DataValues(values, problem)


class _Item(NamedTuple):
    """What should be a series: its name and its numbers, and where each of the two stands."""

    name: Any
    name_at: FieldPath
    values: Any
    at: FieldPath


def _items(value: dict[str, Any] | list[Any], start: FieldPath) -> Iterator[_Item]:
    """Each series of the three forms."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield _Item(name, (*start, name), item, (*start, name))
        return
    for index, item in enumerate(value):
        here, default = (*start, index), f"N{index + 1}"
        if isinstance(item, dict):
            name_at = (*here, _NAME) if _NAME in item else here
            yield _Item(item.get(_NAME, default), name_at, item.get(_VALUES), (*here, _VALUES))
        else:
            yield _Item(default, here, item, here)


def _names(text: SourceText, items: list[_Item]) -> list[str]:
    """The names, once each is text or a number and there once."""
    wrong = [item.name_at for item in items if not (isinstance(item.name, str) or _is_number(item.name))]
    said = "is not a name; write text in quotes, or a number"
    refuse((_problem(text, path, f"{_literal(text, path)[1]} {said}") for path in wrong), len(wrong))
    names = [str(item.name) for item in items]
    again = [items[index].name_at for index in repeated(names)]
    refuse((_problem(text, path, "this name is there twice") for path in again), len(again))
    return names


def _numbers(text: SourceText, lists: list[tuple[FieldPath, list[Any]]]) -> list[tuple[int | float, ...]]:
    """The lists as numbers, once every item is one."""
    count = sum(len(values) for _, values in lists)
    if count > MAX_NUMBERS:
        raise DataReferenceError(("file",), too_many(count), "save only what the figure needs")
    wrong = [(*path, index) for path, values in lists for index, value in enumerate(values) if not _is_number(value)]
    refuse((_problem(text, path, _not_a_number(text, path)) for path in wrong), len(wrong))
    return [tuple(values) for _, values in lists]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _not_a_number(text: SourceText, path: FieldPath) -> str:
    value, literal = _literal(text, path)
    return f"{literal} is not a finite number" if isinstance(value, float) else f"{literal} is not a number"


def _not_a_list(text: SourceText, path: FieldPath) -> str:
    try:
        return f"{_literal(text, path)[1]} is not a list of numbers"
    except KeyError:
        return f"there is no list '{_VALUES}'"


def _literal(text: SourceText, path: FieldPath) -> tuple[object, str]:
    """The value at `path`, and how the file writes it."""
    begin = offset_of(text.text, path)
    value, end = DECODER.raw_decode(text.text, begin)
    return value, format_value(value) if isinstance(value, str | list | dict) else text.text[begin:end][:40]


def _problem(text: SourceText, path: FieldPath, message: str) -> Diagnostic:
    """A problem at `path`, named by its pointer."""
    return _at(text, path, f"{text_of(path)}: {message}" if path else message)


def _at(text: SourceText, path: FieldPath, message: str) -> Diagnostic:
    """A problem at `path`; of what is not there, at what should hold it."""
    while True:
        try:
            return text.diagnostic(place_at(text.text, offset_of(text.text, path)), message)
        except KeyError:
            path = path[:-1]


def _parsed(text: SourceText) -> Any:
    """The document, as json reads it, but without keys that are there twice."""
    if offset := too_deep(text.text):
        message = f"nested more than {MAX_DEPTH} levels deep, the most that is read"
        raise ContentError([text.diagnostic(place_at(text.text, offset), message)])
    twice = False

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal twice
        found = dict(pairs)
        twice = twice or len(found) < len(pairs)
        return found

    try:
        value = json.loads(text.text, object_pairs_hook=mapping, parse_int=number_of)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {_EXPECTED.get(error.msg, error.msg.lower())}"
        raise ContentError([text.diagnostic(place_at(text.text, error.pos), message)]) from error
    if twice:
        place = place_at(text.text, repeated_key(text.text))
        raise ContentError([text.diagnostic(place, "this key is there twice in the same mapping", hint="delete one")])
    return value


def _follow(value: Any, pointer: str) -> Any:
    """What the pointer leads to; an error says how far it led."""
    if pointer and not pointer.startswith("/"):
        message = f"{format_value(pointer)} is not a pointer, which begins with '/'"
        bare = pointer.lstrip("#/")
        hint = f"write /{bare}" if bare else "delete it: without a pointer the whole file is meant"
        raise DataReferenceError(("pointer",), message, hint)
    steps = steps_of(pointer)
    for index, step in enumerate(steps):
        here = text_of(steps[:index]) or "the file"
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and _INDEX.fullmatch(str(step)) and int(step) < len(value):
            value = value[int(step)]
        else:
            raise DataReferenceError(
                ("pointer",), *_lost(f"{format_value(pointer)} leads nowhere: {here}", str(step), value)
            )
    return value


def _lost(led: str, step: str, value: Any) -> tuple[str, str]:
    """Message and hint for a pointer that has led to `value`, where there is no `step`."""
    if isinstance(value, dict):
        hint = did_you_mean(step, map(shortened, value)) or (f"keys there: {listed(value)}" if value else "")
        return f"{led} has no key {format_value(step)}", hint
    return f"{led} is {_what(value)}", ""


def _what(value: Any) -> str:
    """A value in words."""
    if isinstance(value, list) and value:
        return f"a list of {counted(len(value), 'item')}, numbered from 0"
    if isinstance(value, dict):
        return f"a mapping with {listed(value) or 'no key'}"
    return "an empty list" if value == [] else format_value(value)


def _unfit(reference: DataFile, value: Any, wanted: str) -> DataReferenceError:
    if reference.pointer:
        return DataReferenceError(
            ("pointer",), f"{format_value(reference.pointer)} leads to {_what(value)}; {wanted} is needed"
        )
    hint = "say with 'pointer' which list is meant, such as /runs/0/norms"
    return DataReferenceError(("file",), f"the file is {_what(value)}; {wanted} is needed", hint)
