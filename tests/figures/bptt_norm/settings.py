"""Parameters of bptt-norm figures: some with names, and others at random, small enough to be run by the dozen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

COMMON_SETTINGS: dict[str, dict[str, Any]] = {
    "default": {},
    "memory": {"update_bias": -2.0},
    "other sign": {"update_bias": -2.0, "update_gate": "keep"},
    "orthogonal": {"init": "orthogonal", "scale": 0.9},
    "chaos": {"scale": 1.0, "length": 200},
    "long": {"length": 400},
    "seeds": {"seeds": 20},
    "opposite": {"scale": 10.0},
    "one better than attention": {"update_bias": -3.0},
    "both better than attention": {"init": "orthogonal", "scale": 1.0, "update_bias": -4.0},
}
"""Parameters for which the words of a figure differ."""


def _params(hidden: Sequence[int], powers: tuple[float, float]) -> st.SearchStrategy[dict[str, Any]]:
    """With a scale between these powers of ten."""
    return st.fixed_dictionaries(
        {
            "hidden": st.sampled_from(hidden),
            "init": st.sampled_from(["normal", "orthogonal", "identity", "scaled"]),
            "scale": st.floats(*powers).map(lambda power: float(f"{10**power:.3g}")),
            "update_bias": st.sampled_from([0.0, -1.0, -4.0, -20.0, 3.0]),
            "update_gate": st.sampled_from(["new", "keep"]),
            "sequence": st.sampled_from(["A", "B"]),
            "length": st.integers(1, 80),
            "seeds": st.sampled_from([None, None, 20]),
            "seed": st.integers(0, 10**6),
        }
    )


PARAMS = _params([1, 2, 3, 5, 8, 16, 32], (-3.0, 1.0))
LIVELY = _params([8, 16, 32], (-0.5, 1.0))
"""Weights so large that many gradients grow."""
