"""Print results to standard output and problems to standard error, as text or JSON, with a progress bar on terminals."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

import click

from sitegen.errors import ContentError, ExecutorError, OutputError, SitegenError
from sitegen.spec.message_format import counted

if TYPE_CHECKING:
    from rich.progress import Progress, Task, TaskID

    from sitegen.errors import Diagnostic

Result = Mapping[str, object]
WRONG_CONTENT, NOT_BUILT, WRONG_USAGE, FAULT = 1, 1, 2, 3
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Characters that a terminal obeys or leaves out instead of showing them, without the line feed."""
_MOST_SHOWN = 200
"""Problems that are printed as text, errors first."""
_REFRESH_SECONDS = 0.1
_COLOURS = {"error": "red", "warning": "yellow"}


@contextmanager
def problems_shown(*, as_json: bool) -> Iterator[None]:
    """Convert a `SitegenError` of the block to output and an exit code."""
    try:
        yield
    except ContentError as error:
        show(error.diagnostics, as_json=as_json, result={"ok": False})
        if all(each.severity == "warning" for each in error.diagnostics):
            _fail("warnings are errors (--strict)")
        raise click.exceptions.Exit(WRONG_CONTENT) from error
    except (OutputError, ExecutorError) as error:
        if as_json:
            show((), as_json=True, result={"ok": False, "message": str(error)})
        _fail(str(error))
        raise click.exceptions.Exit(WRONG_USAGE if isinstance(error, OutputError) else NOT_BUILT) from error


def show_os_error(error: OSError) -> None:
    """Print an unforeseen `OSError`; one without a file name comes from standard output."""
    if isinstance(error, FileNotFoundError) and error.filename is None:
        _fail("the current folder was deleted; change to another one")
    elif error.filename is not None:
        _fail(f"{error.filename}: {error.strerror}")
    else:
        _fail(f"standard output cannot be written: {error.strerror or error}")
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:  # to the null device; otherwise Python flushes it again at exit and exits with 120
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def show_fault(error: Exception) -> None:
    """Print a fault of sitegen in one line."""
    message = str(error) if isinstance(error, SitegenError) else f"{type(error).__name__}: {error}".partition("\n")[0]
    _fail(f"{message} (a fault of sitegen; --debug shows where it occurs)")


def say(content: str | bytes, *, nl: bool = True) -> None:
    """Print to standard output: bytes unchanged, text as UTF-8 in every locale; an `OSError` if it is closed.

    A file name that is not Unicode is printed with escapes.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    click.echo(content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content, nl=nl)


def say_error(content: str) -> None:
    """Print a line to standard error, with control characters escaped."""
    click.echo(_escaped(content), err=True)


def show(diagnostics: Iterable[Diagnostic], *, as_json: bool, result: Result | None = None) -> None:
    """Print problems as text, or problems and `result` as one JSON document."""
    found = tuple(diagnostics)
    if as_json:
        from dataclasses import asdict

        document = {**(result or {}), "diagnostics": [asdict(each) for each in found]}
        text = json.dumps(document, indent=2, ensure_ascii=False)
        say(_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text))  # an escape of JSON, too
        return
    shown = sorted(found, key=lambda each: each.severity == "warning")[:_MOST_SHOWN]
    for each in sorted(shown, key=found.index) if len(shown) < len(found) else found:
        head, _, rest = _escaped(str(each)).partition("\n")
        click.secho(head, err=True, fg=_COLOURS[each.severity], color=_colour())
        if rest:
            click.echo(rest, err=True)
    if more := len(found) - len(shown):
        click.echo(f"… and {more:,} more; --json prints all of them", err=True)
    if found:
        counts = [(sum(each.count for each in found if each.severity == name), name) for name in _COLOURS]
        click.echo(", ".join(counted(count, noun) for count, noun in counts if count), err=True)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether `stream` is open, and a terminal."""
    return stream is not None and stream.isatty()


@contextmanager
def progress_shown(*, quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """Show a progress bar on a terminal; nothing in a pipe or when `quiet`."""
    if quiet or not is_terminal(sys.stderr):
        yield None
        return
    with ExitStack() as stack:
        bars: list[Progress] = []
        tasks: dict[str, TaskID] = {}
        shown = 0.0

        def advance(stage: str, done: int, total: int) -> None:
            nonlocal shown
            if not bars:  # not before there is something to show
                bars.append(stack.enter_context(_progress_bar()))
            if stage not in tasks:
                tasks[stage] = bars[0].add_task(stage, total=total)
            bars[0].update(tasks[stage], completed=done, total=total)
            if time.monotonic() - shown > _REFRESH_SECONDS or done == total:
                bars[0].refresh()
                shown = time.monotonic()

        yield advance


def _progress_bar() -> Progress:
    """A bar with numbers, rate and remaining time. It has no thread of its own, so that the build can fork processes."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Pieces a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)


def _fail(message: str) -> None:
    with suppress(OSError):
        click.secho(f"Error: {_escaped(message)}", err=True, fg="red", color=_colour())


def _escaped(text: str) -> str:
    """`text` for a terminal: control characters in it, such as those of a file name, are printed as escapes."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _colour() -> bool | None:
    """False where NO_COLOR is set (no-color.org); None lets the terminal decide."""
    return False if os.environ.get("NO_COLOR") else None
