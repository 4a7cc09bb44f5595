"""One file is replaced in one step, and what the system refuses is an `OutputError`."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.errors import OutputError


def write_atomic(path: Path, content: str | bytes) -> None:
    """Write `content`, text as UTF-8, so that a reader of `path` meets the old file or the new one, never a part.

    A pipe or a device is written directly.

    Raises
    ------
    OutputError
        If `path` cannot be written.
    """
    written = content.encode() if isinstance(content, str) else content
    with explained(path):
        target = _resolved(path)
        if path.exists() and not path.is_file():  # a pipe has no resolved name
            path.write_bytes(written)
            return
        part = target.with_name(f".{target.name}.{secrets.token_hex(6)}")
        try:
            with part.open("xb") as file:
                file.write(written)
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except ValueError as error:  # a name that no file can have, such as one with a null character
        raise OSError(str(error)) from error


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the system's refusals into an `OutputError` that names `path`."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error
