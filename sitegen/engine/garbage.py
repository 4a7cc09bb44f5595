"""When Python looks for garbage, objects that only refer to each other: only templates of an author leave some in a build."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
    """In the block, look only at objects that are made there, and not at those of all modules."""
    if gc.get_freeze_count():  # whoever has frozen objects wants them to stay so
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
