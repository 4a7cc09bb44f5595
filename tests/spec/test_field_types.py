from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import Field

from sitegen.spec.declaration import Clamp, Identifier, Items, Unit
from sitegen.spec.field_types import FieldType, locate
from sitegen.spec.value_reference import FigureReference
from tests.spec.kinds import KINDS

FLOW = KINDS["gradient-flow"].params


@pytest.mark.parametrize(
    ("annotation", "phrase"),
    [
        (bool, "true or false"),
        (int | None, "a whole number"),
        (Annotated[int, Clamp(2, 64)], "a whole number from 2 to 64"),
        (Annotated[float, Unit("ms")], "a number of ms"),
        (Annotated[float, Field(ge=0.5), Unit("ms")] | None, "a number of 0.5 ms or more"),
        (Annotated[float, Field(gt=0, le=1)], "a number of more than 0 and 1 or less"),
        (Annotated[float, Field(ge=-5, le=5), Field(gt=0)], "a number of more than 0 and 5 or less"),
        (Annotated[float, Field(ge=-5, le=5), Field(lt=-1)], "a number of -5 or more and less than -1"),
        (Annotated[float, Field(ge=-5, le=5), Field(ge=0, lt=9)], "a number from 0 to 5"),
        (Annotated[float, Field(ge=0), Field(gt=0)], "a number of more than 0"),
        (Literal["mean", "rms"], "one of mean, rms"),
        (Identifier, "an id of lower-case letters, digits and single hyphens, such as relu-16"),
        (FigureReference, "a mapping {figure: …}"),
        (Annotated[tuple[float, ...], Items, Field(min_length=3, max_length=3)], "a list of 3 numbers"),
        (Annotated[tuple[str, ...], Items, Field(min_length=1)], "a list of at least 1 texts"),
        (tuple[FigureReference, ...], "a list of items, each a mapping {figure: …}"),
        (Annotated[int, Field(ge=1)] | Literal["auto"] | None, "a whole number of 1 or more, or auto"),
    ],
)
def test_phrases(annotation, phrase):
    assert FieldType.of(annotation).phrase == phrase


@pytest.mark.parametrize(
    ("location", "path", "range_"),
    [
        (("layers", "tuple[constrained-int, ...]", 2), ("layers", 2), "1 to 1024"),
        (("gradients", "tuple[constrained-float, ...]", 1), ("gradients", 1), "0 or more"),
        (("current_layer",), ("current_layer",), "0 or more"),
        (("play_speed",), ("play_speed",), "80 to 10000 ms"),
    ],
)
def test_pydantic_locations_are_followed(location, path, range_):
    target = locate(FLOW, location)
    assert target.path == path
    assert target.allowed.range == range_


def test_location_in_an_alternative_names_its_model():
    target = locate(FLOW, ("gradients", "FigureReference", "figure"))
    assert (target.path, target.owner) == (("gradients", "figure"), FigureReference)
    assert [union.path for union in target.unions] == [("gradients",)]


def test_unknown_locations_are_kept():
    assert locate(FLOW, ("nothing", 3, "x")).path == ("nothing", 3, "x")
