"""Every parameter that takes a list of numbers also takes a data file."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from sitegen.figures import KINDS
from sitegen.spec.field_types import FieldType
from sitegen.spec.json_schema import kind_schema
from sitegen.spec.value_reference import DataFile, SeriesFile, TextFile

FIELDS = [
    pytest.param(kind, name, FieldType.of_field(field), id=f"{kind}.{name}")
    for kind in KINDS
    for name, field in KINDS[kind].params.model_fields.items()
]


def takes_numbers(allowed: FieldType) -> bool:
    return any(variant.items is not None and variant.items.annotation in {int, float} for variant in allowed.variants)


NUMBERS = [each.values[:2] for each in FIELDS if takes_numbers(each.values[2])]
SPECIAL = {
    ("dead-neurons", "neurons"): SeriesFile,
    ("curves", "series"): SeriesFile,
    ("bars", "bars"): SeriesFile,
    ("grid", "values"): SeriesFile,
    ("histogram", "rows"): SeriesFile,
    ("graph", "nodes"): SeriesFile,
    ("graph", "edges"): SeriesFile,
    ("training-curves", "runs"): SeriesFile,
    ("layer-profile", "measured"): SeriesFile,
    ("gradient-flow", "names"): TextFile,
}
"""Parameters that take several named lists, or names."""


def test_there_are_such_parameters() -> None:
    assert len(NUMBERS) >= 2


@pytest.mark.parametrize(("kind", "name", "allowed"), FIELDS)
def test_nothing_but_lists_may_come_from_a_file(kind: str, name: str, allowed: FieldType) -> None:
    files = {variant.model for variant in allowed.variants} & {DataFile, SeriesFile, TextFile}
    special = {SPECIAL[kind, name]} if (kind, name) in SPECIAL else set()
    assert files == ({DataFile} if takes_numbers(allowed) else special)
    assert ("a mapping {file: …}" in allowed.phrase) == bool(files)


@pytest.mark.parametrize(("kind", "name"), NUMBERS)
def test_the_schema_knows_the_keys_of_a_file(kind: str, name: str) -> None:
    schema = kind_schema(kind, KINDS[kind])["properties"]["params"]["properties"][name]
    good = {"file": "../data/run.csv", "column": "norm", "where": {"step": 0, "run": "a"}}
    assert Draft202012Validator(schema).is_valid(good)
    assert not Draft202012Validator(schema).is_valid({**good, "colum": "norm"})
    assert not Draft202012Validator(schema).is_valid({"fil": "../data/run.csv"})
    assert Draft202012Validator(schema).is_valid([good, good])
    assert Draft202012Validator(schema).is_valid({"l0": 1, "l1": 2})


def test_the_schema_knows_the_forms_of_series() -> None:
    schema = kind_schema("dead-neurons", KINDS["dead-neurons"])["properties"]["params"]["properties"]["neurons"]
    for good in ({"a": [0, 1]}, [[0, 1], [1, 0]], [{"id": "a", "activations": [0]}]):
        assert Draft202012Validator(schema).is_valid(good)
    assert not Draft202012Validator(schema).is_valid({"a": 3})


def test_the_schema_knows_numbers_by_name() -> None:
    schema = kind_schema("bars", KINDS["bars"])["properties"]["params"]["properties"]["bars"]
    for good in ({"a": 3, "b": None}, {"a": {"file": "a.csv"}}, [{"name": "a", "value": 3}]):
        assert Draft202012Validator(schema).is_valid(good)
    assert not Draft202012Validator(schema).is_valid({"a": "three"})
