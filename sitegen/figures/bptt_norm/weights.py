"""Random weights of recurrent networks: one named stream for each tensor, the same tensors for RNN and GRU."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, fields
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from sitegen.figures.bptt_norm.kernel import GRUWeights, RNNWeights
from sitegen.figures.bptt_norm.shapes import Floats
from sitegen.numerics.streams import named_stream

InitName = Literal["normal", "orthogonal", "identity", "scaled"]

INPUT_SCALE = 0.1
"""Standard deviation of input and output weights, but for the "normal" rule, which has one scale for all."""


@dataclass(frozen=True, slots=True)
class WeightInit:
    """How weights are drawn.

    Parameters
    ----------
    hidden : int
        H ≥ 1.
    vocabulary : int
        V ≥ 1. It changes neither the recurrent weights nor those of the tokens that are there already.
    init : {"normal", "orthogonal", "identity", "scaled"}
        Every weight matrix `scale` · N(0, 1); or the recurrent ones alone by rule: `scale` times a random orthogonal
        matrix (ρ = σ_max = `scale`), `scale` times the identity, or N(0, 1) · `scale` / √H (ρ about `scale`). Input and output weights
        are then 0.1 · N(0, 1), so that states stay small and the recurrent weights alone are compared.
    scale : float
        Finite and ≥ 0.
    update_bias : float
        Every entry of the GRU's b_z; all other biases are zero. Negative values make a GRU remember where z lets the new
        state through, positive ones where it keeps the last.

    Raises
    ------
    ValueError
        If a size is below 1, the rule is unknown, or a number is not as above.
    """

    hidden: int = 32
    vocabulary: int = 4
    init: InitName = "normal"
    scale: float = 0.1
    update_bias: float = 0.0

    def __post_init__(self) -> None:
        if self.hidden < 1 or self.vocabulary < 1:
            raise ValueError("a network needs at least one hidden unit and one token")
        if self.init not in get_args(InitName):
            raise ValueError(f"no rule {self.init!r}: weights are {', '.join(get_args(InitName))}")
        if not (0 <= self.scale < math.inf and math.isfinite(self.update_bias)):
            raise ValueError("the scale must be a number ≥ 0 and the update bias a number")


def draw_rnn_weights(seed: ArrayLike, init: WeightInit) -> RNNWeights:
    """Weights of a plain network.

    Parameters
    ----------
    seed : int, or array_like of int
        Not negative. An array gives a batch of its shape.
    init : WeightInit

    Returns
    -------
    RNNWeights
        Each tensor from the stream of its own name, so that a GRU of the same seed has the same W_hh, W_xh and W_ho.
    """
    seeds = np.asarray(seed)
    return RNNWeights(
        W_hh=_recurrent("W_hh", seeds, init),
        W_xh=_inputs("W_xh", seeds, init),
        W_ho=_outputs("W_ho", seeds, init),
        b_h=_bias(seeds, init.hidden),
        b_o=_bias(seeds, init.vocabulary),
    )


def draw_gru_weights(seed: ArrayLike, init: WeightInit) -> GRUWeights:
    """Weights of a gated recurrent unit; see `draw_rnn_weights`."""
    seeds = np.asarray(seed)
    gates = {
        f"{kind}{gate}": draw(f"{kind}{gate}", seeds, init)
        for gate in "zr"
        for kind, draw in (("W_x", _inputs), ("W_h", _recurrent))
    }
    return GRUWeights(
        **gates,
        b_z=_bias(seeds, init.hidden) + init.update_bias,
        b_r=_bias(seeds, init.hidden),
        W_xh=_inputs("W_xh", seeds, init),
        W_hh=_recurrent("W_hh", seeds, init),
        b_h=_bias(seeds, init.hidden),
        W_ho=_outputs("W_ho", seeds, init),
        b_o=_bias(seeds, init.vocabulary),
    )


def weights_digest(weights: RNNWeights | GRUWeights) -> str:
    """The first 16 hexadecimal digits of a SHA-256 over names, shapes and little-endian float64 values of all tensors."""
    digest = hashlib.sha256()
    for field in fields(weights):
        array: Floats = getattr(weights, field.name)
        digest.update(f"{field.name}{array.shape}".encode())
        digest.update(array.astype("<f8").tobytes())
    return digest.hexdigest()[:16]


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
    scale = init.scale if init.init == "normal" else INPUT_SCALE
    return scale * _normal(name, seeds, (init.vocabulary, init.hidden))


def _normal(name: str, seeds: np.ndarray, shape: tuple[int, int]) -> Floats:
    drawn = [named_stream(seed, name).standard_normal(shape) for seed in seeds.ravel().tolist()]
    return np.reshape(drawn, (*seeds.shape, *shape))


def _bias(seeds: np.ndarray, size: int) -> Floats:
    return np.zeros((*seeds.shape, size))
