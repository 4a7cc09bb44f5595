"""Parameters that name another figure or a file become its numbers, so that `compute` sees numbers alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.explore.axes import combinations
from sitegen.explore.choices import axes_of
from sitegen.explore.parameters import with_values
from sitegen.figures import KINDS
from sitegen.spec.data import DataReferenceError, DataValues, read_data
from sitegen.spec.declaration import Params
from sitegen.spec.field_problems import FieldProblem, explain
from sitegen.spec.figure_spec import FigureSpec, Followed
from sitegen.spec.load import LoadedSpec, load
from sitegen.spec.message_format import FieldPath, dotted
from sitegen.spec.source_text import SpecSource
from sitegen.spec.value_reference import DataFile, FigureReference

Reference = FigureReference | DataFile
_ENDINGS = (".yaml", ".yml")


def references(params: Params) -> Iterator[tuple[FieldPath, Reference]]:
    """Every reference in `params` with its path, in the order of the fields."""
    found: list[tuple[FieldPath, Reference]] = []

    def note(path: FieldPath, reference: Reference) -> None:
        found.append((path, reference))

    _replaced(params, (), note)
    return iter(found)


def resolve(loaded: LoadedSpec, figures: Mapping[str, LoadedSpec], chain: tuple[str, ...] = ()) -> FigureSpec:
    """Replace every reference of a spec by the numbers that it stands for, and check them like numbers in the spec.

    Parameters
    ----------
    loaded : LoadedSpec
        The spec, with the source map of its fields for messages.
    figures : mapping of str to LoadedSpec
        All figures that may be named, by id.
    chain : tuple of str
        Ids that led here, against circles.

    Raises
    ------
    ContentError
        If a figure or file is not there or refers back, or if its numbers are not what the parameter takes.
    """
    params = loaded.spec.params
    found, problems = _all_numbers(loaded, figures, (*chain, loaded.spec.id))
    if problems:
        raise ContentError(problems)
    if not found:
        return _explorable(loaded, _linked(loaded, loaded.spec, figures, chain))
    given = _replaced(params, (), lambda path, _: found[path].values)
    try:
        spec = loaded.spec.model_copy(update={"params": type(params).model_validate(given)})
    except ValidationError as error:
        raise ContentError([_misfit(loaded, each, found) for each in explain(type(params), error)]) from error
    return _explorable(loaded, _linked(loaded, spec, figures, chain))


def _linked(
    loaded: LoadedSpec, spec: FigureSpec, figures: Mapping[str, LoadedSpec], chain: tuple[str, ...]
) -> FigureSpec:
    """A figure that is linked and has no choices of its own follows those of the figure that it takes numbers from."""
    if not spec.link:
        return spec
    chain = (*chain, spec.id)
    target = resolve(_named(loaded, ("link",), spec.link, figures, chain), figures, chain)
    axes, _ = axes_of(target)
    if not axes:
        raise ContentError([loaded.at(("link",), f"figure '{spec.link}' has nothing to explore", "give it 'explore'")])
    if spec.explore:
        if spec.explore.keys().isdisjoint(axis.name for axis in axes):
            hint = f"explore one of its parameters, {', '.join(axis.name for axis in axes)}, or take out 'link'"
            raise ContentError([loaded.at(("link",), f"nothing to explore is common to this and '{spec.link}'", hint)])
        return spec
    source = next(
        (path for path, each in references(loaded.spec.params) if each == FigureReference(figure=spec.link)), None
    )
    series = KINDS[target.kind].series
    if source is None or len(source) > 1 or series is None:
        hint = f"write {{figure: {spec.link}}} as a parameter, or give this figure 'explore'"
        raise ContentError([loaded.at(("link",), f"nothing here is taken from figure '{spec.link}'", hint)])
    states = [with_values(target.params, values) for values in combinations(axes)]
    values = tuple(tuple(series(data).tolist()) for data in KINDS[target.kind].compute_all(states))
    return spec.following(str(source[0]), Followed(values, target.title or KINDS[target.kind].title))


def _explorable(loaded: LoadedSpec, spec: FigureSpec) -> FigureSpec:
    """`spec`, once it is sure that everything is possible that the reader may choose."""
    _, problems = axes_of(spec)
    if problems:
        raise ContentError([loaded.source_map.diagnostic(problem) for problem in problems])
    return spec


def _all_numbers(
    loaded: LoadedSpec, figures: Mapping[str, LoadedSpec], chain: tuple[str, ...]
) -> tuple[dict[FieldPath, DataValues], list[Diagnostic]]:
    """What each reference stands for, by its path, and the problems of all of them."""
    found: dict[FieldPath, DataValues] = {}
    problems: list[Diagnostic] = []
    for path, reference in references(loaded.spec.params):
        try:
            if isinstance(reference, FigureReference):
                found[path] = _from_figure(loaded, ("params", *path, "figure"), reference.figure, figures, chain)
            else:
                found[path] = _from_file(loaded, ("params", *path), reference)
        except ContentError as error:
            problems += error.diagnostics
    return found, problems


def _replaced(value: Any, path: FieldPath, number: Callable[[FieldPath, Reference], Any]) -> Any:
    """`value` as it was given, with what `number` makes of each reference in it."""
    if isinstance(value, FigureReference | DataFile):
        return number(path, value)
    if isinstance(value, BaseModel):
        given = [name for name in type(value).model_fields if name in value.model_fields_set]
        return {name: _replaced(getattr(value, name), (*path, name), number) for name in given}
    if isinstance(value, tuple):
        return tuple(_replaced(each, (*path, index), number) for index, each in enumerate(value))
    return value


def _from_file(loaded: LoadedSpec, path: FieldPath, reference: DataFile) -> DataValues:
    try:
        found = read_data(reference, loaded.content_root)
    except DataReferenceError as error:
        problem = replace(error.finding, path=(*path, *error.finding.path))
        raise ContentError([loaded.source_map.diagnostic(problem)]) from error
    named = loaded.at((*path, "file"), "").place

    def at_value(inside: FieldPath, message: str) -> Diagnostic:
        """A problem at the value's own place in the file."""
        return found.problem(inside, f"{dotted((*path, *inside))}: {message} (named in {named})")

    return DataValues(found.values, at_value)


def _from_figure(
    loaded: LoadedSpec, place: FieldPath, wanted: str, figures: Mapping[str, LoadedSpec], chain: tuple[str, ...]
) -> DataValues:
    target = resolve(_named(loaded, place, wanted, figures, chain), figures, chain)
    kind = KINDS[target.kind]
    if kind.series is None:
        raise ContentError([loaded.at(place, f"figure '{wanted}' is a {target.kind}, which has no value per layer")])
    values = tuple(kind.series(kind.compute(target.params)).tolist())
    return DataValues(values, lambda _, message: loaded.at(place, f"figure '{wanted}' {message}"))


def _named(
    loaded: LoadedSpec, place: FieldPath, wanted: str, figures: Mapping[str, LoadedSpec], chain: tuple[str, ...]
) -> LoadedSpec:
    """The figure `wanted`, which must be there and must not lead back."""
    if wanted in chain:
        circle = " → ".join((*chain, wanted))
        raise ContentError([loaded.at(place, f"the references go round in a circle: {circle}")])
    if wanted not in figures:
        known = ", ".join(sorted(figures)[:12]) or "none"
        hint = did_you_mean(wanted, figures) or f"figures here: {known}"
        raise ContentError([loaded.at(place, f"there is no figure '{wanted}'", hint)])
    return figures[wanted]


def _misfit(loaded: LoadedSpec, finding: FieldProblem, found: Mapping[FieldPath, DataValues]) -> Diagnostic:
    """A problem of the numbers at the place that they came from; others at their own."""
    for path, numbers in found.items():
        if finding.path[: len(path)] == path:
            problem = numbers.problem(finding.path[len(path) :], finding.message)
            return replace(problem, hint=finding.hint, field=dotted(("params", *finding.path)))
    return loaded.at(("params", *finding.path), finding.message, finding.hint)


class SpecsBeside(Mapping[str, LoadedSpec]):
    """The specs in the folder of a file, by id, each read when it is asked for; of two with one name the one in ``.yaml``."""

    def __init__(self, file: Path) -> None:
        found = [path for ending in reversed(_ENDINGS) for path in file.resolve().parent.glob(f"*{ending}")]
        self._files = {path.stem: path for path in found}

    def __getitem__(self, name: str) -> LoadedSpec:
        """Load the spec `name`; its problems are raised as they are."""
        return load(SpecSource.from_file(self._files[name]), KINDS)

    def file_name(self, name: str) -> str:
        """Name of the file of the spec `name`, or of the one that it would have."""
        return self._files[name].name if name in self._files else f"{name}{_ENDINGS[0]}"

    def __iter__(self) -> Iterator[str]:
        """The ids, in order."""
        return iter(sorted(self._files))

    def __len__(self) -> int:
        """How many specs there are."""
        return len(self._files)
