"""Read JSON: numbers or named series at a JSON pointer (RFC 6901).

Messages name a value by its pointer. Line and column come from PyYAML, since JSON is a subset of YAML; files of more
than `MOST_LOCATED` characters, and the few that PyYAML cannot read, are reported without them.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

import yaml

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.spec.data.values import (
    MAX_NUMBERS,
    DataReferenceError,
    DataValues,
    NamedSeries,
    raise_problems,
    repeated,
    too_many,
)
from sitegen.spec.message_format import FieldPath, counted, format_value, listed, shortened
from sitegen.spec.source_text import SourceText, Span
from sitegen.spec.value_reference import DataFile, SeriesFile

MAX_DEPTH = 200
MOST_LOCATED = 250_000
_INDEX = re.compile("0|[1-9][0-9]{0,9}")
_NO_BRACKET = re.compile(r'"(?:[^"\\]++|\\.?)*+"?|[^"\[\]{}]++', re.DOTALL)
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
    """Read numbers or named series from a JSON document; errors as in `DataReader`."""
    document = _Document(text)
    pointer = reference.pointer or ""
    start = tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    value = _follow(document.parsed(), pointer, start)
    if isinstance(reference, SeriesFile):
        if isinstance(value, dict | list):
            return _series(document, list(_items(value, start)), start)
    elif isinstance(value, list):
        (numbers,) = _numbers(document, [(start, value)])
        return DataValues(numbers, lambda path, message: document.problem((*start, *path), message))
    raise _wrong_type(reference, value)


class _Document:
    """The text of a JSON file and the places of its values."""

    def __init__(self, text: SourceText) -> None:
        self.text = text

    def parsed(self) -> Any:
        """The document as plain values; repeated keys and deep nesting are refused."""
        brackets = _NO_BRACKET.sub("", self.text.text)
        if max(accumulate(1 if char in "[{" else -1 for char in brackets), default=0) > MAX_DEPTH:
            raise ContentError(
                [self._diagnostic(None, f"nested more than {MAX_DEPTH} levels deep, the most that is read")]
            )
        twice: list[str] = []

        def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            found = dict(pairs)
            if len(found) < len(pairs):
                twice.extend(pairs[index][0] for index in repeated(name for name, _ in pairs))
            return found

        def integer(literal: str) -> int | float:  # Python refuses integers of more than 4300 digits
            return int(literal) if len(literal) < 17 else float(literal)

        try:
            value = json.loads(self.text.text, object_pairs_hook=mapping, parse_int=integer)
        except json.JSONDecodeError as error:
            message = f"this is not JSON: {_EXPECTED.get(error.msg, error.msg.lower())}"
            raise ContentError([self.text.diagnostic(self.text.span_at(error.pos), message)]) from error
        if twice:
            message = f"the key {format_value(twice[0])} is there twice in the same mapping"
            raise ContentError([self._diagnostic(_repeated_key(self._root), message, "delete one")])
        return value

    def problem(self, path: FieldPath, message: str) -> Diagnostic:
        """A problem of the value at `path`, or of the nearest one around it."""
        return self._diagnostic(self._node(path), message)

    def wrong(self, path: FieldPath, value: object, message: str) -> Diagnostic:
        """A problem that begins with the pointer to `value`, and with the value as the file writes it."""
        node = self._node(path)
        written = node.value if isinstance(node, yaml.ScalarNode) else json.dumps(value, default=str)
        shown = format_value(value) if isinstance(value, str | list | dict) else written[:40]
        pointer = "".join("/" + shortened(str(step)).replace("~", "~0").replace("/", "~1") for step in path)
        return self._diagnostic(node, f"{pointer}: {message.format(shown)}" if pointer else message.format(shown))

    @cached_property
    def _root(self) -> yaml.Node | None:
        try:
            located = len(self.text.text) <= MOST_LOCATED
            return yaml.compose(self.text.text, Loader=yaml.CSafeLoader) if located else None
        except yaml.YAMLError:
            return None

    def _node(self, path: FieldPath) -> yaml.Node | None:
        node = self._root
        for step in path:
            inner = _children(node).get(int(step) if isinstance(node, yaml.SequenceNode) else step)
            if inner is None:
                break
            node = inner
        return node

    def _diagnostic(self, node: yaml.Node | None, message: str, hint: str = "") -> Diagnostic:
        if node is None:
            return Diagnostic(file=self.text.source.name, message=message, hint=hint)
        start, end = node.start_mark, node.end_mark
        length = end.column - start.column if isinstance(node, yaml.ScalarNode) else 1
        return self.text.diagnostic(Span(start.line, start.column, length), message, hint=hint)


def _children(node: yaml.Node | None) -> dict[str | int, yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return {key.value: value for key, value in node.value}
    return dict(enumerate(node.value)) if isinstance(node, yaml.SequenceNode) else {}


def _repeated_key(node: yaml.Node | None) -> yaml.Node | None:
    """The first key that its mapping already has, depth first."""
    keys: list[yaml.Node] = [key for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    if again := repeated(key.value for key in keys):
        return keys[again[0]]
    return next(filter(None, map(_repeated_key, _children(node).values())), None)


class _Item(NamedTuple):
    """A series before it is checked: its name and its numbers, with their paths."""

    name: Any
    name_at: FieldPath
    values: Any
    at: FieldPath


def _items(value: dict[str, Any] | list[Any], start: FieldPath) -> Iterator[_Item]:
    """Each series of a mapping of lists, a list of lists, or a list of mappings with a name and values."""
    pairs: Iterable[tuple[str | int, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
    for index, (key, item) in enumerate(pairs):
        here = (*start, key)
        name = key if isinstance(value, dict) else f"N{index + 1}"
        if isinstance(item, dict) and isinstance(value, list):
            name_at = (*here, _NAME) if _NAME in item else here
            yield _Item(item.get(_NAME, name), name_at, item.get(_VALUES, ...), (*here, _VALUES))
        else:
            yield _Item(name, here, item, here)


def _series(document: _Document, items: list[_Item], start: FieldPath) -> DataValues:
    """Check that each item has a unique name and a list of numbers."""
    lost = [item for item in items if not isinstance(item.values, list)]
    missing, no_list = f"there is no list '{_VALUES}'", "{} is not a list of numbers"
    raise_problems(lost, lambda item: document.wrong(item.at, item.values, missing if item.values is ... else no_list))
    nameless = [item for item in items if not (isinstance(item.name, str) or _is_number(item.name))]
    message = "{} is not a name; write text in quotes, or a number"
    raise_problems(nameless, lambda item: document.wrong(item.name_at, item.name, message))
    names = [str(item.name) for item in items]
    raise_problems(repeated(names), lambda at: document.wrong(items[at].name_at, "", "this name is there twice"))
    taken = _numbers(document, [(item.at, item.values) for item in items])

    def problem(path: FieldPath, message: str) -> Diagnostic:
        if not path:
            return document.problem(start, message)
        item = items[int(path[0])]
        return document.problem(item.name_at if path[1:] == (_NAME,) else (*item.at, *path[2:]), message)

    return DataValues(tuple(map(NamedSeries, names, taken)), problem)


def _numbers(document: _Document, lists: list[tuple[FieldPath, list[Any]]]) -> list[tuple[int | float, ...]]:
    """Check that each item of each list is a finite number."""
    count = sum(len(values) for _, values in lists)
    if count > MAX_NUMBERS:
        raise DataReferenceError(("file",), too_many(count), "save only what the figure needs")
    wrong = [((*path, at), each) for path, values in lists for at, each in enumerate(values) if not _is_number(each)]
    message = "{{}} is not a {}number"
    raise_problems(
        wrong,
        lambda each: document.wrong(*each, message.format("finite " if isinstance(each[1], float) else "")),
    )
    return [tuple(values) for _, values in lists]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _follow(value: Any, pointer: str, steps: tuple[str, ...]) -> Any:
    """The value that the pointer leads to; an error says how far it led."""
    if pointer and not pointer.startswith("/"):
        bare = pointer.lstrip("#/")
        hint = f"write /{bare}" if bare else "delete it: without a pointer the whole file is meant"
        raise DataReferenceError(("pointer",), f"{format_value(pointer)} is not a pointer, which begins with '/'", hint)
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
        raise DataReferenceError(("pointer",), f"{format_value(pointer)} leads nowhere: {here} {fault}", hint)
    return value


def _summary(value: Any) -> str:
    if isinstance(value, list) and value:
        return f"a list of {counted(len(value), 'item')}, numbered from 0"
    if isinstance(value, dict):
        return f"a mapping with {listed(value) or 'no key'}"
    return "an empty list" if value == [] else format_value(value)


def _wrong_type(reference: DataFile, value: Any) -> DataReferenceError:
    wanted = "a list or mapping of lists" if isinstance(reference, SeriesFile) else "a list of numbers"
    if reference.pointer:
        message = f"{format_value(reference.pointer)} leads to {_summary(value)}; {wanted} is needed"
        return DataReferenceError(("pointer",), message)
    hint = "say with 'pointer' which list is meant, such as /runs/0/norms"
    return DataReferenceError(("file",), f"the file is {_summary(value)}; {wanted} is needed", hint)
