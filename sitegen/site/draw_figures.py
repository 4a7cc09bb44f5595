"""Draw the figures of a site: each once, and only those whose result is not known from an earlier build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.engine.executors import Workers
from sitegen.engine.garbage import no_garbage_collected
from sitegen.engine.keys import key_of
from sitegen.errors import Diagnostic
from sitegen.figures import KINDS
from sitegen.page.environment import Templates
from sitegen.page.figure_parts import FigureFacts
from sitegen.site.figure_keys import BLOCK, FigureKeys, template_inputs
from sitegen.site.last_build import kind_digests, program
from sitegen.site.memory import Memory
from sitegen.site.progress import Progress
from sitegen.site.spec_registry import SpecRegistry

if TYPE_CHECKING:
    from sitegen.site.render_figures import Drawing, Task


@dataclass(frozen=True, slots=True)
class DrawnFigures:
    """The figures of a site."""

    facts: Mapping[str, FigureFacts]
    """What lists show of each, by id, in the order of the ids."""
    keys: Mapping[str, str]
    """By id, the key under which the memory has all parts of a figure."""
    problems: tuple[Diagnostic, ...]
    """Problems found while drawing."""
    milliseconds: Mapping[str, float]
    """By id, how long each figure took that was drawn in this build."""
    hidden_files: bool
    """Whether data files were read that the list of the content leaves out."""


def draw_all(registry: SpecRegistry, templates: Templates, workers: Workers, progress: Progress) -> DrawnFigures:
    """Draw every figure that was not drawn before, once."""
    memory = registry.memory
    keys = FigureKeys(registry, templates)
    known: dict[str, tuple[str, FigureFacts]] = {}
    waiting = registry.referring(registry.invalid - registry.entries.keys())
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
    problems = _problems(failed, registry, templates)
    ordered = sorted(known.items())
    return DrawnFigures(
        {name: facts for name, (_, facts) in ordered},
        {name: key for name, (key, _) in ordered},
        problems,
        times,
        any(not keys.of(name) for name in known),
    )


def _known_facts(memory: Memory, key: str, name: str) -> FigureFacts | None:
    """The facts of a figure that was drawn before, here or by another machine."""
    facts = memory.figures.facts(key)
    if facts is None and memory.remote:
        from sitegen.site.shared_figures import fetch_figure

        encoded = fetch_figure(memory.remote, key, name)
        return memory.figures.add_encoded(key, encoded) if encoded else None
    return facts


def _problems(failed: Sequence[str], registry: SpecRegistry, templates: Templates) -> tuple[Diagnostic, ...]:
    """The errors of figures that could not be drawn, and further errors of invalid specs."""
    if not failed and not registry.invalid_specs:
        return ()
    from sitegen.site.render_figures import errors_of, further_errors_of

    # Two figures that refer to the same third figure report the same problem in it.
    return tuple(dict.fromkeys((*errors_of(failed, registry, templates), *further_errors_of(registry))))


def _drawn(
    names: Sequence[str], registry: SpecRegistry, templates: Templates, workers: Workers
) -> Iterator[tuple[str, Drawing]]:
    """Draw the figures `names`, in any order."""
    if not names:
        return
    with no_garbage_collected():  # among the many objects of modules
        from sitegen.site.render_figures import draw
    here = names
    if workers.are_elsewhere:
        from sitegen.site.same_program import SameProgram

        portable = _portable(names, registry, templates)
        here = sorted(set(names) - portable)
        expected = {**program(registry.memory.store), **kind_digests(registry.memory.store)}
        draw_there = SameProgram(expected, partial(draw, Templates(), KINDS.local_files, registry.theme))
        for name, drawing in _results(workers.map(draw_there, _Tasks(sorted(portable), registry))):
            if drawing.parts is None:  # this machine has the last word
                here.append(name)
            else:
                yield name, drawing
    draw_here = partial(draw, templates, KINDS.local_files, registry.theme)
    yield from _results(workers.map(draw_here, _Tasks(here, registry), local=True))


def _results(chunks: Iterator[tuple[Sequence[Task], Sequence[Drawing]]]) -> Iterator[tuple[str, Drawing]]:
    """The drawings of all chunks, with the ids of the figures."""
    for chunk, drawings in chunks:
        yield from ((task.name, drawing) for task, drawing in zip(chunk, drawings, strict=True))


def _portable(names: Sequence[str], registry: SpecRegistry, templates: Templates) -> set[str]:
    """The figures that machines without the content can draw: they need no file of the author, and no date."""
    if template_inputs(registry.memory, templates, BLOCK):
        return set()
    bound = {name for name, entry in registry.entries.items() if entry.facts.files or entry.facts.is_dated}
    return set(names) - registry.referring(bound)


class _Tasks(Sequence["Task"]):
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
        from sitegen.site.render_figures import Task

        return Task(name, f"{place.name}:{place.line}", {each: entries[each] for each in needed})
