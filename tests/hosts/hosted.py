"""What a figure keeps on the page of any host: its name and words, its own ids, still drawings, controls that work, its bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser

from sitegen.products import RenderedFigure
from tests.browser.accessibility import accessibility_tree
from tests.browser.built import served
from tests.browser.chromium import Visit, visit
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
VIOLATIONS = """
async (levels) => {
  const { violations } = await axe.run({ runOnly: levels, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
"""
CHAT = ("console error: Failed to load resource", "console log: ")
"""Hosts have no icon, and some tell what they do; of all else that is missing the address is among the complaints, too."""
IDS = "[...document.querySelectorAll('[id]')].map(element => element.id)"
MOVING = "[...document.querySelectorAll('.sg-figure')].flatMap(figure => figure.getAnimations({ subtree: true }))"
RUNNING = f"{MOVING}.filter(animation => animation.playState === 'running').length"
SITE = "http://example.org/"
"""Where a project says that its pages will be."""
REMOVE = "document.querySelectorAll('.sg-figure').forEach(figure => figure.remove())"


def host_environment(*places: Path) -> dict[str, str]:
    """Variables for a host that imports this checkout of sitegen; its messages are in English and uncoloured."""
    env = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "200"}
    env["PYTHONPATH"] = os.pathsep.join(map(str, (ROOT, *places)))
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    return env


def distribution(folder: Path) -> Path:
    """A place to import from in which this checkout looks installed, so that hosts find its plugins by their entry points."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    facts = folder / "distribution" / "sitegen_figures-0.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: sitegen-figures\nVersion: 0\n")
    groups = {"console_scripts": project["scripts"], **project["entry-points"]}
    lines = (
        f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in each.items()) for name, each in groups.items()
    )
    (facts / "entry_points.txt").write_text("".join(lines))
    return facts.parent


def run_host(
    *arguments: str | Path, folder: Path, module: bool = True, places: Sequence[Path] = (), given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a host in a process of its own, with this checkout of sitegen and what can be imported from `places`.

    The arguments begin with the name of a Python module, or else of a program; `given` is its standard input.
    """
    env = host_environment(*places)
    command = [sys.executable, "-m", *arguments] if module else [*arguments]
    return subprocess.run(
        command, cwd=folder, env=env, input=given, capture_output=True, text=True, check=False, timeout=120
    )


def check_page(
    browser: Browser, folder: Path, path: str, *, figures: int, explorable: int, moving: int, by: Sequence[str] = ()
) -> None:
    """Visit a built page and hold every figure on it to what a page of our own keeps; so many of them there are.

    Where `by` names pages, the reader is led through them by Material's instant navigation, and the last one is looked at.
    """
    with served(folder) as address:
        if by:
            sitemap = folder / "sitemap.xml"
            sitemap.write_text(sitemap.read_text(encoding="utf-8").replace(SITE, address), encoding="utf-8")
        with visit(browser, address, path) as visited:
            go_on(visited, by)
            check_figures(visited, (figures, explorable, moving))


def go_on(visited: Visit, names: Sequence[str]) -> None:
    """Follow links of the theme Material, which exchanges the content of the page and stays in the document."""
    visited.page.wait_for_load_state(
        "networkidle"
    )  # until it knows the site map, it loads pages as any other site does
    visited.page.evaluate("window.stays = true")
    for name in names:
        visited.page.locator("a.md-nav__link:visible", has_text=name).first.click()
        visited.page.locator("h1", has_text=name).wait_for()
    assert visited.page.evaluate("window.stays")


def check_figures(visited: Visit, expected: tuple[int, int, int]) -> None:
    """All checks, where so many figures are expected, so many that can be explored, and so many that move."""
    counts = (visited.page.locator(kind).count() for kind in (".sg-figure", ".sg-figure .sg-explore", ".sg-pause"))
    assert tuple(counts) == expected
    assert [complaint for complaint in visited.complaints if not complaint.startswith(CHAT)] == []
    check_names(visited, expected[0])
    check_ids(visited)
    check_motion(visited)
    check_controls(visited)
    check_axe(visited)


def check_names(visited: Visit, figures: int) -> None:
    tree = accessibility_tree(visited.page)
    names = [node.name for node in tree.all("figure")]
    assert len([name for name in names if name]) >= figures
    drawings = [node for node in tree.all("image", "graphics-document", "img") if node.description]
    assert len(drawings) >= figures
    assert all(node.name for node in drawings)


def check_ids(visited: Visit) -> None:
    twice = {name for name, count in Counter(visited.page.evaluate(IDS)).items() if count > 1}
    assert twice == set()


def check_motion(visited: Visit) -> None:
    """A figure with a Pause control moves, and does not where the reader has asked for less motion."""
    visited.emulate(reduced_motion="reduce")
    assert visited.page.evaluate(f"{MOVING}.length") == 0
    visited.emulate()
    moving = visited.page.locator(".sg-figure:has(.sg-pause)")
    if moving.count():
        visited.page.wait_for_function(f"{RUNNING} > 0")
    for figure in moving.all():
        figure.locator(".sg-drawing").scroll_into_view_if_needed()  # what no one has seen yet waits
        figure.locator(".sg-pause:visible, .sg-player .sg-plays:visible").click()
    visited.page.wait_for_function(f"{RUNNING} === 0")


def check_controls(visited: Visit) -> None:
    """A choice in one figure changes that figure, and not the same one beside it."""
    explored = visited.page.locator(".sg-figure:has(.sg-explore input[type=range])")
    for index in range(explored.count()):
        before = explored.locator(".sg-summary").all_inner_texts()
        slider = explored.nth(index).locator(".sg-explore input[type=range]").first
        slider.press("Home")
        explored.nth(index).locator(".sg-summary", has_not_text=before[index]).wait_for()
        after = explored.locator(".sg-summary").all_inner_texts()
        assert [one == other for one, other in zip(before, after, strict=True)].count(False) == 1


def check_axe(visited: Visit) -> None:
    """The figures add nothing to what axe finds wrong with the host's own page."""
    visited.page.evaluate(AXE_SCRIPT)
    found = {}
    for name, media in {"light": {}, "dark": {"color_scheme": "dark"}}.items():
        visited.emulate(**media)
        found[name] = Counter(violations(visited))
    visited.page.evaluate(REMOVE)
    for name, media in {"light": {}, "dark": {"color_scheme": "dark"}}.items():
        visited.emulate(**media)
        found[name] -= Counter(violations(visited))
    assert {name: list(what) for name, what in found.items() if what} == {}


def violations(visited: Visit) -> list[str]:
    visited.run("rest")
    return visited.page.evaluate(VIOLATIONS, list(LEVELS))


def page_svg(figure: RenderedFigure, instance: int = 1) -> str:
    """The drawing of `figure` as the page of any host holds it for the `instance`-th time."""
    name = figure.prefix if instance == 1 else f"{figure.prefix}-{instance}"
    return figure.inline_svg(instance=instance, labelled_by=f"{name}-name", described_by=f"{name}-summary")


def drawings(html: str) -> list[str]:
    """The drawings in a built page, without what counts the uses of a figure."""
    return [without_instance(svg) for svg in re.findall(r"<svg[^>]* aria-labelledby=.*?</svg>", html, re.DOTALL)]


def without_instance(svg: str) -> str:
    return re.sub(r"(sg-[a-z0-9-]+-[0-9a-f]{8})-\d+\b", r"\1", svg)


def problems(output: str) -> list[Any]:
    """``file:line:column`` of each error in what a host says."""
    return re.findall(r"([\w.-]+\.\w+):(\d+):(\d+)", output)
