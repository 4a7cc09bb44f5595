"""A cache of results that several machines share over HTTP, in the layout of Bazel's: ``/ac/KEY`` and ``/cas/SHA256``.

It never stops a build: after the first failure it is not asked again, and `RemoteCache.problem` says why.
"""

from __future__ import annotations

import hashlib
import re
import socket
from base64 import b64encode
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from urllib.parse import quote, unquote, urlsplit

_ANSWER_SECONDS = 5.0
"""How long the server may be silent."""
_REQUEST_SECONDS = 20.0
"""How long a whole request may take."""
_MOST_BYTES = 64 * 1024**2
_DIGEST = re.compile(rb"[0-9a-f]{64}")
_ADDRESS = re.compile(r"https?://[!-~]+")
_MISSING = (404, 410)


class _UnusableError(Exception):
    """The server does something that a cache does not do."""


class RemoteCache:
    """Results by key on a server.

    Parameters
    ----------
    address : str
        ``http://`` or ``https://``, host and path; a name and a password in it are sent to the server, and never shown.
    upload : bool
        Whether results are also written.

    Raises
    ------
    ValueError
        If `address` is no such address.
    """

    def __init__(self, address: str, *, upload: bool = False) -> None:
        parts = urlsplit(address)
        if not _ADDRESS.fullmatch(address) or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("the address of a remote cache is http://HOST/PATH or https://HOST/PATH")
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection: HTTPConnection = kind(parts.hostname, parts.port, timeout=_ANSWER_SECONDS)
        self._path = quote(parts.path.rstrip("/"), safe="/%")
        self._headers: dict[str, str] = {}
        if parts.username is not None:
            user = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            self._headers["Authorization"] = f"Basic {b64encode(user.encode()).decode()}"
        self._upload = upload
        self.shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
        """The address without name and password."""
        self.problem = ""
        """Why it is not used any more; empty if it is."""

    def get(self, key: str) -> bytes | None:
        """The result of `key`, which has the digest that the server says; None if there is none."""
        digest = self._request("GET", f"ac/{key}")
        if digest is None:
            return None
        if not _DIGEST.fullmatch(digest):
            self._give_up("it has results that sitegen did not write")
            return None
        content = self._request("GET", f"cas/{digest.decode()}")
        if content is not None and hashlib.sha256(content).hexdigest().encode() != digest:
            self._give_up("it has contents that do not agree with their digests")
            return None
        return content

    def put(self, key: str, content: bytes) -> None:
        """Write the result of `key`, if this is wanted."""
        if self._upload:
            digest = hashlib.sha256(content).hexdigest()
            self._request("PUT", f"cas/{digest}", content)
            self._request("PUT", f"ac/{key}", digest.encode())

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _request(self, method: str, path: str, body: bytes | None = None) -> bytes | None:
        """What the server answers; None if it has nothing there, or is not used any more."""
        if self.problem:
            return None
        connection = self._connection
        timer = Timer(_REQUEST_SECONDS, _end, [connection])
        timer.daemon = True
        timer.start()
        try:
            connection.request(method, f"{self._path}/{path}", body, self._headers)
            with connection.getresponse() as response:
                return _content(response, method)
        except (OSError, HTTPException, ValueError, _UnusableError) as error:
            self._give_up(str(error) or type(error).__name__)
            return None
        finally:
            timer.cancel()

    def _give_up(self, why: str) -> None:
        self.problem = f"the remote cache {self.shown} is not used: {why}"
        self._connection.close()


def _content(response: HTTPResponse, method: str) -> bytes | None:
    """The content of an answer; None if there is none."""
    content = response.read(_MOST_BYTES + 1)
    if response.status in _MISSING and method == "GET":
        return None
    if not (response.status == 200 if method == "GET" else 200 <= response.status < 300):
        raise _UnusableError(f"it answered {method} with status {response.status}")
    if len(content) > _MOST_BYTES:
        raise _UnusableError("an answer is too long")
    if (response.length or 0) > 0:
        raise _UnusableError("an answer is not complete")
    return content


def _end(connection: HTTPConnection) -> None:
    """End a request that takes too long, in whatever it waits."""
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
