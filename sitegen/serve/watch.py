"""Watch the content folder, also while it is deleted and made again."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, awatch

from sitegen.site.content import is_ignored

_QUIET_MS = 20
"""Without a change for so long, what came before is one change: editors write a file in several steps."""
_LONGEST_MS = 200
"""Changes that never pause are passed on after so long."""
_LOOK_MS = 500
"""How often the folder itself is looked at: a folder that was deleted reports nothing any more."""


async def changes(content: Path) -> AsyncIterator[None]:
    """Yield whenever files of `content` may have changed."""
    polling: bool | None = None
    place = _identity(content)
    if place is None:  # it was deleted before it was watched
        yield
    while True:
        if place is not None:
            try:
                async for _ in _changes_of(content, place, polling=polling):
                    yield
            except (OSError, RuntimeError):  # so many folders that the system does not report them all
                polling = place == _identity(content) or polling
        await asyncio.sleep(_LOOK_MS / 1000)
        before, place = place, _identity(content)
        if place != before:
            yield


async def _changes_of(content: Path, place: tuple[int, int], *, polling: bool | None) -> AsyncIterator[None]:
    """Yield at every change, until the folder is another one or gone."""
    folder = os.path.abspath(content)  # noqa: ASYNC240, PTH100 - reads no file; as text, like the paths that are reported
    found = awatch(
        folder,
        watch_filter=lambda _kind, path: not is_no_content(path, content),
        debounce=_LONGEST_MS,
        step=_QUIET_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        force_polling=polling,
    )
    begins = True  # what changed before the folder was watched was not reported
    async with contextlib.aclosing(found):
        async for seen in found:
            if seen or begins:
                yield
            begins = False
            gone = (Change.deleted, folder) in seen
            if gone or _identity(content) != place:
                return


def is_no_content(path: str, content: Path) -> bool:
    """Whether a file is no content: a hidden one, or what editors leave behind."""
    try:
        inside = Path(path).relative_to(content.absolute())
    except ValueError:
        return False
    return any(map(is_ignored, inside.parts))


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        facts = folder.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino
