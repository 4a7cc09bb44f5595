"""Checked text becomes plain Python values; whatever YAML could do beyond data is refused.

Works on the parser's events with a stack of its own, so that nesting cannot exhaust Python's and an alias is counted
before it is expanded. Positions come from the events and cost nothing extra.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, cast

import yaml

from sitegen.errors import Diagnostic
from sitegen.spec.message_format import FieldPath, dotted, shortened
from sitegen.spec.source_text import FORBIDDEN, SourceText, Span
from sitegen.spec.yaml_errors import syntax_problem
from sitegen.spec.yaml_scalars import ScalarError, read_scalar

MAX_DEPTH = 20
MAX_NODES = 100_000


class NodeSpan(NamedTuple):
    """Where a value stands, and its key; the key is None for list items and for the whole spec."""

    key: Span | None
    value: Span


class Invalid:
    """Stands in for a value that was refused; whatever else is said about it is not worth reporting."""


INVALID: Final = Invalid()


@dataclass(frozen=True, slots=True)
class Tree:
    """A spec as plain values.

    Parameters
    ----------
    value : object
        dict, list, str, int, float, bool, None, and `INVALID`; None when the text says nothing.
    spans : mapping of path to NodeSpan
        Every value that was written out; what an alias repeats has the alias alone.
    problems : tuple of Diagnostic
        What was refused on the way.
    mappings_with_errors : frozenset of path
        Mappings of which a key was refused, so that a missing key means nothing.
    complete : bool
        False when reading had to stop early; `value` is then None.
    """

    value: object
    spans: Mapping[FieldPath, NodeSpan]
    problems: tuple[Diagnostic, ...] = ()
    mappings_with_errors: frozenset[FieldPath] = frozenset()
    complete: bool = True


def compose(text: SourceText) -> Tree:
    """Read the one YAML document in `text`."""
    composer = _Composer(text)
    complete = True
    try:
        for event in yaml.parse(text.text, Loader=yaml.CSafeLoader):
            composer.take(event)
    except _StopReadingError:
        complete = False
    except yaml.YAMLError as error:
        composer.problems.append(syntax_problem(text, error, composer.bracket))
        complete = False
    return Tree(
        composer.root, composer.spans, tuple(composer.problems), frozenset(composer.mappings_with_errors), complete
    )


class _StopReadingError(Exception):
    """Nothing behind this point can be read."""


class _Whole(NamedTuple):
    """A finished value with its weight: how many nodes it expands to, how deep it is."""

    value: object
    size: int
    height: int


@dataclass(slots=True)
class _Frame:
    """A list or mapping whose end has not come yet."""

    value: dict[str, object] | list[object]
    path: FieldPath
    place: Span
    anchor: str | None
    flow: bool
    is_key: bool
    key: str | None = None
    key_place: Span | None = None
    lines: dict[str, int] = field(default_factory=dict)
    size: int = 1
    height: int = 1

    @property
    def awaits_key(self) -> bool:
        return self.key_place is None and isinstance(self.value, dict)

    @property
    def child_path(self) -> FieldPath:
        return (*self.path, len(self.value) if isinstance(self.value, list) else (self.key or ""))


class _Composer:
    """Takes events in order and builds `root`, `spans` and `problems`."""

    def __init__(self, text: SourceText) -> None:
        self.text = text
        self.root: object = None
        self.spans: dict[FieldPath, NodeSpan] = {}
        self.problems: list[Diagnostic] = []
        self.mappings_with_errors: set[FieldPath] = set()
        self.stack: list[_Frame] = []
        self.anchors: dict[str, _Whole | None] = {}
        self.documents = 0
        self.nodes = 0

    @property
    def bracket(self) -> Span | None:
        """Where the innermost open ``[`` or ``{`` stands."""
        return next((frame.place for frame in reversed(self.stack) if frame.flow), None)

    def take(self, event: yaml.Event) -> None:
        """Take one event."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                message = "a second YAML document begins here; a spec is one document"
                self._stop(self._place(event), message, "delete this line and what follows")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        place = self._place(event)
        if self.stack and self.stack[-1].awaits_key:
            self._key(event, place)
            return
        whole = _Whole(self._value(event, place), 1, 0)
        if event.anchor:
            self.anchors[event.anchor] = whole
        start, end = _marks(event)
        self._add(whole, self._key_or(place) if start.index == end.index else place)

    def _value(self, event: yaml.ScalarEvent, place: Span) -> object:
        if event.tag is not None:
            self._refuse_tag(event.tag, place)
            return INVALID
        if event.implicit[0]:
            try:
                return read_scalar(event.value)
            except ScalarError as error:
                self._problem(place, str(error), error.hint)
                return INVALID
        if hidden := FORBIDDEN.search(event.value):
            self._problem(place, f"the text holds the invisible character U+{ord(hidden[0]):04X}", "delete its escape")
            return INVALID
        return event.value

    def _key(self, event: yaml.ScalarEvent, place: Span) -> None:
        """Take the key of the next value; a refused key refuses its value with it."""
        frame, name = self.stack[-1], event.value
        if event.anchor:
            self.anchors[event.anchor] = _Whole(name, 1, 0)
        if event.tag is not None:
            self._refuse_tag(event.tag, place)
            self._skip_key(place)
        elif name == "<<" and event.implicit[0]:
            self._skip_key(place, "merge keys (<<) are not read; write the keys out")
        elif event.implicit[0] and not _is_name(name):
            self._skip_key(place, f"the key {shortened(name) or 'here'} is not a name; put it in quotes if it is one")
        elif name in frame.lines:
            first = frame.lines[name] + self.text.source.first_line
            message = f"the key '{shortened(name)}' is given twice; the first is in line {first}"
            self._problem(place, message, "delete one of them")
            frame.key, frame.key_place = None, place
        else:
            frame.key, frame.key_place = name, place
            frame.lines[name] = place.line

    def _skip_key(self, place: Span, message: str = "", hint: str = "") -> None:
        """Refuse a key and with it its value; the mapping may lack a key that the author meant to write."""
        if message:
            self._problem(place, message, hint)
        frame = self.stack[-1]
        frame.key, frame.key_place = None, place
        self.mappings_with_errors.add(frame.path)

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        place, is_mapping = self._place(event), isinstance(event, yaml.MappingStartEvent)
        is_key = bool(self.stack) and self.stack[-1].awaits_key
        if event.tag is not None:
            self._refuse_tag(event.tag, place)
        if len(self.stack) >= MAX_DEPTH:
            self._stop(place, f"nested more than {MAX_DEPTH} levels deep, the most that is read")
        path = self.stack[-1].child_path if self.stack else ()
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Frame({} if is_mapping else [], path, place, event.anchor, bool(event.flow_style), is_key))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        frame = self.stack.pop()
        whole = _Whole(frame.value, frame.size, frame.height)
        if frame.anchor:
            self.anchors[frame.anchor] = whole
        if frame.is_key:
            kind = "mapping" if isinstance(frame.value, dict) else "list"
            hint = "put text that begins with '{' or '[' in quotes"
            self._skip_key(frame.place, f"a key must be a name, not a {kind}", hint)
            return
        self._add(whole, self._extent(frame, event), counted=True)

    def _alias(self, event: yaml.AliasEvent) -> None:
        place, name = self._place(event), event.anchor or ""
        whole = self.anchors.get(name)
        if self.stack and self.stack[-1].awaits_key:
            self._skip_key(place, "a key must be a name, not an alias")
            return
        if whole is None:
            hint = f"write &{shortened(name)} before the value to repeat, or put the text in quotes"
            if name in self.anchors:
                self._problem(place, f"the alias *{shortened(name)} stands inside the value that it repeats")
            else:
                self._problem(place, f"the alias *{shortened(name)} has no anchor above it", hint)
            whole = _Whole(INVALID, 1, 0)
        if len(self.stack) + whole.height > MAX_DEPTH:
            self._stop(place, f"nested more than {MAX_DEPTH} levels deep, the most that is read")
        self._add(whole, place)

    def _add(self, whole: _Whole, place: Span, *, counted: bool = False) -> None:
        """Put a finished value where it belongs; `counted` when its parts were counted as they came."""
        self.nodes += 1 if counted else whole.size
        if self.nodes > MAX_NODES:
            self._stop(place, f"more than {MAX_NODES:,} values, the most that is read (each use of an alias counts)")
        if not self.stack:
            self.root = whole.value
            self.spans[()] = NodeSpan(None, place)
            return
        frame = self.stack[-1]
        frame.size += whole.size
        frame.height = max(frame.height, whole.height + 1)
        if isinstance(frame.value, list):
            self.spans[frame.child_path] = NodeSpan(None, place)
            frame.value.append(whole.value)
            return
        if frame.key is not None:
            self.spans[frame.child_path] = NodeSpan(frame.key_place, place)
            frame.value[frame.key] = whole.value
        frame.key = frame.key_place = None

    def _place(self, event: yaml.Event) -> Span:
        start, end = _marks(event)
        same_line = start.line == end.line
        length = end.column - start.column if same_line else self.text.to_line_end(start.line, start.column)
        return Span(start.line, start.column, max(1, length))

    def _extent(self, frame: _Frame, event: yaml.CollectionEndEvent) -> Span:
        """Where a list or mapping is shown: in braces whole, as a block by its key."""
        if not frame.flow:
            return self._key_or(frame.place)
        line, column, _ = frame.place
        end = _marks(event)[1]
        return Span(line, column, end.column - column if end.line == line else self.text.to_line_end(line, column))

    def _key_or(self, place: Span) -> Span:
        return (self.stack[-1].key_place if self.stack else None) or place

    def _refuse_tag(self, tag: str, place: Span) -> None:
        short = shortened(tag.replace("tag:yaml.org,2002:", "!!"))
        self._problem(place, f"the YAML tag {short} is not allowed; write the value without it")

    def _problem(self, place: Span, message: str, hint: str = "") -> None:
        field = dotted(self.stack[-1].child_path) if self.stack and not self.stack[-1].awaits_key else ""
        message = f"{field}: {message}" if field.strip(".") else message
        self.problems.append(self.text.diagnostic(place, message, hint=hint, field=field))

    def _stop(self, place: Span, message: str, hint: str = "") -> None:
        self.problems.append(self.text.diagnostic(place, message, hint=hint))
        raise _StopReadingError


def _marks(event: yaml.Event) -> tuple[yaml.Mark, yaml.Mark]:
    """Begin and end of an event; libyaml always gives both."""
    return cast("tuple[yaml.Mark, yaml.Mark]", (event.start_mark, event.end_mark))


def _is_name(key: str) -> bool:
    """Whether a plain key is text in YAML 1.2; ``on`` and ``012`` are, ``1`` and ``null`` are not."""
    try:
        return isinstance(read_scalar(key), str)
    except ScalarError:
        return True
