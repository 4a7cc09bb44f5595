"""Run the preview: a server, a watcher and a thread that rebuilds, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn

from sitegen.engine.cache_folder import default_folder, opened_store
from sitegen.serve.app import application
from sitegen.serve.ports import bind
from sitegen.serve.rebuild import Listener, Rebuilder
from sitegen.serve.updates import Updates
from sitegen.serve.watch import changes
from sitegen.site.preview import Preview

_END_S = 1
"""Seconds that answers have to end in after Ctrl-C."""


def serve_site(
    content: Path, listener: Listener, *, host: str = "127.0.0.1", port: int = 8000, local_kinds: bool = True
) -> None:
    """Serve a preview of the site in `content` until the process gets SIGINT or SIGTERM.

    Parameters
    ----------
    content : Path
        Folder with ``site.yaml``; it may be wrong, or vanish and come back.
    listener : Listener
        Receives the address of the server, and what each change led to.
    host : str
        Name or address at which the server answers.
    port : int
        The port to begin with; if it is in use, the next free one is taken.
    local_kinds : bool
        Whether the site may have kinds of its own, which are programs.

    Raises
    ------
    OutputError
        If there is no such host, or no port is free.
    """
    notes: list[str] = []
    bound = bind(host, port, notes)
    with opened_store(default_folder(), notes) as store:
        asyncio.run(_serve(bound, Preview(content, store, local_kinds=local_kinds), listener, host=host, notes=notes))


class _Server(uvicorn.Server):
    """A server that ends its streams when it is told to stop, instead of waiting for the browsers."""

    def __init__(self, config: uvicorn.Config, updates: Updates) -> None:
        super().__init__(config)
        self._updates = updates
        self._loop = asyncio.get_running_loop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the signature of uvicorn
        self.force_exit = self.should_exit  # the second signal
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._updates.close)


async def _serve(bound: socket.socket, preview: Preview, listener: Listener, *, host: str, notes: list[str]) -> None:
    updates = Updates()
    config = uvicorn.Config(
        application(preview, updates, host),
        log_config=None,
        log_level="critical",
        access_log=False,
        http="h11",  # also where uvicorn would choose another library that is installed
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_END_S,
    )
    server = _Server(config, updates)
    rebuilder = Rebuilder(preview, updates.publish, listener)
    listener.started(address(bound, host), notes)
    rebuilder.start()
    watcher = asyncio.create_task(_watch(preview.content, rebuilder))
    try:
        await server.serve([bound])
    finally:
        watcher.cancel()
        with suppress(asyncio.CancelledError):
            await watcher


async def _watch(content: Path, rebuilder: Rebuilder) -> None:
    async for _ in changes(content):
        rebuilder.request()


def address(bound: socket.socket, host: str) -> str:
    """The address of the site for a browser on this machine."""
    port = bound.getsockname()[1]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - the author asked for every address of the machine
        host = "127.0.0.1" if bound.family == socket.AF_INET else "::1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
