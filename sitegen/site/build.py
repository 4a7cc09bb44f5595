"""Build or check a site. What reads and draws the content is imported only when something changed."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.engine.cache_folder import check_cache_folder, opened_store
from sitegen.engine.record import record_name
from sitegen.engine.stamps import file_digest
from sitegen.site.last_build import BuildResult, LastBuild, written_snapshot
from sitegen.site.output_tree import all_folders
from sitegen.site.progress import Progress, no_progress
from sitegen.site.staged_output import check_output, staged

if TYPE_CHECKING:
    from sitegen.site.prepare import BuildReport


def build_site(  # noqa: PLR0913 - the options of a build
    content: Path,
    out: Path,
    *,
    base_url: str | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    cache: Path | None = None,
) -> BuildResult:
    """Build the site in `content` into the folder `out`.

    Parameters
    ----------
    content : Path
        Folder with ``site.yaml``.
    out : Path
        Folder of the built site; it is replaced only when all is well.
    base_url : str or None
        Address that the site will have, before that in ``site.yaml``.
    strict : bool
        Whether warnings are errors.
    progress : callable or None
        Called after each figure and each page.
    cache : Path or None
        Folder for what later builds can use again; None for none.

    Raises
    ------
    ContentError
        With every problem of every file.
    OutputError
        When `out` or `cache` cannot be used.
    ValueError
        When `base_url` is no address of a site.
    """
    check_output(out, content=content)
    if cache is not None:
        check_cache_folder(cache, content, "the content folder")
        check_cache_folder(cache, out, "the output folder")
    notes: list[str] = []
    show = progress or no_progress
    with (
        opened_store(cache, notes) as store,
        store.lock(record_name(content, out), lambda: show("Waiting for another build of this site", 0, 1)),
    ):
        last = LastBuild(store, content, out, base_url)
        result = last.unchanged()
        if result is None or (strict and result.diagnostics):
            result = _build(last, BuildOptions(content, out, base_url, strict), show, notes)
    return replace(result, notes=tuple(notes))


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What was asked for."""

    content: Path
    out: Path
    base_url: str | None
    strict: bool


def _build(last: LastBuild, options: BuildOptions, progress: Progress, notes: list[str]) -> BuildResult:
    """Build the whole site, and record what was read and written."""
    content, out = options.content, options.out
    from sitegen.site.prepare import prepare

    report = prepare(content, base_url=options.base_url, strict=options.strict, progress=progress)
    with staged(out, notes, content=content) as folder:
        digests = _write(report, folder, progress)
    result = BuildResult(report.pages, report.figures, report.diagnostics)
    if last.has_read(report.site.registry.data_files):
        last.remember(result, written_snapshot(out, digests))
    return result


def check_site(content: Path, *, strict: bool = False, progress: Progress | None = None) -> BuildResult:
    """Report every problem that a build would report, and write nothing.

    Raises
    ------
    ContentError
        With every problem of every file.
    """
    from sitegen.site.prepare import prepare

    report = prepare(content, strict=strict, progress=progress)
    for file in report.files:
        if file.is_page or file.framed:
            file.text()
    return BuildResult(report.pages, report.figures, report.diagnostics)


def _write(report: BuildReport, folder: Path, progress: Progress) -> dict[str, str]:
    """Write every file into `folder`, and copy the author's other files; return the SHA-256 of each."""
    total, pages = report.pages, 0
    copied = report.site.content.files
    paths = [*(file.path for file in report.files), *(file.path for file in copied)]
    for name in sorted(all_folders(paths)):
        (folder / name).mkdir()
    digests: dict[str, str] = {}
    for file in report.files:
        content = file.data()
        (folder / file.path).write_bytes(content)
        digests[file.path] = hashlib.sha256(content).hexdigest()
        if file.is_page:
            pages += 1
            progress("Writing pages", pages, total)
    for each in copied:
        shutil.copyfile(each.source, folder / each.path)
        digests[each.path] = file_digest(folder / each.path)
    return digests
