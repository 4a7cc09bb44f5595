"""Publish a site by swapping two folders, so that readers see the old site or the new one, and always the files of others.

Before the swap, the files of others are hard-linked into the new folder, and their folders are made again with the same rights.
So both folders contain them at every moment. A journal lists these links until the old folder is deleted: a file of others in
it that the journal does not list was written while the folders were swapped, and is brought to the new folder.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import secrets
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

from sitegen.site.output_tree import (
    Identity,
    all_folders,
    delete,
    entries,
    give_rights,
    identity,
    is_folder,
    mount_points,
    others,
    written_files,
)

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_ROUNDS = 10
_READERS_PAUSE = 0.1
"""Seconds after which a reader who was listing a folder of others has seen all of it, so that the old one may be deleted."""
_NOT_EMPTY = {errno.ENOTEMPTY, errno.EEXIST}


def swap_in(site: Path, place: Path, journal: Path) -> None:
    """Swap the new `site` and the old one at `place`, with everything of others in both.

    Raises
    ------
    OSError
        If that is not possible; then `place` is unchanged.
    """
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, "Windows cannot swap folders")
    for point in mount_points(place):
        raise OSError(errno.EBUSY, "is a mount point", str(point))
    kept: dict[str, Identity] = {}
    for _ in range(_ROUNDS):  # until no one changed anything meanwhile
        found = entries(place)
        now = others(place, found)
        if now == kept:
            break
        _remove(site, kept, now)
        link_others(place, site, kept, now)
        kept = now
    _give_all_rights(place, site, found)
    journal.write_text(json.dumps(kept), encoding="utf-8")
    swap_directories(site, place)
    _remove(place, kept, others(site))
    if kept:
        time.sleep(_READERS_PAUSE)


def remove_site(site: Path, place: Path, journal: Path) -> None:
    """Delete the folder `site`: a new site that was never published, or the old one after the swap.

    What others wrote into the old one during the swap moves to `place`.

    Raises
    ------
    OSError
        If it cannot be deleted, or contains a file of others whose place is taken.
    """
    kept = _read(journal)
    for last in (*[False] * _ROUNDS, True):
        found = entries(site)
        if kept is not None and (taken := link_others(site, place, kept, others(site, found))):
            raise OSError(errno.EEXIST, "was changed in both the old and the new site", str(site / taken[0]))
        try:
            delete(site, found)
        except OSError as error:
            if last or error.errno not in _NOT_EMPTY:
                raise
        else:
            break


def link_others(source: Path, target: Path, before: dict[str, Identity], now: dict[str, Identity]) -> list[str]:
    """Link the files of others that `source` has `now`, and did not have `before`, into `target`.

    Returns
    -------
    list of str
        Those that were not brought, because `target` has another file there.
    """
    taken: list[str] = []
    made: list[str] = []
    for name, each in now.items():
        if before.get(name) == each:
            continue
        there = _identity(target / name)
        if is_folder(each):
            if there is None:
                _make_folder(target, name, made)
            elif not is_folder(there):
                taken.append(name)
        elif there is None or there == before.get(name):
            _make_folder(target, os.path.dirname(name), made)  # noqa: PTH120 - a relative text
            _link(source / name, target / name)
        elif there != each:
            taken.append(name)
    for name in reversed(made):
        give_rights(source / name, target / name, times=True)
    return taken


def _make_folder(target: Path, name: str, made: list[str]) -> None:
    """Make a folder, and those above it, private until it is given its rights."""
    if not (target / name).is_dir():
        _make_folder(target, os.path.dirname(name), made)  # noqa: PTH120
        (target / name).mkdir(mode=stat.S_IRWXU)
        made.append(name)


def _link(source: Path, target: Path) -> None:
    """Link `source` as `target`, which it replaces in one step."""
    with suppress(FileNotFoundError):  # deleted since it was listed; the next round sees it
        try:
            os.link(source, target, follow_symlinks=False)
        except FileExistsError:
            part = target.with_name(f".{secrets.token_hex(6)}")
            os.link(source, part, follow_symlinks=False)
            part.replace(target)


def _remove(folder: Path, before: dict[str, Identity], now: dict[str, Identity]) -> None:
    """Remove from `folder` what was there `before` and is gone `now`, unless it is another file meanwhile."""
    for name in sorted(before.keys() - now.keys(), reverse=True):
        if _identity(folder / name) == before[name]:
            with suppress(FileNotFoundError):
                if is_folder(before[name]):
                    _remove_empty(folder / name)
                else:
                    (folder / name).unlink()


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError as error:
        if error.errno not in _NOT_EMPTY:
            raise


def _give_all_rights(place: Path, site: Path, found: dict[str, os.stat_result]) -> None:
    """Give each folder of `site` the rights of the same folder in `place`; to those without files of ours the times, too."""
    ours = all_folders(written_files(site))
    for name in reversed([name for name, facts in found.items() if stat.S_ISDIR(facts.st_mode)]):
        if (site / name).is_dir() and not (site / name).is_symlink():
            give_rights(place / name, site / name, times=name not in ours)
    give_rights(place, site)


def _identity(path: Path) -> Identity | None:
    try:
        return identity(path.lstat())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _read(journal: Path) -> dict[str, Identity] | None:
    """What a journal lists; None if the folders were not swapped yet."""
    try:
        return {name: tuple(each) for name, each in json.loads(journal.read_bytes()).items()}
    except (FileNotFoundError, ValueError):
        return None


def swap_directories(one: Path, other: Path) -> None:
    """Swap two directories atomically.

    Raises
    ------
    OSError
        Where the system or the file system cannot.
    """
    if _exchange(os.fsencode(one), os.fsencode(other)) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def _exchange(one: bytes, other: bytes) -> int:
    """Call the system, which returns 0 on success."""
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "renameat2"):  # Linux
        return int(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))
    if hasattr(library, "renamex_np"):  # macOS
        return int(library.renamex_np(one, other, _RENAME_SWAP))
    ctypes.set_errno(errno.ENOSYS)
    return -1
