"""READ FIRST. The whole machine in one screen: a spec becomes numbers, shapes, words, an audit, files.

::

    YAML ──load──▶ FigureSpec ──resolve──▶ ResolvedSpec ──compute──▶ data ──draw──▶ Scene ───────────────────┐
                                                │                      │              │                      ├─write─▶ RenderedFigure
                                                └──────describe────────┴─▶ Description ┴─audit─▶ AuditReport ┘
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sitegen.audit.audit_report import audit_figure
from sitegen.audit.rules import AuditInput
from sitegen.figures import KINDS
from sitegen.interactive.states import State, compute_snapshots, compute_states
from sitegen.interactive.states_table import with_states_table
from sitegen.resolve.references import Resolver, SiblingSpecs
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.scene.motion_budget import fit_motion_budget, without_motion
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.load import load, load_mapping
from sitegen.spec.source_text import SpecSource
from sitegen.theme import THEME
from sitegen.write.figure_files import Figure, RenderedFigure, write_figure


def render_figure(spec: ResolvedSpec) -> RenderedFigure:
    """Make everything of one figure but its page. Pure, but for its manifest: the same spec gives the same bytes.

    Every ``manifest.json`` names the versions of the libraries in use; that of a kind with a report also the version of
    Python and, where the spec gives no date, the day that ``SOURCE_DATE_EPOCH`` holds in the environment.

    Parameters
    ----------
    spec : ResolvedSpec
        From `load_spec`.

    Raises
    ------
    OutputError
        For a kind with a report, when ``SOURCE_DATE_EPOCH`` counts no seconds.
    """
    kind = KINDS[spec.kind]
    data = kind.compute(spec.params)  # numbers
    scene = kind.draw(spec.params, data)  # shapes
    words = kind.describe(spec.params, data)  # words
    if spec.motion == "still":
        scene, words = without_motion(scene), words.without_motion()
    states = compute_states(spec, kind, State({}, scene, words))  # the same for every state that a reader may choose
    words = with_states_table(words, states)
    file_scene = fit_motion_budget(scene)  # the same shapes, as files may move them
    snapshots = compute_snapshots(spec, kind)
    others = [(state.scene, state.description) for state in states.states] if states else []
    shown = AuditInput(scene, file_scene, words, THEME, others, [state.scene for state in snapshots])
    audit = audit_figure(shown)  # every rule of accessibility
    return write_figure(  # files
        Figure(
            spec=spec,
            kind=kind,
            data=data,
            scene=scene,
            file_scene=file_scene,
            words=words,
            audit=audit,
            states=states,
            snapshots=snapshots,
        ),
        THEME,
        os.environ.get("SOURCE_DATE_EPOCH"),
    )


def load_spec(
    source: Path | str | Mapping[str, Any], *, name: str = "<string>", folder: Path | None = None
) -> ResolvedSpec:
    """Read one figure spec. What was changed on the author's behalf is a Python warning.

    Parameters
    ----------
    source : Path, str or mapping
        A YAML file, YAML text, or the mapping itself. Figures that a file refers to are looked for beside it.
    name : str
        What messages call a text that is not a file.
    folder : Path or None
        Where the names of data files begin; for a file its own folder. They stay inside the nearest folder upward that holds
        ``site.yaml``, or else inside this one.

    Raises
    ------
    ContentError
        With every problem of the spec, each with file, line and column.
    """
    text = SpecSource(name, source, default_id="figure") if isinstance(source, str) else source
    spec = read_spec(text, folder=folder)
    for warning in spec.warnings:
        warnings.warn(str(warning), stacklevel=2)
    return spec


def read_spec(
    source: Path | SpecSource | Mapping[str, Any],
    *,
    folder: Path | None = None,
    params: Mapping[str, Any] = MappingProxyType({}),
) -> ResolvedSpec:
    """Read one figure spec as `load_spec` does, without a Python warning for what was changed on the author's behalf.

    `params` are parameters from Python, before those of `source`.
    """
    siblings = SiblingSpecs(source.resolve().parent) if isinstance(source, Path) else {}
    text = SpecSource.from_file(source) if isinstance(source, Path) else source
    loaded = load(text, KINDS, params) if isinstance(text, SpecSource) else load_mapping(text, KINDS, params=params)
    if folder is not None:
        loaded = replace(loaded, content_root=ContentRoot.at(folder))
    return Resolver(siblings).resolve(loaded)
