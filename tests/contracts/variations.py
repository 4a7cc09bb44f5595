"""Another value for every parameter of every kind, to show that it has an effect."""

from __future__ import annotations

from typing import Any

from sitegen.contract.level import Level
from sitegen.figures import KINDS

UNITS: dict[str, Any] = {
    "neurons": [{"id": "a", "activations": [0.2, 0.0, 0.9999]}, {"id": "b", "activations": [0.004, 0.003]}],
    "activation": "tanh",
}
_FIRST: dict[str, dict[str, tuple[dict[str, Any], Any]]] = {
    "vanishing-gradients": {
        "num_layers": ({}, 12),
        "activations": ({}, ["sigmoid", "tanh"]),
        "seed": ({}, 43),
        "random_source": ({}, "streams"),
        "pre_activation_spread": ({}, 1.0),
        "width": ({}, 64),
        "init_scale": ({}, 1.4142),
        "learning_rate": ({}, 0.1),
    },
    "dead-neurons": {
        "neurons": (UNITS, [{"id": "a", "activations": [0.2, 0.0]}]),
        "demo": ({"demo": {}}, {"seed": 12}),
        "activation": (UNITS, "sigmoid"),
        "criterion": (UNITS, "saturated"),
        "dead_threshold": (UNITS, 0.01),
        "window": (UNITS, 1),
        "scale": (UNITS, "own"),
    },
    "bptt-norm": {
        "tokens": ({}, [0, 1, 2, 1]),
        "sequence": ({}, "B"),
        "length": ({}, 40),
        "target": ({"sequence": "B"}, 3),
        "hidden": ({}, 16),
        "init": ({}, "orthogonal"),
        "scale": ({}, 0.2),
        "update_bias": ({}, -2.0),
        "update_gate": ({"update_bias": -2.0}, "keep"),
        "reset": ({}, "after"),
        "seed": ({}, 43),
        "seeds": ({}, 20),
        "date": ({}, "2026-03-01"),
    },
}
"""Of the kinds without examples of their own."""
VARIATIONS = {name: _FIRST.get(name) or Level().variations(KINDS[name]) for name in KINDS}
"""For each kind and parameter: the other parameters, and another value."""
