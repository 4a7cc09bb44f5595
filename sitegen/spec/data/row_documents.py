"""Advice for JSON documents with the names of columns apart from the rows, as pandas writes them."""

from __future__ import annotations

from typing import Any

from sitegen.spec.data.values import DataReferenceError, is_number
from sitegen.spec.message_format import MOST_LISTED, format_value, listed, shortened
from sitegen.spec.value_reference import DataFile, SeriesFile, TextFile
from sitegen.spec.yaml_scalars import in_flow


def rows_apart(value: Any, reference: DataFile, names: list[str]) -> DataReferenceError | None:
    """The error for such a document; None for others, and if one of the columns that `reference` names is a key of it."""
    if isinstance(value, list):
        found = _header(value, reference)
    elif isinstance(value, dict) and value.keys().isdisjoint(names):
        found = _split(value, reference, names) or _table(value, reference, names)
    else:
        found = None
    if found is None:
        return None
    message, hint = found
    where = f"{format_value(reference.pointer)} leads to" if reference.pointer else "the file is"
    return DataReferenceError(f"{where} {message}", hint, ("pointer" if reference.pointer else "file",))


def _split(value: dict[str, Any], reference: DataFile, names: list[str]) -> tuple[str, str] | None:
    columns, rows = value.get("columns"), value.get("data")
    if not isinstance(columns, list) or not isinstance(rows, list) or not value.keys() <= {"columns", "index", "data"}:
        return None
    if not all(isinstance(row, list) for row in rows[:1]):
        return None
    numbers = [at for at, name in enumerate(columns) if str(name) in names] or list(range(len(columns)))
    message = (
        f"a mapping whose key 'data' has rows of {listed(map(str, columns))}, as pandas writes with orient='split'"
    )
    return message, f"{_taken(reference, numbers)}, or save it with orient='records' to keep the names"


def _table(value: dict[str, Any], reference: DataFile, names: list[str]) -> tuple[str, str] | None:
    schema, rows = value.get("schema"), value.get("data")
    if not isinstance(schema, dict) or not isinstance(rows, list) or not value.keys() <= {"schema", "data"}:
        return None
    if not rows or not all(isinstance(row, dict) for row in rows):
        return None
    key = schema.get("primaryKey")
    columns = [name for name in rows[0] if not (isinstance(key, list) and name in key)] or list(rows[0])
    message = f"a mapping whose key 'data' has records with {listed(columns)}, as pandas writes with orient='table'"
    return message, _taken(reference, [name for name in columns if name in names] or columns)


def _taken(reference: DataFile, columns: list[Any]) -> str:
    """What to add to the reference for these columns."""
    pointer = in_flow(f"{reference.pointer or ''}/data") if reference.pointer else "/data"
    if not isinstance(reference, SeriesFile) and reference.columns is None:
        return f"write pointer: {pointer}, column: {in_flow(columns[0])}" if columns else f"write pointer: {pointer}"
    return f"write pointer: {pointer}, columns: {in_flow(columns if len(columns) <= MOST_LISTED else '*')}"


def _header(value: list[Any], reference: DataFile) -> tuple[str, str] | None:
    """The message and hint for rows of which the first has names, and the next one a number."""
    if isinstance(reference, TextFile) or reference.row is not None:
        return None
    head, first = (*value[:2], None, None)[:2]
    if not isinstance(head, list) or not isinstance(first, list) or len(head) != len(first):
        return None
    if not all(isinstance(name, str) for name in head) or not any(map(is_number, first)):
        return None
    columns = ", ".join(
        f'"{shortened(name)}": [{cell}, …]' for name, cell in zip(head[:2], first, strict=False) if is_number(cell)
    )
    message = f"a list of rows, the first of which has the names {listed(head)}"
    return message, f"write columns, {{{columns}}}, or a CSV file" if columns else "write a CSV file"
