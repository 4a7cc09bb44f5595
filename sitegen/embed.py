"""The public face for notebooks and programs: almost anything that says what a figure is becomes one that shows itself."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen import pipeline
from sitegen.atomic import write_atomic
from sitegen.audit.audit_report import require_accessible
from sitegen.errors import ContentError, Diagnostic, OutputError, did_you_mean
from sitegen.figures import KINDS
from sitegen.page.snippets import alternative
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.spec.source_text import PYTHON_SOURCE, YAML_SUFFIXES, SpecSource
from sitegen.write.figure_files import RenderedFigure
from sitegen.write.formats import FORMAT_FILES, format_for

if TYPE_CHECKING:
    from sitegen.description.sentences import Table

SpecLike = ResolvedSpec | Path | str | Mapping[str, Any]
_shown: Counter[str] = Counter()
"""How often each figure was displayed by this process: a notebook is one page, whose ids must differ."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class EmbeddableFigure:
    """A finished figure that notebooks show, and that can be put into any page or file.

    Parameters
    ----------
    rendered : RenderedFigure
        What the stages made.

    Notes
    -----
    A figure holds functions, so that it cannot be pickled; ``rendered.spec``, which makes it anew, and `files`, `data` and
    `table` can. It is equal to itself alone.
    """

    rendered: RenderedFigure = field(repr=False)

    @property
    def title(self) -> str:
        """The author's name for the figure, or the kind's."""
        return self.rendered.title

    @property
    def alt(self) -> str:
        """The text that stands for the picture: title and summary, as they are said."""
        return alternative(self.rendered)

    @property
    def svg(self) -> str:
        """For opening, ``<object>`` and pasting into pages: moves for at most five seconds."""
        return self.files["figure.svg"]

    @property
    def image_svg(self) -> str:
        """For ``<img>``, Markdown and README files: moves, holds no links."""
        return self.files["image.svg"]

    @property
    def still_svg(self) -> str:
        """For print and PDF: does not move."""
        return self.files["still.svg"]

    @property
    def html(self) -> str:
        """The whole figure for a page that has no other: drawing, controls, words and table, needing no other file.

        Several figures of one page are better made with `sitegen.page.fragment.Fragments`, which tells their ids apart
        and writes once what they share.
        """
        from sitegen.page.fragment import figure_fragment

        return figure_fragment(self.rendered).html

    @property
    def text(self) -> str:
        """The figure in words."""
        return self.files["description.txt"]

    @property
    def data(self) -> Any:
        """The numbers: the frozen dataclass of arrays of the figure's kind."""
        return self.rendered.data

    @property
    def table(self) -> Table:
        """The data table, with ``columns`` and ``rows``."""
        return self.rendered.words.table

    @property
    def files(self) -> Mapping[str, str]:
        """File name to text: what a site has of the figure beside its page."""
        return self.rendered.files

    def save(self, path: Path | str) -> None:
        """Write the figure into a file whose ending says how: ``.html``, ``.png``, ``.json``, ``.csv``, ``.txt``, ``.svg``.

        A file without an ending becomes SVG. The file is replaced in one step. What a PNG cannot show is a Python warning.

        Raises
        ------
        OutputError
            If `path` cannot be written, has an ending that no figure is written as, or needs more pixels than a PNG may have.
        """
        target = Path(path)
        output_format = format_for(target)
        if output_format == "png":
            from sitegen.png.convert import picture

            try:
                pixels, warning = picture(self.still_svg)
            except ValueError as error:
                raise OutputError(f"{target} cannot be written: {error}") from error
            if warning:
                warnings.warn(warning, stacklevel=2)
            write_atomic(target, pixels)
        else:
            write_atomic(target, self.html if output_format == "html" else self.files[FORMAT_FILES[output_format]])

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        """What a notebook shows; every output stands alone, and no two of a process share an id."""
        from sitegen.page.fragment import Fragments
        from sitegen.page.host import NOTEBOOK

        html = Fragments(host=NOTEBOOK, shown=_shown).add(self.rendered).html
        unique = f"{self.rendered.prefix}-{_shown[self.rendered.spec.id]}"
        bundle = {
            "text/html": html,
            "image/svg+xml": self.image_svg.replace(self.rendered.prefix, unique),
            "text/plain": f"{self.title}\n\n{self.rendered.words.summary()}",
        }
        return {
            name: text
            for name, text in bundle.items()
            if (include is None or name in include) and not (exclude and name in exclude)
        }

    def __repr__(self) -> str:
        return f"<figure {self.rendered.spec.id}: {self.title}>"


def render_figure(source: SpecLike, /, **params: Any) -> EmbeddableFigure:
    """Make a figure from a spec, a file, a mapping or the name of a kind.

    What was changed on the author's behalf is a Python warning. So is the loss of a link: a figure with a link to another is
    shown without it when `source` is its spec and `params` change it, and without what it follows there, since its numbers
    need not fit the other figure any more.

    Parameters
    ----------
    source : ResolvedSpec, Path, str or mapping
        A str is the name of a kind, or a file when it ends in ``.yaml`` or ``.yml``, or YAML text when it has a line break or
        a colon with a space behind it.
        Data files that a text or a mapping names are looked for in the working folder.
    **params
        Parameters of the kind, before those of `source`; numpy arrays and scalars count as lists and numbers.

    Raises
    ------
    ContentError
        With every problem of the spec and of `params`, and every rule of accessibility that the figure breaks; its
        ``diagnostics`` have the places.
    OutputError
        For a kind with a report, when ``SOURCE_DATE_EPOCH`` counts no seconds.

    Examples
    --------
    >>> render_figure("gradient-decay", num_layers=8)
    <figure gradient-decay: Gradient magnitude per layer>
    """
    if isinstance(source, ResolvedSpec) and not params:
        return _made(source, PYTHON_SOURCE)
    if isinstance(source, ResolvedSpec) and source.link:
        message = f"{source.id} is shown without its link to {source.link}: with other parameters it stands alone"
        warnings.warn(message, stacklevel=2)
    place = _place(source)
    is_file = isinstance(place, Path)
    spec = pipeline.read_spec(place, folder=None if is_file else Path(), params=params)
    for warning in spec.warnings:
        warnings.warn(str(warning), stacklevel=2)
    return _made(spec, str(place) if is_file else PYTHON_SOURCE)


def _made(spec: ResolvedSpec, file: str) -> EmbeddableFigure:
    figure = pipeline.render_figure(spec)
    require_accessible(figure.audit, file, line=0 if file == PYTHON_SOURCE else 1)
    return EmbeddableFigure(figure)


def _place(source: SpecLike) -> Path | SpecSource | Mapping[str, Any]:
    """Where to read the spec from, by what `source` is or looks like."""
    if isinstance(source, ResolvedSpec):
        return _mapping(source)
    if not isinstance(source, str):
        return source
    if source.endswith(YAML_SUFFIXES) and "\n" not in source:
        return Path(source)
    if "\n" in source or ": " in source:
        return SpecSource("<string>", source, default_id="figure")
    if source in KINDS:
        return {"id": source, "kind": source}
    message = (
        f"{source!r} is not one of the kinds {', '.join(sorted(KINDS))}, "
        "nor a file that ends in .yaml, nor YAML text such as 'kind: gradient-flow'"
    )
    raise ContentError([Diagnostic(file=PYTHON_SOURCE, message=message, hint=did_you_mean(source, KINDS))])


def _mapping(spec: ResolvedSpec) -> dict[str, Any]:
    """What an author would write for `spec`, without its link and what it follows there."""
    own = spec.written.model_dump(by_alias=True, exclude_unset=True, exclude={"params", "link"})
    return {**own, "params": spec.params.model_dump(by_alias=True, exclude_unset=True)}
