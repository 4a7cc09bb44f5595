"""Whoever takes a list of numbers takes a file with them, in every kind."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from sitegen.figures import KINDS
from sitegen.spec.fields import Allowed
from sitegen.spec.reference import DataFile
from sitegen.spec.schema import kind_schema

FIELDS = [
    pytest.param(kind, name, Allowed.of(field.annotation, tuple(field.metadata)), id=f"{kind}.{name}")
    for kind in KINDS
    for name, field in KINDS[kind].params.model_fields.items()
]


def takes_numbers(allowed: Allowed) -> bool:
    return any(arm.items is not None and arm.items.annotation in {int, float} for arm in allowed.arms)


def test_there_are_such_parameters() -> None:
    assert sum(takes_numbers(each.values[2]) for each in FIELDS) >= 2


@pytest.mark.parametrize(("kind", "name", "allowed"), FIELDS)
def test_lists_of_numbers_may_come_from_a_file(kind: str, name: str, allowed: Allowed) -> None:
    if takes_numbers(allowed):
        assert DataFile in {arm.model for arm in allowed.arms}
        assert "a mapping {file: …}" in allowed.phrase
        schema = kind_schema(kind, KINDS[kind])["properties"]["params"]["properties"][name]
        good = {"file": "../data/run.csv", "column": "norm", "where": {"step": 0, "run": "a"}}
        assert Draft202012Validator(schema).is_valid(good)
        assert not Draft202012Validator(schema).is_valid({**good, "colum": "norm"})
