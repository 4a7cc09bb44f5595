"""Compose YAML into plain Python values, each with its place; tags, merge keys and the like are refused.

PyYAML's own composer is not used: it stops at the first error, and its nodes do not tell aliases from what they repeat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, NoReturn, cast

import yaml

from sitegen.errors import ContentError, Diagnostic, Severity
from sitegen.spec.message_format import FieldPath, dotted, shortened
from sitegen.spec.source_text import MAX_PROBLEMS, MOST_COUNTED, SourceText, Span, hidden_in, limit_problems
from sitegen.spec.yaml_comments import Comment, comment_in_place_of_value, text_cut_off
from sitegen.spec.yaml_scalars import Letter, ScalarError, read_scalar, scalar_or_text

MAX_DEPTH = 20
MAX_NODES, CHARACTERS_PER_NODE = 100_000, 100
"""The most values, and the characters of a text that count as one more, so that aliases cannot repeat a long text very often."""


class NodeSpan(NamedTuple):
    """The places of a value and of its key; the key is None for list items and for the whole document."""

    key: Span | None
    value: Span


class Invalid:
    """Replaces a value that was refused; further problems of it are not reported."""


INVALID: Final = Invalid()


@dataclass(frozen=True, slots=True)
class AmbiguousScalar(Invalid):
    """Replaces a scalar that programs read differently. A field that takes only text, or none, has better advice."""

    text: str
    error: ScalarError


@dataclass(frozen=True, slots=True)
class YamlTree:
    """A YAML document as plain values."""

    value: object
    """dict, list, str, int, float, bool, None, and `INVALID`; None when the text is empty."""
    spans: Mapping[FieldPath, NodeSpan]
    """Every value that was written out; of what an alias repeats, the alias alone."""
    problems: tuple[Diagnostic, ...] = ()
    """What was refused."""
    warnings: tuple[Diagnostic, ...] = ()
    """Values that are empty because a comment is in their place."""
    mappings_with_errors: frozenset[FieldPath] = frozenset()
    """Mappings of which a key was refused, so that other keys are not reported as missing."""


def compose(text: SourceText) -> YamlTree:
    """Read the one YAML document in `text`; a `ContentError` with every problem so far if it cannot be read to its end."""
    composer = _Composer(text)
    try:
        value = composer.document()
        incomplete = frozenset(composer.mappings_with_errors)
        return YamlTree(value, composer.spans, tuple(composer.problems), tuple(composer.warnings), incomplete)
    except yaml.YAMLError as error:
        from sitegen.spec.yaml_errors import syntax_problem

        composer.problems.append(syntax_problem(text, error, next(reversed(composer.brackets), None)))
    except _StopReadingError:
        pass
    raise ContentError(limit_problems(composer.problems))


class _StopReadingError(Exception):
    """Nothing behind this point can be read."""


class _Anchor(NamedTuple):
    """A value to repeat, with the number of nodes that it expands to and its depth."""

    value: object
    size: int
    height: int


class _Composer:
    """Builds the value, `spans` and `problems` by recursive descent, at most `MAX_DEPTH` levels deep."""

    def __init__(self, text: SourceText) -> None:
        self.text = text
        self.events = yaml.parse(text.text, Loader=yaml.CSafeLoader)
        self.spans: dict[FieldPath, NodeSpan] = {}
        self.problems: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []
        self.mappings_with_errors: set[FieldPath] = set()
        self.brackets: list[Span] = []  # every [ and { that is open
        self.anchors: dict[str, _Anchor | None] = {}
        self.nodes = 0

    def document(self) -> object:
        """The value of the only document; None when there is none."""
        value: object = None
        begun = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if begun:
                    message = "a second YAML document begins here; a spec is one document"
                    self._stop(self._span(event), message, "delete this line and what follows")
                begun = True
                value = self._node(next(self.events), (), None)
        return value

    def _node(self, event: yaml.Event, path: FieldPath, key: Span | None) -> object:
        """The value that begins with `event`; `key` is the place of its key."""
        span, size = self._span(event), 1
        if isinstance(event, yaml.AliasEvent):
            value, size = self._alias(event.anchor or "", path, span)
        elif isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event, path, span)
            start, end = _marks(event)
            if start.index == end.index:
                span = key or span
                value = INVALID if self._has_comment(comment_in_place_of_value(self.text, span), path) else value
            size += len(event.value) // CHARACTERS_PER_NODE
            self._anchor(event, value, size)
        else:
            value, span = self._collection(cast("yaml.CollectionStartEvent", event), path, span, key)
        self.nodes += size
        if self.nodes > MAX_NODES:
            count = (
                f"each use of an alias counts, and every {CHARACTERS_PER_NODE} characters of a text count as one more"
            )
            self._stop(span, f"more than {MAX_NODES:,} values, the most that is read ({count})")
        self.spans[path] = NodeSpan(key, span)
        return value

    def _alias(self, name: str, path: FieldPath, span: Span) -> tuple[object, int]:
        """The value that an alias repeats, and its number of nodes."""
        anchor = self.anchors.get(name)
        if anchor is None and name in self.anchors:
            self._problem(path, span, f"the alias *{shortened(name)} is inside the value that it repeats")
        elif anchor is None:
            hint = f"write &{shortened(name)} before the value to repeat, or put the text in quotes"
            self._problem(path, span, f"the alias *{shortened(name)} has no anchor above it", hint)
        if anchor is None:
            return INVALID, 1
        if len(path) + anchor.height > MAX_DEPTH:
            self._too_deep(span)
        return anchor.value, anchor.size

    def _scalar(self, event: yaml.ScalarEvent, path: FieldPath, span: Span) -> object:
        if event.tag is not None:
            self._refuse_tag(event.tag, path, span)
        elif event.implicit[0]:
            try:
                value = read_scalar(event.value)
            except ScalarError as error:
                if event.value in Letter.FORMS:
                    return Letter(event.value)
                self._problem(path, span, str(error), error.hint)
                return AmbiguousScalar(event.value, error)
            else:
                if isinstance(value, str):
                    end = _marks(event)[1]
                    self._has_comment(text_cut_off(self.text, Span(end.line, end.column)), path)
                return value
        elif hidden := hidden_in(event.value):
            self._problem(path, span, f"the text holds {hidden}", "delete its escape")
        else:
            return event.value
        return INVALID

    def _has_comment(self, comment: Comment | None, path: FieldPath) -> bool:
        """Whether the author meant a comment as text, which is an error; one in place of a value is a warning."""
        if comment is None:
            return False
        if comment.is_text:
            self._problem(path, comment.span, comment.message, comment.hint)
        else:
            self.warnings.append(self._diagnostic(path, comment.span, comment.message, comment.hint, "warning"))
        return comment.is_text

    def _collection(
        self, event: yaml.CollectionStartEvent, path: FieldPath, span: Span, key: Span | None
    ) -> tuple[object, Span]:
        """A list or mapping, and where it is shown: in brackets whole, as a block by its key."""
        if event.tag is not None:
            self._refuse_tag(event.tag, path, span)
        if len(path) >= MAX_DEPTH:
            self._too_deep(span)
        if event.flow_style:
            self.brackets.append(span)
        if event.anchor:
            self.anchors[event.anchor] = None
        before = self.nodes
        value: dict[str, object] | list[object]
        value, end = self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._list(path)
        self._anchor(event, value, self.nodes - before + 1)
        if not event.flow_style:
            return value, key or span
        self.brackets.pop()
        line, column, _ = span
        one_line = end.line == line
        return value, Span(line, column, end.column - column if one_line else self.text.to_line_end(line, column))

    def _list(self, path: FieldPath) -> tuple[list[object], yaml.Mark]:
        items: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items)), None))
        return items, _marks(event)[1]

    def _mapping(self, path: FieldPath) -> tuple[dict[str, object], yaml.Mark]:
        values: dict[str, object] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            span = self._span(event)
            key = self._key(event, path, span, lines)
            value = self._node(next(self.events), (*path, key or ""), span)
            if key is not None:
                values[key] = value
        return values, _marks(event)[1]

    def _key(self, event: yaml.Event, path: FieldPath, span: Span, lines: dict[str, int]) -> str | None:
        """The key that begins with `event`, None when it is refused; `lines` are those of earlier keys."""
        if isinstance(event, yaml.ScalarEvent):
            name = event.value
            self._anchor(event, name, 1 + len(name) // CHARACTERS_PER_NODE)
            if event.tag is not None:
                self._refuse_tag(event.tag, (), span)
            elif name == "<<" and event.implicit[0]:
                self._problem((), span, "merge keys (<<) are not read; write the keys out")
            elif event.implicit[0] and not isinstance(scalar_or_text(name), str):
                message = f"the key {shortened(name) or 'here'} is not a name; put it in quotes if it is one"
                self._problem((), span, message)
            elif hidden := hidden_in(name):
                self._problem((), span, f"the key holds {hidden}", "delete its escape")
            elif name in lines:
                first = lines[name] + self.text.source.first_line
                message = f"the key '{shortened(name)}' is given twice; the first is in line {first}"
                self._problem((), span, message, "delete one of them")
                return None
            else:
                lines[name] = span.line
                return name
        elif isinstance(event, yaml.AliasEvent):
            self._problem((), span, "a key must be a name, not an alias")
        else:
            kind = "mapping" if isinstance(self._node(event, (*path, ""), None), dict) else "list"
            hint = "put text that begins with '{' or '[' in quotes"
            self._problem((), span, f"a key must be a name, not a {kind}", hint)
        self.mappings_with_errors.add(path)
        return None

    def _anchor(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, value: object, size: int) -> None:
        if event.anchor:
            self.anchors[event.anchor] = _Anchor(value, size, _height(value))

    def _span(self, event: yaml.Event) -> Span:
        start, end = _marks(event)
        same_line = start.line == end.line
        length = end.column - start.column if same_line else self.text.to_line_end(start.line, start.column)
        return Span(start.line, start.column, max(1, length))

    def _refuse_tag(self, tag: str, path: FieldPath, span: Span) -> None:
        short = shortened(tag.replace("tag:yaml.org,2002:", "!!"))
        self._problem(path, span, f"the YAML tag {short} is not allowed; write the value without it")

    def _problem(self, path: FieldPath, span: Span, message: str, hint: str = "") -> None:
        if len(self.problems) <= MAX_PROBLEMS + MOST_COUNTED:
            self.problems.append(self._diagnostic(path, span, message, hint, "error"))

    def _diagnostic(self, path: FieldPath, span: Span, message: str, hint: str, severity: Severity) -> Diagnostic:
        field = "" if path[-1:] == ("",) else dotted(path)  # refused keys have no name
        message = f"{field}: {message}" if field else message
        return self.text.diagnostic(span, message, hint=hint, field=field, severity=severity)

    def _too_deep(self, span: Span) -> NoReturn:
        self._stop(span, f"nested more than {MAX_DEPTH} levels deep, the most that is read")

    def _stop(self, span: Span, message: str, hint: str = "") -> NoReturn:
        self.problems.append(self.text.diagnostic(span, message, hint=hint))
        raise _StopReadingError


def _height(value: object) -> int:
    """How many lists and mappings contain the innermost value of `value`."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(_height, inner), default=0)


def _marks(event: yaml.Event) -> tuple[yaml.Mark, yaml.Mark]:
    """Begin and end of an event; libyaml always gives both."""
    return cast("tuple[yaml.Mark, yaml.Mark]", (event.start_mark, event.end_mark))
