"""Find out which files of a site changed since the last build, and make them."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec

from sitegen.engine.executors import Workers
from sitegen.engine.keys import key_of
from sitegen.engine.stamps import NOTHING, is_unchanged
from sitegen.figures import KINDS
from sitegen.site.last_build import LastBuild, MadeFile
from sitegen.site.output_tree import MARKER, all_folders
from sitegen.site.progress import Progress
from sitegen.site.site_file import CopiedFile, SiteFile

Inputs = Mapping[str, Mapping[str, str]]
"""What each output depends on: digests by name."""
_ENCODED = tuple[list[dict[str, str]], dict[str, int]]
"""The different inputs of files, and for each file the position of its own among them."""
OutputFile = SiteFile | CopiedFile
LOST = "the built file was changed or deleted"
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
    began_ns: int = field(default_factory=time.time_ns)
    """When the files of the last build were looked at."""

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
    changed, now, then = "", None, None
    for file in files:
        state = written.files.get(file.path)
        inputs, earlier = file.inputs, before.get(file.path)
        if inputs is not now or earlier is not then:  # the files of a figure depend on the same
            changed, now, then = _changed(inputs, earlier), inputs, earlier
        reason = everything or changed
        if not reason and (state is None or not is_unchanged(f"{last.out}/{file.path}", state, written.taken_ns)):
            reason = LOST
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


def make_files(folder: Path, work: Plan, workers: Workers, progress: Progress) -> tuple[dict[str, str], list[MadeFile]]:
    """Write the files that `work` has to make into `folder`, and forget them; return the SHA-256 of each, and how they were made."""
    make, work.make = work.make, []
    for name in sorted(all_folders(file.path for file, _ in make)):
        (folder / name).mkdir(exist_ok=True)
    digests: dict[str, str] = {}
    made: list[MadeFile] = []
    pages, total = 0, sum(_is_page(file) for file, _ in make)
    with TemporaryDirectory(prefix="sitegen-") as place:
        files = _SharedFiles([file for file, _ in make], Path(place) / "files")
        for chunk, results in workers.map(partial(_write, files, folder), range(len(make)), local=True):
            for index, (digest, size, milliseconds) in zip(chunk, results, strict=True):
                file, reason = make[index]
                digests[file.path] = digest
                made.append(MadeFile(file.path, file.inputs, reason, round(milliseconds, 3), size, file.template))
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
            self._place.write_bytes(pickle.dumps((KINDS.local_files, self.files)))
        return _shared, (self._place,)


@lru_cache(maxsize=1)
def _shared(place: Path) -> _SharedFiles:
    kinds, files = pickle.loads(place.read_bytes())  # noqa: S301 - our own process wrote it
    KINDS.use_local(kinds)
    return _SharedFiles(files, place)


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


def load_inputs(last: LastBuild) -> Inputs:
    """What each output depended on in the last build."""
    encoded = last.store.record(key_of(last.name, "inputs"))
    try:
        different, of_files = msgspec.msgpack.decode(encoded or b"\x92\x90\x80", type=_ENCODED)
        return {path: different[index] for path, index in of_files.items()}
    except (msgspec.DecodeError, IndexError):
        return {}


def encoded_inputs(inputs: Inputs) -> bytes:
    """What each output depends on; many files of a figure depend on the same."""
    numbers: dict[int, int] = {}
    different: list[Mapping[str, str]] = []
    of_files: dict[str, int] = {}
    for path, each in inputs.items():
        number = numbers.setdefault(id(each), len(different))
        if number == len(different):
            different.append(each)
        of_files[path] = number
    return msgspec.msgpack.encode((different, of_files))


def save_inputs(last: LastBuild, encoded: bytes) -> None:
    """Store what each output depends on."""
    last.store.put_record(key_of(last.name, "inputs"), encoded)
