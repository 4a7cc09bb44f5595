"""READ FIRST. How one spec becomes a figure, a line for each stage.

::

    YAML ─load─▶ FigureSpec ─resolve─▶ ResolvedSpec ─compute─▶ data ─draw─▶ Scene ─────────┐
                                            │                   └─describe─▶ Description ──┤─audit─▶ AuditReport
                                            └─states (interactive)─────────────────────────┘─write─▶ Figure ─▶ page ─▶ site
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

from sitegen.audit.audit_report import audit_figure, require_accessible
from sitegen.audit.rules import AuditInput
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.figures.guarded_kind import kind_failures
from sitegen.interactive.states import State, compute_snapshots, compute_states
from sitegen.interactive.states_table import with_states_table
from sitegen.resolve.read_spec import SpecLike, read_spec, spec_source
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.scene.canvas import NARROW, Canvas, CanvasName, canvas_named
from sitegen.scene.motion_budget import fit_motion_budget, without_motion
from sitegen.theme import THEME
from sitegen.write.figure_files import DrawnFigure, write_figure


def render_figure(source: SpecLike, /, *, canvas: CanvasName = "narrow", **params: Any) -> Figure:
    """Make a figure from a spec, a file, YAML text, a mapping or the name of a kind.

    Whatever was changed on the author's behalf is a Python warning. A figure with a link to another figure loses the link, with
    a warning, when `source` is its spec and `params` change it: its numbers need not fit the other figure any more.

    Parameters
    ----------
    source : ResolvedSpec, Path, str or mapping
        A str is a file if it ends in ``.yaml`` or ``.yml``, YAML text if it has a line break or a colon followed by a space,
        and otherwise the name of a kind. Data files of a text or mapping are looked for in the working folder.
    canvas : {"narrow", "wide"}
        What the drawing is made for: 360 user units with text of size 15, or 860 with text of size 14.
    **params
        Parameters of the kind, which override those of `source`. They may be numpy arrays and scalars.

    Raises
    ------
    ContentError
        With every problem of the spec and of `params`, or every rule of accessibility that the figure violates; its
        ``diagnostics`` have the places.
    OutputError
        If the kind writes a report and ``SOURCE_DATE_EPOCH`` is not a number of seconds.

    Examples
    --------
    >>> render_figure("gradient-decay", num_layers=8)
    <figure gradient-decay: Gradient magnitude per layer>
    """
    loaded = None
    if isinstance(source, ResolvedSpec) and not params:
        spec = source
    else:
        if isinstance(source, ResolvedSpec) and source.link:
            message = f"{source.id} is shown without its link to {source.link}: with other parameters it stands alone"
            warnings.warn(message, stacklevel=2)
        given = spec_source(source)
        folder = None if isinstance(given, Path) else Path()
        spec, loaded = read_spec(given, folder=folder, params=params)  # load, resolve
        for warning in spec.warnings:
            warnings.warn(str(warning), stacklevel=2)
    with kind_failures(spec.id, loaded):
        figure = render_resolved(spec, canvas_named(canvas))
    require_accessible(figure.audit, loaded)
    return figure


def render_resolved(spec: ResolvedSpec, canvas: Canvas = NARROW) -> Figure:
    """Make a figure of a resolved spec for a canvas, even one that violates rules of accessibility: `Figure.audit` says which.

    The same spec gives the same bytes, except in ``manifest.json``: it names the versions of libraries and, for a kind that
    writes a report, that of Python and the date in the environment variable ``SOURCE_DATE_EPOCH``.

    Raises
    ------
    OutputError
        If the kind writes a report and ``SOURCE_DATE_EPOCH`` is not a number of seconds.
    """
    kind = KINDS[spec.kind]
    (data,) = kind.compute_on(spec.ruler, [spec.params])  # compute
    scene = kind.draw(spec.params, data, canvas)  # draw
    description = kind.describe(spec.params, data)  # describe
    if spec.motion == "still":
        scene, description = without_motion(scene), description.without_motion()
    file_scene = fit_motion_budget(scene)
    states = compute_states(spec, kind, State({}, scene, description), canvas)  # states
    snapshots = compute_snapshots(spec, kind)
    description = with_states_table(description, states)
    others = [(state.scene, state.description) for state in states.states] if states else []
    audit = audit_figure(  # audit
        AuditInput(scene, file_scene, description, THEME, others, [state.scene for state in snapshots], canvas)
    )
    if audit.violations:  # it is never published, and its states may be too many to write
        states, snapshots = None, ()
    source_date_epoch = os.environ.get("SOURCE_DATE_EPOCH")
    drawn = DrawnFigure(
        spec=spec,
        canvas=canvas,
        data=data,
        scene=scene,
        file_scene=file_scene,
        description=description,
        audit=audit,
        states=states,
        snapshots=snapshots,
    )
    written = write_figure(drawn, THEME, source_date_epoch)  # write
    return Figure(
        spec=spec,
        canvas=canvas,
        prefix=written.prefix,
        data=data,
        description=description,
        audit=written.audit,
        files=written.files,
        drawing=written.drawing,
        states=written.states,
        snapshots=written.snapshots,
        source_date_epoch=source_date_epoch,
    )
