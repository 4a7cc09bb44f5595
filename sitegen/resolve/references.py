"""Replace references to other figures and data files by numbers, and build the axis of a figure that is linked to another."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.figures import KINDS
from sitegen.resolve.axes import LinkedAxis, combinations, with_values
from sitegen.resolve.axis_checks import checked_axes
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.data.read import DataReader
from sitegen.spec.data.values import DataReferenceError, DataValues, NamedSeries
from sitegen.spec.declaration import Params
from sitegen.spec.field_problems import FieldProblem, explain
from sitegen.spec.field_types import FieldType
from sitegen.spec.load import LoadedSpec, load
from sitegen.spec.message_format import FieldPath, dotted
from sitegen.spec.source_text import YAML_SUFFIXES, SpecSource
from sitegen.spec.value_reference import DataFile, FigureReference, SeriesFile

Reference = FigureReference | DataFile


def references(params: Params) -> list[tuple[FieldPath, Reference]]:
    """Every reference in `params` with its path, in the order of the fields."""
    found: list[tuple[FieldPath, Reference]] = []
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
        To it the resolver adds every data file that it reads, or misses.
    """

    def __init__(self, figures: Mapping[str, LoadedSpec], files: dict[Path, None] | None = None) -> None:
        self._figures = figures
        self._referenced: dict[LoadedSpec, _ReferencedFigure] = {}
        self._data = DataReader({} if files is None else files)

    def resolve(self, loaded: LoadedSpec) -> ResolvedSpec:
        """Put numbers in place of every reference of a spec, and build its axes.

        Raises
        ------
        ContentError
            If a figure or file does not exist or refers back, if its numbers are not what the parameter takes, or if axes,
            snapshots or the link are wrong.
        """
        if loaded in self._referenced:
            return self._referenced[loaded].spec
        return self._resolve(loaded, (loaded.spec.id,))

    def _resolve(self, loaded: LoadedSpec, chain: tuple[str, ...]) -> ResolvedSpec:
        """Resolve `loaded`. To find circular references, `chain` has the ids that led here and its own."""
        spec = loaded.spec
        try:
            params = self._numbers(loaded, chain)
        except ContentError as error:
            raise ContentError([*error.diagnostics, *self._link_errors(loaded, chain)]) from error
        linked = self._linked_axis(loaded, spec.link, params, chain) if spec.link else None
        axes, problems = checked_axes(spec, params, linked)
        if problems:
            raise ContentError([loaded.source_map.diagnostic(each) for each in problems])
        states = ((values, with_values(params, values)) for values in spec.stills)
        snapshots = tuple({name: getattr(state, name) for name in values} for values, state in states)
        return ResolvedSpec.of(spec, params, axes, snapshots, loaded.warnings)

    def _link_errors(self, loaded: LoadedSpec, chain: tuple[str, ...]) -> tuple[Diagnostic, ...]:
        """The errors of the figure that `loaded` is linked to, or of the link."""
        try:
            if loaded.spec.link:
                self._figure(loaded, ("link",), loaded.spec.link, chain)
        except ContentError as error:
            return error.diagnostics
        return ()

    def _numbers(self, loaded: LoadedSpec, chain: tuple[str, ...]) -> Params:
        """The parameters of `loaded` without references, checked like numbers in the spec."""
        written, model = loaded.spec.params, KINDS[loaded.spec.kind].resolved_model
        values: dict[FieldPath, DataValues] = {}
        problems: list[Diagnostic] = []
        for path, reference in references(written):
            try:
                if isinstance(reference, FigureReference):
                    values[path] = self._from_figure(loaded, ("params", *path, "figure"), reference.figure, chain)
                else:
                    values[path] = self._from_file(loaded, ("params", *path), reference)
            except ContentError as error:
                problems += error.diagnostics
        if problems:
            raise ContentError(problems)
        if type(written) is model:
            return written

        def plain(path: FieldPath, reference: Reference) -> Any:
            """The value in place of `reference`."""
            found = values[path].values
            return _items(model, str(path[0]), found) if isinstance(reference, SeriesFile) else found

        try:
            return model.model_validate(_substitute(written, (), plain))
        except ValidationError as error:
            raise ContentError([_value_problem(loaded, each, values) for each in explain(model, error)]) from error

    def _from_figure(self, loaded: LoadedSpec, path: FieldPath, name: str, chain: tuple[str, ...]) -> DataValues:
        figure = self._figure(loaded, path, name, chain)
        if figure.kind.series is None:
            message = f"figure '{name}' is a {figure.spec.kind}, which has no value per layer"
            raise ContentError([loaded.at(path, message)])
        return DataValues(figure.series, lambda _, message: loaded.at(path, f"figure '{name}' {message}"))

    def _from_file(self, loaded: LoadedSpec, path: FieldPath, reference: DataFile) -> DataValues:
        try:
            data = self._data.read(reference, loaded.content_root)
        except DataReferenceError as error:
            problem = replace(error.problem, path=(*path, *error.problem.path))
            raise ContentError([loaded.source_map.diagnostic(problem)]) from error
        spec_line = loaded.at((*path, "file"), "").place

        def problem_in_file(inside: FieldPath, message: str) -> Diagnostic:
            return data.problem(inside, f"{dotted((*path, *inside))}: {message} (named in {spec_line})")

        return DataValues(data.values, problem_in_file)

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
        paths = [path for path, each in references(loaded.spec.params) if each == FigureReference(figure=name)]
        if not paths or len(paths[0]) > 1 or figure.kind.series is None:
            hint = f"write {{figure: {name}}} as a parameter, or give this figure 'explore'"
            raise ContentError([loaded.at(("link",), f"nothing here is taken from figure '{name}'", hint)])
        parameter, values = str(paths[0][0]), figure.series_of_states
        title = figure.spec.title or figure.kind.title
        return LinkedAxis(parameter, title, values, values.index(getattr(params, parameter)))

    def _figure(self, loaded: LoadedSpec, path: FieldPath, name: str, chain: tuple[str, ...]) -> _ReferencedFigure:
        """The figure `name`, which the field at `path` refers to. It must exist and must not refer back."""
        if name in chain:
            circle = " → ".join((*chain, name))
            raise ContentError([loaded.at(path, f"the references go round in a circle: {circle}")])
        if name not in self._figures:
            known = ", ".join(sorted(self._figures)[:12]) or "none"
            hint = did_you_mean(name, self._figures) or f"figures here: {known}"
            raise ContentError([loaded.at(path, f"there is no figure '{name}'", hint)])
        target = self._figures[name]
        if target not in self._referenced:
            self._referenced[target] = _ReferencedFigure(self._resolve(target, (*chain, name)))
        return self._referenced[target]


def _substitute(value: Any, path: FieldPath, replacement: Callable[[FieldPath, Reference], Any]) -> Any:
    """`value` as plain data, with the result of `replacement` for each reference in it."""
    if isinstance(value, FigureReference | DataFile):
        return replacement(path, value)
    if isinstance(value, BaseModel):
        given = [name for name in type(value).model_fields if name in value.model_fields_set]
        return {name: _substitute(getattr(value, name), (*path, name), replacement) for name in given}
    if isinstance(value, tuple):
        return tuple(_substitute(each, (*path, index), replacement) for index, each in enumerate(value))
    return value


def _items(model: type[Params], parameter: str, series: Iterable[NamedSeries]) -> list[dict[str, Any]]:
    """Named series as the items of a list, whose model has two fields: one for the name and one for the numbers."""
    items = FieldType.of_field(model.model_fields[parameter]).items
    fields = items.model.model_fields if items and items.model else ()
    return [dict(zip(fields, (each.id, each.values), strict=True)) for each in series]


def _value_problem(loaded: LoadedSpec, problem: FieldProblem, values: Mapping[FieldPath, DataValues]) -> Diagnostic:
    """`problem` at the place where the value was written, which may be another file."""
    for path, referenced in values.items():
        if problem.path[: len(path)] == path:
            diagnostic = referenced.problem(problem.path[len(path) :], problem.message)
            return replace(diagnostic, hint=problem.hint, field=dotted(("params", *problem.path)))
    return loaded.at(("params", *problem.path), problem.message, problem.hint)


class SiblingSpecs(Mapping[str, LoadedSpec]):
    """The specs in a folder by id, each read when it is asked for; of two with the same id, the one in ``.yaml``.

    Parameters
    ----------
    folder : Path
        The folder. Its names are read only when the specs are listed.
    content_root : ContentRoot or None
        Where data files that the specs name are looked for; by default in `folder`.
    files : dict of Path, optional
        To it every file is added that is looked for, whether it exists or not.
    """

    def __init__(
        self, folder: Path, content_root: ContentRoot | None = None, files: dict[Path, None] | None = None
    ) -> None:
        self._folder, self._content_root = folder, content_root
        self._files = {} if files is None else files
        self._loaded: dict[str, LoadedSpec] = {}

    def __getitem__(self, name: str) -> LoadedSpec:
        """Load the spec `name`, with all its problems."""
        if name not in self._loaded:
            file = self._folder.resolve() / self._file(name).name
            self._loaded[name] = load(SpecSource.from_file(file, content_root=self._content_root), KINDS)
        return self._loaded[name]

    def _file(self, name: str) -> Path:
        """The file of the spec `name`; where there is none, the one that it would have."""
        files = [self._folder / f"{name}{suffix}" for suffix in YAML_SUFFIXES]
        file = next(filter(os.path.lexists, files), files[0])
        self._files[file] = None
        return file

    def __contains__(self, name: object) -> bool:
        return os.path.lexists(self._file(str(name)))

    def __iter__(self) -> Iterator[str]:
        """The ids, in order."""
        return iter(sorted({path.stem for path in self._folder.glob("*.y*ml") if path.suffix in YAML_SUFFIXES}))

    def __len__(self) -> int:
        """Number of specs."""
        return sum(1 for _ in self)
