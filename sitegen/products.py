"""The last stage of one figure: shapes, words and look become the files of the figure, in memory."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from sitegen import __version__
from sitegen.description import Column, Description, Value
from sitegen.figures.kind import AnyKind
from sitegen.gate.evidence import Evidence
from sitegen.scene.model import Scene
from sitegen.spec.model import FigureSpec
from sitegen.svg.product import Drawing, Label, write_drawing
from sitegen.theme import Theme

_DIGITS = 10
"""Significant digits in data files: enough for every use, and the same on every machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedFigure:
    """One finished figure.

    Parameters
    ----------
    spec : FigureSpec
        What was asked for, references resolved.
    kind : FigureKind
        The kind that made it.
    data : dataclass
        The numbers, as the kind's kernel returns them.
    scene : Scene
        The picture as pages move it.
    words : Description
        What it says.
    evidence : Evidence
        What was measured on it.
    drawing : Drawing
        The written marks.
    files : mapping of str to str
        File name to text: everything of ``figures/<id>/`` but its page.
    """

    spec: FigureSpec
    kind: AnyKind
    data: Any
    scene: Scene
    words: Description
    evidence: Evidence
    drawing: Drawing
    files: Mapping[str, str]

    @property
    def title(self) -> str:
        """The author's name for the figure, or the kind's."""
        return self.spec.title or self.words.title

    @property
    def prefix(self) -> str:
        """Of every id and class: spec id and content hash."""
        return self.drawing.prefix

    def inline_svg(self, *, instance: int, labelled_by: str, described_by: str) -> str:
        """The drawing for a page of ours; `instance` counts the uses of this figure on the page, from 1."""
        return self.drawing.inline(instance=instance, labelled_by=labelled_by, described_by=described_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the stages made of one spec."""

    spec: FigureSpec
    kind: AnyKind
    data: Any
    scene: Scene
    filed: Scene
    words: Description
    evidence: Evidence


def write_products(parts: Parts, theme: Theme) -> RenderedFigure:
    """Write every file of a figure."""
    spec, words = parts.spec, parts.words
    drawing = write_drawing(parts.scene, parts.filed, theme, figure_prefix(spec), spec.width)
    title = spec.title or words.title
    summary = f"{words.summary('spoken')} {parts.filed.fallback_reason}".strip()
    label = Label(title=title, summary=summary, lang=spec.lang if spec.title else "en")
    files = {
        "figure.css": drawing.page_css(),
        "figure.svg": drawing.figure_svg(label),
        "image.svg": drawing.image_svg(label),
        "image-dark.svg": drawing.image_svg(label, dark=True),
        "still.svg": drawing.still_svg(label),
        "still-dark.svg": drawing.still_svg(label, dark=True),
        "data.json": _json({**spec.canonical(), "title": title, "data": plain(parts.data)}),
        "data.csv": table_csv(words.table.columns),
        "description.txt": description_text(spec, words),
        "manifest.json": _json(manifest(parts)),
    }
    return RenderedFigure(
        spec=spec,
        kind=parts.kind,
        data=parts.data,
        scene=parts.scene,
        words=words,
        evidence=parts.evidence,
        drawing=drawing,
        files=files,
    )


def figure_prefix(spec: FigureSpec) -> str:
    """``sg-<id>-<hash>``: unique by id and by everything the figure depends on."""
    content = json.dumps([__version__, spec.canonical()], sort_keys=True)
    return f"sg-{spec.id}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def plain(value: object) -> object:
    """Data as JSON knows it: arrays as lists, 10 significant digits, null for what is not finite."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
    return value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def table_csv(columns: tuple[Column, ...]) -> str:
    """The data table as CSV (RFC 4180, LF line ends), numbers with 10 significant digits."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in columns)
    writer.writerows(zip(*([_cell(cell) for cell in column.cells] for column in columns), strict=True))
    return text.getvalue()


def _cell(cell: Value) -> str:
    if isinstance(cell, str):
        return cell
    return cell.visible() if cell.number is None else f"{cell.number:.{_DIGITS}g}"


def description_text(spec: FigureSpec, words: Description) -> str:
    """The figure in plain text, for reading and for `alt` texts of any length."""
    blocks = [spec.title or words.title, "\n".join(readout.text() for readout in words.readouts), words.summary()]
    blocks += [text for text in (spec.caption, spec.note) if text]
    if words.steps:
        blocks.append("\n".join(f"{index}. {step.text()}" for index, step in enumerate(words.steps, 1)))
    blocks.append(_text_table(words.table.columns))
    return "\n\n".join(blocks) + "\n"


def _text_table(columns: tuple[Column, ...]) -> str:
    texts = [[column.heading, *(c if isinstance(c, str) else c.visible() for c in column.cells)] for column in columns]
    widths = [max(map(len, column)) for column in texts]
    rows = zip(*texts, strict=True)
    return "\n".join("  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)) for row in rows)


def manifest(parts: Parts) -> dict[str, Any]:
    """Versions and the accessibility evidence of one figure."""
    measured = parts.evidence
    return {
        "id": parts.spec.id,
        "kind": parts.spec.kind,
        "versions": library_versions(),
        "accessibility": {
            "smallest_contrast": {
                palette: {"text": _rounded(floor.text), "marks": _rounded(floor.marks)}
                for palette, floor in measured.contrast.items()
            },
            "settle_seconds": {
                "page": _rounded(measured.page_settle_seconds),
                "files": _rounded(measured.file_settle_seconds),
            },
            "page_loops": math.isinf(measured.page_settle_seconds),
            "flashes_per_second": measured.flashes_per_second,
            "text_levels": list(measured.text_levels),
            "smallest_text_px_at_320": _rounded(measured.smallest_text_px),
            "breaches": [{"rule": breach.rule, "message": breach.message} for breach in measured.breaches],
        },
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None or math.isinf(value) else round(value, 2)


@cache
def library_versions() -> dict[str, str]:
    """Versions of what decides the bytes of a figure."""
    found = {"sitegen": __version__}
    for name in ("numpy", "svgwrite"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found
