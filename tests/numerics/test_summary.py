"""Summaries of arrays against high-precision arithmetic, at sizes whose squares no float64 can hold too."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose

from sitegen.numerics.summary import ArraySummary, RunSummary, summarise

LARGEST = float(np.finfo(np.float64).max)
SMALLEST = 5e-324


def exact_norm(array):
    return mpmath.sqrt(mpmath.fsum(mpmath.mpf(value) ** 2 for value in array.ravel().tolist()))


def exact_mean(values):
    return mpmath.fsum(map(mpmath.mpf, values)) / len(values)


def run_of(summaries: list[ArraySummary]) -> RunSummary:
    run = RunSummary()
    for summary in summaries:
        run = run.plus(summary)
    return run


@pytest.mark.parametrize("scale", [1.0, 1e-30, 1e-170, 1e-300, 1e-320, 1e160, 1e306])
def test_norm_is_that_of_high_precision_at_any_scale(scale: float) -> None:
    array = np.random.default_rng(1).standard_normal((7, 30)) * scale
    summary = summarise(array)
    with mpmath.workdps(40):
        norm = exact_norm(array)
        assert_allclose(summary.log10_norm, float(mpmath.log10(norm)), rtol=1e-14)
        assert_allclose(summary.norm, float(norm), rtol=1e-14, atol=SMALLEST)


def test_a_norm_beyond_float64_is_infinite_but_keeps_its_logarithm() -> None:
    summary = summarise(np.full(10_000, -LARGEST))
    assert summary.norm == math.inf
    assert_allclose(summary.log10_norm, math.log10(LARGEST) + 2, rtol=1e-15)
    assert_allclose([summary.mean, summary.peak], [-LARGEST, LARGEST], rtol=1e-15)


def test_the_smallest_float_is_not_zero() -> None:
    summary = summarise(np.array([0.0, SMALLEST, 0.0, 0.0]))
    assert (summary.norm, summary.peak, summary.zeros) == (SMALLEST, SMALLEST, 0.75)
    assert_allclose(summary.log10_norm, float(mpmath.log10(mpmath.mpf(SMALLEST))), rtol=1e-15)


def test_zeros_of_either_sign_have_no_norm() -> None:
    assert summarise(np.array([[0.0, -0.0]])) == ArraySummary(0.0, -math.inf, 0.0, 0.0, zero_count=2, size=2)


def test_summaries_raise_nothing_where_numpy_is_told_to_raise() -> None:
    with np.errstate(all="raise"):
        summary = summarise(np.array([LARGEST, LARGEST, 1e-300]))
        assert (summary.norm, RunSummary().plus(summary).rms_norm) == (math.inf, math.inf)


NUMBERS = st.floats(-1e308, 1e308) | st.sampled_from([0.0, -0.0, SMALLEST, 1e-310, LARGEST, -LARGEST])


@given(arrays(np.float64, array_shapes(max_dims=3, max_side=6), elements=NUMBERS))
def test_mean_peak_and_zeros_are_exact_to_rounding(array: np.ndarray) -> None:
    summary, values = summarise(array), array.ravel().tolist()
    with mpmath.workdps(700):
        off = abs(mpmath.mpf(summary.mean) - exact_mean(values))
    assert off <= max(abs(value) for value in values) * len(values) * 2.0**-52 + SMALLEST
    assert summary.peak == max(abs(value) for value in values)
    assert summary.zeros == sum(value == 0 for value in values) / len(values)


@pytest.mark.parametrize("scale", [1.0, 1e-200, 1e200, 1e-310])
def test_a_run_is_the_summary_of_all_its_entries(scale: float) -> None:
    rng = np.random.default_rng(2)
    batches = [rng.standard_normal((size, 3)).round(1) * scale for size in (4, 9, 1, 30)]
    batches.append(np.zeros((5, 3)))
    run, every = run_of([summarise(batch) for batch in batches]), np.concatenate(batches).ravel()
    with mpmath.workdps(40):
        root = mpmath.sqrt(mpmath.fsum(exact_norm(batch) ** 2 for batch in batches) / len(batches))
        assert_allclose(run.log10_rms_norm, float(mpmath.log10(root)), rtol=1e-13, atol=1e-13)
        assert_allclose(run.rms_norm, float(root), rtol=1e-11)
        assert_allclose(run.mean, float(exact_mean(every.tolist())), rtol=1e-12, atol=1e-16 * scale + 5 * SMALLEST)
    assert (run.steps, run.size, run.peak) == (5, every.size, np.abs(every).max())
    assert run.zeros == np.count_nonzero(every == 0) / every.size


def test_a_run_of_zeros_has_no_norm_and_one_of_the_largest_floats_does_not_overflow() -> None:
    zeros = run_of([summarise(np.zeros(3))] * 3)
    assert (zeros.log10_rms_norm, zeros.rms_norm, zeros.zeros) == (-math.inf, 0.0, 1.0)
    largest = run_of([summarise(np.full(7, LARGEST))] * 9)
    assert_allclose([largest.mean, largest.peak], LARGEST, rtol=1e-15)
    assert_allclose(largest.log10_rms_norm, math.log10(LARGEST) + 0.5 * math.log10(7), rtol=1e-14)
