"""Panels that have been written, side by side and one below the other: a list in a file, separate drawings on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import quoteattr

from sitegen.scene.shapes import Panel, Scene
from sitegen.svg.marks import Pen, number, written


@dataclass(frozen=True, slots=True)
class WrittenPanel:
    """A panel and its marks, with the places for prefix and palette still open.

    Parameters
    ----------
    panel : Panel
        What was written.
    live, resting : str
        The marks for motion and controls, and the picture at rest, both with classes.
    """

    panel: Panel
    live: str
    resting: str


Pick = Callable[[WrittenPanel], str]
"""Which of the two texts of a panel is wanted."""


def write_panels(scene: Scene, pen: Pen) -> tuple[WrittenPanel, ...]:
    """Write the marks of every panel once."""
    return tuple(WrittenPanel(panel, *written(panel, pen)) for panel in scene.panels)


def composed(scene: Scene, panels: tuple[WrittenPanel, ...], pick: Pick, *, listed: bool) -> str:
    """All panels as one drawing; those with a label are the items of a list, where the drawing is `listed`."""
    placed = zip(panels, _corners(scene), strict=True)
    if not (listed and scene.flows):
        return "".join(_moved(pick(panel), corner) for panel, corner in placed)
    parts = []
    for labelled, group in groupby(placed, lambda pair: bool(pair[0].panel.label)):
        texts = [(panel.panel, _moved(pick(panel), corner)) for panel, corner in group]
        parts.append(_list(scene, texts) if labelled else "".join(decoration(text) for _, text in texts))
    return "".join(parts)


def _corners(scene: Scene) -> Iterator[tuple[float, float]]:
    """Left and top of every panel."""
    top = 0.0
    for row in scene.rows:
        left = 0.0
        for panel in row:
            yield (left, top)
            left += panel.width
        top += max(panel.height for panel in row)


def _moved(text: str, corner: tuple[float, float]) -> str:
    if corner == (0.0, 0.0):
        return text
    return f'<g transform="translate({number(corner[0])} {number(corner[1])})">{text}</g>'


def decoration(text: str) -> str:
    """Marks that assistive technology passes over: the words say the same."""
    return f'<g aria-hidden="true">{text}</g>'


def _list(scene: Scene, texts: list[tuple[Panel, str]]) -> str:
    items = "".join(f"<g{_item(panel)}>{decoration(text)}</g>" for panel, text in texts)
    return f'<g role="list" aria-label={quoteattr(scene.list_label)}>{items}</g>'


def _item(panel: Panel) -> str:
    state = f" data-state={quoteattr(panel.state)}" if panel.state else ""
    return f' role="listitem" aria-label={quoteattr(panel.label)}{state}'
