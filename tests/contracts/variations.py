"""Another value for every parameter of every kind, to show that it has an effect."""

from __future__ import annotations

from typing import Any

from sitegen.contract.level import Level
from sitegen.figures import KINDS

_FIRST: dict[str, dict[str, tuple[dict[str, Any], Any]]] = {
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
"""Of the kind without examples of its own."""
VARIATIONS = {name: _FIRST.get(name) or Level().variations(KINDS[name]) for name in KINDS}
"""For each kind and parameter: the other parameters, and another value."""
