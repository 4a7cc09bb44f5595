"""The measurements of figures as Markdown tables."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from benchmarks import bptt
from benchmarks.contenders import BARE, MATPLOTLIB, OURS
from benchmarks.readme import table
from benchmarks.weight import MOST_FIRST, MOST_IN_ALL, MOST_ON_DISK, Sizes, Weight
from benchmarks.whole_site import SiteTime

LIBRARIES = ("altair", "matplotlib", "numpy", "pygal", "vl-convert-python")

MOST_DRAG_MS = 4

Times = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Latency:
    """Processor time of ``sitegen --help`` and of a change to an interactive figure [ms]."""

    help_ms: float
    drag_ms: float


def written(
    figures: Mapping[str, Times],
    site: SiteTime,
    weights: tuple[Weight, Sizes],
    latency: Latency,
    kernels: Iterable[bptt.Comparison] | None,
) -> str:
    """Everything measured, as Markdown."""
    blocks = [_machine()]
    for name, times in figures.items():
        rows = ((contender, f"{ms:.1f}", f"{ms / times[OURS]:.1f}") for contender, ms in times.items())
        blocks.append("\n".join(table((name, "ms", "times sitegen"), rows)))
    blocks += [
        "\n".join(table(("Aim", "Wanted", "Measured"), _aims(figures, latency))),
        _site(site, figures),
        _weight(weights[0]),
        _sizes(weights[1]),
    ]
    blocks += [bptt.MISSING] if kernels is None else map(_kernels, kernels)
    return "\n\n".join(blocks)


def _machine() -> str:
    installed = (*LIBRARIES, "torch") if bptt.is_possible() else LIBRARIES
    libraries = ", ".join(f"{name} {version(name)}" for name in installed)
    return f"{os.cpu_count()} cores, of which one is used; Python {platform.python_version()}, {libraries}."


def _aims(figures: Mapping[str, Times], latency: Latency) -> Iterator[tuple[str, str, str]]:
    """The least favourable figure decides."""
    slowest = max(times[OURS] for times in figures.values())
    yield "ms a figure", "≤ 6", f"{slowest:.1f}"
    for contender, least in ((BARE, 4), (MATPLOTLIB, 15)):
        ratio = min(times[contender] / times[OURS] for times in figures.values())
        yield f"faster than {contender}", f"≥ {least} ×", f"{ratio:.1f} ×"
    yield "ms for `sitegen --help`", "< 150", f"{latency.help_ms:.0f}"
    yield "ms for a change to an interactive figure", f"≤ {MOST_DRAG_MS}", f"{latency.drag_ms:.1f}"


def _site(site: SiteTime, figures: Mapping[str, Times]) -> str:
    alone = sum(times[OURS] for times in figures.values()) / len(figures)
    each = 1000 * site.seconds / site.figures
    return (
        f"A site of {site.figures} figures and {site.pages} pages: {site.seconds:.1f} s, {1000 * site.seconds / site.pages:.1f} ms a page. "
        f"That is {each:.1f} ms for a figure with its page and a page of text that shows it, {each / alone:.1f} times one figure alone."
    )


def _weight(weight: Weight) -> str:
    rows = [*weight.first.items(), ("first view", weight.first_view), *weight.later.items(), ("in all", weight.in_all)]
    weights = "\n".join(
        table(("A lesson with two explorable figures", "bytes, gzip"), ((name, f"{size:,}") for name, size in rows))
    )
    return f"{weights}\n\nWanted: < {MOST_FIRST:,} for the first view, < {MOST_IN_ALL:,} in all."


def _sizes(sizes: Sizes) -> str:
    names = dict.fromkeys(name for files in sizes.values() for name in files)
    rows = [(name, *(f"{files.get(name, 0):,}" for files in sizes.values())) for name in names]
    rows.append(("in all", *(f"{sum(files.values()):,}" for files in sizes.values())))
    written = "\n".join(table(("The folder of a plain figure, bytes", *sizes), rows))
    return f"{written}\n\nWanted: ≤ {MOST_ON_DISK:,} in all."


def _kernels(comparison: bptt.Comparison) -> str:
    ours = comparison.times[bptt.OURS]
    rows = ((contender, f"{ms:.2f}", f"{ms / ours:.1f}") for contender, ms in comparison.times.items())
    times = "\n".join(table((comparison.name, "ms", "times sitegen"), rows))
    measured = ", ".join(f"{ms / ours:.1f} × ({peer})" for peer, ms in comparison.times.items() if peer != bptt.OURS)
    return f"{times}\n\nWanted: ≥ {comparison.wanted} ×. Measured: {measured}."
