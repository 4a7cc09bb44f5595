"""Collect the specs of a site from files and Markdown fences, check that ids are unique, and draw one figure or all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sitegen.audit.audit_report import require_accessible
from sitegen.errors import ContentError, Diagnostic, did_you_mean, unforeseen_errors
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.page.environment import Templates
from sitegen.page.figure_parts import FigureParts, figure_parts
from sitegen.page.links import built_path
from sitegen.page.markdown_document import Fence, default_id
from sitegen.page.markdown_reader import read
from sitegen.pipeline import render_resolved
from sitegen.resolve.further_errors import further_errors
from sitegen.resolve.references import Resolver, figures_of
from sitegen.site.content import ContentFile, find_content
from sitegen.site.source_pages import SitePage, read_pages
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.load import InvalidSpecError, LoadedSpec, load
from sitegen.spec.meant_values import nearest_id
from sitegen.spec.message_format import shortened
from sitegen.spec.source_text import SpecSource

_WRITTEN_ID = re.compile(r"^id:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)


@dataclass(slots=True)
class SpecRegistry:
    """All specs of a site."""

    specs: dict[str, LoadedSpec] = field(default_factory=dict)
    """The valid specs by id, in the order of their locations."""
    sources: dict[str, SpecSource] = field(default_factory=dict)
    """Text and place of each of them."""
    usages: dict[str, list[str]] = field(default_factory=dict)
    """Ids of the figures on each page, fence by fence; an empty id for an invalid figure."""
    invalid: set[str] = field(default_factory=set)
    """Ids of specs with an error. A reference to one of them is not an error of its own."""
    invalid_specs: dict[str, InvalidSpecError] = field(default_factory=dict)
    """The errors of those that are YAML."""
    problems: list[Diagnostic] = field(default_factory=list)
    """Errors and warnings."""
    data_files: dict[Path, None] = field(default_factory=dict)
    """Every data file that the specs name, once the figures were drawn."""

    def add(self, source: SpecSource) -> str:
        """Load one spec; return its id, which is empty when it has an error."""
        try:
            with unforeseen_errors(f"the figure in {source.name}:{source.first_line}"):
                loaded = load(source, KINDS)
        except ContentError as error:
            self.problems += error.diagnostics
            if isinstance(error, InvalidSpecError) and error.part:
                self.invalid_specs[error.part.spec.id] = error
            self.invalid |= {source.default_id, *_WRITTEN_ID.findall(source_text(source))}
            return ""
        self.problems += loaded.warnings
        name = loaded.spec.id
        if name in self.specs:
            first = self.sources[name]
            message = f"the id '{name}' is already used in {first.name}:{first.first_line}"
            self.problems.append(loaded.at("id", message, "write an id of its own in one of them"))
            self.invalid.add(name)
            return ""
        self.specs[name], self.sources[name] = loaded, source
        return name


def collect(
    files: Iterable[ContentFile], pages: Sequence[SitePage], unread: Iterable[ContentFile] = ()
) -> SpecRegistry:
    """Load every spec of the site. Files come first, so that a fence cannot take a file's id.

    The figures in `unread` pages, which have errors themselves, count as invalid.
    """
    registry = SpecRegistry(invalid={name for file in unread for name in _ids_in(file)})
    for file in files:
        try:
            source = file.read()
        except ContentError as error:
            registry.problems += error.diagnostics
            registry.invalid.add(file.source.stem)
            continue
        name = registry.add(source)
        if name and name != file.source.stem:
            message = (
                f"the id of a figure in a file is the file's name, {file.source.stem}; rename the file or delete 'id'"
            )
            registry.problems.append(registry.specs[name].at("id", message))
            registry.invalid |= {name, file.source.stem}
    for page in pages:
        registry.usages[page.path] = []
        for number, fence in enumerate(page.document.fences, 1):
            _add_fence(registry, page, fence, number)
    registry.problems += _unknown_references(registry, pages)
    return registry


def _content_root(page: SitePage) -> ContentRoot:
    return ContentFile(page.path, Path(page.document.file)).content_root


def _ids_in(file: ContentFile) -> Iterator[str]:
    """Ids of the figures in a page that could not be read."""
    try:
        text = source_text(file.read())
        fences = read(text, file.name).fences
    except ContentError:  # reported with the page
        return
    for number, fence in enumerate(fences, 1):
        yield from (default_id(built_path(file.path), number), *_WRITTEN_ID.findall(fence.text))


def source_text(source: SpecSource) -> str:
    """The YAML of a spec, as its author wrote it."""
    content = source.content
    return content if isinstance(content, str) else content.decode("utf-8-sig", "replace")


def _add_fence(registry: SpecRegistry, page: SitePage, fence: Fence, number: int) -> None:
    """Add the figure of a fence to the registry and to the page's usages; an invalid one as an empty id."""
    if fence.reference:
        registry.usages[page.path].append(fence.reference)
        if fence.text.strip():
            message = f"this fence names the figure '{fence.reference}' and holds a spec as well; keep one of the two"
            registry.problems.append(_fence_error(page, fence, message))
        return
    if (name := fence.text.strip()) in registry.specs:
        message = f"the id of a figure is behind the word figure: ```figure {name}"
        registry.problems.append(_fence_error(page, fence, message))
        registry.usages[page.path].append("")
        return
    source = SpecSource(
        page.document.file,
        fence.text,
        first_line=fence.line + 1,
        column_offset=fence.indent,
        default_id=default_id(page.path, number),
        content_root=_content_root(page),
    )
    registry.usages[page.path].append(registry.add(source))


def _fence_error(page: SitePage, fence: Fence, message: str) -> Diagnostic:
    """A problem reported at the fence's first line."""
    line = page.document.source.lines[fence.line - 1]
    reference = fence.reference or "figure"
    column = max(0, line.rfind(reference)) + 1
    return Diagnostic(
        file=page.document.file,
        line=fence.line,
        column=column,
        source_line=line,
        length=len(reference),
        message=message,
        stage="site",
    )


def _unknown_references(registry: SpecRegistry, pages: Sequence[SitePage]) -> Iterator[Diagnostic]:
    """Fences that refer to an unknown figure; errors of invalid figures are reported at the figures themselves."""
    for page in pages:
        for fence in page.document.fences:
            name = fence.reference
            if " " in name:
                message = f"a fence shows one figure, and '{shortened(name)}' are several ids; write a fence for each"
                yield _fence_error(page, fence, message)
            elif name and name not in registry.specs and name not in registry.invalid:
                meant = nearest_id(name)
                hint = f"write {meant}" if meant in registry.specs else did_you_mean(name, registry.specs)
                yield replace(_fence_error(page, fence, f"there is no figure '{name}'"), hint=hint)


def draw_all(
    registry: SpecRegistry, templates: Templates, advance: Callable[[int], None]
) -> tuple[Mapping[str, FigureParts], tuple[Diagnostic, ...]]:
    """Draw every figure once; return what pages need of them by id, and the problems found while drawing."""
    resolver = Resolver(registry.specs, registry.data_files)
    waiting = _blocked_by_errors(registry)
    figures: dict[str, FigureParts] = {}
    problems: list[Diagnostic] = []
    for done, (name, loaded) in enumerate(sorted(registry.specs.items()), 1):
        advance(done)
        source = registry.sources[name]
        if name in waiting:
            continue
        try:
            with unforeseen_errors(f"the figure '{name}' in {source.name}:{source.first_line}"):
                figure = render_resolved(resolver.resolve(loaded))
                figures[name] = figure_parts(figure, templates)
            require_accessible(figure.audit, loaded)
        except ContentError as error:
            problems += error.diagnostics
    problems += _further_errors(registry)
    # Two figures that refer to the same third figure report the same problem in it.
    return figures, tuple(dict.fromkeys(problems))


def _further_errors(registry: SpecRegistry) -> Iterator[Diagnostic]:
    """Errors of invalid specs that do not follow from their own errors, or from those of figures that they refer to."""
    parts = {name: error.part for name, error in registry.invalid_specs.items() if error.part}
    specs = {**parts, **registry.specs}
    resolver, waiting = Resolver(specs), _reaching(registry.invalid - specs.keys(), specs)
    for name, error in registry.invalid_specs.items():
        if name not in waiting:
            yield from further_errors(error, resolver)


def _blocked_by_errors(registry: SpecRegistry) -> set[str]:
    """Figures that refer, directly or indirectly, to an invalid one, whose own errors are reported."""
    return _reaching(registry.invalid - registry.specs.keys(), registry.specs)


def _reaching(missing: set[str], specs: Mapping[str, LoadedSpec]) -> set[str]:
    """The ids in `missing`, and those of the specs that refer to one of them, directly or indirectly."""
    while more := {name for name, spec in specs.items() if name not in missing and missing & set(_sources(spec))}:
        missing |= more
    return missing


def _sources(loaded: LoadedSpec) -> Iterator[str]:
    """Ids of the figures that the spec refers to, in its parameters or by ``link``."""
    if loaded.spec.link:
        yield loaded.spec.link
    for _, reference in figures_of(loaded.spec.params):
        yield reference.figure


def read_registry(content: Path) -> SpecRegistry:
    """Load every spec of the folder, from files and pages; draw none."""
    found = find_content(content)
    pages, _ = read_pages(found.pages)
    registry = collect(found.specs, pages)
    registry.problems += found.problems
    return registry


def draw_figure(registry: SpecRegistry, name: str) -> Figure:
    """Draw the figure `name`, one of those in `registry`, without drawing the others.

    Raises
    ------
    ContentError
        With the errors of the figure. For an invalid spec or a duplicate id, with every error in the registry,
        since any of them may be the cause.
    """
    if name not in registry.specs or name in registry.invalid:
        raise ContentError([problem for problem in registry.problems if problem.severity == "error"])
    loaded = registry.specs[name]
    figure = render_resolved(Resolver(registry.specs).resolve(loaded))
    require_accessible(figure.audit, loaded)
    return figure
