"""The values of an axis as readers know them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitegen.description import Value, text_of
from sitegen.explore.axes import AxisValues
from sitegen.quantity import Fixed, Magnitude

_LEAST_PLAIN, _MOST_PLAIN = 1e-3, 1e5
_MOST_DECIMALS = 4


def shown(axis: AxisValues, index: int) -> Value:
    """One value of an axis; the numbers of an axis share their decimals."""
    value = axis.values[index]
    if isinstance(value, float):
        plain = not value or _LEAST_PLAIN <= abs(value) < _MOST_PLAIN
        return Fixed(value, _decimals(axis)) if plain else Magnitude(value)
    if isinstance(value, bool):
        return "on" if value else "off"
    return _text(value, axis.called)


def said(axis: AxisValues, index: int) -> str:
    """One value for a listener, with its own name where it has one."""
    text = text_of(shown(axis, index), "spoken")
    return f"{text}, {axis.names[index]}" if index in axis.names else text


def spoken(value: Any, called: Mapping[str, str]) -> str:
    """A value by itself, as it is said; `called` has the words of readers for some."""
    if isinstance(value, float):
        plain = not value or _LEAST_PLAIN <= abs(value) < _MOST_PLAIN
        return (Fixed(value, 2) if plain else Magnitude(value)).spoken()
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else _text(value, called)


def _text(value: Any, called: Mapping[str, str]) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(_text(each, called) for each in value)
    return "default" if value is None else called.get(str(value), str(value))


def _decimals(axis: AxisValues) -> int:
    """Decimals of the values, without those of marks such as √2, which are cut to two."""
    texts = (f"{value:.12g}".partition(".")[2] for value in axis.values if isinstance(value, float))
    return max((len(text) if len(text) <= _MOST_DECIMALS and "e" not in text else 2 for text in texts), default=0)
