"""Work for other machines, which have to run the same program as this one, so that the site has the same bytes."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from sitegen.engine.store import InMemoryStore
from sitegen.errors import ExecutorError
from sitegen.site.last_build import kind_digests, program

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class SameProgram(Generic[T, R]):
    """A function for chunks of work, which raises `ExecutorError` in another program.

    Parameters
    ----------
    expected : mapping of str to str
        What the program is made of, as `sitegen.site.last_build.program` gives it.
    function : callable
        Does the work.
    """

    expected: Mapping[str, str]
    function: Callable[[Sequence[T]], Sequence[R]]

    def __call__(self, chunk: Sequence[T]) -> Sequence[R]:
        """The results of a chunk."""
        if differences := _differences(self.expected, _own_program()):
            raise ExecutorError(
                f"a worker on {socket.gethostname()} would draw the figures otherwise: {', '.join(differences)}; "
                "install the same versions on all machines"
            )
        return self.function(chunk)


@cache
def _own_program() -> Mapping[str, str]:
    """What this process runs: the code as it was when it was first needed."""
    return {**program(InMemoryStore()), **kind_digests(InMemoryStore())}


def _differences(expected: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """What a worker has instead of what is expected."""
    different = [name for name in {**expected, **found} if expected.get(name) != found.get(name)]
    return [
        "its sitegen is another version"
        if name == "sitegen"
        else f"it has {name} {found.get(name, 'nowhere')} instead of {expected.get(name, 'none')}"
        for name in different
    ]
