"""A server on this machine with what was put there, and a fault in its answers if one is wanted."""

from __future__ import annotations

import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class CacheServer(ThreadingHTTPServer):
    """Answers GET and PUT; `answer(handler)` may answer a GET instead, and then returns true."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files, self.requests = {}, []
        self.answer = lambda _handler: False
        self.address = f"http://127.0.0.1:{self.server_port}/cache"

    def handle_error(self, request, client_address):
        """Clients may leave at any time."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # as other servers do

    def _note(self):
        self.server.requests.append((self.command, self.path, self.headers.get("Authorization")))

    def do_GET(self):
        self._note()
        if self.server.answer(self):
            return
        content = self.server.files.get(self.path)
        reply(self, 404 if content is None else 200, content or b"")

    def do_PUT(self):
        self._note()
        self.server.files[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        reply(self, 201)

    def log_message(self, *_arguments):
        """Nothing."""


def reply(handler, status, content=b"", **headers):
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(content)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(content)
    return True


def drip(handler, content=b"x" * 600):
    """Answer so slowly that the client is never silent for long, and never done."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    for each in content:
        handler.wfile.write(bytes([each]))
        handler.wfile.flush()
        time.sleep(0.1)
    return True


@contextmanager
def running():
    with CacheServer() as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()
