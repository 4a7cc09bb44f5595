"""The profiles of `layer-profile` again, in closed form where there is one, from one layer to the one before."""

from __future__ import annotations

import math

import numpy as np

from sitegen.figures.layer_profile.kernel import Network
from sitegen.figures.layer_profile.spec import ResolvedLayerProfile

_PASSED = {"identity": 1.0, "relu": 0.5, "leaky-relu": 0.50005}
"""E[φ′(z)²] where it does not depend on the spread of z."""
_FAN = {"he": 2.0, "glorot": 1.0, "lecun": 1.0, "orthogonal": 1.0}


def layer_by_layer(params: ResolvedLayerProfile) -> dict[str, object]:
    """Root mean squares of plain networks, of linear blocks with shortcuts, and of batch normalisation with ReLU; and measured values."""
    found: dict[str, object] = {}
    for number, (_, network) in enumerate(params.networks):
        if (square := _square(network)) is not None:
            steps = np.arange(params.layers - 1, -1, -1)
            found[f"profiles.{number}.magnitude"] = math.sqrt(square) ** steps
    for number, measured in enumerate(params.measured, len(params.networks)):
        last = measured.values[-1] if params.relative else 1.0
        found[f"profiles.{number}.magnitude"] = [value / last for value in measured.values]
    return found


def _square(network: Network) -> float | None:
    """What a layer multiplies the mean square of a gradient by; None where it depends on more than the layer."""
    if network.statistic == "typical":
        return None
    weight = network.scale**2 * _FAN[network.init]
    if network.batch_norm:  # Yang et al. 2019
        is_plain = network.wiring == "plain" and network.activation == "relu"
        return math.pi / (math.pi - 1) if is_plain else None
    if network.wiring == "residual":
        return 1 + weight if network.activation == "identity" else None
    passed = _PASSED.get(network.activation)
    return None if passed is None else weight * passed
