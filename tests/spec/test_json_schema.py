from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sitegen import figures
from sitegen.errors import ContentError
from sitegen.spec.declaration import SpecModel, field_docs
from sitegen.spec.figure_spec import FigureSpec
from sitegen.spec.json_schema import kind_schema, schema_text, spec_schema
from sitegen.spec.load import load_mapping
from tests.spec.kinds import KINDS

COMBINED = spec_schema(KINDS)
GOOD = {"kind": "gradient-flow", "title": "T", "params": {"layers": [3, 2], "gradients": {"figure": "a"}}}
WRONG = [
    {},
    {"kind": "gradient-decy"},
    {"kind": "gradient-flow"},
    {"kind": "gradient-decay", "titel": "T"},
    {"kind": "gradient-decay", "params": {"layers": [3]}},
    {"kind": "gradient-decay", "params": {"num_layers": 1}},
    {"kind": "gradient-decay", "params": {"activation": "mish"}},
    {"kind": "gradient-flow", "params": {"layers": [0]}},
    {"kind": "gradient-flow", "params": {"layers": [1], "gradients": {"figure": "A"}}},
]


@pytest.mark.parametrize("schema", [COMBINED, *(kind_schema(name, KINDS[name]) for name in KINDS)])
def test_is_a_schema_without_indirections(schema):
    Draft202012Validator.check_schema(schema)
    assert "$ref" not in schema_text(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["title"].startswith("sitegen figure")


def test_tells_good_from_wrong():
    validator = Draft202012Validator(COMBINED)
    assert validator.is_valid(GOOD)
    assert [spec for spec in WRONG if validator.is_valid(spec)] == []


def test_a_mapping_of_names_has_what_the_items_of_the_list_have():
    validator = Draft202012Validator(kind_schema("curves", figures.KINDS["curves"]))
    for series, valid in [
        ({"a": "tanh(x)", "b": [1, None]}, True),
        ({"a": {"file": "a.csv"}}, True),
        ({"a": 1}, False),
    ]:
        assert validator.is_valid({"kind": "curves", "params": {"series": series}}) == valid


def test_schema_of_a_kind_is_for_that_kind():
    validator = Draft202012Validator(kind_schema("gradient-flow", KINDS["gradient-flow"]))
    assert validator.is_valid(GOOD)
    assert not validator.is_valid({"kind": "gradient-decay"})
    assert [spec for spec in WRONG if validator.is_valid(spec)] == []


def test_every_field_is_explained():
    for name, kind in KINDS.items():
        schema = kind_schema(name, kind)
        fields = {**schema["properties"], **schema["properties"]["params"]["properties"]}
        assert [key for key, field in fields.items() if not field.get("description")] == []
        assert set(schema["properties"]) == set(FigureSpec.model_fields)
        assert set(schema["properties"]["params"]["properties"]) == set(kind.params.model_fields)


def test_order_of_the_kinds_does_not_matter():
    backwards = dict(reversed(list(KINDS.items())))
    assert schema_text(spec_schema(backwards)) == schema_text(COMBINED)
    assert json.loads(schema_text(COMBINED)) == COMBINED


NUMBERS = st.integers(-3, 70) | st.floats(-1, 1100, allow_nan=False)
DECAY = {
    "num_layers": NUMBERS, "init_scale": NUMBERS, "activation": st.sampled_from(["relu", "mish", 1]),
    "rule": st.sampled_from(["mean", "rms", None]), "log_scale": st.booleans() | st.just("yes"),
}  # fmt: skip


@given(st.fixed_dictionaries({}, optional=DECAY))
def test_agrees_with_the_loader(params):
    spec = {"kind": "gradient-decay", "params": params}
    try:
        clean = not load_mapping(spec, KINDS).warnings
    except ContentError:
        clean = False
    whole_as_float = isinstance(params.get("num_layers"), float) and params["num_layers"].is_integer()
    assert clean == Draft202012Validator(COMBINED).is_valid(spec) or whole_as_float


def test_descriptions_do_not_need_docstrings_at_run_time():
    command = [sys.executable, "-OO", "-m", "sitegen", "kinds", "--schema"]
    assert json.loads(subprocess.run(command, capture_output=True, check=True).stdout) == spec_schema(figures.KINDS)


def test_fields_of_a_base_class_keep_their_docstrings():
    class Base(SpecModel):
        first: int = 0
        """The first."""
        bare: int = 0

    class Derived(Base):
        second: int = 0
        """The second,

        in two paragraphs.
        """

    assert field_docs(Derived) == {"first": "The first.", "second": "The second,\n\nin two paragraphs."}
    described = Derived.model_json_schema()["properties"]
    assert {name: each.get("description") for name, each in described.items()} == {
        "first": "The first.",
        "bare": None,
        "second": "The second,\n\nin two paragraphs.",
    }
