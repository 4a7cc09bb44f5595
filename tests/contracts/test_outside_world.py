"""What would make a figure differ between two runs is refused."""

# ruff: noqa: PLW0108 - names are looked up when they are called
from __future__ import annotations

import datetime as dt
import io
import os
import random
import time
from pathlib import Path

import numpy as np
import pytest

from sitegen.contract.outside_world import without_outside_world

REFUSED = {
    "Path.read_text": lambda: Path(__file__).read_text(encoding="utf-8"),
    "io.open": lambda: io.open(__file__, encoding="utf-8").close(),  # noqa: UP020
    "datetime.now": lambda: dt.datetime.now(dt.UTC),
    "date.today": lambda: dt.date.today(),  # noqa: DTZ011
    "standard_normal": lambda: np.random.standard_normal(3),  # noqa: NPY002
    "randint": lambda: np.random.randint(3),  # noqa: NPY002
    "default_rng": lambda: np.random.default_rng(),
    "RandomState": lambda: np.random.RandomState(),
    "Random": lambda: random.Random(),
    "sample": lambda: random.sample([1, 2], 1),
    "normalvariate": lambda: random.normalvariate(0, 1),
    "perf_counter": lambda: time.perf_counter(),
    "monotonic_ns": lambda: time.monotonic_ns(),
    "environ.get": lambda: os.environ.get("HOME"),
    "getenv": lambda: os.getenv("HOME"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_depends_on_the_outside_world_is_refused(name):
    with without_outside_world(), pytest.raises(pytest.fail.Exception, match="a figure depends on its spec alone"):
        REFUSED[name]()
    REFUSED[name]()


def test_what_depends_on_a_seed_alone_is_allowed():
    with without_outside_world():
        found = np.random.default_rng(1).random(), random.Random(1).random(), dt.date(2020, 1, 2).year
    assert found == (np.random.default_rng(1).random(), random.Random(1).random(), 2020)
