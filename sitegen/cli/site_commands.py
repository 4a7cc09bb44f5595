"""The commands for a site: ``build``, ``check``, ``new``, and ``embed`` to show one of its figures elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.cache import cache_option
from sitegen.cli.console import problems_shown, progress_shown, say, say_error, show
from sitegen.cli.paths import UserPath
from sitegen.errors import did_you_mean
from sitegen.page.snippets import SNIPPETS, snippets
from sitegen.spec.content_root import SITE_CONFIG
from sitegen.spec.message_format import counted

if TYPE_CHECKING:
    from sitegen.site.last_build import BuildResult

content_argument = click.argument("content", default="content", type=UserPath(path_type=Path))
_strict = click.option("--strict", is_flag=True, help="Fail on warnings, too.")
_quiet = click.option("--quiet", is_flag=True, help="Print problems only.")
_json = click.option("--json", "as_json", is_flag=True, help="Print problems and results as JSON, for programs.")


def _address(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Check the address before anything is built."""
    if value is None:
        return None
    from sitegen.site.config import base_address

    try:
        return base_address(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command(short_help="Build the site.")
@content_argument
@click.option(
    "--out",
    default="build",
    show_default=True,
    metavar="DIR",
    type=UserPath(path_type=Path),
    help="Where the site goes.",
)
@click.option(
    "--base-url", metavar="URL", callback=_address, help="Address that the site will have; overrides site.yaml."
)
@cache_option
@click.option("--no-cache", is_flag=True, help="Neither use nor fill the cache.")
@_strict
@_quiet
@_json
def build(
    content: Path,
    out: Path,
    base_url: str | None,
    cache: Path,
    no_cache: bool,
    strict: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Build the pages and figures of the folder CONTENT into a site.

    The old site stays until the new one is complete. A folder that sitegen did not write is never replaced, and files
    that others put into the site stay as they are. If nothing changed since the last build, nothing is written.

    \b
    Examples:
      sitegen build
      sitegen build my-site --out public
      sitegen build --base-url https://example.org/course/
    """
    from sitegen.site.build import build_site

    with problems_shown(as_json=as_json), progress_shown(quiet=quiet or as_json) as progress:
        result = build_site(
            site_in(content),
            out,
            base_url=base_url,
            strict=strict,
            progress=progress,
            cache=None if no_cache else cache,
        )
    _reported(result, f"{out}: ", quiet=quiet, as_json=as_json)


@click.command(short_help="List every problem; write nothing.")
@content_argument
@_strict
@_quiet
@_json
def check(content: Path, strict: bool, quiet: bool, as_json: bool) -> None:
    """Check everything that a build of the folder CONTENT would, and write nothing.

    \b
    Examples:
      sitegen check
      sitegen check my-site --json
    """
    from sitegen.site.build import check_site

    with problems_shown(as_json=as_json), progress_shown(quiet=quiet or as_json) as progress:
        result = check_site(site_in(content), strict=strict, progress=progress)
    _reported(result, "No errors in ", quiet=quiet, as_json=as_json)


@click.command(short_help="Begin a small site.")
@click.argument("folder", metavar="DIR", type=UserPath(path_type=Path))
def new(folder: Path) -> None:
    """Write a small site that builds into the new folder DIR.

    \b
    Example:
      sitegen new my-site
      sitegen serve my-site --open
    """
    from sitegen.site.starter import create_site

    with problems_shown(as_json=False):
        for name in create_site(folder):
            say(str(folder / name))


@click.command(short_help="Print what shows a figure elsewhere.")
@click.argument("name", metavar="ID")
@click.option(
    "--for", "place", default="html", show_default=True, type=click.Choice(SNIPPETS), help="Where it is to be shown."
)
@click.option(
    "--content",
    default="content",
    show_default=True,
    metavar="DIR",
    type=UserPath(path_type=Path),
    help="The site that the figure belongs to.",
)
@click.option("--base-url", metavar="URL", callback=_address, help="Address that the site has; overrides site.yaml.")
def embed(name: str, place: str, content: Path, base_url: str | None) -> None:
    """Print the text that shows the figure ID of a site elsewhere, its description filled in.

    \b
    html      the drawing itself, with its caption
    github    a picture for README files: still for less motion, dark on dark pages
    markdown  one line
    object    the drawing from its own file
    iframe    the whole figure with controls, words and table, as high as it is

    \b
    Examples:
      sitegen embed relu-16 --for github --base-url https://example.org/course/
      sitegen embed relu-16 --for iframe --content my-course
    """
    from sitegen.page.environment import default_templates
    from sitegen.page.figure_parts import figure_parts
    from sitegen.site.config import load_config
    from sitegen.site.spec_registry import draw_figure, read_registry
    from sitegen.spec.meant_values import nearest_id

    folder = site_in(content)
    with problems_shown(as_json=False):
        config, _ = load_config(folder)
        registry = read_registry(folder)
        if name not in registry.specs and name not in registry.invalid:
            hint = did_you_mean(name, registry.specs).capitalize() or "The gallery of the built site shows all figures."
            if (meant := nearest_id(name)) in registry.specs:
                hint = f"Write its id: {meant}"
            raise click.UsageError(f"{content} has no figure '{name}'. {hint}")
        figure = draw_figure(registry, name)
    root = base_url or config.base_url
    if root is None and place != "html":
        note = "The addresses begin at the built site. With --base-url, or base_url in site.yaml, they are whole."
        click.echo(note, err=True)
    texts = {
        each.form: each.text
        for each in snippets(figure_parts(figure, default_templates()), f"{root or ''}figures/{name}/")
    }
    say(texts[place])


def site_in(content: Path) -> Path:
    """The content folder itself, or the one inside a folder made by ``sitegen new``."""
    if content.exists() and not content.is_dir():
        raise click.UsageError(f"'{content}' is a file. Name the folder with {SITE_CONFIG}: {content.parent}")
    if not content.is_dir() and Path(SITE_CONFIG).is_file():
        raise click.UsageError(f"There is no folder '{content}', but {SITE_CONFIG} is here. Name this folder: .")
    if not content.is_dir():
        raise click.UsageError(
            f"There is no folder '{content}'. Name the folder with {SITE_CONFIG}, or begin one: sitegen new {content}"
        )
    inner = content / "content"
    return inner if (inner / SITE_CONFIG).is_file() and not (content / SITE_CONFIG).is_file() else content


def _reported(result: BuildResult, head: str, *, quiet: bool, as_json: bool) -> None:
    """Print the result of a build or a check."""
    counts = {"pages": result.pages, "figures": result.figures}
    show(result.diagnostics, as_json=as_json, result={"ok": True, **counts, "notes": result.notes})
    if not as_json:
        for note in result.notes:
            say_error(f"Note: {note}")
    if not quiet and not as_json:
        unchanged = " (nothing changed)" if result.unchanged else ""
        counted_all = ", ".join(counted(count, noun.removesuffix("s")) for noun, count in counts.items())
        say(f"{head}{counted_all}{unchanged}")
