"""A numpy backward pass through sampled networks: the truth that the theory of `layer-profile` is compared with."""

from __future__ import annotations

from typing import Any

import numpy as np

from sitegen.numerics.activations import ACTIVATIONS

VARIANCES = {"he": lambda n: 2.0 / n, "glorot": lambda n: 2.0 / (n + n), "lecun": lambda n: 1.0 / n}
STABILISER = 1e-12


def weights_of(rng: np.random.Generator, init: str, width: int, scale: float) -> Any:
    if init == "orthogonal":
        q, r = np.linalg.qr(rng.standard_normal((width, width)))
        return scale * q * np.sign(np.diag(r))
    return scale * rng.normal(0.0, np.sqrt(VARIANCES[init](width)), (width, width))


class Normalised:
    """Batch normalisation, forwards and backwards."""

    def __init__(self, z: Any) -> None:
        self.deviation = np.sqrt(z.var(axis=0) + STABILISER)
        self.value = (z - z.mean(axis=0)) / self.deviation

    def back(self, gradient: Any) -> Any:
        centred = gradient - gradient.mean(axis=0) - self.value * (gradient * self.value).mean(axis=0)
        return centred / self.deviation


def norms(rng: np.random.Generator, depth: int, width: int, batch: int, network: dict[str, Any]) -> Any:
    """‖∂L/∂z‖ at the pre-activations of each layer (in blocks, at their input) over the batch, relative to the last layer.

    Of normalised layers, at the normalised pre-activations.
    """
    phi, residual, norm = ACTIVATIONS[network["activation"]], network["wiring"] == "residual", network["batch_norm"]
    draw = lambda: weights_of(rng, network["init"], width, network["scale"])  # noqa: E731
    x = rng.standard_normal((batch, width))
    z = x if residual else x @ draw().T
    layers = []
    for _ in range(depth - 1):
        normalised = Normalised(z) if norm else None
        at = normalised.value if normalised else z
        weights = draw()
        layers.append((at, normalised, weights))
        branch = phi.value(at) @ weights.T
        z = z + branch if residual else branch
    gradient = rng.standard_normal((batch, width))
    if norm and not residual:  # the gradient by the normalised pre-activations of the last layer
        last, found = Normalised(z), [gradient]
        gradient = last.back(gradient)
    else:
        found = [gradient]
    for at, normalised, weights in reversed(layers):
        branch = (gradient @ weights) * phi.slope(at)
        if residual:
            gradient = gradient + (normalised.back(branch) if normalised else branch)
            found.append(gradient)
        else:
            found.append(branch)
            gradient = normalised.back(branch) if normalised else branch
    return np.array([np.linalg.norm(each) for each in found[::-1]]) / np.linalg.norm(found[0])
