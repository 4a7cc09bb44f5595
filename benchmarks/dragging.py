"""The time of one change to an interactive figure: a reader drags the slider, and Chromium's main thread shows the new state."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.weight import CONTENT
from sitegen.site.build import build_site
from tests.browser.chromium import launch
from tests.browser.user_input import DRAG

FIGURE = "figures/scale-explorer/frame.html"
"""The figure's page for frames, which needs no server, because its states are in it."""
WARM_UP = 50
ROUNDS = 180


def drag_ms() -> float:
    """Median time of one change on the main thread [ms]."""
    with TemporaryDirectory() as name, sync_playwright() as playwright, launch(playwright) as browser:
        build_site(CONTENT, Path(name) / "build")
        page = browser.new_page()
        page.goto((Path(name) / "build" / FIGURE).as_uri())
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        return median([_once(page, session, step) for step in range(WARM_UP + ROUNDS)][WARM_UP:])


def _once(page: Page, session: CDPSession, step: int) -> float:
    before = _main_thread_ms(session)
    page.evaluate(DRAG, step)
    return _main_thread_ms(session) - before


def _main_thread_ms(session: CDPSession) -> float:
    """Processor time of the page's own thread so far: script, style and layout [ms]."""
    metrics = {each["name"]: float(each["value"]) for each in session.send("Performance.getMetrics")["metrics"]}
    return 1000 * sum(metrics[name] for name in ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration"))
