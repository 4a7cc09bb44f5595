"""The whole stage: a content folder becomes a folder that can be published, or a list of all that is wrong with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.errors import ContentError, Diagnostic
from sitegen.page.environment import Templates
from sitegen.page.links import Targets, built_path
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
"""Called with a stage, how many of its pieces are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build made.

    Parameters
    ----------
    pages, figures : int
        How many of them.
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
        Told what has been done.

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
    site, warnings = prepare(content, base_url=base_url, strict=strict, progress=progress)
    with staged(out, content=content) as folder:
        pages = _write(site, folder, progress or _silent)
    return BuildReport(pages=pages, figures=len(site.figures), diagnostics=warnings)


def check_site(content: Path, *, strict: bool = False, progress: Progress | None = None) -> BuildReport:
    """Find everything that a build would complain about, and write nothing.

    Raises
    ------
    ContentError
        With every problem of every file.
    """
    site, warnings = prepare(content, strict=strict, progress=progress)
    pages = 0
    for file in site_files(site):
        if file.is_page or file.framed:
            file.text()
            pages += file.is_page
    return BuildReport(pages=pages, figures=len(site.figures), diagnostics=warnings)


def prepare(
    content: Path, *, base_url: str | None = None, strict: bool = False, progress: Progress | None = None
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Read and check all of `content` and draw its figures; the second value are the warnings.

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
    pages = {built_path(file.path) for file in found.pages}
    site, problems = _assemble(found, config, progress or _silent)
    problems += map(places.diagnostic, navigation_problems(config, pages))
    if any(strict or problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    return site, tuple(sorted(problems, key=lambda problem: problem.sort_key))


def _assemble(found: Content, config: SiteConfig, progress: Progress) -> tuple[Site, list[Diagnostic]]:
    """Every piece of the site in turn; each step reports its problems and leaves the rest to be checked."""
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
    problems += [*registry.problems, *late]
    site = Site(
        content=found,
        layout=PageLayout(config=config, templates=templates, entries=main_entries(config, folders)),
        pages=pages,
        statement=statement,
        sections=folders,
        registry=registry,
        figures=figures,
        targets=Targets({}),
    )
    sound = all(problem.severity == "warning" for problem in problems)
    files = site_files(site)
    site = replace(site, targets=link_index(site, files, sound=sound))
    return site, [*problems, *_conflicts(site, files), *link_problems(site), *picture_warnings(site)]


def _conflicts(site: Site, files: Iterable[SiteFile]) -> Iterator[Diagnostic]:
    """Files in each other's place, without those whose names are wrong in themselves."""
    written = {built_path(page.path) for page in site.content.pages}
    known = {problem.file for problem in site.content.problems}
    authored = [file for file in (*site.content.pages, *site.content.files) if file.name not in known]
    return path_conflicts(authored, {file.path for file in files} - written)


def site_files(site: Site) -> list[SiteFile]:
    """Every file that is made, none of them yet; the author's other files come beside them."""
    files = [
        *assets(site),
        *text_pages(site),
        *list_pages(site),
        *figure_pages(site),
        *reference_pages(site),
        statement_page(site),
        *schemas(),
    ]
    return [*files, *search_engine_files(site, [file.path for file in files if file.is_page])]


def _write(site: Site, folder: Path, progress: Progress) -> int:
    """Write every file into `folder`; return the number of pages."""
    files = site_files(site)
    total, pages = sum(file.is_page for file in files), 0
    _make_folders(folder, [*(file.path for file in files), *(copied.path for copied in site.content.files)])
    for file in files:
        (folder / file.path).write_bytes(file.data())
        if file.is_page:
            pages += 1
            progress("Writing pages", pages, total)
    for copied in site.content.files:
        shutil.copyfile(copied.source, folder / copied.path)
    return pages


def _make_folders(root: Path, paths: Iterable[str]) -> None:
    for folder in sorted({(root / path).parent for path in paths}):
        folder.mkdir(parents=True, exist_ok=True)


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Take no notice."""
