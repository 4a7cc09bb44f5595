"""Measure builds of whole sites beside MkDocs and Hugo, print the table, and keep it in the README next to this file."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.readme import keep, table
from benchmarks.site_builds import COLD, HUGO, MKDOCS, NOTHING, ONE_SPEC, Build, Sites

PAGES, ROUNDS = 1000, 3
MANY = 10_000

Builds = dict[str, Build]


def main() -> None:
    """Builds of 1,000 pages take turns; 10,000 pages are built once."""
    with TemporaryDirectory() as name:
        sites = Sites(Path(name), PAGES)
        sites.cold()  # compiles the modules
        rounds = [{name: build() for name, build in sites.contenders().items()} for _ in range(ROUNDS)]
    found = {name: _median([each[name] for each in rounds]) for name in rounds[0]}
    with TemporaryDirectory() as name:
        many = Sites(Path(name), MANY, peers=False).cold()
    text = written(found, many)
    print(text)
    keep(text, "site builds")


def written(found: Builds, many: Build) -> str:
    """The measurements as Markdown."""
    base = found[COLD].seconds
    rows = (
        (name, f"{build.seconds:.2f}", f"{build.seconds / base:.2f}", f"{build.megabytes:.0f}")
        for name, build in found.items()
    )
    heads = (f"{PAGES:,} pages with a figure each", "s", "times sitegen, cold", "MB, largest process")
    return "\n\n".join(
        ("\n".join(table(heads, rows)), "\n".join(table(("Aim", "Wanted", "Measured"), _aims(found, many))))
    )


def _aims(found: Builds, many: Build) -> Iterator[tuple[str, str, str]]:
    cold, more = found[COLD], found[ONE_SPEC].seconds - found[NOTHING].seconds
    exponent = math.log(many.seconds / cold.seconds) / math.log(MANY / PAGES)
    yield "cold, in times of MkDocs", "< 0.5", f"{cold.seconds / found[MKDOCS].seconds:.2f}"
    yield "nothing to do, in times of Hugo", "< 1", f"{found[NOTHING].seconds / found[HUGO].seconds:.2f}"
    yield "s more for one changed spec", "≤ 0.2", f"{more:.2f}"
    yield f"exponent of time to {MANY:,} pages", "≤ 1.05", f"{exponent:.2f}"
    yield f"MB for {MANY:,} pages, largest process", "< 300", f"{many.megabytes:.0f}"


def _median(builds: list[Build]) -> Build:
    return Build(median(each.seconds for each in builds), median(each.megabytes for each in builds))


if __name__ == "__main__":
    main()
