"""Rows of a table that sum up the other rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean

from sitegen.spec.data.values import NamedSeries

_NAMES = {"total", "totals", "sum", "mean", "average", "avg", "median", "std", "subtotal", "grand total", "all"}
DELETE_IF_TOTAL = "delete this row if it sums up the other rows"
_TOLERANCE = 1e-6
"""Relative difference of a rounded total from the exact one."""


def is_named_like_total(name: str) -> bool:
    """Whether rows with this name are usually computed from the other ones."""
    return name.strip().lower() in _NAMES


def total_among(series: Sequence[NamedSeries]) -> str:
    """A warning if the last series is named like a total and is the sum or the mean of the others; else empty."""
    if len(series) < 3 or not is_named_like_total(series[-1].id):
        return ""
    *others, totals = ([value for value in each.values if value is not None] for each in series)
    if not totals or any(len(each) != len(totals) for each in others):
        return ""
    columns = list(zip(*others, strict=True))
    try:
        sums, means = ([of(column) for column in columns] for of in (math.fsum, fmean))
    except OverflowError:
        return ""  # more than a float can be, and so no total that was written
    for name, values in {"sum": sums, "mean": means}.items():
        if all(math.isclose(one, other, rel_tol=_TOLERANCE) for one, other in zip(totals, values, strict=True)):
            return f"'{series[-1].id}' is the {name} of the other rows; delete it, or it is drawn as one of them"
    return ""
