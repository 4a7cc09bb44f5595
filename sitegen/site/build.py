"""Build a site: read, check and draw the content folder, then write every file, or report every problem."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.errors import ContentError, Diagnostic
from sitegen.page.environment import Templates
from sitegen.page.links import built_path
from sitegen.site.assets import assets, schemas, search_engine_files
from sitegen.site.config import SiteConfig, base_address, load_config
from sitegen.site.content import Content, find_content, length_problems, path_conflicts
from sitegen.site.figure_pages import figure_pages, picture_warnings
from sitegen.site.link_index import link_index, link_problems
from sitegen.site.model import Site, SiteFile
from sitegen.site.navigation import navigation_problems, sections
from sitegen.site.output_tree import all_folders
from sitegen.site.reference_pages import reference_pages
from sitegen.site.source_pages import read_pages
from sitegen.site.spec_registry import collect, draw_all
from sitegen.site.staged_output import check_output, staged
from sitegen.site.text_pages import default_statement, list_pages, statement_page, text_pages
from sitegen.spec.content_root import SITE_CONFIG
from sitegen.spec.yaml_model import SourceMap

Progress = Callable[[str, int, int], None]
"""A callback: name of the stage, pieces done, pieces in all."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """A site without errors."""

    site: Site
    """Content and figures."""
    files: tuple[SiteFile, ...]
    """Every file that sitegen makes; the author's other files are copied."""
    diagnostics: tuple[Diagnostic, ...]
    """Warnings, in the order of their places; errors are raised instead."""
    notes: tuple[str, ...] = ()
    """What was not done as usual while the site was published."""

    @property
    def pages(self) -> int:
        """Number of pages."""
        return sum(file.is_page for file in self.files)

    @property
    def figures(self) -> int:
        """Number of figures."""
        return len(self.site.figures)


def build_site(
    content: Path, out: Path, *, base_url: str | None = None, strict: bool = False, progress: Progress | None = None
) -> BuildReport:
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

    Raises
    ------
    ContentError
        With every problem of every file.
    OutputError
        When `out` cannot be used.
    ValueError
        When `base_url` is no address of a site.
    """
    check_output(out, content=content)
    report = prepare(content, base_url=base_url, strict=strict, progress=progress)
    notes: list[str] = []
    with staged(out, notes, content=content) as folder:
        _write(report, folder, progress or _no_progress)
    return replace(report, notes=tuple(notes))


def check_site(content: Path, *, strict: bool = False, progress: Progress | None = None) -> BuildReport:
    """Report every problem that a build would report, and write nothing.

    Raises
    ------
    ContentError
        With every problem of every file.
    """
    report = prepare(content, strict=strict, progress=progress)
    for file in report.files:
        if file.is_page or file.framed:
            file.text()
    return report


def prepare(
    content: Path, *, base_url: str | None = None, strict: bool = False, progress: Progress | None = None
) -> BuildReport:
    """Read and check all of `content` and draw its figures.

    Raises
    ------
    ContentError
        With every problem of every file.
    ValueError
        When `base_url` is no address of a site.
    """
    config, source_map, wrong = _config(content)
    if base_url is not None:
        config = config.model_copy(update={"base_url": base_address(base_url)})
    found = find_content(content)
    site, problems = _read_site(found, config, progress or _no_progress)
    problems += wrong
    made = [*assets(site), *list_pages(site), *figure_pages(site), *reference_pages(site), *schemas()]
    sound = all(problem.severity == "warning" for problem in problems)
    targets = link_index(site, made, sound=sound)
    authored = [*text_pages(site, targets), statement_page(site, targets)]
    pages = [file.path for file in (*made, *authored) if file.is_page]
    files = (*made, *authored, *search_engine_files(site, pages))
    problems += [
        *path_conflicts(found, {file.path for file in files}),
        *length_problems(found, {file.path for file in files}),
        *link_problems(site, targets),
        *picture_warnings(site),
    ]
    problems += map(source_map.diagnostic, navigation_problems(config, {built_path(file.path) for file in found.pages}))
    if any(strict or problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    return BuildReport(site, files, tuple(sorted(problems, key=lambda problem: problem.sort_key)))


def _config(content: Path) -> tuple[SiteConfig, SourceMap, tuple[Diagnostic, ...]]:
    """The settings, their places and their errors; with errors, stand-ins for the settings, so that all else is checked, too."""
    try:
        return *load_config(content), ()
    except ContentError as error:
        if not (content / SITE_CONFIG).is_file():
            raise
        return SiteConfig(title="…", description="…"), SourceMap(SITE_CONFIG), error.diagnostics


def _read_site(found: Content, config: SiteConfig, progress: Progress) -> tuple[Site, list[Diagnostic]]:
    """Read the pages and specs and draw the figures; a problem in one piece does not keep the others from being checked."""
    templates = Templates(found.templates)
    read, problems = read_pages(found.pages)
    problems += [*templates.problems(), *found.problems]
    pages = [page for page in read if page.path != "accessibility.html"]
    statement = next((page for page in read if page not in pages), None) or default_statement(templates)
    known = {page.path for page in read}
    unread = [file for file in found.pages if built_path(file.path) not in known]
    registry = collect(found.specs, [*pages, statement], unread)
    total = len(registry.specs)
    figures, late = draw_all(registry, templates, lambda done: progress("Drawing figures", done, total))
    site = Site(
        content=found,
        config=config,
        templates=templates,
        pages=pages,
        statement=statement,
        sections=sections(pages, config),
        registry=registry,
        figures=figures,
    )
    return site, [*problems, *registry.problems, *late]


def _write(report: BuildReport, folder: Path, progress: Progress) -> None:
    """Write every file into `folder`, and copy the author's other files."""
    total, pages = report.pages, 0
    copied = report.site.content.files
    paths = [*(file.path for file in report.files), *(file.path for file in copied)]
    for name in sorted(all_folders(paths)):
        (folder / name).mkdir()
    for file in report.files:
        (folder / file.path).write_bytes(file.data())
        if file.is_page:
            pages += 1
            progress("Writing pages", pages, total)
    for each in copied:
        shutil.copyfile(each.source, folder / each.path)


def _no_progress(_stage: str, _done: int, _total: int) -> None:
    """Show nothing."""
