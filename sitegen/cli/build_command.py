"""The command ``build``."""

from __future__ import annotations

import os
import re
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.cache import cache_option
from sitegen.cli.click_classes import UserPath, WholeNumber
from sitegen.cli.console import problems_shown, progress_shown, say, say_error
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
from sitegen.spec.message_format import counted

if TYPE_CHECKING:
    from sitegen.engine.dask_cluster import DaskExecutor
    from sitegen.engine.remote import RemoteCache
    from sitegen.site.last_build import BuildResult

_CLUSTER = re.compile(r"dask=tcp://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):[0-9]{1,5}")
_SLOWEST = 10
"""How many figures and templates ``--profile`` names."""


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cluster(_ctx: click.Context, _param: click.Parameter, value: str | None) -> DaskExecutor | None:
    """The cluster at the address given; it is asked for nothing before there is work."""
    if value is None:
        return None
    if not _CLUSTER.fullmatch(value):
        raise click.BadParameter(f"'{value}' is no cluster; write dask=tcp://HOST:PORT")
    if find_spec("distributed") is None:
        raise click.BadParameter("Dask is not installed; run: pip install 'sitegen-figures[dask]'")
    from sitegen.engine.dask_cluster import DaskExecutor

    return DaskExecutor(value.removeprefix("dask="))


def _remote(address: str | None, *, upload: bool) -> RemoteCache | None:
    """The remote cache at an address; it is asked for nothing before there is something to draw."""
    if not address:
        if upload:
            raise click.UsageError("--remote-upload needs the address of a cache: --remote-cache URL")
        return None
    from sitegen.engine.remote import RemoteCache

    try:
        return RemoteCache(address, upload=upload)
    except ValueError:
        raise click.UsageError("--remote-cache takes an address such as https://example.org/cache") from None


@click.command(short_help="Build the site.")
@content_argument
@click.option(
    "-o",
    "--out",
    default="build",
    show_default=True,
    metavar="DIR",
    type=UserPath(path_type=Path),
    help="Where the site goes.",
)
@click.option(
    "--base-url", metavar="URL", callback=checked_address, help="Address that the site will have; overrides site.yaml."
)
@click.option(
    "--jobs",
    metavar="N",
    type=WholeNumber(1, 256),
    default=_cores,
    help="How many processes may work; by default as many as there are cores.",
)
@click.option(
    "--executor",
    metavar="dask=ADDRESS",
    callback=_cluster,
    help="A Dask cluster that draws the figures, such as dask=tcp://10.0.0.1:8786.",
)
@click.option(
    "--remote-cache",
    metavar="URL",
    envvar="SITEGEN_REMOTE_CACHE",
    help="A cache of figures that several machines share; by default that in SITEGEN_REMOTE_CACHE.",
)
@click.option("--remote-upload", is_flag=True, help="Also write figures to the remote cache.")
@cache_option
@no_cache_option
@local_kinds_option
@click.option("--explain", is_flag=True, help="Say for each file that was made what changed.")
@click.option("--profile", is_flag=True, help="Name the slowest figures and templates.")
@click.option("--check-reproducible", is_flag=True, help="Build again from nothing, and compare.")
@strict_option
@quiet_option
@json_option
def build(
    content: Path,
    out: Path,
    base_url: str | None,
    jobs: int,
    executor: DaskExecutor | None,
    remote_cache: str | None,
    remote_upload: bool,
    cache: Path,
    no_cache: bool,
    local_kinds: bool,
    explain: bool,
    profile: bool,
    check_reproducible: bool,
    strict: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Build the pages and figures of the folder CONTENT into a site.

    The old site stays until the new one is complete. A folder that sitegen did not write is never replaced, and files
    that others put into the site stay as they are. Only what changed since the last build is made again.

    \b
    Examples:
      sitegen build
      sitegen build my-site --out public
      sitegen build --base-url https://example.org/course/
      sitegen build --explain
    """
    from sitegen.site.build import build_site

    folder, remote = site_in(content), _remote(remote_cache, upload=remote_upload)
    with (
        problems_shown(as_json=as_json),
        progress_shown(quiet=quiet or as_json) as progress,
        executor or nullcontext(),
    ):
        result = build_site(
            folder,
            out,
            base_url=base_url,
            strict=strict,
            progress=progress,
            cache=None if no_cache else cache,
            jobs=jobs,
            executor=executor,
            remote=remote,
            local_kinds=local_kinds,
        )
    reported(result, f"{out}: ", quiet=quiet, as_json=as_json)
    if explain and not as_json:
        _explain(result)
    if profile and not as_json:
        _profile(result)
    if check_reproducible:
        _compare(folder, out, base_url, jobs)


def _explain(result: BuildResult) -> None:
    """Print why each file was made."""
    for each in result.made:
        say(f"{each.path}: {each.reason}")
    for path in result.removed:
        say(f"{path}: removed, since nothing makes it any more")


def _profile(result: BuildResult) -> None:
    """Print what took longest."""
    figures = sorted(result.drawn.items(), key=lambda each: -each[1])[:_SLOWEST]
    totals: dict[str, list[float]] = {}
    for file in result.made:
        totals.setdefault(file.template or "files without a template", []).append(file.milliseconds)
    templates = sorted(totals.items(), key=lambda each: -sum(each[1]))[:_SLOWEST]
    say("Slowest figures:" if figures else "No figure was drawn.")
    for name, milliseconds in figures:
        say(f"{milliseconds:9.1f} ms  {name}")
    say("Slowest templates:" if templates else "No file was made.")
    for name, each in templates:
        say(f"{sum(each):9.1f} ms  {name}, {counted(len(each), 'time')}, at most {max(each):.1f} ms")


def _compare(content: Path, out: Path, base_url: str | None, jobs: int) -> None:
    """Build the site again, and end with an error if the files differ."""
    from sitegen.site.reproducible import differing_files

    with problems_shown(as_json=False):
        differing = differing_files(content, out, base_url=base_url, jobs=jobs)
    for path in differing:
        say_error(f"{path}: another build made it differently")
    if differing:
        raise click.exceptions.Exit(1)
    say_error("Another build from nothing made the same files.")
