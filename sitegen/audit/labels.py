"""Label overlap: labels stay inside the drawing and clear of each other, by the largest width that their text may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sitegen.scene.shapes import Group, Mark, Panel, Scene, Text
from sitegen.scene.text_width import SYSTEM_SLACK, span, system_width

_ASCENT, _DESCENT = 0.76, 0.24
"""Height of letters above and below the baseline, as shares of the font size."""
TOLERANCE = 0.5
"""User units, less than half a pixel."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in user units."""


def label_problems(scene: Scene, states: Sequence[Scene] = ()) -> list[str]:
    """Labels of the picture that leave it or overlap, a clause each, and those of the first state that has others."""
    found = [problem for panel in scene.panels for problem in _panel_problems(panel)]
    for number, state in enumerate(states):
        more = [problem for panel in state.panels for problem in _panel_problems(panel) if problem not in found]
        if more:
            return [*found, *(f"in state {number} of those to explore, {problem}" for problem in more)]
    return found


def _panel_problems(panel: Panel) -> Iterator[str]:
    """Problems of the labels that are visible at rest."""
    labels = [(text, label_box(text)) for text in visible_texts(panel.marks)]
    for text, box in labels:
        if not _inside(box, panel):
            yield f"the label '{text.text}' leaves the drawing"
    for one, other in _overlapping([box for _, box in labels]):
        yield f"the labels '{labels[one][0].text}' and '{labels[other][0].text}' overlap"


def _overlapping(boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """Index pairs of the boxes that overlap."""
    found = []
    from_top = sorted([(box[1], number, box) for number, box in enumerate(boxes)])
    for place, (_, one, (left, _, right, bottom)) in enumerate(from_top, 1):
        for top, other, box in from_top[place:]:
            if top > bottom:
                break
            if box[0] < right and box[2] > left and overlap(boxes[one], box):
                found.append((min(one, other), max(one, other)))
    return sorted(found)


def visible_texts(marks: Iterable[Mark]) -> Iterator[Text]:
    """The texts that are visible at rest."""
    for mark in marks:
        if mark.opacity == 0:
            continue
        if isinstance(mark, Group):
            yield from visible_texts(mark.children)
        elif isinstance(mark, Text):
            yield mark


def label_box(text: Text) -> Box:
    """The box that a text covers."""
    width = SYSTEM_SLACK * system_width(text.text, text.size, bold=text.bold)
    left, right = span(text.x, width, text.anchor)
    return (left, text.y - _ASCENT * text.size, right, text.y + _DESCENT * text.size)


def _inside(box: Box, panel: Panel) -> bool:
    left, top, right, bottom = box
    far = (panel.width + TOLERANCE, panel.height + TOLERANCE)
    return left >= -TOLERANCE and top >= -TOLERANCE and right <= far[0] and bottom <= far[1]


def overlap(a: Box, b: Box) -> bool:
    """Whether two texts cover each other by more than a rounding error."""
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide > TOLERANCE and high > TOLERANCE
