"""The digest of a figure, for caches, and the prefix of its ids and classes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

from sitegen import __version__
from sitegen.figures import KINDS
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.scene.canvas import NARROW, Canvas
from sitegen.theme import THEME, Theme, template_folder

_LIBRARIES = ("jinja2", "markupsafe", "numpy", "resvg-py", "svgwrite")
"""Libraries whose version can change the bytes of a figure."""


def figure_prefix(canonical: Mapping[str, Any], canvas: Canvas = NARROW, theme: Theme = THEME) -> str:
    """``sg-<hash>``, the prefix of every id and class of a figure: the hash is that of everything an author may set, the id included.

    It is short, because the files and pages of a figure have it a thousand times.

    On a wide canvas it ends in ``-wide``, since both drawings of a figure may be on one page. A theme of its author is a part of
    the content, since a page may have the same figure with two themes.
    """
    content = json.dumps([__version__, canonical, *filter(None, [theme.name])], sort_keys=True)
    return prefix_on(canvas, f"sg-{hashlib.sha256(content.encode()).hexdigest()[:8]}")


def prefix_on(canvas: Canvas, prefix: str) -> str:
    """The prefix of a drawing for `canvas`; `prefix` is that of the drawing for the narrow one."""
    return prefix if canvas == NARROW else f"{prefix}-{canvas.name}"


def figure_digest(
    spec: ResolvedSpec,
    theme: Theme = THEME,
    templates: Path | None = None,
    source_date_epoch: str | None = None,
    canvas: Canvas = NARROW,
) -> str:
    """The cache key of a figure: a SHA-256 of everything that its bytes depend on, in hexadecimal.

    Nothing is rendered or computed. The same input has the same digest in every process and on every machine.

    Parameters
    ----------
    spec : ResolvedSpec
        All fields with defaults filled in, the numbers of referenced figures and data files, and the axes with their labels.
    theme : Theme
        Paints and palettes.
    templates : Path or None
        Folder with the templates of ``Figure.html``: the name and content of every file counts. By default that of sitegen;
        the templates of a site do not change a figure.
    source_date_epoch : str or None
        The date of a report. It counts only for kinds that write one.
    canvas : Canvas
        What the drawing is made for.

    Notes
    -----
    Also part of the digest are the versions of sitegen, of Python and of the libraries in use. The source code of sitegen
    is represented by its version alone.
    """
    content = {
        "spec": spec.canonical(),
        "kind": [KINDS.origin(spec.kind), KINDS[spec.kind].version],
        "axes": spec.axes,
        "snapshots": spec.snapshots,
        "theme": theme,
        "canvas": canvas,
        "templates": _folder_digest(templates) if templates else _own_templates_digest(),
        "source_date_epoch": source_date_epoch if KINDS[spec.kind].report else None,
        "versions": _versions(),
    }
    text = json.dumps(content, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """JSON types for a value that `json.dumps` does not know."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"type": type(value).__name__, **{field.name: getattr(value, field.name) for field in fields(value)}}
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"a digest cannot hold {type(value).__name__}")


@cache
def _versions() -> dict[str, str]:
    libraries = {name: version(name) for name in _LIBRARIES}
    return {"sitegen": __version__, "python": python_version(), **libraries}


@cache
def _own_templates_digest() -> str:
    """Digest of sitegen's own templates, which do not change while it runs."""
    return _folder_digest(template_folder())


def _folder_digest(folder: Path) -> str:
    """Digest of the names and contents of all files in `folder`."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name, content = path.relative_to(folder).as_posix(), path.read_bytes()
            total.update(f"{name}\n{len(content)}\n".encode() + content)
    return total.hexdigest()
