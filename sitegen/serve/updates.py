"""What open pages receive: the last change of the site, as server-sent events."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from sitegen.errors import Diagnostic
from sitegen.site.preview import Change, Finding

_ALIVE_S = 20
"""Seconds of silence after which a stream sends a comment, so that a connection that was lost is noticed."""


@dataclass(slots=True)
class Updates:
    """The last change, and the streams that wait for the next one. Used in the thread of the event loop alone."""

    version: int = field(default_factory=lambda: time.time_ns() // 10**6)
    """It grows by 1 with each change. It begins with the time, so that a page knows a server that has started again."""
    closed: bool = False
    """Whether the server is about to end."""
    changes: int = 0
    """Number of changes so far."""
    _last: str = ""
    _waiting: set[asyncio.Event] = field(default_factory=set)

    @property
    def streams(self) -> int:
        """Number of open streams."""
        return len(self._waiting)

    def publish(self, change: Change) -> None:
        """Tell all open pages. A page that is slow skips what it did not read in time: an update has all problems."""
        self.version += 1
        self.changes += 1
        self._last = message(self.version, change)
        self._wake()

    def close(self) -> None:
        """End all streams."""
        self.closed = True
        self._wake()

    async def stream(self) -> AsyncIterator[str]:
        """The last update, and every later one."""
        news = asyncio.Event()
        self._waiting.add(news)
        sent = 0
        try:
            yield "retry: 500\n\n"
            while not self.closed:
                news.clear()
                if self.changes > sent:
                    sent = self.changes
                    yield self._last
                    continue
                try:
                    await asyncio.wait_for(news.wait(), _ALIVE_S)
                except TimeoutError:
                    yield ":\n\n"
        finally:
            self._waiting.discard(news)

    def _wake(self) -> None:
        for each in self._waiting:
            each.set()


def message(version: int, change: Change) -> str:
    """The event for a change, in the format of server-sent events."""
    problems = [_problem(finding) for finding in change.findings]
    document = {"version": version, "changed": sorted(change.changed), "problems": problems}
    return f"data: {json.dumps(document, ensure_ascii=False)}\n\n"


def _problem(finding: Finding) -> dict[str, Any]:
    """A problem as the script of the preview shows it: what a terminal shows, in parts."""
    each = finding.diagnostic
    line, caret = excerpt(each)
    return {
        "severity": each.severity,
        "place": each.place,
        "message": each.message,
        "line": line,
        "caret": caret,
        "hint": each.hint,
        "figure": finding.figure,
    }


def excerpt(diagnostic: Diagnostic) -> tuple[str, str]:
    """The source line with its number, and the line with the caret below it; both empty where there is no source line."""
    if not diagnostic.source_line:
        return "", ""
    _, line, under = str(diagnostic).split("\n")
    return line, under.removesuffix(diagnostic.hint).rstrip()
