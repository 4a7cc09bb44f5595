"""Collect the specs of a site from files and Markdown fences, and check that ids are unique."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

from sitegen.engine.executors import Workers
from sitegen.engine.keys import key_of
from sitegen.errors import ContentError, Diagnostic, did_you_mean, unforeseen_errors
from sitegen.figures import KINDS
from sitegen.page.links import built_path
from sitegen.page.markdown_document import default_id
from sitegen.site.content import ContentFile
from sitegen.site.memory import Memory
from sitegen.site.site_page import PageFigure, SitePage
from sitegen.site.spec_entry import LoadedSpecs, SpecEntry, SpecPlace, load_source, spec_facts
from sitegen.site.spec_facts import places_of_files, with_key
from sitegen.spec.load import InvalidSpecError, LoadedSpec
from sitegen.spec.message_format import shortened
from sitegen.spec.source_text import SpecSource
from sitegen.spec.value_hints import nearest_id
from sitegen.theme import THEME, Theme

_WRITTEN_ID = re.compile(r"^id:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)
_NONE: Mapping[str, Collection[str]] = MappingProxyType({})
_SMALL_SITE = 100
"""A site of so many specs keeps the new ones until they are drawn; a larger one keeps only facts, and loads them again."""


@dataclass(frozen=True, kw_only=True)
class SpecRegistry:
    """All specs of a site."""

    memory: Memory
    """What is known of specs from earlier builds."""
    entries: dict[str, SpecEntry] = field(default_factory=dict)
    """The valid specs by id, in the order of their locations."""
    usages: dict[str, list[str]] = field(default_factory=dict)
    """Ids of the figures on each page, fence by fence; an empty id for an invalid figure."""
    invalid: set[str] = field(default_factory=set)
    """Ids of specs with an error. A reference to one of them is not an error of its own."""
    invalid_specs: dict[str, InvalidSpecError] = field(default_factory=dict)
    """The errors of those that are YAML."""
    problems: list[Diagnostic] = field(default_factory=list)
    """Errors and warnings."""
    theme: Theme = THEME
    """How their figures look."""

    @cached_property
    def specs(self) -> Mapping[str, LoadedSpec]:
        """The valid specs themselves."""
        return LoadedSpecs(self.entries)

    def add(self, place: SpecPlace, stem: str = "") -> str:
        """Add one spec, that of a file named `stem` if given; return its id, which is empty when it has an error."""
        known = self.memory.specs.facts(place.key)
        entry = SpecEntry(facts=known, place=place) if known else self._load(place)
        if entry is None:
            return ""
        facts = entry.facts
        self.problems.extend(facts.warnings)
        if stem and facts.id != stem:
            self.problems.append(entry.loaded.at("id", *_wrong_name(stem, facts.id)))
            self.invalid.update((facts.id, stem))
            return ""
        if facts.id in self.entries:
            first = self.entries[facts.id].place
            message = f"the id '{facts.id}' is already used in {first.name}:{first.line}"
            self.problems.append(entry.loaded.at("id", message, "write an id of its own in one of them"))
            self.invalid.add(facts.id)
            return ""
        self.entries[facts.id] = entry
        return facts.id

    def referring(self, names: Collection[str], figures: Mapping[str, Collection[str]] = _NONE) -> set[str]:
        """The ids `names`, and those of the figures that refer to one of them, directly or indirectly.

        `figures` are the ids to which specs with errors refer.
        """
        found = set(names)
        known = {**figures, **{name: entry.facts.figures for name, entry in self.entries.items()}} if found else {}
        while more := {name for name, each in known.items() if name not in found and found.intersection(each)}:
            found |= more
        return found

    def _load(self, place: SpecPlace) -> SpecEntry | None:
        """Load a spec; None when it has an error."""
        source = place.read()
        try:
            with unforeseen_errors(f"the figure in {place.name}:{place.line}"):
                loaded = load_source(source)
                entry = SpecEntry(facts=self.memory.specs.add(place.key, spec_facts(loaded)), place=place)
                if len(self.entries) < _SMALL_SITE:
                    entry.keep(loaded)
                return entry
        except ContentError as error:
            self.problems.extend(error.diagnostics)
            if isinstance(error, InvalidSpecError) and error.part:
                self.invalid_specs[error.part.spec.id] = error
            self.invalid.update((source.default_id, *_WRITTEN_ID.findall(source_text(source))))
            return None


def collect(  # noqa: PLR0913 - what all specs have in common
    files: Iterable[ContentFile],
    pages: Sequence[SitePage],
    memory: Memory,
    workers: Workers,
    unread: Iterable[ContentFile] = (),
    *,
    theme: Theme = THEME,
) -> SpecRegistry:
    """Collect every spec of the site. Files come first, so that a fence cannot take a file's id.

    The figures in `unread` pages, which have errors themselves, count as invalid.
    """
    registry = SpecRegistry(memory=memory, theme=theme, invalid={name for file in unread for name in _ids_in(file)})
    for file, place in places_of_files(files, memory, workers):
        _add_file(registry, file, place)
    for page in pages:
        registry.usages[page.path] = []
        for number, figure in enumerate(page.figures, 1):
            _add_fence(registry, page, figure, number)
    registry.problems.extend(_unknown_references(registry, pages))
    return registry


def _add_file(registry: SpecRegistry, file: ContentFile, place: SpecPlace) -> None:
    """Add the spec in a file, whose name is its id."""
    try:
        registry.add(place, file.source.stem)
    except ContentError as error:
        registry.problems.extend(error.diagnostics)
        registry.invalid.add(file.source.stem)


def _wrong_name(stem: str, name: str) -> tuple[str, str]:
    """What is wrong with the file `stem` of the figure `name`, and what to do."""
    rename = f"rename the file to {name}.yaml"
    hint = f"delete this line, or {rename}" if nearest_id(stem) == stem else rename
    return f"the id of a figure in a file is the file's name, {stem}", hint


def _ids_in(file: ContentFile) -> Iterator[str]:
    """Ids of the figures in a page that could not be read."""
    from sitegen.page.markdown_reader import read

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


def _add_fence(registry: SpecRegistry, page: SitePage, figure: PageFigure, number: int) -> None:
    """Add the figure of a fence to the registry and to the page's usages; an invalid one as an empty id."""
    fence = figure.fence
    if fence.reference:
        registry.usages[page.path].append(fence.reference)
        if fence.text.strip():
            message = f"this fence names the figure '{fence.reference}' and holds a spec as well; keep one of the two"
            registry.problems.append(figure.problem(message))
        return
    if (name := fence.text.strip()) in registry.entries:
        message = f"the id of a figure comes after the word figure: ```figure {name}"
        registry.problems.append(figure.problem(message))
        registry.usages[page.path].append("")
        return
    source = SpecSource(
        page.file,
        fence.text,
        first_line=fence.line + 1,
        column_offset=fence.indent,
        default_id=default_id(page.path, number),
        content_root=ContentFile(page.path, Path(page.file)).content_root,
    )
    digest = key_of(fence.text, source.default_id)
    place = SpecPlace(page.file, source.first_line, source.column_offset, digest, partial(_same, source))
    registry.usages[page.path].append(registry.add(with_key(place, registry.memory)))


def _same(source: SpecSource) -> SpecSource:
    return source


def _unknown_references(registry: SpecRegistry, pages: Sequence[SitePage]) -> Iterator[Diagnostic]:
    """Fences that refer to an unknown figure; errors of invalid figures are reported at the figures themselves."""
    known = registry.entries
    for page in pages:
        for figure in page.figures:
            name = figure.fence.reference
            if " " in name:
                message = f"a fence shows one figure, and '{shortened(name)}' are several ids; write a fence for each"
                yield figure.problem(message)
            elif name and name not in known and name not in registry.invalid:
                meant = nearest_id(name)
                hint = f"write {meant}" if meant in known else did_you_mean(name, known)
                if name in KINDS:
                    hint = f"this is a kind: write 'kind: {name}' in the line below"
                yield figure.problem(f"there is no figure '{name}'", hint)
