"""Draw figures, or find out why they cannot be drawn. All that drawing needs is imported here, so builds without new figures do not."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from sitegen.audit.audit_report import require_accessible
from sitegen.errors import ContentError, Diagnostic, unforeseen_errors
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.figures.guarded_kind import kind_failures
from sitegen.figures.third_party_kinds import LocalKind
from sitegen.page.environment import Templates
from sitegen.page.figure_parts import figure_parts
from sitegen.pipeline import render_resolved
from sitegen.resolve.data_references import DataReferences
from sitegen.resolve.further_errors import further_errors
from sitegen.resolve.references import Resolver
from sitegen.site.spec_entry import LoadedSpecs, SourceEntry, SpecEntry, spec_facts
from sitegen.site.spec_registry import SpecRegistry
from sitegen.spec.load import LoadedSpec
from sitegen.theme import Theme


class Task(NamedTuple):
    """A figure to draw."""

    name: str
    place: str
    """Where its spec is, for messages."""
    entries: Mapping[str, SpecEntry | SourceEntry]
    """Its spec, and those of the figures that it refers to, by id."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle for other processes, which load the specs themselves."""
        return Task, (self.name, self.place, {name: SourceEntry(each.source) for name, each in self.entries.items()})


class Drawing(NamedTuple):
    """A figure that was drawn."""

    parts: bytes | None
    """Its parts, encoded; None if it has an error."""
    milliseconds: float


def draw(templates: Templates, kinds: tuple[LocalKind, ...], theme: Theme, tasks: Sequence[Task]) -> list[Drawing]:
    """Draw the figures of a chunk; a spec that several of them need is loaded once."""
    KINDS.use_local(kinds)
    specs = LoadedSpecs({name: entry for task in tasks for name, entry in task.entries.items()})
    resolver = Resolver(specs, data=_data())
    drawings: list[Drawing] = []
    for task in tasks:
        begin = time.perf_counter()
        parts = _parts(task, specs[task.name], resolver, templates, theme)
        drawings.append(Drawing(parts, (time.perf_counter() - begin) * 1000))
    return drawings


@cache
def _data() -> DataReferences:
    """The data files that this process read: those of all chunks."""
    return DataReferences({})


def _parts(task: Task, loaded: LoadedSpec, resolver: Resolver, templates: Templates, theme: Theme) -> bytes | None:
    try:
        with unforeseen_errors(f"the figure '{task.name}' in {task.place}"), kind_failures(task.name, loaded):
            figure = render_resolved(resolver.resolve(loaded), theme=theme)
            require_accessible(figure.audit, loaded)
            return msgspec.msgpack.encode(figure_parts(figure, templates))
    except ContentError:  # reported by errors_of
        return None


def errors_of(names: Sequence[str], registry: SpecRegistry, templates: Templates) -> Iterator[Diagnostic]:
    """The errors of figures that could not be drawn; the same mistake in a file is reported for one of them."""
    resolver = Resolver(registry.specs)
    for name in sorted(names):
        loaded = registry.specs[name]
        try:
            with kind_failures(name, loaded):
                figure = render_resolved(resolver.resolve(loaded), theme=registry.theme)
                require_accessible(figure.audit, loaded)
                figure_parts(figure, templates)
        except ContentError as error:
            yield from error.diagnostics


def further_errors_of(registry: SpecRegistry) -> Iterator[Diagnostic]:
    """Errors of invalid specs that do not follow from their own errors, or from those of figures that they refer to."""
    parts = {name: error.part for name, error in registry.invalid_specs.items() if error.part}
    if not parts:
        return
    figures = {name: spec_facts(part).figures for name, part in parts.items()}
    resolver = Resolver({**parts, **registry.specs})
    waiting = registry.referring(registry.invalid - parts.keys() - registry.entries.keys(), figures)
    for name, error in registry.invalid_specs.items():
        if name not in waiting:
            yield from further_errors(error, resolver)


def draw_figure(registry: SpecRegistry, name: str) -> Figure:
    """Draw the figure `name`, one of those in `registry`, without drawing the others.

    Raises
    ------
    ContentError
        With the errors of the figure. For an invalid spec or a duplicate id, with every error in the registry,
        since any of them may be the cause.
    """
    if name not in registry.entries or name in registry.invalid:
        raise ContentError([problem for problem in registry.problems if problem.severity == "error"])
    loaded = registry.specs[name]
    with kind_failures(name, loaded):
        figure = render_resolved(Resolver(registry.specs).resolve(loaded), theme=registry.theme)
    require_accessible(figure.audit, loaded)
    return figure
