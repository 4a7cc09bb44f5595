"""Growth in words: the cut and the lost decimals wherever there are any, and chaos only where a network shows it."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from sitegen.figures.bptt_norm.definition import KIND
from sitegen.figures.bptt_norm.experiment.results import BpttNorms
from sitegen.figures.bptt_norm.experiment.runs import sequence_of
from sitegen.figures.bptt_norm.experiment.weight_init import WeightInit, draw_gru_weights, draw_rnn_weights
from sitegen.figures.bptt_norm.kernel import gru_gradient_norms, rnn_gradient_norms
from tests.figures.bptt_norm.settings import LIVELY, PARAMS


def summary(params: dict[str, Any]) -> tuple[str, BpttNorms]:
    chosen = KIND.params(**params)
    data = KIND.compute(chosen)
    return KIND.describe(chosen, data).summary(), data


def curves(params: dict[str, Any], data: BpttNorms, network: str) -> np.ndarray:
    """log₁₀ norms of every draw of one network, run again by the kernels alone."""
    chosen = KIND.params(**params)
    vocabulary = 10 if chosen.source == "B" else 4
    init = WeightInit(chosen.hidden, vocabulary, chosen.init, chosen.scale, chosen.update_bias)
    seeds = [chosen.seed + draw for draw in range(chosen.seeds or 1)]
    tokens, target = sequence_of(chosen)
    tokens = tokens[: data.steps]
    if network == "RNN":
        return rnn_gradient_norms(draw_rnn_weights(seeds, init), tokens, target).log10_norm
    return gru_gradient_norms(draw_gru_weights(seeds, init), tokens, target, chosen.update_gate).log10_norm


def what_is_said_of_growth_holds(params: dict[str, Any]) -> None:
    said, data = summary(params)
    cut = re.search(r"Of the (\d+) steps that were asked for only (\d+) (?:is|are) run", said)
    assert (cut and (int(cut[1]), int(cut[2]))) == (
        (params["length"], data.steps) if data.steps < params["length"] else None
    )
    decimals = re.search(r"are kept to (\d+) decimals, which are the same", said)
    assert (decimals and int(decimals[1])) == (data.decimals if data.decimals < 7 else None)
    rise = re.search(r"gradient of the (RNN|GRU) grows by up to ([\d.]+) orders .*? so that (\d+) digits are", said)
    if rise:
        largest = max(
            float(max(curve[:late])) - float(curve[late])
            for curve in curves(params, data, rise[1])
            for late in range(1, data.steps + 1)
        )
        assert float(rise[2]) == pytest.approx(largest, abs=0.06)
        assert int(rise[3]) >= float(rise[2]) - 0.06
    chaos = re.search(r"the (RNN|GRU) is chaotic(?: in (\d+) of the \d+ draws)?: .*? factor of ([\d.]+)", said)
    assert bool(chaos) == ("chaotic" in said)
    if chaos:
        found = curves(params, data, chaos[1])
        middle = found[:, data.steps // 2]
        both = (found[:, 0] - middle > 0.98) & (middle - found[:, -1] > 0.98)
        assert data.steps >= 20
        assert np.count_nonzero(both) >= int(chaos[2] or 1)
        growth = (found[both, 0] - found[both, -1]).max() / data.steps
        assert float(chaos[3]) == pytest.approx(10**growth, abs=0.011)


@given(PARAMS | LIVELY)
def test_what_is_said_of_growth_holds_in_random_settings(params: dict[str, Any]) -> None:
    what_is_said_of_growth_holds(params)


@pytest.mark.parametrize(
    "params",
    [
        {"hidden": 16, "scale": 10.0, "seeds": 20, "length": 50},
        {"scale": 1.0, "length": 200},
        {"scale": 1.0, "length": 50, "seeds": 20},
        {"scale": 0.5, "length": 50},
    ],
)
def test_what_is_said_of_growth_holds_where_there_is_much(params: dict[str, Any]) -> None:
    what_is_said_of_growth_holds(params)


def test_many_seeds_are_cut_with_a_word() -> None:
    """The median of the RNN decays; single draws of the GRU grow."""
    said, data = summary({"hidden": 16, "scale": 10.0, "seeds": 20, "length": 50})
    assert data.steps < 50
    assert f"Of the 50 steps that were asked for only {data.steps} are run" in said
    assert f"are kept to {data.decimals} decimals" in said
    assert re.search(r"In one of the 20 draws the gradient of the GRU grows by up to \d", said)


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"update_bias": -2.0},
        {"init": "orthogonal", "scale": 0.9},
        {"length": 400},
        {"init": "identity", "scale": 1.5, "length": 10},
        {"hidden": 2, "scale": 10.0, "length": 50},
        {"scale": 1.0, "length": 5},
    ],
)
def test_decay_and_transients_are_not_chaos(params: dict[str, Any]) -> None:
    assert "chaotic" not in summary(params)[0]


def test_chaos_is_told_with_its_horizon() -> None:
    said, data = summary({"scale": 1.0, "length": 200})
    assert f"Over these {data.steps} steps the RNN is chaotic" in said
    growth = float(data.rnn.log10_norm[0] - data.rnn.log10_norm[-1]) / data.steps * math.log(10)
    assert f"after about {int(36.04365 / growth)} such steps two machines share no digit" in said


def test_growth_that_is_not_cut_tells_how_many_decimals_hold() -> None:
    said, data = summary({"scale": 0.5})
    assert data.steps == data.steps_asked
    assert f"kept to {data.decimals} decimals, which are the same on every machine" in said
