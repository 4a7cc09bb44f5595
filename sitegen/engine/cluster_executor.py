"""What `Workers` needs to know of an executor on other machines."""

from __future__ import annotations

from abc import abstractmethod
from concurrent.futures import Executor


class ClusterExecutor(Executor):
    """An executor whose workers may be on other machines, and may go away."""

    @property
    @abstractmethod
    def slots(self) -> int:
        """How many chunks it does at the same time."""

    @abstractmethod
    def check(self) -> None:
        """Raise `ExecutorError` if it will never give a result."""
