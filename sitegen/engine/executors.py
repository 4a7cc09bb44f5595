"""Do work in chunks: in this process, in several processes, or wherever a `concurrent.futures.Executor` does it.

The results are the same in every case, and only a few chunks are under way at a time, so that memory is bounded.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from abc import abstractmethod
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
from threading import current_thread, main_thread
from types import TracebackType
from typing import Any, Self, TypeVar

from sitegen.engine.processes import can_fork, forked_pool, run_part, served_pool, timed
from sitegen.errors import ExecutorError, SitegenError

T = TypeVar("T")
R = TypeVar("R")
_Submit = Callable[[int, int], "Future[tuple[float, Sequence[Any]]]"]
"""Begins the part of a work from one position to another."""
CHUNK_SECONDS = 0.1
"""How long a chunk should take: much longer than it takes to send it."""
_LEAST_SECONDS = 0.05
"""How long a chunk takes at least, also when few are left for many workers."""
_PATIENCE = 10.0
"""Seconds without any result after which a cluster is asked whether it still works."""
_MEASURED = 2
"""Items that are done here first, so that modules are imported, and an executor gets chunks of the right size."""
_HEAVY_SECONDS = 0.5
"""An item that takes this long says enough about the others, although modules were imported for it."""
_START_SECONDS = 1.5
"""Work that takes less than this is done before processes are ready for it that import everything anew."""
_FORK_SECONDS = 0.5
"""The same for processes that are forked."""
_AHEAD = 2
"""Chunks that are under way for each worker."""
_LARGEST_CHUNK = 200
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that say how many threads linear algebra may use. Processes use all cores; and sums do not depend on the cores."""


class ClusterExecutor(Executor):
    """An executor whose workers may be on other machines, and may go away."""

    @property
    @abstractmethod
    def slots(self) -> int:
        """How many chunks it does at the same time."""

    @abstractmethod
    def check(self) -> None:
        """Raise `ExecutorError` if it will never give a result."""


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
        self._forked: ProcessPoolExecutor | None = None
        self._served: ProcessPoolExecutor | None = None
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
        for pool in filter(None, (self._forked, self._served)):
            if kind is not None:  # at once, whatever they do
                for process in set(multiprocessing.active_children()) - self._earlier:
                    process.kill()
            pool.shutdown(cancel_futures=True)
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
        done, seconds, mean, last = 0, 0.0, 0.0, 0.0
        while done < len(items):
            if executor is not None and done >= _MEASURED:
                yield from self._spread(executor, _sent(executor, function, items), items, (done, last))
                return
            if executor is None and self._is_worth_processes(mean * (len(items) - done)):
                yield from self._in_processes(function, items, (done, mean))
                return
            chunk = items[done : done + (1 if executor else _chunk_size(mean))]
            took, results = timed(function, chunk)
            yield chunk, results
            last = took / len(chunk)
            if done >= _MEASURED:
                seconds += took
                mean = seconds / (done - _MEASURED + len(chunk))
            elif took > _HEAVY_SECONDS:
                mean = took
            done += len(chunk)

    def _is_worth_processes(self, seconds: float) -> bool:
        """Whether work of so many seconds, or of an unknown duration if 0, is done earlier by several processes."""
        if self._jobs == 1 or not seconds:
            return False
        if seconds > _START_SECONDS or self._served is not None:
            return True
        return seconds > min(_FORK_SECONDS, _START_SECONDS) and can_fork()

    def _in_processes(
        self, function: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T], known: tuple[int, float]
    ) -> Iterator[tuple[Sequence[T], Sequence[R]]]:
        """As `map`, by processes of our own."""
        self._earlier = self._earlier or set(multiprocessing.active_children())
        if self._served is None and can_fork():
            self._forked = pool = forked_pool(self._jobs, function, items)
            yield from self._spread(pool, lambda start, stop: pool.submit(run_part, start, stop), items, known)
            pool.shutdown()
            self._forked = None
            return
        self._served = self._served or served_pool(self._jobs, self._preload)
        yield from self._spread(self._served, _sent(self._served, function, items), items, known)

    def _spread(
        self, executor: Executor, submit: _Submit, items: Sequence[T], known: tuple[int, float]
    ) -> Iterator[tuple[Sequence[T], Sequence[Any]]]:
        """As `map`, by an executor; `known` is how many items are done, and how many seconds one takes."""
        waiting: dict[Future[tuple[float, Sequence[Any]]], tuple[int, int]] = {}
        sent, mean = known
        given = executor is self._executor
        slots = executor.slots if isinstance(executor, ClusterExecutor) else self._jobs
        done = 0
        seconds = 0.0
        try:
            while sent < len(items) or waiting:
                while sent < len(items) and len(waiting) < slots * _AHEAD:
                    stop = min(len(items), sent + _chunk_size(mean, -(-(len(items) - sent) // slots)))
                    with (
                        _executor_errors(given=given),
                        _interrupts_delayed(),
                    ):  # a process that is half started would complain
                        waiting[submit(sent, stop)] = (sent, stop)
                    sent = stop
                for future in _completed(waiting, executor):
                    start, stop = waiting.pop(future)
                    with _executor_errors(given=given):
                        took, results = future.result()
                    yield items[start:stop], results
                    done, seconds = done + stop - start, seconds + took
                    mean = seconds / done
        finally:
            for future in waiting:
                future.cancel()


def _sent(executor: Executor, function: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T]) -> _Submit:
    """Submits a part of `items` to `executor` by sending it, with the function."""
    return lambda start, stop: executor.submit(timed, function, items[start:stop])


@contextmanager
def _interrupts_delayed() -> Iterator[None]:
    """Let Ctrl-C wait for the end of the block, where the system can.

    Processes that are started inherit the mask of signals. The handler is for threads of libraries, which have no such mask.
    """
    handler = signal.getsignal(signal.SIGINT)
    if handler is None or not hasattr(signal, "pthread_sigmask") or current_thread() is not main_thread():
        yield
        return
    came: list[int] = []
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if came:
            signal.raise_signal(signal.SIGINT)


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
