"""Output formats of a figure: their names, the files that hold them, and the file suffixes that select them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sitegen.errors import OutputError

FORMAT_FILES: Mapping[str, str] = {
    "svg": "figure.svg",
    "image": "figure.svg",
    "still": "still.svg",
    "json": "data.json",
    "csv": "data.csv",
    "text": "description.txt",
}
"""Formats that every figure is written in, with the name of the file."""
DARK_FILES: Mapping[str, str] = {"image": "image-dark.svg", "still": "still-dark.svg"}
"""Formats that have another file for dark pages, with its name."""
PICTURE_FILES: Mapping[str, str] = {"light": "picture.svg", "dark": "picture-dark.svg"}
"""What a PNG is made of, in light and in dark colours."""
UNPUBLISHED = frozenset(("still-dark.svg", *PICTURE_FILES.values()))
"""Files that a site does not have: there, ``image-dark.svg#still`` and the PNG show the same."""
OUTPUT_FORMATS = (*FORMAT_FILES, "html", "png")
_SUFFIXES = {".svg": "svg", ".html": "html", ".png": "png", ".json": "json", ".csv": "csv", ".txt": "text"}


def format_for(path: Path) -> str:
    """The output format that the suffix of `path` selects; ``svg`` for a path without a suffix.

    Raises
    ------
    OutputError
        If no format has the suffix.
    """
    suffix = path.suffix.lower()
    if suffix and suffix not in _SUFFIXES:
        *most, last = _SUFFIXES
        known = f"{', '.join(most)} and {last}"
        raise OutputError(f"{path}: no figure is written as '{path.suffix}'; the endings are {known}")
    return _SUFFIXES.get(suffix, "svg")


def other_format_of(path: Path, output_format: str) -> str:
    """The format of which `path` has the ending, if files of `output_format` have another one; else empty."""
    named = _SUFFIXES.get(path.suffix.lower(), "")
    wanted = "svg" if output_format in {"image", "still"} else output_format
    return "" if named == wanted else named
