"""What was measured on figures, in words for readers; the limits are the gate's own."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.gate.contrast import LEAST_MARK, LEAST_TEXT
from sitegen.gate.difference import LEAST_DIFFERENCE
from sitegen.gate.evidence import LEAST_TEXT_PX, WANTED_LEVELS, Evidence
from sitegen.gate.flash import MOST_FLASHES
from sitegen.page.language import title_html
from sitegen.quantity import fixed_text
from sitegen.scene.motion_budget import BUDGET_MS
from sitegen.write.figure_files import RenderedFigure

_PALETTES = {
    "light": "light",
    "dark": "dark",
    "light-contrast": "light, more contrast",
    "dark-contrast": "dark, more contrast",
}
COLUMNS = (
    "Smallest contrast of text",
    "Smallest contrast of marks",
    "Motion ends on pages",
    "Motion ends in files",
    "Flashes in a second",
    "Smallest text",
    "Text levels",
)
"""What a row of the table of all figures tells after the figure's name."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that was measured on a figure, and what the gate asks for."""

    name: str
    value: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in the table of all: a value for each of `COLUMNS`."""

    id: str
    title: Markup
    cells: tuple[str, ...]


def measures(measured: Evidence) -> Iterator[Measure]:
    """One figure's evidence, measure by measure."""
    for palette, floor in measured.contrast.items():
        name = _PALETTES.get(palette, palette)
        yield Measure(f"Smallest contrast of text, {name}", ratio(floor.text), f"at least {LEAST_TEXT:g}")
        yield Measure(f"Smallest contrast of marks, {name}", ratio(floor.marks), f"at least {LEAST_MARK:g}")
    if measured.colour_difference is not None:
        difference = fixed_text(measured.colour_difference, 1)
        yield Measure("Smallest difference of meanings by colour (ΔE)", difference, f"at least {LEAST_DIFFERENCE:g}")
    in_time = f"within {BUDGET_MS / 1000:g} s"
    yield Measure("Motion ends, on pages", seconds(measured.page_settle_seconds), f"{in_time}, or a Pause control")
    yield Measure("Motion ends, in files", seconds(measured.file_settle_seconds), in_time)
    yield Measure("Flashes in any second", str(measured.flashes_per_second), f"at most {MOST_FLASHES}")
    yield Measure("Smallest text on a 320 px screen", pixels(measured), f"at least {LEAST_TEXT_PX:g} px")
    *first, last = map(str, WANTED_LEVELS)
    yield Measure("Levels of text", levels(measured), f"{', '.join(first)} and {last}")


def rows(figures: Iterable[RenderedFigure]) -> Iterator[Row]:
    """The evidence of all figures; contrast is the smallest of all palettes."""
    for figure in figures:
        measured = figure.evidence
        floors = measured.contrast.values()
        cells = (
            ratio(min((floor.text for floor in floors if floor.text is not None), default=None)),
            ratio(min((floor.marks for floor in floors if floor.marks is not None), default=None)),
            seconds(measured.page_settle_seconds),
            seconds(measured.file_settle_seconds),
            str(measured.flashes_per_second),
            pixels(measured),
            levels(measured),
        )
        yield Row(figure.spec.id, title_html(figure), cells)


def ratio(value: float | None) -> str:
    """A contrast ratio, cut rather than rounded, so that it is never shown better than it is."""
    return "none" if value is None else fixed_text(math.floor(value * 10) / 10, 1)


def seconds(value: float) -> str:
    """When motion ends."""
    if math.isinf(value):
        return "repeats, with Pause"
    return f"{fixed_text(value, 1)} s" if value else "no motion"


def pixels(measured: Evidence) -> str:
    """Size of the smallest text on a narrow phone."""
    return f"{fixed_text(measured.smallest_text_px, 1)} px"


def levels(measured: Evidence) -> str:
    """The levels of text that the description has."""
    return ", ".join(map(str, measured.text_levels))
