"""What a figure can be written as: the names of its forms, the products that hold them, and the endings that choose them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sitegen.errors import OutputError

PRODUCTS: Mapping[str, str] = {
    "svg": "figure.svg",
    "image": "image.svg",
    "still": "still.svg",
    "json": "data.json",
    "csv": "data.csv",
    "text": "description.txt",
}
"""The forms that are products of every figure, with their names among its files."""
FORMS = (*PRODUCTS, "html", "png")
_ENDINGS = {".svg": "svg", ".html": "html", ".png": "png", ".json": "json", ".csv": "csv", ".txt": "text"}


def form_of(path: Path) -> str:
    """The form that the name of a file asks for by its ending; a drawing where it has none.

    Raises
    ------
    OutputError
        For an ending that no form has.
    """
    ending = path.suffix.lower()
    if ending and ending not in _ENDINGS:
        *most, last = _ENDINGS
        known = f"{', '.join(most)} and {last}"
        raise OutputError(f"{path}: no figure is written as '{path.suffix}'; the endings are {known}")
    return _ENDINGS.get(ending, "svg")
