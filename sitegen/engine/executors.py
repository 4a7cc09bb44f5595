"""Do work in chunks: in this process, in several processes, or wherever a `concurrent.futures.Executor` does it.

The results are the same in every case, and only a few chunks are under way at a time, so that memory is bounded.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Self, TypeVar

from sitegen.engine.cluster_executor import ClusterExecutor
from sitegen.errors import ExecutorError, SitegenError

T = TypeVar("T")
R = TypeVar("R")
CHUNK_SECONDS = 0.1
"""How long a chunk should take: much longer than it takes to send it."""
_LEAST_SECONDS = 0.05
"""How long a chunk takes at least, also when few are left for many workers."""
_PATIENCE = 10.0
"""Seconds without any result after which a cluster is asked whether it still works."""
_MEASURED = 2
"""Items that are done here first, so that it is known how many make a chunk. The first one also imports modules."""
_START_SECONDS = 1.5
"""Work that takes less than this is done before processes are ready for it."""
_AHEAD = 2
"""Chunks that are under way for each worker."""
_LARGEST_CHUNK = 200
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that say how many threads linear algebra may use. Processes use all cores; and sums do not depend on the cores."""


class Workers:
    """Workers for one build; a context manager that ends those that it started.

    Parameters
    ----------
    jobs : int
        How many processes may be used. They are started only for work that takes long enough.
    executor : Executor or None
        What does the work that other machines can do; it is not shut down.
    preload : sequence of str
        Modules that the processes need.
    """

    def __init__(self, jobs: int = 1, executor: Executor | None = None, preload: Sequence[str] = ()) -> None:
        self._jobs, self._preload = jobs, preload
        self._executor = executor
        self._own: ProcessPoolExecutor | None = None
        self._earlier: set[BaseProcess] = set()
        self._environment: dict[str, str | None] = {}

    @property
    def are_elsewhere(self) -> bool:
        """Whether an executor was given, which may be on other machines."""
        return self._executor is not None

    def __enter__(self) -> Self:
        self._environment = {name: os.environ.get(name) for name in _THREADS}
        os.environ.update(dict.fromkeys(_THREADS, "1"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._own is not None:
            if kind is not None:  # at once, whatever they do
                for process in set(multiprocessing.active_children()) - self._earlier:
                    process.kill()
            self._own.shutdown(cancel_futures=True)
        for name, value in self._environment.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    def map(
        self, function: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T], *, local: bool = False
    ) -> Iterator[tuple[Sequence[T], Sequence[R]]]:
        """Yield chunks of `items` with their results, in the order in which they are done.

        Parameters
        ----------
        function : callable
            Gives a result for each item of a chunk. It can be pickled, and so can items and results.
        items : sequence
            What is to be done.
        local : bool
            Whether other machines cannot do it, because it reads or writes files; then the given executor is not used.

        Raises
        ------
        ExecutorError
            If the executor fails, and not the work.
        """
        executor = None if local else self._executor
        done, seconds, last = 0, 0.0, 0.0
        while done < len(items):
            mean = seconds / done if done else 0.0
            if executor is not None and done >= _MEASURED:
                yield from self._spread(executor, function, items, (done, last))
                return
            if (
                executor is None
                and done
                and self._jobs > 1
                and (self._own or mean * (len(items) - done) > _START_SECONDS)
            ):
                yield from self._spread(self._started(), function, items, (done, mean))
                return
            chunk = items[done : done + (1 if executor else _chunk_size(mean))]
            took, results = _timed(function, chunk)
            yield chunk, results
            done, seconds, last = done + len(chunk), seconds + took, took / len(chunk)

    def _spread(
        self,
        executor: Executor,
        function: Callable[[Sequence[T]], Sequence[R]],
        items: Sequence[T],
        known: tuple[int, float],
    ) -> Iterator[tuple[Sequence[T], Sequence[R]]]:
        """As `map`, by an executor; `known` is how many items are done, and how many seconds one takes."""
        waiting: dict[Future[tuple[float, Sequence[R]]], Sequence[T]] = {}
        sent, mean = known
        given = executor is self._executor
        slots = executor.slots if isinstance(executor, ClusterExecutor) else self._jobs
        done = 0
        seconds = 0.0
        try:
            while sent < len(items) or waiting:
                while sent < len(items) and len(waiting) < slots * _AHEAD:
                    chunk = items[sent : sent + _chunk_size(mean, -(-(len(items) - sent) // slots))]
                    with (
                        _executor_errors(given=given),
                        _interrupts_delayed(),
                    ):  # a process that is half started would complain
                        waiting[executor.submit(_timed, function, chunk)] = chunk
                    sent += len(chunk)
                for future in _completed(waiting, executor):
                    chunk = waiting.pop(future)
                    with _executor_errors(given=given):
                        took, results = future.result()
                    yield chunk, results
                    done, seconds = done + len(chunk), seconds + took
                    mean = seconds / done
        finally:
            for future in waiting:
                future.cancel()

    def _started(self) -> ProcessPoolExecutor:
        """The processes of this build. They are never forked from this one, whose libraries may have threads."""
        if self._own is None:
            methods = multiprocessing.get_all_start_methods()
            context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
            if "forkserver" in methods:
                context.set_forkserver_preload(list(self._preload))
            self._earlier = set(multiprocessing.active_children())
            self._own = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_begin)
        return self._own


@contextmanager
def _interrupts_delayed() -> Iterator[None]:
    """Let Ctrl-C wait for the end of the block, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _completed(waiting: Collection[Future[Any]], executor: Executor) -> Collection[Future[Any]]:
    """Those of `waiting` that are done, at least one; a cluster that is silent for long has to answer."""
    seconds = _PATIENCE if isinstance(executor, ClusterExecutor) else None
    while not (done := wait(waiting, seconds, return_when=FIRST_COMPLETED).done):
        if isinstance(executor, ClusterExecutor):
            executor.check()
    return done


@contextmanager
def _executor_errors(*, given: bool) -> Iterator[None]:
    """Convert what an executor raises to an `ExecutorError`; a `given` one also fails if its workers lack our code."""
    try:
        yield
    except (BrokenExecutor, CancelledError) as error:
        reason = f": {error}" if str(error) else ""
        raise ExecutorError(f"the workers that draw figures are gone ({type(error).__name__}{reason})") from error
    except Exception as error:
        if not given or isinstance(error, SitegenError):
            raise
        raise ExecutorError(
            f"the workers cannot draw figures ({type(error).__name__}: {error}); each needs the same version of sitegen"
        ) from error


def _chunk_size(mean: float, share: int = _LARGEST_CHUNK) -> int:
    """How many items of `mean` seconds make a chunk, of which a worker should get at most its `share`."""
    if not mean:
        return 1
    least, best = -int(-_LEAST_SECONDS // mean), int(CHUNK_SECONDS / mean)
    return max(1, min(_LARGEST_CHUNK, max(least, min(best, share))))


def _timed(function: Callable[[Sequence[T]], Sequence[R]], chunk: Sequence[T]) -> tuple[float, Sequence[R]]:
    """The results of a chunk, and the seconds that it took."""
    begin = time.perf_counter()
    results = function(chunk)
    return time.perf_counter() - begin, results


def _begin() -> None:
    """Prepare a process: the one that started it handles Ctrl-C, and when that one is gone, this one ends, too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
