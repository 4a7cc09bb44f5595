"""The command ``cache``: how large the cache of builds is, and how to make it smaller."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click

from sitegen.cli.click_classes import CommandGroup, UserPath
from sitegen.cli.console import problems_shown, say
from sitegen.engine.cache_folder import default_folder, own_store, usage
from sitegen.engine.store import DEFAULT_LIMIT, Usage
from sitegen.spec.other_words import for_words

_OTHER_TOOLS = for_words(
    {
        "list ls show size status dir path": "Its folder and size: sitegen cache info",
        "clean purge rm delete remove reset empty": "To empty it: sitegen cache clear",
        "gc trim limit": "To make it smaller: sitegen cache prune",
    }
)
"""Commands that other tools have for their caches, and what does the same."""
_UNITS = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9}


def cache_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option ``--cache``."""
    return click.option(
        "--cache",
        metavar="DIR",
        type=UserPath(path_type=Path),
        default=default_folder,
        help="Folder of the cache; by default sitegen in the cache folder of the user.",
    )(command)


def _bytes(_ctx: click.Context, _param: click.Parameter, value: str) -> int:
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?) ?([kMG]?)(B?)", value)
    if found is None:
        raise click.BadParameter(f"'{value}' is no size such as 500M or 2G.")
    if not found[2] and not found[3] and float(found[1]):
        raise click.BadParameter(f"'{value}' has no unit. Write {found[1]}M for megabytes, or k or G.")
    return int(float(found[1]) * _UNITS[found[2]])


@click.group(cls=CommandGroup, other_tools=_OTHER_TOOLS, short_help="Show or empty the cache of builds.")
def cache() -> None:
    """Show or empty the cache, where builds keep figures and pages to use them again.

    Deleting it is always safe: the next build makes everything anew.

    \b
    Examples:
      sitegen cache info
      sitegen cache prune --keep 200M
      sitegen cache clear
    """


@cache.command(short_help="Show where it is and how large.")
@cache_option
def info(cache: Path) -> None:
    """Print the folder of the cache, and its size.

    \b
    Example:
      sitegen cache info
    """
    say(f"{cache}: {_counted(usage(cache))}, at most {_size(DEFAULT_LIMIT)}")


@cache.command(short_help="Delete the entries that have not been used for longest.")
@cache_option
@click.option(
    "--keep", metavar="SIZE", default="500M", show_default=True, callback=_bytes, help="Size of the cache afterwards."
)
def prune(cache: Path, keep: int) -> None:
    """Delete the entries that builds have not used for longest.

    \b
    Example:
      sitegen cache prune --keep 200M
    """
    with problems_shown(as_json=False), own_store(cache) as store:
        say(f"Deleted {_counted(store.prune(keep))}")


@cache.command(short_help="Delete all of it.")
@cache_option
def clear(cache: Path) -> None:
    """Delete the whole cache.

    \b
    Example:
      sitegen cache clear
    """
    with problems_shown(as_json=False), own_store(cache) as store:
        say(f"Deleted {_counted(store.clear())}")


def _counted(found: Usage) -> str:
    return f"{found.entries:,} {'entry' if found.entries == 1 else 'entries'}, {_size(found.size)}"


def _size(count: int) -> str:
    return f"{count / 10**6:,.1f} MB"
