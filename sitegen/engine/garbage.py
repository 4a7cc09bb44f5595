"""When Python looks for garbage, objects that only refer to each other: only templates of an author leave some in a build."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_OBJECTS = 20_000
"""After how many new objects Python looks, instead of 700. With so few, it looks through the facts of a large site again and again."""


@contextmanager
def no_garbage_collected() -> Iterator[None]:
    """Collect no garbage in the block."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:  # whoever has disabled it knows why
            gc.enable()


@contextmanager
def only_new_garbage_collected() -> Iterator[None]:
    """In the block, look only at objects that are made there, not at those of all modules, and more rarely."""
    if gc.get_freeze_count():  # whoever has frozen objects wants them to stay so
        yield
        return
    before = gc.get_threshold()
    gc.freeze()
    if before[0]:  # 0 is for never
        gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
