"""A small line stays in its box, reaches both of its edges, and keeps every peak."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen.plot.scales import Frame
from sitegen.plot.sparklines import spark_level, sparkline

BOX = Frame(0.0, 0.0, 96.0, 28.0)


def test_the_limits_are_the_edges_of_the_box() -> None:
    assert sparkline(np.array([1.0, 3.0, 2.0]), BOX, (1.0, 3.0)) == ((0.0, 28.0), (48.0, 0.0), (96.0, 14.0))
    assert sparkline(np.array([1.0, 3.0, 2.0]), BOX, (0.0, 4.0)) == ((0.0, 21.0), (48.0, 7.0), (96.0, 14.0))
    assert [spark_level(value, BOX, (-1.0, 1.0)) for value in (-1.0, 0.0, 1.0)] == [28.0, 14.0, 0.0]


@pytest.mark.parametrize(
    ("values", "limits", "height"),
    [([1.0, 3.0], (0.0, 0.0), 14.0), ([5.0], (5.0, 5.0), 14.0), ([5.0], (0.0, 5.0), 0.0)],
)
def test_equal_limits_are_in_the_middle_and_one_value_is_a_line(
    values: list[float], limits: tuple[float, float], height: float
) -> None:
    assert sparkline(np.array(values), BOX, limits) == ((0.0, height), (96.0, height))


@given(st.lists(st.floats(-1e308, 1e308), min_size=2, max_size=40))
def test_every_sample_stands_where_the_formula_puts_it(values: list[float]) -> None:
    low, high = min(values) / 2, max(values) / 2
    if high - low < 1e-300:
        return
    points = sparkline(np.array(values), BOX, (min(values), max(values)))
    assert_allclose([x for x, _ in points], [96 * i / (len(values) - 1) for i in range(len(values))])
    assert_allclose([y for _, y in points], [28 * (1 - (v / 2 - low) / (high - low)) for v in values], atol=1e-9)


@pytest.mark.parametrize("count", [193, 1000, 20_000])
def test_a_long_history_keeps_its_ends_and_each_spike(count: int, rng: np.random.Generator) -> None:
    values = rng.normal(size=count) * 0.01
    spikes = rng.choice(count, size=20, replace=False)
    values[spikes[:10]], values[spikes[10:]] = 5.0, -5.0
    points = sparkline(values, BOX, (-5.0, 5.0))
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
