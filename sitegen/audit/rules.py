"""The table of audit rules: what is measured on every figure, by which standard, and the limit that it must keep.

The report, ``manifest.json``, the tables that readers see and the refusal of a figure loop over `RULES`: a new rule is one
entry.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from operator import le
from typing import Any, get_args

from sitegen.audit.audit_input import AuditInput, PageWeight
from sitegen.audit.boxes import box_problems, smallest_arrowhead
from sitegen.audit.contrast import smallest_contrast, smallest_lightness_step, smallest_meaning_difference
from sitegen.audit.flash import flashes_per_second
from sitegen.audit.labels import label_problems
from sitegen.audit.series_looks import series_problems
from sitegen.description.number_format import fixed_text
from sitegen.description.sentences import Description, Value
from sitegen.resolve.state_limits import MAX_PAGE_MEGABYTES
from sitegen.scene.canvas import NARROW
from sitegen.scene.motion_budget import BUDGET_MS, end_time_ms
from sitegen.scene.shapes import Scene, Text
from sitegen.theme import COLOUR_DIFFERENCE, MARK_CONTRAST, RAMP_STEP, TEXT_CONTRAST, PaletteName


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule."""

    id: str
    """Its key in an `AuditReport`."""
    standard: str
    """Where it comes from: a success criterion of WCAG 2.2, or what is measured."""
    measure: Callable[[AuditInput], Any]
    """Returns the value: None where a figure has nothing of the sort, a list where it finds problems itself."""
    limit: Any = None
    passes: Callable[[Any, Any], bool] = lambda value, limit: value is None or value >= limit
    message: Callable[..., str] = "".format
    """Whether the value keeps the limit, and what an author reads when it does not."""
    cause: str = ""
    """Field of a spec, dotted, at which a violation is reported; empty for the figure as a whole."""
    field: tuple[str, ...] = ()
    """Path in the manifest; empty where it is not written."""
    label: str = ""
    wanted: str = "at least {limit:g}"
    shown: Callable[[Any], str] = str
    """Name, limit and value on the page of a figure; without a label, or where the value has no text, there is no row."""
    column: str = ""
    """Heading in the table of all figures, which shows the smallest value of the rules that share it."""

    def problems(self, value: Any) -> list[str]:
        """A message for each violation."""
        if isinstance(value, list):
            return value
        return [] if self.passes(value, self.limit) else [self.message(value=value, limit=self.limit)]


def _smallest_px(figure: AuditInput, smallest: Callable[[Scene], float]) -> float:
    """A size on the narrowest screen that a drawing is for; snapshots are on a narrow canvas."""
    sizes = [smallest(scene) / scene.width for scene, _ in ((figure.scene, None), *figure.states)]
    stills = (smallest(scene) / scene.width for scene in figure.snapshots)
    return min(
        *(size * figure.canvas.least_px for size in sizes), *(size * NARROW.least_px for size in stills), math.inf
    )


def _arrowhead_px(figure: AuditInput) -> float | None:
    size = _smallest_px(figure, smallest_arrowhead)
    return None if math.isinf(size) else size


def _smallest_text(scene: Scene) -> float:
    return min((mark.size for mark in scene.marks() if isinstance(mark, Text)), default=math.inf)


def _uneven_states(figure: AuditInput) -> list[str]:
    """A page has the same drawings, tables and questions for every state."""
    counts = sorted({len(figure.scene.panels), *(len(scene.panels) for scene, _ in figure.states)})
    words = [description for _, description in figure.states]
    panels = f"have from {counts[0]} to {counts[-1]} panels, and all must have the same number"
    found = [f"the states to explore {panels}: take out of 'explore' what changes it"] if len(counts) > 1 else []
    for name, of_state in (("tables", _headings), ("questions", _questions)):
        if any(of_state(each) != of_state(words[0]) for each in words):
            message = f"the states to explore do not have the same {name}, captions and headings included"
            found.append(f"{message}: take out of 'explore' what changes them")
    return found


def _headings(description: Description) -> list[tuple[str, list[Value]]]:
    tables = (description.table, *description.more_tables)
    return [(table.caption, [column.heading for column in table.columns]) for table in tables]


def _questions(description: Description) -> list[str]:
    return [answer.question for answer in description.answers]


def _ratio(value: float | None) -> str:
    """A contrast ratio, cut rather than rounded, so that it is never shown better than it is."""
    return "none" if value is None else fixed_text(math.floor(value * 10) / 10, 1)


def _seconds(value: float) -> str:
    if math.isinf(value):
        return "repeats, with Pause"
    return f"{fixed_text(value, 1)} s" if value else "no motion"


def _contrast_rule(palette: PaletteName, marks: str, standard: str, least: float) -> Rule:
    """The rule for the contrast of "text" or of other "marks" in one palette."""
    sort = marks.removesuffix("s")
    return Rule(
        id=f"{sort}-contrast-{palette}",
        standard=standard,
        measure=lambda figure: smallest_contrast(figure.pairs, figure.theme, palette, text=marks == "text"),
        limit=least,
        message=f"{sort} contrast is {{value:.2f}} in the {palette} palette, at least {{limit:g}} is needed".format,
        field=("smallest_contrast", palette, marks),
        label=f"Smallest contrast of {marks}, {palette.replace('-contrast', ', more contrast')}",
        shown=_ratio,
        column=f"Smallest contrast of {marks}",
    )


RULES: tuple[Rule, ...] = (
    *(
        _contrast_rule(palette, *of_sort)
        for palette in get_args(PaletteName)
        for of_sort in (("text", "WCAG 1.4.3", TEXT_CONTRAST), ("marks", "WCAG 1.4.11", MARK_CONTRAST))
    ),
    Rule(
        id="colour-difference",
        standard="WCAG 1.4.1",
        measure=lambda figure: smallest_meaning_difference(figure.marks, figure.theme),
        limit=COLOUR_DIFFERENCE,
        message="two meanings differ by only ΔE {value:.1f}, at least {limit:g} is needed".format,
        field=("smallest_colour_difference",),
        label="Smallest difference of meanings by colour (ΔE)",
        shown=lambda value: "" if value is None else fixed_text(value, 1),
    ),
    Rule(
        id="ramp",
        standard="WCAG 1.4.1",
        measure=lambda figure: smallest_lightness_step(figure.marks, figure.theme),
        limit=RAMP_STEP,
        message="two shades of a ramp differ by L* {value:.1f} alone, at least {limit:g} is needed".format,
        field=("smallest_lightness_step",),
        label="Smallest step of lightness between two shades (L*)",
        shown=lambda value: "" if value is None else fixed_text(value, 1),
    ),
    Rule(
        id="page-motion",
        standard="WCAG 2.2.2",
        measure=lambda figure: end_time_ms(figure.scene) / 1000,
        limit=BUDGET_MS / 1000,
        passes=lambda _value, _limit: True,  # a page has a Pause control
        field=("settle_seconds", "page"),
        label="Motion ends, on pages",
        wanted="within {limit:g} s, or a Pause control",
        shown=_seconds,
        column="Motion ends on pages",
    ),
    Rule(
        id="file-motion",
        standard="WCAG 2.2.2",
        measure=lambda figure: end_time_ms(figure.file_scene) / 1000,
        limit=BUDGET_MS / 1000,
        passes=le,
        message="motion in files lasts {value:.1f} s, at most {limit:g} s is allowed".format,
        field=("settle_seconds", "files"),
        label="Motion ends, in files",
        wanted="within {limit:g} s",
        shown=_seconds,
        column="Motion ends in files",
    ),
    Rule(
        id="flashes",
        standard="WCAG 2.3.1",
        measure=lambda figure: max(flashes_per_second(scene.marks(), figure.theme) for scene in figure.moving),
        limit=3,
        passes=le,
        message="the motion flashes {value} times in a second, at most {limit} are allowed: slow it down".format,
        field=("flashes_per_second",),
        label="Flashes in any second",
        wanted="at most {limit}",
        column="Flashes in a second",
    ),
    Rule(
        id="labels",
        standard="labels",
        measure=lambda figure: label_problems(figure.scene, figure.alternates),
    ),
    Rule(
        id="series",
        standard="WCAG 1.4.1",
        measure=lambda figure: series_problems((figure.scene, *figure.alternates), figure.theme),
    ),
    Rule(
        id="boxes",
        standard="labels",
        measure=lambda figure: box_problems((figure.scene, *figure.alternates)),
    ),
    Rule(
        id="arrowheads",
        standard="arrowheads",
        measure=_arrowhead_px,
        limit=6.0,
        message="an arrowhead is {value:.1f} px on the narrowest screen, at least {limit:g} px are needed".format,
    ),
    Rule(
        id="text-size",
        standard="text size",
        measure=lambda figure: _smallest_px(figure, _smallest_text),
        limit=12.0,
        message="text is {value:.1f} px on the narrowest screen, at least {limit:g} px is needed".format,
        field=("smallest_text_px_at_320",),
        label="Smallest text on a 320 px screen",
        wanted="at least {limit:g} px",
        shown=lambda value: f"{fixed_text(value, 1)} px",
        column="Smallest text",
    ),
    Rule(
        id="text-levels",
        standard="levels of text",
        measure=lambda figure: figure.description.levels,
        limit=(1, 2, 3),
        passes=lambda levels, needed: set(needed) <= set(levels),
        message=lambda value, limit: (
            f"the description lacks text of level {', '.join(str(each) for each in limit if each not in value)}"
        ),
        field=("text_levels",),
        label="Levels of text",
        wanted="{limit[0]}, {limit[1]} and {limit[2]}",
        shown=lambda levels: ", ".join(map(str, levels)),
        column="Text levels",
    ),
    Rule(id="states", standard="explore", measure=_uneven_states, cause="explore"),
    Rule(
        id="page-weight",
        standard="page weight",
        measure=lambda _figure: PageWeight(),  # replaced when the states are written
        limit=MAX_PAGE_MEGABYTES,
        passes=lambda weight, limit: weight.megabytes <= limit,
        message="{value}, at most {limit:g} MB are allowed: {value.advice}".format,
        cause="explore",
    ),
)
