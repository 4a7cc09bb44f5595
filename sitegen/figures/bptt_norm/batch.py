"""A batch of networks, measured block by block."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np

from sitegen.figures.bptt_norm.checks import Floats

W = TypeVar("W", bound=Any)

BLOCK = 64
"""Networks in a block: enough to share the cost of a step, few enough to stay in the processor's cache."""


def over_batch(weights: W, steps: int, measure: Callable[[W, Floats], tuple[Floats, ...]]) -> tuple[Floats, ...]:
    """Measure all networks of a batch, whatever its axes.

    Parameters
    ----------
    weights : RNNWeights or GRUWeights
    steps : int
        T.
    measure : callable
        Takes weights with no leading axis, or with one of length B, and zeros to write the states into, of shape
        (T + 1, H) or (T + 1, B, H): steps come first, so that every state is one piece of memory. Gives arrays with
        the same leading axis.

    Returns
    -------
    tuple of ndarray
        The states, shape (…, T + 1, H), then the arrays of `measure`; leading axes are those of the weights.
    """
    batch = weights.batch_shape
    size = math.prod(batch)
    if not batch:
        hidden = np.zeros((steps + 1, weights.hidden_size))
        return hidden, *measure(weights, hidden)
    hidden = np.zeros((steps + 1, size, weights.hidden_size))
    names = [field.name for field in fields(weights)]
    flat = {name: _flat(getattr(weights, name), len(batch)) for name in names}
    blocks = [
        measure(replace(weights, **{name: flat[name][own] for name in names}), hidden[:, own])
        for own in (slice(start, start + BLOCK) for start in range(0, size, BLOCK))
    ]
    joined = (hidden.swapaxes(0, 1), *(np.concatenate(parts) for parts in zip(*blocks, strict=True)))
    return tuple(array.reshape(*batch, *array.shape[1:]) for array in joined)


def _flat(array: Floats, axes: int) -> Floats:
    """The first `axes` axes as one."""
    return array.reshape(-1, *array.shape[axes:])
