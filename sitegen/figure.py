"""`Figure`: a finished figure, as `sitegen.render_figure` returns it."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from sitegen.atomic import write_atomic
from sitegen.audit.audit_report import AuditReport
from sitegen.description.sentences import Description, true_minus
from sitegen.errors import ContentError, OutputError
from sitegen.figures import KINDS
from sitegen.interactive.states import PageStates
from sitegen.kinds.figure_kind import AnyKind
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.scene.canvas import NARROW, Canvas
from sitegen.spec.declaration import MAX_ALT
from sitegen.spec.source_text import PYTHON_SOURCE
from sitegen.svg.page_drawing import PageDrawing
from sitegen.theme import THEME, Theme
from sitegen.write.data_files import plain_cell
from sitegen.write.digest import figure_digest
from sitegen.write.formats import FORMAT_FILES, PICTURE_FILES, format_for

_displayed: Counter[str] = Counter()
"""How often this process has displayed each figure: all outputs of a notebook are one page, so their ids must differ."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Figure:
    """A finished figure: its files in memory, and what pages show of it. Notebooks display it.

    It is plain data, so it can be pickled, sent to other processes and cached by its `digest`. A figure is equal only to itself.

    Parameters
    ----------
    spec : ResolvedSpec
        The spec, with numbers in place of references.
    prefix : str
        Prefix of its ids and classes.
    canvas : Canvas
        What its drawing is made for.
    data : dataclass
        The numbers: named arrays, as the kernel of the figure's kind returns them.
    description : Description
        Its text: summary, steps, answers and data tables.
    audit : AuditReport
        What the audit measured, and the rules that the figure violates.
    files : mapping of str to str
        Texts of its files by name, ``figure.svg`` and so on.
    drawing : PageDrawing
        The drawing for pages.
    wide_drawing : PageDrawing or None
        The drawing that pages show where there is room for it; None for a figure that was made for a wide canvas itself.
    states : PageStates or None
        What pages need to know about the states of an interactive figure; the states are in the files ``states*.json``.
    snapshots : tuple of (str, str)
        Label and drawing of each state that a page shows side by side.
    source_date_epoch : str or None
        The date of a report, as the environment had it.
    theme : Theme
        Its colours.
    """

    spec: ResolvedSpec
    prefix: str
    data: Any
    description: Description
    audit: AuditReport
    files: Mapping[str, str]
    drawing: PageDrawing
    wide_drawing: PageDrawing | None = None
    states: PageStates | None = None
    snapshots: tuple[tuple[str, str], ...] = ()
    source_date_epoch: str | None = None
    canvas: Canvas = NARROW
    theme: Theme = THEME

    @property
    def digest(self) -> str:
        """Cache key: a hash of everything that the figure depends on, as `sitegen.write.digest.figure_digest` computes it."""
        return figure_digest(self.spec, self.theme, source_date_epoch=self.source_date_epoch, canvas=self.canvas)

    @property
    def kind(self) -> AnyKind:
        """The kind of the figure."""
        return KINDS[self.spec.kind]

    @property
    def title(self) -> str:
        """The author's title, or one that was generated."""
        return true_minus(self.spec.title or self.description.title)

    @property
    def caption(self) -> str:
        """The author's caption as readers see it; empty if there is none."""
        return true_minus(self.spec.caption or "")

    @property
    def note(self) -> str:
        """The author's note as readers see it; empty if there is none."""
        return true_minus(self.spec.note or "")

    @property
    def alt(self) -> str:
        """Alternative text of at most 250 characters: the author's own, or the lead, worded for screen readers."""
        return true_minus(self.spec.alt) if self.spec.alt else self.description.alternative(MAX_ALT)

    @property
    def svg(self) -> str:
        """SVG for ``<img>``, Markdown, ``<object>`` and pasting into pages; it moves for at most five seconds."""
        return self.files["figure.svg"]

    @property
    def still_svg(self) -> str:
        """SVG for print and PDF; it does not move."""
        return self.files["still.svg"]

    @property
    def html(self) -> str:
        """The whole figure as a fragment for a host page: drawing, controls, text and table, without any other file.

        For several figures in one page use `sitegen.page.fragment.Fragments`, which makes their ids different and writes
        shared parts once.

        Raises
        ------
        OutputError
            If the drawing is made for a wide canvas: pages have the narrow one.
        """
        if self.canvas.is_wide:
            raise OutputError(
                f"{self.spec.id} cannot be HTML: it is drawn for a wide canvas, and pages have the narrow one"
            )
        from sitegen.page.fragment import figure_fragment

        return figure_fragment(self).html

    @property
    def text(self) -> str:
        """The figure as plain text."""
        return self.files["description.txt"]

    @property
    def table(self) -> dict[str, list[str | float]]:
        """The data table: the cells of each column by its name, as numbers and texts. A DataFrame can be made of it.

        `description.table` has the same table with headings and the spoken form of each cell.
        """
        return {column.name: [plain_cell(cell) for cell in column.cells] for column in self.description.table.columns}

    def save(self, path: Path | str) -> None:
        """Write the figure to a file, atomically, in the format that the suffix selects.

        The suffixes are ``.svg``, ``.html``, ``.png``, ``.json``, ``.csv`` and ``.txt``; without one, it is SVG. Characters that
        a PNG cannot show are a Python warning.

        Raises
        ------
        OutputError
            If `path` cannot be written, or no format has its suffix.
        ContentError
            If the figure needs more pixels than a PNG may have.
        """
        given: object = path
        if not isinstance(given, str | PathLike) or not str(given):
            message = f"{given!r} is not the name of a file, such as {self.spec.id}.svg"
            raise OutputError(message)
        path = Path(path)
        output_format = format_for(path)
        if output_format == "png":
            write_atomic(path, self._png())
        else:
            write_atomic(path, self.html if output_format == "html" else self.files[FORMAT_FILES[output_format]])

    def _png(self) -> bytes:
        from sitegen.png.convert import ScaleError, picture

        try:
            pixels, warning = picture(self.files[PICTURE_FILES["light"]])
        except ScaleError as error:
            message = f"{self.spec.id} cannot be drawn as PNG: {error}"
            raise ContentError.of(PYTHON_SOURCE, message, stage="site") from error
        if warning:
            warnings.warn(warning, stacklevel=3)
        return pixels

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        """The output of a notebook cell. Each output works alone, and no two of a process have an id in common."""
        from sitegen.page.fragment import Fragments
        from sitegen.page.host import NOTEBOOK

        fragment = Fragments(host=NOTEBOOK, shown=_displayed).add(self)
        unique = f"{self.prefix}-{_displayed[self.spec.id]}"
        bundle = {
            **({} if self.canvas.is_wide else {"text/html": fragment.html}),
            "image/svg+xml": self.svg.replace(self.prefix, unique),
            "text/plain": f"{self.title}\n\n{self.description.summary()}",
        }
        return {
            name: text
            for name, text in bundle.items()
            if (include is None or name in include) and not (exclude and name in exclude)
        }

    def __repr__(self) -> str:
        return f"<figure {self.spec.id}: {self.title}>"
