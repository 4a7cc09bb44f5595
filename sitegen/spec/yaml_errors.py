"""Translate YAML syntax errors for authors, and point at the mistake, not at where the parser noticed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

import yaml

from sitegen.errors import Diagnostic
from sitegen.spec.source_text import MERGE_ADVICE, MERGE_MARK, SourceText, Span


class _Message(NamedTuple):
    """A sentence and a hint; `point` is the start of the construct, or where the parser stopped."""

    text: str
    hint: str = ""
    point: Literal["end", "start", "start of an earlier line"] = "end"


_EARLIER: Literal["start of an earlier line"] = "start of an earlier line"
_OPEN_QUOTE = _Message("a quote is opened here and never closed", point="start")
_NEEDS_NAME = _Message("'*' and '&' begin an alias or an anchor", "put text that begins with them in quotes", "start")
_NO_TAGS = _Message("YAML tags (!) are not allowed; write the value without it", point="start")
_NOT_KEY_VALUE = _Message("this line is not 'key: value'", "write ': ' after the key", "start")
_COLON_IN_TEXT = _Message("a ': ' is not allowed here", "put text that holds ': ' in quotes")
_TOO_FAR_RIGHT = _Message(
    "this line is indented further than the one above, which has a value already", "indent both equally"
)
_AFTER_QUOTE = _Message("text goes on after the closing quote", "to hold a quote, use the other kind around the text")

_LACKS_COMMA = _Message("a comma is missing before this", "put a comma before this")
_SLASHES = _Message("this is no comment", "begin comments with #, or delete it")
_CLOSES_NOTHING = _Message("this bracket closes nothing", "delete it")
_FENCE = _Message("this is a fence of Markdown", "delete it: a spec is what is between the fences")
_COMMENT = _Message("this is no comment, and not 'key: value'", "begin comments with #", "start")
_SEMICOLON = _Message("a ';' does not separate values", "write a comma")
_VARIABLE = _Message("variables are not replaced in specs", "write the value")
_SEVERAL_KEYS = _Message(
    _COLON_IN_TEXT.text, "write each key in a line of its own, or put text that holds ': ' in quotes"
)

_COMMENT_SIGN = re.compile(r"(?:^|[,\[{])\s*(//|/\*)")
_NO_SIGNS = re.compile(r"(?<![^\s,\[{:])(?:\"(?:\\.|[^\"\\])*(?:\"|\\?\Z)|'(?:''|[^'])*(?:'|\Z)|#[^\n]*)", re.DOTALL)
"""Texts in quotes, of several lines too, and comments."""
_QUOTED = re.compile(r"(\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*')|\".*")
"""A text in quotes or, so that its own quotes are not looked at, all that is behind a quote that is not closed."""
_CLOSING = {"[": "]", "{": "}"}
_COLON = "mapping values are not allowed in this context"
_MESSAGES = {
    "found unexpected end of stream": _OPEN_QUOTE,
    "found unexpected document indicator": _OPEN_QUOTE,
    "did not find expected ',' or ']'": _Message("this list has no closing ']', or lacks a comma", point=_EARLIER),
    "did not find expected ',' or '}'": _Message("this mapping has no closing '}', or lacks a comma", point=_EARLIER),
    "did not find expected node content": _Message("a value is missing here"),
    "did not find expected key": _Message("this does not fit the mapping around it", "check the indentation"),
    "did not find expected '-' indicator": _Message(
        "this does not fit the list around it", "list items begin with '- ', all equally far indented"
    ),
    "did not find expected <document start>": _Message(
        "this does not belong to what is above it", "keys of one mapping are equally far indented"
    ),
    "could not find expected ':'": _NOT_KEY_VALUE,
    "found character that cannot start any token": _Message(
        "a value cannot begin with this character", "put the value in quotes"
    ),
    "found unexpected ':'": _Message("a ':' inside brackets needs a space after it", "write ': ', or quote the text"),
    "found invalid Unicode character escape code": _Message(
        "this escape is half of a character", "write the character itself; in Python, json.dumps(…, ensure_ascii=False)"
    ),
    "found unknown escape character": _Message(
        "this backslash means nothing in double quotes", "use single quotes for text with backslashes"
    ),
    "block sequence entries are not allowed in this context": _Message(
        "a list cannot begin here", "put '- ' on a line of its own below the key, or quote the text"
    ),
    "did not find expected alphabetic or numeric character": _NEEDS_NAME,
    "did not find expected comment or line break": _Message(
        "nothing may follow '|' or '>' in their line", "begin the text in the next line, indented"
    ),
    "found undefined tag handle": _NO_TAGS,
    "did not find the expected '>'": _NO_TAGS,
    "found incompatible YAML document": _Message("specs are YAML 1.2", "delete the %YAML line"),
}


def syntax_problem(text: SourceText, error: yaml.YAMLError, bracket: Span | None) -> Diagnostic:
    """The diagnostic of an error of PyYAML; `bracket` is the innermost one that was open."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Diagnostic(file=text.source.name, message="this is not YAML")
    merge = next((number for number, line in enumerate(text.lines) if MERGE_MARK.fullmatch(line)), None)
    if merge is not None:
        return text.diagnostic(_whole_line(text, merge), "this is not YAML", hint=MERGE_ADVICE)
    mark, start = error.problem_mark, error.context_mark
    span = Span(mark.line, mark.column)
    message = _MESSAGES.get(error.problem or "") or _Message(f"this is not YAML: {error.problem}")
    if error.problem == _COLON:
        message, span = _colon(text, span)
    elif bracket and (found := _in_bracket(text, span, bracket)):
        message, span = found
    elif not bracket and _at(text, span) in "]}":
        message = _CLOSES_NOTHING
    elif "".join(text.lines[span.line : span.line + 1]).lstrip().startswith(("```", "~~~")):
        message = _FENCE
    elif start and (message.point == "start" or (message.point == _EARLIER and start.line < mark.line)):
        span = Span(start.line, start.column)
    elif error.problem == "did not find expected key" and re.search(r":\s+[\"'].*[\"']", _before(text, span)):
        message = _AFTER_QUOTE
    return text.diagnostic(span, message.text, hint=message.hint)


def _in_bracket(text: SourceText, span: Span, bracket: Span) -> tuple[_Message, Span] | None:
    """The cause of an error inside a bracket, where it is clear."""
    before = _before(text, span)
    semicolon = before.rfind(";")
    if before.endswith("$"):
        return _VARIABLE, Span(span.line, span.column - 1)
    if semicolon > bracket.column and bracket.line == span.line:
        return _SEMICOLON, Span(span.line, semicolon)
    if not "".join(text.lines[span.line :])[span.column :].strip():
        return _hidden(text, bracket) or _unclosed(text, bracket)
    if comment := _slashes(text, bracket, span):
        return _SLASHES, comment
    opened, closing = _at(text, bracket), _at(text, span)
    if bracket.line == span.line and (opened, closing) in {("[", "}"), ("{", "]")}:
        advice = f"write {_CLOSING[opened]} in place of it or before it"
        return _Message(f"this '{closing}' does not close '{opened}'", advice), span
    lacks_comma = _at(text, span) in "\"'" and _last_sign(text, span) in "\"'}]"
    return (_LACKS_COMMA, span) if lacks_comma else None


def _hidden(text: SourceText, bracket: Span) -> tuple[_Message, Span] | None:
    """The comment that hides the end of a bracket, as in ``{ink: #123}``; None if there is none."""
    closing = re.escape(_CLOSING[_at(text, bracket)])
    for number, line in enumerate(text.lines[bracket.line :], bracket.line):
        signs = _QUOTED.sub(lambda found: " " * len(found[0]), line)
        if found := re.search(rf"(?<=[\s,:])#\w[^\s{closing}]{{0,80}}{closing}", signs):
            message = f"YAML takes '{found[0]}' for a comment, so that the bracket before it is never closed"
            return _Message(message, "put the text in quotes"), Span(number, found.start(), len(found[0]))
    return None


def _unclosed(text: SourceText, bracket: Span) -> tuple[_Message, Span]:
    """A bracket that is opened and never closed, and where the indentation shows that it ends."""
    first = bracket.line if bracket.column else 0
    hint = ""
    if missing := missing_bracket(text.lines[first:]):
        sign, line = missing
        hint = f"write {sign} {'at the end' if line is None else f'before line {first + line}'}"
    return _Message("a bracket is opened here and never closed", hint), bracket


def missing_bracket(lines: Sequence[str]) -> tuple[str, int | None] | None:
    """The bracket that closes the innermost open one, and the line, from 1, before which it belongs by the indentation.

    The line is None for the end of the text. None if all brackets are closed.
    """
    open_brackets: list[str] = []
    depths: dict[int, int] = {}  # of lines, by their indentation
    for number, line in enumerate(lines, 1):
        signs = _QUOTED.sub(lambda found: " " * len(found[0]) if found[1] else found[0], line).split("#")[0]
        indent = len(line) - len(line.lstrip())
        content = signs[indent:]
        if not line.strip():
            continue
        closing = len(content) - len(content.lstrip("]} ,"))
        depth = len(open_brackets) - sum(sign in "]}" for sign in content[:closing])
        if depth > depths.setdefault(indent, depth) and open_brackets:
            return _CLOSING[open_brackets[-1]], number
        for sign in content:
            if sign in "[{":
                open_brackets.append(sign)
            elif sign in "]}" and open_brackets:
                open_brackets.pop()
    return (_CLOSING[open_brackets[-1]], None) if open_brackets else None


def _slashes(text: SourceText, bracket: Span, end: Span) -> Span | None:
    """The place of a comment as JavaScript has it, between an open bracket and where the parser stopped."""
    lines = [line.rstrip("\r\n") for line in text.lines[bracket.line : end.line + 1]]
    lines[:1] = [" " * bracket.column + first[bracket.column :] for first in lines[:1]]
    signs = _NO_SIGNS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), "\n".join(lines)).split("\n")
    for number, line in enumerate(signs, bracket.line):
        if found := _COMMENT_SIGN.search(line):
            return Span(number, found.start(1), len(text.lines[number].rstrip()) - found.start(1))
    return None


def _at(text: SourceText, span: Span) -> str:
    """The sign at a place; a blank at the end."""
    return (text.lines[span.line][span.column : span.column + 1] if span.line < len(text.lines) else "") or " "


def _last_sign(text: SourceText, span: Span) -> str:
    """The last sign before a place that is no blank; a blank at the beginning."""
    lines = (_before(text, span), *(text.lines[line] for line in range(min(span.line, len(text.lines)) - 1, -1, -1)))
    return next((line.rstrip()[-1] for line in lines if line.strip()), " ")


def _before(text: SourceText, span: Span) -> str:
    return text.lines[span.line][: span.column] if span.line < len(text.lines) else ""


def _colon(text: SourceText, span: Span) -> tuple[_Message, Span]:
    """The cause of a ``: `` in the wrong place: text that holds it, a line above without one, or the indentation."""
    plain = re.split("[\"'#]", _before(text, span))[-1]
    if (first := re.search(r":\s", plain)) and re.search(r",\s*\w+$", plain[first.end() :]):
        return _SEVERAL_KEYS, span
    above = next((line for line in range(span.line - 1, -1, -1) if text.lines[line].strip()), None)
    if above is None or re.search(r":\s", _before(text, span)):
        return _COLON_IN_TEXT, span
    if text.lines[above].lstrip().startswith(("//", "/*", "%", "--")):
        return _COMMENT, _whole_line(text, above)
    if not re.search(r":(\s|$)", text.lines[above]):
        return _NOT_KEY_VALUE, _whole_line(text, above)
    return _TOO_FAR_RIGHT, _whole_line(text, span.line)


def _whole_line(text: SourceText, line: int) -> Span:
    shown = text.lines[line]
    return Span(line, len(shown) - len(shown.lstrip()), len(shown.strip()))
