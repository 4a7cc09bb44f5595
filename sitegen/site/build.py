"""Build or check a site. What reads and draws the content is imported only when something changed."""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.engine.cache_folder import check_cache_folder, opened_store
from sitegen.engine.executors import Workers
from sitegen.engine.garbage import no_garbage_collected, only_new_garbage_collected
from sitegen.engine.keys import key_of
from sitegen.engine.record import record_name
from sitegen.errors import OutputError, path_of
from sitegen.site.last_build import BuildResult, LastBuild, kind_digests, program, program_key
from sitegen.site.progress import Progress, no_progress
from sitegen.site.staged_output import check_output, is_interrupted

if TYPE_CHECKING:
    from sitegen.engine.remote import RemoteCache
    from sitegen.site.config import SiteConfig
    from sitegen.site.memory import Memory

_PRELOADED = ("sitegen.site.prepare", "sitegen.site.publish_site", "sitegen.site.render_figures")
_ATTEMPTS = 10
"""How often a build begins again because the content changed while it was read."""
_RESTLESS = "{} changes all the time; a build needs a moment without changes"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The options of `build_site`."""

    base_url: str | None = None
    strict: bool = False
    progress: Progress = no_progress
    jobs: int = 1
    executor: Executor | None = None
    remote: RemoteCache | None = None
    local_kinds: bool = True


def build_site(  # noqa: PLR0913 - the options of a build
    content: Path | str,
    out: Path | str,
    *,
    base_url: str | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    cache: Path | str | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    remote: RemoteCache | None = None,
    local_kinds: bool = True,
) -> BuildResult:
    """Build the site in `content` into the folder `out`.

    Parameters
    ----------
    content : Path or str
        Folder with ``site.yaml``.
    out : Path or str
        Folder of the built site. It is replaced only if there are no errors.
    base_url : str or None
        Address that the site will have, instead of that in ``site.yaml``.
    strict : bool
        Whether warnings are errors.
    progress : callable or None
        Called with the name of a stage, and how many of its steps are done and there are in all.
    cache : Path, str or None
        Folder of the cache, from which later builds take what did not change; None for no cache.
    jobs : int
        The largest number of processes. A program that uses more than one has to protect its main module, as the documentation
        of `multiprocessing` explains. With an `executor`, the number of its workers.
    executor : concurrent.futures.Executor or None
        Draws the figures instead of these processes, except those that need data files, the author's templates or a date. It
        is not shut down. Its workers need the same versions of sitegen and its libraries, and no file.
    remote : sitegen.engine.remote.RemoteCache or None
        A cache of figures that several machines share.
    local_kinds : bool
        Whether the site may define its own kinds, which are programs.

    Returns
    -------
    BuildResult
        The numbers of pages and figures, the files that were made, and warnings and notes.

    Raises
    ------
    ContentError
        With every problem of every file.
    OutputError
        When `out` or `cache` cannot be used.
    ExecutorError
        When `executor` fails, or its workers are other programs.
    ValueError
        When `base_url` is no address of a site.
    """
    content, out = path_of(content, "the content folder"), path_of(out, "the output folder")
    cache = None if cache is None else path_of(cache, "the cache folder")
    check_output(out, content=content)
    if cache is not None:
        check_cache_folder(cache, content, "the content folder")
        check_cache_folder(cache, out, "the output folder")
    options = BuildOptions(base_url, strict, progress or no_progress, jobs, executor, remote, local_kinds)
    notes: list[str] = []
    with (
        opened_store(cache, notes) as store,
        store.lock(record_name(content, out), lambda: options.progress("Waiting for another build of this site", 0, 1)),
    ):
        last = LastBuild(store, content, out, base_url, local_kinds=local_kinds)
        result = last.unchanged()
        if result is None or (strict and result.diagnostics):
            result = _build(last, options, notes)
    if remote is not None:
        remote.close()
        notes += [remote.problem] if remote.problem else []
    return replace(result, notes=tuple(dict.fromkeys(notes)))


def _build(last: LastBuild, options: BuildOptions, notes: list[str]) -> BuildResult:
    """Build what changed, from the beginning if the content changes meanwhile."""
    with Workers(options.jobs, options.executor, preload=_PRELOADED) as workers:
        with no_garbage_collected():  # among the many objects of modules
            from sitegen.site import prepare, publish_site  # noqa: F401
            from sitegen.site.memory import ContentChangedError, Memory

        memory = Memory(
            last.store, program_key(last.program), last.content, last.read.files, options.remote, kinds=last.kinds
        )
        facts = key_of(last.name, "facts")
        memory.load(facts)
        for _ in range(_ATTEMPTS):
            memory.begin(last.read.files)
            try:
                with only_new_garbage_collected():
                    result = _build_once(last, memory, workers, options, notes)
            except ContentChangedError:
                last.read_again()
            else:
                memory.save(facts)
                return result
    raise OutputError(_RESTLESS.format(last.content))


def _build_once(
    last: LastBuild, memory: Memory, workers: Workers, options: BuildOptions, notes: list[str]
) -> BuildResult:
    from sitegen.site.prepare import prepare
    from sitegen.site.publish_site import publish
    from sitegen.site.site_file import CopiedFile, SiteFile
    from sitegen.site.write_site import encoded_inputs, load_inputs, plan, save_inputs

    report = prepare(
        last.content,
        memory,
        workers,
        base_url=options.base_url,
        strict=options.strict,
        progress=options.progress,
        local_kinds=options.local_kinds,
    )
    notes += _kinds_note(report.site.config)
    copied = [CopiedFile(each, memory.digest(each.path)) for each in report.site.content.files]
    files: list[SiteFile | CopiedFile] = [*report.files, *copied]
    work = plan(files, last, load_inputs(last))
    result = BuildResult(
        report.pages,
        report.figures,
        report.diagnostics,
        removed=work.removed,
        drawn=report.drawn.milliseconds,
    )
    inputs, hidden_files = {file.path: file.inputs for file in files}, report.drawn.hidden_files
    del report, copied, files  # of which a large site has many
    if work.is_empty and last.record and not is_interrupted(last.out):
        written = last.record.written
    else:
        written, made = publish(work, last, workers, options.progress, notes)
        result = replace(result, made=tuple(made))
    if not hidden_files and last.is_current():
        save_inputs(last, encoded_inputs(inputs))
        last.remember(result, written)
    return result


def _kinds_note(config: SiteConfig) -> list[str]:
    """A note that the site has kinds of its own, which are programs."""
    names = ", ".join(config.kinds)
    return [f"this site has kinds of its own, which are programs that were run: {names}"] if names else []


def check_site(
    content: Path,
    *,
    strict: bool = False,
    progress: Progress | None = None,
    cache: Path | None = None,
    local_kinds: bool = True,
) -> BuildResult:
    """Report every problem that a build would report, and write no site.

    Raises
    ------
    ContentError
        With every problem of every file.
    OutputError
        When `cache` cannot be used.
    """
    from sitegen.engine.stamps import take_snapshot
    from sitegen.site.content import is_ignored
    from sitegen.site.memory import ContentChangedError, Memory
    from sitegen.site.prepare import prepare

    if cache is not None:
        check_cache_folder(cache, content, "the content folder")
    notes: list[str] = []
    with opened_store(cache, notes) as store:
        memory = Memory(store, program_key(program(store)), content, {}, kinds=kind_digests(store))
        for _ in range(_ATTEMPTS):
            memory.begin(take_snapshot(content, is_ignored).files)
            with suppress(ContentChangedError):
                report = prepare(content, memory, strict=strict, progress=progress, local_kinds=local_kinds)
                notes += _kinds_note(report.site.config)
                for file in report.files:
                    if file.is_page or file.framed:
                        file.text()
                return BuildResult(report.pages, report.figures, report.diagnostics, tuple(dict.fromkeys(notes)))
    raise OutputError(_RESTLESS.format(content))
