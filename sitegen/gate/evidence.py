"""One figure's evidence: what was measured, and which rule it breaks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sitegen.description import Description
from sitegen.gate.contrast import LEAST_MARK, LEAST_TEXT, ContrastFloor, contrast_floor, used_pairs
from sitegen.gate.difference import LEAST_DIFFERENCE, smallest_meaning_difference
from sitegen.gate.flash import MOST_FLASHES, flashes_per_second
from sitegen.gate.labels import label_problems
from sitegen.scene.motion_budget import BUDGET_MS, end_time_ms
from sitegen.scene.shapes import Scene, Text
from sitegen.theme import Theme

NARROW_PX = 288.0
"""Width of a figure on a 320 px viewport with margins of 16 px."""
LEAST_TEXT_PX = 12.0
MOST_STATES_BYTES = 2_000_000
"""Before compression, which makes about a tenth of it."""
WANTED_LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a figure breaks, with the measured value in the message."""

    rule: str
    message: str

    def __str__(self) -> str:
        """As messages show it."""
        return f"{self.message} ({self.rule})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was measured on one figure.

    Parameters
    ----------
    contrast : mapping of str to ContrastFloor
        Smallest contrast ratio by palette.
    colour_difference : float or None
        Smallest ΔE between two meanings that only colour tells apart, over all palettes and colour visions.
    page_settle_seconds, file_settle_seconds : float
        When everything rests [s]; infinite for a loop, which only a page may have.
    flashes_per_second : int
        At most, in any second.
    text_levels : tuple of int
        Levels of text present.
    label_problems : tuple of str
        Labels that leave the drawing or overlap.
    smallest_text_px : float
        Smallest text on a 320 px viewport [CSS px].
    breaches : tuple of Breach
        Empty for a figure that may be published.
    """

    contrast: Mapping[str, ContrastFloor]
    colour_difference: float | None
    page_settle_seconds: float
    file_settle_seconds: float
    flashes_per_second: int
    text_levels: tuple[int, ...]
    label_problems: tuple[str, ...]
    smallest_text_px: float
    breaches: tuple[Breach, ...] = ()


def weighed(measured: Evidence, states_bytes: int, longest: tuple[str, int]) -> Evidence:
    """The same evidence, with a breach when the states are more than a page should ask of its readers.

    Parameters
    ----------
    measured : Evidence
        What was measured before.
    states_bytes : int
        Size of the states before compression.
    longest : tuple of str and int
        The parameter with the most values, and how many it has.
    """
    if states_bytes <= MOST_STATES_BYTES:
        return measured
    message = (
        f"the states to explore weigh {states_bytes / 1e6:.1f} MB, at most {MOST_STATES_BYTES / 1e6:g} MB are allowed: "
        f"take larger steps or fewer values for '{longest[0]}', which has {longest[1]}"
    )
    return replace(measured, breaches=(*measured.breaches, Breach("page weight", message)))


@dataclass(frozen=True, slots=True)
class Others:
    """What else a figure shows than its own state.

    Parameters
    ----------
    scenes : sequence of Scene
        The states that a reader may choose, at rest.
    words : sequence of Description
        What they say.
    stills : sequence of Scene
        The states that stand side by side.
    """

    scenes: Sequence[Scene] = ()
    words: Sequence[Description] = ()
    stills: Sequence[Scene] = ()


ALONE = Others()


def gather(scene: Scene, file_scene: Scene, words: Description, theme: Theme, others: Others = ALONE) -> Evidence:
    """Measure one figure: its picture as pages move it, as files move it (`file_scene`), in all `others`, and its words."""
    shown = (*others.scenes, *others.stills)
    marks = [mark for each in (scene, *shown) for mark in each.marks()]
    pairs = used_pairs(marks, theme)
    sizes = [mark.size for mark in marks if isinstance(mark, Text)]
    measured = Evidence(
        contrast={palette: contrast_floor(pairs, theme, palette) for palette in theme.palettes},
        colour_difference=smallest_meaning_difference(marks, theme),
        page_settle_seconds=end_time_ms(scene) / 1000,
        file_settle_seconds=end_time_ms(file_scene) / 1000,
        flashes_per_second=flashes_per_second([*marks, *file_scene.marks()], theme),
        text_levels=words.levels,
        label_problems=tuple(_labels(scene, shown)),
        smallest_text_px=min(sizes, default=math.inf) * NARROW_PX / scene.width,
    )
    return replace(
        measured, breaches=(*_breaches(measured), *_uneven(scene, others.scenes), *_told_apart(others.words))
    )


def _labels(scene: Scene, states: Sequence[Scene]) -> Iterator[str]:
    """Label problems of the picture, and of the first state that has others."""
    found = [problem for panel in scene.panels for problem in label_problems(panel)]
    yield from found
    for number, state in enumerate(states):
        more = [problem for panel in state.panels for problem in label_problems(panel) if problem not in found]
        if more:
            yield from (f"in state {number} of those to explore, {problem}" for problem in more)
            return


def _uneven(scene: Scene, states: Sequence[Scene]) -> Iterator[Breach]:
    """A page has as many drawings for one state as for another."""
    counts = sorted({len(each.panels) for each in (scene, *states)})
    if len(counts) > 1:
        message = (
            f"the states to explore have from {counts[0]} to {counts[-1]} panels, and all must have the same number"
        )
        yield Breach("explore", f"{message}: take out of 'explore' what changes it")


def _told_apart(words: Sequence[Description]) -> Iterator[Breach]:
    """A page has the same tables and questions for every state."""
    for what, of_state in (("tables", _tables), ("questions", _questions)):
        if any(of_state(each) != of_state(words[0]) for each in words):
            message = f"the states to explore do not have the same {what}, captions and headings included"
            yield Breach("explore", f"{message}: take out of 'explore' what changes them")


def _tables(words: Description) -> list[tuple[str, list[str]]]:
    tables = (words.table, *words.more_tables)
    return [(table.caption, [column.heading for column in table.columns]) for table in tables]


def _questions(words: Description) -> list[str]:
    return [answer.question for answer in words.answers]


def _breaches(measured: Evidence) -> Iterator[Breach]:
    for palette, floor in measured.contrast.items():
        if floor.text is not None and floor.text < LEAST_TEXT:
            yield Breach(
                "WCAG 1.4.3",
                f"text contrast is {floor.text:.2f} in the {palette} palette, at least {LEAST_TEXT} is needed",
            )
        if floor.marks is not None and floor.marks < LEAST_MARK:
            yield Breach(
                "WCAG 1.4.11",
                f"mark contrast is {floor.marks:.2f} in the {palette} palette, at least {LEAST_MARK:g} is needed",
            )
    difference = measured.colour_difference
    if difference is not None and difference < LEAST_DIFFERENCE:
        yield Breach(
            "WCAG 1.4.1", f"two meanings differ by ΔE {difference:.1f} alone, at least {LEAST_DIFFERENCE:g} is needed"
        )
    if measured.file_settle_seconds > BUDGET_MS / 1000:
        yield Breach(
            "WCAG 2.2.2",
            f"motion in files lasts {measured.file_settle_seconds:.1f} s, at most {BUDGET_MS / 1000:g} s is allowed",
        )
    if measured.flashes_per_second > MOST_FLASHES:
        count = measured.flashes_per_second
        yield Breach(
            "WCAG 2.3.1",
            f"the motion flashes {count} times in a second, at most {MOST_FLASHES} are allowed: slow it down",
        )
    for problem in measured.label_problems:
        yield Breach("labels", problem)
    if measured.smallest_text_px < LEAST_TEXT_PX:
        yield Breach(
            "text size",
            f"text is {measured.smallest_text_px:.1f} px on a 320 px viewport, at least {LEAST_TEXT_PX:g} px is needed",
        )
    missing = [str(level) for level in WANTED_LEVELS if level not in measured.text_levels]
    if missing:
        yield Breach("levels of text", f"the description lacks text of level {', '.join(missing)}")
