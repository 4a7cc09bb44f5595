"""Comparison with thresholds: every threshold of the figures is tried at both neighbours, on every instruction set."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal, localcontext
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.figures.bptt_norm.experiment import measures, run_experiment
from sitegen.figures.bptt_norm.experiment.results import Network, Rate
from sitegen.figures.bptt_norm.kernel import log_norms
from sitegen.figures.dead_neurons import trend as dead_trend
from sitegen.figures.gradient_decay.kernel import decay_series
from sitegen.numerics.rounding import (
    above,
    at_least,
    at_most,
    below,
    ceil_exponent,
    fit_line,
    floor_exponent,
    powers,
    reproducible_digits,
)
from sitegen.numerics.series import Trend, decade_limits, invisible_bars, regime_of, trend_of

ULPS = (-8, -2, -1, 0, 1, 2, 8)
"""Distances from a threshold [units in the last place] that rounding errors of different machines reach."""
EPSILON = {name: math.log10(np.finfo(name).eps) for name in ("float32", "float64")}


def neighbour(value: float, ulps: int) -> float:
    for _ in range(abs(ulps)):
        value = float(np.nextafter(value, math.inf if ulps > 0 else -math.inf))
    return value


def moved(value: float, share: float) -> float:
    return value + share * max(1.0, abs(value))


def compared(rnn: float, gru: float) -> str:
    """The verdict on two slopes; only what it reads is filled in."""
    networks = []
    for decay in (rnn, gru):
        network = object.__new__(Network)
        object.__setattr__(network, "trend", "decays")
        object.__setattr__(network, "end_to_end", Rate.of(decay))
        networks.append(network)
    return run_experiment.compared(*networks)


def trend_of_size(size: float) -> bool:
    return Trend(1.0, 1.0, 1.0, size, size, size, 0, 2).is_factor(1.0)


CASES: dict[str, tuple[Callable[[float], object], float]] = {
    "exploding factor": (lambda x: regime_of(x, 1.0), 1.05),
    "vanished magnitude": (lambda x: regime_of(1.0, x), 0.01),
    "trend describes the series": (trend_of_size, math.log10(1.05)),
    "upper limit of an axis": (lambda x: decade_limits(np.array([-5.0, x])), 3.0),
    "upper limit of an axis below one": (lambda x: decade_limits(np.array([-9.0, x])), -4.0),
    "lower limit of an axis": (lambda x: decade_limits(np.array([x, 0.0])), -2.75),
    "bar too low to see": (lambda x: invisible_bars(np.array([x]), 0.0, 1.0).tolist(), 0.007),
    "steps that count in float32": (
        lambda x: log_norms.counting_steps(np.array([0, x, 0.0])).tolist(),
        EPSILON["float32"],
    ),
    "steps that count in float64": (
        lambda x: log_norms.counting_steps(np.array([0, x, 0.0]), np.float64).tolist(),
        EPSILON["float64"],
    ),
    "level norm": (measures.trend_of, 0.3),
    "growing norm": (measures.trend_of, -0.3),
    "mixed draws": (lambda x: measures.trend_of(np.repeat([x, 9.0], 20)), -0.3),
    "growth worth a sentence": (lambda x: measures.growth_of({"RNN": np.array([x, 0.0])}, 7), 1.0),
    "digits lost": (lambda x: measures.growth_of({"RNN": np.array([x, 0.0])}, 17).digits, 3.0),
    "chaotic": (lambda x: measures.chaos_of({"RNN": np.linspace(2.0 * x, 0.0, 21)}) is None, 1.0),
    "flatter": (lambda x: compared(2.0, x), 1.5),
    "hardly flatter": (lambda x: compared(2.0, x), 1.9),
    "as steep": (lambda x: compared(2.0, x), 2.1),
    "clear trend": (lambda x: dead_trend._verdict(x, 0.0), 0.25),
    "exploding layers": (lambda x: decay_series(3, math.sqrt(x), 1.0).regime, 1.05**2),
    "vanishing layers": (lambda x: decay_series(2, x, 1.0).vanishing_layers, 0.01),
}


@pytest.mark.parametrize("name", CASES)
def test_rounding_errors_never_change_a_verdict(name):
    verdict, threshold = CASES[name]
    assert len({str(verdict(neighbour(threshold, ulps))) for ulps in ULPS}) == 1


@pytest.mark.parametrize("name", CASES)
def test_a_difference_that_is_no_rounding_error_changes_it(name):
    verdict, threshold = CASES[name]
    assert str(verdict(moved(threshold, -1e-9))) != str(verdict(moved(threshold, 1e-9)))


@pytest.mark.parametrize("threshold", [0.01, 1e-6, -6.923689900271567, 1e30, -1e-30])
@pytest.mark.parametrize("ulps", ULPS)
def test_neighbours_of_a_threshold_are_equal_to_it(threshold, ulps):
    value = neighbour(threshold, ulps)
    assert not above(value, threshold)
    assert not below(value, threshold)
    assert at_least(value, threshold)
    assert at_most(value, threshold)


@given(st.floats(allow_nan=True), st.floats(allow_nan=False))
def test_exactly_one_of_below_equal_and_above(value, threshold):
    """And nothing at all of NaN."""
    low, high = bool(below(value, threshold)), bool(above(value, threshold))
    assert bool(at_least(value, threshold)) == (not low and not math.isnan(value))
    assert bool(at_most(value, threshold)) == (not high and not math.isnan(value))
    assert not (low and high)
    if math.isinf(threshold) or abs(value - threshold) > 1e-11 * abs(threshold):
        assert (low, high) == (value < threshold, value > threshold)


def test_thresholds_of_differences_have_a_scale():
    assert above(1e-15, 0.0)
    assert not above(1e-15, 0.0, scale=1.0)
    assert below(np.array([-1.0, -1e-15, 1.0]), 0.0, scale=1.0).tolist() == [True, False, False]


@pytest.mark.parametrize("exponent", [-320, -7, -1, 0, 1, 3, 308])
@pytest.mark.parametrize("ulps", ULPS)
def test_the_logarithm_of_a_power_of_ten_is_an_integer(exponent, ulps):
    value = neighbour(float(exponent), ulps)
    assert (floor_exponent(value), ceil_exponent(value)) == (exponent, exponent)


@pytest.mark.parametrize("exponent", [-300, -16, 0, 16, 300])
def test_the_logarithm_of_a_number_beside_a_power_of_ten_is_none(exponent):
    beside = 1e-11 / math.log(10)
    assert (floor_exponent(exponent - beside), ceil_exponent(exponent + beside)) == (exponent - 1, exponent + 1)


@given(st.floats(-400, 400))
def test_exponents_enclose(value):
    assert floor_exponent(value) <= value + 1e-9
    assert floor_exponent(value) in {math.floor(value), math.floor(value) + 1}
    assert ceil_exponent(value) in {math.ceil(value), math.ceil(value) - 1}


@given(st.floats(1e-30, 1e30), st.integers(0, 64))
def test_powers_are_correctly_rounded(base, highest):
    found = powers(base, highest)
    assert found.shape == (highest + 1,)
    with localcontext() as context:
        context.prec = 120
        assert found[-1] == float(Decimal(base) ** highest)


def test_powers_leave_the_range_of_floats_without_an_error():
    assert powers(1e200, 2).tolist() == [1.0, 1e200, math.inf]
    assert powers(1e-200, 2).tolist() == [1.0, 1e-200, 0.0]
    assert powers(1e300, 5000)[-1] == math.inf


def test_a_fitted_factor_does_not_depend_on_the_order_of_sums(rng):
    """0.125 is a tie: its last bits would decide between 0.12 and 0.13."""
    levels = np.log10(0.125) * np.arange(15, -1, -1)
    factors = {trend_of(levels + 1e-15 * rng.normal(size=16)).factor for _ in range(50)}
    assert factors == {0.125}
    assert reproducible_digits(0.1 + 0.2) == 0.3


@pytest.mark.parametrize("disabled", ["X86_V4 AVX512_ICL AVX512_SPR", "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"])
def test_every_threshold_on_other_instruction_sets(disabled):
    """This file and the one with the thresholds of a sum, in a process whose numpy and BLAS do not use AVX-512, or AVX2."""
    try:
        from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
    except ImportError:
        pytest.skip("this numpy does not name its instruction sets")
    known = " ".join(name for name in disabled.split() if name in __cpu_dispatch__ and __cpu_features__[name])
    if not known or "NPY_DISABLE_CPU_FEATURES" in os.environ:
        pytest.skip("this numpy has no instruction sets to choose from, or is told which to use")
    environment = {**os.environ, "NPY_DISABLE_CPU_FEATURES": known, "OPENBLAS_CORETYPE": "Haswell"}
    slope_tests = Path(__file__).parents[1] / "figures" / "bptt_norm" / "test_slopes.py"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-k",
        "not instruction_sets",
    ]
    tests = [__file__, f"{slope_tests}::test_counting_steps_are_those_that_change_a_sum_in_that_precision"]
    finished = subprocess.run([*command, *tests], env=environment, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.mark.parametrize("size", [2.0**-1000, 2.0**-300, 1.0, 2.0**300, 2.0**1015])
def test_a_line_fits_places_of_any_size(size):
    x = np.arange(-5.0, 6.0)
    line, scaled = fit_line(x, 3.0 * x + x**2), fit_line(x * size, 3.0 * x + x**2)
    assert scaled.slope * size == line.slope == 3.0
    assert scaled.r_squared == line.r_squared
