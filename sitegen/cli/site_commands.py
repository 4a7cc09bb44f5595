"""The commands ``check`` and ``new`` for a site, and ``embed`` to show one of its figures elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.cli.cache import cache_option
from sitegen.cli.click_classes import AdvisedChoice, UserPath
from sitegen.cli.console import problems_shown, progress_shown, say
from sitegen.cli.site_options import (
    checked_address,
    content_argument,
    json_option,
    local_kinds_option,
    no_cache_option,
    quiet_option,
    reported,
    site_in,
    strict_option,
)
from sitegen.errors import did_you_mean
from sitegen.page.snippets import SNIPPETS, snippets
from sitegen.spec.other_words import for_words
from sitegen.spec.source_text import YAML_SUFFIXES

_PLACES = for_words(
    {
        "readme gitlab bitbucket gitea codeberg": "github",
        "md hugo jekyll eleventy gatsby docusaurus mkdocs zensical pelican vitepress astro sphinx myst quarto": "markdown",
        "jupyter notebook colab obsidian": "markdown",
        "web page site svg inline": "html",
        "moodle canvas blackboard wiki confluence notion wordpress google-sites embed frame": "iframe",
    }
)
"""Snippets for places that have another name."""


@click.command(short_help="List every problem; write nothing.")
@content_argument
@cache_option
@no_cache_option
@local_kinds_option
@strict_option
@quiet_option
@json_option
def check(
    content: Path, cache: Path, no_cache: bool, local_kinds: bool, strict: bool, quiet: bool, as_json: bool
) -> None:
    """Check everything that a build of the folder CONTENT would, and write nothing.

    \b
    Examples:
      sitegen check
      sitegen check my-site --json
    """
    from sitegen.site.build import check_site

    with problems_shown(as_json=as_json), progress_shown(quiet=quiet or as_json) as progress:
        store = None if no_cache else cache
        result = check_site(site_in(content), strict=strict, progress=progress, cache=store, local_kinds=local_kinds)
    reported(result, "No errors in ", quiet=quiet, as_json=as_json)


@click.command(short_help="Begin a small site, or a kind of figures.")
@click.argument("folder", metavar="DIR", type=UserPath(path_type=Path))
@click.option(
    "--kind", metavar="NAME", help="Write a Python package with a kind of figures of this name, such as lab.hinge."
)
def new(folder: Path, kind: str | None) -> None:
    """Write a small site into the new folder DIR, or a Python package with a kind of figures.

    \b
    Examples:
      sitegen new my-site
      sitegen serve my-site --open
      sitegen new --kind lab.hinge lab-kinds
    """
    from sitegen.site.starter import create_kind, create_site

    with problems_shown(as_json=False):
        for name in create_kind(kind, folder) if kind is not None else create_site(folder):
            say(str(folder / name))


@click.command(short_help="Print a snippet that shows a figure elsewhere.")
@click.argument("name", metavar="ID")
@click.option(
    "--for",
    "place",
    default="html",
    show_default=True,
    type=AdvisedChoice(SNIPPETS, _PLACES, "Pages of HTML show html and iframe; Markdown shows markdown."),
    help="Where the figure is shown.",
)
@click.option(
    "--content",
    default="content",
    show_default=True,
    metavar="DIR",
    type=UserPath(path_type=Path),
    help="The site that the figure belongs to.",
)
@click.option(
    "--base-url", metavar="URL", callback=checked_address, help="Address that the site has; overrides site.yaml."
)
@local_kinds_option
def embed(name: str, place: str, content: Path, base_url: str | None, local_kinds: bool) -> None:
    """Print a snippet that shows the figure ID of a site elsewhere, with its alternative text.

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
    from sitegen.site.prepare import read_registry
    from sitegen.site.render_figures import draw_figure
    from sitegen.spec.value_hints import nearest_id

    folder = site_in(content)
    with problems_shown(as_json=False):
        config, _ = load_config(folder)
        registry = read_registry(folder, local_kinds=local_kinds)
        if name not in registry.entries and name not in registry.invalid:
            hint = (
                did_you_mean(name, registry.entries).capitalize() or "The gallery of the built site shows all figures."
            )
            if (meant := nearest_id(name)) in registry.entries:
                hint = f"Write its id: {meant}"
            elif name.endswith(YAML_SUFFIXES) and Path(name).is_file():
                hint = f"A figure by itself: sitegen render {name} --as html"
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
