"""The claims of the lesson Reading a training run."""

from __future__ import annotations

from collections.abc import Iterator

from tests.lessons.numbers import figure


def claims() -> Iterator[str]:
    cosine = figure("schedule-cosine")
    yield f"It prints `{cosine.schedules[0].area:.0f}`."
    yield f"This run has {cosine.total:,} steps, and its area is that of {cosine.schedules[0].area:,.0f} steps at the peak."
    shapes = {each.name: each for each in figure("schedule-shapes").schedules}
    areas, lasts = ({name: getattr(each, of) for name, each in shapes.items()} for of in ("area", "last"))
    assert max(areas, key=areas.__getitem__) == "stable"
    assert min(areas, key=areas.__getitem__) == max(lasts, key=lasts.__getitem__) == "inverse root"
    yield f"keeps the peak until step {shapes['stable'].peak_until:,}."
    first = figure("schedule-transformer").schedules[0]
    assert first.half_from == 4 * first.peak_from
    yield f"Half of the peak is left at step {first.half_from:,}, four times the length of the warm-up"
    yield "whether the first step is step 0 or step 1."
    assert figure("schedule-explorer").schedules[0].first == 0
    yield "With step 0, a linear warm-up wastes its first step: it has a rate of 0,"
