"""What writers of kinds import: the stable surface of sitegen for figures of their own. Nothing else is public.

A kind imports from here, from numpy and from the standard library.

- `sitegen.kinds`: `FigureKind`, which declares a kind, `Cost`, its evidence, `Example` and `Truth`, and
  `Unused`, for warnings of parameters without effect.
- `sitegen.kinds.params`: parameters, with ranges, names, units and references to data files.
- `sitegen.kinds.numerics`: numerical routines, for which numpy is enough.
- `sitegen.kinds.expressions`: expressions of authors, such as ``where(x > 0, x, a*x)``.
- `sitegen.kinds.words`: sentences, quantities and tables.
- `sitegen.kinds.scene`: canvases and marks.
- `sitegen.kinds.plot`: charts, and the axes, series and labels that they are made of.

Each of these modules exports what it imports as itself, ``import sentence as sentence``. The names of this package are
imported on first use, so that a kernel needs numpy alone. `API` is increased when a name is removed or changes its meaning, not when one is added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.kinds.figure_kind import (
        AnyKind,
        Cost,
        Example,
        FigureKind,
        Truth,
        Unused,
        changed_fields,
        unused_constants,
        unused_ends,
    )

API = 1

__all__ = [
    "API",
    "AnyKind",
    "Cost",
    "Example",
    "FigureKind",
    "Truth",
    "Unused",
    "changed_fields",
    "unused_constants",
    "unused_ends",
]


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sitegen.kinds import figure_kind

    return getattr(figure_kind, name)


def __dir__() -> list[str]:
    """The public names, also before their first use."""
    return sorted(__all__)
