"""The level browser: figures in a page in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.contract.level import Level
from sitegen.contract.plugin import ADVICE
from sitegen.figure import Figure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_PAGE = (
    '<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>{title}</title>'
    "</head><body><main><h1>{title}</h1>{figure}</main></body></html>"
)
_SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
"""The text spacing of WCAG 2.2, 1.4.12."""
_WIDER_THAN_PAGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_MOVING = "document.getAnimations().filter(each => each.playState === 'running').length"
_AXE = "(levels) => axe.run({ runOnly: levels }).then(({ violations }) => violations)"
_LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@contextmanager
def _page(browser: Browser, figure: Figure, *, width: int = 1280, **media: Any) -> Iterator[Page]:
    """A page with the figure alone."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **media)
    try:
        page = context.new_page()
        page.set_content(_PAGE.format(title=escape(figure.title), figure=figure.html), wait_until="load")
        yield page
    finally:
        context.close()


class BrowserLevel(Level):
    """A figure in a page, as readers have it."""

    level = "browser"

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_no_violation(self, figure: Figure, sitegen_browser: Browser, scheme: str) -> None:
        axe = pytest.importorskip("axe_playwright_python.base", reason=f"the level browser needs axe: {ADVICE}")
        with _page(sitegen_browser, figure, color_scheme=scheme, reduced_motion="reduce") as page:
            page.evaluate(axe.AXE_SCRIPT)
            found = page.evaluate(_AXE, _LEVELS)
            assert [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]] == []

    @pytest.mark.parametrize("styles", ["", _SPACING], ids=["plain", "text-spacing"])
    def test_a_narrow_page_needs_no_scrolling(self, figure: Figure, sitegen_browser: Browser, styles: str) -> None:
        """At 320 px, which is also a page of 1280 px at 400 %."""
        with _page(sitegen_browser, figure, width=320) as page:
            page.add_style_tag(content=f"{styles}\n")
            assert page.evaluate(_WIDER_THAN_PAGE) <= 0

    def test_nothing_moves_for_readers_who_prefer_less_motion(self, figure: Figure, sitegen_browser: Browser) -> None:
        with _page(sitegen_browser, figure, reduced_motion="reduce") as page:
            assert page.evaluate(_MOVING) == 0

    def test_the_figure_has_its_title_and_an_image(self, figure: Figure, sitegen_browser: Browser) -> None:
        with _page(sitegen_browser, figure) as page:
            named = page.get_by_role("figure").first
            assert figure.title.split()[0] in named.aria_snapshot().partition("\n")[0]
            assert named.get_by_role("img").count() >= 1
