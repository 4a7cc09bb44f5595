"""``sitegen serve`` as a process of its own, and plain HTTP requests to it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

END_S = 30
"""How long a test waits for what takes milliseconds on an idle machine."""
ADDRESS = re.compile(r" is at http://(\S+):(\d+)/ ")


@dataclass(slots=True)
class Served:
    """A running preview."""

    process: subprocess.Popen[str]
    host: str = ""
    port: int = 0
    lines: list[str] = field(default_factory=list)
    """What it printed, standard error included."""
    news: threading.Condition = field(default_factory=threading.Condition)

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}/"

    def read(self) -> None:
        """Collect its lines, until it ends."""
        for line in self.process.stdout:
            with self.news:
                self.lines.append(line.rstrip("\n"))
                self.news.notify_all()

    def printed(self, part: str, after: int = 0) -> str:
        """Wait for a line with `part`, and return it."""
        with self.news:
            assert self.news.wait_for(lambda: any(part in line for line in self.lines[after:]), END_S), self.lines
            return next(line for line in self.lines[after:] if part in line)

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to a request; the path is sent as it is."""
        connection = HTTPConnection(self.host, self.port, timeout=END_S)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def send(self, request: bytes) -> bytes:
        """Everything that the server says to these bytes."""
        with socket.create_connection((self.host, self.port), timeout=END_S) as sender:
            sender.sendall(request)
            sender.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: sender.recv(65536), b""))

    @contextmanager
    def updates(self) -> Iterator[Iterator[dict[str, Any]]]:
        """The updates of an open stream, the last one first."""
        connection = HTTPConnection(self.host, self.port, timeout=END_S)
        try:
            connection.request("GET", "/.sitegen/events")
            answer = connection.getresponse()
            assert answer.headers["content-type"].startswith("text/event-stream")
            yield (
                json.loads(line[6:]) for line in _until(answer, time.monotonic() + END_S) if line.startswith(b"data: ")
            )
        finally:
            connection.close()

    def end(self, sign: int = signal.SIGINT) -> int:
        """Send a signal; return the exit code."""
        self.process.send_signal(sign)
        return self.process.wait(END_S)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a request."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def _until(lines: Iterable[bytes], ends: float) -> Iterator[bytes]:
    """The lines that come until a time; a stream that says nothing else has a comment now and then."""
    for line in lines:
        yield line
        assert time.monotonic() < ends


@contextmanager
def serving(content: Path, *options: str, **environment: str) -> Iterator[Served]:
    """Serve `content` at a free port, until the test ends."""
    command = [sys.executable, "-m", "sitegen", "serve", str(content), *(options or ("--port", "0"))]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **environment}
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    process = subprocess.Popen(command, env=env, text=True, **streams)
    served = Served(process)
    reader = threading.Thread(target=served.read, daemon=True)
    reader.start()
    try:
        host, port = ADDRESS.search(served.printed(" is at ")).groups()
        served.host, served.port = host.strip("[]"), int(port)
        yield served
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()
