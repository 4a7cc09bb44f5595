"""Atomic file writes: readers see the old or the new content. Errors of the system become `OutputError`."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.errors import OutputError

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def write_atomic(path: Path, content: str | bytes) -> None:
    """Write `content` to `path` atomically: into a temporary file in the same folder, which then replaces `path`.

    Text is encoded as UTF-8. Symlinks are followed, permissions are kept, and pipes, devices and mount
    points are written directly.

    Raises
    ------
    OutputError
        If `path` cannot be written.
    """
    written = content.encode() if isinstance(content, str) else content
    with output_errors(path):
        target = _resolved(path)
        if path.exists() and not path.is_file():  # a pipe under /dev/fd has no real path
            path.write_bytes(written)
            return
        part = target.with_name(f".{secrets.token_hex(6)}.part")  # not longer than the longest names
        try:
            with part.open("xb") as file:
                file.write(written)
            if target.exists():
                shutil.copymode(target, part)
            _replace(part, target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def write_new(path: str, *parts: bytes) -> None:
    """Write all `parts` to the file `path`, which must be new, without the costs of a file object: a site has many files.

    Raises
    ------
    OSError
        If it cannot be written; then a part of it may be there.
    """
    handle = os.open(path, _NEW_FILE, 0o666)
    try:
        for part in parts:
            left = memoryview(part)
            while left:
                left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def _replace(part: Path, target: Path) -> None:
    """Rename `part` to `target`; a file that is a mount point, as in a container, is overwritten instead."""
    try:
        part.replace(target)
    except OSError as error:
        if error.errno not in {errno.EBUSY, errno.EXDEV}:
            raise
        shutil.copyfile(part, target)
        part.unlink()


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except ValueError as error:  # such as a null character in the name
        raise OSError(str(error)) from error


@contextmanager
def output_errors(path: Path) -> Iterator[None]:
    """Convert each `OSError` of the block to an `OutputError` that names `path`."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error
