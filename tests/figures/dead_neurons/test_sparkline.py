"""The line of a card stays in its box, reaches both of its edges, and keeps every peak."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen.figures.dead_neurons.sparkline import spark_points

BOX = (96.0, 28.0)


def test_the_range_fills_the_box() -> None:
    assert spark_points(np.array([1.0, 3.0, 2.0]), *BOX, flat=False) == ((0.0, 28.0), (48.0, 0.0), (96.0, 14.0))


@pytest.mark.parametrize(("values", "flat"), [([1.0, 3.0], True), ([5.0], False)])
def test_a_flat_line_is_the_middle(values: list[float], flat: bool) -> None:
    assert spark_points(np.array(values), *BOX, flat=flat) == ((0.0, 14.0), (96.0, 14.0))


@given(st.lists(st.floats(-1e308, 1e308), min_size=2, max_size=40))
def test_every_sample_stands_where_the_formula_puts_it(values: list[float]) -> None:
    low, high = min(values) / 2, max(values) / 2
    if high - low < 1e-300:
        return
    points = spark_points(np.array(values), *BOX, flat=False)
    assert_allclose([x for x, _ in points], [96 * i / (len(values) - 1) for i in range(len(values))])
    assert_allclose([y for _, y in points], [28 * (1 - (v / 2 - low) / (high - low)) for v in values], atol=1e-9)


@pytest.mark.parametrize("count", [193, 1000, 20_000])
def test_a_long_history_keeps_its_ends_and_each_spike(count: int, rng: np.random.Generator) -> None:
    values = rng.normal(size=count) * 0.01
    spikes = rng.choice(count, size=20, replace=False)
    values[spikes[:10]], values[spikes[10:]] = 5.0, -5.0
    points = spark_points(values, *BOX, flat=False)
    assert len(points) <= 192
    assert [x for x, _ in points] == sorted({x for x, _ in points})
    assert {0.0, 28.0} <= {y for _, y in points}
    columns = {min(95, int(np.searchsorted(np.arange(96) * count // 96, s, side="right")) - 1) for s in spikes}
    drawn = {
        int(np.searchsorted(np.arange(96) * count // 96, round(x * (count - 1) / 96), side="right")) - 1
        for x, y in points
        if y in (0.0, 28.0)
    }
    assert columns == drawn
