"""Make what changed in a site, and publish it: in place if a few files of many changed, and otherwise as a whole, in one step."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from sitegen.engine.executors import Workers
from sitegen.engine.stamps import NOTHING, Snapshot, file_digest, is_unchanged, linked_state
from sitegen.site.last_build import LastBuild, MadeFile, written_snapshot
from sitegen.site.output_tree import MARKER, all_folders
from sitegen.site.output_update import Update
from sitegen.site.progress import Progress
from sitegen.site.staged_output import staged, updated
from sitegen.site.write_site import LOST, Plan, make_files

MANY = 2000
"""From this many files on, linking all of them takes long enough to be noticed."""
_FEW_PART = 0.1
"""The part of the files that may change in place."""


def publish(
    work: Plan, last: LastBuild, workers: Workers, progress: Progress, notes: list[str]
) -> tuple[Snapshot, list[MadeFile]]:
    """Make and publish what a plan lists; return the state of the published files, and those that were made.

    Raises
    ------
    OutputError
        As `staged`; then the site is as it was.
    """
    changes = len(work.make) + len(work.removed)
    if last.record and len(work.keep) >= MANY and changes <= _FEW_PART * len(work.keep):
        new = frozenset(file.path for file, _ in work.make)
        update = Update(last.record.written, new, work.removed)
        with updated(last.out, update, content=last.content) as folder:
            if folder is not None:
                digests, made = make_files(folder, work, workers, progress)
                _drop_unchanged(folder, digests, last.out, update.written)
        if folder is not None:
            return _updated_snapshot(last, work, digests), made
    with staged(last.out, notes, content=last.content) as folder:
        digests, made = _whole_site(folder, work, last, workers, progress)
    return written_snapshot(last.out, digests), made


def _drop_unchanged(folder: Path, digests: dict[str, str], out: Path, written: Snapshot) -> None:
    """Delete new files that are equal to the old ones, so that these keep their times."""
    for path, digest in digests.items():
        state = written.files.get(path)
        if state and state.digest == digest and is_unchanged(f"{out}/{path}", state, written.taken_ns):
            (folder / path).unlink()


def _updated_snapshot(last: LastBuild, work: Plan, digests: dict[str, str]) -> Snapshot:
    """The state of a site that was updated: only what is new was touched since the plan looked at it."""
    before = last.record.written.files if last.record else {}
    known = {file.path: before[file.path] for file in work.keep}
    for path, digest in {**digests, MARKER: file_digest(last.out / MARKER)}.items():
        known[path] = linked_state(f"{last.out}/{path}", digest)
    return Snapshot(work.began_ns, dict(sorted(known.items())))


def _whole_site(
    folder: Path, work: Plan, last: LastBuild, workers: Workers, progress: Progress
) -> tuple[dict[str, str], list[MadeFile]]:
    """Write all files of a site into the empty `folder`; unchanged ones are linked from the old site."""
    for name in sorted(all_folders(file.path for file in work.keep)):
        (folder / name).mkdir()
    old = _OldSite(last.out, last.record.written if last.record else NOTHING)
    kept: dict[str, str] = {}
    for file in work.keep:
        if digest := old.link(file.path, folder):
            kept[file.path] = digest
        else:
            work.make.append((file, LOST))
    digests, made = make_files(folder, work, workers, progress)
    for path, digest in digests.items():
        old.link_if_same(path, folder, digest)
    return {**kept, **digests}, made


class _OldSite:
    """The files that the last build wrote, without those that changed since."""

    def __init__(self, out: Path, written: Snapshot) -> None:
        self._out, self._written = out, written

    def link(self, path: str, folder: Path) -> str:
        """Link or copy a file into `folder`; return its SHA-256, or an empty text if the file has changed."""
        state = self._written.files.get(path)
        if state is None:
            return ""
        target = f"{folder}/{path}"
        try:
            os.link(f"{self._out}/{path}", target, follow_symlinks=False)
            if is_unchanged(target, state, self._written.taken_ns):
                return state.digest
            os.unlink(target)  # noqa: PTH108 - as for the link
        except OSError:
            return self._copy(path, target, state.digest)
        return ""

    def _copy(self, path: str, target: str, digest: str) -> str:
        """Copy a file where it cannot be linked."""
        try:
            shutil.copyfile(f"{self._out}/{path}", target, follow_symlinks=False)
        except OSError:
            return ""
        return digest if file_digest(target) == digest else ""

    def link_if_same(self, path: str, folder: Path, digest: str) -> None:
        """Put the old file in place of a new one with the same content, so that its times are kept."""
        state = self._written.files.get(path)
        if state is not None and state.digest == digest:
            part = f"{folder}/{path}.old"
            with suppress(OSError):
                os.link(f"{self._out}/{path}", part, follow_symlinks=False)
                if is_unchanged(part, state, self._written.taken_ns):
                    os.replace(part, f"{folder}/{path}")  # noqa: PTH105 - as above
                else:
                    os.unlink(part)  # noqa: PTH108
