"""Specs at random: each is refused with its place, or drawn whole."""

from __future__ import annotations

from random import Random

import pytest

from tests.fuzz.check import outcome
from tests.fuzz.specs import random_spec

pytestmark = pytest.mark.filterwarnings("ignore")


def _run(name: str, count: int) -> None:
    outcomes = [outcome(random_spec(Random(f"{name}-{number}"))) for number in range(count)]
    assert outcomes.count("drawn") > count / 4
    assert outcomes.count("refused") > count / 10


def test_specs_are_drawn_or_refused() -> None:
    _run("few", 250)


@pytest.mark.matrix
@pytest.mark.parametrize("batch", range(10))
def test_many_specs_are_drawn_or_refused(batch: int) -> None:
    _run(f"many-{batch}", 500)
