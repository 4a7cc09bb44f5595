"""Another value for every parameter of every kind, to show that it has an effect."""

from __future__ import annotations

from typing import Any

WAVE: dict[str, Any] = {"layers": [3, 4, 2]}
UNITS: dict[str, Any] = {
    "neurons": [{"id": "a", "activations": [0.2, 0.0, 0.9999]}, {"id": "b", "activations": [0.004, 0.003]}],
    "activation": "tanh",
}
WARM: dict[str, Any] = {"peak": 0.001, "warmup": 100, "decay": "cosine"}
LOSSES: dict[str, Any] = {
    "series": [{"name": "training", "y": [2.0, 1.0, 0.5]}, {"name": "test", "y": [2.1, 1.2, 0.9]}]
}
EXPRESSION: dict[str, Any] = {
    "x": {"from": -1, "to": 1, "points": 5},
    "a": 1.0,
    "b": 1.0,
    "c": 1.0,
    "series": [{"name": "curve", "y": "a*x^2 + b*x + c"}],
}
BARS: dict[str, Any] = {"bars": {"a": 2.0, "b": 1.0}}
SAMPLES: dict[str, Any] = {"rows": {"a": [0.0, 1.0, 2.0, 4.0]}}
RUNS: dict[str, Any] = {"runs": [{"name": "a", "values": [2.0, 1.0, 0.5]}]}
PROFILES: dict[str, Any] = {"measured": [{"name": "a", "values": [0.1, 0.5, 2.0]}]}
CELLS: dict[str, Any] = {"values": [{"name": "N1", "values": [1.0, 2.0]}, {"name": "N2", "values": [3.0, 4.0]}]}
SURFACE: dict[str, Any] = {
    "x": {"from": 0, "to": 1, "points": 5},
    "y": {"from": 0, "to": 1, "points": 4},
    "a": 1.0,
    "b": 1.0,
    "c": 1.0,
    "values": "a*x + b*y + c",
}
NODES: dict[str, Any] = {"nodes": {"a": 2.0, "b": 6.0}, "edges": {"a -> b": 3.0}}
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
        "light": (WAVE, "even"),
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
        "scale": (UNITS, "own"),
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
    "training-curves": {
        "runs": (RUNS, [{"name": "a", "values": [2.0, 1.0, 0.4]}]),
        "steps": ({**RUNS, "steps": [0.0, 1.0, 2.0]}, [0.0, 10.0, 20.0]),
        "measure": (RUNS, "accuracy"),
        "smoothing": (RUNS, 0.9),
        "log_scale": (RUNS, True),
        "clip": ({**RUNS, "clip": 1.0}, 1.5),
        "axis": (RUNS, {"range": (0.0, 5.0)}),
    },
    "layer-profile": {
        "activation": ({}, "tanh"),
        "wiring": ({}, "residual"),
        "init": ({}, "lecun"),
        "scale": ({}, 0.5),
        "batch_norm": ({}, True),
        "statistic": ({}, "typical"),
        "width": ({"statistic": "typical"}, 8),
        "theories": ({}, [{"name": "a"}, {"name": "b", "init": "lecun"}]),
        "measured": (PROFILES, [{"name": "a", "values": [0.1, 0.5, 1.0]}]),
        "measure": (PROFILES, "weight gradient"),
        "depth": ({}, 8),
        "first_layer": ({}, 0),
        "direction": ({}, "input"),
        "relative": (PROFILES, True),
        "axis": (PROFILES, {"range": (1e-5, 1.0)}),
    },
    "grid": {
        "x": (CELLS, {"means": "step"}),
        "y": (CELLS, {"names": ["first", "second"]}),
        "z": (CELLS, {"log": True}),
        "values": (CELLS, [{"name": "N1", "values": [1.0, 2.0]}, {"name": "N2", "values": [3.0, 5.0]}]),
        "transpose": (CELLS, True),
        "a": (SURFACE, 0.5),
        "b": (SURFACE, 0.5),
        "c": (SURFACE, 0.5),
        "lines": (CELLS, [{"at": 2.5, "name": "limit"}]),
        "contours": (CELLS, True),
        "mark_x": ({**CELLS, "mark_x": 0.0, "mark_y": 0.0}, 1.0),
        "mark_y": ({**CELLS, "mark_x": 0.0, "mark_y": 0.0}, 1.0),
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
    "histogram": {
        "rows": (SAMPLES, {"a": [0.0, 1.0, 2.0, 5.0]}),
        "x": (SAMPLES, {"means": "loss"}),
        "log": (SAMPLES, True),
        "bins": (SAMPLES, 10),
        "edges": ({**SAMPLES, "edges": [0.0, 1.0, 2.0, 3.0, 4.0]}, [0.0, 1.0, 2.0, 3.0, 5.0]),
        "threshold": (SAMPLES, {"at": 1.5, "name": "limit"}),
        "lines": (SAMPLES, [{"at": 1.5, "name": "limit"}]),
    },
    "graph": {
        "nodes": (NODES, {"a": 2.0, "b": 7.0}),
        "edges": (NODES, {"a -> b": 4.0}),
        "node_values": (NODES, {"means": "activation"}),
        "edge_values": (NODES, {"means": "gradient"}),
        "highlight": (NODES, "b"),
    },
    "bars": {
        "bars": (BARS, {"a": 2.0, "b": 1.5}),
        "x": (BARS, {"means": "layer"}),
        "y": (BARS, {"log": True}),
        "order": (BARS, "rising"),
        "parts_of": (BARS, "the network"),
        "lines": (BARS, [{"at": 1.5, "name": "limit"}]),
        "highlight": (BARS, "a"),
    },
    "curves": {
        "x": (LOSSES, {"means": "epoch"}),
        "y": (LOSSES, {"log": True}),
        "a": (EXPRESSION, 0.5),
        "b": (EXPRESSION, 0.5),
        "c": (EXPRESSION, 0.5),
        "series": (LOSSES, [{"name": "training", "y": [2.0, 1.0, 0.4]}]),
        "lines": (LOSSES, [{"at": 1.0, "name": "limit"}]),
        "zones": (LOSSES, [{"from": 1, "to": 2, "name": "late"}]),
        "notes": (LOSSES, [{"x": 1, "y": 1.0, "text": "here"}]),
        "highlight": (LOSSES, "training"),
    },
}
"""For each kind and parameter: the other parameters, and another value."""
