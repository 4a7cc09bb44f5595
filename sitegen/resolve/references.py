"""Parameters that name another figure or a data file become its numbers, and a linked figure gets the axis of the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
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
from sitegen.spec.data.values import DataReferenceError, DataValues
from sitegen.spec.declaration import Params
from sitegen.spec.field_problems import FieldProblem, explain
from sitegen.spec.load import LoadedSpec, load
from sitegen.spec.message_format import FieldPath, dotted
from sitegen.spec.source_text import YAML_SUFFIXES, SpecSource
from sitegen.spec.value_reference import DataFile, FigureReference

Reference = FigureReference | DataFile


def references(params: Params) -> list[tuple[FieldPath, Reference]]:
    """Every reference in `params` with its path, in the order of the fields."""
    found: list[tuple[FieldPath, Reference]] = []
    _replaced(params, (), lambda path, reference: found.append((path, reference)))
    return found


class Resolver:
    """Resolves the specs of one build.

    Parameters
    ----------
    figures : mapping of str to LoadedSpec
        The specs that may be referred to, by id. Each is resolved and computed once, however many refer to it,
        and each data file is read once.
    """

    def __init__(self, figures: Mapping[str, LoadedSpec]) -> None:
        self._figures = figures
        self._data = DataReader()
        self._referenced: dict[LoadedSpec, ResolvedSpec] = {}
        self._series: dict[LoadedSpec, tuple[float, ...]] = {}
        self._series_of_states: dict[LoadedSpec, tuple[tuple[float, ...], ...]] = {}

    def resolve(self, loaded: LoadedSpec) -> ResolvedSpec:
        """Put numbers in place of every reference of a spec, and build its axes.

        Raises
        ------
        ContentError
            If a figure or file does not exist or refers back, if its numbers are not what the parameter takes, or if axes,
            snapshots or the link are wrong.
        """
        return self._referenced.get(loaded) or self._resolved(loaded, (loaded.spec.id,))

    def _resolved(self, loaded: LoadedSpec, chain: tuple[str, ...]) -> ResolvedSpec:
        """`loaded` resolved; `chain` has the ids that led here and its own, to find circular references."""
        params = self._numbers(loaded, chain)
        linked = self._linked_axis(loaded, params, chain) if loaded.spec.link else None
        axes, found = checked_axes(loaded.spec, params, linked)
        if found:
            raise ContentError([loaded.source_map.diagnostic(each) for each in found])
        checked = ((values, with_values(params, values)) for values in loaded.spec.stills)
        snapshots = tuple({name: getattr(state, name) for name in values} for values, state in checked)
        return ResolvedSpec.of(loaded.spec, params, axes, snapshots, loaded.warnings)

    def _numbers(self, loaded: LoadedSpec, chain: tuple[str, ...]) -> Params:
        """The parameters of `loaded` without references, checked like numbers in the spec."""
        written, model = loaded.spec.params, KINDS[loaded.spec.kind].resolved_model
        found: dict[FieldPath, DataValues] = {}
        problems: list[Diagnostic] = []
        for path, reference in references(written):
            try:
                if isinstance(reference, FigureReference):
                    found[path] = self._from_figure(loaded, ("params", *path, "figure"), reference.figure, chain)
                else:
                    found[path] = self._from_file(loaded, ("params", *path), reference)
            except ContentError as error:
                problems += error.diagnostics
        if problems:
            raise ContentError(problems)
        if type(written) is model:
            return written
        try:
            return model.model_validate(_replaced(written, (), lambda path, _: found[path].values))
        except ValidationError as error:
            raise ContentError([_misfit(loaded, each, found) for each in explain(model, error)]) from error

    def _from_figure(self, loaded: LoadedSpec, place: FieldPath, name: str, chain: tuple[str, ...]) -> DataValues:
        target = self._named(loaded, place, name, chain)
        resolved = self._referenced[target]
        kind = KINDS[resolved.kind]
        if kind.series is None:
            message = f"figure '{name}' is a {resolved.kind}, which has no value per layer"
            raise ContentError([loaded.at(place, message)])
        if target not in self._series:
            self._series[target] = tuple(kind.series(kind.compute(resolved.params)).tolist())
        return DataValues(self._series[target], lambda _, message: loaded.at(place, f"figure '{name}' {message}"))

    def _from_file(self, loaded: LoadedSpec, path: FieldPath, reference: DataFile) -> DataValues:
        try:
            found = self._data.read(reference, loaded.content_root)
        except DataReferenceError as error:
            problem = replace(error.problem, path=(*path, *error.problem.path))
            raise ContentError([loaded.source_map.diagnostic(problem)]) from error
        named = loaded.at((*path, "file"), "").place

        def at_value(inside: FieldPath, message: str) -> Diagnostic:
            """A problem at the place of the value in the file."""
            return found.problem(inside, f"{dotted((*path, *inside))}: {message} (named in {named})")

        return DataValues(found.values, at_value)

    def _linked_axis(self, loaded: LoadedSpec, params: Params, chain: tuple[str, ...]) -> LinkedAxis | None:
        """The axis of a linked figure without axes of its own: its numbers in every state of the other figure."""
        spec, name = loaded.spec, str(loaded.spec.link)
        target = self._named(loaded, ("link",), name, chain)
        resolved = self._referenced[target]
        if not resolved.axes:
            raise ContentError([loaded.at(("link",), f"figure '{name}' has nothing to explore", "give it 'explore'")])
        if spec.explore:
            names = [axis.name for axis in resolved.axes]
            if spec.explore.keys().isdisjoint(names):
                hint = f"explore one of its parameters, {', '.join(names)}, or take out 'link'"
                raise ContentError([loaded.at(("link",), f"nothing to explore is common to this and '{name}'", hint)])
            return None
        kind = KINDS[resolved.kind]
        path = next((path for path, each in references(spec.params) if each == FigureReference(figure=name)), None)
        if path is None or len(path) > 1 or kind.series is None:
            hint = f"write {{figure: {name}}} as a parameter, or give this figure 'explore'"
            raise ContentError([loaded.at(("link",), f"nothing here is taken from figure '{name}'", hint)])
        if target not in self._series_of_states:
            states = kind.compute_all([resolved.in_state(values) for values in combinations(resolved.axes)])
            self._series_of_states[target] = tuple(tuple(kind.series(data).tolist()) for data in states)
        values = self._series_of_states[target]
        parameter = str(path[0])
        return LinkedAxis(parameter, resolved.title or kind.title, values, values.index(getattr(params, parameter)))

    def _named(self, loaded: LoadedSpec, place: FieldPath, name: str, chain: tuple[str, ...]) -> LoadedSpec:
        """The figure `name`, which must exist and must not refer back; it is resolved."""
        if name in chain:
            circle = " → ".join((*chain, name))
            raise ContentError([loaded.at(place, f"the references go round in a circle: {circle}")])
        if name not in self._figures:
            known = ", ".join(sorted(self._figures)[:12]) or "none"
            hint = did_you_mean(name, self._figures) or f"figures here: {known}"
            raise ContentError([loaded.at(place, f"there is no figure '{name}'", hint)])
        target = self._figures[name]
        if target not in self._referenced:
            self._referenced[target] = self._resolved(target, (*chain, name))
        return target


def _replaced(value: Any, path: FieldPath, number: Callable[[FieldPath, Reference], Any]) -> Any:
    """`value` as plain data, with the result of `number` for each reference in it."""
    if isinstance(value, FigureReference | DataFile):
        return number(path, value)
    if isinstance(value, BaseModel):
        given = [name for name in type(value).model_fields if name in value.model_fields_set]
        return {name: _replaced(getattr(value, name), (*path, name), number) for name in given}
    if isinstance(value, tuple):
        return tuple(_replaced(each, (*path, index), number) for index, each in enumerate(value))
    return value


def _misfit(loaded: LoadedSpec, finding: FieldProblem, found: Mapping[FieldPath, DataValues]) -> Diagnostic:
    """A problem of a number, at the place where the number was written."""
    for path, numbers in found.items():
        if finding.path[: len(path)] == path:
            problem = numbers.problem(finding.path[len(path) :], finding.message)
            return replace(problem, hint=finding.hint, field=dotted(("params", *finding.path)))
    return loaded.at(("params", *finding.path), finding.message, finding.hint)


class SiblingSpecs(Mapping[str, LoadedSpec]):
    """The specs in a folder by id, each read when it is asked for; of two with the same id, the one in ``.yaml``.

    Parameters
    ----------
    folder : Path
        The folder; only listing the specs reads all its names.
    home : ContentRoot or None
        Where data files that the specs name are looked for; by default in `folder`.
    """

    def __init__(self, folder: Path, home: ContentRoot | None = None) -> None:
        self._folder, self._home = folder.resolve(), home
        self._loaded: dict[str, LoadedSpec] = {}

    def __getitem__(self, name: str) -> LoadedSpec:
        """Load the spec `name`; its problems are raised as they are."""
        if name not in self._loaded:
            self._loaded[name] = load(SpecSource.from_file(self.file(name), content_root=self._home), KINDS)
        return self._loaded[name]

    def file(self, name: str) -> Path:
        """The file of the spec `name`, or the one that it would have."""
        files = [self._folder / f"{name}{suffix}" for suffix in YAML_SUFFIXES]
        return next(filter(os.path.lexists, files), files[0])

    def __contains__(self, name: object) -> bool:
        return os.path.lexists(self.file(str(name)))

    def __iter__(self) -> Iterator[str]:
        """The ids, in order."""
        return iter(sorted({path.stem for path in self._folder.glob("*.y*ml") if path.suffix in YAML_SUFFIXES}))

    def __len__(self) -> int:
        """Number of specs."""
        return sum(1 for _ in self)
