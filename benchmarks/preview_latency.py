"""Wall time from a saved spec to the changed figure on the screen: `sitegen serve` with many figures, in Chromium.

``python -m benchmarks.preview_latency [FIGURES]`` prints the median of `ROUNDS` edits, and the slowest.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import launch

FIGURES = 1000
ROUNDS = 20
_SHOWN = 0
"""Number of the figure that is changed, on a page of text of its own."""

_SPEC = "kind: gradient-decay\ntitle: Figure {number}\nparams:\n  num_layers: {layers}\n  init_scale: {scale}\n"
_PAGE = "---\ntitle: Page {number}\n---\n\n# Page {number}\n\nThe gradient, layer by layer.\n\n```figure figure-{number}\n```\n"

_WATCH = """
words => new Promise(resolve => {
  const look = () => document.querySelector(".sg-summary")?.textContent.includes(words)
    ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())))
    : requestAnimationFrame(look);
  look();
})
"""


def write_content(folder: Path, figures: int) -> None:
    """A site with `figures` figures, each on a page of text."""
    for name in ("figures", "pages"):
        (folder / name).mkdir(parents=True)
    (folder / "site.yaml").write_text("title: Benchmark\ndescription: Many figures.\n", encoding="utf-8")
    (folder / "index.md").write_text("# Benchmark\n\nMany figures.\n", encoding="utf-8")
    for number in range(figures):
        spec = _SPEC.format(number=number, layers=8 + number % 12, scale=1 + number / 10_000)
        (folder / "figures" / f"figure-{number}.yaml").write_text(spec, encoding="utf-8")
        (folder / "pages" / f"page-{number}.md").write_text(_PAGE.format(number=number), encoding="utf-8")


def edit_ms(page: Page, spec: Path, layers: int) -> float:
    """Save a spec with another number of layers; return the time until the page shows it [ms]."""
    beside = spec.with_name(f"{spec.name}~")
    beside.write_text(_SPEC.format(number=_SHOWN, layers=layers, scale=1), encoding="utf-8")
    handle = page.evaluate_handle(f"() => ({{ shown: ({_WATCH})('After {layers} layers') }})")
    began = time.time() * 1000
    beside.replace(spec)
    return float(handle.evaluate("each => each.shown")) - began


def measure(figures: int = FIGURES) -> list[float]:
    """The time of each edit, without the first two [ms]."""
    with TemporaryDirectory() as name, sync_playwright() as playwright, launch(playwright) as browser:
        content = Path(name) / "content"
        write_content(content, figures)
        with _served(content) as address:
            page = browser.new_page()
            page.goto(f"{address}pages/page-{_SHOWN}.html")
            page.wait_for_selector(".sg-summary", state="attached")
            page.wait_for_timeout(1000)  # until the page has opened its stream
            spec = content / "figures" / f"figure-{_SHOWN}.yaml"
            return [edit_ms(page, spec, 3 + number) for number in range(ROUNDS + 2)][2:]


@contextmanager
def _served(content: Path) -> Iterator[str]:
    """The address of a preview whose first site is complete."""
    command = [sys.executable, "-m", "sitegen", "serve", str(content), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            lines = iter(process.stdout or ())
            found = re.search(r" is at (\S+) ", next(lines))
            next(line for line in lines if " pages, " in line)
            yield found[1] if found else ""
        finally:
            process.terminate()


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FIGURES
    times = measure(count)
    print(f"{count:,} figures, {ROUNDS} edits: median {median(times):.0f} ms, slowest {max(times):.0f} ms")
