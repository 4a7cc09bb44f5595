"""Conditions on the rows of a table: which values a column must have."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np

from sitegen.spec.data.table import Row, Table, cell_text
from sitegen.spec.data.values import DataReferenceError
from sitegen.spec.message_format import MOST_LISTED, counted, format_value, listed, nearest_numbers
from sitegen.spec.number_forms import written_range

_WORDS = {f"'{word}'" for word in ("last", "latest", "final", "max", "end")}
MOST_COMPARED_ROWS = 10_000
"""Rows that are searched for values to suggest."""


@dataclass(slots=True)
class Condition:
    """A test of a column, and whether a row has met it."""

    key: Any
    matches: Callable[[Any], bool]
    shown: str
    """The wanted values in messages."""
    is_met: bool = False

    def filtered(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows that meet the condition."""
        for row in rows:
            if self.matches(row[1][self.key]):
                self.is_met = True
                yield row


def matcher(table: Table, wanted: Any) -> Callable[[Any], bool]:
    """Whether a cell has one of the wanted values; numbers compare as numbers, whatever their form and precision."""
    values = wanted if isinstance(wanted, tuple) else (wanted,)
    texts = {value.strip() for value in values if isinstance(value, str)}
    numbers = {value for value in values if not isinstance(value, str)}
    with np.errstate(over="ignore"):
        numbers |= {float(np.float32(value)) for value in numbers}  # 0.1 as a recording in single precision has it

    @lru_cache(maxsize=1024, typed=True)
    def matches(cell: Any) -> bool:
        return (bool(texts) and cell_text(cell) in texts) or (bool(numbers) and table.number(cell) in numbers)

    return lambda cell: isinstance(cell, Hashable) and matches(cell)


def shown_values(wanted: Any) -> str:
    """The wanted values in a message."""
    if isinstance(wanted, tuple):
        more = len(wanted) - MOST_LISTED
        others = [counted(more, "other value")] if more > 0 else []
        return " or ".join([*map(shown_values, wanted[:MOST_LISTED]), *others])
    return format_value(wanted) if isinstance(wanted, str) else f"{wanted:.15g}" if math.isfinite(wanted) else "nan"


def _what_there_is(condition: Condition, there: Collection[str]) -> str:
    """The values of a column, or the nearest ones of many numbers."""
    if len(there) > MOST_LISTED:
        try:
            wanted, numbers = float(condition.shown), [float(each) for each in there]
        except ValueError:
            return f"the column has {listed(there)}"
        if all(map(math.isfinite, (wanted, *numbers))):
            return nearest_numbers(wanted, numbers)
    return f"the column has {listed(there)}"


def _between(low: float, high: float, there: Collection[str]) -> str:
    """How to write a range of numbers: by those of the column that are in it; empty if there is none."""
    inside = sorted({number for number in map(_number_or_nan, there) if low <= number <= high})
    return f"write the values themselves: [{listed(f'{number:.15g}' for number in inside)}]" if inside else ""


def _number_or_nan(text: str) -> float:
    """The number in a text, or NaN."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def no_row_left(conditions: Mapping[str, Condition], table: Table) -> DataReferenceError:
    """The error when no row meets all `conditions`; each has been tested on the rows that met those before it."""
    for number, (name, condition) in enumerate(conditions.items()):
        has_seen_all = number == 0
        if not condition.is_met and (has_seen_all or not any(condition.filtered(iter(table.rows())))):
            there = dict.fromkeys(
                cell_text(cells[condition.key]) for _, cells in islice(table.rows(), MOST_COMPARED_ROWS)
            )
            message = f"no row has {condition.shown} in the column {format_value(name)}"
            hint = "write row: -1 for the last row" if condition.shown in _WORDS else _what_there_is(condition, there)
            if condition.shown == "-1" and there and not any(each.startswith("-") for each in there):
                hint = f"{hint}; for the last row, write row: -1 in place of where"
            if re.match("'[<>=!]", condition.shown):
                hint = f"write the values themselves: {hint}"
            if ends := written_range(condition.shown.strip("'")):
                hint = _between(float(ends[0]), float(ends[1]), there) or hint
            return DataReferenceError(message, hint if there else "", ("where", name))
    together = " and ".join(f"{name} {condition.shown}" for name, condition in conditions.items())
    return DataReferenceError(f"no row has {together} at the same time", path=("where",))
