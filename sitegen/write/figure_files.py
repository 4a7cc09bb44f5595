"""The last stage of one figure: shapes, words and look become the files of the figure, in memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from operator import itemgetter
from typing import Any

from sitegen import __version__
from sitegen.audit.audit_report import AuditReport
from sitegen.audit.rules import PageWeight
from sitegen.description.sentences import Description
from sitegen.figures.kind import AnyKind
from sitegen.interactive.merge import merge_states
from sitegen.interactive.states import PageStates, State, StateSet, snapshot_label
from sitegen.interactive.states_json import spoken_readouts, states_json
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.scene.shapes import Scene
from sitegen.svg.composition import write_drawing
from sitegen.svg.drawing_files import Label, svg_files
from sitegen.svg.page_drawing import PageDrawing, page_css, page_drawing, snapshot_svg
from sitegen.theme import Theme
from sitegen.write.data_files import data_json, description_text, manifest_json, table_csv


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What the stages made of one spec.

    Parameters
    ----------
    spec : ResolvedSpec
        What was asked for.
    kind : FigureKind
        The kind that made it.
    data : dataclass
        The numbers, as the kind's kernel returns them.
    scene, file_scene : Scene
        The picture as pages move it, and as files do.
    words : Description
        What it says.
    audit : AuditReport
        What was measured on it.
    states : StateSet or None
        All states of an interactive figure, until they are written.
    snapshots : tuple of State
        States that a page shows side by side, until they are written.
    """

    spec: ResolvedSpec
    kind: AnyKind
    data: Any
    scene: Scene
    file_scene: Scene
    words: Description
    audit: AuditReport
    states: StateSet | None = None
    snapshots: tuple[State, ...] = ()

    @property
    def title(self) -> str:
        """The author's name for the figure, or the kind's."""
        return self.spec.title or self.words.title


@dataclass(frozen=True, kw_only=True)
class RenderedFigure(Figure):
    """One finished figure: what the stages made, and what was written from it.

    Parameters
    ----------
    prefix : str
        Of every id and class: spec id and content hash.
    drawing : PageDrawing
        The drawing for pages.
    page_states : PageStates or None
        What pages need to know about the states of an interactive figure.
    page_snapshots : tuple of (str, str)
        Label and drawing of the states that a page shows side by side.
    files : mapping of str to str
        File name to text: everything of ``figures/<id>/`` but its page.
    """

    prefix: str
    drawing: PageDrawing
    page_states: PageStates | None
    page_snapshots: tuple[tuple[str, str], ...]
    files: Mapping[str, str]


def write_figure(figure: Figure, theme: Theme, source_date_epoch: str | None = None) -> RenderedFigure:
    """Write every file of a figure; one that violates a rule, and so is never published, has no states to explore.

    `source_date_epoch` dates the report of an experiment in the manifest, as in `manifest_json`.
    """
    if figure.audit.violations:
        figure = replace(figure, states=None, snapshots=())
    spec, words = figure.spec, figure.words
    prefix = figure_prefix(spec)
    drawing = write_drawing(figure.scene, theme, prefix)
    summary = f"{words.summary('spoken')} {figure.file_scene.fallback_reason}".strip()
    label = Label(title=figure.title, summary=summary, lang=spec.lang if spec.title else "en", width=spec.width)
    kind, params, data = figure.kind, spec.params, figure.data
    report = kind.report(params, data) if kind.report else {}
    transcript = kind.transcript(params, data) if kind.transcript else ""
    files = {
        "figure.css": page_css(figure.scene, prefix),
        **svg_files(drawing, figure.file_scene, label),
        "data.json": data_json(spec, figure.title, data),
        "data.csv": table_csv(words.table),
        "description.txt": description_text(spec, words, transcript),
    }
    inline = page_drawing(drawing)
    if states := figure.states:
        context = drawing.context.for_page(prefix)
        merged = merge_states([state.scene for state in states.states], states.base, context)
        inline = page_drawing(drawing, merged.panels)
        files["states.json"] = states_json(states, merged.diffs, prefix)
        name, num_values = max(((axis.name, len(axis.values)) for axis in states.axes), key=itemgetter(1))
        weight = PageWeight(len(files["states.json"].encode()) / 1e6, name, num_values)
        figure = replace(figure, audit=figure.audit.with_page_weight(weight))
    files["manifest.json"] = manifest_json(
        spec, figure.audit, report, raster=kind.raster, source_date_epoch=source_date_epoch
    )
    made = {
        field.name: getattr(figure, field.name) for field in fields(figure) if field.name not in ("states", "snapshots")
    }
    return RenderedFigure(
        **made,
        prefix=prefix,
        drawing=inline,
        page_states=states.for_page() if states else None,
        page_snapshots=tuple(
            (snapshot_label(spec, state), snapshot_svg(state.scene, theme, spoken_readouts(state.description)))
            for state in figure.snapshots
        ),
        files=files,
    )


def figure_prefix(spec: ResolvedSpec) -> str:
    """``sg-<id>-<hash>``: unique by id and by everything that an author may set."""
    content = json.dumps([__version__, spec.canonical()], sort_keys=True)
    return f"sg-{spec.id}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"
