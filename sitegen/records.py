"""The files of a figure that hold no drawing: its data as JSON and CSV, its text, and its manifest."""

from __future__ import annotations

import csv
import io
import json
import math
import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from platform import python_version
from typing import Any

import numpy as np

from sitegen import __version__
from sitegen.description import Description, Table, Value, text_of
from sitegen.errors import OutputError
from sitegen.gate.evidence import Evidence
from sitegen.numerics.spring import spring_easing
from sitegen.spec.model import FigureSpec

_NUMBERS = frozenset({int, float, type(None)})
"""Types of what a list of numbers holds."""
_DIGITS = 10
"""Significant digits in data files: enough for every use, and the same on every machine."""


def data_json(spec: FigureSpec, title: str, data: object) -> str:
    """The parameters, exactly as they were given, and every number of the figure."""
    return _json({**spec.canonical(), "title": title, "data": plain(data)})


def plain(value: object) -> object:
    """Data as JSON knows it: arrays as lists, 10 significant digits, null for what is not finite."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
    return value


def _json(value: object) -> str:
    """JSON for people, too: a line for every entry, but none for every number of a list."""
    return _entry(value, "\n") + "\n"


def _entry(value: object, margin: str) -> str:
    """`value` as JSON; its lines begin with `margin`. Python's own indentation is ten times slower on a million numbers."""
    inner = f"{margin} "
    if value and isinstance(value, dict):
        lines = (f"{json.dumps(str(key), ensure_ascii=False)}: {_entry(item, inner)}" for key, item in value.items())
        return f"{{{inner}{f',{inner}'.join(lines)}{margin}}}"
    if isinstance(value, list) and not _NUMBERS.issuperset(map(type, value)):
        return f"[{inner}{f',{inner}'.join(_entry(item, inner) for item in value)}{margin}]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def table_csv(table: Table) -> str:
    """The data table as CSV (RFC 4180, LF line ends), numbers with 10 significant digits."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def _cell(cell: Value) -> str:
    if isinstance(cell, str) or cell.number is None:
        return text_of(cell, "visible")
    return f"{cell.number:.{_DIGITS}g}"


def description_text(spec: FigureSpec, words: Description, transcript: str = "") -> str:
    """The figure in plain text, for reading and for `alt` texts of any length."""
    blocks = [spec.title or words.title, "\n".join(readout.text() for readout in words.readouts), words.summary()]
    blocks += [text for text in (spec.caption, spec.note) if text]
    if words.steps:
        blocks.append("\n".join(f"{index}. {step.text()}" for index, step in enumerate(words.steps, 1)))
    blocks += [f"{each.question}\n{' '.join(said.text() for said in each.sentences)}" for each in words.answers]
    blocks += [transcript.strip("\n")] if transcript else []
    blocks.append(_text_table(words.table))
    blocks += [f"{table.caption}\n\n{_text_table(table)}" for table in words.more_tables]
    return "\n\n".join(blocks) + "\n"


def _text_table(table: Table) -> str:
    columns = table.for_readers().columns
    texts = [[column.heading, *(text_of(cell, "visible") for cell in column.cells)] for column in columns]
    widths = [max(map(len, column)) for column in texts]
    rows = zip(*texts, strict=True)
    lines = ["  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([*lines, *(["", table.rule.text()] if table.rule else [])])


def manifest_json(spec: FigureSpec, evidence: Evidence, report: Mapping[str, Any], *, raster: bool = False) -> str:
    """Versions and the accessibility evidence of one figure, and what its kind reports of the experiment.

    A report is that of a run: its day may come from the environment, and it names Python. No other file knows the machine.

    Parameters
    ----------
    spec : FigureSpec
        The figure.
    evidence : Evidence
        What was measured on it.
    report : mapping
        Plain data by name; empty for most kinds.
    raster : bool
        Whether there is a PNG.
    """
    told = {"experiment": spec.id, "date": source_date(), **report} if report else {}
    return _json(
        {
            "id": spec.id,
            "kind": spec.kind,
            **{name: plain(value) for name, value in told.items() if value is not None},
            "versions": {
                **library_versions(),
                **({"resvg-py": version("resvg-py")} if raster else {}),
                **({"python": python_version()} if report else {}),
            },
            "accessibility": _measured(spec, evidence),
        }
    )


def _measured(spec: FigureSpec, evidence: Evidence) -> dict[str, Any]:
    contrast = {
        palette: {"text": _rounded(floor.text), "marks": _rounded(floor.marks)}
        for palette, floor in evidence.contrast.items()
    }
    settle = {"page": _rounded(evidence.page_settle_seconds), "files": _rounded(evidence.file_settle_seconds)}
    return {
        "smallest_contrast": contrast,
        "smallest_colour_difference": _rounded(evidence.colour_difference),
        "settle_seconds": settle,
        "easing_max_error": round(spring_easing().max_error, 5),
        "page_loops": math.isinf(evidence.page_settle_seconds),
        "flashes_per_second": evidence.flashes_per_second,
        "text_levels": [*evidence.text_levels, *([4] if spec.note else [])],
        "smallest_text_px_at_320": _rounded(evidence.smallest_text_px),
        "breaches": [{"rule": breach.rule, "message": breach.message} for breach in evidence.breaches],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None or math.isinf(value) else round(value, 2)


def source_date() -> str | None:
    """The day in the environment variable ``SOURCE_DATE_EPOCH``, YYYY-MM-DD in UTC; None where it is not set.

    Never the clock's: the same source gives the same bytes (reproducible-builds.org/specs/source-date-epoch).

    Raises
    ------
    OutputError
        If the variable does not count seconds.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise OutputError(f"SOURCE_DATE_EPOCH is {seconds!r}, not a number of seconds; correct or unset it") from error


@cache
def library_versions() -> dict[str, str]:
    """Versions of what decides the bytes of every figure."""
    return {"sitegen": __version__, **{name: version(name) for name in ("numpy", "svgwrite")}}
