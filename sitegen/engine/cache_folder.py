"""Where the store of builds is: in the user's cache folder, or where it is asked for; and who may use it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.engine.locks import directory_lock, try_lock
from sitegen.engine.store import TAG, Store, Usage
from sitegen.errors import OutputError


def default_folder() -> Path:
    """``$XDG_CACHE_HOME/sitegen``; ``~/.cache/sitegen`` if that is not set."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    return Path(given if os.path.isabs(given) else os.path.expanduser("~/.cache")) / "sitegen"  # noqa: PTH111, PTH117 - Path.home() raises where there is no home


@contextmanager
def opened_store(folder: Path | None, notes: list[str]) -> Iterator[Store]:
    """The store in `folder` for the block; a temporary one for None, or with a note if the folder cannot be used."""
    with ExitStack() as stack:
        problem = "" if folder is None else _opened(folder, stack)
        if folder is None or problem:
            if problem:
                notes.append(f"there is no cache, since its folder cannot be used: {problem}")
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="sitegen-", ignore_cleanup_errors=True)))
        store = Store(folder)
        yield store
    with suppress(OSError):
        if (lock := try_lock(folder)) is not None:
            store.keep_within_limit()
            os.close(lock)
    if store.problem:
        notes.append(f"the cache is not complete: {store.problem}")


def _opened(folder: Path, stack: ExitStack) -> str:
    """Make `folder`, and lock it until the end of `stack`; return why it cannot be used."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if _is_other(folder):
            return f"{folder}: it has files that are not of a cache"
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            return f"{folder}: it may not be written"
        stack.enter_context(directory_lock(folder, shared=True))
    except OSError as error:
        return f"{error.filename or folder}: {error.strerror or error}"
    return ""


def check_cache_folder(folder: Path, used: Path, name: str) -> None:
    """Raise `OutputError` if `folder` contains the folder `used`, called `name` in the message, or is in it."""
    place, other = Path(os.path.realpath(folder)), Path(os.path.realpath(used))
    if place.is_relative_to(other) or other.is_relative_to(place):
        raise OutputError(
            f"the cache {folder} cannot be in {name} {used}, nor around it; name another folder with --cache"
        )


@contextmanager
def own_store(folder: Path) -> Iterator[Store]:
    """The store in `folder` while no build uses it.

    Raises
    ------
    OutputError
        If a build uses it, or if the folder is no cache.
    """
    if not folder.exists():
        yield Store(folder)
        return
    if not folder.is_dir() or _is_other(folder):
        raise OutputError(f"{folder} is not a cache of sitegen; nothing was changed")
    lock = try_lock(folder)
    if lock is None:
        raise OutputError(f"a build uses the cache {folder}; try again when it is done")
    try:
        yield Store(folder)
    finally:
        os.close(lock)


def usage(folder: Path) -> Usage:
    """How much the cache in `folder` contains."""
    return Store(folder).usage()


def _is_other(folder: Path) -> bool:
    """Whether `folder` has files, but not the mark of a cache."""
    return not (folder / TAG).is_file() and any(folder.iterdir())
