"""READ FIRST. How one spec becomes a figure, stage by stage.

::

    YAML ─load─▶ FigureSpec ─resolve─▶ ResolvedSpec ─compute─▶ data ─draw─▶ Scene ─────────┐
                                            │                   └─describe─▶ Description ──┤─audit─▶ AuditReport
                                            └─states (interactive)─────────────────────────┘─write─▶ Figure ─▶ page ─▶ site
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.audit.audit_input import AuditInput, PageWeight
from sitegen.audit.audit_report import AuditReport, audit_figure, require_accessible
from sitegen.description.sentences import Description
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.figures.guarded_kind import kind_failures
from sitegen.interactive.states import (
    State,
    StateSet,
    compute_snapshots,
    compute_some,
    compute_states,
    draw_state,
)
from sitegen.interactive.states_table import with_states_table
from sitegen.resolve.read_spec import SpecLike, read_spec, spec_source
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.scene.canvas import NARROW, WIDE, Canvas, CanvasName, canvas_named
from sitegen.scene.motion_budget import fit_motion_budget
from sitegen.scene.shapes import Scene
from sitegen.theme import THEME, Theme
from sitegen.theming.read_theme import ThemeLike, read_theme, theme_around
from sitegen.write.figure_files import DrawnFigure, write_figure
from sitegen.write.states_files import estimated_weight, is_clearly_too_heavy, sampled_states


def render_figure(
    source: SpecLike, /, *, canvas: CanvasName = "narrow", theme: ThemeLike | None = None, **params: Any
) -> Figure:
    """Make a figure from a spec, a file, YAML text, a mapping or the name of a kind.

    Values that sitegen corrects are Python warnings. If `params` change a spec that has a link to another figure, the figure loses
    the link, with a warning, because its numbers need not fit the other figure any more.

    Parameters
    ----------
    source : ResolvedSpec, Path, str or mapping
        A str is a file if it ends in ``.yaml`` or ``.yml``, YAML text if it has a line break or a colon followed by a space,
        and otherwise the name of a kind. In a text or a mapping, paths of data files are relative to the working folder.
    canvas : {"narrow", "wide"}
        What the drawing is made for: 360 user units with text of size 15, or 860 with text of size 14.
    theme : Path, str, mapping or None
        A file with the options of a theme, or a mapping with the same keys, such as ``{"light": {"accent": "darkgreen"}}``. Without
        it, the theme of the site that the file `source` belongs to.
    **params
        Parameters of the kind, which override those of `source`. They may be numpy arrays and scalars.

    Raises
    ------
    ContentError
        With every problem of the theme, of the spec and of `params`, or every rule of accessibility that the figure violates;
        its ``diagnostics`` have the places.
    OutputError
        If the kind writes a report and ``SOURCE_DATE_EPOCH`` is not a number of seconds.

    Examples
    --------
    >>> render_figure("gradient-decay", num_layers=8)
    <figure gradient-decay: Gradient magnitude per layer>
    """
    loaded, look = None, read_theme(theme)
    if isinstance(source, ResolvedSpec) and not params:
        spec = source
    else:
        if isinstance(source, ResolvedSpec) and source.link:
            message = f"{source.id} is shown without its link to {source.link}: with other parameters it stands alone"
            warnings.warn(message, stacklevel=2)
        given = spec_source(source)
        if theme is None and isinstance(given, Path):
            look = theme_around(given)
        folder = None if isinstance(given, Path) else Path()
        spec, loaded = read_spec(given, folder=folder, params=params)  # load, resolve
        for warning in spec.warnings:
            warnings.warn(str(warning), stacklevel=2)
    with kind_failures(spec.id, loaded):
        figure = render_resolved(spec, canvas_named(canvas), look)
    require_accessible(figure.audit, loaded)
    return figure


def render_resolved(spec: ResolvedSpec, canvas: Canvas = NARROW, theme: Theme = THEME) -> Figure:
    """Make a figure of a resolved spec for a canvas, even one that violates rules of accessibility: `Figure.audit` says which.

    The same spec gives the same bytes, except in ``manifest.json``: it names the versions of libraries and, for a kind that
    writes a report, that of Python and the date in the environment variable ``SOURCE_DATE_EPOCH``.

    Raises
    ------
    OutputError
        If the kind writes a report and ``SOURCE_DATE_EPOCH`` is not a number of seconds.
    """
    kind = KINDS[spec.kind]
    theme_of_kind = theme.with_roles(kind.roles)
    canvases = [canvas] if canvas.is_wide else [NARROW, WIDE]  # pages have both
    (data,) = kind.compute_on(spec.axis_ends, [spec.params])  # compute
    own = draw_state(spec, kind, spec.params, data, canvases)  # draw, describe
    states, weight = _states(spec, theme_of_kind, own, canvases)
    snapshots = compute_snapshots(spec, kind)
    own = replace(own, description=with_states_table(own.description, states))
    file_scene = fit_motion_budget(own.scene)
    audit = _audit(own, file_scene, states, snapshots, canvas, theme=theme_of_kind)  # audit
    audit = audit.with_page_weight(weight)
    if audit.violations:  # it is never published, and its states may be too many to write
        states, snapshots = None, ()
    source_date_epoch = os.environ.get("SOURCE_DATE_EPOCH")
    drawn = DrawnFigure(
        spec=spec,
        canvas=canvas,
        data=data,
        scene=own.scene,
        wide_scene=own.wide,
        file_scene=file_scene,
        description=own.description,
        audit=audit,
        states=states,
        snapshots=snapshots,
    )
    written = write_figure(drawn, theme_of_kind, source_date_epoch)  # write
    return Figure(
        spec=spec,
        canvas=canvas,
        theme=theme,
        data=data,
        description=own.description,
        source_date_epoch=source_date_epoch,
        **written._asdict(),
    )


def _states(
    spec: ResolvedSpec, theme: Theme, own: State, canvases: Sequence[Canvas]
) -> tuple[StateSet | None, PageWeight]:
    """All states of an interactive figure, and no weight; or no states and their estimated weight, if it is clearly too much.

    The weight is estimated from a few states; those that are not refused are measured when their files are written.
    """
    kind = KINDS[spec.kind]
    sample = compute_some(spec, kind, canvases, sampled_states(spec))
    weight = estimated_weight(spec, canvases[0], theme, own, sample)
    if is_clearly_too_heavy(weight):
        return None, weight
    return compute_states(spec, kind, canvases, {spec.base: own, **sample}), PageWeight()


def _audit(  # noqa: PLR0913 - what is measured depends on all of them
    own: State,
    file_scene: Scene,
    states: StateSet | None,
    snapshots: Sequence[State],
    canvas: Canvas,
    *,
    theme: Theme,
) -> AuditReport:
    """What is measured on the drawing; that for a wide canvas, if there is another, must keep the same limits."""
    words, stills = own.description, [state.scene for state in snapshots]
    audit = audit_figure(AuditInput(own.scene, file_scene, words, theme, _drawn(states), stills, canvas))
    if own.wide is None:
        return audit
    others = _drawn(states.on_wide_canvas() if states else None)
    wide = audit_figure(AuditInput(own.wide, fit_motion_budget(own.wide), words, theme, others, (), WIDE))
    return audit.with_violations_of(wide)


def _drawn(states: StateSet | None) -> list[tuple[Scene, Description]]:
    """The picture and the words of each state."""
    return [(state.scene, state.description) for state in states.states] if states else []
