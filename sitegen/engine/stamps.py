"""Digests of files, computed again only when the stamp of a file changed: size, times, inode.

As in git's index, a stamp is no proof if the file changed so shortly before the stamp was taken that another change could have
left the same stamp: such a file is read again.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sitegen.engine.regular_files import open_regular

FOLDER = "folder"
"""Stands in for the digest of a folder."""
UNREADABLE = "unreadable"
"""Stands in for the digest of what cannot be read, or is neither a file nor a folder."""
_SECOND = 1_000_000_000
_COARSE_NS, _FINE_NS = 2 * _SECOND, _SECOND // 20
"""Time between two changes that is always seen, on file systems that count in seconds and on all others."""


class FileState(NamedTuple):
    """SHA-256 of a file, and its stamp, which shows a change of the file without reading it."""

    digest: str
    size: int = 0
    modified_ns: int = 0
    changed_ns: int = 0
    """Time of the last change of content, rights or links; 0 where links to the file may come and go."""
    inode: int = 0

    @classmethod
    def of(cls, facts: os.stat_result, digest: str, *, linked: bool = False) -> FileState:
        """The state of a file that `os.stat` described, without the time of changes if it is `linked` from elsewhere."""
        changed_ns = 0 if linked else facts.st_ctime_ns
        return cls(digest, facts.st_size, facts.st_mtime_ns, changed_ns, facts.st_ino)

    @property
    def is_folder(self) -> bool:
        """Whether it is the state of a folder, which has no stamp."""
        return self.digest.startswith(FOLDER)

    def is_proof(self, taken_ns: int) -> bool:
        """Whether the stamp, taken at `taken_ns`, proves that the file has not changed since."""
        changed_ns = max(self.modified_ns, self.changed_ns)
        return changed_ns + _COARSE_NS < taken_ns or (
            self.modified_ns % _SECOND != 0 and changed_ns + _FINE_NS < taken_ns
        )


class Snapshot(NamedTuple):
    """The state of everything in a folder."""

    taken_ns: int
    """When it was begun."""
    files: Mapping[str, FileState]
    """State of each file and folder, by its path relative to the folder, with slashes."""

    @classmethod
    def of(cls, found: Any) -> Snapshot:
        """A snapshot that was encoded as JSON."""
        taken_ns, files = found
        return cls(taken_ns, {name: FileState(*state) for name, state in files.items()})

    def digests(self) -> dict[str, str]:
        """The digest of each file."""
        return {name: state.digest for name, state in self.files.items()}


NOTHING = Snapshot(0, {})


def take_snapshot(folder: Path, ignored: Callable[[str], bool], before: Snapshot = NOTHING) -> Snapshot:
    """The state of everything in `folder` whose name is not `ignored`.

    A file is read only if its stamp differs from that in the snapshot `before`, or is no proof. Links to folders are not followed.
    """
    now, root = time.time_ns(), os.fspath(folder)
    files = {
        name: _state(f"{root}/{name}", is_link, before.files.get(name), before.taken_ns)
        for name, is_link in sorted(_listed(root, ignored))
    }
    return Snapshot(now, files)


def _state(path: str, is_link: bool, old: FileState | None, taken_ns: int) -> FileState:  # noqa: FBT001 - a fact of the path
    try:
        facts = os.stat(path)  # noqa: PTH116 - for thousands of files, Path is slow
    except OSError:
        return FileState(UNREADABLE)
    target = f" {os.path.realpath(path)}" if is_link else ""
    if stat.S_ISDIR(facts.st_mode):
        return FileState(FOLDER + target)
    if old is not None and not is_link and FileState.of(facts, old.digest) == old and old.is_proof(taken_ns):
        return old
    return FileState.of(facts, (file_digest(path) if stat.S_ISREG(facts.st_mode) else UNREADABLE) + target)


def _listed(root: str, ignored: Callable[[str], bool]) -> Iterator[tuple[str, bool]]:
    """Path of everything below `root`, and whether it is a link. A folder that cannot be listed has a question mark in it."""
    waiting = [""]
    for parent in waiting:
        try:
            with os.scandir(f"{root}/{parent}") as listing:
                here = [each for each in listing if not ignored(each.name)]
        except OSError:
            yield f"{parent}?", False
            continue
        for each in here:
            is_link = each.is_symlink()
            yield parent + each.name, is_link
            if not is_link and each.is_dir():
                waiting.append(f"{parent}{each.name}/")


def file_digest(path: str | Path) -> str:
    """SHA-256 of a file; `UNREADABLE` if it cannot be read."""
    try:
        with open_regular(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return UNREADABLE


def all_unchanged(folder: Path, known: Snapshot) -> bool:
    """Whether every file in `known` still is in `folder` as it was."""
    root = os.fspath(folder)
    return all(is_unchanged(f"{root}/{name}", state, known.taken_ns) for name, state in known.files.items())


def is_unchanged(path: str, known: FileState, taken_ns: int) -> bool:
    """Whether the `linked_state` of a file is as it was at `taken_ns`; the file is read only if its stamp is no proof."""
    try:
        facts = os.lstat(path)
    except OSError:
        return False
    if facts.st_mtime_ns != known.modified_ns or facts.st_size != known.size or facts.st_ino != known.inode:
        return False
    return stat.S_ISREG(facts.st_mode) and (known.is_proof(taken_ns) or file_digest(path) == known.digest)


def linked_state(path: str, digest: str) -> FileState:
    """The state of a file with the SHA-256 `digest`, to which links may come and go.

    Raises
    ------
    OSError
        If it is no file.
    """
    facts = os.lstat(path)
    if not stat.S_ISREG(facts.st_mode):
        raise OSError(errno.EINVAL, "is not a file", path)
    return FileState.of(facts, digest, linked=True)
