"""Refresh the preview in a thread of its own, once for all changes that come meanwhile."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from sitegen.engine.garbage import no_garbage_collected
from sitegen.errors import Diagnostic, SitegenError
from sitegen.site.preview import Change, Finding, Preview
from sitegen.site.progress import Progress


class Listener(Protocol):
    """Receives what the server does; called in several threads."""

    def started(self, address: str, notes: list[str]) -> None:
        """The server answers at `address`; `notes` say what was not as asked for."""

    def refreshed(self, change: Change, seconds: float) -> None:
        """The content was read again."""

    def progress(self) -> Progress | None:
        """A callback for the progress of the first build."""


@dataclass(slots=True)
class Rebuilder:
    """The thread that refreshes `preview`, and passes the result to `publish` in the thread of the event loop."""

    preview: Preview
    publish: Callable[[Change], None]
    listener: Listener
    _wanted: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Refresh once, and after each call of `request`. The thread ends with the process."""
        loop = asyncio.get_running_loop()
        self._wanted.set()
        threading.Thread(target=self._run, args=(loop,), name="sitegen rebuild", daemon=True).start()

    def request(self) -> None:
        """Refresh soon."""
        self._wanted.set()

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        progress = self.listener.progress()
        is_first = True
        while True:
            self._wanted.wait()
            self._wanted.clear()
            began = time.perf_counter()
            with no_garbage_collected():  # among the many objects of a large site, it would take as long as a refresh
                change = self._refreshed(progress)
            seconds = time.perf_counter() - began
            try:
                loop.call_soon_threadsafe(self.publish, change)
            except RuntimeError:  # the loop is closed, and the process about to end
                return
            self.listener.refreshed(change, seconds)
            if is_first:
                gc.freeze()  # what the first site needs stays, and is not looked through again and again
            progress, is_first = None, False

    def _refreshed(self, progress: Progress | None) -> Change:
        """The change, or the fault or error of the system that kept it from being made."""
        try:
            return self.preview.refresh(progress)
        except (OSError, SitegenError) as error:
            message = str(error)
        except Exception as error:  # noqa: BLE001 - the preview goes on, whatever happens
            message = f"{type(error).__name__}: {error}".partition("\n")[0]
        fault = Diagnostic(file=str(self.preview.content), message=f"the site cannot be made: {message}", stage="site")
        return Change(frozenset(), (Finding(fault, ""),))
