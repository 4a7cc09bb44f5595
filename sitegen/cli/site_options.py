"""What the commands for a site have in common: arguments, options, and how results are printed."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.click_classes import UserPath
from sitegen.cli.console import say, say_error, show
from sitegen.description.english import capitalised
from sitegen.errors import did_you_mean
from sitegen.spec.content_root import SITE_CONFIG, ContentRoot
from sitegen.spec.message_format import counted
from sitegen.spec.source_text import YAML_SUFFIXES

if TYPE_CHECKING:
    from sitegen.site.last_build import BuildResult, MadeFile

content_argument = click.argument("content", default="content", type=UserPath(path_type=Path))
strict_option = click.option("--strict", is_flag=True, help="Fail on warnings, too.")
quiet_option = click.option("--quiet", is_flag=True, help="Print problems only.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print problems and results as JSON, for programs.")

local_kinds_option = click.option(
    "--no-local-kinds",
    "local_kinds",
    is_flag=True,
    flag_value=False,
    default=True,
    help="Refuse a site with kinds of its own, which are programs.",
)

no_cache_option = click.option("--no-cache", is_flag=True, help="Neither use nor fill the cache.")


def checked_address(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Check the address before anything is built."""
    if value is None:
        return None
    from sitegen.site.config import base_address, with_scheme

    try:
        return base_address(value)
    except ValueError as error:
        raise click.BadParameter("; ".join(filter(None, (str(error), with_scheme(value))))) from error


def site_in(content: Path) -> Path:
    """The content folder itself, or the one inside a folder made by ``sitegen new``."""
    if content.exists() and not content.is_dir():
        folder = _site_around(content.parent) or content.parent
        raise click.UsageError(f"'{content}' is a file. Name the folder with {SITE_CONFIG}: {folder}")
    if not content.is_dir() and Path(SITE_CONFIG).is_file():
        raise click.UsageError(f"There is no folder '{content}', but {SITE_CONFIG} is here. Name this folder: .")
    if not content.is_dir():
        if above := _site_around(Path()):
            raise click.UsageError(f"There is no folder '{content}'. Name the folder with {SITE_CONFIG}: {above}")
        if content.suffix in (".md", *YAML_SUFFIXES):
            raise click.UsageError(f"There is no file '{content}', and a folder is needed: that with {SITE_CONFIG}.")
        sites = [each.parent.name for each in content.parent.glob(f"*/{SITE_CONFIG}")]
        near = did_you_mean(content.name, sites)
        advice = capitalised(near) or f"Name the folder with {SITE_CONFIG}, or begin one: sitegen new {content}"
        raise click.UsageError(f"There is no folder '{content}'. {advice}")
    inner = content / "content"
    return inner if (inner / SITE_CONFIG).is_file() and not (content / SITE_CONFIG).is_file() else content


def _site_around(folder: Path) -> Path | None:
    """The folder itself or the nearest one around it that has a ``site.yaml``, as seen from here; None if there is none."""
    found = ContentRoot.at(folder)
    return Path(os.path.relpath(found.root)) if found.is_site else None


def _row(made: MadeFile) -> dict[str, str | float]:
    """A file that was made, for programs."""
    facts = {each.name: getattr(made, each.name) for each in fields(made) if each.name != "inputs"}
    return {**facts, "key": made.key}


def reported(result: BuildResult, head: str, *, quiet: bool, as_json: bool) -> None:
    """Print the result of a build or a check."""
    counts = {"pages": result.pages, "figures": result.figures}
    document = {
        "ok": True,
        **counts,
        "unchanged": result.unchanged,
        "made": [_row(each) for each in result.made],
        "removed": result.removed,
        "notes": result.notes,
    }
    show(result.diagnostics, as_json=as_json, result=document)
    if not as_json:
        for note in result.notes:
            say_error(f"Note: {note}")
    if not quiet and not as_json:
        unchanged = " (nothing changed)" if result.unchanged else ""
        counted_all = ", ".join(counted(count, noun.removesuffix("s")) for noun, count in counts.items())
        say(f"{head}{counted_all}{unchanged}")
