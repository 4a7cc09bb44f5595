"""What else every parameter of every kind may be, to show that it has an effect."""

from __future__ import annotations

from typing import Any

WAVE: dict[str, Any] = {"layers": [3, 4, 2]}
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
}
"""For each kind and parameter: the other parameters, and another value."""
