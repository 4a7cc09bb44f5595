"""Find a free port, and the program that uses one."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sitegen.errors import OutputError

_TRIES = 50
"""How many ports are tried, from the one that was asked for."""
_LISTENS = "0A"
"""State of a socket in Linux's ``/proc/net/tcp``."""


def bind(host: str, port: int, notes: list[str]) -> socket.socket:
    """A socket that listens at the first free port from `port` on; 0 is any.

    Parameters
    ----------
    host : str
        A name or an address of this machine.
    port : int
        The port to begin with.
    notes : list of str
        Receives a sentence for each port that is in use.

    Raises
    ------
    OutputError
        If there is no such host, or none of its ports can be used.
    """
    try:
        family, _, _, _, found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError) as error:
        raise OutputError(f"there is no host '{host}' on this machine; leave out --host, or give an address") from error
    for each in range(port, min(port + _TRIES, 2**16)):
        try:
            bound = socket.create_server((str(found[0]), each), family=family, backlog=1024)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                reason = os.strerror(error.errno) if error.errno else str(error)
                raise OutputError(f"{host}, port {each}, cannot be used: {reason}") from error
            notes.append(f"Port {each} is in use{_by_whom(each)}.")
        else:
            bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # for its connections: else a body waits 40 ms
            return bound
    raise OutputError(f"the ports from {port} on are all in use; name another one with --port")


def _by_whom(port: int) -> str:
    """`` by NAME (process PID)`` where the system says so; empty elsewhere, and for processes of other users."""
    with suppress(OSError, ValueError):
        sockets = {f"socket:[{inode}]" for inode in _listening(port)}
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if any(str(handle.readlink()) in sockets for handle in (process / "fd").iterdir()):
                    return f" by {(process / 'comm').read_text().strip()} (process {process.name})"
    return ""


def _listening(port: int) -> Iterator[str]:
    """Inodes of the sockets that listen at `port`, as Linux lists them."""
    for table in ("tcp", "tcp6"):
        for line in (Path("/proc/net") / table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == _LISTENS and int(fields[1].rpartition(":")[2], 16) == port:
                yield fields[9]
