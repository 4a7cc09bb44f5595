"""The last stage of one figure: all its files, in memory, and its drawings for pages."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sitegen.audit.audit_report import AuditReport
from sitegen.audit.rules import PageWeight
from sitegen.description.sentences import Description, true_minus
from sitegen.figures import KINDS
from sitegen.interactive.merge import merge_states
from sitegen.interactive.states import PageStates, State, StateSet, snapshot_label
from sitegen.interactive.states_json import states_json
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Scene
from sitegen.svg.composition import write_drawing
from sitegen.svg.drawing_files import Label, svg_files
from sitegen.svg.page_drawing import PageDrawing, page_css, page_drawing, snapshot_svg
from sitegen.theme import Theme
from sitegen.write.data_files import data_json, description_text, manifest_json, table_csv
from sitegen.write.digest import figure_prefix


class CompressedFiles(Mapping[str, str]):
    """Texts of files by name, compressed until they are read: a site holds those of all its figures at once.

    They are compressed together, since the drawings of a figure are much alike.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._places = {name: place for place, name in enumerate(texts)}
        self._compressed = zlib.compress("\0".join(texts.values()).encode(), level=1)

    def __getitem__(self, name: str) -> str:
        """The text of the file `name`."""
        return _texts(self._compressed)[self._places[name]]

    def __iter__(self) -> Iterator[str]:
        """The names, in the order of writing."""
        return iter(self._places)

    def __len__(self) -> int:
        """Number of files."""
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places


@lru_cache(maxsize=8)
def _texts(compressed: bytes) -> list[str]:
    """The texts of the files; those of the figures read last are kept, since pages read several files of a figure."""
    return zlib.decompress(compressed).decode().split("\0")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFigure:
    """A figure that has been computed, drawn, described and audited."""

    spec: ResolvedSpec
    """The spec."""
    canvas: Canvas
    """What the picture is made for."""
    data: Any
    """The numbers, as the kind's kernel returns them."""
    scene: Scene
    file_scene: Scene
    """The picture with the motion of pages and with that of files."""
    description: Description
    """Its text."""
    audit: AuditReport
    """What the audit measured."""
    states: StateSet | None
    """The states of an interactive figure."""
    snapshots: tuple[State, ...]
    """The states that a page shows side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFigure:
    """What is kept of a figure."""

    prefix: str
    """Prefix of its ids and classes."""
    files: Mapping[str, str]
    """Texts of its files by name."""
    drawing: PageDrawing
    """The drawing for pages."""
    states: PageStates | None
    """What pages need to know about the states of an interactive figure."""
    snapshots: tuple[tuple[str, str], ...]
    """Label and drawing of each state that a page shows side by side."""
    audit: AuditReport
    """The audit, with the weight of the states."""


def write_figure(figure: DrawnFigure, theme: Theme, source_date_epoch: str | None = None) -> WrittenFigure:
    """Write every file of a figure; `source_date_epoch` dates the report of an experiment, as in `manifest_json`."""
    spec, data, description, audit = figure.spec, figure.data, figure.description, figure.audit
    prefix = figure_prefix(spec, figure.canvas)
    drawing = write_drawing(figure.scene, theme, prefix)
    kind, title = KINDS[spec.kind], true_minus(spec.title or description.title)
    summary = f"{description.summary('spoken')} {figure.file_scene.fallback_reason}".strip()
    label = Label(
        title=title,
        summary=summary,
        lang=spec.lang if spec.title else "en",
        width=max(spec.width, figure.canvas.file_px),
    )
    report = kind.report(spec.params, data) if kind.report else {}
    transcript = kind.transcript(spec.params, data) if kind.transcript else ""
    files = {
        "figure.css": page_css(figure.scene, prefix),
        **svg_files(drawing, figure.file_scene, label),
        "data.json": data_json(spec, title, data),
        "data.csv": table_csv(description.table),
        **{name: table_csv(table) for name, table in description.more_csv.items()},
        "description.txt": description_text(spec, description, transcript),
    }
    inline = page_drawing(drawing)
    if states := figure.states:
        context = drawing.context.for_page(prefix)
        merged = merge_states([state.scene for state in states.states], states.base, context)
        inline = page_drawing(drawing, merged.panels)
        files["states.json"] = states_json(states, merged.diffs, prefix)
        audit = audit.with_page_weight(_page_weight(spec, files["states.json"]))
    files["manifest.json"] = manifest_json(spec, audit, report, raster=kind.raster, source_date_epoch=source_date_epoch)
    return WrittenFigure(
        prefix=prefix,
        files=CompressedFiles(files),
        drawing=inline,
        states=states.for_page() if states else None,
        snapshots=tuple(
            (snapshot_label(spec, state), snapshot_svg(state.scene, theme, state.description.readout_text("spoken")))
            for state in figure.snapshots
        ),
        audit=audit,
    )


def _page_weight(spec: ResolvedSpec, states: str) -> PageWeight:
    """The size of ``states.json``, and the axis with the most values."""
    name, num_values = max(((axis.name, len(axis.values)) for axis in spec.axes), key=itemgetter(1))
    return PageWeight(len(states.encode()) / 1e6, name, num_values)
