"""A content-addressed store in a folder: results by the digest of what they depend on. Builds share it at the same time.

The layout is that of Bazel's caches: ``cas/`` has contents, each under its own SHA-256, and ``ac/`` has the SHA-256 of the
result of each key. So equal results are stored once, and every content is checked when it is read. ``records/`` has what
builds remember for the next one; a newer record replaces the older one.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sitegen.atomic import write_new
from sitegen.engine.locks import directory_lock, try_lock

DEFAULT_LIMIT = 2 * 1024**3
"""Bytes above which the results used longest ago are deleted."""
_ACTIONS, _CONTENTS, _RECORDS, _LOCKS, _SIZE = "ac", "cas", "records", "locks", "size"
_DIGEST_LENGTH = 64
TAG = "CACHEDIR.TAG"
"""Name of the file that marks a folder as a cache, for us and for programs that make backups (bford.info/cachedir)."""
_TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of sitegen. Delete it with: sitegen cache clear\n"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_USED_EVERY = 3600
"""Seconds after which another use of a content is noted in its time of modification."""
_KEPT_PART = 0.8
"""The part of the limit that remains after a prune, so that not every build prunes."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How many contents and records a store has, and their bytes."""

    entries: int
    size: int


class Store:
    """Results by key. A store that cannot be read or written never stops a build: `problem` says why it does not work.

    Parameters
    ----------
    folder : Path
        Where it is; made when something is stored.
    limit : int
        Most bytes of contents after `keep_within_limit`.
    """

    def __init__(self, folder: Path, limit: int = DEFAULT_LIMIT) -> None:
        self.folder, self.limit = folder, limit
        self._root = os.fspath(folder)
        self.problem = ""
        """Why a result could not be stored; empty if every one was."""
        self._added = 0

    def get(self, key: str) -> bytes | None:
        """The result of `key`; None if there is none, or if it is damaged, and then it is deleted."""
        try:
            with open(self._path(_ACTIONS, key), encoding="ascii") as file:  # noqa: PTH123 - for thousands of files, Path is slow
                digest = file.read()
        except (OSError, UnicodeDecodeError):
            return None
        content = self.content(digest)
        if content is None:
            _delete(self._path(_ACTIONS, key))
        return content

    def content(self, digest: str) -> bytes | None:
        """The content with this SHA-256; None if there is none, or if it is damaged, and then it is deleted."""
        if not _DIGEST.fullmatch(digest):
            return None
        path = self._path(_CONTENTS, digest)
        content = _read(path)
        if content is not None and hashlib.sha256(content).hexdigest() != digest:
            _delete(path)
            return None
        return content

    def put(self, key: str, content: bytes) -> str:
        """Store the result of `key`; return its SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        with self._problem_noted():
            path = self._path(_CONTENTS, digest)
            if not os.path.exists(path):  # noqa: PTH110 - as in get
                self._write(path, content)
                self._added += len(content)
            self._write(self._path(_ACTIONS, key), digest.encode())
        return digest

    def record(self, name: str) -> bytes | None:
        """The record `name`; None if there is none, or if it is damaged, and then it is deleted."""
        path = self._path(_RECORDS, name)
        content = _read(path)
        if content is None:
            return None
        digest, record = content[:_DIGEST_LENGTH], content[_DIGEST_LENGTH:]
        if hashlib.sha256(record).hexdigest().encode() != digest:
            _delete(path)
            return None
        return record

    def put_record(self, name: str, record: bytes) -> None:
        """Store a record in place of the one of the same name."""
        with self._problem_noted():
            self._write(self._path(_RECORDS, name), hashlib.sha256(record).hexdigest().encode(), record)
            self._added += len(record)

    def usage(self) -> Usage:
        """How much it contains now."""
        sizes = [facts.st_size for _, facts in self._entries()]
        return Usage(len(sizes), sum(sizes))

    def prune(self, most: int) -> Usage:
        """Delete what was used longest ago until at most `most` bytes remain; return what was deleted.

        Raises
        ------
        OSError
            If a file cannot be deleted.
        """
        found = sorted(self._entries(), key=lambda each: each[1].st_mtime_ns)
        remaining = sum(facts.st_size for _, facts in found)
        entries = size = 0
        for path, facts in found:
            if remaining - size <= most:
                break
            path.unlink(missing_ok=True)
            entries, size = entries + 1, size + facts.st_size
        if entries:
            self._drop_actions_without_content()
        self._note_size(remaining - size)
        return Usage(entries, size)

    def forget_all_but(self, keys: Collection[str]) -> None:
        """Delete the other results, if they are only in memory; in a folder, those used longest ago are deleted later."""

    def keep_within_limit(self) -> None:
        """Prune if this process and earlier ones together have stored more than the limit."""
        if not self._added:
            return
        with suppress(OSError):
            size = self._noted_size() + self._added
            self._added = 0
            if size > self.limit:
                self.prune(int(self.limit * _KEPT_PART))
            else:
                self._note_size(size)

    def _path(self, part: str, name: str) -> str:
        return f"{self._root}/{part}/{name[:2]}/{name}"

    def _write(self, path: str, *parts: bytes) -> None:
        """Write a file in one step, so that others see all of it or nothing."""
        folder = path.rpartition("/")[0]
        temporary = f"{folder}/.{secrets.token_hex(8)}"
        try:
            try:
                write_new(temporary, *parts)
            except FileNotFoundError:
                self._make_folder(Path(folder))
                write_new(temporary, *parts)
            os.replace(temporary, path)  # noqa: PTH105 - as in get
        except BaseException:
            _delete(temporary)
            raise

    def _make_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if not (self.folder / TAG).exists():
            (self.folder / TAG).write_text(_TAG_TEXT, encoding="ascii")

    def _files(self, part: str) -> Iterator[tuple[Path, os.stat_result]]:
        for folder in _listed(self.folder / part):
            for path in _listed(folder):
                with suppress(OSError):
                    yield path, path.stat()

    def clear(self) -> Usage:
        """Delete all of it; return what was deleted.

        Raises
        ------
        OSError
            If a file cannot be deleted.
        """
        deleted = self.usage()
        for part in (_ACTIONS, _CONTENTS, _RECORDS, _LOCKS):
            if (self.folder / part).exists():
                shutil.rmtree(self.folder / part)
        for name in (_SIZE, TAG):
            (self.folder / name).unlink(missing_ok=True)
        with suppress(OSError):  # it may have something else in it
            self.folder.rmdir()
        return deleted

    @contextmanager
    def lock(self, name: str, wait: Callable[[], None]) -> Iterator[None]:
        """Hold the lock `name` for the block; call `wait` before waiting for another process that has it."""
        folder = self.folder / _LOCKS / name
        with ExitStack() as stack:
            with self._problem_noted():  # without locks, builds use nothing of each other
                self._make_folder(folder)
                handle = try_lock(folder)
                if handle is not None:
                    stack.callback(os.close, handle)
                else:
                    wait()
                    stack.enter_context(directory_lock(folder))
            yield

    @contextmanager
    def _problem_noted(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.problem = self.problem or f"{error.filename or self.folder}: {error.strerror or error}"

    def _entries(self) -> Iterator[tuple[Path, os.stat_result]]:
        yield from self._files(_CONTENTS)
        yield from self._files(_RECORDS)

    def _drop_actions_without_content(self) -> None:
        for path, _ in self._files(_ACTIONS):
            with suppress(OSError, UnicodeDecodeError):
                if not Path(self._path(_CONTENTS, path.read_text("ascii"))).exists():
                    path.unlink(missing_ok=True)

    def _noted_size(self) -> int:
        """The bytes that earlier processes noted; counted if there is no note."""
        try:
            return int((self.folder / _SIZE).read_text("ascii"))
        except (OSError, ValueError):
            return self.usage().size

    def _note_size(self, size: int) -> None:
        if self.folder.exists():
            self._write(f"{self._root}/{_SIZE}", str(size).encode())


class InMemoryStore(Store):
    """A store of one process, which is forgotten when the process ends."""

    def __init__(self) -> None:
        super().__init__(Path(os.devnull))
        self._results: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """The result of `key`; None if there is none."""
        return self._results.get(key)

    def put(self, key: str, content: bytes) -> str:
        """Store the result of `key`; return its SHA-256."""
        self._results[key] = content
        return hashlib.sha256(content).hexdigest()

    def forget_all_but(self, keys: Collection[str]) -> None:
        """Delete the other results."""
        wanted = set(keys)
        self._results = {key: content for key, content in self._results.items() if key in wanted}


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _read(path: str) -> bytes | None:
    """The content of `path`, and its time of modification set if it was not used for a while; None if it cannot be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as in Store.get
            used = os.fstat(file.fileno()).st_mtime
            content = file.read()
    except OSError:
        return None
    if time.time() - used > _USED_EVERY:
        with suppress(OSError):
            os.utime(path)
    return content


def _delete(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108 - as in Store.get
