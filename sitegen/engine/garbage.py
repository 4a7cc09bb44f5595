"""When Python looks for garbage that references itself. Looking through all objects of a site takes as long as making them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_OBJECTS = 20_000
"""After how many new objects Python looks, instead of 700. Each figure leaves about 100 kB of such garbage: with a million, a build of
10,000 figures needed 1.2 GB."""


@contextmanager
def garbage_collected_rarely() -> Iterator[None]:
    """Collect garbage more rarely in the block."""
    before = gc.get_threshold()
    if before[0]:  # whoever has disabled it knows why
        gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def no_garbage_collected() -> Iterator[None]:
    """Collect no garbage in the block."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
