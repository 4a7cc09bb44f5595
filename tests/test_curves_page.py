"""The page about curves names every key of an axis, and its lines, zones and notes are valid."""

from __future__ import annotations

import re

import yaml

from sitegen import load_spec
from sitegen.figures.curves.spec import HorizontalAxis, VerticalAxis
from tests.conftest import CONTENT

PAGE = (CONTENT / "docs" / "curves.md").read_text(encoding="utf-8")


def keys(model):
    return {field.alias or name for name, field in model.model_fields.items()}


def test_the_table_has_every_key_of_an_axis():
    rows = re.findall(r"^\| (`.+?) \| (.+) \|$", PAGE.partition("Table: Keys of an axis")[2], re.MULTILINE)
    named = {key: "only for `x`" in meaning for cell, meaning in rows for key in re.findall(r"`(\w+)`", cell)}
    assert set(named) == keys(HorizontalAxis)
    assert {key for key, only_x in named.items() if not only_x} == keys(VerticalAxis)


def test_the_lines_zones_and_notes_are_those_of_a_spec():
    (written,) = re.findall(r"```yaml\nparams:\n(  lines:.+?)```", PAGE, re.DOTALL)
    added = yaml.safe_load(written)
    assert set(added) == {"lines", "zones", "notes"}
    load_spec({"kind": "curves", "params": {"series": {"loss": [2.3, 1.1, 0.6, 0.4, 0.2, 0.1, 0.1]}, **added}})
