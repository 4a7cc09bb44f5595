"""The experiment's numbers, derived again from `data.json` by other means, and what is the same on every machine."""

from __future__ import annotations

import json
import math
from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen.figures.bptt_norm.definition import KIND
from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Rate, Trend
from sitegen.figures.bptt_norm.experiment.run_experiment import compared, run_experiments
from sitegen.figures.bptt_norm.experiment.runs import batches, sequence_of
from sitegen.figures.bptt_norm.experiment.weight_init import WeightInit, draw_gru_weights, draw_rnn_weights
from sitegen.figures.bptt_norm.kernel import gru_gradient_norms, rnn_gradient_norms
from sitegen.write.data_files import plain

SETTINGS: dict[str, dict[str, Any]] = {
    "default": {},
    "memory": {"update_bias": -2.0},
    "orthogonal": {"init": "orthogonal", "scale": 0.9},
    "chaos": {"scale": 1.0, "length": 200},
    "one step": {"length": 1},
    "one unit": {"hidden": 1},
    "long": {"length": 2000, "scale": 0.05},
    "seeds": {"seeds": 20, "length": 30},
    "random": {"sequence": "B", "target": 7},
    "own": {"tokens": (5, 0, 0, 3), "target": 2},
}


@cache
def experiment(name: str) -> BpttNorms:
    return KIND.compute(KIND.params(**SETTINGS[name]))


def as_json(name: str) -> dict[str, Any]:
    return json.loads(json.dumps(plain(experiment(name))))


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("network", ["rnn", "gru"])
def test_slopes_follow_from_the_norms_in_the_file(name: str, network: str) -> None:
    found = as_json(name)[network]
    log10 = found["log10_norm"]
    steps = len(log10) - 1
    lost = log10[-1] - log10[0]
    assert found["end_to_end"]["decay"] == pytest.approx(10 * lost / steps, abs=1e-7)
    assert found["least_squares"]["decay"] == pytest.approx(10 * np.polyfit(range(steps + 1), log10, 1)[0], abs=1e-6)
    assert found["orders"] == pytest.approx(abs(lost), abs=1e-7)
    for rate in (found["end_to_end"], found["least_squares"]):
        assert rate["size"] == abs(rate["decay"])


@pytest.mark.parametrize("name", SETTINGS)
def test_counting_steps_follow_from_the_norms_in_the_file(name: str) -> None:
    data = as_json(name)
    for floor, digits in zip(data["floors"], (23, 52), strict=True):
        for network in ("rnn", "gru"):
            terms = data[network]["log10_norm"][1:]
            counted = [term for term in terms if term - max(terms) >= -digits * math.log10(2)]
            assert floor[f"{network}_steps"] == len(counted)
            assert floor[f"{network}_missed"] == terms.index(counted[0])


@pytest.mark.parametrize("name", SETTINGS)
def test_norms_are_numbers_where_a_float_holds_them(name: str) -> None:
    data = as_json(name)
    for network in ("rnn", "gru"):
        for norm, log10 in zip(data[network]["norm"], data[network]["log10_norm"], strict=True):
            if log10 > -307:
                assert math.log10(norm) == pytest.approx(log10, abs=1e-7)
            elif log10 < -308:
                assert norm is None


def test_norms_of_two_thousand_steps_leave_the_range_of_floats_and_stay_finite_as_logarithms() -> None:
    found = as_json("long")["rnn"]
    assert found["norm"][0] is None
    assert -1100 < found["log10_norm"][0] < -900


def test_lines_and_bands_are_percentiles_over_single_runs() -> None:
    data = experiment("seeds")
    runs = [KIND.compute(KIND.params(length=30, seed=42 + number)) for number in range(20)]
    for network in ("rnn", "gru"):
        found = getattr(data, network)
        for step in (0, 7, 30):
            values = sorted(float(getattr(run, network).log10_norm[step]) for run in runs)
            assert found.band.low[step] == pytest.approx(_percentile(values, 0.05), abs=1e-7)
            assert found.log10_norm[step] == pytest.approx(_percentile(values, 0.5), abs=1e-7)
            assert found.band.high[step] == pytest.approx(_percentile(values, 0.95), abs=1e-7)
        slopes = [getattr(run, network).end_to_end.decay for run in runs]
        mean = sum(slopes) / 20
        assert found.band.decay_mean == pytest.approx(mean, abs=1e-7)
        assert found.band.decay_deviation == pytest.approx(
            math.sqrt(sum((s - mean) ** 2 for s in slopes) / 20), abs=1e-7
        )
    flatter = sum(run.gru.end_to_end.decay < run.rnn.end_to_end.decay for run in runs)
    assert data.gru_flatter_percent == pytest.approx(5 * flatter)


def _percentile(ordered: list[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def test_theory_of_a_scaled_orthogonal_matrix_is_its_scale_times_the_mean_slope() -> None:
    matrix = experiment("orthogonal").recurrence
    assert matrix.spectral_radius == pytest.approx(0.9, abs=1e-12)
    assert matrix.largest_singular_value == pytest.approx(0.9, abs=1e-12)
    assert matrix.factor == pytest.approx(0.9 * matrix.mean_slope, rel=1e-8)
    assert 10.0 ** (-matrix.theory.decay / 10) == pytest.approx(matrix.factor, rel=1e-12)


def test_theory_of_saturated_states_is_their_mean_slope_too() -> None:
    """Where h is 1 − 10⁻¹², the slope 1 − h² has few digits, and the factor has the same."""
    matrix = KIND.compute(KIND.params(length=3, hidden=1, init="normal", scale=10.0, sequence="A", seed=424)).recurrence
    assert matrix.mean_slope < 1e-11
    assert matrix.factor == pytest.approx(matrix.spectral_radius * matrix.mean_slope, rel=1e-6)


def test_sequence_a_is_the_chain_and_asks_for_the_verb() -> None:
    tokens, target = sequence_of(KIND.params(length=8))
    words = ["I", "work", ",", "you"]
    assert " ".join(words[token] for token in tokens) == "I work , you work , I work"
    assert words[target] == "work"


def test_sequence_b_is_random_and_seeded() -> None:
    first, _ = sequence_of(KIND.params(sequence="B", length=500))
    other, _ = sequence_of(KIND.params(sequence="B", length=500, seed=43))
    assert set(first) == set(range(10))
    assert first != other
    assert first == sequence_of(KIND.params(sequence="B", length=500))[0]


@pytest.mark.parametrize(
    ("rnn", "gru", "expected"),
    [
        (("decays", 2.0), ("decays", 0.4), "flatter"),
        (("decays", 2.0), ("level", 0.0), "flatter"),
        (("decays", 2.0), ("level", -0.05), "flatter"),
        (("decays", 2.0), ("decays", 1.49), "flatter"),
        (("decays", 2.0), ("decays", 1.51), "hardly flatter"),
        (("decays", 2.0), ("decays", 1.89), "hardly flatter"),
        (("decays", 2.0), ("decays", 1.91), "as steep"),
        (("decays", 2.0), ("decays", 2.0), "as steep"),
        (("decays", 0.6), ("decays", 1.5), "steeper"),
        (("decays", 2.0), ("grows", -1.0), "opposite"),
        (("grows", -1.0), ("decays", 1.0), "growing"),
        (("level", -0.01), ("decays", 1.0), "level"),
        (("level", 0.01), ("decays", 1.0), "level"),
        (("mixed", 2.0), ("decays", 1.0), "mixed"),
    ],
)
def test_comparison(rnn: tuple[Trend, float], gru: tuple[Trend, float], expected: str) -> None:
    networks = (
        replace(experiment("default").rnn, trend=trend, end_to_end=Rate.of(decay)) for trend, decay in (rnn, gru)
    )
    assert compared(*networks) == expected


def reordered(weights: Any, order: np.ndarray) -> Any:
    """The same network with its units in another order, so that its sums are rounded otherwise."""
    changed = {}
    for field in fields(weights):
        array = getattr(weights, field.name)
        if field.name == "W_ho":
            changed[field.name] = array[:, order]
        elif field.name != "b_o":
            changed[field.name] = array[order][:, order] if array.shape == (32, 32) else array[order]
    return replace(weights, **changed)


@pytest.mark.parametrize("name", ["default", "memory", "chaos"])
def test_another_order_of_sums_gives_the_same_figure(name: str, rng: np.random.Generator) -> None:
    data, order = experiment(name), rng.permutation(32)
    init = WeightInit(scale=SETTINGS[name].get("scale", 0.1), update_bias=SETTINGS[name].get("update_bias", 0.0))
    rnn, gru = reordered(draw_rnn_weights(42, init), order), reordered(draw_gru_weights(42, init), order)
    for found, drawn in (
        (rnn_gradient_norms(rnn, data.tokens, data.target), data.rnn),
        (gru_gradient_norms(gru, data.tokens, data.target), data.gru),
    ):
        assert_allclose(np.round(found.log10_norm, data.decimals), drawn.log10_norm, atol=1e-12)


def test_beyond_the_cut_the_order_of_sums_would_be_drawn(rng: np.random.Generator) -> None:
    tokens, target = sequence_of(KIND.params(**SETTINGS["chaos"]))
    assert experiment("chaos").steps < experiment("chaos").steps_asked == len(tokens)
    weights = draw_rnn_weights(42, WeightInit(scale=1.0))
    both = (weights, reordered(weights, rng.permutation(32)))
    one, other = (rnn_gradient_norms(each, tokens, target).log10_norm for each in both)
    assert np.abs(one - other).max() > 0.1


@pytest.mark.parametrize("hidden", [1, 2, 32])
@pytest.mark.parametrize("scale", [0.001, 10.0])
@pytest.mark.parametrize("init", ["normal", "orthogonal", "identity", "scaled"])
def test_extreme_weights_leave_finite_numbers(init: str, scale: float, hidden: int) -> None:
    data = KIND.compute(KIND.params(init=init, scale=scale, hidden=hidden, length=120))
    for network in (data.rnn, data.gru):
        assert np.isfinite(network.log10_norm[network.first :]).all()
        assert math.isfinite(network.end_to_end.decay)
        assert math.isfinite(network.least_squares.decay)


TOGETHER: list[dict[str, Any]] = [
    {"scale": 0.05},
    {"length": 30},
    {"scale": 1.0, "length": 200},
    {"scale": 0.3, "update_bias": -2.0},
    {"scale": 0.9, "length": 200, "init": "orthogonal"},
    {"reset": "after"},
    {"seed": 7},
    {"sequence": "B", "seed": 7},
    {"sequence": "B"},
    {"seeds": 20, "length": 30},
    {"seeds": 20, "length": 30, "scale": 0.02},
]


def test_experiments_that_run_together_give_what_each_gives_alone() -> None:
    """Sums are done in another order for several networks; what is rounded away is all that differs."""
    many = [KIND.params(**each) for each in TOGETHER]
    together = run_experiments(many)
    for params, found in zip(many, together, strict=True):
        assert plain(found) == plain(KIND.compute(params))


def test_one_pass_serves_those_whose_weights_alone_differ() -> None:
    groups = list(batches([KIND.params(**each) for each in TOGETHER]))
    assert groups == [[0, 3, 6], [1], [2, 4], [5], [7], [8], [9], [10]]


def test_a_pass_holds_no_more_than_memory_allows() -> None:
    small = [KIND.params(seed=seed) for seed in range(130)]
    large = [KIND.params(seed=seed, hidden=256, length=2000) for seed in range(5)]
    wide = [KIND.params(seed=seed, hidden=256, length=2, seeds=512) for seed in range(2)]
    assert [len(numbers) for numbers in batches([*small, *large, *wide])] == [64, 64, 2, 2, 2, 1, 1, 1]
