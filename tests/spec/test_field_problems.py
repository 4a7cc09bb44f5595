from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sitegen.spec.declaration import Items, Params, Unit
from sitegen.spec.field_problems import explain
from sitegen.spec.message_format import format_value


class Part(Params):
    width: Annotated[float, Field(gt=0, lt=2), Unit("cm")]


class Weight(Params):
    weight: float
    note: Annotated[tuple[float, ...], Items] | Part | None = None


class Many(Params):
    count: Annotated[int, Field(gt=0)] | Literal["auto", "none"] = 1
    parts: Annotated[tuple[Part, ...], Items] = ()
    names: Annotated[tuple[str, ...], Items, Field(max_length=2)] = ()
    part_or_names: Part | Annotated[tuple[str, ...], Items] | None = None
    part_or_weight: Annotated[tuple[Weight, ...], Items] | Part | Weight | None = None
    only: Literal["one"] = "one"
    low: float = 0
    high: float = 1

    @field_validator("low")
    @classmethod
    def _not_seven(cls, value: float) -> float:
        if value == 7:
            raise PydanticCustomError("seven", "{number} is unlucky", {"number": 7, "hint": "try 8"})
        return value

    @model_validator(mode="after")
    def _ordered(self) -> Many:
        if self.low > self.high:
            raise PydanticCustomError("order", "is below low", {"field": "high"})
        if self.high > 100:
            raise ValueError("low and high are far apart")
        return self


def findings(**values):
    with pytest.raises(ValidationError) as caught:
        Many.model_validate(values)
    return [(each.path, each.message, each.hint) for each in explain(Many, caught.value, ("params",))]


def test_union_with_words_is_one_sentence():
    assert findings(count="atuo") == [
        (
            ("params", "count"),
            "'atuo' is not a whole number of more than 0, or one of auto, none",
            "did you mean 'auto'?",
        )
    ]
    assert findings(count=1.5)[0][1] == "1.5 is not a whole number of more than 0, or one of auto, none"
    assert findings(count=0)[0][1] == "0 is out of range; allowed is more than 0"


def test_models_in_lists_keep_their_places():
    assert findings(parts=[{"width": 1}, {"width": 3}, {"wide": 1}, 4]) == [
        (("params", "parts", 1, "width"), "3 cm is out of range; allowed is more than 0 cm and less than 2 cm", ""),
        (("params", "parts", 2, "wide"), "this key is unknown; known here: width", "did you mean 'width'?"),
        (("params", "parts", 3), "4 is not a mapping {width: …}", ""),
    ]


def test_the_alternative_of_the_right_shape_speaks():
    assert findings(part_or_names={"width": 5})[0][0] == ("params", "part_or_names", "width")
    assert findings(part_or_names=["a", 1]) == [
        (("params", "part_or_names", 1), "1 is not text", "this is a number in YAML; put it in quotes for the text")
    ]
    assert findings(part_or_names=5) == [
        (("params", "part_or_names"), "5 is not a mapping {width: …}, or a list of texts", "")
    ]


def test_of_two_mappings_the_one_whose_keys_are_given_speaks():
    field = ("params", "part_or_weight")
    assert findings(part_or_weight={"weight": "x"}) == [((*field, "weight"), "'x' is not a number", "")]
    assert [path for path, *_ in findings(part_or_weight={"notes": 1})] == [(*field, "weight"), (*field, "notes")]
    nothing = "a mapping is not a list of items, each a mapping {weight: …}, or a mapping {width: …}, or a mapping {weight: …}"
    assert findings(part_or_weight={}) == [(field, nothing, "")]


def test_unions_inside_unions_speak_from_the_inside():
    field = ("params", "part_or_weight")
    said = "'x' is not a list of numbers, or a mapping {width: …}"
    assert findings(part_or_weight={"weight": 1, "note": "x"}) == [((*field, "note"), said, "")]
    assert findings(part_or_weight=[{"weight": 1, "note": "x"}]) == [((*field, 0, "note"), said, "")]
    assert findings(part_or_weight=[{"weight": 1, "note": [1, "x"]}]) == [
        ((*field, 0, "note", 1), "'x' is not a number", "")
    ]


def test_counts_and_single_words():
    assert findings(names=["a", "b", "c"])[0][1] == "the list has 3 items; allowed are at most 2"
    assert findings(only="two")[0][1] == "'two' is not one"


def test_validators_speak_for_themselves():
    assert findings(low=7.0) == [(("params", "low"), "7 is unlucky", "try 8")]
    assert findings(low=2.0) == [(("params", "high"), "is below low", "")]
    assert findings(high=200.0) == [(("params",), "low and high are far apart", "")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a b", "'a b'"), ("a\n b", "'a b'"), (" ", "' '"), ("x" * 50, "'" + "x" * 39 + "…'"), ("\x1b", "'\ufffd'"),
        (True, "true"), (None, "nothing"), (1e-5, "1e-05"), (-3, "-3"), ([], "a list"), ({}, "a mapping"),
        (b"", "a value of type bytes"), (10**500, "a huge number"),
    ],
)  # fmt: skip
def test_values_are_shown_in_words_of_yaml(value, text):
    assert format_value(value) == text
