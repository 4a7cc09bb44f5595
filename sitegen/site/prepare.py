"""Prepare a build: read, check and draw the content folder, and list every file of the site, or report every problem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.engine.executors import Workers
from sitegen.engine.stamps import take_snapshot
from sitegen.engine.store import InMemoryStore
from sitegen.errors import ContentError, Diagnostic
from sitegen.figures import KINDS
from sitegen.figures.local_kinds import read_local_kinds
from sitegen.page.environment import templates_in
from sitegen.page.links import built_path
from sitegen.site.assets import assets, schemas, search_engine_files
from sitegen.site.config import SiteConfig, base_address, load_config, navigation_alone
from sitegen.site.content import Content, ContentFile, find_content, is_ignored
from sitegen.site.draw_figures import DrawnFigures, draw_all
from sitegen.site.figure_pages import figure_pages, picture_warnings
from sitegen.site.link_index import link_index, link_problems
from sitegen.site.memory import Memory
from sitegen.site.model import Site
from sitegen.site.navigation import navigation_problems, sections
from sitegen.site.path_problems import length_problems, path_conflicts, windows_warnings
from sitegen.site.progress import Progress, no_progress
from sitegen.site.reference_pages import reference_pages
from sitegen.site.site_file import SiteFile
from sitegen.site.source_pages import default_statement, read_pages
from sitegen.site.spec_registry import SpecRegistry, collect
from sitegen.site.text_pages import list_pages, statement_page, text_pages
from sitegen.spec.content_root import SITE_CONFIG
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.plain_text import markup_warnings
from sitegen.spec.source_text import SpecSource
from sitegen.spec.yaml_model import SourceMap
from sitegen.theme import THEME
from sitegen.theming.options import ThemeOptions
from sitegen.theming.read_theme import LoadedTheme, load_theme, theme_of


@dataclass(frozen=True, slots=True)
class BuildReport:
    """A site without errors."""

    site: Site
    """Content and figures."""
    files: tuple[SiteFile, ...]
    """Every file that sitegen makes; the author's other files are copied."""
    diagnostics: tuple[Diagnostic, ...]
    """Warnings, in the order of their places; errors are raised instead."""
    drawn: DrawnFigures
    """The figures, and how long it took to draw them."""
    pages: int
    """Number of pages."""

    @property
    def figures(self) -> int:
        """Number of figures."""
        return len(self.site.figures)


def prepare(  # noqa: PLR0913 - the options of a build
    content: Path,
    memory: Memory | None = None,
    workers: Workers | None = None,
    *,
    base_url: str | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    local_kinds: bool = True,
) -> BuildReport:
    """Read and check all of `content` and draw its figures, as far as `memory` does not have them.

    Raises
    ------
    ContentError
        With every problem of every file.
    ContentChangedError
        When a file changed meanwhile.
    ValueError
        When `base_url` is no address of a site.
    """
    if memory is None:
        memory = Memory(InMemoryStore(), "", content, take_snapshot(content, is_ignored).files)
    config, source_map, config_problems = _config(content)
    if base_url is not None:
        config = config.model_copy(update={"base_url": base_address(base_url)})
    config_problems += tuple(_use_kinds(content, config, source_map, memory, allowed=local_kinds))
    loaded_theme, theme_problems = _load_theme(content, config, source_map, memory)
    found = find_content(content, _settings_files(config))
    config = config.model_copy(update={"theme": loaded_theme.options if config.theme else None})
    site, problems, drawn = _read_site(found, config, memory, workers or Workers(), progress or no_progress)
    problems += [*config_problems, *theme_problems, *loaded_theme.file_problems([file.path for file in found.files])]
    problems += loaded_theme.unused_fonts(site.templates.own_css)
    made = [*assets(site), *list_pages(site), *figure_pages(site), *reference_pages(site), *schemas(site)]
    sound = all(problem.severity == "warning" for problem in problems)
    targets = link_index(site, made, sound=sound)
    authored = [*text_pages(site), statement_page(site)]
    pages = [file.path for file in (*made, *authored) if file.is_page]
    files = (*made, *authored, *search_engine_files(site, pages))
    paths = {file.path for file in files}
    problems += [
        *path_conflicts(found, paths),
        *length_problems(found, paths),
        *windows_warnings(found),
        *link_problems(site, targets),
        *picture_warnings(site),
    ]
    problems += map(source_map.diagnostic, navigation_problems(config, {built_path(file.path) for file in found.pages}))
    if any(strict or problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    return BuildReport(site, files, tuple(sorted(problems, key=lambda problem: problem.sort_key)), drawn, len(pages))


def _config(content: Path) -> tuple[SiteConfig, SourceMap, tuple[Diagnostic, ...]]:
    """The settings, their places and their problems; with errors, stand-ins for the settings, so that all else is checked, too."""
    try:
        config, places = load_config(content)
        warnings = markup_warnings(config.model_dump(), "title", "description", "author")
        return config, places, tuple(map(places.diagnostic, warnings))
    except ContentError as error:
        if not (content / SITE_CONFIG).is_file():
            raise
        return *navigation_alone(content), error.diagnostics


def _settings_files(config: SiteConfig) -> tuple[str, ...]:
    """The files that the settings name, which are not content."""
    return (*config.kinds, *([config.theme] if isinstance(config.theme, str) else []))


def _load_theme(
    content: Path, config: SiteConfig, source_map: SourceMap, memory: Memory
) -> tuple[LoadedTheme, tuple[Diagnostic, ...]]:
    """The theme, and its errors; with errors, the default theme, so that all else is checked, too."""

    def read(name: str) -> SpecSource:
        return memory.read(ContentFile(name, content / name))

    try:
        return load_theme(content, config.theme, source_map, read), ()
    except ContentError as error:
        return LoadedTheme(ThemeOptions(), source_map, ()), error.diagnostics


def _use_kinds(
    content: Path, config: SiteConfig, source_map: SourceMap, memory: Memory, *, allowed: bool
) -> Iterator[Diagnostic]:
    """Run the kinds of the site, and yield their problems."""
    if config.kinds and not allowed:
        message = f"this site has kinds of its own, which are programs: {', '.join(config.kinds)}"
        problem = FieldProblem(path=("kinds",), message=message, hint="--no-local-kinds refuses them")
        yield source_map.diagnostic(problem)
    try:
        KINDS.use_local(read_local_kinds(content, config.kinds if allowed else (), source_map))
    except ContentError as error:
        KINDS.use_local(())
        yield from error.diagnostics
    memory.use_local_kinds(KINDS.local)


def _read_site(
    found: Content, config: SiteConfig, memory: Memory, workers: Workers, progress: Progress
) -> tuple[Site, list[Diagnostic], DrawnFigures]:
    """Read the pages and specs and draw the figures; a problem in one piece does not keep the others from being checked."""
    templates = templates_in(found.templates, repr(memory.templates), memory.store, memory.program)
    read, problems = read_pages(found.pages, memory, workers, progress)
    problems += [*templates.problems(), *found.problems]
    pages = [page for page in read if page.path != "accessibility.html"]
    statement = next((page for page in read if page.path == "accessibility.html"), None)
    if statement is None:
        statement = default_statement(templates, memory)
        problems += statement.problems
    known = {page.path for page in read}
    unread = [file for file in found.pages if built_path(file.path) not in known]
    theme = theme_of(config.theme) if isinstance(config.theme, ThemeOptions) else THEME
    registry = collect(found.specs, [*pages, statement], memory, workers, unread, theme=theme)
    drawn = draw_all(registry, templates, workers, progress)
    site = Site(
        content=found,
        config=config,
        templates=templates,
        pages=pages,
        statement=statement,
        sections=sections(pages, config),
        registry=registry,
        figures=drawn.facts,
        keys=drawn.keys,
        memory=memory,
    )
    return site, [*problems, *registry.problems, *drawn.problems], drawn


def read_registry(content: Path, *, local_kinds: bool = True) -> SpecRegistry:
    """Load every spec of the folder, from files and pages; draw none."""
    memory = Memory(InMemoryStore(), "", content, take_snapshot(content, is_ignored).files)
    config, source_map, config_problems = _config(content)
    config_problems += tuple(_use_kinds(content, config, source_map, memory, allowed=local_kinds))
    found = find_content(content, _settings_files(config))
    pages, _ = read_pages(found.pages, memory, Workers(), no_progress)
    loaded_theme, theme_problems = _load_theme(content, config, source_map, memory)
    registry = collect(found.specs, pages, memory, Workers(), theme=theme_of(loaded_theme.options))
    registry.problems.extend((*config_problems, *theme_problems, *found.problems))
    return registry
