"""Open files that should be regular ones, and may have become something else since they were listed."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader

_DO_NOT_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: str | os.PathLike[str]) -> BufferedReader:
    """Open the regular file `path` for reading. Anything else is refused, without waiting for a writer as for a pipe.

    Raises
    ------
    OSError
        If it is no regular file, or cannot be opened.
    """
    handle = os.open(path, os.O_RDONLY | _DO_NOT_WAIT)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise OSError(errno.EINVAL, "it is not a regular file", str(path))
