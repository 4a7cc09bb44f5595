"""Refuse requests that other sites make in the author's browser, and those under a name that is not the server's."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
"""Headers of every answer."""
_METHODS = ("GET", "HEAD")


class Guard:
    """Middleware that answers only requests meant for this server.

    A page of another site can make a name of its own point to this machine (DNS rebinding), and then read what the
    server answers. Browsers send that name in ``Host``. So the host has to be an address, ``localhost`` or the name given
    by the author: no other site has one of these.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._host = host.lower()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        status, reason = self._refusal(scope["method"], Headers(scope=scope))
        app = PlainTextResponse(f"{reason}\n", status) if status else self._app
        await app(scope, receive, answer)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str]:
        """Status and reason for which a request is refused; status 0 for one that is answered."""
        host, origin = headers.getlist("host"), headers.get("origin")
        if method not in _METHODS:
            return 405, "Only GET and HEAD are answered."
        if len(host) != 1 or not self._is_ours(_name(f"//{host[0]}")):
            return 403, "This host is not served; use the address that sitegen printed, or name the host with --host."
        if origin is not None and urlsplit(origin).netloc.lower() != host[0].lower():
            return 403, "Pages of other sites are not answered."
        if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
            return 403, "Pages of other sites are not answered."
        return 0, ""

    def _is_ours(self, name: str) -> bool:
        return bool(name) and (name in ("localhost", self._host) or _is_address(name))


def _name(address: str) -> str:
    """The host of an address, in lower case, without its port; empty for none."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises for a port that is none
    except ValueError:
        return ""
    return parts.hostname or "" if not parts.path and "@" not in parts.netloc else ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
