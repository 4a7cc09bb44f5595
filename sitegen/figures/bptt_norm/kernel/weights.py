"""Explicit weights of a plain recurrent network and a GRU, checked when they are made, and their tokens. numpy only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

LARGEST_WEIGHT = 1e100
"""Products of two weights and sums over all units stay finite below this."""

Floats = NDArray[np.float64]


class RecurrentWeights:
    """Base class of RNN and GRU weights: checks on construction, and sizes.

    A subclass is a frozen dataclass of arrays with its `AXES`.
    """

    __slots__ = ()
    AXES: ClassVar[Mapping[str, str]]
    """The last axes of each field by letter, H for hidden states, V for tokens; equal letters have equal lengths ≥ 1, and all axes
    before them are the batch, the same for every field."""
    W_hh: Floats
    W_xh: Floats

    def __post_init__(self) -> None:
        """Turn every field into a float64 array in C order, and compare their shapes."""
        lengths: dict[str, int] = {}
        batch: tuple[int, ...] | None = None
        for name, letters in self.AXES.items():
            array = np.asarray(getattr(self, name), dtype=np.float64, order="C")
            cut = max(array.ndim - len(letters), 0)
            batch = array.shape[:cut] if batch is None else batch
            own = array.shape[cut:]
            wanted = (*batch, *(lengths.get(letter, length) for letter, length in zip(letters, own, strict=False)))
            if len(own) < len(letters) or len(set(zip(letters, own, strict=True))) > len(set(letters)):
                raise ValueError(f"{name} has shape {array.shape}: its last axes must be {_axes(letters)}")
            if array.shape != wanted or 0 in own:
                raise ValueError(f"{name} has shape {array.shape}: {_axes(letters)} must be {wanted}, as in the others")
            if array.size and not (array.min() >= -LARGEST_WEIGHT and array.max() <= LARGEST_WEIGHT):
                raise ValueError(f"{name} holds a weight that is not a number between ±{LARGEST_WEIGHT:g}")
            lengths |= zip(letters, own, strict=True)
            object.__setattr__(self, name, array)

    @property
    def batch_shape(self) -> tuple[int, ...]:
        """Shape of the leading axes; () for one network."""
        return self.W_hh.shape[:-2]

    @property
    def hidden_size(self) -> int:
        """H."""
        return int(self.W_hh.shape[-1])

    @property
    def vocabulary_size(self) -> int:
        """V."""
        return int(self.W_xh.shape[-1])


@dataclass(frozen=True, slots=True)
class RNNWeights(RecurrentWeights):
    """Weights of ``h_t = tanh(W_hh h_{t−1} + W_xh x_t + b_h)`` with logits ``W_ho h_T + b_o``; float64.

    Parameters
    ----------
    W_hh : ndarray, shape (…, H, H)
        Row i holds what state i receives.
    W_xh : ndarray, shape (…, H, V)
        Column v is the input of token v.
    W_ho : ndarray, shape (…, V, H)
    b_h : ndarray, shape (…, H)
    b_o : ndarray, shape (…, V)
        Leading axes are a batch, such as one of seeds, the same for every field.

    Raises
    ------
    ValueError
        If shapes disagree, or a weight is not finite or beyond ±1e100.
    """

    AXES: ClassVar[Mapping[str, str]] = {"W_hh": "HH", "W_xh": "HV", "W_ho": "VH", "b_h": "H", "b_o": "V"}

    W_hh: Floats
    W_xh: Floats
    W_ho: Floats
    b_h: Floats
    b_o: Floats


@dataclass(frozen=True, slots=True)
class GRUWeights(RecurrentWeights):
    """Weights of a gated recurrent unit with logits ``W_ho h_T + b_o``; float64.

    Parameters
    ----------
    W_xz, W_xr, W_xh : ndarray, shape (…, H, V)
        Inputs of the update gate, the reset gate and the candidate state; column v belongs to token v.
    W_hz, W_hr, W_hh : ndarray, shape (…, H, H)
        The same three from the last state; row i holds what unit i receives.
    b_z, b_r, b_h : ndarray, shape (…, H)
    W_ho : ndarray, shape (…, V, H)
    b_o : ndarray, shape (…, V)
        Leading axes are a batch, such as one of seeds, the same for every field.

    Raises
    ------
    ValueError
        If shapes disagree, or a weight is not finite or beyond ±1e100.
    """

    AXES: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("W_xz", "W_xr", "W_xh"), "HV"),
        **dict.fromkeys(("W_hz", "W_hr", "W_hh"), "HH"),
        **dict.fromkeys(("b_z", "b_r", "b_h"), "H"),
        "W_ho": "VH",
        "b_o": "V",
    }

    W_xz: Floats
    W_hz: Floats
    b_z: Floats
    W_xr: Floats
    W_hr: Floats
    b_r: Floats
    W_xh: Floats
    W_hh: Floats
    b_h: Floats
    W_ho: Floats
    b_o: Floats


def checked_tokens(tokens: ArrayLike, target: int, vocabulary_size: int) -> Sequence[int]:
    """The token ids as plain integers.

    Raises
    ------
    ValueError
        If there is no token, an id is no integer, or an id or `target` is outside 0 … V − 1.
    """
    ids = np.asarray(tokens)
    if ids.ndim != 1 or not ids.size or ids.dtype.kind not in "iu":
        raise ValueError("tokens must be a row of at least one integer")
    row: list[int] = ids.tolist()
    if not (min(row) >= 0 and max(row) < vocabulary_size):
        raise ValueError(f"tokens must lie in 0 … {vocabulary_size - 1}, the vocabulary of the weights")
    if not 0 <= target < vocabulary_size:
        raise ValueError(f"target is {target}: it must lie in 0 … {vocabulary_size - 1}, the vocabulary of the weights")
    return row


def _axes(letters: str) -> str:
    return f"(…, {', '.join(letters)})"
