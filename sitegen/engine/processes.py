"""Processes for one piece of work. They are forked where that is safe, so that they begin with all that this process has."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_ENDING_SECONDS = 0.05
"""Within this time the system has removed a thread that ended."""


def can_fork() -> bool:
    """Whether this process has a single thread, so that no lock of a library is held by a thread that a fork would lack.

    It is known on Linux alone. Linear algebra has no threads either if its variables say so before it is imported.
    """
    if not sys.platform.startswith("linux"):
        return False
    deadline = time.monotonic() + _ENDING_SECONDS
    while len(list(Path("/proc/self/task").iterdir())) > 1:
        if threading.active_count() > 1 or time.monotonic() > deadline:
            return False
        time.sleep(0.001)
    return True


def forked_pool(jobs: int, function: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T]) -> ProcessPoolExecutor:
    """Processes that know `function` and `items` without being sent them, for `run_part`; they start with the first task."""
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin_forked, initargs=(function, items))


def served_pool(jobs: int, preload: Sequence[str]) -> ProcessPoolExecutor:
    """Processes that have nothing of this one; a server that imported the modules of `preload` forks them, where it can."""
    methods = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(list(preload))
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


_work: tuple[Callable[[Sequence[Any]], Sequence[Any]], Sequence[Any]]
"""The function and the items of a forked process."""


def run_part(start: int, stop: int) -> tuple[float, Sequence[Any]]:
    """In a forked process: the seconds that the items from `start` to `stop` took, and their results."""
    function, items = _work
    return timed(function, items[start:stop])


def timed(function: Callable[[Sequence[T]], Sequence[R]], chunk: Sequence[T]) -> tuple[float, Sequence[R]]:
    """The seconds that a chunk took, and its results."""
    begin = time.perf_counter()
    results = function(chunk)
    return time.perf_counter() - begin, results


def _begin_forked(function: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T]) -> None:
    global _work  # noqa: PLW0603 - one piece of work for each process
    _work = function, items
    gc.freeze()  # so that looking for garbage copies no page of the memory that all processes share
    _begin()


def _begin() -> None:
    """Prepare a process: the one that started it handles Ctrl-C, and when that one is gone, this one ends, too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
