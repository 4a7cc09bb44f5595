"""What lies in an output folder: the files that a build wrote, listed in the marker ``.sitegen``, and everything of others."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

MARKER = ".sitegen"
_MARKER_NOTE = "Written by sitegen. The next build replaces the files listed here and keeps all others."
_LARGEST_MARKER = 256 * 1024 * 1024

Identity = tuple[int, ...]
"""Inode of a file; or mode, owner and group of a folder."""


def entries(folder: Path, *, strict: bool = True) -> dict[str, os.stat_result]:
    """Relative path and `os.lstat` of everything below `folder`; each folder comes before its content.

    Parameters
    ----------
    folder : Path
        A folder; symlinks are not followed.
    strict : bool
        Whether a folder that cannot be read, or is on another file system, raises an `OSError`. Otherwise its content is left out.
    """
    found: dict[str, os.stat_result] = {}
    device = folder.stat().st_dev
    waiting = [""]
    for parent in waiting:
        try:
            with os.scandir(folder / parent) as listing:
                here = {os.path.join(parent, each.name): each for each in listing}  # noqa: PTH118 - a relative text
        except FileNotFoundError:  # deleted since it was listed
            continue
        except OSError:
            if strict:
                raise
            continue
        for name, each in here.items():
            try:
                found[name] = facts = each.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            if stat.S_ISDIR(facts.st_mode):
                if strict and facts.st_dev != device:
                    raise OSError(errno.EXDEV, "is on another file system", str(folder / name))
                waiting.append(name)
    return found


def files_in(folder: Path) -> Iterator[str]:
    """Relative path of every file and symlink below `folder`."""
    waiting = [""]
    for parent in waiting:
        with os.scandir(folder / parent) as listing:
            for each in listing:
                name = os.path.join(parent, each.name)  # noqa: PTH118 - a relative text
                if each.is_dir(follow_symlinks=False):
                    waiting.append(name)
                else:
                    yield name


def others(site: Path, found: dict[str, os.stat_result] | None = None) -> dict[str, Identity]:
    """Everything in `site` that no build wrote, empty folders included; `found` are its entries."""
    written = written_files(site)
    with_ours = all_folders(written)
    return {
        name: identity(facts)
        for name, facts in (entries(site) if found is None else found).items()
        if name not in (with_ours if stat.S_ISDIR(facts.st_mode) else written)
    }


def identity(facts: os.stat_result) -> Identity:
    """What tells a file from others that had its name, and a folder from the same folder with other rights."""
    if stat.S_ISDIR(facts.st_mode):
        return (facts.st_mode, facts.st_uid, facts.st_gid)
    return (facts.st_ino,)


def is_folder(each: Identity) -> bool:
    """Whether it is the identity of a folder."""
    return len(each) > 1


def all_folders(names: Iterable[str]) -> set[str]:
    """The folders above the files `names`, without the uppermost."""
    found: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def written_files(site: Path) -> frozenset[str]:
    """The files that the marker of `site` lists; empty without a marker or when the build did not finish."""
    marker = site / MARKER
    try:
        facts = marker.lstat()
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > _LARGEST_MARKER:
            return frozenset()
        files = json.loads(marker.read_bytes())["files"]
        return frozenset(files) if all(isinstance(name, str) for name in files) else frozenset()
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return frozenset()


def write_marker(path: Path, files: Iterable[str]) -> None:
    """List `files` in the marker `path`, as JSON, since a file name may contain a line break."""
    listed = json.dumps(sorted(files), separators=(",\n  ", ":"))[
        1:-1
    ]  # with `indent`, all of it would be written in Python
    marker = f'{{\n "about": {json.dumps(_MARKER_NOTE)},\n "files": [\n  {listed}\n ]\n}}\n'
    path.write_text(marker, encoding="utf-8")


def give_rights(source: Path, target: Path, *, times: bool = False) -> None:
    """Give the folder `target` the owner, mode and attributes of the folder `source`, and its times if asked for."""
    facts, there = source.stat(), target.stat()
    if hasattr(os, "chown") and (facts.st_uid, facts.st_gid) != (there.st_uid, there.st_gid):
        os.chown(target, facts.st_uid, facts.st_gid)
    shutil.copystat(source, target)
    if not times:
        os.utime(target)


def delete(folder: Path, found: dict[str, os.stat_result]) -> None:
    """Delete what was `found` in `folder`, the marker last, and the folder itself.

    Raises
    ------
    OSError
        ``ENOTEMPTY`` if something was added to it meanwhile, which stays.
    """
    own, root = stat.S_IRWXU, os.fspath(folder)
    for name, facts in found.items():
        if stat.S_ISDIR(facts.st_mode) and facts.st_mode & own != own:
            (folder / name).chmod(own)
    for name, facts in reversed(found.items()):
        if stat.S_ISDIR(facts.st_mode):
            os.rmdir(f"{root}/{name}")  # noqa: PTH106 - for thousands of files, Path is slow
        elif name != MARKER:
            with suppress(FileNotFoundError):
                os.unlink(f"{root}/{name}")  # noqa: PTH108 - as above
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()


def mount_points(folder: Path) -> Iterator[Path]:
    """The mount points at and below `folder`, as far as Linux lists them."""
    try:
        listed = Path("/proc/self/mountinfo").read_bytes()
    except OSError:  # another system
        return
    for line in listed.splitlines():
        escaped = line.split()[4]
        point = Path(os.fsdecode(re.sub(rb"\\(\d{3})", lambda found: bytes([int(found[1], 8)]), escaped)))
        if point.is_relative_to(folder):
            yield point
