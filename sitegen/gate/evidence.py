"""One figure's evidence: what was measured, and which rule it breaks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sitegen.description import Description
from sitegen.gate.contrast import LEAST_MARK, LEAST_TEXT, ContrastFloor, contrast_floor, used_pairs
from sitegen.gate.flash import MOST_FLASHES, flashes_per_second
from sitegen.scene.model import Scene, Text
from sitegen.scene.pace import BUDGET_MS, settle_ms
from sitegen.theme import Theme

NARROW_PX = 288.0
"""Width of a figure on a 320 px viewport with margins of 16 px."""
LEAST_TEXT_PX = 12.0
WANTED_LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a figure breaks, with the measured value in the message."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was measured on one figure.

    Parameters
    ----------
    contrast : mapping of str to ContrastFloor
        Smallest contrast ratio by palette.
    page_settle_seconds, file_settle_seconds : float
        When everything rests [s]; infinite for a loop, which only a page may have.
    flashes_per_second : int
        At most, in any second.
    text_levels : tuple of int
        Levels of text present.
    smallest_text_px : float
        Smallest text on a 320 px viewport [CSS px].
    breaches : tuple of Breach
        Empty for a figure that may be published.
    """

    contrast: Mapping[str, ContrastFloor]
    page_settle_seconds: float
    file_settle_seconds: float
    flashes_per_second: int
    text_levels: tuple[int, ...]
    smallest_text_px: float
    breaches: tuple[Breach, ...] = ()


def gather(scene: Scene, filed: Scene, words: Description, theme: Theme) -> Evidence:
    """Measure one figure: its picture as pages move it, as files move it (`filed`), and its words."""
    marks = list(scene.marks())
    pairs = used_pairs(marks, theme)
    sizes = [mark.size for mark in marks if isinstance(mark, Text)]
    widest = max(panel.width for panel in scene.panels)
    measured = Evidence(
        contrast={palette: contrast_floor(pairs, theme, palette) for palette in theme.palettes},
        page_settle_seconds=settle_ms(scene) / 1000,
        file_settle_seconds=settle_ms(filed) / 1000,
        flashes_per_second=flashes_per_second(marks, theme),
        text_levels=words.levels,
        smallest_text_px=min(sizes, default=math.inf) * NARROW_PX / widest,
    )
    return replace(measured, breaches=tuple(_breaches(measured)))


def _breaches(measured: Evidence) -> Iterator[Breach]:
    for palette, floor in measured.contrast.items():
        if floor.text is not None and floor.text < LEAST_TEXT:
            yield Breach(
                "1.4.3", f"text contrast is {floor.text:.2f} in the {palette} palette, at least {LEAST_TEXT} is needed"
            )
        if floor.marks is not None and floor.marks < LEAST_MARK:
            yield Breach(
                "1.4.11",
                f"mark contrast is {floor.marks:.2f} in the {palette} palette, at least {LEAST_MARK:g} is needed",
            )
    if measured.file_settle_seconds > BUDGET_MS / 1000:
        yield Breach(
            "2.2.2",
            f"motion in files lasts {measured.file_settle_seconds:.1f} s, at most {BUDGET_MS / 1000:g} s is allowed",
        )
    if measured.flashes_per_second > MOST_FLASHES:
        count = measured.flashes_per_second
        yield Breach(
            "2.3.1", f"the motion flashes {count} times in a second, at most {MOST_FLASHES} are allowed: slow it down"
        )
    if measured.smallest_text_px < LEAST_TEXT_PX:
        yield Breach(
            "1.4.4",
            f"text is {measured.smallest_text_px:.1f} px on a 320 px viewport, at least {LEAST_TEXT_PX:g} px is needed",
        )
    missing = [str(level) for level in WANTED_LEVELS if level not in measured.text_levels]
    if missing:
        yield Breach("1.1.1", f"the description lacks text of level {', '.join(missing)}")
