"""A YAML mapping that is not a figure (``site.yaml``, front matter) becomes a pydantic model, or its problems."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from sitegen.errors import ContentError
from sitegen.spec.compose import compose
from sitegen.spec.explain import explain
from sitegen.spec.load import Places
from sitegen.spec.text import Place, SpecSource, read_text

M = TypeVar("M", bound=BaseModel)


def read_model(source: SpecSource, model: type[M]) -> tuple[M, Places]:
    """Check the mapping in `source` against `model`; an empty text is an empty mapping.

    The places of its fields come along, for what only a later stage can know.

    Raises
    ------
    ContentError
        With every problem of the text.
    """
    text = read_text(source)
    tree = compose(text)
    problems = list(tree.problems)
    value = {} if tree.value is None else tree.value
    if not tree.complete:
        raise ContentError(problems)
    if not isinstance(value, dict):
        problems.append(
            text.diagnostic(Place(0, 0), f"here stand keys and values, such as {next(iter(model.model_fields))}: …")
        )
        raise ContentError(problems)
    places = Places(source.name, text, tree.spots)
    try:
        checked = model.model_validate(value)
    except ValidationError as error:
        raise ContentError([*problems, *map(places.diagnostic, explain(model, error))]) from None
    if problems:
        raise ContentError(problems)
    return checked, places
