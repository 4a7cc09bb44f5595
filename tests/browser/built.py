"""A built site, lists of its pages and figures, and a server for it."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sitegen import build_site

PRODUCTS = ("figure.svg", "image-dark.svg", "still.svg")


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A folder that ``sitegen build`` made."""

    folder: Path

    @property
    def pages(self) -> list[str]:
        """HTML pages, without the pages for frames."""
        found = (file for file in self.folder.rglob("*.html") if file.name != "frame.html")
        return sorted(str(file.relative_to(self.folder)) for file in found)

    @property
    def scripted(self) -> list[str]:
        """Pages with figures that a script changes."""
        parts = ('<template class="sg-explorer', '<template class="sg-player')
        pages = ((path, (self.folder / path).read_text(encoding="utf-8")) for path in self.pages)
        return [path for path, text in pages if any(part in text for part in parts)]

    @property
    def figures(self) -> list[str]:
        return sorted(file.parent.name for file in self.folder.glob("figures/*/figure.svg"))

    @property
    def stylesheets(self) -> list[str]:
        return sorted(str(file.relative_to(self.folder)) for file in self.folder.rglob("*.css"))

    @property
    def moving(self) -> list[str]:
        """Figures that move on their pages."""
        return [figure for figure in self.figures if "@keyframes" in self.text(figure, "figure.css")]

    @property
    def stepped(self) -> list[str]:
        """Figures with a step for each moment of their motion."""
        return [figure for figure in self.figures if ".sg-step" in self.text(figure, "figure.css")]

    @property
    def explorable(self) -> list[str]:
        """Interactive figures, those linked to another figure included."""
        return [figure for figure in self.figures if (self.folder / "figures" / figure / "states.json").exists()]

    def text(self, figure: str, name: str) -> str:
        return (self.folder / "figures" / figure / name).read_text(encoding="utf-8")

    def data(self, figure: str) -> dict[str, Any]:
        return json.loads(self.text(figure, "data.json"))

    def manifest(self, figure: str) -> dict[str, Any]:
        return json.loads(self.text(figure, "manifest.json"))


def build(content: Path, out: Path, cache: Path | None = None) -> BuiltSite:
    build_site(content, out, cache=cache)
    return BuiltSite(out)


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Log nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve `folder` over HTTP; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
