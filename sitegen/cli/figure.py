"""The commands about one figure: ``render`` and ``kinds``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.report import problems_shown, say, show
from sitegen.errors import ContentError, Diagnostic, Severity, did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from sitegen.figures.kind import AnyKind
    from sitegen.products import RenderedFigure
    from sitegen.spec.model import FigureSpec

_FILES = {
    "svg": "figure.svg",
    "image": "image.svg",
    "still": "still.svg",
    "json": "data.json",
    "csv": "data.csv",
    "text": "description.txt",
}
_STDIN = "<stdin>"
_SUFFIXES = {".html": "html", ".png": "png", ".json": "json", ".csv": "csv", ".txt": "text"}
_TWO_PALETTES = ("image", "still", "png")
"""What has a file for each palette; the others follow the reader's setting, or have no colours."""
_WIDTH = 88


def _target(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Path | None:
    """Where a figure goes; None for standard output."""
    if value == "":
        raise click.BadParameter("the name of the file is empty; '-' means standard output")
    return None if value in {None, "-"} else Path(value)


@click.command(short_help="Draw one figure.")
@click.argument("spec", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--as",
    "form",
    type=click.Choice([*_FILES, "html", "png"]),
    help="What to write. Without it the name of FILE decides: .html, .png, .json, .csv, .txt; otherwise svg.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    callback=_target,
    type=click.Path(dir_okay=False, readable=False, allow_dash=True),
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
@click.option("--dark", is_flag=True, help="image, still, png: colours for a dark page.")
def render(
    spec: str,
    form: str | None,
    output: Path | None,
    scale: float | None,
    changes: tuple[str, ...],
    dark: bool,
) -> None:
    """Draw the figure of the YAML file SPEC; "-" reads standard input.

    A figure that SPEC refers to is looked for beside it. Nothing is written for a figure that not everyone could read.

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
      sitegen render fig.yaml --as text
      sitegen render fig.yaml --set init_scale=1.4 -o louder.svg
      cat fig.yaml | sitegen render - --as image > fig.svg
    """
    form = form or _SUFFIXES.get(output.suffix.lower() if output else "", "svg")
    _check_options(form, scale, dark=dark, to_terminal=output is None and sys.stdout.isatty())
    from sitegen.pipeline import render_figure

    with problems_shown(as_json=False):
        figure = render_figure(_changed(_loaded(spec), changes))
        file = _STDIN if spec == "-" else spec
        _pass_gate(figure, file)
        content = _png(figure, file, scale, dark=dark) if form == "png" else _product(figure, form, dark=dark)
        if output is None:
            say(content, nl=False)
            return
        from sitegen.site.output import write_atomic

        write_atomic(output, content)


def _check_options(form: str, scale: float | None, *, dark: bool, to_terminal: bool) -> None:
    """Refuse what would have no effect, and a picture where only text is read."""
    if scale is not None and form != "png":
        raise click.UsageError(f"--scale is for png, and this is {form}. Add --as png, or leave --scale out.")
    if dark and form not in _TWO_PALETTES:
        raise click.UsageError(f"--dark is for {', '.join(_TWO_PALETTES)}, and this is {form}. Leave it out.")
    if form == "png" and to_terminal:
        raise click.UsageError("A terminal cannot show a PNG. Name a file for it: -o fig.png")


def _loaded(name: str) -> FigureSpec:
    """The spec in the file `name` or on standard input; its warnings are shown."""
    from sitegen.pipeline import read_spec
    from sitegen.spec.text import MAX_BYTES, SpecSource

    if name == "-":
        content = sys.stdin.buffer.read(MAX_BYTES + 1)
        spec, warnings = read_spec(SpecSource(_STDIN, content, default_id="figure"), folder=Path())
    else:
        spec, warnings = read_spec(Path(name))
    show(warnings, as_json=False)
    return spec


def _changed(spec: FigureSpec, changes: tuple[str, ...]) -> FigureSpec:
    """The spec with parameters from the command line, which leave nothing to explore."""
    if not changes:
        return spec
    from sitegen.explore.axes import refusals, with_values

    values = dict(map(_change, changes))
    unknown = next((name for name in values if name not in type(spec.params).model_fields), None)
    if unknown is not None:
        known = type(spec.params).model_fields
        hint = did_you_mean(unknown, known) or f"it has {', '.join(sorted(known))}"
        raise click.BadParameter(f"{spec.kind} has no parameter '{unknown}'; {hint}", param_hint="'--set'")
    for finding in refusals(spec.params, values):
        hint = f"; {finding.hint}" if finding.hint else ""
        place = ".".join(str(part) for part in finding.path if part != "params")
        raise click.BadParameter(f"{place}: {finding.message}{hint}", param_hint="'--set'")
    return spec.model_copy(
        update={"params": with_values(spec.params, values), "explore": {}, "stills": (), "link": None}
    )


def _change(text: str) -> tuple[str, object]:
    """``init_scale=1.4`` as a name and a value."""
    from sitegen.spec.compose import compose
    from sitegen.spec.text import SpecSource, read_text

    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise click.BadParameter(f"'{text}' is not NAME=VALUE, such as init_scale=1.4", param_hint="'--set'")
    try:
        tree = compose(read_text(SpecSource("--set", value)))
    except ContentError as error:
        raise click.BadParameter(f"{name}: {error.diagnostics[0].message}", param_hint="'--set'") from error
    if not tree.complete or tree.problems:
        raise click.BadParameter(f"{name}: {tree.problems[0].message}", param_hint="'--set'")
    return name.strip(), tree.value


def _pass_gate(figure: RenderedFigure, file: str) -> None:
    """Refuse what a build refuses, in the same words."""
    breaches = figure.evidence.breaches
    if breaches:
        raise ContentError([_problem(file, str(each)) for each in breaches])


def _problem(file: str, message: str, severity: Severity = "error") -> Diagnostic:
    """A problem of the spec as a whole."""
    return Diagnostic(file=file, line=1, column=1, message=message, severity=severity, stage="site")


def _png(figure: RenderedFigure, file: str, scale: float | None, *, dark: bool) -> bytes:
    """The figure in pixels; what its fonts cannot show is a warning."""
    from sitegen.png.convert import SCALE, ScaleError, png
    from sitegen.png.glyphs import missing_characters, missing_message

    svg = _product(figure, "still", dark=dark)
    try:
        picture = png(svg, SCALE if scale is None else scale)
    except ScaleError as error:
        raise click.BadParameter(str(error), param_hint="'--scale'") from error
    except ValueError as error:
        raise ContentError([_problem(file, f"the drawing cannot become a PNG: {error}")]) from error
    missing = missing_characters(svg)
    if missing:
        show([_problem(file, missing_message(missing), "warning")], as_json=False)
    return picture


def _product(figure: RenderedFigure, form: str, *, dark: bool) -> str:
    if form in _FILES:
        return figure.files[_FILES[form].replace(".svg", "-dark.svg") if dark else _FILES[form]]
    from sitegen.page.fragment import html_fragment

    return html_fragment(figure)


def _complete_kind(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from sitegen.figures import KINDS

    return [CompletionItem(name, help=kind.title) for name, kind in KINDS.items() if name.startswith(incomplete)]


@click.command(short_help="List the kinds of figures and what they take.")
@click.argument("name", required=False, shell_complete=_complete_kind)
@click.option("--schema", "form", flag_value="schema", help="Print the JSON Schema of specs, for editors.")
@click.option("--json", "form", flag_value="json", help="Print it as JSON, for programs.")
def kinds(name: str | None, form: str | None) -> None:
    """List the kinds of figures, or say what a spec of the kind NAME may say.

    \b
    Examples:
      sitegen kinds
      sitegen kinds gradient-decay
      sitegen kinds --schema > figure.schema.json

    An editor checks a spec while you type when its first line names the schema:

    \b
      # yaml-language-server: $schema=figure.schema.json
    """
    from sitegen.figures import KINDS

    if name is not None and name not in KINDS:
        hint = did_you_mean(name, KINDS).capitalize() or f"The kinds are {', '.join(sorted(KINDS))}."
        raise click.UsageError(f"No such kind '{name}'. {hint}")
    if form == "schema":
        from sitegen.spec.schema import kind_schema, schema_text, spec_schema

        say(schema_text(kind_schema(name, KINDS[name]) if name else spec_schema(KINDS)), nl=False)
    elif form == "json":
        facts = _facts(KINDS[name]) if name else [_facts(kind) for kind in KINDS.values()]
        say(json.dumps(facts, indent=2, ensure_ascii=False))
    elif name:
        say(_described(KINDS[name]))
    else:
        for kind in KINDS.values():
            say(f"{kind.name}\n{_indented(kind.purpose, 4)}")


def _facts(kind: AnyKind) -> dict[str, Any]:
    """What a program may want to know of a kind."""
    texts = {field: getattr(kind, field) for field in ("name", "title", "purpose", "formula", "source")}
    return {**texts, "params": _parameters(kind)}


def _parameters(kind: AnyKind) -> list[dict[str, Any]]:
    from sitegen.spec.fields import Allowed

    return [
        {
            "name": name,
            "allowed": Allowed.of(field.annotation, tuple(field.metadata)).phrase,
            "required": field.is_required(),
            "default": None if field.is_required() else field.get_default(call_default_factory=True),
            "description": field.description or "",
        }
        for name, field in kind.params.model_fields.items()
    ]


def _described(kind: AnyKind) -> str:
    """A kind as a page of text."""
    blocks = [
        f"{kind.name}: {kind.title}",
        fill(kind.purpose, _WIDTH),
        fill(f"Source: {kind.source}", _WIDTH),
        "Parameters:",
    ]
    for each in _parameters(kind):
        default = "required" if each["required"] else f"default {json.dumps(each['default'], ensure_ascii=False)}"
        lines = (f"{each['allowed']}; {default}", each["description"])
        blocks.append("\n".join((f"  {each['name']}", *(_indented(line, 6) for line in lines))))
    return "\n\n".join(blocks)


def _indented(text: str, columns: int) -> str:
    return fill(text, _WIDTH, initial_indent=" " * columns, subsequent_indent=" " * columns)
