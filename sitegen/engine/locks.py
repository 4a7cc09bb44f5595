"""Locks on folders, between processes. Without them, as on Windows, builds of the same folder at the same time are not safe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def directory_lock(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a lock on `folder` for the block; other processes wait, unless both locks are `shared`. A no-op on Windows."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def try_lock(folder: Path) -> int | None:
    """Lock `folder` until the returned file descriptor is closed or the process ends; None when another process has the lock."""
    if sys.platform == "win32":
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle
