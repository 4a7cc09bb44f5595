"""Named random streams: the draws of one part of an experiment never depend on another part."""

from __future__ import annotations

import numpy as np


def named_stream(seed: int, name: str) -> np.random.Generator:
    """Random numbers that depend on `seed` and `name` alone.

    Parameters
    ----------
    seed : int
        Not negative.
    name : str
        Of what is drawn, such as ``"W_hh"``; any text but the empty one.

    Returns
    -------
    numpy.random.Generator
        PCG64 from ``SeedSequence(seed, spawn_key)`` with the name's UTF-8 bytes as the key, so that streams of different
        names are independent. The bits are the same everywhere; a future numpy may turn them into other normal numbers.

    Raises
    ------
    ValueError
        If `seed` is negative or `name` is empty.
    """
    if seed < 0 or not name:
        raise ValueError(f"a stream needs a seed that is not negative and a name, not {seed} and {name!r}")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=tuple(name.encode()))))
