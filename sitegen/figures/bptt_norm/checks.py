"""Weights of recurrent networks and tokens, checked before anything is computed with them; what all such weights have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

LARGEST_WEIGHT = 1e100
"""Products of two weights and sums over all units stay finite below this."""

Floats = NDArray[np.float64]


def check_weights(weights: object, axes: Mapping[str, str]) -> None:
    """Turn every field of a frozen dataclass into a float64 array in C order, and compare their shapes.

    Parameters
    ----------
    weights : dataclass instance
        Fields are replaced in place; call it while the instance is made.
    axes : mapping
        The last axes of each field by letter, such as ``{"W_hh": "HH"}``; equal letters have equal lengths ≥ 1, and
        all axes before them are the batch, the same for every field.

    Raises
    ------
    ValueError
        If a shape disagrees with those before it, or a weight is not finite or beyond `LARGEST_WEIGHT`.
    """
    lengths: dict[str, int] = {}
    batch: tuple[int, ...] | None = None
    for name, letters in axes.items():
        array = np.asarray(getattr(weights, name), dtype=np.float64, order="C")
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
        object.__setattr__(weights, name, array)


class RecurrentWeights:
    """What RNN and GRU weights have in common: they are checked when made, and know their sizes.

    A subclass is a frozen dataclass of arrays with its `AXES`.
    """

    __slots__ = ()
    AXES: ClassVar[Mapping[str, str]]
    """The last axes of each field by letter: H for hidden states, V for tokens."""
    W_hh: Floats
    W_xh: Floats

    def __post_init__(self) -> None:
        check_weights(self, self.AXES)

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
