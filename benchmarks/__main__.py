"""Measure everything, print it, and keep it in the README next to this file."""

from __future__ import annotations

from benchmarks.bptt import comparisons
from benchmarks.command_line import help_ms
from benchmarks.contenders import contenders
from benchmarks.dragging import drag_ms
from benchmarks.readme import keep
from benchmarks.results import Latency, written
from benchmarks.stopwatch import medians, use_one_core
from benchmarks.subjects import SUBJECTS
from benchmarks.weight import sizes_on_disk, weigh_content
from benchmarks.whole_site import measure

FIGURE_ROUNDS = 41
SITE_ROUNDS = 3

if __name__ == "__main__":
    use_one_core()
    figures = {subject.name: medians(contenders(subject), FIGURE_ROUNDS) for subject in SUBJECTS}
    text = written(
        figures, measure(SITE_ROUNDS), (weigh_content(), sizes_on_disk()), Latency(help_ms(), drag_ms()), comparisons()
    )
    print(text)
    keep(text)
