"""The waves and the table of the lesson show what was recorded, value for value."""

from __future__ import annotations

import csv
import re

import pytest

from sitegen import load_spec
from sitegen.description.number_format import Compact
from tests.conftest import CONTENT

FIGURES = {
    "wave-digits-sigmoid": ("digits-sigmoid-8", 0),
    "wave-digits-sigmoid-end": ("digits-sigmoid-8", 400),
    "wave-digits-relu": ("digits-relu-8", 0),
    "wave-digits-relu-end": ("digits-relu-8", 400),
}


def recorded(run: str, step: int) -> list[float]:
    with (CONTENT / "data" / f"{run}-gradients.csv").open(encoding="utf-8", newline="") as file:
        return [float(row["activation_gradient_norm"]) for row in csv.DictReader(file) if int(row["step"]) == step]


@pytest.mark.parametrize("name", FIGURES)
def test_waves_show_the_recording(name: str) -> None:
    assert list(load_spec(CONTENT / "figures" / f"{name}.yaml").params.gradients) == recorded(*FIGURES[name])


def test_table_of_the_lesson_is_the_recordings() -> None:
    text = (CONTENT / "lessons" / "backward-pass.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \d \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    columns = [[Compact(value).visible() for value in recorded(*place)] for place in FIGURES.values()]
    assert [tuple(row) for row in rows] == list(zip(*columns, strict=True))
