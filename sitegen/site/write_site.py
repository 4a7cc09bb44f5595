"""Write the files of a site that changed since the last build, and link those that did not."""

from __future__ import annotations

import os
import pickle
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec

from sitegen.engine.executors import Workers
from sitegen.engine.keys import key_of
from sitegen.engine.stamps import NOTHING, Snapshot, file_digest, is_unchanged
from sitegen.site.last_build import LastBuild, MadeFile
from sitegen.site.model import CopiedFile, SiteFile
from sitegen.site.output_tree import MARKER, all_folders
from sitegen.site.progress import Progress

Inputs = Mapping[str, Mapping[str, str]]
"""What each output depends on: digests by name."""
OutputFile = SiteFile | CopiedFile
_LOST = "the built file was changed or deleted"
_SHOWN = 3


@dataclass(slots=True)
class Plan:
    """What a build has to do."""

    keep: list[OutputFile] = field(default_factory=list)
    """The files that are as they were."""
    make: list[tuple[OutputFile, str]] = field(default_factory=list)
    """The files to make, each with what changed."""
    removed: tuple[str, ...] = ()
    """The files of the last build that are gone."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.make and not self.removed


def plan(files: Sequence[OutputFile], last: LastBuild, before: Inputs) -> Plan:
    """Compare what `files` depend on with the inputs of the last build."""
    written = last.record.written if last.record else NOTHING
    program = last.changed_program()
    everything = _reason(program) if last.record else "there is no earlier build"
    found = Plan()
    for file in files:
        state = written.files.get(file.path)
        reason = everything or _changed(file.inputs, before.get(file.path))
        if not reason and (state is None or not is_unchanged(f"{last.out}/{file.path}", state, written.taken_ns)):
            reason = _LOST
        if reason:
            found.make.append((file, reason))
        else:
            found.keep.append(file)
    paths = {file.path for file in files}
    found.removed = tuple(sorted(written.files.keys() - paths - {MARKER}))
    return found


def _changed(now: Mapping[str, str], before: Mapping[str, str] | None) -> str:
    """What changed, in words; empty if nothing did."""
    if before is None:
        return "it is new"
    if now == before:
        return ""
    return _reason([name for name in {**before, **now} if now.get(name) != before.get(name)])


def _reason(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def write_site(
    folder: Path, work: Plan, last: LastBuild, workers: Workers, progress: Progress
) -> tuple[dict[str, str], list[MadeFile]]:
    """Write the files of a plan into the empty `folder`; return the SHA-256 of each, and those that were made."""
    for name in sorted(all_folders([*(file.path for file in work.keep), *(file.path for file, _ in work.make)])):
        (folder / name).mkdir()
    old = _OldSite(last.out, last.record.written if last.record else NOTHING)
    digests: dict[str, str] = {}
    for file in work.keep:
        digest = old.link(file.path, folder)
        if digest:
            digests[file.path] = digest
        else:
            work.make.append((file, _LOST))
    made: list[MadeFile] = []
    pages, total = 0, sum(_is_page(file) for file, _ in work.make)
    with TemporaryDirectory(prefix="sitegen-") as place:
        files = _SharedFiles([file for file, _ in work.make], Path(place) / "files")
        for chunk, results in workers.map(partial(_write, files, folder), range(len(work.make)), local=True):
            for index, (digest, size, milliseconds) in zip(chunk, results, strict=True):
                file, reason = work.make[index]
                old.link_if_same(file.path, folder, digest)
                digests[file.path] = digest
                made.append(MadeFile(file.path, file.key, reason, round(milliseconds, 3), size, file.template))
                if _is_page(file):
                    pages += 1
                    progress("Writing pages", pages, total)
    made.sort(key=lambda each: each.path)
    return digests, made


def _is_page(file: OutputFile) -> bool:
    return isinstance(file, SiteFile) and file.is_page


class _SharedFiles:
    """Files to write. Other processes get them through a file, since each of them contains what is known of the whole site."""

    def __init__(self, files: Sequence[OutputFile], place: Path) -> None:
        self.files, self._place = files, place

    def __reduce__(self) -> tuple[Callable[[Path], _SharedFiles], tuple[Path]]:
        if not self._place.exists():
            self._place.write_bytes(pickle.dumps(self.files))
        return _shared, (self._place,)


@lru_cache(maxsize=1)
def _shared(place: Path) -> _SharedFiles:
    return _SharedFiles(pickle.loads(place.read_bytes()), place)  # noqa: S301 - our own process wrote it


class _Written(NamedTuple):
    """SHA-256 and size of a file, and how long it took to make it."""

    digest: str
    size: int
    milliseconds: float


def _write(shared: _SharedFiles, folder: Path, indexes: Sequence[int]) -> list[_Written]:
    """Write the files with these `indexes` into `folder`."""
    written: list[_Written] = []
    for index in indexes:
        file, begin = shared.files[index], time.perf_counter()
        digest, size = file.write(f"{folder}/{file.path}")
        written.append(_Written(digest, size, (time.perf_counter() - begin) * 1000))
    return written


class _OldSite:
    """The files that the last build wrote, as far as they still are as it wrote them."""

    def __init__(self, out: Path, written: Snapshot) -> None:
        self._out, self._written = out, written

    def link(self, path: str, folder: Path) -> str:
        """Link or copy a file into `folder`; return its SHA-256, which is empty if it is not as it was."""
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


def load_inputs(last: LastBuild) -> Inputs:
    """What each output depended on in the last build."""
    encoded = last.store.record(key_of(last.name, "inputs"))
    try:
        return msgspec.msgpack.decode(encoded or b"\x80", type=dict[str, dict[str, str]])
    except msgspec.DecodeError:
        return {}


def save_inputs(last: LastBuild, files: Sequence[OutputFile]) -> None:
    """Store what each output depends on."""
    inputs = {file.path: file.inputs for file in files}
    last.store.put_record(key_of(last.name, "inputs"), msgspec.msgpack.encode(inputs))
