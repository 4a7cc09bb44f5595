"""Random weights of recurrent networks: one named stream for each tensor, the same tensors for RNN and GRU."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from sitegen.figures.bptt_norm.kernel import GRUWeights, RNNWeights
from sitegen.figures.bptt_norm.kernel.weights import Floats, RecurrentWeights
from sitegen.numerics.streams import named_stream

InitName = Literal["normal", "orthogonal", "identity", "scaled"]
NetworkName = Literal["RNN", "GRU"]

INPUT_SCALE = 0.1
"""Standard deviation of input and output weights, but for the "normal" rule, which has one scale for all."""


@dataclass(frozen=True, slots=True)
class WeightInit:
    """Initialisation of weights.

    Raises
    ------
    ValueError
        If a size is below 1, the rule is unknown, or a number is not as above.
    """

    hidden: int = 32
    """H ≥ 1."""
    vocabulary: int = 4
    """V ≥ 1. It changes neither the recurrent weights nor those of the tokens that are there already."""
    init: InitName = "normal"
    """Every weight matrix `scale` · N(0, 1); or the recurrent ones alone by rule: `scale` times a random orthogonal
    matrix (ρ = σ_max = `scale`), `scale` times the identity, or N(0, 1) · `scale` / √H (ρ about `scale`). Input and
    output weights are then 0.1 · N(0, 1), so that states stay small and the recurrent weights alone are compared."""
    scale: float = 0.1
    """Finite and ≥ 0."""
    update_bias: float = 0.0
    """Every entry of the GRU's b_z; all other biases are zero. Negative values make a GRU remember where z lets the
    new state through, positive ones where it keeps the last."""

    def __post_init__(self) -> None:
        if self.hidden < 1 or self.vocabulary < 1:
            raise ValueError("a network needs at least one hidden unit and one token")
        if self.init not in get_args(InitName):
            raise ValueError(f"no rule {self.init!r}: weights are {', '.join(get_args(InitName))}")
        if not (0 <= self.scale < math.inf and math.isfinite(self.update_bias)):
            raise ValueError("the scale must be a number ≥ 0 and the update bias a number")


def draw_rnn_weights(seed: ArrayLike, init: WeightInit) -> RNNWeights:
    """Weights of a plain network; an array of seeds, which are not negative, gives a batch of its shape.

    Each tensor comes from the stream of its own name, so that a GRU of the same seed has the same W_hh, W_xh and W_ho.
    """
    return RNNWeights(**_tensors(RNNWeights, seed, init))


def draw_gru_weights(seed: ArrayLike, init: WeightInit) -> GRUWeights:
    """Weights of a gated recurrent unit; see `draw_rnn_weights`."""
    tensors = _tensors(GRUWeights, seed, init)
    return GRUWeights(**{**tensors, "b_z": tensors["b_z"] + init.update_bias})


def _tensors(network: type[RecurrentWeights], seed: ArrayLike, init: WeightInit) -> dict[str, Floats]:
    """Every tensor of a network by name, drawn by its axes; biases are zero."""
    seeds = np.asarray(seed)
    draw, sizes = {"HH": _recurrent, "HV": _inputs, "VH": _outputs}, {"H": init.hidden, "V": init.vocabulary}
    return {
        name: draw[axes](name, seeds, init) if axes in draw else np.zeros((*seeds.shape, sizes[axes]))
        for name, axes in network.AXES.items()
    }


def weights_digest(network: NetworkName, seed: ArrayLike, init: WeightInit) -> str:
    """The first 16 hexadecimal digits of a SHA-256 over what the weights of a network are made of.

    That is the rule with its parameters (the update bias for a GRU alone), and the normal numbers that it starts from, tensor by
    tensor and seed by seed as little-endian float64. The weights themselves would not do: an orthogonal matrix differs in its last
    digits between machines.
    """
    numbers = (init.scale, _input_scale(init), *((init.update_bias,) if network == "GRU" else ()))
    rule = (network, init.hidden, init.vocabulary, init.init, *map(float, numbers))
    digest = hashlib.sha256(repr(rule).encode())
    for name, shape in _drawn_tensors(network, init):
        for one in np.ravel(seed).tolist():
            digest.update(name.encode())
            digest.update(named_stream(one, name).standard_normal(shape).astype("<f8").tobytes())
    return digest.hexdigest()[:16]


def _drawn_tensors(network: NetworkName, init: WeightInit) -> Iterator[tuple[str, tuple[int, int]]]:
    """Names and shapes of the tensors that are drawn: all but biases and identity matrices."""
    for gate in "zrh" if network == "GRU" else "h":
        if init.init != "identity":
            yield f"W_h{gate}", (init.hidden, init.hidden)
        yield f"W_x{gate}", (init.vocabulary, init.hidden)
    yield "W_ho", (init.vocabulary, init.hidden)


def _recurrent(name: str, seeds: np.ndarray, init: WeightInit) -> Floats:
    size = init.hidden
    if init.init == "identity":
        return np.broadcast_to(init.scale * np.eye(size), (*seeds.shape, size, size))
    drawn = _normal(name, seeds, (size, size))
    if init.init == "orthogonal":
        return init.scale * _orthogonal(drawn)
    return drawn * (init.scale / math.sqrt(size) if init.init == "scaled" else init.scale)


def _orthogonal(drawn: Floats) -> Floats:
    """Q of the QR decomposition with a positive diagonal of R: uniform over all orthogonal matrices (Mezzadri 2007)."""
    q, r = np.linalg.qr(drawn)
    found: Floats = q * np.where(np.diagonal(r, axis1=-2, axis2=-1) < 0, -1.0, 1.0)[..., np.newaxis, :]
    return found


def _inputs(name: str, seeds: np.ndarray, init: WeightInit) -> Floats:
    """Drawn token by token, so that more tokens leave the first ones as they are."""
    return _outputs(name, seeds, init).swapaxes(-1, -2)


def _outputs(name: str, seeds: np.ndarray, init: WeightInit) -> Floats:
    return _input_scale(init) * _normal(name, seeds, (init.vocabulary, init.hidden))


def _input_scale(init: WeightInit) -> float:
    return init.scale if init.init == "normal" else INPUT_SCALE


def _normal(name: str, seeds: np.ndarray, shape: tuple[int, int]) -> Floats:
    drawn = [named_stream(seed, name).standard_normal(shape) for seed in seeds.ravel().tolist()]
    return np.reshape(drawn, (*seeds.shape, *shape))
