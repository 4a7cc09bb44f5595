"""Kinds of figures: one folder for each, and `KINDS`, the one table. Adding a kind adds one line here.

A kind is imported when it is first used: a build that draws one figure needs one kind, and a kernel needs numpy alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.kinds.figure_kind import AnyKind

_NAMES = (
    "gradient-decay",
    "gradient-flow",
    "vanishing-gradients",
    "dead-neurons",
    "bptt-norm",
    "activation-curve",
    "lr-schedule",
    "curves",
    "training-curves",
)


class Kinds(Mapping[str, "AnyKind"]):
    """The kinds by name, in the order in which they are listed here; each is in the folder of its name."""

    def __init__(self) -> None:
        self._imported: dict[str, AnyKind] = {}

    def __getitem__(self, name: str) -> AnyKind:
        if name not in self._imported:
            if name not in _NAMES:
                raise KeyError(name)
            folder = name.replace("-", "_")
            self._imported[name] = import_module(f"{__name__}.{folder}.definition").KIND
        return self._imported[name]

    def __contains__(self, name: object) -> bool:
        return name in _NAMES

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


KINDS = Kinds()
