"""Lists and mappings, as JSON, YAML and Python have them, as a table or as named series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from sitegen.errors import Diagnostic
from sitegen.spec.data.json_pointer import follow, shown, wrong_type
from sitegen.spec.data.row_documents import rows_apart
from sitegen.spec.data.selection import select
from sitegen.spec.data.table import MISSING, Wrong, is_missing
from sitegen.spec.data.value_tables import Places, names_of_columns, plain_number, table_of
from sitegen.spec.data.values import (
    MAX_NUMBERS,
    MAX_SERIES,
    DataReferenceError,
    DataValues,
    NamedSeries,
    ProblemList,
    blanks_skipped,
    is_number,
    moved_apart,
    raise_problems,
    repeated,
)
from sitegen.spec.message_format import FieldPath, counted, format_value, listed, shortened
from sitegen.spec.value_reference import DataFile, SeriesFile, TextFile

_NAME, _VALUES = "id", "activations"
"""Keys of a series that is a mapping."""


def read_value(value: Any, name: str, reference: DataFile, places: Places) -> DataValues:
    """Read numbers, texts or named series from the lists and mappings at the reference's pointer; errors as in `DataReader`.

    The `name` is that of the file without its suffix.
    """
    pointer = reference.pointer or ""
    start = tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    value = follow(value, pointer, start)
    if reference.file and (problem := rows_apart(value, reference, names_of_columns(reference))):
        raise problem
    has_columns = reference.column is not None or reference.columns is not None
    is_filtered = has_columns or reference.where or reference.row is not None
    if isinstance(reference, SeriesFile) and reference.by is None and not is_filtered:
        if not isinstance(value, dict | list):
            raise wrong_type(reference, value)
        if reference.file and (problem := _nameless_numbers(value, reference)):
            raise problem
        return _series(list(_items(value, start)), start, places, reference.blank)
    table = table_of(value, start, name, reference, places)
    if isinstance(reference, TextFile) and isinstance(value, dict) and not is_filtered:
        keys = tuple(value)
        return DataValues(
            keys, lambda path, message: places.problem((*start, *(keys[int(at)] for at in path)), message)
        )
    return select(table, reference)


def _nameless_numbers(value: dict[str, Any] | list[Any], reference: DataFile) -> DataReferenceError | None:
    """The error for numbers that become series only if the reference says how; None for series."""
    items = list(value.values() if isinstance(value, dict) else value)
    hint, first = "", next(iter(items), None)
    if isinstance(value, dict) and items and all(is_number(each) or each is None for each in items):
        summary, hint = "a mapping of names to single numbers", "add columns: '*'"
    elif isinstance(value, list) and items and all(is_number(each) for each in items):
        summary, hint = (
            f"a list of {counted(len(items), 'number')} without names",
            f"write {{a: {{{_place(reference)}}}}}",
        )
    elif isinstance(value, list) and isinstance(first, dict) and not {_NAME, _VALUES} & first.keys():
        summary = f"a list of records with {listed(first)}"
        hint = _by_and_column({key: each for key, each in first.items() if not isinstance(each, dict | list)})
    elif isinstance(value, dict) and all(isinstance(each, list) and each for each in items):
        summary = f"a mapping with {listed(value)}"
        hint = _by_and_column({key: each[0] for key, each in value.items()})
    if not hint:
        return None
    message = f"{format_value(reference.pointer) + ' leads to' if reference.pointer else 'the file is'} {summary}"
    return DataReferenceError(f"{message}, and series are needed", hint, ("pointer" if reference.pointer else "file",))


def _place(reference: DataFile) -> str:
    pointer = f", pointer: {reference.pointer}" if reference.pointer else ""
    return f"file: {reference.files[0]}{pointer}"


def _by_and_column(first: dict[str, Any]) -> str:
    """What to add for columns or records with names in one of them; `first` has the first value of each. Empty if there are no names."""
    names = [key for key, each in first.items() if isinstance(each, str)]
    numbers = [key for key, each in first.items() if is_number(each)]
    if not names or not numbers:
        return ""
    return f"add by: {shortened(names[0])}, column: {shortened(numbers[0])}"


class _Item(NamedTuple):
    """A series before it is checked: its name and its numbers, with their paths."""

    name: Any
    name_at: FieldPath
    values: Any
    at: FieldPath


def _items(value: dict[str, Any] | list[Any], start: FieldPath) -> Iterator[_Item]:
    """Each series of a mapping of lists, a list of lists, or a list of mappings with a name and values."""
    if len(value) > MAX_SERIES:
        raise DataReferenceError(f"{len(value):,} series are too many; at most {MAX_SERIES:,} are read")
    pairs: Iterable[tuple[str | int, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
    for index, (key, item) in enumerate(pairs):
        here = (*start, key)
        name = key if isinstance(value, dict) else f"N{index + 1}"
        if isinstance(item, dict) and isinstance(value, list):
            name_at = (*here, _NAME) if _NAME in item else here
            yield _Item(item.get(_NAME, name), name_at, item.get(_VALUES, MISSING), (*here, _VALUES))
        else:
            yield _Item(name, here, item, here)


def _series(items: list[_Item], start: FieldPath, places: Places, blank: str) -> DataValues:
    """Check that each item has a unique name and a list of numbers."""
    _check_items(items, places)
    problems, kept = ProblemList(), [_numbers(item.values, blank) for item in items]
    for item, numbers in zip(items, kept, strict=True):
        for at, number in numbers.items():
            if isinstance(number, Wrong):
                problems.add(_wrong, places, (*item.at, at), number.message, number.hint)
    problems.raise_if_any()

    def place(path: FieldPath, message: str) -> Diagnostic:
        if not path:
            return places.problem(start, message)
        item, numbers = items[int(path[0])], kept[int(path[0])]
        inside = (list(numbers)[int(path[2])],) if len(path) > len((0, _VALUES)) else ()
        return places.problem(item.name_at if path[1:] == (_NAME,) else (*item.at, *inside), message)

    found = tuple(NamedSeries(str(item.name), tuple(kept[at].values())) for at, item in enumerate(items))
    skipped = sum(len(item.values) - len(numbers) for item, numbers in zip(items, kept, strict=True))
    notes = [blanks_skipped(skipped), moved_apart(list(map(list, kept))) if skipped else ""]
    return DataValues(found, place, notes="; ".join(filter(None, notes)))


def _wrong(places: Places, path: FieldPath, message: str, hint: str = "") -> Diagnostic:
    return places.problem(path, f"{places.prefix(path)}{message}", hint)


def _check_items(items: list[_Item], places: Places) -> None:
    """Each item has a list and a name, no name is there twice, and there are not too many numbers."""
    wrong = partial(_wrong, places)
    missing = f"there is no list '{_VALUES}'"
    no_list = "{} is not a list of numbers"
    raise_problems(
        [item for item in items if not isinstance(item.values, list)],
        lambda item: wrong(
            item.at,
            missing if item.values is MISSING else no_list.format(shown(item.values)),
            f"write [{shown(item.values)}]" if is_number(item.values) else "",
        ),
    )
    nameless = [item for item in items if not (isinstance(item.name, str) or is_number(item.name))]
    message = "{} is not a name; write text in quotes, or a number"
    raise_problems(nameless, lambda item: wrong(item.name_at, message.format(shown(item.name))))
    twice = repeated(str(item.name) for item in items)
    raise_problems(twice, lambda at: wrong(items[at].name_at, "this name is there twice"))
    if (count := sum(len(item.values) for item in items)) > MAX_NUMBERS:
        message = f"{count:,} numbers are too many; at most {MAX_NUMBERS:,} are read"
        raise DataReferenceError(message, "save only what the figure needs")


def _numbers(values: list[Any], blank: str) -> dict[int, Any]:
    """The numbers by their places, or what is wrong with them; a blank one is None, or left out if `blank` says so."""
    numbers: dict[int, Any] = {at: plain_number(each) for at, each in enumerate(values)}
    blanks = [at for at, number in numbers.items() if isinstance(number, Wrong) and _may_be_blank(values[at], blank)]
    for at in blanks:
        numbers[at] = None
    return {at: number for at, number in numbers.items() if number is not None} if blank == "skip" else numbers


def _may_be_blank(value: Any, blank: str) -> bool:
    return blank != "error" and is_missing(value)
