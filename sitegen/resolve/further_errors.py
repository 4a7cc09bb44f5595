"""Errors that later stages would find in a spec that already has errors, except those that only follow from these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.errors import ContentError, Diagnostic
from sitegen.resolve.recorded_axes import names_axis
from sitegen.resolve.references import Resolver, circle_error, references_of, unknown_figure
from sitegen.spec.load import InvalidSpecError, LoadedSpec
from sitegen.spec.message_format import FieldPath
from sitegen.spec.value_reference import DataFile, FigureReference


def with_further_errors(error: InvalidSpecError, resolver: Resolver) -> ContentError:
    """`error` together with the errors that `resolver` finds in the valid part of the spec."""
    return ContentError([*dict.fromkeys((*error.diagnostics, *further_errors(error, resolver)))])


def further_errors(error: InvalidSpecError, resolver: Resolver) -> tuple[Diagnostic, ...]:
    """The errors in the valid part of a spec: all, or where numbers may be missing those of its references alone."""
    if error.part is None:
        return ()
    if not error.has_all_numbers:
        keys = {each.field.rpartition(".")[2] for each in error.diagnostics}
        return tuple(_reference_errors(error.part, resolver, reads_files=keys.isdisjoint(DataFile.model_fields)))
    try:
        resolver.resolve(error.part)
    except ContentError as found:
        return found.diagnostics
    return ()


def _reference_errors(loaded: LoadedSpec, resolver: Resolver, *, reads_files: bool) -> Iterator[Diagnostic]:
    """The errors of references; those to files are not read where one of their keys may be in the wrong place."""
    for path, name in _figures_named(loaded):
        try:
            if name not in resolver.figures:
                yield unknown_figure(loaded, path, name, resolver.figures)
            elif circle := _way(name, loaded.spec.id, resolver.figures, ()):
                yield circle_error(loaded, path, (loaded.spec.id, *circle))
        except ContentError as error:
            yield from error.diagnostics
    for inside, reference in references_of(loaded.spec.params) if reads_files else ():
        if not isinstance(reference, FigureReference) and not names_axis(reference):
            try:
                resolver.data.values(loaded, ("params", *inside), reference)
            except ContentError as error:
                yield from error.diagnostics


def _figures_named(loaded: LoadedSpec) -> Iterator[tuple[FieldPath, str]]:
    """Every reference to a figure, with its place."""
    for path, reference in references_of(loaded.spec.params):
        if isinstance(reference, FigureReference):
            yield ("params", *path, "figure"), reference.figure
    if loaded.spec.link:
        yield ("link",), loaded.spec.link


def _way(start: str, end: str, figures: Mapping[str, LoadedSpec], before: tuple[str, ...]) -> tuple[str, ...]:
    """The ids that lead from the figure `start` by references to `end`; empty where none do."""
    if start == end:
        return (*before, end)
    if start in before or start not in figures:
        return ()
    ways = (_way(name, end, figures, (*before, start)) for _, name in _figures_named(figures[start]))
    return next(filter(None, ways), ())
