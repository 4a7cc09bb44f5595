"""The manifest's account of the experiment."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sitegen.figures.bptt_norm.definition import KIND


def told(**params: Any) -> dict[str, Any]:
    chosen = KIND.params(**params)
    assert KIND.report is not None
    return json.loads(json.dumps(dict(KIND.report(chosen, KIND.compute(chosen))), allow_nan=False))


def test_the_fields_of_the_lab() -> None:
    found = told()
    assert found["seed"] == 42
    config = {"sequence_length": 50, "d_hidden": 32, "init_scale_W_hh": 0.1, "synthetic_target": "Option A"}
    assert config.items() <= found["config"].items()
    assert {
        "rnn_orders_of_decay_per_10steps",
        "gru_orders_of_decay_per_10steps",
        "rnn_spectral_radius_W_hh",
    } <= set(found["results_summary"])


@pytest.mark.parametrize(
    ("params", "option"), [({"sequence": "B"}, "Option B"), ({"tokens": (0, 1)}, "explicit tokens")]
)
def test_the_sequence_has_a_name(params: dict[str, Any], option: str) -> None:
    assert told(**params)["config"]["synthetic_target"] == option


def test_results_are_those_of_the_figure_with_their_sign() -> None:
    for params in ({}, {"scale": 1.0}):
        chosen = KIND.params(**params)
        data, found = KIND.compute(chosen), told(**params)["results_summary"]
        for name, network in (("rnn", data.rnn), ("gru", data.gru)):
            lost = float(network.log10_norm[-1] - network.log10_norm[0])
            assert found[f"{name}_orders_of_decay"] == pytest.approx(lost, rel=1e-5)
            assert found[f"{name}_orders_of_decay_per_10steps"] == pytest.approx(10 * lost / data.steps, rel=1e-5)
    assert found["rnn_orders_of_decay_per_10steps"] < 0


def test_the_date_is_the_author_s_or_none() -> None:
    assert told(date="2026-03-01")["date"] == "2026-03-01"
    assert "date" not in told()


def test_a_cut_sequence_is_told_with_its_length() -> None:
    config = told(scale=1.0, length=200)["config"]
    assert config["sequence_length"] < config["sequence_length_asked"] == 200
