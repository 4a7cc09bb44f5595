"""Values of Python, numpy, pandas and pydantic in the types that YAML has."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from numbers import Real
from os import PathLike
from typing import Any

from pydantic import BaseModel

from sitegen.spec.data.values import MAX_NUMBERS
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.message_format import FieldPath, format_value
from sitegen.spec.source_text import hidden_in
from sitegen.spec.yaml_tree import INVALID, MAX_DEPTH, Invalid

_TIMES = {
    "M": ("dates", "write (a - a[0]) / np.timedelta64(1, 'D') for the days since the first"),
    "m": ("durations", "write a / np.timedelta64(1, 's') for seconds"),
}
"""What arrays of numpy's kinds of time hold, and how to make numbers of them; their tolist counts nanoseconds."""

_PLAIN = (str, int, float, list, Mapping)
_DAYS = "write (day - first).days for numbers, or day.isoformat() for text"
_FOREIGN: Mapping[type, str] = {
    date: _DAYS,
    timedelta: "write its seconds: d.total_seconds()",
    bytes: "write text: b.decode()",
    bytearray: "write text: b.decode()",
    complex: "write its size, abs(z), or z.real",
}
"""Types that no spec has, and what to write instead."""

_ORDERED = (Sequence, Iterator, KeysView, ValuesView, ItemsView)
"""What is a list under another name: ranges, deques, generators, views of dicts."""


def plain_value(value: object, path: FieldPath, found: list[FieldProblem]) -> object:
    """The value as YAML would have it; what YAML cannot hold is added to `found`."""
    value = _unwrapped(value)
    if len(path) > MAX_DEPTH:
        found.append(FieldProblem(path[:1], f"nested more than {MAX_DEPTH} levels deep, the most that is read"))
    elif time := _TIMES.get(_dtype_kind(value)):
        is_array = bool(getattr(value, "ndim", 0))
        what = f"the array holds {time[0]}" if is_array else f"{value} is one of numpy's {time[0]}"
        found.append(FieldProblem(path, f"{what}; real numbers are needed", time[1] if is_array else "write a number"))
    elif problem := _foreign(value):
        found.append(FieldProblem(path, problem[0], problem[1]))
    elif isinstance(value, Mapping):
        return plain_mapping(value, path, found)
    elif isinstance(value, list):
        return [plain_value(each, (*path, index), found) for index, each in enumerate(value)]
    elif isinstance(value, AbstractSet):
        found.append(FieldProblem(path, "a set has no order", "write a list"))
    elif isinstance(value, str) and (hidden := hidden_in(value)):
        found.append(FieldProblem(path, f"the text holds {hidden}"))
    else:
        return value
    return INVALID


def _foreign(value: object) -> tuple[str, str] | None:
    """Message and hint for a value that YAML cannot hold; None for others."""
    if value is None or isinstance(value, (*_PLAIN, AbstractSet, Invalid)):
        return None
    hint = next((advice for each, advice in _FOREIGN.items() if isinstance(value, each)), "")
    if not hint and callable(value):
        hint = "call it, and give what it returns"
    message = f"{format_value(value)} is not a number, a text, a list or a mapping"
    return message, hint or "write it as numbers or as text"


def _unwrapped(value: object) -> object:
    """A mapping, a list, a number or a text for what is one under another name."""
    columns = getattr(value, "columns", getattr(getattr(value, "dtype", None), "names", None))
    if isinstance(value, PathLike):
        return str(value)
    if isinstance(value, BaseModel):
        return value.model_dump(exclude_unset=True)
    if columns is not None and hasattr(value, "__getitem__"):  # a DataFrame of pandas or polars, a record array
        return {name: value[name] for name in columns}
    to_list = getattr(value, "tolist", None) or getattr(value, "to_list", None)
    if callable(to_list) and _dtype_kind(value) not in _TIMES:
        value = to_list()
    return _as_list_or_number(value)


def _as_list_or_number(value: object) -> object:
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, _ORDERED) and not isinstance(value, str | bytes | bytearray):
        return list(islice(value, MAX_NUMBERS + 1))  # a generator may have no end
    if not isinstance(value, int | float) and isinstance(value, Real | Decimal):
        return _as_number(value)
    return value


def _dtype_kind(value: object) -> str:
    return str(getattr(getattr(value, "dtype", None), "kind", ""))


def _as_number(value: Any) -> float:
    try:
        number = float(value)
        return int(number) if number.is_integer() and number == value else number
    except OverflowError:  # refused like all whole numbers beyond the floats
        return int(value)
    except ValueError:  # a signalling NaN
        return float("nan")


def plain_mapping(value: Mapping[Any, object], path: FieldPath, found: list[FieldProblem]) -> dict[str, object]:
    """`value` with texts as keys, as in YAML."""
    plain: dict[str, object] = {}
    for key, each in value.items():
        name = format_value(key) if key is None or isinstance(key, int) else str(key)
        if hidden := hidden_in(name):
            found.append(FieldProblem(path, f"a key holds {hidden}"))
            continue
        if name in plain:
            found.append(FieldProblem((*path, name), "this key is there twice"))
        plain[name] = plain_value(each, (*path, name), found)
    return plain
