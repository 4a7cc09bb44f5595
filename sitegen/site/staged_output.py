"""Write a site into a staging folder and publish it in one atomic step, under a lock against other builds.

The staging folder is a hidden folder next to the output folder; the two are swapped when the site is complete. The marker
file ``.sitegen`` lists what a build wrote; all other files in the output folder are kept.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from sitegen.atomic import output_errors
from sitegen.errors import OutputError

if sys.platform != "win32":
    import fcntl

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_SUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}
MARKER = ".sitegen"
_MARKER_NOTE = "Written by sitegen. The next build replaces the files listed here and keeps all others."


@contextmanager
def staged(out: Path, *, content: Path | None = None) -> Iterator[Path]:
    """Yield an empty folder for a site. On success it replaces `out`; on failure `out` is unchanged.

    Parameters
    ----------
    out : Path
        The output folder. Missing parent folders are created; a symlink is followed.
    content : Path, optional
        The content folder: `out` may neither contain it nor lie inside it.

    Raises
    ------
    OutputError
        If `out` cannot be used: it is a file, contains files that sitegen did not write, contains the home, current
        or content folder, or cannot be written.
    """
    place = out.resolve()
    check_output(out, content=content)
    with output_errors(out):
        place.parent.mkdir(parents=True, exist_ok=True)
        with directory_lock(place.parent):
            staging = _sibling(place)
            staging.mkdir()
            lock = try_lock(staging)
            (staging / MARKER).touch()
    try:
        try:
            yield staging
        except OSError as error:  # it may be a file that was to be copied, so it is named
            named = f"{error.filename}: " if error.filename else ""
            raise OutputError(f"{out} cannot be written: {named}{error.strerror}") from error
        with output_errors(out), directory_lock(place.parent):
            check_output(out, content=content)
            _write_manifest(staging)
            _check_conflicts(out, staging)
            old = _replace(place, staging)
            if old is not None:
                _remove_build(old, place)
            _clean(place)
    except BaseException:
        _remove_build(staging, place)
        raise
    finally:
        if lock is not None:
            os.close(lock)


def check_output(out: Path, *, content: Path | None = None) -> None:
    """Raise `OutputError` unless `out` is missing, empty or a site written by sitegen, and contains no other work."""
    place = out.resolve()
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is no home
    for precious, name in ((Path.cwd(), "the current folder"), (home, "your home folder")):
        if precious.resolve().is_relative_to(place):
            raise OutputError(f"{out} is or holds {name}; name a folder of its own for the site, such as build")
    if content is not None:
        source = content.resolve()
        if source == place:
            raise OutputError(f"{out} is the content folder itself; name another folder with --out")
        if source.is_relative_to(place):
            raise OutputError(f"{out} holds the content folder {content}; name another folder with --out")
        if place.is_relative_to(source):
            raise OutputError(f"{out} lies inside the content folder {content}; name a folder outside it with --out")
    if place.exists() and not place.is_dir():
        raise OutputError(f"{out} is a file, not a folder; name another folder with --out")
    with output_errors(out):
        if place.exists() and not _files_in_manifest(place) and any(place.iterdir()):
            raise OutputError(
                f"{out} holds files that sitegen did not write, and a build would replace them; "
                "name another folder with --out, or empty this one"
            )


def _prefix(place: Path) -> str:
    return f".{place.name}.sitegen-"


def _sibling(place: Path) -> Path:
    return place.with_name(f"{_prefix(place)}{secrets.token_hex(6)}")


def _files(folder: Path) -> Iterator[str]:
    """Relative paths of all files below `folder`; a symlink counts as a file."""
    for root, folders, names in os.walk(folder):
        links = (name for name in folders if (Path(root) / name).is_symlink())
        for name in (*names, *links):
            yield (Path(root) / name).relative_to(folder).as_posix()


def _write_manifest(site: Path) -> None:
    """List the files of this build in the marker, as JSON, since a file name may contain a line break."""
    marker = {"about": _MARKER_NOTE, "files": sorted(_files(site))}
    (site / MARKER).write_text(json.dumps(marker, indent=1) + "\n", encoding="utf-8")


def _files_in_manifest(site: Path) -> frozenset[str]:
    """The files that the marker of `site` lists; empty without a marker or when the build did not finish."""
    try:
        return frozenset(json.loads((site / MARKER).read_bytes())["files"])
    except (FileNotFoundError, IsADirectoryError, ValueError, KeyError, TypeError):
        return frozenset()


def _unmanaged_files(site: Path) -> list[str]:
    """The files in `site` that no build wrote."""
    written = _files_in_manifest(site)
    return [name for name in _files(site) if name not in written]


def _conflicts(site: Path, name: str) -> bool:
    """Whether a file `name` conflicts with the files of `site`."""
    return os.path.lexists(site / name) or any((site / part).is_file() for part in PurePosixPath(name).parents)


def _check_conflicts(out: Path, staging: Path) -> None:
    for name in _unmanaged_files(out):
        if _conflicts(staging, name):
            raise OutputError(
                f"{out / name} was not written by sitegen, and the new site needs its place; move it away"
            )


def _replace(place: Path, staging: Path) -> Path | None:
    """Move the new site to `place`; return the new location of the old one."""
    if not place.exists():
        staging.rename(place)
        return None
    if swap_directories(staging, place):
        return staging
    old = _sibling(place)
    place.rename(old)
    try:
        staging.rename(place)
    except OSError:
        old.rename(place)
        raise
    return old


def _remove_build(old: Path, new: Path) -> None:
    """Delete the site `old`; files in it that no build wrote move to `new`, or remain in `old`.

    What cannot be deleted now is left to `_clean` of a later build, since the new site is published already.
    """
    with suppress(OSError):
        kept = _unmanaged_files(old) if _files_in_manifest(old) else []
        for name in kept:
            if not _conflicts(new, name):
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                (old / name).rename(new / name)
        if not any(os.path.lexists(old / name) for name in kept):
            shutil.rmtree(old)


def _clean(place: Path) -> None:
    """Remove the staging folders that killed builds left next to `place`."""
    for path in sorted(place.parent.iterdir()):
        if not path.name.startswith(_prefix(place)) or path.is_symlink() or not (path / MARKER).is_file():
            continue
        lock = try_lock(path)
        if lock is not None:
            _remove_build(path, place)
            os.close(lock)


def swap_directories(one: Path, other: Path) -> bool:
    """Swap two directories atomically; return False where the system or the file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_SUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(other))


@contextmanager
def directory_lock(folder: Path) -> Iterator[None]:
    """Hold an exclusive lock on `folder` for the block; other processes wait. A no-op on Windows."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
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
