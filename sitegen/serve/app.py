"""The web application: pages and files of the preview, its own script, and the stream of updates."""

from __future__ import annotations

import mimetypes
from functools import partial
from html import escape
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from sitegen.serve.guard import Guard
from sitegen.serve.injection import CLIENT, with_client
from sitegen.serve.updates import Updates
from sitegen.site.model import MISSING
from sitegen.site.preview import Preview

_OWN_FILES = ("client.js", "patch.js", "keep.js", "problems.js", "client.css")
_TYPES = mimetypes.MimeTypes()  # those of Python: a system's own list differs from machine to machine
for _suffix, _type in {
    ".avif": "image/avif",
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".yaml": "application/yaml",
}.items():
    _TYPES.add_type(_type, _suffix)

_WAITING = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
</main>
</body>
</html>
"""


def application(preview: Preview, updates: Updates, host: str) -> Starlette:
    """The application for a site; `host` is the name or address under which it is served."""
    pages = _Pages(preview, updates)
    routes = [
        Route(f"{CLIENT}events", pages.events),
        *(Route(CLIENT + name, partial(_own_file, name)) for name in _OWN_FILES),
        Route("/{path:path}", pages.file),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, host=host)])


class _Pages:
    """The answers about the site."""

    def __init__(self, preview: Preview, updates: Updates) -> None:
        self._preview = preview
        self._updates = updates

    async def events(self, _request: Request) -> Response:
        return StreamingResponse(self._updates.stream(), media_type="text/event-stream")

    async def file(self, request: Request) -> Response:
        """A file of the site. Its path is only looked up among those of the site, so that none leads out of it."""
        path = request.scope["path"].removeprefix("/")
        version = self._updates.version  # before the file is read: if it changes meanwhile, the page asks again
        if not self._preview.is_ready:
            return self._waiting()
        found = await run_in_threadpool(self._preview.find, _file_name(path))
        if found is None and path and await run_in_threadpool(self._preview.find, f"{path}/index.html"):
            return RedirectResponse(quote(path.rpartition("/")[2]) + "/")
        base = self._preview.base_path
        if found is None and base and path.startswith(base):  # a link of the page for missing addresses
            return RedirectResponse("/" + quote(path.removeprefix(base).lstrip("/")))
        status = 200
        if found is None:
            path, status = MISSING, 404
            found = await run_in_threadpool(self._preview.find, MISSING)
        return _answer(_file_name(path), found, version, status)

    def _waiting(self) -> Response:
        failed = self._updates.changes > 0
        title = "This site has errors" if failed else "sitegen is making this site"
        text = "The page appears when they are mended." if failed else "The page appears by itself."
        html = _WAITING.format(title=title, text=escape(text))
        page = with_client(html, path="", version=self._updates.version, waiting="")
        return Response(page, 503, {"Retry-After": "1"}, media_type="text/html")


def _answer(path: str, found: bytes | Path | None, version: int, status: int) -> Response:
    if found is None:
        return PlainTextResponse("Not found\n", status)
    kind = content_type(path)
    if isinstance(found, Path):
        return FileResponse(found, media_type=kind)
    if kind != "text/html":
        return Response(found, status, media_type=kind)
    missing = {"missing": ""} if status != 200 else {}
    return Response(with_client(found.decode(), path=path, version=version, **missing), status, media_type=kind)


def _file_name(path: str) -> str:
    return f"{path}index.html" if not path or path.endswith("/") else path


def content_type(path: str) -> str:
    """The media type of a file of the site."""
    return _TYPES.guess_type(f"/{path}")[0] or "application/octet-stream"


async def _own_file(name: str, _request: Request) -> Response:
    return Response((files(__package__) / "client" / name).read_bytes(), media_type=content_type(name))
