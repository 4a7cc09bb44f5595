"""A series taken from another figure: `FigureReference` parameters become numbers, so that two figures tell one story."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from pydantic import ValidationError

from sitegen.errors import ContentError, Diagnostic
from sitegen.figures import KINDS
from sitegen.spec.load import Loaded
from sitegen.spec.model import FigureReference, FigureSpec


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
        close = get_close_matches(wanted, figures, 1)
        known = ", ".join(sorted(figures)[:12]) or "none"
        hint = f"did you mean '{close[0]}'?" if close else f"figures here: {known}"
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
