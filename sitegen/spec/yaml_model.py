"""A YAML mapping that is not a figure (``site.yaml``, front matter) becomes a pydantic model, or its problems."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from sitegen.errors import ContentError
from sitegen.spec.field_problems import explain
from sitegen.spec.load import SourceMap
from sitegen.spec.source_text import Span, SpecSource, read_text
from sitegen.spec.yaml_tree import compose

M = TypeVar("M", bound=BaseModel)


def read_model(source: SpecSource, model: type[M]) -> tuple[M, SourceMap]:
    """Check the mapping in `source` against `model`; an empty text is an empty mapping.

    The source map locates its fields in messages of later stages.

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
            text.diagnostic(Span(0, 0), f"here stand keys and values, such as {next(iter(model.model_fields))}: …")
        )
        raise ContentError(problems)
    source_map = SourceMap(source.name, text, tree.spans)
    try:
        checked = model.model_validate(value)
    except ValidationError as error:
        raise ContentError([*problems, *map(source_map.diagnostic, explain(model, error))]) from None
    if problems:
        raise ContentError(problems)
    return checked, source_map
