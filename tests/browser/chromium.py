"""Debian's Chromium, and pages in it whose console messages, errors and failed requests are recorded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, Response

PROGRAMS = ("chromium-headless-shell", "chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
SCRIPTS = Path(__file__).parent / "scripts"
WIDTHS = (320, 1280)
"""A narrow phone and a wide screen [CSS px]."""
MEDIA = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "reduced motion": {"reduced_motion": "reduce"},
}
PLAIN = {
    "color_scheme": "light",
    "contrast": "no-preference",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
    "media": "screen",
}
TIMEOUT_MS = 120_000
"""Playwright's default of 30 s is too short for a busy machine."""
FORBID = "Emulation.setScriptExecutionDisabled"
REPORT_VIOLATIONS = "addEventListener('securitypolicyviolation', e => console.error('refused: ' + e.violatedDirective))"


@cache
def script(name: str) -> str:
    """Source of a JavaScript function in `scripts`."""
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


def launch(playwright: Playwright, *flags: str) -> Browser:
    program = next((found for found in map(shutil.which, PROGRAMS) if found), None)
    if program is None:
        pytest.fail(f"none of {' and '.join(PROGRAMS)} is installed")
    return playwright.chromium.launch(executable_path=program, args=[*FLAGS, *flags])


@dataclass(frozen=True, slots=True)
class Visit:
    """A page in its own browser context, and its recorded complaints."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def emulate(self, **media: str) -> None:
        """Set media features on the open page; those that are not named get their defaults."""
        self.page.emulate_media(**{**PLAIN, **media})

    def run(self, name: str, argument: Any = None) -> Any:
        """Call a function of `scripts` in the page."""
        return self.page.evaluate(script(name), argument)

    def resize(self, width: int, height: int = 800) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def go(self, path: str, *, scripts: bool = True) -> None:
        """Load `path`; without `scripts`, JavaScript is off until the page has loaded, so that a test can still evaluate its own."""
        if scripts:
            self.page.goto(self.address + path)
        else:
            session = self.page.context.new_cdp_session(self.page)
            session.send(FORBID, {"value": True})
            try:
                self.page.goto(self.address + path)
            finally:
                session.send(FORBID, {"value": False})
                session.detach()

    def listen(self) -> None:
        heard, page = self.complaints.append, self.page
        own = (self.address, "data:", "blob:", "about:")
        page.add_init_script(REPORT_VIOLATIONS)
        page.on("console", lambda message: heard(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: heard(f"script error: {error}"))
        page.on("request", lambda request: request.url.startswith(own) or heard(f"external: {request.url}"))
        page.on("requestfailed", lambda request: heard(f"failed: {request.url}"))
        page.on("response", lambda response: _came(response) or heard(f"status {response.status}: {response.url}"))


def _came(response: Response) -> bool:
    """Whether the file arrived; 304 counts, since the tab has cached the file."""
    return response.ok or response.status == HTTPStatus.NOT_MODIFIED


@contextmanager
def visit(browser: Browser, address: str, path: str, *, scripts: bool = True, **options: Any) -> Iterator[Visit]:
    """Open `path` below `address`; `options` are those of a browser context."""
    viewport = {"width": options.pop("width", 1280), "height": options.pop("height", 800)}
    context = browser.new_context(viewport=viewport, **options)
    context.set_default_navigation_timeout(TIMEOUT_MS)
    visited = Visit(context.new_page(), address)
    visited.listen()
    try:
        visited.go(path, scripts=scripts)
        yield visited
    finally:
        context.close()


@contextmanager
def revisit(tab: Visit, path: str, *, scripts: bool = True, width: int = 1280, **media: str) -> Iterator[Visit]:
    """Open `path` in an open tab, which is faster than opening a new one.

    The mouse and network state of the last test remain, so use it only in tests that change neither.
    """
    tab.resize(width)
    tab.emulate(**media)
    tab.complaints.clear()
    tab.go(path, scripts=scripts)
    try:
        yield tab
    finally:
        tab.page.goto("about:blank")  # cancels pending requests
