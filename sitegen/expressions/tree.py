"""An expression as a value: its text and its tree."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or a part without names, which is computed when the expression is read."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """The variable or a parameter."""

    name: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A function, or a sign such as ``+`` or ``<=``, with its arguments."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Name | Operation


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was read."""

    text: str
    """As its author wrote it."""
    root: Node
    names: frozenset[str]
    """The variable and the parameters that occur in it."""
