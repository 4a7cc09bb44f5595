"""Lists and mappings, as JSON, YAML and Python have them, as a table or as named series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import chain, zip_longest
from typing import Any, NamedTuple, Protocol

from sitegen.errors import Diagnostic
from sitegen.spec.data.json_pointer import UnusableNumber, follow, shown, wrong_type
from sitegen.spec.data.selection import select
from sitegen.spec.data.table import MISSING, Row, Table, Wrong, is_blank, is_nan
from sitegen.spec.data.values import (
    MAX_NUMBERS,
    MAX_SERIES,
    DataReferenceError,
    DataValues,
    NamedSeries,
    ProblemList,
    blanks_skipped,
    is_number,
    raise_problems,
    repeated,
)
from sitegen.spec.message_format import FieldPath, counted
from sitegen.spec.value_reference import DataFile, SeriesFile, TextFile

_NAME, _VALUES = "id", "activations"
"""Keys of a series that is a mapping."""


class Places(Protocol):
    """Where the values of a document are."""

    def problem(self, path: FieldPath, message: str, hint: str = "") -> Diagnostic:
        """A problem of the value at `path`, or of the nearest one around it."""

    def prefix(self, path: FieldPath) -> str:
        """Names the value at `path` in a message; may be empty."""


def read_value(value: Any, name: str, reference: DataFile, places: Places) -> DataValues:
    """Read numbers, texts or named series from the value at the reference's pointer.

    Parameters
    ----------
    value : object
        Lists and mappings of plain values.
    name : str
        Name of the file without its suffix.
    reference : DataFile
        What is taken.
    places : Places
        Where the values are.

    Raises
    ------
    DataReferenceError, ContentError
        As in `DataReader`.
    """
    pointer = reference.pointer or ""
    start = tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    value = follow(value, pointer, start)
    has_columns = reference.column is not None or reference.columns is not None
    is_filtered = has_columns or reference.where or reference.row is not None
    if isinstance(reference, SeriesFile) and reference.by is None and not is_filtered:
        if not isinstance(value, dict | list):
            raise wrong_type(reference, value)
        return _series(list(_items(value, start)), start, places, skips_blanks=reference.blank == "skip")
    table = _table(value, start, name, reference, places)
    if isinstance(reference, TextFile) and isinstance(value, dict) and not is_filtered:
        keys = tuple(value)
        return DataValues(
            keys, lambda path, message: places.problem((*start, *(keys[int(at)] for at in path)), message)
        )
    return select(table, reference)


class _Record(dict[str, Any]):
    """A mapping in which missing keys have the value `MISSING`."""

    def __missing__(self, key: str) -> object:
        return MISSING


class _Shape(NamedTuple):
    """How a value is a table: its columns and rows, and the path of a cell inside the value."""

    columns: Mapping[str, Any]
    rows: Callable[[], Iterable[Row]]
    path: Callable[[Any, Any], FieldPath]
    matrix: tuple[Any, ...] = ()
    size: str = ""
    is_mapping: bool = False


def _table(value: Any, start: FieldPath, name: str, reference: DataFile, places: Places) -> Table:
    """A value as a table; the place of a row is its index or key."""
    shape = _list_shape(value) if isinstance(value, list) else _mapping_shape(value, reference)
    if shape is None:
        raise wrong_type(reference, value)

    def path(place: Any, key: Any) -> FieldPath:
        return (*start, *(() if place is None else shape.path(place, key)))

    return Table(
        columns=shape.columns, rows=shape.rows, number=_number, name=name, matrix=shape.matrix, shape=shape.size,
        is_mapping=shape.is_mapping, prefix=lambda place, key: places.prefix(path(place, key)),
        problem=lambda place, key, message, hint: places.problem(path(place, key), message, hint),
    )  # fmt: skip


def _list_shape(value: list[Any]) -> _Shape | None:
    """Records, rows of equal length, or a list of single values."""
    if value and all(isinstance(each, dict) for each in value):
        keys = {key: key for key in chain.from_iterable(value)}
        return _Shape(keys, lambda: enumerate(map(_Record, value)), _cell_path)
    if value and all(isinstance(each, list) for each in value):
        width = len(value[0])
        if all(len(each) == width for each in value):
            columns = {str(index): index for index in range(width)}
            size = f"the list has {counted(len(value), 'row')} of {counted(width, 'value')}"
            return _Shape(columns, lambda: enumerate(value), _cell_path, tuple(range(width)), size)
    return _Shape({"value": 0}, lambda: ((index, (each,)) for index, each in enumerate(value)), lambda row, _: (row,))


def _cell_path(row: int | str, key: int | str | None) -> FieldPath:
    return (row,) if key is None else (row, key)


def _mapping_shape(value: Any, reference: DataFile) -> _Shape | None:
    """Records by name, columns that are lists, numbers by name, or a single number."""
    if is_number(value):
        return _Shape({"value": 0}, lambda: [((), (value,))], lambda *_: ())
    if not isinstance(value, dict) or not value:
        return None
    if all(isinstance(each, dict) for each in value.values()):
        keys = {key: key for key in chain.from_iterable(value.values())}
        return _Shape(keys, lambda: ((name, _Record(each)) for name, each in value.items()), _cell_path)
    wanted = _wanted(value, reference)
    nested = {key for key, each in value.items() if isinstance(each, dict | list)}
    if reference.columns is not None and not nested <= wanted:
        value = {key: each for key, each in value.items() if key in wanted} or value
    if not any(isinstance(each, dict | list) for each in value.values()):
        return _Shape({key: key for key in value}, lambda: [((), value)], lambda _, key: (key,), is_mapping=True)
    lists = {key: each for key, each in value.items() if isinstance(each, list)}
    if wanted and wanted <= lists.keys():
        lists = {key: each for key, each in lists.items() if key in wanted}
    elif any(isinstance(each, dict | list) for column in lists.values() for each in column) or len(lists) < len(value):
        return None
    height = max(map(len, lists.values()))
    if height * len(lists) > 2 * MAX_NUMBERS:
        message = f"{len(lists):,} lists of up to {height:,} values are too many"
        raise DataReferenceError(("file",), message, "say with 'column' which list is meant")
    names = list(lists)
    return _Shape(
        {name: index for index, name in enumerate(names)},
        lambda: enumerate(zip_longest(*lists.values(), fillvalue=MISSING)),
        lambda row, key: () if key is None else (names[key], row),
        is_mapping=height == 1,
    )


def _wanted(value: dict[str, Any], reference: DataFile) -> set[str]:
    """The keys of a mapping that the reference names, or that its pattern matches."""
    pattern = reference.columns
    columns = [key for key in value if fnmatchcase(key, pattern)] if isinstance(pattern, str) else pattern or ()
    names = (*columns, reference.column, *reference.where, getattr(reference, "by", None))
    return {str(name) for name in names if name is not None}


class _Item(NamedTuple):
    """A series before it is checked: its name and its numbers, with their paths."""

    name: Any
    name_at: FieldPath
    values: Any
    at: FieldPath


def _items(value: dict[str, Any] | list[Any], start: FieldPath) -> Iterator[_Item]:
    """Each series of a mapping of lists, a list of lists, or a list of mappings with a name and values."""
    if len(value) > MAX_SERIES:
        raise DataReferenceError(("file",), f"{len(value):,} series are too many; at most {MAX_SERIES:,} are read")
    pairs: Iterable[tuple[str | int, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
    for index, (key, item) in enumerate(pairs):
        here = (*start, key)
        name = key if isinstance(value, dict) else f"N{index + 1}"
        if isinstance(item, dict) and isinstance(value, list):
            name_at = (*here, _NAME) if _NAME in item else here
            yield _Item(item.get(_NAME, name), name_at, item.get(_VALUES, MISSING), (*here, _VALUES))
        else:
            yield _Item(name, here, item, here)


def _series(items: list[_Item], start: FieldPath, places: Places, *, skips_blanks: bool) -> DataValues:
    """Check that each item has a unique name and a list of numbers."""

    def wrong(path: FieldPath, message: str) -> Diagnostic:
        return places.problem(path, f"{places.prefix(path)}{message}")

    lost = [item for item in items if not isinstance(item.values, list)]
    missing = f"there is no list '{_VALUES}'"
    no_list = "{} is not a list of numbers"
    raise_problems(
        lost, lambda item: wrong(item.at, missing if item.values is MISSING else no_list.format(shown(item.values)))
    )
    nameless = [item for item in items if not (isinstance(item.name, str) or is_number(item.name))]
    message = "{} is not a name; write text in quotes, or a number"
    raise_problems(nameless, lambda item: wrong(item.name_at, message.format(shown(item.name))))
    names = [str(item.name) for item in items]
    raise_problems(repeated(names), lambda at: wrong(items[at].name_at, "this name is there twice"))
    if (count := sum(len(item.values) for item in items)) > MAX_NUMBERS:
        message = f"{count:,} numbers are too many; at most {MAX_NUMBERS:,} are read"
        raise DataReferenceError(("file",), message, "save only what the figure needs")
    problems, blanks = ProblemList(), 0
    kept: list[dict[int, Any]] = []
    for item in items:
        numbers = {at: _number(each) for at, each in enumerate(item.values)}
        for at, number in list(numbers.items()):
            if not isinstance(number, Wrong):
                continue
            if skips_blanks and (is_blank(item.values[at]) or is_nan(item.values[at])):
                blanks += 1
                del numbers[at]
            else:
                problems.add(wrong, (*item.at, at), number.message)
        kept.append(numbers)
    problems.raise_if_any()

    def place(path: FieldPath, message: str) -> Diagnostic:
        if not path:
            return places.problem(start, message)
        item, numbers = items[int(path[0])], kept[int(path[0])]
        inside = (list(numbers)[int(path[2])],) if len(path) > len((0, _VALUES)) else ()
        return places.problem(item.name_at if path[1:] == (_NAME,) else (*item.at, *inside), message)

    found = tuple(NamedSeries(name, tuple(numbers.values())) for name, numbers in zip(names, kept, strict=True))
    return DataValues(found, place, skipped=blanks_skipped(blanks))


def _number(value: Any) -> int | float | Wrong:
    if is_number(value):
        number: int | float = value
        return number
    if value is MISSING:
        return Wrong("this key is missing")
    if isinstance(value, UnusableNumber):
        return Wrong(f"{value.text} {value.fault}")
    return Wrong(f"{shown(value)} is not a {'finite ' if isinstance(value, float) else ''}number")
