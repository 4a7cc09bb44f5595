"""A figure must not depend on files, the clock, the network or chance: here these fail."""

from __future__ import annotations

import builtins
import datetime as dt
import inspect
import io
import os
import random
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import numpy as np
import pytest

_FILES, _CLOCK = "opens a file", "reads the clock"
_CHANCE, _UNSEEDED = "draws random numbers", "draws random numbers without a seed"
_NO_DRAW = {"seed", "getstate", "setstate", "get_state", "set_state"}
_CLOCKS = ("time", "perf_counter", "monotonic", "process_time", "thread_time")
_FORBIDDEN: tuple[tuple[object, str, str], ...] = (
    *((module, "open", _FILES) for module in (builtins, io, os)),
    (socket, "socket", "uses the network"),
    (type(os.environ), "__getitem__", "reads the environment"),
    *((time, f"{name}{unit}", _CLOCK) for name in _CLOCKS for unit in ("", "_ns")),
    *((os, name, _CHANCE) for name in ("urandom", "getrandom") if hasattr(os, name)),
    *(
        (random, name, _CHANCE)
        for name in random.__all__
        if inspect.ismethod(getattr(random, name)) and name not in _NO_DRAW
    ),
    *(
        (np.random, name, _UNSEEDED)
        for name in np.random.__all__
        if inspect.isroutine(getattr(np.random, name)) and name not in {*_NO_DRAW, "default_rng"}
    ),
)
_SEEDED: tuple[tuple[Any, str], ...] = ((np.random, "default_rng"), (np.random, "RandomState"), (random, "Random"))
"""What draws random numbers if it has no seed."""


class _Date(dt.date):
    @classmethod
    def today(cls) -> NoReturn:
        _fail(f"datetime.date.today {_CLOCK}")


class _Datetime(dt.datetime):
    @classmethod
    def now(cls, tz: object = None) -> NoReturn:  # noqa: ARG003
        _fail(f"datetime.datetime.now {_CLOCK}")

    today = utcnow = now


@contextmanager
def without_outside_world() -> Iterator[None]:
    """Forbid what would make a figure differ between two runs."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, what in _FORBIDDEN:
            patch.setattr(module, name, _refused(f"{getattr(module, '__name__', '')}.{name} {what}"))
        for module, name in _SEEDED:
            patch.setattr(module, name, _only_seeded(module, name))
        patch.setattr(dt, "date", _Date)
        patch.setattr(dt, "datetime", _Datetime)
        yield


def _only_seeded(module: Any, name: str) -> Callable[..., Any]:
    """The function or class of this name, which needs a seed."""
    original = getattr(module, name)

    def check(seed: Any) -> None:
        if seed is None:
            _fail(f"{module.__name__}.{name}() {_UNSEEDED}")

    def seeded(seed: Any = None) -> Any:
        check(seed)
        return original(seed)

    def init(self: Any, seed: Any = None) -> None:
        check(seed)
        original.__init__(self, seed)

    return type(name, (original,), {"__init__": init}) if isinstance(original, type) else seeded


def _refused(message: str) -> Callable[..., None]:
    def refuse(*_given: Any, **_named: Any) -> None:
        _fail(message)

    return refuse


def _fail(message: str) -> NoReturn:
    pytest.fail(f"{message}: a figure depends on its spec alone")
