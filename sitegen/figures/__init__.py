"""Kinds of figures: one folder for each, and `KINDS`, the one table. Adding a kind adds one line here.

The table is made when it is first used, so that a kernel can be imported with numpy alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.figures.kind import AnyKind

    KINDS: dict[str, AnyKind]

_FOLDERS = (
    "gradient_decay",
    "gradient_flow",
    "vanishing_gradients",
    "dead_neurons",
    "bptt_norm",
)


def __getattr__(name: str) -> object:
    """Make `KINDS` on first use (PEP 562)."""
    if name != "KINDS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    kinds = [import_module(f"{__name__}.{folder}.definition").KIND for folder in _FOLDERS]
    return globals().setdefault(name, {kind.name: kind for kind in kinds})
