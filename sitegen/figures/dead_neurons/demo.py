"""Made-up activation histories for a first look, the same on every machine. numpy only."""

from __future__ import annotations

import numpy as np

from sitegen.figures.dead_neurons.histories import Floats

_FAINTEST, _STRONGEST = 0.4, 1.8


def demo_names(neurons: int, per_layer: int) -> tuple[str, ...]:
    """L1·N1, L1·N2 … and on with L2 when a layer is full."""
    places = (divmod(index, per_layer) for index in range(neurons))
    return tuple(f"L{layer + 1}·N{place + 1}" for layer, place in places)


def demo_activations(neurons: int, samples: int, dead_share: float, seed: int) -> Floats:
    """Make up ReLU activations, of which a share in [0, 1] never fires; the number of these neurons is rounded, half up.

    Returns
    -------
    ndarray, shape (neurons, samples)
        Exact zeros for a dead neuron; the others rise above half of their strongest input about every second sample, and
        peak between 0.4 and 1.8.

    Notes
    -----
    The raw bits of PCG64, whose stream numpy promises to keep (NEP 19), scaled by hand: the methods of a `Generator`
    may change.
    """
    shape = (neurons, samples + 2)
    bits = np.random.PCG64(seed).random_raw(shape[0] * shape[1])
    uniform = ((bits >> np.uint64(11)).astype(np.float64) * 2.0**-53).reshape(shape)
    rank, strength, drive = uniform[:, 0], uniform[:, 1], uniform[:, 2:]
    fired = np.maximum(0.0, 2.0 * drive / drive.max(axis=1, keepdims=True) - 1.0)
    made: Floats = (_FAINTEST + (_STRONGEST - _FAINTEST) * strength)[:, np.newaxis] * fired
    made[np.argsort(rank, kind="stable")[: int(dead_share * neurons + 0.5)]] = 0.0
    return made
