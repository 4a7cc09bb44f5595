"""Files of a figure without a drawing: ``data.json``, ``data.csv``, ``description.txt`` and ``manifest.json``."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.metadata import version
from platform import python_version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sitegen import __version__
from sitegen.audit.audit_report import AuditReport
from sitegen.description.number_format import Compact, DualText
from sitegen.description.sentences import (
    NO_VALUE,
    Column,
    Description,
    FileColumns,
    Table,
    Value,
    joined,
    text_of,
    true_minus,
)
from sitegen.errors import OutputError
from sitegen.figures import KINDS
from sitegen.numerics.spring import spring_easing
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.spec.message_format import format_value

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_PLAIN = frozenset({str, int, bool, type(None)})
"""Types that JSON has, other than float, which may be infinite or have too many digits."""
_DIGITS = 10
"""Significant digits in data files; further digits may differ between machines."""
_NUMBER = f"%.{_DIGITS}g"
_LARGEST = 1.797693134e308
_MOST_DIRECT = 1e308
"""The largest float with as many digits."""
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a formula of a spreadsheet begins with (https://owasp.org/www-community/attacks/CSV_Injection)."""
_NUMERIC = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_ACCESSIBILITY = (
    "smallest_contrast",
    "smallest_colour_difference",
    "smallest_lightness_step",
    "settle_seconds",
    "easing_max_error",
    "page_loops",
    "flashes_per_second",
    "text_levels",
)
"""The first fields of a manifest's accessibility report, in their order; those of other rules follow."""


def data_json(canonical: Mapping[str, Any], title: str, data: object) -> str:
    """``data.json``: the parameters as the author gave them, from `ResolvedSpec.canonical`, and all data of the figure."""
    return _json({**canonical, "title": title, "data": plain(data)})


def plain(value: object) -> object:
    """Convert data to JSON types: arrays to lists, numbers to 10 significant digits, NaN and infinity to None."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, float):
        return rounded(value) if math.isfinite(value) else None
    if isinstance(value, np.ndarray):
        if (numbers := _rounded_numbers(value)) is not None:
            return numbers
        value = value.tolist()
    elif is_dataclass(value) and not isinstance(value, type):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_direct(item) if type(item) is float and abs(item) < _MOST_DIRECT else plain(item) for item in value]
    return {key: plain(item) for key, item in value.items()} if isinstance(value, Mapping) else value


def rounded(value: float) -> float:
    """`value` to 10 significant digits; towards zero where rounding up would leave the range of floats."""
    result = _direct(value)
    return result if math.isfinite(result) else math.copysign(_LARGEST, value)


def _direct(value: float) -> float:
    """`value` to 10 significant digits, infinite where that would leave the range of floats."""
    return float(f"{value:.{_DIGITS}g}")


def _rounded_numbers(values: NDArray[Any]) -> list[float] | None:
    """A row of numbers to 10 significant digits; None if it is none, or if one is not finite or next to the largest float."""
    if values.ndim != 1 or values.dtype != np.float64 or not (np.abs(values) < _MOST_DIRECT).all():
        return None
    return list(map(float, map(_NUMBER.__mod__, values.tolist())))


def _json(value: object) -> str:
    """Readable JSON: one line for each entry of a mapping, and one for a whole list."""
    return _entry(value, "\n") + "\n"


def _entry(value: object, margin: str) -> str:
    """`value` as JSON with lines that begin with `margin`. `json.dumps(indent=1)` is ten times slower on a million numbers."""
    if value and isinstance(value, dict):
        inner = f"{margin} "
        lines = [f"{_key(str(key))}{_entry(item, inner)}" for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(lines)}{margin}}}"
    return repr(value) if type(value) in {int, float} else _encode(value)


@lru_cache(maxsize=1024)
def _key(name: str) -> str:
    return f"{_encode(name)}: "


def table_csv(table: Table) -> str:
    """A table as CSV (RFC 4180, but with LF line ends), all its rows, numbers with 10 significant digits."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_harmless(column.name) for column in table.columns)
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def file_csv(table: Table | FileColumns) -> str:
    """A table, or columns of numbers and names, as CSV; a number that is missing is a cell without value."""
    if isinstance(table, Table):
        return table_csv(table)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(_harmless, table))
    writer.writerows(zip(*map(_column, table.values()), strict=True))
    return text.getvalue()


def _column(values: NDArray[np.float64] | Sequence[str]) -> Iterable[str]:
    if not isinstance(values, np.ndarray):
        return map(_harmless, values)
    if (np.abs(values) < _MOST_DIRECT).all():
        return map(_NUMBER.__mod__, values.tolist())
    return (_cell(Compact(value) if value == value else NO_VALUE) for value in values.tolist())  # noqa: PLR0124 - NaN


def plain_cell(cell: Value) -> str | float:
    """A cell as a number with 10 significant digits, or as text."""
    if isinstance(cell, str) or cell.number is None:
        return text_of(cell, "visible")
    return cell.number if isinstance(cell.number, int) else rounded(cell.number)


def _cell(cell: Value) -> str:
    plain = cell if isinstance(cell, str) or cell.number is None else cell.number
    if isinstance(plain, int | float) and abs(plain) < _MOST_DIRECT:
        return _NUMBER % plain  # the digits of the rounded number
    found = plain_cell(cell)
    return _harmless(found) if isinstance(found, str) else f"{found:.{_DIGITS}g}"


def _harmless(text: str) -> str:
    """`text` with an apostrophe before it if a spreadsheet would run it as a formula; numbers are left as they are."""
    if not text.startswith(_FORMULA_SIGNS) or _NUMERIC.fullmatch(text):
        return text
    return f"'{text}"


def description_text(spec: ResolvedSpec, words: Description, transcript: str = "") -> str:
    """``description.txt``: the figure in plain text, worded for listening, as a long description."""
    readouts = (readout.text("spoken") for readout in words.readouts if readout not in words.lead)
    blocks = [true_minus(spec.title or words.title), joined(words.lead, "spoken"), "\n".join(readouts)]
    blocks += [joined(words.more, "spoken")]
    blocks += [true_minus(text) for text in (spec.caption, spec.note) if text]
    blocks += ["\n".join(f"{index}. {step.text('spoken')}" for index, step in enumerate(words.steps, 1))]
    blocks += [f"{each.question}\n{joined(each.sentences, 'spoken')}" for each in words.answers]
    blocks += [transcript.strip("\n")] if transcript else []
    blocks.append(_text_table(words.table))
    blocks += [f"{table.caption}\n\n{_text_table(table)}" for table in words.more_tables]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _text_table(table: Table) -> str:
    columns = [_aligned(column) for column in table.columns]
    return "\n".join("  ".join(row).rstrip() for row in zip(*columns, strict=True))


def _aligned(column: Column) -> list[str]:
    """The heading and the cells in one width, numbers to the right; names as they are spoken."""
    values = (column.heading, *column.cells)
    texts = [text_of(value, "spoken" if isinstance(value, DualText) else "page") for value in values]
    width = max(map(len, texts))
    return [text.rjust(width) if column.is_numeric else text.ljust(width) for text in texts]


def manifest_json(
    spec: ResolvedSpec,
    audit: AuditReport,
    report: Mapping[str, Any],
    *,
    raster: bool = False,
    source_date_epoch: str | None = None,
) -> str:
    """``manifest.json``: versions, the accessibility audit, and the report of an experiment.

    Only a manifest depends on the environment: on the versions of libraries and, with a report, on that of Python and on
    the source date.

    Parameters
    ----------
    spec : ResolvedSpec
        The figure.
    audit : AuditReport
        What was measured on it.
    report : mapping
        Plain data by name, from ``FigureKind.report``; empty for most kinds.
    raster : bool
        Whether the figure is also written as PNG.
    source_date_epoch : str or None
        Date of the report, as in the environment variable ``SOURCE_DATE_EPOCH``. A date in `report` takes precedence.

    Raises
    ------
    OutputError
        If there is a report and `source_date_epoch` is not a number of seconds.
    """
    experiment = {"experiment": spec.id, "date": source_date(source_date_epoch), **report} if report else {}
    return _json(
        {
            "id": spec.id,
            "kind": spec.kind,
            **_origin(spec.kind),
            **{name: plain(value) for name, value in experiment.items() if value is not None},
            "versions": {
                **library_versions(),
                **({"resvg-py": version("resvg-py")} if raster else {}),
                **({"python": python_version()} if report else {}),
            },
            "accessibility": _accessibility(spec, audit),
        }
    )


def _origin(name: str) -> dict[str, Any]:
    """The distribution or file of a third-party kind, its version if it has one, and that of `sitegen.kinds` that it was written for."""
    origin, kind = KINDS.origin(name), KINDS[name]
    own = {"version": kind.version} if kind.version else {}
    return {"distribution": origin.distribution, "api": kind.api, **own} if origin else {}


def _accessibility(spec: ResolvedSpec, audit: AuditReport) -> dict[str, Any]:
    return {
        **dict.fromkeys(_ACCESSIBILITY),
        **audit.fields(),
        "easing_max_error": round(spring_easing().max_error, 5),
        "page_loops": math.isinf(audit["page-motion"]),
        "text_levels": [*audit["text-levels"], *([4] if spec.note else [])],
        "breaches": [{"rule": each.standard, "message": each.message} for each in audit.violations],
    }


def source_date(epoch: str | None) -> str | None:
    """The UTC date (YYYY-MM-DD) of `epoch`, the seconds in ``SOURCE_DATE_EPOCH``; None if it is None.

    The clock is never read, so that the same source gives the same bytes
    (reproducible-builds.org/specs/source-date-epoch).

    Raises
    ------
    OutputError
        If `epoch` is not a number of seconds.
    """
    if epoch is None:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise OutputError(
            f"SOURCE_DATE_EPOCH is {format_value(epoch)}, not a number of seconds; correct or unset it"
        ) from error


@cache
def library_versions() -> dict[str, str]:
    """Versions of sitegen and of the libraries that determine the bytes of every figure."""
    return {"sitegen": __version__, **{name: version(name) for name in ("numpy", "svgwrite")}}
