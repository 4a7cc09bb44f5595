"""Draw the figures of a site: each once, and only those whose result is not known from an earlier build."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from glob import escape, glob
from typing import Any, NamedTuple

import msgspec

from sitegen.audit.audit_report import require_accessible
from sitegen.engine.executors import Workers
from sitegen.engine.keys import key_of
from sitegen.engine.stamps import FileState
from sitegen.errors import ContentError, Diagnostic, unforeseen_errors
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.figures.guarded_kind import kind_failures
from sitegen.figures.kinds_of_others import LocalKind
from sitegen.page.environment import Templates
from sitegen.page.figure_parts import FigureFacts, figure_parts
from sitegen.pipeline import render_resolved
from sitegen.resolve.data_references import DataReferences
from sitegen.resolve.further_errors import further_errors
from sitegen.resolve.references import Resolver, figures_of
from sitegen.site.last_build import kind_digests, program
from sitegen.site.memory import ContentChangedError, Memory
from sitegen.site.progress import Progress
from sitegen.site.same_program import SameProgram
from sitegen.site.shared_figures import fetched
from sitegen.site.spec_entry import LoadedSpecs, SourceEntry, SpecEntry
from sitegen.site.spec_registry import SpecRegistry
from sitegen.spec.load import LoadedSpec
from sitegen.theme import Theme

BLOCK = "figure.html"
"""The template of a figure block."""
_DATE = "SOURCE_DATE_EPOCH"
_PATTERN = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class DrawnFigures:
    """The figures of a site."""

    facts: Mapping[str, FigureFacts]
    """What lists show of each, by id, in the order of the ids."""
    keys: Mapping[str, str]
    """The key of all parts of each in the memory."""
    problems: tuple[Diagnostic, ...]
    """Problems found while drawing."""
    milliseconds: Mapping[str, float]
    """How long each took that was drawn now."""
    hidden_files: bool
    """Whether data files were read that the list of the content leaves out."""


class _Task(NamedTuple):
    """A figure to draw."""

    name: str
    place: str
    """Where its spec is, for messages."""
    entries: Mapping[str, SpecEntry | SourceEntry]
    """Its spec, and those of the figures that it refers to, by id."""

    def __reduce__(self) -> tuple[Any, ...]:
        """For other processes, which load the specs themselves."""
        return _Task, (self.name, self.place, {name: SourceEntry(each.source) for name, each in self.entries.items()})


class _Drawing(NamedTuple):
    """A figure that was drawn."""

    parts: bytes | None
    """Its parts, encoded; None if it has an error."""
    milliseconds: float


def draw_all(registry: SpecRegistry, templates: Templates, workers: Workers, progress: Progress) -> DrawnFigures:
    """Draw every figure once that was not drawn before."""
    memory = registry.memory
    keys = _FigureKeys(registry, templates)
    known: dict[str, tuple[str, FigureFacts]] = {}
    waiting = _blocked_by_errors(registry)
    for name in registry.entries:
        key = keys.of(name)
        if key and name not in waiting and (facts := _known_facts(memory, key, name)):
            known[name] = (key, facts)
    missing = sorted(registry.entries.keys() - known.keys() - waiting)
    total, done = len(registry.entries), len(registry.entries) - len(missing)
    failed: list[str] = []
    times: dict[str, float] = {}
    for name, (parts, times[name]) in _drawn(missing, registry, templates, workers):
        done += 1
        progress("Drawing figures", done, total)
        registry.entries[name].forget()
        if parts is None:
            failed.append(name)
            continue
        keys.check(name)
        if memory.remote and keys.of(name):
            memory.remote.put(keys.of(name), parts)
        key = keys.of(name) or memory.key("figure of one build", name, key_of(parts))
        known[name] = (key, memory.figures.add_encoded(key, parts))
    problems = (*_errors_of(failed, registry), *_further_errors(registry))
    ordered = sorted(known.items())
    return DrawnFigures(
        {name: facts for name, (_, facts) in ordered},
        {name: key for name, (key, _) in ordered},
        # Two figures that refer to the same third figure report the same problem in it.
        tuple(dict.fromkeys(problems)),
        times,
        any(not keys.of(name) for name in known),
    )


def _known_facts(memory: Memory, key: str, name: str) -> FigureFacts | None:
    """The facts of a figure that was drawn before, here or by another machine."""
    facts = memory.figures.facts(key)
    if facts is None and memory.remote and (encoded := fetched(memory.remote, key, name)):
        return memory.figures.add_encoded(key, encoded)
    return facts


def _drawn(
    names: Sequence[str], registry: SpecRegistry, templates: Templates, workers: Workers
) -> Iterator[tuple[str, _Drawing]]:
    """Draw the figures `names`, in any order."""
    here = names
    if workers.are_elsewhere:
        portable = _portable(names, registry, templates)
        here = sorted(set(names) - portable)
        expected = {**program(registry.memory.store), **kind_digests(registry.memory.store)}
        draw = SameProgram(expected, partial(_draw, Templates(), KINDS.local_files, registry.theme))
        for name, drawing in _results(workers.map(draw, _Tasks(sorted(portable), registry))):
            if drawing.parts is None:  # this machine has the last word
                here.append(name)
            else:
                yield name, drawing
    draw_here = partial(_draw, templates, KINDS.local_files, registry.theme)
    yield from _results(workers.map(draw_here, _Tasks(here, registry), local=True))


def _results(chunks: Iterator[tuple[Sequence[_Task], Sequence[_Drawing]]]) -> Iterator[tuple[str, _Drawing]]:
    """The drawings of all chunks, with the ids of the figures."""
    for chunk, drawings in chunks:
        yield from ((task.name, drawing) for task, drawing in zip(chunk, drawings, strict=True))


def _portable(names: Sequence[str], registry: SpecRegistry, templates: Templates) -> set[str]:
    """The figures that machines without the content can draw: they need no file of the author, and no date."""
    if template_inputs(registry.memory, templates, BLOCK):
        return set()
    facts = {name: entry.facts for name, entry in registry.entries.items()}
    bound = {name for name, each in facts.items() if each.files or each.is_dated}
    while more := {name for name, each in facts.items() if name not in bound and bound.intersection(each.figures)}:
        bound |= more
    return set(names) - bound


class _Tasks(Sequence[_Task]):
    """The tasks to draw figures, each made when it is needed, so that no text is read before."""

    def __init__(self, names: Sequence[str], registry: SpecRegistry) -> None:
        self._names, self._registry = names, registry

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        name, entries = self._names[at], self._registry.entries
        needed = [name]
        for each in needed:  # grows
            needed += [other for other in entries[each].facts.figures if other in entries and other not in needed]
        place = entries[name].place
        return _Task(name, f"{place.name}:{place.line}", {each: entries[each] for each in needed})


def _draw(templates: Templates, kinds: tuple[LocalKind, ...], theme: Theme, tasks: Sequence[_Task]) -> list[_Drawing]:
    """Draw the figures of a chunk; a spec that several of them need is loaded once."""
    KINDS.use_local(kinds)
    specs = LoadedSpecs({name: entry for task in tasks for name, entry in task.entries.items()})
    resolver = Resolver(specs, data=_data())
    drawings: list[_Drawing] = []
    for task in tasks:
        begin = time.perf_counter()
        parts = _parts(task, specs[task.name], resolver, templates, theme)
        drawings.append(_Drawing(parts, (time.perf_counter() - begin) * 1000))
    return drawings


@cache
def _data() -> DataReferences:
    """The data files that this process read: those of all chunks."""
    return DataReferences({})


def _parts(task: _Task, loaded: LoadedSpec, resolver: Resolver, templates: Templates, theme: Theme) -> bytes | None:
    try:
        with unforeseen_errors(f"the figure '{task.name}' in {task.place}"), kind_failures(task.name, loaded):
            figure = render_resolved(resolver.resolve(loaded), theme=theme)
            require_accessible(figure.audit, loaded)
            return msgspec.msgpack.encode(figure_parts(figure, templates))
    except ContentError:  # reported by _errors_of
        return None


def _errors_of(names: Sequence[str], registry: SpecRegistry) -> Iterator[Diagnostic]:
    """The errors of figures that could not be drawn; the same mistake in a file is reported for one of them."""
    resolver = Resolver(registry.specs)
    for name in sorted(names):
        loaded = registry.specs[name]
        try:
            with kind_failures(name, loaded):
                figure = render_resolved(resolver.resolve(loaded), theme=registry.theme)
                require_accessible(figure.audit, loaded)
        except ContentError as error:
            yield from error.diagnostics


class _FigureKeys:
    """The keys of the figures of a site."""

    def __init__(self, registry: SpecRegistry, templates: Templates) -> None:
        self._entries, self._memory, self._theme = registry.entries, registry.memory, registry.theme.name
        self._block = key_of(
            *(f"{name} {digest}" for name, digest in template_inputs(registry.memory, templates, BLOCK).items())
        )
        self._known: dict[str, str] = {}

    def of(self, name: str, chain: tuple[str, ...] = ()) -> str:
        """The key of the figure `name`, empty if it is not known: it has an error, or reads a hidden file."""
        if name in self._known:
            return self._known[name]
        entry = self._entries.get(name)
        if entry is None or name in chain:
            return ""
        facts = entry.facts
        referred = [self.of(each, (*chain, name)) for each in facts.figures]
        data = [digest for path in facts.files for digest in self._data(path)]
        date = os.environ.get(_DATE, "") if facts.is_dated else ""
        kind = self._memory.kinds.get(facts.kind, "")
        parts = [entry.place.digest, self._block, self._theme, date, kind, *referred, "", *data]
        self._known[name] = self._memory.key("figure", *parts) if all(referred) and all(data) else ""
        return self._known[name]

    def check(self, name: str) -> None:
        """Check that the files of which a figure was drawn are as they were when the build began.

        Raises
        ------
        ContentChangedError
            If one of them is not.
        """
        files = self._memory.files
        data = [file for path in self._entries[name].facts.files for file in self._files(path) if file in files]
        for file in (*data, *self._memory.templates):
            known = files[file]
            path = self._memory.folder / file
            if not known.is_folder and FileState.of(path.stat(), known.digest) != known:
                raise ContentChangedError(f"{path} changed while it was read")

    def _data(self, path: str) -> Iterator[str]:
        """Names and digests of the data files at `path`; an empty one for a file that the content does not list."""
        files = self._memory.files
        yield from (f"{file} {files[file].digest}" if file in files else "" for file in self._files(path))

    def _files(self, path: str) -> list[str]:
        """The file at `path`, or all files that match it."""
        if path in self._memory.files or not _PATTERN.search(path):
            return [path]
        folder = self._memory.folder
        found = (each.removeprefix(f"{folder}{os.sep}") for each in glob(f"{escape(str(folder))}/{path}"))  # noqa: PTH207 - as in sitegen.spec.data.read
        return sorted(each.replace(os.sep, "/") for each in found)


def template_inputs(memory: Memory, templates: Templates, name: str) -> dict[str, str]:
    """The author's templates on which the template `name` depends, with their digests; our own are part of the program."""
    used = templates.used_by(name)
    return {
        f"template {path.removeprefix('templates/')}": state.digest
        for path, state in memory.templates.items()
        if used is None or path.removeprefix("templates/") in used
    }


def _further_errors(registry: SpecRegistry) -> Iterator[Diagnostic]:
    """Errors of invalid specs that do not follow from their own errors, or from those of figures that they refer to."""
    parts = {name: error.part for name, error in registry.invalid_specs.items() if error.part}
    if not parts:
        return
    specs = {**parts, **registry.specs}
    resolver, waiting = Resolver(specs), _reaching(registry.invalid - specs.keys(), specs)
    for name, error in registry.invalid_specs.items():
        if name not in waiting:
            yield from further_errors(error, resolver)


def _blocked_by_errors(registry: SpecRegistry) -> set[str]:
    """Figures that refer, directly or indirectly, to an invalid one, whose own errors are reported."""
    missing = registry.invalid - registry.entries.keys()
    if not missing:
        return set()
    return _reaching(missing, registry.specs)


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
