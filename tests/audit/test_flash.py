"""Counting flashes on hand-made light curves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.audit.flash import flashes_per_second, most_flashes
from sitegen.colours.srgb import blended_luminances
from sitegen.scene.shapes import Motion, Rect
from sitegen.theme import THEME


def blinking(period: float, role: str = "lit") -> Rect:
    motion = Motion(channel="opacity", times=(0, period / 2, period), values=(0.0, 1.0, 0.0), loop=True)
    return Rect(role=role, key="x", x=0, y=0, width=9, height=9, opacity=0.0, motion=motion)


@pytest.mark.parametrize(
    ("times", "levels", "flashes"),
    [
        ([0, 100, 200, 300], [0.2, 0.2, 0.2, 0.2], 0),
        ([0, 100, 200], [0.2, 0.6, 0.2], 1),
        ([0, 100, 200], [0.2, 0.25, 0.2], 0),
        ([0, 100, 200], [0.0, 0.1, 0.0], 1),  # a tenth is enough
        ([0, 100, 200], [0.85, 1.0, 0.85], 0),
        ([0, 100, 200, 300, 400], [0.0, 1.0, 0.0, 1.0, 0.0], 2),
        ([0, 100, 5000, 5100], [0.0, 1.0, 0.0, 1.0], 1),
        ([0, 100, 200, 300], [0.0, 0.3, 0.6, 0.0], 1),
        ([0, 100, 200, 300, 400, 500], [0.6, 0.4, 0.45, 0.3, 0.35, 0.2], 0),  # faint rises on the way down
        ([0, 100, 200, 300, 400, 500], [0.2, 0.4, 0.35, 0.5, 0.45, 0.6], 0),  # and faint falls on the way up
    ],
)
def test_most_flashes(times: list[float], levels: list[float], flashes: int) -> None:
    assert most_flashes(times, levels) == flashes


@pytest.mark.parametrize(("period", "flashes"), [(1000.0, 1), (400.0, 2), (200.0, 5), (100.0, 10)])
def test_a_loop_flashes_once_a_period(period: float, flashes: int) -> None:
    assert abs(flashes_per_second([blinking(period)], THEME) - flashes) <= 1


def test_faint_marks_do_not_flash() -> None:
    assert flashes_per_second([blinking(100.0, role="surface")], THEME) == 0


OPACITIES = st.lists(st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9, 1.0]), min_size=2, max_size=9)
MOTIONS = st.tuples(OPACITIES, st.sampled_from([60.0, 150.0, 400.0]), st.booleans())


@given(st.lists(st.tuples(st.sampled_from(["lit", "halo", "vanishing", "front", "node"]), MOTIONS), max_size=4))
def test_no_flash_is_passed_over(marks: list[tuple[str, tuple[list[float], float, bool]]]) -> None:
    """The motions that cannot have more flashes than another are not measured, which changes no result."""
    drawn, counts = [], [0]
    for role, (opacities, step, loop) in marks:
        times = [number * step for number in range(len(opacities))]
        motion = Motion(channel="opacity", times=tuple(times), values=tuple(opacities), loop=loop)
        drawn.append(Rect(role=role, key="x", x=0, y=0, width=9, height=9, motion=motion))
        periods = int(2000 / times[-1]) + 2 if loop else 1
        repeated = [time + period * times[-1] for period in range(periods) for time in times]
        name = THEME.paints[role].fill or THEME.paints[role].stroke
        pairs = [(colours[name], colours["surface"]) for colours in THEME.palettes.values()]
        counts += [most_flashes(repeated, blended_luminances(*pair, opacities)) for pair in pairs]
    assert flashes_per_second(drawn, THEME) == max(counts)
