"""The classification against loops in plain Python, and the slopes against finite differences of the functions themselves."""

from __future__ import annotations

import csv
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen.figures.dead_neurons.kernel import Activation, DeadCriterion, dead_neuron_report, slope_from_output
from tests.conftest import CONTENT

HOT_RUN = CONTENT / "data" / "digits-relu-hot-activations.csv"
SILENT = DeadCriterion()

samples = st.one_of(st.sampled_from([0.0, 1e-6, -1e-6, 9.999999e-7, 0.5]), st.floats(-1e3, 1e3))
histories = st.lists(st.lists(samples, max_size=11), min_size=1, max_size=30)


def names(count: int) -> list[str]:
    return [f"N{number}" for number in range(count)]


def slope_by_hand(activation: Activation, output: float) -> float:
    """Central difference of the function where it gives `output`, found through its inverse."""
    if activation == "sigmoid":
        z, function = math.log(output / (1 - output)), lambda x: 1 / (1 + math.exp(-x))
    elif activation == "tanh":
        z, function = math.atanh(output), math.tanh
    else:
        z, function = (output if output > 0 else -1.0), lambda x: max(x, 0.0)
    step = 1e-5
    return (function(z + step) - function(z - step)) / (2 * step)


@given(histories, st.none() | st.integers(1, 12), st.sampled_from([1e-6, 0.5, 2.0]))
def test_dead_is_what_a_loop_calls_dead(activations: list[list[float]], window: int | None, threshold: float) -> None:
    found = dead_neuron_report(names(len(activations)), activations, DeadCriterion("silent", threshold), window)
    for index, history in enumerate(activations):
        kept = history if window is None else history[max(0, len(history) - window) :]
        assert found.samples[index] == len(kept)
        assert found.dead[index] == all(abs(a) < threshold for a in kept)
        assert found.peak[index] == max((abs(a) for a in kept), default=0.0)
        assert found.lowest[index] == min(kept, default=0.0)
        assert found.highest[index] == max(kept, default=0.0)
        assert found.below[index] == sum(abs(a) < threshold for a in kept)
    assert found.dead_neurons == sum(found.dead.tolist())
    assert found.earlier_samples == sum(max(0, len(history) - (window or len(history))) for history in activations)


@given(histories, st.sampled_from([1e-6, 0.5]))
def test_halves_and_drift_are_what_a_loop_finds(activations: list[list[float]], threshold: float) -> None:
    found = dead_neuron_report(names(len(activations)), activations, DeadCriterion("silent", threshold))
    whole = [history for history in activations if len(history) >= 8]
    first = sum(all(abs(a) < threshold for a in h[: len(h) // 2]) for h in whole)
    second = sum(all(abs(a) < threshold for a in h[(len(h) + 1) // 2 :]) for h in whole)
    assert (found.halves.neurons, found.halves.dead_first, found.halves.dead_second) == (len(whole), first, second)
    assert found.halves.middle_left_out is any(len(h) % 2 for h in whole)
    longest = max(map(len, activations))
    if longest < 8:
        assert found.drift.direction is None
        return
    at_end = [[h[-back] for h in activations if len(h) >= back] for back in range(longest, 0, -1)]
    share = [100 * sum(abs(a) < threshold for a in column) / len(column) for column in at_end]
    slope, _ = np.polyfit(range(longest), share, 1)
    signed = {"up": 1, "down": -1, "level": 0}[found.drift.direction] * found.drift.points_per_sample
    assert_allclose(signed, slope, atol=1e-6)
    if found.drift.direction != "level":
        assert_allclose(found.drift.r_squared, np.corrcoef(range(longest), share)[0, 1] ** 2, atol=1e-9)


def test_the_threshold_itself_is_alive() -> None:
    below, equal = 1e-6 * (1 - 1e-11), math.nextafter(1e-6, 0)  # equal but for rounding errors, and shown as equal
    histories = [[0, 1e-6], [0, below], [-1e-6], [equal]]
    found = dead_neuron_report(["at", "under", "minus", "equal"], histories, SILENT)
    assert found.dead.tolist() == [False, True, False, False]


def test_an_empty_history_is_dead_by_both_rules() -> None:
    assert dead_neuron_report(["a"], [[]], SILENT).dead.tolist() == [True]
    found = dead_neuron_report(["a", "b", "c"], [[], [0.5], []], DeadCriterion("saturated", 0.01, "sigmoid"))
    assert (found.dead.tolist(), found.empty_neurons) == ([True, False, True], 2)
    assert found.drift.direction is None


def test_a_window_longer_than_the_history_takes_all_of_it() -> None:
    activations = [[0.1, 0.0], [0.0, 0.0, 0.0]]
    far, everything = (dead_neuron_report(names(2), activations, SILENT, window) for window in (100, None))
    assert far.samples.tolist() == everything.samples.tolist() == [2, 3]
    assert far.dead.tolist() == [False, True]


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_slopes_are_those_of_the_functions(activation: Activation) -> None:
    outputs = {"sigmoid": [0.001, 0.2, 0.5, 0.97], "tanh": [-0.99, -0.3, 0.0, 0.9], "relu": [0.0, 0.3, 7.0]}[activation]
    expected = [slope_by_hand(activation, output) for output in outputs]
    assert_allclose(slope_from_output(activation, np.array(outputs)), expected, rtol=1e-6, atol=1e-9)


def test_saturated_is_strict_in_the_slope() -> None:
    rule = DeadCriterion("saturated", 0.75, "tanh")
    assert dead_neuron_report(["at", "past"], [[0.5], [0.5000001]], rule).dead.tolist() == [False, True]


def test_a_saturated_tanh_unit_is_alive_by_the_silent_rule() -> None:
    unit = [[0.9999, -0.9999]]
    assert not dead_neuron_report(["a"], unit, SILENT).dead[0]
    assert dead_neuron_report(["a"], unit, DeadCriterion("saturated", 0.01, "tanh")).dead[0]


@pytest.mark.parametrize(
    ("history", "rule", "flat"),
    [
        ([0.3, 0.3, 0.3], SILENT, True),
        ([0.3, 0.3 + 1e-8], SILENT, True),
        ([0.3, 0.3001], SILENT, False),
        ([1e-9, -4e-9], SILENT, True),
        ([1e-9, -4e-9], DeadCriterion("silent", 1e-10), False),
        ([0.9991, 0.9999], DeadCriterion("saturated", 0.01, "tanh"), True),
        ([0.9991, -0.9999], DeadCriterion("saturated", 0.01, "tanh"), False),
        ([0.001, 0.0001], DeadCriterion("saturated", 0.01, "sigmoid"), True),
        ([0.001, 0.9999], DeadCriterion("saturated", 0.01, "sigmoid"), False),
        ([1.7e308, -1.7e308], SILENT, False),
    ],
)
def test_noise_is_flat_and_shape_is_not(history: list[float], rule: DeadCriterion, flat: bool) -> None:
    assert dead_neuron_report(["a"], [history], rule).flat.tolist() == [flat]


@pytest.mark.parametrize(
    ("history", "rule"),
    [
        ([0.1, math.nan], SILENT),
        ([0.1, -math.inf], SILENT),
        ([0.1, 1.1], DeadCriterion("saturated", 0.01, "sigmoid")),
        ([0.1, -1.1], DeadCriterion("silent", 1e-6, "tanh")),
        ([0.1, -0.1], DeadCriterion("silent", 1e-6, "relu")),
    ],
)
def test_an_impossible_sample_is_named(history: list[float], rule: DeadCriterion) -> None:
    with pytest.raises(ValueError, match="neuron 'L1·N2', sample 2"):
        dead_neuron_report(["empty", "L1·N1", "L1·N2"], [[], [0.5], history], rule)


def test_impossible_questions_are_refused() -> None:
    for ids, activations in (([], []), (["a"], []), (["a", "a"], [[1], [1]])):
        with pytest.raises(ValueError, match="names that differ"):
            dead_neuron_report(ids, activations, SILENT)
    with pytest.raises(ValueError, match="at least 1"):
        dead_neuron_report(["a"], [[1.0]], SILENT, 0)
    with pytest.raises(ValueError, match="needs the activation"):
        dead_neuron_report(["a"], [[1.0]], DeadCriterion("saturated"))


def recorded() -> dict[str, list[float]]:
    series: dict[str, list[float]] = {}
    with HOT_RUN.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            series.setdefault(row["neuron"], []).append(float(row["activation"]))
    return series


@pytest.mark.parametrize(("window", "silent"), [(None, 0), (24, 0), (8, 7)])
def test_the_recorded_run_has_the_silent_neurons_that_its_authors_counted(window: int | None, silent: int) -> None:
    series = recorded()
    found = dead_neuron_report(list(series), list(series.values()), SILENT, window)
    assert (found.neurons, found.most_samples) == (24, window or 24)
    assert found.dead_neurons == silent
    assert silent == sum(not any(history[-(window or 24) :]) for history in series.values())


def test_ends_name_the_first_neuron_and_count_those_that_share() -> None:
    found = dead_neuron_report(["a", "b", "c", "d"], [[0.0], [2.0], [0.0], [-2.0]], SILENT)
    assert (found.largest.value, found.largest.neuron, found.largest.shared) == (2.0, "b", 2)
    assert (found.smallest.value, found.smallest.neuron, found.smallest.shared) == (0.0, "a", 2)
