"""A series taken from another figure: `FigureReference` parameters become numbers, so that two figures tell one story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.figures import KINDS
from sitegen.spec.load import Loaded, load
from sitegen.spec.model import FigureReference, FigureSpec
from sitegen.spec.text import SpecSource


def resolve(loaded: Loaded, figures: Mapping[str, Loaded], chain: tuple[str, ...] = ()) -> FigureSpec:
    """Replace every reference of a spec by the series of the figure that it names.

    Parameters
    ----------
    loaded : Loaded
        The spec, with the places of its fields for messages.
    figures : mapping of str to Loaded
        All figures that may be named, by id.
    chain : tuple of str
        Ids that led here, against circles.

    Raises
    ------
    ContentError
        If a figure is not there, refers back, has no series per layer, or has another number of layers.
    """
    params = loaded.spec.params
    references = {name: value for name, value in params if isinstance(value, FigureReference)}
    if not references:
        return loaded.spec
    chain = (*chain, loaded.spec.id)
    series = {name: _series(loaded, name, reference, figures, chain) for name, reference in references.items()}
    given = {name: value for name, value in params if name in params.model_fields_set}
    try:
        return loaded.spec.model_copy(update={"params": type(params).model_validate({**given, **series})})
    except ValidationError as error:
        problems = [_misfit(loaded, str(problem["loc"][0]), problem["msg"], references) for problem in error.errors()]
        raise ContentError(problems) from error


def _series(
    loaded: Loaded, name: str, reference: FigureReference, figures: Mapping[str, Loaded], chain: tuple[str, ...]
) -> tuple[float, ...]:
    wanted, place = reference.figure, f"params.{name}.figure"
    if wanted in chain:
        circle = " → ".join((*chain, wanted))
        raise ContentError([loaded.at(place, f"the references go round in a circle: {circle}")])
    if wanted not in figures:
        known = ", ".join(sorted(figures)[:12]) or "none"
        hint = did_you_mean(wanted, figures) or f"figures here: {known}"
        raise ContentError([loaded.at(place, f"there is no figure '{wanted}'", hint)])
    target = resolve(figures[wanted], figures, chain)
    kind = KINDS[target.kind]
    if kind.series is None:
        raise ContentError([loaded.at(place, f"figure '{wanted}' is a {target.kind}, which has no value per layer")])
    return tuple(kind.series(kind.compute(target.params)).tolist())


def _misfit(loaded: Loaded, name: str, message: str, references: Mapping[str, FigureReference]) -> Diagnostic:
    text = message.removeprefix("Value error, ")
    if name in references:
        return loaded.at(f"params.{name}.figure", f"figure '{references[name].figure}' {text}")
    return loaded.at(f"params.{name}", text)


class SpecsBeside(Mapping[str, Loaded]):
    """The specs in the folder of a file, by id, each read when it is asked for."""

    def __init__(self, file: Path) -> None:
        self._files = {path.stem: path for path in sorted(file.resolve().parent.glob("*.yaml"))}

    def __getitem__(self, name: str) -> Loaded:
        """Load the spec `name`; its problems are raised as they are."""
        return load(SpecSource.from_file(self._files[name]), KINDS)

    def __iter__(self) -> Iterator[str]:
        """The ids, in order."""
        return iter(self._files)

    def __len__(self) -> int:
        """How many specs there are."""
        return len(self._files)
