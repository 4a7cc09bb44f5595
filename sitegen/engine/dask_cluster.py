"""Chunks of work on an existing Dask cluster. Nothing is imported or sent before there is work for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sitegen.engine.executors import ClusterExecutor
from sitegen.errors import ExecutorError

if TYPE_CHECKING:
    from distributed import Client

R = TypeVar("R")
ANSWER_SECONDS = 10.0
"""How long the scheduler may take to answer, or to find a worker."""
_LOGGERS = ("distributed", "distributed.client", "tornado")


class DaskExecutor(ClusterExecutor):
    """The workers of a Dask cluster; a context manager that ends the connection, and leaves the cluster as it is.

    Parameters
    ----------
    address : str
        Address of the scheduler, ``tcp://host:port``.
    seconds : float
        How long it may take to answer.
    """

    def __init__(self, address: str, seconds: float = ANSWER_SECONDS) -> None:
        self._address, self._seconds = address, seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        client: Client | None = self.__dict__.pop("_client", None)
        if client is not None:
            with suppress(Exception):  # it may be gone
                client.close(timeout=1)

    def submit(self, function: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        """Run ``function(*args, **kwargs)`` on a worker."""
        try:
            return self._executor.submit(function, *args, **kwargs)
        except (OSError, RuntimeError) as error:
            raise self._failure("does not answer any more") from error

    @property
    def slots(self) -> int:
        """The threads of all workers."""
        return max(1, self._threads())

    def check(self) -> None:
        """Raise `ExecutorError` if the scheduler does not answer, or has no worker any more."""
        if not self._threads():
            try:
                self._client.wait_for_workers(1, timeout=self._seconds)
            except (OSError, RuntimeError, CancelledError) as error:
                raise self._failure("has no worker any more") from error

    def _threads(self) -> int:
        try:
            answer = self._client.sync(_identity, self._client, callback_timeout=self._seconds)
        except (OSError, RuntimeError, CancelledError) as error:
            raise self._failure("does not answer any more") from error
        return sum(worker["nthreads"] for worker in answer["workers"].values()) if answer else 0

    @cached_property
    def _executor(self) -> Executor:
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    @cached_property
    def _client(self) -> Client:
        from distributed import Client

        for name in _LOGGERS:  # an error says what goes wrong
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        try:
            with ThreadPoolExecutor(1) as thread:  # this one may run an event loop
                thread.submit(asyncio.run, _greeted(self._address, self._seconds)).result()
            client = Client(self._address, timeout=self._seconds, set_as_default=False)
        except (OSError, ValueError) as error:
            raise self._failure(f"does not answer within {self._seconds:g} seconds") from error
        try:
            client.wait_for_workers(1, timeout=self._seconds)
        except OSError as error:
            with suppress(Exception):
                client.close(timeout=1)
            raise self._failure("has no worker") from error
        return client

    def _failure(self, what: str) -> ExecutorError:
        return ExecutorError(f"the Dask scheduler at {self._address} {what}; the old site is unchanged")


async def _greeted(address: str, seconds: float) -> None:
    """Exchange greetings with the scheduler; `Client` itself would wait for them without a limit."""
    from distributed.comm.core import connect

    comm = await asyncio.wait_for(connect(address, timeout=seconds), seconds)
    comm.abort()


async def _identity(client: Client) -> Any:
    """What the scheduler says of itself and its workers."""
    return await client.scheduler.identity() if client.scheduler else None
