"""Another value for every parameter of every kind, to show that it has an effect."""

from __future__ import annotations

from typing import Any

WAVE: dict[str, Any] = {"layers": [3, 4, 2]}
UNITS: dict[str, Any] = {
    "neurons": [{"id": "a", "activations": [0.2, 0.0, 0.9999]}, {"id": "b", "activations": [0.004, 0.003]}],
    "activation": "tanh",
}
WARM: dict[str, Any] = {"peak": 0.001, "warmup": 100, "decay": "cosine"}
VARIATIONS: dict[str, dict[str, tuple[dict[str, Any], Any]]] = {
    "gradient-decay": {
        "num_layers": ({}, 8),
        "init_scale": ({}, 1.2),
        "activation": ({}, "sigmoid"),
        "rule": ({}, "rms"),
        "log_scale": ({}, False),
    },
    "gradient-flow": {
        "layers": (WAVE, [3, 5, 2]),
        "gradients": (WAVE, [0.1, 0.5, 1.0]),
        "names": (WAVE, ["embedding", "block", "head"]),
        "current_layer": (WAVE, 1),
        "playing": (WAVE, False),
        "play_speed": (WAVE, 300),
        "loop": (WAVE, True),
    },
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
    },
    "activation-curve": {
        "activation": ({}, "tanh"),
        "reach": ({}, 6.0),
        "point": ({}, 2.0),
        "alpha": ({"activation": "elu", "alpha": 1.0}, 0.5),
    },
    "lr-schedule": {
        "peak": (WARM, 0.002),
        "model_size": ({"warmup": 100, "model_size": 512}, 256),
        "warmup": (WARM, 200),
        "start": ({"warmup": 100, "start": 0.1}, 0.2),
        "rise": ({"warmup": 100, "rise": "linear"}, "cosine"),
        "stable": ({"stable": 1000}, 2000),
        "decay": (WARM, "linear"),
        "end": ({"end": 0.1}, 0.2),
        "power": ({"decay": "polynomial", "power": 2.0}, 3.0),
        "factor": ({"decay": "step", "factor": 0.1}, 0.2),
        "every": ({"decay": "step", "every": 1000}, 2000),
        "total": (WARM, 5000),
        "count_from": (WARM, 1),
        "schedules": (WARM, [{"name": "a"}, {"name": "b", "decay": "linear"}]),
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
"""For each kind and parameter: the other parameters, and another value."""
