"""Build a site: read, check and draw the content folder, then write every file, or report every problem."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import ContentError, Diagnostic
from sitegen.page.environment import Templates
from sitegen.page.links import built_path
from sitegen.site.accessibility_statement import default_statement, statement_page
from sitegen.site.assets import assets, schemas
from sitegen.site.config import SiteConfig, base_address, load_config
from sitegen.site.content import Content, find_content
from sitegen.site.figure_pages import figure_pages, picture_warnings
from sitegen.site.link_index import link_index, link_problems
from sitegen.site.model import Site, SiteFile
from sitegen.site.navigation import main_entries, navigation_problems, sections
from sitegen.site.page_layout import PageLayout
from sitegen.site.path_conflicts import path_conflicts
from sitegen.site.reference_pages import reference_pages
from sitegen.site.sitemap import search_engine_files
from sitegen.site.source_pages import read_pages
from sitegen.site.spec_registry import collect, draw_all
from sitegen.site.staged_output import check_output, staged
from sitegen.site.text_pages import list_pages, text_pages

Progress = Callable[[str, int, int], None]
"""A callback: name of the stage, pieces done, pieces in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """The result of a build.

    Parameters
    ----------
    pages, figures : int
        Their numbers.
    diagnostics : tuple of Diagnostic
        Warnings, in the order of their places; errors are raised instead.
    """

    pages: int
    figures: int
    diagnostics: tuple[Diagnostic, ...]


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
    prepared = prepare(content, base_url=base_url, strict=strict, progress=progress)
    with staged(out, content=content) as folder:
        _write(prepared, folder, progress or _no_progress)
    return prepared.report


def check_site(content: Path, *, strict: bool = False, progress: Progress | None = None) -> BuildReport:
    """Report every problem that a build would report, and write nothing.

    Raises
    ------
    ContentError
        With every problem of every file.
    """
    prepared = prepare(content, strict=strict, progress=progress)
    for file in prepared.files:
        if file.is_page or file.framed:
            file.text()
    return prepared.report


@dataclass(frozen=True, slots=True)
class PreparedSite:
    """A site without errors, ready to be written.

    Parameters
    ----------
    site : Site
        Content and figures.
    files : tuple of SiteFile
        Every file that sitegen makes; the author's other files are copied.
    warnings : tuple of Diagnostic
        In the order of their places.
    """

    site: Site
    files: tuple[SiteFile, ...]
    warnings: tuple[Diagnostic, ...]

    @property
    def report(self) -> BuildReport:
        """Numbers of pages and figures, and the warnings."""
        pages = sum(file.is_page for file in self.files)
        return BuildReport(pages=pages, figures=len(self.site.figures), diagnostics=self.warnings)


def prepare(
    content: Path, *, base_url: str | None = None, strict: bool = False, progress: Progress | None = None
) -> PreparedSite:
    """Read and check all of `content` and draw its figures.

    Raises
    ------
    ContentError
        With every problem of every file.
    ValueError
        When `base_url` is no address of a site.
    """
    config, places = load_config(content)
    if base_url is not None:
        config = config.model_copy(update={"base_url": base_address(base_url)})
    found = find_content(content)
    site, problems = _read_site(found, config, progress or _no_progress)
    made = _generated_files(site)
    sound = all(problem.severity == "warning" for problem in problems)
    targets = link_index(site, made, sound=sound)
    authored = [*text_pages(site, targets), statement_page(site, targets)]
    pages = [file.path for file in (*made, *authored) if file.is_page]
    files = (*made, *authored, *search_engine_files(site, pages))
    problems += [*_conflicts(site, files), *link_problems(site, targets), *picture_warnings(site)]
    problems += map(places.diagnostic, navigation_problems(config, {built_path(file.path) for file in found.pages}))
    if any(strict or problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    return PreparedSite(site, files, tuple(sorted(problems, key=lambda problem: problem.sort_key)))


def _read_site(found: Content, config: SiteConfig, progress: Progress) -> tuple[Site, list[Diagnostic]]:
    """Read the pages and specs and draw the figures; a problem in one piece does not keep the others from being checked."""
    templates = Templates(found.templates)
    read, problems = read_pages(found.pages)
    problems += [*templates.problems(), *found.problems]
    pages = [page for page in read if page.path != "accessibility.html"]
    statement = next((page for page in read if page not in pages), None) or default_statement(templates)
    folders = sections(pages, config)
    known = {page.path for page in read}
    unread = [file for file in found.pages if built_path(file.path) not in known]
    registry = collect(found.specs, [*pages, statement], unread)
    total = len(registry.specs)
    figures, late = draw_all(registry, lambda done: progress("Drawing figures", done, total))
    site = Site(
        content=found,
        layout=PageLayout(config=config, templates=templates, entries=main_entries(config, folders)),
        pages=pages,
        statement=statement,
        sections=folders,
        registry=registry,
        figures=figures,
    )
    return site, [*problems, *registry.problems, *late]


def _generated_files(site: Site) -> list[SiteFile]:
    """The files that hold no text of an author's page."""
    return [*assets(site), *list_pages(site), *figure_pages(site), *reference_pages(site), *schemas()]


def _conflicts(site: Site, files: Iterable[SiteFile]) -> Iterator[Diagnostic]:
    """Conflicts between paths, without the files whose names are invalid anyway."""
    written = {built_path(page.path) for page in site.content.pages}
    known = {problem.file for problem in site.content.problems}
    authored = [file for file in (*site.content.pages, *site.content.files) if file.name not in known]
    return path_conflicts(authored, {file.path for file in files} - written)


def _write(prepared: PreparedSite, folder: Path, progress: Progress) -> None:
    """Write every file into `folder`, and copy the author's other files."""
    total, pages = prepared.report.pages, 0
    copied = prepared.site.content.files
    _make_folders(folder, [*(file.path for file in prepared.files), *(file.path for file in copied)])
    for file in prepared.files:
        (folder / file.path).write_bytes(file.data())
        if file.is_page:
            pages += 1
            progress("Writing pages", pages, total)
    for each in copied:
        shutil.copyfile(each.source, folder / each.path)


def _make_folders(root: Path, paths: Iterable[str]) -> None:
    for folder in sorted({(root / path).parent for path in paths}):
        folder.mkdir(parents=True, exist_ok=True)


def _no_progress(_stage: str, _done: int, _total: int) -> None:
    """Show nothing."""
