"""Checks of a figure on any host's page: name and words, unique ids, reduced motion, working controls, the same bytes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser

from sitegen import load_spec, render_figure
from sitegen.figure import Figure
from tests.browser.accessibility import accessibility_tree, violations
from tests.browser.built import served
from tests.browser.chromium import Visit, visit
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
CHAT = ("console error: Failed to load resource", "console log: ")
"""Complaints to ignore: hosts have no icon, and some log to the console. Other missing files are also recorded by their address."""
IDS = "[...document.querySelectorAll('[id]')].map(element => element.id)"
MOTION = "[...document.querySelectorAll('.sg-figure')].flatMap(figure => figure.getAnimations({ subtree: true }))"
MOVES = f"{MOTION}.some(({{ playState }}) => playState === 'running')"
SITE = "http://example.org/"
"""Public address of a project's pages."""
REMOVE = "document.querySelectorAll('.sg-figure').forEach(figure => figure.remove())"


@dataclass(frozen=True, slots=True)
class Counts:
    """Number of figures on a page, and how many of them are interactive or move."""

    figures: int
    explorable: int
    moving: int


SHARED_PAGE = Counts(figures=3, explorable=1, moving=3)
"""What the examples of MkDocs, ProperDocs, Pelican and Zensical have in common: a figure in the text, and a file twice."""
IN_TEXT = """\
kind: gradient-decay
title: How much is left
params: {num_layers: 8}
explore: {init_scale: {from: 0.5, to: 2.5, step: 0.5}}
"""
OTHER = "# Other\n\n``` figure\nfile: figures/wave.yaml\n```\n"
"""A second page."""


def host_environment(*places: Path) -> dict[str, str]:
    """Variables for a host that imports this checkout of sitegen; its messages are in English and uncoloured."""
    env = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "200"}
    env["PYTHONPATH"] = os.pathsep.join(map(str, (ROOT, *places)))
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    return env


def distribution(folder: Path, source: Path = ROOT) -> Path:
    """A place to import from in which this checkout, or the project `source`, looks installed: hosts find its entry points."""
    project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"], project.get("version", "0")
    facts = folder / "distribution" / f"{name.replace('-', '_')}-{version}.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    groups = {"console_scripts": project.get("scripts", {}), **project["entry-points"]}
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


def check_page(browser: Browser, folder: Path, path: str, expected: Counts) -> None:
    """Visit a built page and hold every figure on it to what a page of our own keeps."""
    with served(folder) as address, visit(browser, address, path) as visited:
        check_figures(visited, expected)


def check_instant_navigation(browser: Browser, folder: Path) -> None:
    """Lead a reader through the shared page and `OTHER` by links, whose content the theme puts into the page that is open."""
    with TemporaryDirectory() as scratch, served(Path(scratch)) as address:
        shutil.copytree(folder, scratch, dirs_exist_ok=True)
        sitemap = Path(scratch) / "sitemap.xml"
        sitemap.write_text(sitemap.read_text(encoding="utf-8").replace(SITE, address), encoding="utf-8")
        with visit(browser, address, "other/") as visited:
            follow_links(visited, "Gradients", "Other", "Gradients")
            check_figures(visited, SHARED_PAGE)


def follow_links(visited: Visit, *names: str) -> None:
    visited.page.wait_for_load_state("networkidle")  # before the theme knows the site map, it exchanges nothing
    visited.page.evaluate("window.stays = true")
    for name in names:
        visited.page.locator("a.md-nav__link:visible", has_text=name).first.click()
        visited.page.locator("h1", has_text=name).wait_for()
    assert visited.page.evaluate("window.stays")


def check_figures(visited: Visit, expected: Counts) -> None:
    counts = (visited.page.locator(kind).count() for kind in (".sg-figure", ".sg-figure .sg-explore", ".sg-pause"))
    assert Counts(*counts) == expected
    assert [complaint for complaint in visited.complaints if not complaint.startswith(CHAT)] == []
    check_names(visited, expected.figures)
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
    assert visited.page.evaluate(f"{MOTION}.length") == 0
    visited.emulate()
    moving = visited.page.locator(".sg-figure:has(.sg-pause)")
    if moving.count():
        moving.first.locator(".sg-drawing").scroll_into_view_if_needed()
        moving.first.evaluate("figure => { figure.playing = true; }")
        visited.page.wait_for_function(MOVES)
    for figure in moving.all():
        figure.locator(".sg-drawing").scroll_into_view_if_needed()
        figure.and_(visited.page.locator(":not(.sg-offscreen)")).wait_for()  # what no one has seen yet waits
        control = figure.locator(".sg-pause:visible, .sg-player .sg-plays:visible")
        if control.count():  # a short motion may have ended
            control.click()
    visited.page.wait_for_function(f"!{MOVES}")


def check_controls(visited: Visit) -> None:
    """A choice in one figure does not change its copy."""
    explored = visited.page.locator(".sg-figure:has(.sg-explore input[type=range])")
    for index in range(explored.count()):
        before = explored.locator(".sg-lead").all_text_contents()
        slider = explored.nth(index).locator(".sg-explore input[type=range]").first
        slider.press("Home")
        explored.nth(index).locator(".sg-lead", has_not_text=before[index]).wait_for()
        after = explored.locator(".sg-lead").all_text_contents()
        assert [one == other for one, other in zip(before, after, strict=True)].count(False) == 1


def check_axe(visited: Visit) -> None:
    """Figures have enough contrast, and add nothing to what axe finds wrong with the host's own page.

    Contrast is measured only within figures: axe measures a text of the host or not, depending on where it scrolls.
    """
    for scheme in ("light", "dark"):
        visited.emulate(color_scheme=scheme)
        assert violations(visited, contrast="AA", within=".sg-figure") == []
    found = Counter(violations(visited, contrast=None))
    visited.page.evaluate(REMOVE)
    assert list(found - Counter(violations(visited, contrast=None))) == []


def page_svgs(figure: Figure, instance: int = 1) -> list[str]:
    """The drawings of `figure` as the page of any host holds them for the `instance`-th time."""
    name = figure.prefix if instance == 1 else f"{figure.prefix}-{instance}"
    return [drawing.svg(name) for drawing in (figure.drawing, figure.wide_drawing) if drawing]


def drawings(html: str) -> list[str]:
    """The drawings in a built page, without what counts the uses of a figure."""
    return [without_instance(svg) for svg in re.findall(r'<svg[^>]* aria-label="Drawing".*?</svg>', html, re.DOTALL)]


def check_drawings(page: Path, figures: Path) -> None:
    """The drawings of the shared page have the same bytes as anywhere."""
    html = page.read_text(encoding="utf-8")
    inline = render_figure(load_spec(f"id: {page.stem}-1\n{IN_TEXT}"))
    wave = render_figure(load_spec(figures / "wave.yaml"))
    assert drawings(html) == [*page_svgs(inline), *page_svgs(wave), *page_svgs(wave)]
    assert all(svg in html for svg in page_svgs(wave, 2))


def without_instance(svg: str) -> str:
    return re.sub(r"(sg-[0-9a-f]{8})-\d+\b", r"\1", svg)


def problems(output: str) -> list[Any]:
    """``file:line:column`` of each error in the output of a host."""
    return re.findall(r"([\w.-]+\.\w+):(\d+):(\d+)", output)
