"""Conditions on the rows of a table: which values a column must have."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sitegen.spec.data.table import Row, Table, cell_text
from sitegen.spec.message_format import format_value


@dataclass(slots=True)
class Condition:
    """A test of a column, and whether a row has met it."""

    key: Any
    matches: Callable[[Any], bool]
    is_met: bool = False

    def filtered(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows that meet the condition."""
        for row in rows:
            if self.matches(row[1][self.key]):
                self.is_met = True
                yield row


def matcher(table: Table, wanted: Any) -> Callable[[Any], bool]:
    """Whether a cell has one of the wanted values; numbers compare as numbers, whatever their form."""
    values = wanted if isinstance(wanted, tuple) else (wanted,)
    texts = {value.strip() for value in values if isinstance(value, str)}
    numbers = {value for value in values if not isinstance(value, str)}

    @lru_cache(maxsize=1024, typed=True)
    def matches(cell: Any) -> bool:
        return (bool(texts) and cell_text(cell) in texts) or (bool(numbers) and table.number(cell) in numbers)

    return lambda cell: isinstance(cell, Hashable) and matches(cell)


def shown_values(wanted: Any) -> str:
    """The wanted values in a message."""
    if isinstance(wanted, tuple):
        return " or ".join(map(shown_values, wanted[:12]))
    return format_value(wanted) if isinstance(wanted, str) else f"{wanted:.15g}" if math.isfinite(wanted) else "nan"
