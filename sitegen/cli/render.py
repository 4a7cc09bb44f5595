"""The command ``render``: draw one figure without a site."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.console import is_terminal, problems_shown, say, say_error, show
from sitegen.cli.paths import UserPath
from sitegen.errors import ContentError, OutputError, did_you_mean, figure_problem, unforeseen_errors
from sitegen.spec.content_root import SITE_CONFIG
from sitegen.spec.source_text import YAML_SUFFIXES
from sitegen.write.formats import FORMAT_FILES, OUTPUT_FORMATS, format_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.figure import Figure
    from sitegen.resolve.resolved_spec import ResolvedSpec
    from sitegen.spec.load import LoadedSpec

_STDIN = "<stdin>"
_FIGURES = ("figures", "content/figures")
_TWO_PALETTES = ("image", "still", "png")
"""Formats with one file for each palette; the others follow the reader's setting or have no colours."""


def _target(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Path | None:
    """Path of the output file; None for standard output."""
    if value == "":
        raise click.BadParameter("the name of the file is empty; '-' means standard output")
    return None if value in {None, "-"} else Path(value)


def _spec(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """Check that the file exists; the id of a figure of a site in this folder is a frequent mistake."""
    if value != "-" and not os.path.lexists(value):
        raise click.BadParameter(f"There is no file '{value}'. {_meant_file(Path(value))}")
    return value


def _meant_file(given: Path) -> str:
    """The spec that was meant by a file that does not exist, or by the id of a figure."""
    folders = [*map(Path, _FIGURES if given.parent == Path() else ()), given.parent]
    files = {
        path.stem: path for folder in folders for path in sorted(folder.glob("*.y*ml")) if path.name != SITE_CONFIG
    }
    stem = given.stem if given.suffix in YAML_SUFFIXES else given.name
    near = "" if stem in files else did_you_mean(stem, files)
    found = next((path for name, path in files.items() if name == stem or f"'{name}'" in near), None)
    if found is None:
        return "It takes a file, or '-' for standard input."
    return f"{near[:1].upper()}{near[1:]} Write its file: sitegen render {found}".lstrip()


@click.command(short_help="Draw one figure.")
@click.argument("spec", callback=_spec, type=UserPath(dir_okay=False, allow_dash=True))
@click.option(
    "--as",
    "output_format",
    type=click.Choice(OUTPUT_FORMATS),
    help="What to write. Without it the ending of FILE decides: .svg, .html, .png, .json, .csv, .txt; without one, svg.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    callback=_target,
    type=UserPath(dir_okay=False, readable=False, allow_dash=True),
    help='Where to; without it, or with "-", to standard output.',
)
@click.option("--scale", metavar="N", type=float, help="png: pixels for each CSS pixel, from 0.5 to 8; without it, 2.")
@click.option(
    "--set",
    "changes",
    metavar="NAME=VALUE",
    multiple=True,
    help="Draw another state: a parameter with another value, in YAML. May be given again.",
)
@click.option(
    "--canvas",
    type=click.Choice(["narrow", "wide"]),
    default="narrow",
    help="What the drawing is made for: a phone or a column of text, or the width of a page. Without it, narrow.",
)
@click.option("--dark", is_flag=True, help="image, still, png: colours for a dark page.")
@click.option(
    "--csp",
    is_flag=True,
    help="html: print the sources that a strict Content-Security-Policy must allow; the HTML goes to FILE alone.",
)
def render(
    spec: str,
    output_format: str | None,
    output: Path | None,
    scale: float | None,
    changes: tuple[str, ...],
    canvas: str,
    dark: bool,
    csp: bool,
) -> None:
    """Draw the figure of the YAML file SPEC; "-" reads standard input.

    A figure that SPEC refers to is looked for in its folder. Nothing is written for a figure that not everyone could read.

    \b
    svg     for pages of others: moves for up to 5 seconds, may be pasted inline
    image   for <img>, Markdown and README files: moves, holds no links
    still   for print and PDF: does not move
    png     for slides and chat: does not move, holds no words for screen readers
    html    the whole figure for a page: drawing, controls, words, table
    json    every number        csv   the data table        text   the figure in words

    \b
    Examples:
      sitegen render fig.yaml -o fig.svg
      sitegen render fig.yaml --scale 3 -o fig.png
      sitegen render fig.yaml --canvas wide -o fig.svg
      sitegen render fig.yaml --as text
      sitegen render fig.yaml --csp -o fig.html
      sitegen render fig.yaml --set init_scale=1.4 -o louder.svg
      cat fig.yaml | sitegen render - --as image > fig.svg
    """
    with problems_shown(as_json=False):
        output_format = output_format or format_for(output or Path())
    to_terminal = output is None and is_terminal(sys.stdout)
    _check_options(output_format, scale, canvas, dark=dark, csp=csp, to_terminal=to_terminal)
    inputs: dict[Path, None] = {} if spec == "-" else {Path(spec): None}
    _refuse_input(output, inputs)
    from sitegen.audit.audit_report import require_accessible
    from sitegen.pipeline import render_resolved
    from sitegen.scene.canvas import CANVASES

    with problems_shown(as_json=False):
        file = _STDIN if spec == "-" else spec
        resolved, loaded = _loaded(spec, inputs)
        resolved = _changed(resolved, changes)
        _refuse_input(output, inputs)
        with unforeseen_errors(f"the figure in {file}"):
            figure = render_resolved(resolved, CANVASES[canvas])
        require_accessible(figure.audit, loaded)
        policy = ""
        content: bytes | str
        if output_format == "html":
            from sitegen.page.fragment import figure_fragment

            fragment = figure_fragment(figure)
            policy, content = fragment.policy, fragment.html
        elif output_format == "png":
            content = _png(figure, file, scale, dark=dark)
        else:
            content = _product(figure, output_format, dark=dark)
        if output is not None:
            from sitegen.atomic import write_atomic

            write_atomic(output, content)
            say_error(f"Wrote {output}")
        if csp:
            say(policy)
        elif output is None:
            say(content, nl=False)


def _check_options(
    output_format: str, scale: float | None, canvas: str, *, dark: bool, csp: bool, to_terminal: bool
) -> None:
    """Refuse options without effect, and a PNG on a terminal."""
    if scale is not None and output_format != "png":
        raise click.UsageError(f"--scale is for png, and this is {output_format}. Add --as png, or leave --scale out.")
    if dark and output_format not in _TWO_PALETTES:
        raise click.UsageError(f"--dark is for {', '.join(_TWO_PALETTES)}, and this is {output_format}. Leave it out.")
    if csp and output_format != "html":
        raise click.UsageError(f"--csp is for html, and this is {output_format}. Add --as html, or leave --csp out.")
    if canvas != "narrow" and output_format == "html":
        raise click.UsageError("--canvas is for single drawings; an HTML page has the narrow one. Leave it out.")
    if output_format == "png" and to_terminal:
        raise click.UsageError("A terminal cannot show a PNG. Name a file for it: -o fig.png")


def _refuse_input(output: Path | None, inputs: Iterable[Path]) -> None:
    """Refuse to replace a file that the figure was made from."""
    if output is not None and output.is_file() and any(each.exists() and output.samefile(each) for each in inputs):
        raise click.UsageError(f"The figure is made from {output}, which would be lost. Name another file.")


def _loaded(name: str, files: dict[Path, None]) -> tuple[ResolvedSpec, LoadedSpec]:
    """Load the spec in the file `name` or on standard input, and show its warnings; add the files that it names to `files`."""
    from sitegen.resolve.read_spec import read_spec
    from sitegen.spec.source_text import MAX_BYTES, SpecSource

    if name == "-":
        if sys.stdin is None:
            raise OutputError(f"standard input cannot be read: {os.strerror(errno.EBADF)}")
        content = sys.stdin.buffer.read(MAX_BYTES + 1)
        spec, loaded = read_spec(SpecSource(_STDIN, content, default_id="figure"), folder=Path(), files=files)
    else:
        spec, loaded = read_spec(Path(name), files=files)
    show(spec.warnings, as_json=False)
    return spec, loaded


def _changed(spec: ResolvedSpec, changes: tuple[str, ...]) -> ResolvedSpec:
    """The spec with parameters from the command line, which leave nothing to explore."""
    if not changes:
        return spec
    from sitegen.resolve.axes import with_values
    from sitegen.resolve.axis_checks import refusals

    values = dict(map(_change, changes))
    unknown = next((name for name in values if name not in type(spec.params).model_fields), None)
    if unknown is not None:
        known = type(spec.params).model_fields
        hint = did_you_mean(unknown, known) or f"it has {', '.join(sorted(known))}"
        raise click.BadParameter(f"{spec.kind} has no parameter '{unknown}'; {hint}", param_hint="'--set'")
    for name, value in values.items():
        if isinstance(value, dict) and not value.keys().isdisjoint({"figure", "file"}):
            message = f"{name}: a figure or a file cannot be named here; write the numbers, or change the spec"
            raise click.BadParameter(message, param_hint="'--set'")
    for problem in refusals(spec.params, values):
        hint = f"; {problem.hint}" if problem.hint else ""
        place = ".".join(str(part) for part in problem.path if part != "params")
        raise click.BadParameter(f"{place}: {problem.message}{hint}", param_hint="'--set'")
    return spec.alone(with_values(spec.params, values))


def _change(text: str) -> tuple[str, object]:
    """Parse ``init_scale=1.4`` into a name and a value."""
    from sitegen.spec.source_text import SpecSource, read_text
    from sitegen.spec.yaml_tree import compose

    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise click.BadParameter(f"'{text}' is not NAME=VALUE, such as init_scale=1.4", param_hint="'--set'")
    try:
        tree = compose(read_text(SpecSource("--set", value)))
    except ContentError as error:
        raise click.BadParameter(f"{name}: {error.diagnostics[0].message}", param_hint="'--set'") from error
    if tree.problems:
        raise click.BadParameter(f"{name}: {tree.problems[0].message}", param_hint="'--set'")
    return name.strip(), tree.value


def _png(figure: Figure, file: str, scale: float | None, *, dark: bool) -> bytes:
    """The figure in pixels; what its fonts cannot show is a warning."""
    from sitegen.png.convert import SCALE, ScaleError, picture

    try:
        pixels, warning = picture(_product(figure, "still", dark=dark), SCALE if scale is None else scale)
    except ScaleError as error:
        raise click.BadParameter(str(error), param_hint="'--scale'") from error
    except ValueError as error:
        raise ContentError([figure_problem(file, f"the drawing cannot become a PNG: {error}")]) from error
    if warning:
        show([figure_problem(file, warning, "warning")], as_json=False)
    return pixels


def _product(figure: Figure, output_format: str, *, dark: bool) -> str:
    name = FORMAT_FILES[output_format]
    return figure.files[name.replace(".svg", "-dark.svg") if dark else name]
