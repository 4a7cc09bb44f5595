"""The command ``embed``: print the snippet that shows a figure of a site elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.cli.console import problems_shown, say
from sitegen.cli.site_commands import address_of, site_in
from sitegen.errors import did_you_mean
from sitegen.page.snippets import SNIPPETS, snippets


@click.command(short_help="Print what shows a figure elsewhere.")
@click.argument("name", metavar="ID")
@click.option("--for", "place", required=True, type=click.Choice(SNIPPETS), help="Where it is to be shown.")
@click.option(
    "--content",
    default="content",
    show_default=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The site that the figure belongs to.",
)
@click.option("--base-url", metavar="URL", callback=address_of, help="Address that the site has; overrides site.yaml.")
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
    from sitegen.site.config import load_config
    from sitegen.site.spec_registry import draw_figure, read_registry

    folder = site_in(content)
    with problems_shown(as_json=False):
        config, _ = load_config(folder)
        registry = read_registry(folder)
        if name not in registry.specs and name not in registry.invalid:
            hint = did_you_mean(name, registry.specs).capitalize() or "The gallery of the built site shows all figures."
            raise click.UsageError(f"{content} has no figure '{name}'. {hint}")
        figure = draw_figure(registry, name)
    root = base_url or config.base_url
    if root is None and place != "html":
        note = "The addresses begin at the built site. With --base-url, or base_url in site.yaml, they are whole."
        click.echo(note, err=True)
    texts = {each.form: each.text for each in snippets(figure, f"{root or ''}figures/{name}/")}
    say(texts[place])
