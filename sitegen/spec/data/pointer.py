"""JSON pointers (RFC 6901), and where in a text the value that one leads to begins."""

from __future__ import annotations

import json
import re

from sitegen.spec.message_format import FieldPath, shortened
from sitegen.spec.source_text import Span

_SPACE = re.compile(r"[ \t\n\r]*")
_PLAIN_ITEM = re.compile(r'[^,"\[\]{}]*,')
_TOKEN = re.compile(r'(?P<key>"(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}\[\]]')
_BRACKET = re.compile(r'[^"\[\]{}]*+("(?:[^"\\]++|\\.?)*+"?|[{}\[\]])', re.DOTALL)
"""A bracket that stands in no text; or a text, closed or not: whatever the file holds, nothing is looked at twice."""
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
MAX_DEPTH = 200
"""Lists and mappings inside each other. Far below where Python's own reader gives up."""


def number_of(literal: str) -> int | float:
    """A whole number as JSON writes it. A long one becomes a float: Python makes no integer of more than 4300 digits."""
    return int(literal) if len(literal) < 17 else float(literal)


DECODER = json.JSONDecoder(parse_int=number_of)
"""Reads a value in the middle of a text."""


def steps_of(pointer: str) -> FieldPath:
    """``/runs/0`` as its steps, all of them texts."""
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def text_of(path: FieldPath) -> str:
    """``("runs", 0)`` as a pointer, for messages: in printed characters."""
    return "".join("/" + shortened(str(step)).replace("~", "~0").replace("/", "~1") for step in path)


def place_at(text: str, offset: int) -> Span:
    """Line and column of the character at `offset`, and the length of a plain value there."""
    begin = text.rfind("\n", 0, offset) + 1
    length = re.compile(r'"[^"\n]*"?|[^\s,\[\]{}]*').match(text, offset)
    return Span(text.count("\n", 0, offset), offset - begin, max(1, len(length[0]) if length else 1))


def offset_of(text: str, path: FieldPath) -> int:
    """Where in a sound JSON text the value at `path` begins.

    Raises
    ------
    KeyError
        If there is no such value.
    """
    offset = _skip(text, 0)
    for step in path:
        if text[offset] == "[":
            offset = _item(text, offset + 1, int(step))
        elif text[offset] == "{":
            offset = _member(text, offset + 1, str(step))
        else:
            raise KeyError(step)
    return offset


def too_deep(text: str) -> int:
    """Where the first list or mapping begins that has `MAX_DEPTH` others around it; 0 when there is none."""
    depth = 0
    for token in _BRACKET.finditer(text):
        depth += _STEPS.get(token[1], 0)
        if depth > MAX_DEPTH:
            return token.start(1)
    return 0


def repeated_key(text: str) -> int:
    """Where the first key begins that its mapping has already; 0 when there is none."""
    open_keys: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        if token[0] in "{[":
            open_keys.append(set())
        elif token[0] in "}]":
            open_keys.pop()
        elif token["key"]:
            key = json.loads(token["key"])
            if key in open_keys[-1]:
                return token.start()
            open_keys[-1].add(key)
    return 0


def _skip(text: str, offset: int) -> int:
    found = _SPACE.match(text, offset)
    return found.end() if found else offset


def _item(text: str, offset: int, index: int) -> int:
    for _ in range(index):
        plain = _PLAIN_ITEM.match(text, offset)
        offset = plain.end() if plain else _behind(text, _skip(text, offset), index)
    offset = _skip(text, offset)
    if text[offset] == "]":
        raise KeyError(index)
    return offset


def _member(text: str, offset: int, key: str) -> int:
    while text[offset := _skip(text, offset)] == '"':
        name, offset = DECODER.raw_decode(text, offset)
        offset = _skip(text, _skip(text, offset) + 1)
        if name == key:
            return offset
        offset = _behind(text, offset, key)
    raise KeyError(key)


def _behind(text: str, offset: int, step: str | int) -> int:
    """Where the item after the one at `offset` may begin: behind the comma."""
    end = _skip(text, DECODER.raw_decode(text, offset)[1])
    if text[end] != ",":
        raise KeyError(step)
    return end + 1
