"""The command ``serve``: a preview in the browser that follows the author's changes."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from sitegen.cli.click_classes import WholeNumber
from sitegen.cli.console import problems_shown, progress_shown, say, say_error, show
from sitegen.cli.site_options import content_argument, local_kinds_option, site_in
from sitegen.spec.message_format import counted

if TYPE_CHECKING:
    from sitegen.errors import Diagnostic
    from sitegen.site.preview import Change
    from sitegen.site.progress import Progress

_MOST_NAMES = 3
"""How many changed files a line names."""


@click.command(short_help="Show the site in a browser and follow changes.")
@content_argument
@click.option("--open", "opens", is_flag=True, help="Open the site in your browser.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    metavar="N",
    type=WholeNumber(0, 65535),
    help="If it is in use, the next free port.",
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDR", help="0.0.0.0 lets other machines open the site."
)
@local_kinds_option
def serve(content: Path, opens: bool, port: int, host: str, local_kinds: bool) -> None:
    """Show the site in the folder CONTENT, and follow every change of its files until you press Ctrl-C.

    Open pages change in place. After an error they stay as they are, and show what is wrong and where. Nothing is
    written: 'sitegen build' makes the site that you publish.

    \b
    Examples:
      sitegen serve
      sitegen serve my-site --open
      sitegen serve --port 8080
    """
    from sitegen.serve.server import serve_site

    folder = site_in(content)
    with problems_shown(as_json=False):
        serve_site(folder, _Terminal(folder, opens=opens), host=host, port=port, local_kinds=local_kinds)
    say("\nStopped")


class _Terminal:
    """Prints what the server does: each problem once, and each change in one line."""

    def __init__(self, folder: Path, *, opens: bool) -> None:
        self._folder = folder
        self._opens = opens
        self._known: tuple[Diagnostic, ...] | None = None
        self._progress = ExitStack()

    def started(self, address: str, notes: list[str]) -> None:
        for note in notes:
            say_error(note)
        say(f"{self._folder} is at {address} (Ctrl-C ends)")
        if self._opens:
            import webbrowser

            Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    def progress(self) -> Progress | None:
        return self._progress.enter_context(progress_shown(quiet=False))

    def refreshed(self, change: Change, seconds: float) -> None:
        self._progress.close()
        found = tuple(finding.diagnostic for finding in change.findings)
        before, self._known = self._known, found
        if before is None and not change.has_errors:
            say(f"{counted(change.pages, 'page')}, {counted(change.figures, 'figure')} ({seconds:.2f} s)")
        elif change.changed:
            say(f"Changed: {_names(change.changed)} ({seconds:.2f} s)")
        if found and found != before:
            show([each for each in found if each not in (before or ())] or found, as_json=False)
        if before and not change.has_errors and any(each.severity == "error" for each in before):
            say("No errors any more")


def _names(paths: frozenset[str]) -> str:
    """Pages first, the others counted."""
    found = sorted(paths, key=lambda path: (not path.endswith(".html"), path))
    rest = len(found) - _MOST_NAMES
    return ", ".join(found[:_MOST_NAMES]) + (f" and {rest} more" if rest > 0 else "")
