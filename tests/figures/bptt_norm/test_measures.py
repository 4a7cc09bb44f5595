"""Numbers of a run against small cases worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen.figures.bptt_norm.experiment.measures import (
    chaos_of,
    floor_of,
    gates_of,
    growth_of,
    orders_lost,
    representable,
    trend_of,
)
from sitegen.figures.bptt_norm.kernel import GRUGradientNorms

FLAT = np.zeros(41)


def rising(first: float, second: float) -> np.ndarray:
    """Forty steps whose norm rises on its way back by `second` orders in the later half, and by `first` in the earlier."""
    return np.concatenate([np.linspace(first, 0, 20, endpoint=False) + second, np.linspace(second, 0, 21)])


@pytest.mark.parametrize(
    ("lost", "trend"),
    [
        (2.0, "decays"),
        (0.31, "decays"),
        (0.29, "level"),
        (0.0, "level"),
        (-0.29, "level"),
        (-0.31, "grows"),
        (np.inf, "decays"),
        ([-0.2, 0.1, 0.2], "level"),
        ([1.0, 2.0, 3.0], "decays"),
        ([-3.0, -2.0, -1.0], "grows"),
        ([-1.0, 0.0, 1.0], "mixed"),
        ([-1.0, 5.0, 5.0], "mixed"),
        ([2.0] * 99 + [-9.0], "decays"),
    ],
)
def test_trend_within_a_factor_of_two_is_level_and_both_ways_is_mixed(lost: object, trend: str) -> None:
    assert trend_of(np.array(lost)) == trend


def test_orders_lost_of_an_exact_zero_are_infinite() -> None:
    assert_allclose(orders_lost(np.array([[-3.0, 0.0], [1.0, -1.0], [-np.inf, 0.0]])), [3.0, -2.0, np.inf])


def test_growth_is_the_largest_rise_of_all_draws() -> None:
    assert growth_of({"RNN": FLAT, "GRU": rising(0.5, 0.4)}, 7) is None
    found = growth_of({"RNN": np.stack([FLAT, rising(-1.0, 3.25)]), "GRU": rising(1.0, 1.0)}, 7)
    assert found is not None
    assert (found.network, found.rise, found.digits) == ("RNN", 3.25, 4)


def test_chaos_is_growth_in_both_halves_of_one_network() -> None:
    assert chaos_of({"RNN": FLAT, "GRU": FLAT}) is None
    assert chaos_of({"RNN": rising(4.0, 0.5), "GRU": rising(0.5, 4.0)}) is None, "each network in one half alone"
    assert chaos_of({"RNN": np.stack([rising(4.0, 0.5), rising(-1.0, 4.0)])}) is None, "each draw in one half alone"
    assert chaos_of({"RNN": rising(3.0, 3.0)[::4]}) is None, "ten steps are a transient"
    found = chaos_of({"RNN": rising(-9.0, 1.0), "GRU": np.stack([rising(2.0, 2.0), FLAT, rising(3.0, 1.5)])})
    assert found is not None
    assert (found.network, found.draws) == ("GRU", 2)
    assert found.growth == pytest.approx(4.5 * math.log(10) / 40)
    assert found.factor == pytest.approx(10 ** (4.5 / 40))
    assert found.horizon == math.floor(52 * math.log10(2) / (4.5 / 40))


def gates(kept: float, update: float) -> GRUGradientNorms:
    one, some = np.array(0.25), np.zeros(3)
    return GRUGradientNorms(some, one, some, np.array(kept), np.array(update), one, one, one)


@pytest.mark.parametrize("kept", [2.0611536e-9, 0.1, 0.5, 0.8807971, 0.9999])
def test_the_kept_path_has_all_digits_of_the_kept_share(kept: float) -> None:
    found = gates_of(gates(kept, 1.0 - kept), -2.0, 7)
    assert found.kept == pytest.approx(kept, rel=1e-7)
    assert found.kept_decay == pytest.approx(-10 * math.log10(kept), rel=1e-7)
    assert found.bias_size == 2.0


def test_a_gate_that_is_nearly_shut_still_loses_something() -> None:
    found = gates_of(gates(1.0 - 2e-9, 2e-9), -20.0, 7)
    assert found.update_mean == pytest.approx(2e-9)
    assert found.kept_decay == pytest.approx(20e-9 / math.log(10), rel=1e-6)


def test_floor_counts_what_is_missed_from_the_beginning() -> None:
    """Terms 1e-10, 1, 1e-10, 1: one is missed before the first that counts, two in all."""
    found = floor_of("float32", np.array([5.0, -10.0, 0.0, -10.0, 0.0]), np.array([0.0, 0.0, 0.0, 0.0, -40.0]))
    assert (found.rnn_steps, found.rnn_missed) == (2, 1)
    assert (found.gru_steps, found.gru_missed) == (3, 0)
    assert found.near
    assert not floor_of("float64", np.zeros(3), np.zeros(3)).near


@pytest.mark.parametrize(
    ("log10", "norm"), [(-2.0, 0.01), (-math.inf, 0.0), (-307.7, None), (-1000.0, None), (308.3, None)]
)
def test_representable(log10: float, norm: float | None) -> None:
    assert representable(log10) == (norm if norm is None else pytest.approx(norm))
