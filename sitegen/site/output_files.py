"""Replace the files of a published site one by one, where its folder cannot be swapped. Nothing of others is touched."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Collection
from pathlib import Path

from sitegen.page.links import folders_of
from sitegen.site.output_tree import MARKER, all_folders, entries, write_marker, written_files

_KEPT = {errno.ENOTEMPTY, errno.EEXIST, errno.EBUSY}
"""Errors of ``rmdir`` for a folder that others use: it is not empty, or a mount point."""


def replace_files(site: Path, place: Path) -> None:
    """Move the files of `site` to `place`, each in one step and pages last, and delete those that an older build wrote.

    The marker at `place` lists the files of both builds until all is done, so that a killed build can be repeated.

    Raises
    ------
    OSError
        If a folder cannot be written; this is found before anything changes.
    """
    new, present = written_files(site) - {MARKER}, entries(place, strict=False)
    old = {name for name in written_files(place) if name in present and not stat.S_ISDIR(present[name].st_mode)}
    folders = all_folders(new)
    _check_writable([place, *(place / name for name in folders if name in present)])
    obsolete = old - new - {MARKER}
    blocking = {name for name in obsolete if name in folders or any(folder in new for folder in folders_of(name))}
    union = site / f"{MARKER}-of-both"
    write_marker(union, {*new, *old, *map(_part, new), MARKER})
    _move(union, place / MARKER)
    _delete(place, blocking)
    for name in sorted(folders):
        (place / name).mkdir(exist_ok=True)
    for name in sorted(new, key=lambda name: (name.endswith(".html"), name)):
        _move(site / name, place / name)
    _delete(place, obsolete - blocking)
    _move(site / MARKER, place / MARKER)


def _check_writable(folders: Collection[Path]) -> None:
    for folder in folders:
        if not folder.is_symlink() and folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def _delete(place: Path, names: Collection[str]) -> None:
    """Delete files of older builds, and the folders that they leave empty."""
    for name in names:
        (place / name).unlink(missing_ok=True)
    for folder in sorted(all_folders(names), reverse=True):
        try:
            (place / folder).rmdir()
        except OSError as error:
            if error.errno not in _KEPT:
                raise


def _part(name: str) -> str:
    """Where a file is copied to if its place is on another file system than `site`."""
    folder, _, base = name.rpartition("/")
    return f"{folder}/.{base}.part" if folder else f".{base}.part"


def _move(source: Path, target: Path) -> None:
    """Replace `target` by `source` in one step, also across file systems."""
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        part = target.with_name(_part(target.name))
        part.unlink(missing_ok=True)
        shutil.copyfile(source, part)
        part.replace(target)
