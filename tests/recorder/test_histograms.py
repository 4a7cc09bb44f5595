"""Counts of a recorder against a count of the raw arrays, at the ends of the floats too, and histograms that read them."""

from __future__ import annotations

import math
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import load_spec, render_figure
from sitegen.recorder import Recorder
from sitegen.recorder.log_counts import MOST_BINS

LARGEST = sys.float_info.max


def recorded(*arrays: list[float]) -> dict[str, np.ndarray]:
    recorder = Recorder(histograms=True)
    for step, array in enumerate(arrays):
        recorder.record(step, "a", [[entry] for entry in array])
    return recorder.arrays()


def count(values: list[float], edges: list[float]) -> list[int]:
    """How many of `values` are in each bin, one by one: bins have their edge nearer to zero, and the bin at zero has only zeros."""
    found = []
    for low, high in pairwise(edges):
        if low <= 0 <= high:
            found.append(sum(value == 0 for value in values))
        elif low > 0:
            found.append(sum(low <= value < high or value == high == edges[-1] for value in values))
        else:
            found.append(sum(low < value <= high or value == low == edges[0] for value in values))
    return found


FLOATS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-10, 10),
    st.integers(-40, 40).map(lambda power: 10.0**power),
    st.sampled_from([0.0, -0.0, math.ulp(0.0), -math.ulp(0.0), LARGEST, -LARGEST, 1.0, -1.0, 1e-308]),
)


@given(st.lists(st.lists(FLOATS, min_size=1, max_size=20), min_size=1, max_size=4))
def test_counts_are_those_of_the_raw_arrays(arrays: list[list[float]]) -> None:
    found = recorded(*arrays)
    edges = found["edges"].tolist()
    assert len(edges) - 1 <= MOST_BINS
    assert sorted(set(edges)) == edges
    assert found["counts_a"].tolist() == [count(array, edges) for array in arrays]
    assert found["counts_a"].sum(axis=1).tolist() == [len(array) for array in arrays], "every entry is in a bin"


def test_edges_are_eighths_of_a_decade() -> None:
    edges = recorded([0.5, -3.0, 0.0])["edges"]
    positive = edges[edges > 0]
    assert positive == pytest.approx(10.0 ** (np.arange(-3, 5) / 8), rel=1e-15)
    assert positive[3] == 1.0
    assert edges[edges < 0].tolist() == (-positive[::-1]).tolist()


def test_a_side_without_entries_is_left_out() -> None:
    assert recorded([0.5, 3.0])["edges"].min() > 0
    assert recorded([0.0, 3.0])["edges"][0] == 0
    assert recorded([-0.5, 0.0])["edges"][-1] == 0
    assert recorded([0.0, 0.0])["counts_a"].tolist() == [[2]]


def test_nothing_is_counted_unless_wanted() -> None:
    recorder = Recorder()
    recorder.record(0, "a", [1.0])
    assert "edges" not in recorder.arrays()


def test_a_histogram_draws_the_counts_with_a_slider_over_steps(tmp_path: Path) -> None:
    recorder, rng = Recorder(["hidden 1", "output"], histograms=True), np.random.default_rng(4)
    for step in (0, 10):
        for layer in recorder.layers:
            recorder.record(step, layer, np.tanh(rng.standard_normal((50, 8))))
    recorder.save(tmp_path / "run.npz")
    (tmp_path / "site.yaml").touch()
    rows = "".join(
        f"    - {{name: {layer}, values: {{file: run.npz, array: counts_{layer}, where: {{step: $step}}}}}}\n"
        for layer in recorder.layers
    )
    spec = load_spec(
        "kind: histogram\nparams:\n  log: true\n  edges: {file: run.npz, array: edges}\n  rows:\n"
        f"{rows}explore:\n  step: {{file: run.npz, array: step}}\n",
        folder=tmp_path,
    )
    assert [row.values for row in spec.params.rows] == [
        tuple(recorder.arrays()[f"counts_{layer}"][0].tolist()) for layer in recorder.layers
    ]
    assert [axis.values for axis in spec.axes] == [(0, 10)]
    render_figure(spec)
