"""Figures in a cache that other machines write. What it has is data only, and is checked before it is used."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import msgspec

from sitegen.page.figure_parts import FigureParts

if TYPE_CHECKING:
    from sitegen.engine.remote import RemoteCache

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)+")
_DECODER: msgspec.msgpack.Decoder[FigureParts] = msgspec.msgpack.Decoder(FigureParts)
_LARGEST = 10_000
"""A number above the width of every drawing [CSS px] and above the ratio of its sides."""


def fetch_figure(remote: RemoteCache, key: str, name: str) -> bytes | None:
    """The parts of the figure `name`, encoded; None if the cache has none, or something else in their place."""
    encoded = remote.get(key)
    if encoded is None:
        return None
    try:
        parts = _DECODER.decode(encoded)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return encoded if _is_sound(parts, name) else None


def _is_sound(parts: FigureParts, name: str) -> bool:
    """Whether these are the parts of the figure `name`, with files that stay in its folder."""
    sizes = (parts.width, parts.ratio)
    return (
        parts.id == name
        and not (parts.digest or parts.list_digest)
        and all(math.isfinite(each) and 0 < each < _LARGEST for each in sizes)
        and set(parts.file_names) == set(parts.files)
        and {"figure.svg", "still.svg"} <= parts.files.keys()
        and all(_NAME.fullmatch(each) for each in parts.files)
    )
