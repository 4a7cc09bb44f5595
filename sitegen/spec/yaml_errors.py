"""What the YAML parser complains about becomes a sentence for an author, at the mistake rather than where it was noticed."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import yaml

from sitegen.errors import Diagnostic
from sitegen.spec.source_text import SourceText, Span


class _Saying(NamedTuple):
    """A sentence and a hint; `point` says whether the construct's start is shown rather than where the parser gave up."""

    message: str
    hint: str = ""
    point: Literal["end", "start", "start of an earlier line"] = "end"


_EARLIER: Literal["start of an earlier line"] = "start of an earlier line"
_OPEN_QUOTE = _Saying("a quote is opened here and never closed", point="start")
_NEEDS_NAME = _Saying("'*' and '&' begin an alias or an anchor", "put text that begins with them in quotes", "start")
_NO_TAGS = _Saying("YAML tags (!) are not allowed; write the value without it", point="start")
_NOT_KEY_VALUE = _Saying("this line is not 'key: value'", "write ': ' after the key", "start")
_COLON_IN_TEXT = _Saying("a ': ' cannot stand here", "put text that holds ': ' in quotes")
_TOO_FAR_RIGHT = _Saying(
    "this line is indented further than the one above, which has a value already", "indent both equally"
)
_AFTER_QUOTE = _Saying("text goes on after the closing quote", "to hold a quote, use the other kind around the text")
_OPEN_BRACKET = _Saying("a bracket is opened here and never closed")

_COLON = "mapping values are not allowed in this context"
_SAYINGS = {
    "found unexpected end of stream": _OPEN_QUOTE,
    "found unexpected document indicator": _OPEN_QUOTE,
    "did not find expected ',' or ']'": _Saying("this list has no closing ']', or lacks a comma", point=_EARLIER),
    "did not find expected ',' or '}'": _Saying("this mapping has no closing '}', or lacks a comma", point=_EARLIER),
    "did not find expected node content": _Saying("a value is missing here"),
    "did not find expected key": _Saying("this does not fit the mapping around it", "check the indentation"),
    "did not find expected '-' indicator": _Saying(
        "this does not fit the list around it", "list items begin with '- ', all equally far indented"
    ),
    "did not find expected <document start>": _Saying(
        "this does not belong to what stands above", "keys of one mapping are equally far indented"
    ),
    "could not find expected ':'": _NOT_KEY_VALUE,
    "found character that cannot start any token": _Saying(
        "a value cannot begin with this character", "put the value in quotes"
    ),
    "found unexpected ':'": _Saying("a ':' inside brackets needs a space after it", "write ': ', or quote the text"),
    "found unknown escape character": _Saying(
        "this backslash means nothing in double quotes", "use single quotes for text with backslashes"
    ),
    "block sequence entries are not allowed in this context": _Saying(
        "a list cannot begin here", "put '- ' on a line of its own below the key, or quote the text"
    ),
    "did not find expected alphabetic or numeric character": _NEEDS_NAME,
    "did not find expected comment or line break": _Saying(
        "nothing may follow '|' or '>' in their line", "begin the text in the next line, indented"
    ),
    "found undefined tag handle": _NO_TAGS,
    "did not find the expected '>'": _NO_TAGS,
    "found incompatible YAML document": _Saying("specs are YAML 1.2", "delete the %YAML line"),
}


def syntax_problem(text: SourceText, error: yaml.YAMLError, bracket: Span | None) -> Diagnostic:
    """Translate what PyYAML raised; `bracket` is the innermost that was open then."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Diagnostic(file=text.source.name, message="this is not YAML")
    mark, start = error.problem_mark, error.context_mark
    place = Span(mark.line, mark.column)
    saying = _SAYINGS.get(error.problem or "") or _Saying(f"this is not YAML: {error.problem}")
    if error.problem == _COLON:
        saying, place = _colon(text, place)
    elif start and (saying.point == "start" or (saying.point == _EARLIER and start.line < mark.line)):
        place = Span(start.line, start.column)
    elif bracket and not "".join(text.lines[mark.line :]).strip():
        saying, place = _OPEN_BRACKET, bracket
    elif error.problem == "did not find expected key" and re.search(r":\s+[\"'].*[\"']", _before(text, place)):
        saying = _AFTER_QUOTE
    return text.diagnostic(place, saying.message, hint=saying.hint)


def _before(text: SourceText, place: Span) -> str:
    return text.lines[place.line][: place.column] if place.line < len(text.lines) else ""


def _colon(text: SourceText, place: Span) -> tuple[_Saying, Span]:
    """Find out what is wrong with a ``: `` in the wrong place: text that holds it, the line above, or the indentation."""
    above = next((line for line in range(place.line - 1, -1, -1) if text.lines[line].strip()), None)
    if above is None or re.search(r":\s", _before(text, place)):
        return _COLON_IN_TEXT, place
    if not re.search(r":(\s|$)", text.lines[above]):
        return _NOT_KEY_VALUE, _whole_line(text, above)
    return _TOO_FAR_RIGHT, _whole_line(text, place.line)


def _whole_line(text: SourceText, line: int) -> Span:
    shown = text.lines[line]
    return Span(line, len(shown) - len(shown.lstrip()), len(shown.strip()))
