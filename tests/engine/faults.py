"""Faults injected at file operations, by an audit hook: whatever function is used, the system calls pass by it."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

EVENTS = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir", "os.listdir", "os.utime"}


@dataclass
class Faults:
    """Which operation on a folder fails, and how many there were."""

    folder: str
    at: int
    number: int
    seen: int = 0


_active: list[Faults] = []


def _hook(event, arguments):
    if not _active or event not in EVENTS or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    faults = _active[0]
    if not os.fspath(os.fsdecode(arguments[0])).startswith(faults.folder):
        return
    faults.seen += 1
    if faults.seen == faults.at or (faults.at < 0 and faults.seen >= -faults.at):
        raise OSError(faults.number, os.strerror(faults.number), os.fsdecode(arguments[0]))


sys.addaudithook(_hook)


@contextmanager
def failing(folder: Path, at: int, number: int = errno.ENOSPC):
    """Let the operation number `at` on something in `folder` fail; for a negative number, this and all later ones."""
    faults = Faults(str(folder), at, number)
    _active.append(faults)
    try:
        yield faults
    finally:
        _active.clear()
