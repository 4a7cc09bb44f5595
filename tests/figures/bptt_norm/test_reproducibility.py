"""What is the same on every machine: digits lost to growth, the cut, the horizon, and bytes under another linear algebra."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen.figures.bptt_norm.experiment.reproducibility import (
    lost_digits,
    reproducible,
    reproducible_decimals,
    reproducible_length,
    reproducible_near_one,
    reproducible_states,
)
from sitegen.figures.bptt_norm.kernel import reproducible_horizon
from tests.conftest import ROOT


def test_lost_digits_are_the_largest_rise_on_the_way_back(rng: np.random.Generator) -> None:
    curves = np.cumsum(rng.standard_normal((3, 40)), axis=1)
    rises = [
        float(curve[earlier] - curve[later]) for curve in curves for later in range(40) for earlier in range(later + 1)
    ]
    assert lost_digits(curves) == pytest.approx(max(rises))
    assert lost_digits(np.array([-np.inf, -np.inf, -3.0, 0.0])) == 0.0


@pytest.mark.parametrize("rate", [0.01, 0.1, 0.5, 3.0])
def test_the_length_is_the_last_with_two_decimals(rate: float) -> None:
    lengths = [length for length in range(1, 301) if reproducible_decimals(rate * length) >= 2]
    assert reproducible_length(300, lambda length: rate * length) == max(lengths)


def test_a_length_is_one_step_at_least() -> None:
    assert reproducible_length(300, lambda _: 99.0) == 1
    assert reproducible_length(1, lambda _: 99.0) == 1


def test_decimals_fall_one_by_one_with_the_digits_that_are_lost() -> None:
    """A float64 has 15.65 digits: with five kept back and eight lost, two are left."""
    assert [reproducible_decimals(lost) for lost in (0.0, 3.6, 3.7, 5.0, 8.6, 8.7)] == [7, 7, 6, 5, 2, 1]


def test_the_horizon_is_where_one_ulp_has_grown_to_one() -> None:
    assert_allclose(reproducible_horizon(np.log(2.0)), 52), "float64 has 52 binary digits after the first"
    assert_allclose(reproducible_horizon(np.log(2.0), "float32"), 23)
    assert_allclose(reproducible_horizon([0.0, -1.0, np.log(4.0)]), [np.inf, np.inf, 26])


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.9])
def test_the_cut_lies_before_the_horizon(rate: float) -> None:
    """At a steady growth of `rate` orders a step, whatever it is."""
    assert reproducible_length(2000, lambda length: rate * length) < reproducible_horizon(rate * np.log(10.0))


def test_digits_of_a_statistic() -> None:
    assert reproducible(1 / 3000, 4) == 0.00033333
    assert reproducible(0.0, 4) == 0.0
    assert reproducible_near_one(1 / 3000, 4) == 0.000333330
    assert reproducible_near_one(2.0611536e-9, 7) == 2.061e-9, "twelve decimals of a number near one"
    assert reproducible_states(np.array([1 - 1e-13, 0.25]), 7).tolist() == [1.0, 0.25]


SETTINGS = [
    {"init": "orthogonal", "scale": 0.9},
    {"init": "orthogonal", "scale": 1.0, "seeds": 20, "hidden": 7},
    {"init": "orthogonal", "scale": 10.0, "hidden": 5, "length": 60},
    {"scale": 1.0, "length": 200},
    {"scale": 10.0, "hidden": 16, "seeds": 20},
    {"scale": 10.0, "hidden": 1},
    {"update_bias": -20.0},
    {"length": 1000, "hidden": 48},
]
_PRINT = """
import hashlib, json, sys
from sitegen import load_spec, render_figure
for params in json.loads(sys.argv[1]):
    figure = render_figure(load_spec({"id": "x", "kind": "bptt-norm", "params": params}))
    for name, content in sorted(figure.files.items()):
        data = content if isinstance(content, bytes) else content.encode()
        print(json.dumps(params), name, hashlib.sha256(data).hexdigest())
"""


def test_bytes_do_not_depend_on_the_kernels_of_the_linear_algebra() -> None:
    """OpenBLAS chooses its kernels by processor; those of an old one sum in another order, and QR gives other last digits."""

    def printed(**surroundings: str) -> list[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
        command = [sys.executable, "-c", _PRINT, json.dumps(SETTINGS)]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.splitlines()

    here = printed()
    assert len(here) >= 8 * len(SETTINGS)
    assert printed(OPENBLAS_CORETYPE="Prescott") == here
