"""Write a site into a staging folder, and publish it when it is complete, under a lock against other builds.

A hidden work folder next to the output folder, or inside it if it must be, contains the new site and, after the swap, the old one.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.atomic import output_errors
from sitegen.engine.locks import directory_lock, try_lock
from sitegen.errors import OutputError
from sitegen.site.output_files import replace_files
from sitegen.site.output_swap import remove_site, swap_in
from sitegen.site.output_tree import (
    MARKER,
    all_folders,
    entries,
    files_in,
    give_rights,
    is_folder,
    mount_points,
    others,
    write_marker,
    written_files,
)
from sitegen.site.output_update import Update, can_update, update_files

_SITE = "site"
"""Name of the site in a work folder; the marker next to it is the journal of the swap."""
_OLD = "old"
"""Name of the folder there with links to the files that an update replaces."""
_NOT_CONTENT = {".git", "lost+found"}
"""What a folder may contain before its first build."""


@contextmanager
def staged(out: Path, notes: list[str], *, content: Path | None = None) -> Iterator[Path]:
    """Yield an empty folder for a site. On success it replaces `out`; on failure `out` is unchanged.

    Parameters
    ----------
    out : Path
        The output folder. Missing parent folders are created; a symlink is followed.
    notes : list of str
        Receives sentences about what was not done as usual.
    content : Path, optional
        The content folder: `out` may neither contain it nor lie inside it.

    Raises
    ------
    OutputError
        If `out` cannot be used: it is a file, contains files that sitegen did not write, contains the home, current
        or content folder, or cannot be written.
    """
    check_output(out, content=content)
    place = _resolved(out)
    with output_errors(out):
        place.parent.mkdir(parents=True, exist_ok=True)
        with directory_lock(place.parent):
            _clean(place, notes)
            work, swap_error = _work_folder(place)
            lock = try_lock(work)
    try:
        yield work / _SITE
        with directory_lock(place.parent):
            check_output(out, content=content)
            write_marker(work / _SITE / MARKER, {*files_in(work / _SITE), MARKER})
            _check_conflicts(out, work / _SITE)
            _publish(out, work, swap_error, notes)
    except OSError as error:  # it may be a file that was to be copied, so it is named
        raise OutputError(f"{out} cannot be written: {_reason(error)}") from error
    finally:
        with directory_lock(place.parent):
            _discard(work, place, notes)
        if lock is not None:
            os.close(lock)


@contextmanager
def updated(out: Path, update: Update, *, content: Path | None = None) -> Iterator[Path | None]:
    """Yield an empty folder for the new files of a site. On success they replace those in `out`; on failure `out` is unchanged.

    None if `out` has to be replaced as a whole: it is not as the last build left it, or others are in the way. No other
    build can publish meanwhile.

    Raises
    ------
    OutputError
        As `staged`.
    """
    check_output(out, content=content)
    place = _resolved(out)
    with directory_lock(place.parent):
        if not place.is_dir() or is_interrupted(out):
            yield None
            return
        work, swap_error = _work_folder(place)
        lock = try_lock(work)
        try:
            (work / _OLD).mkdir()
            possible = swap_error is None and can_update(place, work / _OLD, update)
            yield work / _SITE if possible else None
            if possible:
                update_files(work / _SITE, place, work / _OLD, update)
        except OSError as error:
            raise OutputError(f"{out} cannot be written: {_reason(error)}") from error
        finally:
            with suppress(OSError):  # then the next build removes it
                _remove_work_folder(work, place)
            if lock is not None:
                os.close(lock)


def check_output(out: Path, *, content: Path | None = None) -> None:
    """Raise `OutputError` unless `out` is missing, empty or a site written by sitegen, and contains no other work."""
    place = _resolved(out)
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is no home
    for precious, name in ((Path.cwd(), "the current folder"), (home, "your home folder")):
        if _resolved(precious).is_relative_to(place):
            raise OutputError(f"{out} is or holds {name}; name a folder of its own for the site, such as build")
    if content is not None:
        source = _resolved(content)
        if source == place:
            raise OutputError(f"{out} is the content folder itself; name another folder with --out")
        if source.is_relative_to(place):
            raise OutputError(f"{out} holds the content folder {content}; name another folder with --out")
        if place.is_relative_to(source):
            raise OutputError(f"{out} lies inside the content folder {content}; name a folder outside it with --out")
    with output_errors(out):
        if place.exists() and not place.is_dir():
            raise OutputError(f"{out} is a file, not a folder; name another folder with --out")
        if place.exists() and not written_files(place) and not _names_in(place) <= _NOT_CONTENT:
            raise OutputError(
                f"{out} holds files that sitegen did not write, and a build would replace them; "
                "name another folder with --out, or empty this one"
            )


def _resolved(path: Path) -> Path:
    """`path` with its symlinks followed; `Path.resolve` fails for a link to itself on some versions of Python."""
    place = Path(os.path.realpath(path))
    if os.path.islink(place):  # noqa: PTH114 - Path.is_symlink() raises where a folder cannot be entered
        raise OutputError(f"{path} is a link that leads back to itself; name another folder")
    return place


def _names_in(place: Path) -> set[str]:
    """Names in `place`, without the work folders of builds."""
    return {path.name for path in place.iterdir() if not _is_work_folder(path, place)}


def _is_work_folder(path: Path, place: Path) -> bool:
    name = re.fullmatch(rf"\.{re.escape(place.name)}\.sitegen-[0-9a-f]{{12}}", path.name)
    return name is not None and path.is_dir() and not path.is_symlink()


def _work_folder(place: Path) -> tuple[Path, OSError | None]:
    """Make a work folder; inside `place`, with the reason, if no folder next to it can be swapped with it."""
    name = f".{place.name}.sitegen-{secrets.token_hex(6)}"
    next_to_place = place.with_name(name)
    try:
        _make(next_to_place)
        if place.is_dir():
            _prepare_swap(place, next_to_place / _SITE)
    except OSError as error:
        if next_to_place.is_dir():
            _remove_work_folder(next_to_place, place)
        if not place.is_dir():
            raise
        _make(place / name)
        return place / name, error
    return next_to_place, None


def _prepare_swap(place: Path, site: Path) -> None:
    """Give `site` the rights of `place`, before files in it inherit them."""
    if place in mount_points(place) or place.stat().st_dev != site.stat().st_dev:
        raise OSError(errno.EBUSY, "is a mount point", str(place))
    give_rights(place, site)


def _make(work: Path) -> None:
    work.mkdir(mode=stat.S_IRWXU)
    (work / MARKER).touch()
    (work / _SITE).mkdir()


def _check_conflicts(out: Path, site: Path) -> None:
    """Refuse to replace files of others that are in the way of the new site."""
    if not out.is_dir():
        return
    files = set(files_in(site))
    folders = all_folders(files)
    for name, each in others(out, entries(out, strict=False)).items():
        if name in files or (name in folders and not is_folder(each)) or not files.isdisjoint(all_folders([name])):
            raise OutputError(
                f"{out / name} was not written by sitegen, and the new site needs its place; move it away"
            )


def _publish(out: Path, work: Path, swap_error: OSError | None, notes: list[str]) -> None:
    """Put the new site in place: in one step, or file by file where that is not possible."""
    site, place = work / _SITE, _resolved(out)
    if not place.exists():
        site.rename(place)
        return
    try:
        if swap_error is not None:
            raise swap_error
        swap_in(site, place, work / MARKER)
    except OSError as error:
        replace_files(site, place)
        notes.append(f"the files in {out} were replaced one by one, not all in one step: {_reason(error)}")


def _reason(error: OSError) -> str:
    named = f"{os.fsdecode(error.filename)}: " if error.filename else ""
    return f"{named}{error.strerror or error}"


def is_interrupted(out: Path) -> bool:
    """Whether there is a work folder for `out`, because a build was killed or is running."""
    place = _resolved(out)
    folders = [each for each in (place.parent, place) if each.is_dir()]
    return any(_is_work_folder(path, place) for folder in folders for path in folder.iterdir())


def _clean(place: Path, notes: list[str]) -> None:
    """Remove the work folders that killed builds left next to `place` and in it."""
    for parent in (place.parent, place):
        for work in sorted(parent.iterdir()) if parent.is_dir() else ():
            if not _is_work_folder(work, place):
                continue
            lock = try_lock(work)
            if lock is not None:
                _discard(work, place, notes)
                os.close(lock)


def _discard(work: Path, place: Path, notes: list[str]) -> None:
    """Remove a work folder; what cannot be removed is left to a later build, with a note."""
    try:
        _remove_work_folder(work, place)
    except OSError as error:
        notes.append(f"{work}, which this or another build needed, cannot be removed: {_reason(error)}")


def _remove_work_folder(work: Path, place: Path) -> None:
    """Remove a work folder of ours; one that has something else in it is not ours and stays."""
    if {each.name for each in work.iterdir()} - {_SITE, _OLD, MARKER}:
        return
    if (work / _OLD).is_dir():
        shutil.rmtree(work / _OLD)
    if (work / _SITE).is_dir() and (work / MARKER).is_file():
        remove_site(work / _SITE, place, work / MARKER)
    if not (work / _SITE).exists():
        (work / MARKER).unlink(missing_ok=True)
        work.rmdir()
