"""Edges in forms of other tools, and how to write them as arrows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_MOST_SHOWN = 6
"""The most edges in a hint."""
_LONGEST_TEXT = 10_000
"""Characters of a text in Mermaid or DOT that are looked at."""
ARROW = "-+>|=+>|→"
"""Pattern of the arrows of edges."""
_ARROW = re.compile(rf"-\.+->|{ARROW}|--+")
"""The arrows and lines of Mermaid and DOT."""
_HEAD = re.compile(r"\s*(?:(?:strict\s+)?(?:di)?graph\b[^{\n;]*\{|(?:graph|flowchart)\s+(?:TB|TD|BT|LR|RL)\b;?)")
_LABEL = re.compile(r"\[[^\[\]\n]*\]|\([^()\n]*\)|\{[^{}\n]*\}|\|[^|\n]*\|")
_NAME = re.compile(r"[^\[\]{}(),:;#&*!|>'\"%@`\n]{1,80}")
"""A name that needs no quotes in a list in brackets."""
_OTHER_KEYS = {"edge", "edges", "nodes", "from", "to", "value", "values", "file", "figure", "source", "target"}
"""Keys of mappings that are no names of nodes."""


def as_arrows(given: object) -> str:
    """What to write in place of pairs, of a mapping of nodes to the next ones, or of Mermaid or DOT; empty for other forms."""
    match given:
        case str():
            edges = list(_of_text(given[:_LONGEST_TEXT]))
        case dict():
            edges = _of_mapping(given)
        case list():
            edges = _of_pairs(given)
        case _:
            edges = []
    shown = [*edges[:_MOST_SHOWN], *(["…"] if len(edges) > _MOST_SHOWN else [])]
    return f"write [{', '.join(shown)}]" if edges else ""


def _of_text(text: str) -> Iterator[str]:
    """The arrows of a text, which may be in Mermaid or in DOT."""
    head = _HEAD.match(text)
    body = _LABEL.sub("", text[head.end() :] if head else text).replace('"', "")
    for line in re.split(r"[;,\n]", body):
        names = [name.strip(" \t}") for name in _ARROW.split(line)]
        if len(names) > 1 and all(map(_is_name, names)):
            yield " -> ".join(names)


def _of_pairs(given: list[Any]) -> list[str]:
    """The arrows of a list of pairs, or of mappings with one node and the next; none if an item is something else."""
    found = [_chain(item) if isinstance(item, list) else _single(item) for item in given]
    return found if all(found) else []


def _chain(item: list[Any]) -> str:
    """``a -> b`` for a pair, and ``{from: a, to: b, value: 2}`` for one with a number; empty for other lists."""
    if len(item) == 3 and isinstance(item[0], str) and _is_name(item[1]) and _is_number(item[2]):
        return f"{{from: {item[0]}, to: {item[1]}, value: {item[2]}}}" if _is_name(item[0]) else ""
    return _joined(item)


def _single(item: object) -> str:
    """``a -> b`` for ``{a: b}``; empty for anything else."""
    if not isinstance(item, Mapping) or len(item) != 1 or not _OTHER_KEYS.isdisjoint(item):
        return ""
    return _joined(next(iter(item.items())))


def _of_mapping(given: Mapping[str, Any]) -> list[str]:
    """The arrows of a mapping of nodes to those that they lead to; none if a value is something else."""
    found: list[str] = []
    for start, value in given.items():
        ends = [] if value is None else value if isinstance(value, list) else [value]
        edges = [_joined((start, end)) for end in ends if not _is_number(end)]
        if len(edges) < len(ends) or not all(edges) or start in _OTHER_KEYS:
            return []
        found += edges
    return found


def _joined(names: Iterable[Any]) -> str:
    """The names with arrows between them; empty for one alone, and where something is no name."""
    texts = [str(name) if _is_number(name) else name for name in names]
    return " -> ".join(texts) if len(texts) > 1 and all(map(_is_name, texts)) else ""


def _is_name(given: object) -> bool:
    return isinstance(given, str) and bool(_NAME.fullmatch(given)) and bool(given.strip()) and not _ARROW.search(given)


def _is_number(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)
