"""The last stage of one figure: all its files, in memory, and its drawings for pages."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sitegen.audit.audit_report import AuditReport
from sitegen.description.sentences import Description, true_minus
from sitegen.figures import KINDS
from sitegen.interactive.states import PageStates, State, StateSet, snapshot_label
from sitegen.interactive.states_json import states_json
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.scene.canvas import WIDE, Canvas
from sitegen.scene.shapes import Scene
from sitegen.svg.composition import Drawing, write_drawing
from sitegen.svg.drawing_files import Label, svg_files
from sitegen.svg.keyframes import keyframes_css, page_css
from sitegen.svg.page_drawing import PageDrawing, page_drawing, snapshot_svg
from sitegen.svg.role_css import kind_css
from sitegen.theme import Theme
from sitegen.write.data_files import data_json, description_text, file_csv, manifest_json, table_csv
from sitegen.write.digest import figure_prefix, prefix_on
from sitegen.write.states_files import merged_states, page_weight


class FigureFiles(dict[str, str]):
    """Texts of files by name. They are compressed for pickling, together, since the drawings of a figure are much alike."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpacked, (tuple(self), zlib.compress("\0".join(self.values()).encode(), level=1))


def _unpacked(names: tuple[str, ...], compressed: bytes) -> FigureFiles:
    texts = zlib.decompress(compressed).decode().split("\0")
    return FigureFiles(zip(names, texts, strict=True))


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
    wide_scene: Scene | None
    """The picture for a wide canvas, where pages have both."""
    description: Description
    """Its text."""
    audit: AuditReport
    """What the audit measured."""
    states: StateSet | None
    """The states of an interactive figure."""
    snapshots: tuple[State, ...]
    """The states that a page shows side by side."""


class WrittenFigure(NamedTuple):
    """The parts of a figure that are kept; fields have the same names as in `Figure`."""

    prefix: str
    """Prefix of its ids and classes."""
    files: Mapping[str, str]
    """Texts of its files by name."""
    drawing: PageDrawing
    """The drawing for pages."""
    wide_drawing: PageDrawing | None
    """That for a wide canvas, where pages have both."""
    states: PageStates | None
    """What pages need to know about the states of an interactive figure."""
    snapshots: tuple[tuple[str, str], ...]
    """Label and drawing of each state that a page shows side by side."""
    audit: AuditReport
    """The audit, with the weight of the states."""


def write_figure(figure: DrawnFigure, theme: Theme, source_date_epoch: str | None = None) -> WrittenFigure:
    """Write every file of a figure; `source_date_epoch` dates the report of an experiment, as in `manifest_json`."""
    spec, data, audit = figure.spec, figure.data, figure.audit
    canonical = spec.canonical()
    prefix = figure_prefix(canonical, figure.canvas, theme)
    drawing = write_drawing(figure.scene, theme, prefix)
    wide = write_drawing(figure.wide_scene, theme, prefix_on(WIDE, prefix), prefix) if figure.wide_scene else None
    drawings = [drawing, wide] if wide else [drawing]
    kind, title = KINDS[spec.kind], true_minus(spec.title or figure.description.title)
    report = kind.report(spec.params, data) if kind.report else {}
    files = {
        "figure.css": page_css([(each.scene, each.prefix) for each in drawings]) + kind_css(theme, kind.roles),
        **svg_files(drawing, keyframes_css(figure.file_scene, prefix), _label(figure, title)),
        **_data_files(figure, canonical, title),
    }
    on_page = [_on_page(figure.canvas, drawing, figure.states)]
    if wide:
        on_page.append(_on_page(WIDE, wide, figure.states.on_wide_canvas() if figure.states else None))
    if figure.states:
        files["states.json"] = states_json(figure.states, prefix)
        drawn = {f"states-{each.canvas.name}.json": each.states for each in on_page}
        audit = audit.with_page_weight(page_weight(spec.axes, files["states.json"], drawn.values()))
        files |= drawn
    files["manifest.json"] = manifest_json(spec, audit, report, raster=kind.raster, source_date_epoch=source_date_epoch)
    return WrittenFigure(
        prefix=prefix,
        files=FigureFiles(files),
        drawing=on_page[0].drawing,
        wide_drawing=on_page[1].drawing if len(on_page) > 1 else None,
        states=figure.states.for_page() if figure.states else None,
        snapshots=tuple(
            (snapshot_label(spec, state), snapshot_svg(state.scene, theme, state.description.readout_text("spoken")))
            for state in figure.snapshots
        ),
        audit=audit,
    )


def _label(figure: DrawnFigure, title: str) -> Label:
    """Title and description of the drawings in files."""
    spec = figure.spec
    return Label(
        title=title,
        summary=f"{figure.description.summary('spoken')} {figure.file_scene.fallback_reason}".strip(),
        lang=spec.lang if spec.title else "en",
        width=max(spec.width, figure.canvas.file_px),
        shows_title=spec.written.title_in_files == "shown",
    )


def _data_files(figure: DrawnFigure, canonical: dict[str, Any], title: str) -> dict[str, str]:
    """The numbers and the words."""
    spec, data, description, kind = figure.spec, figure.data, figure.description, KINDS[figure.spec.kind]
    transcript = kind.transcript(spec.params, data) if kind.transcript else ""
    return {
        "data.json": data_json(canonical, title, data),
        "data.csv": table_csv(description.table),
        **{name: file_csv(table) for name, table in description.more_csv.items()},
        "description.txt": description_text(spec, description, transcript),
    }


class _OnPage(NamedTuple):
    """A drawing for pages, and what the states of an interactive figure change in it."""

    canvas: Canvas
    drawing: PageDrawing
    states: str


def _on_page(canvas: Canvas, drawing: Drawing, states: StateSet | None) -> _OnPage:
    if states is None:
        return _OnPage(canvas, page_drawing(drawing), "")
    scene, merged, written = merged_states(states, drawing.context, drawing.keys, drawing.prefix)
    return _OnPage(canvas, page_drawing(replace(drawing, scene=scene), merged.panels), written)
