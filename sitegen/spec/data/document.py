"""JSON becomes numbers from the list that a pointer (RFC 6901) leads to, each with its line and column."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.spec.data.found import MAX_NUMBERS, DataReferenceError, Found, listed, refuse, repeated, too_many
from sitegen.spec.data.pointer import offset_of, place_at, repeated_key, steps_of, text_of
from sitegen.spec.explain import counted, show
from sitegen.spec.fields import Location
from sitegen.spec.model import DataFile, SeriesFile
from sitegen.spec.text import SourceText

_INDEX = re.compile("0|[1-9][0-9]{0,9}")
_EXPECTED = {
    "Expecting value": "a value is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
    "Extra data": "the JSON has ended before this",
    "Unterminated string starting at": "this quote is never closed",
}


def read_document(text: SourceText, reference: DataFile) -> Found:
    """Take numbers or named series from a JSON document; errors as in `read_data`."""
    pointer = reference.pointer or ""
    value = _follow(_parsed(text), pointer)
    start = steps_of(pointer)
    if isinstance(reference, SeriesFile):
        return _series(text, start, value, reference)
    if not isinstance(value, list):
        raise _unfit(reference, value, "a list of numbers")
    return Found(_numbers(text, [(start, value)])[0], lambda path, message: _at(text, (*start, *path), message))


def _series(text: SourceText, start: Location, value: Any, reference: DataFile) -> Found:
    if not isinstance(value, dict | list):
        raise _unfit(reference, value, "a list or mapping of lists")
    named = list(_named(value))
    wrong = [path for _, path, series in named if not isinstance(series, list)]
    refuse((_problem(text, (*start, *path), _not_a_list(text, (*start, *path))) for path in wrong), len(wrong))
    names = [name for name, _, _ in named]
    again = [named[index][1] for index in repeated(names)]
    refuse((_problem(text, (*start, *path), "this name is there twice") for path in again), len(again))
    taken = _numbers(text, [((*start, *path), series) for _, path, series in named])
    values = tuple({"id": name, "activations": each} for name, each in zip(names, taken, strict=True))

    def problem(path: Location, message: str) -> Diagnostic:
        """The path of a value in the file: that of its series, and behind the key ``activations`` its number."""
        inside = (*named[int(path[0])][1], *path[2:]) if path else ()
        return _at(text, (*start, *inside), message)

    return Found(values, problem)


def _named(value: dict[str, Any] | list[Any]) -> Iterator[tuple[str, Location, Any]]:
    """Each series of the three forms: its name, where its numbers stand, and what stands there."""
    if isinstance(value, dict):
        for name, series in value.items():
            yield name, (name,), series
        return
    for index, item in enumerate(value):
        if isinstance(item, dict):
            yield str(item.get("id", f"N{index + 1}")), (index, "activations"), item.get("activations")
        else:
            yield f"N{index + 1}", (index,), item


def _numbers(text: SourceText, lists: list[tuple[Location, list[Any]]]) -> list[tuple[int | float, ...]]:
    """The lists as numbers, once every item is one."""
    count = sum(len(values) for _, values in lists)
    if count > MAX_NUMBERS:
        raise DataReferenceError(("file",), too_many(count), "save only what the figure needs")
    wrong = [(*path, index) for path, values in lists for index, value in enumerate(values) if not _is_number(value)]
    refuse((_problem(text, path, _not_a_number(text, path)) for path in wrong), len(wrong))
    return [tuple(values) for _, values in lists]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _not_a_number(text: SourceText, path: Location) -> str:
    value, literal = _literal(text, path)
    return f"{literal} is not a finite number" if isinstance(value, float) else f"{literal} is not a number"


def _not_a_list(text: SourceText, path: Location) -> str:
    try:
        return f"{_literal(text, path)[1]} is not a list of numbers"
    except KeyError:
        return "there is no list 'activations'"


def _literal(text: SourceText, path: Location) -> tuple[object, str]:
    """The value at `path`, and how the file writes it."""
    begin = offset_of(text.text, path)
    value, end = json.JSONDecoder().raw_decode(text.text, begin)
    return value, show(value) if isinstance(value, str | list | dict) else text.text[begin:end][:40]


def _problem(text: SourceText, path: Location, message: str) -> Diagnostic:
    """A problem at `path`, named by its pointer."""
    return _at(text, path, f"{text_of(path)}: {message}" if path else message)


def _at(text: SourceText, path: Location, message: str) -> Diagnostic:
    """A problem at `path`; of what is not there, at what should hold it."""
    while True:
        try:
            return text.diagnostic(place_at(text.text, offset_of(text.text, path)), message)
        except KeyError:
            path = path[:-1]


def _parsed(text: SourceText) -> Any:
    """The document, as json reads it, but without keys that are there twice."""
    twice = False

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal twice
        found = dict(pairs)
        twice = twice or len(found) < len(pairs)
        return found

    try:
        value = json.loads(text.text, object_pairs_hook=mapping, parse_int=_whole)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {_EXPECTED.get(error.msg, error.msg.lower())}"
        raise ContentError([text.diagnostic(place_at(text.text, error.pos), message)]) from error
    except RecursionError as error:
        raise ContentError([Diagnostic(file=text.source.name, message="the JSON is nested too deep")]) from error
    if twice:
        place = place_at(text.text, repeated_key(text.text))
        raise ContentError([text.diagnostic(place, "this key is there twice in the same mapping", hint="delete one")])
    return value


def _whole(literal: str) -> int | float:
    return int(literal) if len(literal) < 17 else float(literal)


def _follow(value: Any, pointer: str) -> Any:
    """What the pointer leads to; an error says how far it led."""
    if pointer and not pointer.startswith("/"):
        message = f"{show(pointer)} is not a pointer, which begins with '/'"
        raise DataReferenceError(("pointer",), message, f"write /{pointer.lstrip('#')}")
    steps = steps_of(pointer)
    for index, step in enumerate(steps):
        here = text_of(steps[:index]) or "the file"
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and _INDEX.fullmatch(str(step)) and int(step) < len(value):
            value = value[int(step)]
        else:
            raise DataReferenceError(("pointer",), *_lost(f"{show(pointer)} leads nowhere: {here}", str(step), value))
    return value


def _lost(led: str, step: str, value: Any) -> tuple[str, str]:
    """Message and hint for a pointer that has led to `value`, where there is no `step`."""
    if isinstance(value, dict):
        hint = did_you_mean(step, value) or (f"keys there: {listed(value)}" if value else "")
        return f"{led} has no key {show(step)}", hint
    return f"{led} is {_what(value)}", ""


def _what(value: Any) -> str:
    """A value in words."""
    if isinstance(value, list) and value:
        return f"a list of {counted(len(value), 'item')}, numbered from 0"
    if isinstance(value, dict):
        return f"a mapping with {listed(value) or 'no key'}"
    return "an empty list" if value == [] else show(value)


def _unfit(reference: DataFile, value: Any, wanted: str) -> DataReferenceError:
    if reference.pointer:
        return DataReferenceError(
            ("pointer",), f"{show(reference.pointer)} leads to {_what(value)}; {wanted} is needed"
        )
    hint = "say with 'pointer' which list is meant, such as /runs/0/norms"
    return DataReferenceError(("file",), f"the file is {_what(value)}; {wanted} is needed", hint)
