"""The command ``render``: draw one figure without a site."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.click_classes import Number, ThemeFilePath, UserPath
from sitegen.cli.console import is_terminal, problems_shown, say, say_error, show
from sitegen.cli.site_options import local_kinds_option
from sitegen.cli.spec_input import STDIN, existing_spec, loaded_spec, with_changes
from sitegen.errors import ContentError, figure_problem, unforeseen_errors
from sitegen.write.formats import DARK_FILES, FORMAT_FILES, OUTPUT_FORMATS, PICTURE_FILES, format_for, other_format_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.figure import Figure

_TWO_PALETTES = (*DARK_FILES, "png")
"""Formats with one file for each palette; the others follow the reader's setting or have no colours."""
_UNCOLOURED = ("json", "csv", "text")


def _target(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Path | None:
    """Path of the output file; None for standard output."""
    if value == "":
        raise click.BadParameter("the name of the file is empty; '-' means standard output")
    if str(value).endswith(("/", os.sep)):
        raise click.BadParameter(f"'{value}' is a folder; write the name of a file")
    return None if value in {None, "-"} else Path(value)


@click.command(short_help="Draw one figure.")
@click.argument("spec", callback=existing_spec, type=UserPath(allow_dash=True))
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
@click.option(
    "--scale", metavar="N", type=Number(), help="png: pixels for each CSS pixel, from 0.5 to 8; without it, 2."
)
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
    help="narrow draws for a phone or a column of text, wide for the width of a page. Without it, narrow.",
)
@click.option(
    "--theme",
    metavar="FILE",
    type=ThemeFilePath(dir_okay=False, exists=True),
    help="Your own colours: a YAML file with the options of a theme. Without it, the theme of the site with SPEC.",
)
@click.option("--dark", is_flag=True, help="image, still, png: colours for a dark page.")
@click.option(
    "--csp",
    is_flag=True,
    help="html: print the sources that a strict Content-Security-Policy must allow; the HTML goes to FILE.",
)
@local_kinds_option
def render(
    spec: str,
    output_format: str | None,
    output: Path | None,
    scale: float | None,
    changes: tuple[str, ...],
    canvas: str,
    theme: str | None,
    dark: bool,
    csp: bool,
    local_kinds: bool,
) -> None:
    """Draw the figure of the YAML file SPEC; "-" reads standard input.

    Other figures that SPEC refers to must be in its folder. A figure that violates a rule of accessibility is not written.

    \b
    svg     for any page: moves for up to 5 seconds, may be pasted inline
    image   for <img>, Markdown and README files: as svg, or dark with --dark
    still   for print and PDF: does not move
    png     for slides and chat: does not move, has no words for screen readers
    html    the whole figure for a page: drawing, controls, words, table
    json    every number        csv   the data table        text   the figure in words

    \b
    Examples:
      sitegen render fig.yaml -o fig.svg
      sitegen render fig.yaml --scale 3 -o fig.png
      sitegen render fig.yaml --canvas wide -o fig.svg
      sitegen render fig.yaml --theme theme.yaml -o fig.svg
      sitegen render fig.yaml --as text
      sitegen render fig.yaml --csp -o fig.html
      sitegen render fig.yaml --set init_scale=1.4 -o louder.svg
      cat fig.yaml | sitegen render - --as image > fig.svg
    """
    with problems_shown(as_json=False):
        output_format = output_format or format_for(output or Path())
    to_terminal = output is None and is_terminal(sys.stdout)
    _check_options(output_format, scale, canvas, theme, dark=dark, csp=csp, to_terminal=to_terminal)
    inputs = {Path(each): None for each in (spec, theme) if each and each != "-"}
    _refuse_input(output, inputs)
    from sitegen.audit.audit_report import require_accessible
    from sitegen.figures.guarded_kind import kind_failures
    from sitegen.pipeline import render_resolved
    from sitegen.scene.canvas import CANVASES
    from sitegen.theme import THEME
    from sitegen.theming.read_theme import read_theme, theme_around

    with problems_shown(as_json=False):
        file = STDIN if spec == "-" else spec
        look = read_theme(theme) if theme else THEME if spec == "-" else theme_around(Path(spec), inputs)
        resolved, loaded = loaded_spec(spec, inputs, local_kinds=local_kinds)
        resolved = with_changes(resolved, changes)
        _refuse_input(output, inputs)
        if output and (named := other_format_of(output, output_format)):
            raise click.UsageError(
                f"{output} has the ending of {named}, and --as says {output_format}. Name another file."
            )
        with unforeseen_errors(f"the figure in {file}"), kind_failures(resolved.id, loaded):
            figure = render_resolved(resolved, CANVASES[canvas], look)
        require_accessible(figure.audit, loaded)
        if output_format == "html":
            from sitegen.page.fragment import figure_fragment

            fragment = figure_fragment(figure)
            _write(output, fragment.html, fragment.policy if csp else "")
        elif output_format == "png":
            _write(output, _png(figure, file, scale, dark=dark))
        else:
            _write(output, figure.files[(DARK_FILES if dark else FORMAT_FILES)[output_format]])


def _write(output: Path | None, content: bytes | str, policy: str = "") -> None:
    """Write the file, and print a policy if there is one, or else what has no file."""
    if output is not None:
        from sitegen.atomic import write_atomic

        write_atomic(output, content)
        say_error(f"Wrote {output}")
    if policy:
        say(policy)
    elif output is None:
        say(content, nl=False)


def _check_options(
    output_format: str, scale: float | None, canvas: str, theme: str | None, *, dark: bool, csp: bool, to_terminal: bool
) -> None:
    """Refuse options without effect, and a PNG on a terminal."""
    if scale is not None and output_format != "png":
        raise click.UsageError(f"--scale is for png, and this is {output_format}. Add --as png, or leave --scale out.")
    if dark and output_format not in _TWO_PALETTES:
        raise click.UsageError(f"--dark is for {', '.join(_TWO_PALETTES)}, and this is {output_format}. Leave it out.")
    if theme and output_format in _UNCOLOURED:
        raise click.UsageError(f"--theme is for what has colours, and {output_format} has none. Leave it out.")
    if csp and output_format != "html":
        raise click.UsageError(f"--csp is for html, and this is {output_format}. Add --as html, or leave --csp out.")
    if canvas != "narrow" and output_format == "html":
        raise click.UsageError("--canvas is for single drawings; an HTML page has the narrow one. Leave it out.")
    if output_format == "png" and to_terminal:
        raise click.UsageError("A terminal cannot show a PNG. Name a file for it: -o fig.png")


def _refuse_input(output: Path | None, inputs: Iterable[Path]) -> None:
    """Refuse to replace a file that the figure was made from."""
    # The path that is written: a/../b is b, even if there is no folder a.
    target = None if output is None else Path(os.path.realpath(output))
    if target is not None and target.is_file() and any(each.exists() and target.samefile(each) for each in inputs):
        raise click.UsageError(f"The figure is made from {output}, which would be lost. Name another file.")


def _png(figure: Figure, file: str, scale: float | None, *, dark: bool) -> bytes:
    """The figure in pixels; what its fonts cannot show is a warning."""
    from sitegen.png.convert import SCALE, ScaleError, picture

    try:
        pixels, warning = picture(
            figure.files[PICTURE_FILES["dark" if dark else "light"]], SCALE if scale is None else scale
        )
    except ScaleError as error:
        raise click.BadParameter(str(error), param_hint="'--scale'") from error
    except ValueError as error:
        raise ContentError([figure_problem(file, f"the drawing cannot become a PNG: {error}")]) from error
    if warning:
        show([figure_problem(file, warning, "warning")], as_json=False)
    return pixels
