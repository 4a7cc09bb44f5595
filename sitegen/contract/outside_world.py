"""A figure must not depend on files, the clock, the network or chance: here these fail."""

from __future__ import annotations

import builtins
import os
import random
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

_FORBIDDEN: tuple[tuple[object, str, str], ...] = (
    (builtins, "open", "opens a file"),
    (socket, "socket", "uses the network"),
    (time, "time", "reads the clock"),
    (time, "time_ns", "reads the clock"),
    (os, "urandom", "draws random numbers"),
    *(
        (random, name, "draws random numbers")
        for name in ("random", "randint", "choice", "gauss", "shuffle", "uniform")
    ),
    *(
        (np.random, name, "draws random numbers without a seed")
        for name in ("rand", "randn", "normal", "random", "uniform")
    ),
)


@contextmanager
def without_outside_world() -> Iterator[None]:
    """Forbid what would make a figure differ between two runs."""
    seeded = np.random.default_rng

    def only_seeded(seed: Any = None) -> np.random.Generator:
        if seed is None:
            pytest.fail("numpy.random.default_rng() draws random numbers without a seed")
        return seeded(seed)

    with pytest.MonkeyPatch.context() as patch:
        for module, name, what in _FORBIDDEN:
            patch.setattr(module, name, _refused(f"{getattr(module, '__name__', '')}.{name} {what}"))
        patch.setattr(np.random, "default_rng", only_seeded)
        yield


def _refused(message: str) -> Callable[..., None]:
    def refuse(*_given: Any, **_named: Any) -> None:
        pytest.fail(f"{message}: a figure depends on its spec alone")

    return refuse
