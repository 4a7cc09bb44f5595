"""The numbers of `gradient-flow` again, step by step."""

from __future__ import annotations

import numpy as np

from sitegen.figures.gradient_flow.spec import ResolvedGradientFlow


def step_by_step(params: ResolvedGradientFlow) -> dict[str, object]:
    """The given gradients, or 0.55 times as much at each step back from the loss."""
    found = [1.0]
    for _ in params.layers[1:]:
        found.append(found[-1] * 0.55)
    magnitude = np.array(found[::-1] if params.gradients is None else params.gradients)
    return {"magnitude": magnitude, "input_magnitude": magnitude[0], "output_magnitude": magnitude[-1]}
