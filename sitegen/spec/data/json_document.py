"""Read JSON: the value at a JSON pointer (RFC 6901) as a table, or named series.

Messages name a value by its pointer. Line and column come from PyYAML, since JSON is a subset of YAML; files of more
than `MOST_LOCATED` characters, and the few that PyYAML cannot read, are reported without them.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

import yaml

from sitegen.errors import ContentError, Diagnostic
from sitegen.spec.data.json_pointer import UnusableNumber, pointer_step
from sitegen.spec.data.values import repeated, too_small
from sitegen.spec.message_format import FieldPath, format_value, shortened
from sitegen.spec.source_text import SourceText, Span, SpecSource, checked_text

MAX_BYTES = 32 * 1024 * 1024
MAX_VALUES, MAX_LINES = 2_000_000, 5_000_000
MAX_DEPTH = 200
MOST_LOCATED = 250_000
_NO_BRACKET = re.compile(r'"(?:[^"\\]++|\\.?)*+"?|[^"\[\]{}]++', re.DOTALL)
_TRAILING_COMMA = re.compile(r",\s*([\]}])")
_INSTEAD = {
    "True": "write true", "False": "write false", "None": "write null", "nan": "write NaN", "inf": "write Infinity",
    "'": "write it in double quotes", "//": "delete it: JSON has no comments", "#": "delete it: JSON has no comments",
    "/*": "delete it: JSON has no comments", ".": "write 0 before the point", "+": "delete the sign",
}  # fmt: skip
"""What to write in place of words of other languages."""
_OTHER_LANGUAGES = re.compile("|".join(map(re.escape, _INSTEAD)))
_EXPECTED = {
    "Expecting value": "a value is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
    "Extra data": "the JSON has ended before this",
    "Unterminated string starting at": "this quote is never closed",
}


@dataclass(frozen=True)
class JsonDocument:
    """A JSON file: its plain value, and the places of the values in it."""

    text: SourceText
    value: Any = field(repr=False)

    @classmethod
    def read(cls, name: str, content: bytes) -> JsonDocument:
        """Read a file. Too many values, repeated keys and deep nesting are a `ContentError`, at its place where it is known."""
        is_lines, lines = name.lower().endswith((".jsonl", ".ndjson")), content.count(b"\n")
        values = sum(map(content.count, (b",", b":", b"[", b"{"))) + (lines if is_lines else 0)
        fault = ""
        if len(content) > MAX_BYTES:
            fault = f"{len(content):,} bytes; of JSON, at most {MAX_BYTES:,} (32 MiB) are read"
        elif values > MAX_VALUES:
            fault = f"about {values:,} values and keys; at most {MAX_VALUES:,} are read"
        elif lines > MAX_LINES:
            fault = f"{lines:,} lines; of JSON, at most {MAX_LINES:,} are read"
        if fault:
            hint = "save only what the figure needs, or save it as CSV or NPZ"
            raise ContentError.of(name, f"the file has {fault}", hint)
        source = SpecSource(name, _listed(content), first_line=0) if is_lines else SpecSource(name, content)
        text = checked_text(source, tabs=True)
        return cls(text, _parsed(text))

    def problem(self, path: FieldPath, message: str, hint: str = "") -> Diagnostic:
        """A problem of the value at `path`, or of the nearest one around it."""
        return _diagnostic(self.text, self._node(path), message, hint)

    def prefix(self, path: FieldPath) -> str:
        """The pointer to the value at `path`, before a message."""
        return f"{''.join(map(pointer_step, path))}: " if path else ""

    @cached_property
    def _root(self) -> yaml.Node | None:
        return _compose(self.text)

    def _node(self, path: FieldPath) -> yaml.Node | None:
        node = self._root
        for step in path:
            inner = None
            if isinstance(node, yaml.MappingNode):
                inner = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and int(step) < len(node.value):
                inner = node.value[int(step)]
            if inner is None:
                break
            node = inner
        return node


def _listed(content: bytes) -> bytes:
    """JSON Lines as one list, which begins in a line of its own, so that each value keeps its column."""
    lines = content.removeprefix(codecs.BOM_UTF8).rstrip().split(b"\n")
    ends = [b"," if line.strip() else b"" for line in lines[:-1]]
    return b"[\n" + b"\n".join(line.rstrip() + end for line, end in zip(lines, [*ends, b""], strict=True)) + b"\n]"


def _parsed(text: SourceText) -> Any:
    brackets = _NO_BRACKET.sub("", text.text)
    if max(accumulate(1 if char in "[{" else -1 for char in brackets), default=0) > MAX_DEPTH:
        message = f"nested more than {MAX_DEPTH} levels deep, the most that is read"
        raise ContentError([_diagnostic(text, None, message)])
    twice: list[str] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice.extend(pairs[index][0] for index in repeated(name for name, _ in pairs)[:1])
        return found

    try:
        value = json.loads(text.text, object_pairs_hook=mapping, parse_int=_integer, parse_float=_float)
    except json.JSONDecodeError as error:
        raise ContentError([_syntax_problem(text, error)]) from error
    if twice:
        message = f"the key {format_value(twice[0])} is there twice in the same mapping"
        raise ContentError([_diagnostic(text, _repeated_key(_compose(text)), message, "delete one")])
    return value


def _syntax_problem(text: SourceText, error: json.JSONDecodeError) -> Diagnostic:
    """The first mistake; in JSON Lines, that of the first line which is wrong by itself, without the comma after it."""
    span = text.span_at(error.pos)
    listed = text.lines[1:-1] if text.source.first_line == 0 else ()
    for number, line in enumerate(listed, 1):
        value = line if number == len(listed) else line.removesuffix(",")
        try:
            if value:
                json.loads(value, parse_int=_integer)
        except json.JSONDecodeError as wrong:
            error, span = wrong, Span(number, wrong.pos)
            break
    if comma := _TRAILING_COMMA.match(error.doc, max(0, len(error.doc[: error.pos].rstrip()) - 1)):
        at = Span.at_end_of(error.doc[: comma.start()])
        span = Span(at.line + span.line - Span.at_end_of(error.doc[: error.pos]).line, at.column)
        message, hint = f"this is not JSON: there is no comma before '{comma[1]}'", "delete it"
    else:
        message = f"this is not JSON: {_EXPECTED.get(error.msg, error.msg.lower())}"
        word = _OTHER_LANGUAGES.match(error.doc, error.pos)
        hint = _INSTEAD[word[0]] if word else ""
        is_at_end = error.msg.startswith("Unterminated string") or not error.doc[error.pos :].strip()
        if listed and span.line == len(listed) and is_at_end:
            hint = "the last line is cut off: delete it, or write the rest of it"
        if error.msg == "Extra data" and span.line and not listed:
            hint = "name the file .jsonl if each line is a value"
    return text.diagnostic(span, message, hint=hint)


def _integer(literal: str) -> int | float | UnusableNumber:
    return int(literal) if len(literal) < 17 else _float(literal)  # Python refuses integers of more than 4300 digits


def _float(literal: str) -> float | UnusableNumber:
    value = float(literal)
    if math.isfinite(value) and (value or not too_small(literal, value)):
        return value
    return UnusableNumber(shortened(literal), "is not a finite number" if value else "is too small for a number")


def _compose(text: SourceText) -> yaml.Node | None:
    """The places of all values of a document that is not too long."""
    try:
        return yaml.compose(text.text, Loader=yaml.CSafeLoader) if len(text.text) <= MOST_LOCATED else None
    except yaml.YAMLError:
        return None


def _diagnostic(text: SourceText, node: yaml.Node | None, message: str, hint: str = "") -> Diagnostic:
    if node is None:
        return Diagnostic(file=text.source.name, message=message, hint=hint)
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if isinstance(node, yaml.ScalarNode) else 1
    return text.diagnostic(Span(start.line, start.column, length), message, hint=hint)


def _repeated_key(node: yaml.Node | None) -> yaml.Node | None:
    """The first key that its mapping already has, depth first."""
    inner: list[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else []
    if isinstance(node, yaml.MappingNode):
        keys: list[yaml.Node] = [key for key, _ in node.value]
        if again := repeated(key.value for key in keys):
            return keys[again[0]]
        inner = [value for _, value in node.value]
    return next(filter(None, map(_repeated_key, inner)), None)
