"""Neurons by layer: names taken apart, the dead counted, the least_active chosen."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.figures.dead_neurons.layers import count_by_layer, layer_names, least_active, split_name, summarise


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("L1·N2", ("L1", "N2")),
        ("features.0.relu.12", ("features.0.relu", "12")),
        ("conv/5", ("conv", "5")),
        ("block.3/unit·7", ("block.3/unit", "7")),
        ("neuron 5", None),
        ("·N1", None),
        ("L1·", None),
        (" .5", None),
    ],
)
def test_the_layer_stands_before_the_last_separator(name: str, parts: tuple[str, str] | None) -> None:
    assert split_name(name) == parts


def test_one_name_without_a_layer_makes_one_group_of_all() -> None:
    assert layer_names(["L1·N1", "L2·N1"]) == ("L1", "L2")
    assert layer_names(["L1·N1", "other"]) == ("", "")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1))
def test_counts_are_those_of_a_counter(rows: list[tuple[str, bool]]) -> None:
    found = count_by_layer([name for name, _ in rows], np.array([dead for _, dead in rows]))
    every, dead = Counter(name for name, _ in rows), Counter(name for name, is_dead in rows if is_dead)
    assert [(row.name, row.neurons, row.dead) for row in found] == [(n, every[n], dead[n]) for n in every]


@given(st.lists(st.sampled_from([0.0, 0.1, 0.2, 3.0]), min_size=1, max_size=40))
def test_the_weakest_come_first_and_equal_ones_as_given(measure: list[float]) -> None:
    expected = sorted(range(len(measure)), key=lambda index: (measure[index], index))[:6]
    assert list(least_active(np.array(measure), 6)) == expected


def test_only_the_layers_with_the_largest_dead_share_are_drawn_in_their_order() -> None:
    layers = [f"L{index // 2}" for index in range(40)]
    dead = np.array([index >= 12 for index in range(40)])
    summary = summarise(layers, dead, np.where(dead, 0.0, 1.0))
    assert (summary.layer_count, summary.drawn_layer_count) == (20, 12)
    assert summary.drawn_layers == tuple(range(6, 18))
    assert summary.table_rows == tuple(range(12, 36))


def test_ends_of_the_share_name_the_first_layer_and_count_those_that_share() -> None:
    """One of two is as much as two of four."""
    layers = ["a", "b", "b", "c", "c", "c", "c", "d"]
    dead = np.array([False, True, False, True, True, False, False, False])
    summary = summarise(layers, dead, np.where(dead, 0.0, 1.0))
    assert (summary.largest.layer.name, summary.largest.shared) == ("b", 2)
    assert (summary.smallest.layer.name, summary.smallest.shared) == ("a", 2)
