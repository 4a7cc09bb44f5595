"""Lists and mappings as tables: records, rows, columns, and numbers by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import chain, zip_longest
from typing import Any, NamedTuple, Protocol

from sitegen.errors import Diagnostic
from sitegen.spec.data.cell_numbers import read_number
from sitegen.spec.data.json_pointer import UnusableNumber, shown, wrong_type
from sitegen.spec.data.table import MISSING, Row, Table, Wrong
from sitegen.spec.data.values import MAX_COLUMNS, MAX_NUMBERS, DataReferenceError, is_number
from sitegen.spec.message_format import MOST_LISTED, FieldPath, counted
from sitegen.spec.number_forms import is_not_finite
from sitegen.spec.value_reference import DataFile


class Places(Protocol):
    """Where the values of a document are."""

    def problem(self, path: FieldPath, message: str, hint: str = "") -> Diagnostic:
        """A problem of the value at `path`, or of the nearest one around it."""

    def prefix(self, path: FieldPath) -> str:
        """Names the value at `path` in a message; may be empty."""


class _Record(dict[Any, Any]):
    """A mapping in which missing keys have the value `MISSING`; a path as a key leads to a value inside."""

    def __missing__(self, key: str | FieldPath) -> object:
        value: Any = self if isinstance(key, tuple) else MISSING
        for step in key if isinstance(key, tuple) else ():
            is_there = (
                step in value if isinstance(value, dict) else isinstance(value, list) and step in range(len(value))
            )
            value = value[step] if is_there else MISSING
        return value


class _Across:
    """A row of columns that are mappings. Its cells are looked up when they are read: most of many columns never are."""

    __slots__ = ("_columns", "_row")

    def __init__(self, columns: Mapping[str, _Record], row: str) -> None:
        self._columns, self._row = columns, row

    def __getitem__(self, name: str) -> object:
        return self._columns[name][self._row]


class _Shape(NamedTuple):
    """How a value is a table: its columns and rows, and the path of a cell inside the value."""

    columns: Mapping[str, Any]
    rows: Callable[[], Iterable[Row]]
    path: Callable[[Any, Any], FieldPath]
    matrix: tuple[Any, ...] = ()
    size: str = ""
    is_mapping: bool = False


def table_of(value: Any, start: FieldPath, name: str, reference: DataFile, places: Places) -> Table:
    """A value as a table; the place of a row is its index or key."""
    shape = _list_shape(value, reference) if isinstance(value, list) else _mapping_shape(value, reference)
    if shape is None:
        raise wrong_type(reference, value)
    if len(shape.columns) > MAX_COLUMNS:
        message = f"{counted(len(shape.columns), 'column')} are too many; at most {MAX_COLUMNS:,} are read"
        raise DataReferenceError(message)

    def path(place: Any, key: Any) -> FieldPath:
        return (*start, *(() if place is None else shape.path(place, key)))

    return Table(
        columns=shape.columns, rows=shape.rows, number=plain_number, name=name, matrix=shape.matrix, shape=shape.size,
        is_mapping=shape.is_mapping, prefix=lambda place, key: places.prefix(path(place, key)),
        problem=lambda place, key, message, hint: places.problem(path(place, key), message, hint),
    )  # fmt: skip


def _list_shape(value: list[Any], reference: DataFile) -> _Shape | None:
    """Records, rows of equal length, or a list of single values."""
    if value and all(isinstance(each, dict) for each in value):
        keys = _record_keys(value, reference)
        return _Shape(keys, lambda: enumerate(map(_Record, value)), _cell_path)
    if value and all(isinstance(each, list) for each in value):
        width = len(value[0])
        if all(len(each) == width for each in value):
            columns = {str(index): index for index in range(width)}
            size = f"the list has {counted(len(value), 'row')} of {counted(width, 'value')}"
            return _Shape(columns, lambda: enumerate(value), _cell_path, tuple(range(width)), size)
    return _Shape({"value": 0}, lambda: ((index, (each,)) for index, each in enumerate(value)), lambda row, _: (row,))


def _cell_path(row: int | str, key: int | str | FieldPath | None) -> FieldPath:
    return (row, *key) if isinstance(key, tuple) else (row,) if key is None else (row, key)


def _record_keys(records: Iterable[dict[str, Any]], reference: DataFile) -> dict[str, str | FieldPath]:
    """The keys of records; with names such as ``grads/l0`` those inside them, too."""
    found: dict[str, str | FieldPath] = {}
    if any("/" in name for name in names_of_columns(reference)):
        found = {name: path for record in records for name, path in _inner(record)}
    return found | {key: key for key in chain.from_iterable(records)}


def _inner(value: Any, path: FieldPath = ()) -> Iterator[tuple[str, FieldPath]]:
    """Every single value inside a mapping or list: ``grads/l0``, and its path."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if pairs is None:
        yield "/".join(map(str, path)), path
    for step, inner in pairs or ():
        yield from _inner(inner, (*path, step))


def _mapping_shape(value: Any, reference: DataFile) -> _Shape | None:
    """Records by name, columns that are lists, numbers by name, or a single number."""
    if is_number(value):
        return _Shape({"value": 0}, lambda: [((), (value,))], lambda *_: ())
    if not isinstance(value, dict) or not value:
        return None
    if inner := _wanted_inside(value, reference):
        return _Shape(inner, lambda: [((), _Record(value))], lambda _, key: key or (), is_mapping=True)
    if all(isinstance(each, dict) for each in value.values()):
        return _nested_shape(value, reference)
    wanted = _wanted(value, reference)
    nested = {key for key, each in value.items() if isinstance(each, dict | list)}
    if reference.columns is not None and not nested <= wanted:
        value = {key: each for key, each in value.items() if key in wanted} or value
    if not any(isinstance(each, dict | list) for each in value.values()):
        return _Shape({key: key for key in value}, lambda: [((), value)], lambda _, key: (key,), is_mapping=True)
    return _columns_shape(value, wanted)


def _nested_shape(value: dict[str, dict[str, Any]], reference: DataFile) -> _Shape | None:
    """Records by name, or columns whose values have the names of rows, as ``DataFrame.to_json()`` writes them."""
    names = names_of_columns(reference)
    if any(isinstance(record.get(name), list) for record in value.values() for name in names):
        return None
    keys = _record_keys(value.values(), reference)
    if names and not any(name in keys for name in names) and any(name in value for name in names):
        rows = dict.fromkeys(chain.from_iterable(value.values()))
        columns = {name: _Record(column) for name, column in value.items()}
        return _Shape(
            {name: name for name in columns},
            lambda: ((row, _Across(columns, row)) for row in rows),
            lambda row, key: () if key is None else (key, row),
        )
    return _Shape(keys, lambda: ((name, _Record(each)) for name, each in value.items()), _cell_path)


def _columns_shape(value: dict[str, Any], wanted: set[str]) -> _Shape | None:
    """Lists of single values, which are columns: the wanted ones, or all if there is nothing else."""
    lists = {key: each for key, each in value.items() if isinstance(each, list)}
    if wanted and wanted <= lists.keys():
        lists = {key: each for key, each in lists.items() if key in wanted}
    elif any(isinstance(each, dict | list) for column in lists.values() for each in column) or len(lists) < len(value):
        return None
    height = max(map(len, lists.values()))
    if height * len(lists) > 2 * MAX_NUMBERS:
        message = f"{len(lists):,} lists of up to {height:,} values are too many"
        raise DataReferenceError(message, "say with 'column' which list is meant")
    names = list(lists)
    return _Shape(
        {name: index for index, name in enumerate(names)},
        lambda: enumerate(zip_longest(*lists.values(), fillvalue=MISSING)),
        lambda row, key: () if key is None else (names[key], row),
        is_mapping=height == 1,
    )


def _wanted(value: Iterable[str], reference: DataFile) -> set[str]:
    """The keys that the reference names, or that its pattern matches."""
    pattern = reference.columns
    if not isinstance(pattern, str):
        return set(names_of_columns(reference))
    return {*names_of_columns(reference)} - {pattern} | {key for key in value if fnmatchcase(key, pattern)}


def _wanted_inside(value: dict[str, Any], reference: DataFile) -> dict[str, FieldPath]:
    """The values inside a mapping that names such as ``grads/*`` mean, by name."""
    if not any("/" in name for name in names_of_columns(reference)):
        return {}
    inner = {name: path for name, path in _inner(value) if len(path) > 1}
    wanted = _wanted(inner, reference)
    return {name: path for name, path in inner.items() if name in wanted}


def names_of_columns(reference: DataFile) -> list[str]:
    """The names of columns in a reference, and its pattern."""
    columns = (reference.columns,) if isinstance(reference.columns, str) else reference.columns or ()
    names = (*columns, reference.column, *reference.where, getattr(reference, "by", None))
    return [str(name) for name in names if name is not None]


def plain_number(value: Any) -> int | float | Wrong:
    """A number of a document, or what is wrong with it."""
    if is_number(value):
        number: int | float = value
        return number
    if value is MISSING:
        return Wrong("this key is missing")
    if isinstance(value, UnusableNumber):
        return Wrong(f"{value.text} {value.fault}")
    hint = _text_hint(value) if isinstance(value, str) else ""
    return Wrong(f"{shown(value)} is not a {'finite ' if isinstance(value, float) else ''}number", hint)


def _text_hint(text: str) -> str:
    """How to write the number, or the numbers, that a text seems to mean; empty if that is unclear."""
    number = read_number(text)
    if not isinstance(number, Wrong):
        return f"write {text.strip()} without quotes"
    if is_not_finite(text):
        return "write a finite number"
    parts = re.split(r"[;\s]+", text.strip())
    if 1 < len(parts) <= MOST_LISTED and not any(isinstance(read_number(part), Wrong) for part in parts):
        return f"separate numbers with commas: {', '.join(parts)}"
    return number.hint if number.hint.startswith("write ") else ""
