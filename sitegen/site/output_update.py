"""Update a published site in place: replace the few files that changed, each in one step, and leave all others alone.

Readers never see a torn or missing page: other files come first, then pages, then deletions. An error undoes what was done.
A killed build leaves whole files of both states, and its work folder, so that the next build swaps the whole site.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.engine.stamps import Snapshot, is_unchanged
from sitegen.site.output_tree import MARKER, all_folders, mount_points, write_marker

_BOTH = f"{MARKER}-of-both"


@dataclass(frozen=True, slots=True)
class Update:
    """What changes in a site, and how the last build left it."""

    written: Snapshot
    """The site, with its marker, as the last build left it."""
    new: frozenset[str]
    """The files to write."""
    removed: tuple[str, ...]
    """The files to delete."""

    @property
    def files(self) -> set[str]:
        """All files of the site after the update."""
        return (set(self.written.files) | self.new) - {*self.removed, MARKER}


def can_update(place: Path, spare: Path, update: Update) -> bool:
    """Whether the site at `place` is that of the last build, and nothing of others is in the way; links are made in `spare`."""
    root, written = os.fspath(place), update.written
    marker = written.files.get(MARKER)
    if marker is None or not is_unchanged(f"{root}/{MARKER}", marker, written.taken_ns):
        return False  # another build was here
    if any(True for _ in mount_points(place)):
        return False
    names = (*update.new, *update.removed)
    with suppress(OSError):
        os.link(f"{root}/{MARKER}", spare / MARKER, follow_symlinks=False)
        (spare / MARKER).unlink()
        return all(_is_free_folder(f"{root}/{name}") for name in (".", *all_folders(names))) and all(
            _is_ours(f"{root}/{name}", known=name in written.files) for name in names
        )
    return False


def _is_free_folder(path: str) -> bool:
    """Whether files can be put into the folder at `path`, or it can be made."""
    try:
        facts = os.lstat(path)
    except FileNotFoundError:
        return True
    return stat.S_ISDIR(facts.st_mode) and os.access(path, os.W_OK | os.X_OK)


def _is_ours(path: str, *, known: bool) -> bool:
    """Whether `path` is free, or has the file that a build wrote there."""
    try:
        facts = os.lstat(path)
    except FileNotFoundError:
        return True
    return known and stat.S_ISREG(facts.st_mode)


@dataclass(slots=True)
class _Undo:
    """What is needed to undo an update."""

    place: Path
    spare: Path
    kept: dict[str, Path] = field(default_factory=dict)
    """A link to each old file."""
    added: list[str] = field(default_factory=list)
    """New files and folders."""

    def keep(self, name: str) -> None:
        link = self.spare / str(len(self.kept))
        os.link(self.place / name, link, follow_symlinks=False)
        self.kept[name] = link

    def undo(self) -> None:
        """Restore all, the marker last; what the system refuses stays as it is, and the next build finds it."""
        for name, link in reversed(self.kept.items()):
            with suppress(OSError):
                (self.place / name).parent.mkdir(parents=True, exist_ok=True)
                link.replace(self.place / name)
        for name in reversed(self.added):
            with suppress(OSError):
                (self.place / name).rmdir() if (self.place / name).is_dir() else (self.place / name).unlink()


def update_files(site: Path, place: Path, spare: Path, update: Update) -> None:
    """Move the files of `site` to `place`, pages last, and delete those of the last build that are `removed`.

    Raises
    ------
    OSError
        If the system refuses something; then all is undone.
    """
    new, files = {name for name in update.new if (site / name).exists()}, update.files
    changes = _Undo(place, spare)
    changes.keep(MARKER)
    try:
        if {*files, MARKER} != update.written.files.keys():
            write_marker(site / _BOTH, {*files, *update.written.files})
        write_marker(site / MARKER, {*files, MARKER})
        for name in (*new, *update.removed):
            if (place / name).exists():
                changes.keep(name)
        if (site / _BOTH).exists():
            (site / _BOTH).replace(place / MARKER)
        _put(site, new, place, changes)
        for name in update.removed:
            (place / name).unlink(missing_ok=True)
        _remove_empty(place, update.removed)
        (site / MARKER).replace(place / MARKER)
    except BaseException:
        changes.undo()
        raise


def _put(site: Path, new: Iterable[str], place: Path, changes: _Undo) -> None:
    """Move the files `new`, pages last."""
    for name in sorted(all_folders(new)):
        if not (place / name).is_dir():
            changes.added.append(name)
            (place / name).mkdir()
    for name in sorted(new, key=lambda name: (name.endswith(".html"), name)):
        if name not in changes.kept:
            changes.added.append(name)
        (site / name).replace(place / name)


def _remove_empty(place: Path, removed: Iterable[str]) -> None:
    for folder in sorted(all_folders(removed), reverse=True):
        with suppress(OSError):  # others use it
            (place / folder).rmdir()
