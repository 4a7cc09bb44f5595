"""sitegen: accessible figures from specs in YAML, and static sites with them.

The public API is these names. Each is imported on first use, so that ``sitegen --help`` and
``from sitegen import __version__`` cost nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.errors import ContentError
    from sitegen.figure import Figure
    from sitegen.pipeline import render_figure
    from sitegen.resolve.read_spec import load_spec
    from sitegen.site.build import build_site

__version__ = "0.1.0"

__all__ = ["ContentError", "Figure", "__version__", "build_site", "load_spec", "render_figure"]

_HOMES = {
    "ContentError": "sitegen.errors",
    "Figure": "sitegen.figure",
    "build_site": "sitegen.site.build",
    "load_spec": "sitegen.resolve.read_spec",
    "render_figure": "sitegen.pipeline",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, also before their first use."""
    return sorted(__all__)
