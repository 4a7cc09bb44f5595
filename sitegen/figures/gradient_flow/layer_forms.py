"""Layers in forms of other tools, and how to write their widths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitegen.spec.value_reference import DATA_SUFFIXES, suffix_of

_WIDTH_KEYS = ("units", "width", "size", "neurons", "out_features")
_EXAMPLE = "[784, 128, 10]"
_MOST_SHOWN = 12
"""The most layers in a hint."""


def as_widths(given: object) -> str:
    """What to write in place of a number of layers, of their names, or of a mapping for each; empty for other forms."""
    if type(given) is int:
        return f"write the width of each layer, such as {_EXAMPLE}"
    if not isinstance(given, list) or not given:
        return ""
    if all(isinstance(each, str) for each in given) and not any(map(_is_number_or_file, given)):
        return f"write their widths, such as {_EXAMPLE}, and these names under names"
    if all(isinstance(each, Mapping) and "file" not in each for each in given):
        return _of_mappings(given)
    return ""


def _is_number_or_file(text: str) -> bool:
    """Whether a text has advice of its own."""
    return text.strip().isdecimal() or suffix_of(text) in DATA_SUFFIXES


def _width(layer: Mapping[str, Any]) -> int | None:
    """The width in a mapping: the value of a key that is named like one, or its only whole number."""
    numbers = {key: value for key, value in layer.items() if type(value) is int}
    named = [numbers[key] for key in _WIDTH_KEYS if key in numbers] or list(numbers.values())
    return named[0] if len(numbers) == 1 or not numbers.keys().isdisjoint(_WIDTH_KEYS) else None


def _of_mappings(given: list[Mapping[str, Any]]) -> str:
    """The widths in mappings such as ``{name: input, units: 64}``, and their names."""
    widths = list(map(_width, given))
    names = [next((value for key, value in each.items() if key in {"name", "id", "label"}), None) for each in given]
    if None in widths or len(widths) > _MOST_SHOWN:
        return f"write their widths, such as {_EXAMPLE}"
    added = "" if None in names else f", and add names: [{', '.join(map(str, names))}]"
    return f"write [{', '.join(map(str, widths))}]{added}"
