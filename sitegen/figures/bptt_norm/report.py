"""The manifest of the experiment: settings and results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Network
from sitegen.figures.bptt_norm.spec import BpttNormParams

_DIGITS = 6


def report(params: BpttNormParams, data: BpttNorms) -> Mapping[str, Any]:
    """Fields of the manifest; slopes are orders of magnitude lost per 10 steps, negative where the norm grows."""
    return {
        **({"date": params.date} if params.date else {}),
        "seed": params.seed,
        "config": _config(params, data),
        "results_summary": {
            **_results("rnn", data.rnn),
            **_results("gru", data.gru),
            "rnn_spectral_radius_W_hh": _short(data.recurrence.spectral_radius),
            "rnn_largest_singular_value_W_hh": _short(data.recurrence.largest_singular_value),
            "theory_orders_of_decay_per_10steps": _short(data.recurrence.theory.decay),
            "gru_update_gate_mean": _short(data.gates.update_mean),
            "gru_update_gate_std": _short(data.gates.update_std),
            **_counting(data),
        },
    }


def _config(params: BpttNormParams, data: BpttNorms) -> dict[str, Any]:
    option = "explicit tokens" if params.source == "tokens" else f"Option {params.source}"
    return {
        "sequence_length": data.steps,
        **({"sequence_length_asked": data.steps_asked} if data.steps < data.steps_asked else {}),
        "d_hidden": params.hidden,
        "init": params.init,
        "init_scale_W_hh": params.scale,
        "synthetic_target": option,
        "target": data.target,
        "seeds": data.seeds,
        "update_bias": params.update_bias,
        "update_gate": params.update_gate,
        "reset": params.reset,
    }


def _results(name: str, network: Network) -> dict[str, Any]:
    return {
        f"{name}_orders_of_decay": _short(network.orders if network.decays else -network.orders),
        f"{name}_orders_of_decay_per_10steps": _short(network.end_to_end.decay),
        f"{name}_orders_of_decay_per_10steps_least_squares": _short(network.least_squares.decay),
        f"{name}_weights_digest": network.weights_digest,
    }


def _counting(data: BpttNorms) -> dict[str, int]:
    counts = {f"rnn_steps_that_count_in_{floor.name}": floor.rnn_steps for floor in data.floors}
    return counts | {f"gru_steps_that_count_in_{floor.name}": floor.gru_steps for floor in data.floors}


def _short(value: float) -> float | None:
    """Six significant digits, None for what is not finite: JSON has no infinity."""
    return float(f"{value:.{_DIGITS}g}") if np.isfinite(value) else None
