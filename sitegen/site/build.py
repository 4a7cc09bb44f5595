"""The whole stage: a content folder becomes a folder that can be published, or a list of everything that is wrong with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import ContentError, Diagnostic
from sitegen.page.environment import Templates
from sitegen.site.config import SiteConfig, base_address, load_config
from sitegen.site.content import Content, find_content
from sitegen.site.documents import read_pages
from sitegen.site.figures import collect, draw_all
from sitegen.site.gallery import figure_pages
from sitegen.site.navigation import main_entries, navigation_problems, sections
from sitegen.site.output import staged
from sitegen.site.pages import text_pages
from sitegen.site.publish import assets, index_files, schemas
from sitegen.site.reference import reference_pages
from sitegen.site.shell import Shell
from sitegen.site.site import Product, Site
from sitegen.site.statement import default_statement, statement_page
from sitegen.site.targets import all_targets, link_problems

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
    """
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
    pages = sum(path.endswith(".html") for path, _ in _products(site))
    return BuildReport(pages=pages, figures=len(site.figures), diagnostics=warnings)


def prepare(
    content: Path, *, base_url: str | None = None, strict: bool = False, progress: Progress | None = None
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Read and check all of `content` and draw its figures; the second value are the warnings.

    Raises
    ------
    ContentError
        With every problem of every file.
    """
    config = load_config(content)
    found = find_content(content)
    site, problems = _assemble(found, config, _base(config, base_url), progress or _silent)
    if any(strict or problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    return site, tuple(sorted(problems, key=lambda problem: problem.sort_key))


def _base(config: SiteConfig, given: str | None) -> str | None:
    if given is None:
        return config.base_url
    try:
        return base_address(given)
    except ValueError as error:
        raise ContentError([Diagnostic(file="--base-url", message=str(error), stage="site")]) from error


def _assemble(
    found: Content, config: SiteConfig, base_url: str | None, progress: Progress
) -> tuple[Site, list[Diagnostic]]:
    """Every piece of the site in turn; each step reports its problems and leaves the rest to be checked."""
    templates = Templates(found.templates)
    read, problems = read_pages(found.pages)
    problems += found.problems
    pages = [page for page in read if page.path != "accessibility.html"]
    statement = next((page for page in read if page not in pages), None) or default_statement(templates)
    folders = sections(pages, config)
    problems += navigation_problems(config, pages, folders)
    every_page = [*pages, statement]
    book = collect(found.specs, every_page)
    total = len(book.specs)
    figures = draw_all(book, lambda done: progress("Drawing figures", done, total))
    problems += book.problems
    targets = all_targets(found, every_page, folders.values(), book)
    problems += link_problems(every_page, targets)
    shell = Shell(config=config, templates=templates, entries=main_entries(config, folders), base_url=base_url)
    site = Site(
        content=found,
        shell=shell,
        pages=pages,
        statement=statement,
        sections=folders,
        book=book,
        figures=figures,
        targets=targets,
    )
    return site, problems


def _products(site: Site) -> Iterator[Product]:
    yield from assets(site)
    yield from text_pages(site)
    yield from figure_pages(site)
    yield from reference_pages(site)
    yield statement_page(site)
    yield from schemas()


def _write(site: Site, folder: Path, progress: Progress) -> int:
    """Write every product into `folder`; return the number of pages."""
    pages: list[str] = []
    for path, text in _products(site):
        _put(folder / path, text)
        if path.endswith(".html"):
            pages.append(path)
            progress("Writing pages", len(pages), max(len(pages), len(site.figures) + len(site.pages)))
    for path, text in index_files(site, pages):
        _put(folder / path, text)
    for file in site.content.files:
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.source, folder / file.path)
    return len(pages)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Take no notice."""
