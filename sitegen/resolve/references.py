"""Replace references to other figures and data files by numbers, and build the axis of a figure that is linked to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from sitegen.errors import ContentError, Diagnostic
from sitegen.figures import KINDS
from sitegen.figures.guarded_kind import kind_failures
from sitegen.resolve.axes import LinkedAxis, combinations, with_first_values, with_values
from sitegen.resolve.axis_checks import checked_axes
from sitegen.resolve.data_references import DataReferences
from sitegen.resolve.recorded_axes import Recorded, read_recorded_axes, with_choices, with_text_choices
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.spec.data.values import DataValues, NamedSeries
from sitegen.spec.declaration import Params
from sitegen.spec.field_problems import FieldProblem, explain
from sitegen.spec.inline_values import as_items
from sitegen.spec.load import LoadedSpec
from sitegen.spec.message_format import FieldPath, dotted, nearest_or_all
from sitegen.spec.value_reference import DataFile, FigureReference, FileList

Reference = FigureReference | DataFile | FileList
References = list[tuple[FieldPath, Reference]]
_EXACT = 2.0**53
"""Integers below it are the same as floats."""


def figures_of(params: Params) -> list[tuple[FieldPath, FigureReference]]:
    """Every reference to a figure in `params` with its path, in the order of the fields."""
    return [(path, each) for path, each in references_of(params) if isinstance(each, FigureReference)]


def references_of(params: Params) -> References:
    """Every reference in `params` with its path, in the order of the fields."""
    found: References = []
    _substitute(params, (), lambda path, reference: found.append((path, reference)))
    return found


class _ReferencedFigure:
    """A figure that others refer to. Its numbers are computed when they are first needed, and only once."""

    def __init__(self, spec: ResolvedSpec) -> None:
        self.spec, self.kind = spec, KINDS[spec.kind]

    @cached_property
    def series(self) -> tuple[float, ...]:
        """The magnitude at each layer, input first; empty if the kind has none."""
        return next(iter(self._series([self.spec.params])), ())

    @cached_property
    def series_of_states(self) -> tuple[tuple[float, ...], ...]:
        """The series in every state of the figure, in the order of `combinations`."""
        return self._series([self.spec.in_state(values) for values in combinations(self.spec.axes)])

    def _series(self, states: Sequence[Params]) -> tuple[tuple[float, ...], ...]:
        series = self.kind.series
        return tuple(tuple(series(data).tolist()) for data in self.kind.compute_all(states)) if series else ()


class Resolver:
    """Resolves the specs of one build.

    Parameters
    ----------
    figures : mapping of str to LoadedSpec
        The specs that may be referred to, by id. Each is resolved and computed once, however many refer to it, and each data
        file is read once.
    files : dict of Path, optional
        Receives every data file that the resolver reads, or misses.
    data : DataReferences, optional
        Data files that were read before.
    """

    def __init__(
        self,
        figures: Mapping[str, LoadedSpec],
        files: dict[Path, None] | None = None,
        data: DataReferences | None = None,
    ) -> None:
        self.figures = figures
        self.data = data or DataReferences({} if files is None else files)
        self._referenced: dict[LoadedSpec, _ReferencedFigure] = {}

    def resolve(self, loaded: LoadedSpec) -> ResolvedSpec:
        """Put numbers in place of every reference of a spec, and build its axes.

        Raises
        ------
        ContentError
            If a figure or file does not exist or refers back, if its numbers are not what the parameter takes, if axes,
            snapshots or the link are wrong, or if a third-party kind fails.
        """
        if loaded in self._referenced:
            return self._referenced[loaded].spec
        with kind_failures(loaded.spec.id, loaded):
            return self._resolve(loaded, (loaded.spec.id,))

    def _resolve(self, loaded: LoadedSpec, chain: tuple[str, ...]) -> ResolvedSpec:
        """Resolve `loaded`. To find circular references, `chain` has the ids that led here and its own."""
        spec = loaded.spec
        references = references_of(spec.params)
        try:
            states = read_recorded_axes(
                loaded, references, self.data, lambda values: self._numbers(loaded, references, chain, values)[0]
            )
            own = {axis.name: axis.values[axis.base] for axis in states.axes}
            params, notes = self._numbers(loaded, references, chain, own)
            params, _ = states.params(params, own)
            params = with_first_values(params, spec.explore)
        except ContentError as error:
            raise ContentError([*error.diagnostics, *self._link_errors(loaded, chain)]) from error
        spec = with_text_choices(loaded, states.axes)
        linked = self._linked_axis(loaded, spec.link, params, chain) if spec.link else None
        axes, problems = checked_axes(spec, params, linked, states)
        if problems:
            raise ContentError([loaded.source_map.diagnostic(each) for each in problems])
        snapshots = tuple(_snapshot(states, params, values) for values in spec.stills)
        resolved = ResolvedSpec.of(spec, params, axes, snapshots, (*loaded.warnings, *notes))
        resolved = _with_shared_axes(replace(resolved, recorded=states) if states else resolved)
        return replace(resolved, warnings=(*resolved.warnings, *_unused(loaded, resolved)))

    def _link_errors(self, loaded: LoadedSpec, chain: tuple[str, ...]) -> tuple[Diagnostic, ...]:
        """The errors of the figure that `loaded` is linked to, or of the link."""
        try:
            if loaded.spec.link:
                self._figure(loaded, ("link",), loaded.spec.link, chain)
        except ContentError as error:
            return error.diagnostics
        return ()

    def _numbers(
        self, loaded: LoadedSpec, references: References, chain: tuple[str, ...], chosen: Mapping[str, Any]
    ) -> tuple[Params, tuple[Diagnostic, ...]]:
        """The parameters of `loaded` with the `chosen` rows, without its `references`, checked like numbers in the spec; and warnings."""
        written, model = loaded.spec.params, KINDS[loaded.spec.kind].resolved_model
        values: dict[FieldPath, DataValues] = {}
        problems: list[Diagnostic] = []
        for path, reference in references:
            try:
                if isinstance(reference, FigureReference):
                    values[path] = self._from_figure(loaded, ("params", *path, "figure"), reference.figure, chain)
                else:
                    values[path] = self.data.values(loaded, ("params", *path), with_choices(reference, chosen))
                    if path[0] in model.one_step and (steps := values[path].steps()):
                        message = f"these rows have several values of '{steps}', and {path[0]} takes those of one"
                        problems.append(loaded.at(("params", *path), message, f"add where: {{{steps}: …}}"))
            except ContentError as error:
                problems += error.diagnostics
        if problems:
            raise ContentError(problems)
        if type(written) is model:
            return written, ()

        def plain(path: FieldPath, _: Reference) -> Any:
            """The value in place of a reference."""
            found = values[path].values
            named = bool(found) and isinstance(found[0], NamedSeries)
            return as_items(model, str(path[0]), found) if named else list(map(_whole, found))

        try:
            numbers = model.model_validate(_substitute(written, (), plain))
        except ValidationError as error:
            raise ContentError([_value_problem(loaded, each, values) for each in explain(model, error)]) from error
        notes = {path: each.notes for path, each in values.items() if each.notes}
        return numbers, tuple(loaded.at(("params", *path), text, severity="warning") for path, text in notes.items())

    def _from_figure(self, loaded: LoadedSpec, path: FieldPath, name: str, chain: tuple[str, ...]) -> DataValues:
        figure = self._figure(loaded, path, name, chain)
        if figure.kind.series is None:
            message = f"figure '{name}' is a {figure.spec.kind}, which has no value per layer"
            raise ContentError([loaded.at(path, message)])
        return DataValues(figure.series, lambda _, message: loaded.at(path, f"figure '{name}' {message}"))

    def _linked_axis(self, loaded: LoadedSpec, name: str, params: Params, chain: tuple[str, ...]) -> LinkedAxis | None:
        """The axis of a figure that is linked to the figure `name` and has no axes of its own: its numbers in all states of that."""
        figure = self._figure(loaded, ("link",), name, chain)
        if not figure.spec.axes:
            raise ContentError([loaded.at(("link",), f"figure '{name}' has nothing to explore", "give it 'explore'")])
        if loaded.spec.explore:
            names = [axis.name for axis in figure.spec.axes]
            if loaded.spec.explore.keys().isdisjoint(names):
                hint = f"explore one of its parameters, {', '.join(names)}, or take out 'link'"
                raise ContentError([loaded.at(("link",), f"nothing to explore is common to this and '{name}'", hint)])
            return None
        paths = [path for path, each in figures_of(loaded.spec.params) if each.figure == name]
        if not paths or len(paths[0]) > 1 or figure.kind.series is None:
            hint = f"write {{figure: {name}}} as a parameter, or give this figure 'explore'"
            raise ContentError([loaded.at(("link",), f"nothing here is taken from figure '{name}'", hint)])
        parameter, values = str(paths[0][0]), figure.series_of_states
        title = figure.spec.title or figure.kind.title
        return LinkedAxis(parameter, title, values, values.index(getattr(params, parameter)))

    def _figure(self, loaded: LoadedSpec, path: FieldPath, name: str, chain: tuple[str, ...]) -> _ReferencedFigure:
        """The figure `name`, which the field at `path` refers to. It must exist and must not refer back."""
        if name in chain:
            raise ContentError([circle_error(loaded, path, (*chain, name))])
        if name not in self.figures:
            raise ContentError([unknown_figure(loaded, path, name, self.figures)])
        target = self.figures[name]
        if target not in self._referenced:
            self._referenced[target] = _ReferencedFigure(self._resolve(target, (*chain, name)))
        return self._referenced[target]


def _unused(loaded: LoadedSpec, spec: ResolvedSpec) -> Iterator[Diagnostic]:
    """Warnings of parameters without effect, unless readers can change one that it depends on."""
    find = KINDS[spec.kind].unused
    if find is None or spec.recorded:
        return
    changed = {axis.name for axis in spec.axes}.union(*spec.snapshots)
    for each in find(spec.params):
        if changed.isdisjoint({*each.depends_on, each.field.partition(".")[0]}):
            yield loaded.at(f"params.{each.field}", each.message, each.hint, severity="warning")


def _with_shared_axes(spec: ResolvedSpec) -> ResolvedSpec:
    """`spec` with axes that suit all of its states and snapshots, if it has any."""
    kind = KINDS[spec.kind]
    are_shared = kind.shared_axes or (kind.shared_axis_params and spec.recorded)
    if not are_shared or not (spec.axes or spec.snapshots):
        return spec
    states = [*(combinations(spec.axes) if spec.axes else ({},)), *spec.snapshots]
    params = [spec.in_state(values) for values in states]
    data = kind.compute_all(params)
    if kind.shared_axis_params and spec.recorded:
        shared = kind.shared_axis_params(params, data)
        recorded_axes = replace(spec.recorded, shared=shared)
        spec = replace(spec, recorded=recorded_axes, params=spec.params.model_copy(update=shared))
    return replace(spec, axis_ends=kind.shared_axes(data)) if kind.shared_axes else spec


def _snapshot(states: Recorded, params: Params, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a snapshot, those of parameters converted as their own are."""
    base, others = states.params(params, values)
    changed = with_values(base, others)
    return {name: getattr(changed, name) if name in others else values[name] for name in values}


def circle_error(loaded: LoadedSpec, path: FieldPath, ids: Sequence[str]) -> Diagnostic:
    """The error of references that lead back: the first and the last of the ids are the same."""
    return loaded.at(path, f"the references go round in a circle: {' → '.join(ids)}")


def unknown_figure(loaded: LoadedSpec, path: FieldPath, name: str, known: Iterable[str]) -> Diagnostic:
    """The error of a reference to a figure that does not exist."""
    return loaded.at(path, f"there is no figure '{name}'", nearest_or_all(name, sorted(known), "figures"))


def _whole(value: Any) -> Any:
    """An integer in place of one that a file has with decimals: pandas writes 4.0 in a column that has blanks, too."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT else value


def _substitute(value: Any, path: FieldPath, replacement: Callable[[FieldPath, Reference], Any]) -> Any:
    """`value` as plain data, with the result of `replacement` for each reference in it."""
    if isinstance(value, Reference):
        return replacement(path, value)
    if isinstance(value, BaseModel):
        given = {key: getattr(value, name) for name, key in _keys(type(value)) if name in value.model_fields_set}
        return {key: _substitute(each, (*path, key), replacement) for key, each in given.items()}
    if isinstance(value, tuple):
        return tuple(_substitute(each, (*path, index), replacement) for index, each in enumerate(value))
    return value


@cache
def _keys(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Name and key in YAML of each field."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


def _value_problem(loaded: LoadedSpec, problem: FieldProblem, values: Mapping[FieldPath, DataValues]) -> Diagnostic:
    """`problem` at the place where the value was written, which may be another file."""
    for path, referenced in values.items():
        if problem.path[: len(path)] == path:
            diagnostic = referenced.problem(problem.path[len(path) :], problem.message)
            return replace(diagnostic, hint=problem.hint or diagnostic.hint, field=dotted(("params", *problem.path)))
    return loaded.at(("params", *problem.path), problem.message, problem.hint)
