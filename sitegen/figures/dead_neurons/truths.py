"""Which neurons of `dead-neurons` are dead, again, sample by sample."""

from __future__ import annotations

import numpy as np

from sitegen.figures.dead_neurons.spec import ResolvedDeadNeurons


def sample_by_sample(params: ResolvedDeadNeurons) -> dict[str, object]:
    """Peaks in the window, and the neurons without a sample at or above the threshold; of given histories alone."""
    if params.neurons is None:
        return {"neurons": params.demo.neurons if params.demo else 0}
    window = 10**9 if params.window == "all" else params.window
    kept = [neuron.activations[-window:] for neuron in params.neurons]
    dead = [not any(_measure(params, value) >= params.threshold for value in values) for values in kept]
    return {
        "neurons": len(kept),
        "peak": np.array([max(map(abs, values), default=0.0) for values in kept]),
        "dead": dead,
        "dead_neurons": sum(dead),
    }


def _measure(params: ResolvedDeadNeurons, value: float) -> float:
    """The size of an activation, or the slope where the unit gave it."""
    if params.criterion == "silent":
        return abs(value)
    slopes = {"sigmoid": value * (1 - value), "tanh": 1 - value * value, "relu": 1.0 if value > 0 else 0.0}
    return slopes[str(params.activation)]
