"""Write the panels of a scene once, and set them in rows: a list of drawings in a file, or one image."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import quoteattr

from sitegen.scene.shapes import Panel, Scene
from sitegen.svg.elements import DrawContext, panel_markup
from sitegen.svg.mark_geometry import Attributes, number
from sitegen.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A scene with its marks written, which every file and page is made from."""

    scene: Scene
    """What was written."""
    theme: Theme
    """Its paint."""
    prefix: str
    """Prefix of every id, class and keyframe of the drawing."""
    keys: str
    """Prefix of the classes of its keys, which the drawings of a figure share."""
    context: DrawContext
    """How the marks were written."""
    animated: tuple[str, ...]
    static: tuple[str, ...]
    """The markup of each panel, with placeholders for prefixes and colours."""


def write_drawing(scene: Scene, theme: Theme, prefix: str, keys: str = "") -> Drawing:
    """Write the marks of a scene once, animated and static; `keys` is the prefix of its keys if that is another."""
    context = drawing_context(scene, theme)
    animated, static = zip(*(panel_markup(panel, context) for panel in scene.panels), strict=True)
    return Drawing(
        scene=scene,
        theme=theme,
        prefix=prefix,
        keys=keys or prefix,
        context=context,
        animated=animated,
        static=static,
    )


def drawing_context(scene: Scene, theme: Theme) -> DrawContext:
    """How the marks of a scene are written, with placeholders."""
    moving = {mark.key for mark in scene.marks() if mark.key and (mark.motion or mark.opacity < 1)}
    stepped = {key for step in scene.steps for key in step.opacity}
    return DrawContext(theme, frozenset(moving | stepped), scene.text_size)


def compose(scene: Scene, panels: Sequence[str], *, listed: bool) -> str:
    """The markup of all panels in their rows; where `listed`, those with a label are the items of a list."""
    placed = [_moved(text, corner) for text, corner in zip(panels, _corners(scene), strict=True)]
    if not (listed and scene.flows):
        return "".join(placed)
    parts = []
    for labelled, group in groupby(zip(scene.panels, placed, strict=True), lambda pair: bool(pair[0].label)):
        items = list(group)
        parts.append(_list(scene, items) if labelled else "".join(_decoration(text) for _, text in items))
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


def _decoration(markup: str) -> str:
    """Marks that assistive technology skips, because the words of the figure say the same."""
    return f'<g aria-hidden="true">{markup}</g>'


def _list(scene: Scene, items: Sequence[tuple[Panel, str]]) -> str:
    written = "".join(_item(panel, text) for panel, text in items)
    return f'<g role="list" aria-label={quoteattr(scene.list_label)}>{written}</g>'


def _item(panel: Panel, markup: str) -> str:
    state = f" data-state={quoteattr(panel.state)}" if panel.state else ""
    return f'<g role="listitem"{state}><g role="img" aria-label={quoteattr(panel.label)}>{markup}</g></g>'


def view_box(width: float, height: float) -> str:
    """The view box of a drawing that begins at 0 0."""
    return f"0 0 {number(width)} {number(height)}"


def font(theme: Theme, scene: Scene) -> Attributes:
    """The font of all texts in a drawing; texts of another size say so."""
    return {"font-family": theme.font, "font-size": number(scene.text_size)}


def svg_tag(attributes: Mapping[str, str], content: str) -> str:
    """An ``<svg>`` element."""
    return f"<svg{in_tag(attributes)}>{content}</svg>"


def in_tag(attributes: Mapping[str, str]) -> str:
    """The text of `attributes` in the tag of an ``<svg>``."""
    return "".join([f" {name}={quoteattr(value)}" for name, value in attributes.items()])
