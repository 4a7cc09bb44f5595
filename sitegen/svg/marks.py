"""Marks to SVG elements: roles become classes and presentation attributes, keys become classes that CSS can move."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import svgwrite.base
import svgwrite.container
import svgwrite.text

from sitegen.scene.shapes import TEXT_SIZE, Circles, Group, Line, Mark, Panel, Polyline, Rect, Segments, Text
from sitegen.theme import Paint, PaletteName, Theme

ROLE = "\x01"
"""Placeholder for the prefix of role classes. No placeholder can occur in a text of an author: every reader of input refuses control
characters (`sitegen.spec.source_text.FORBIDDEN`)."""
KEY = "\x02"
"""Placeholder for the prefix of the figure's own classes."""
COLOUR = "\x03"
"""Placeholder in front of a colour name, replaced by the colour of a palette."""

_COLOUR = re.compile(COLOUR + "([a-z-]+)")
Element = Any
"""svgwrite ships no types."""
_PLAIN = svgwrite.base.BaseElement(debug=False)
"""Elements made by it share its settings; svgwrite looks up a validator twice for an element of its own."""


@dataclass(frozen=True, slots=True)
class Pen:
    """What decides how a mark is written.

    Parameters
    ----------
    theme : Theme
        Paint by role.
    moving : frozenset of str
        Keys that CSS speaks to.
    """

    theme: Theme
    moving: frozenset[str]


def number(value: float) -> str:
    """A coordinate with at most two decimals: about a hundredth of a pixel."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def panel_tree(panel: Panel, pen: Pen) -> ET.Element:
    """The marks of a panel as one element, with the places for prefix and palette still open."""
    holder = svgwrite.container.Group(factory=_PLAIN)
    for mark in panel.marks:
        holder.add(element(mark, pen))
    tree: ET.Element = holder.get_xml()
    return tree


def written(panel: Panel, pen: Pen) -> tuple[str, str]:
    """The marks of a panel as SVG markup without a root: live, and at rest.

    The picture at rest is the live one without the marks at opacity 0, which belong to another moment, and without
    the classes of keys.
    """
    tree = panel_tree(panel, pen)
    live = ET.tostring(tree, encoding="unicode")
    _rest(tree)
    return live, ET.tostring(tree, encoding="unicode")


def _rest(parent: ET.Element) -> None:
    """Turn a live tree into the picture at rest."""
    for child in list(parent):
        if child.get("opacity") == "0":
            parent.remove(child)
            continue
        role, _, _ = child.get("class", "").partition(KEY)
        if role:
            child.set("class", role.rstrip())
        else:
            child.attrib.pop("class", None)
        _rest(child)


def element(mark: Mark, pen: Pen) -> Element:
    """One mark as an svgwrite element."""
    drawn = _group(mark, pen) if isinstance(mark, Group) else _DRAW[type(mark)](mark)
    attributes = drawn.attribs
    if not isinstance(mark, Group):
        attributes.update(_presentation(pen.theme.paints[mark.role]))
    if mark.opacity != 1.0:
        attributes["opacity"] = number(mark.opacity)
    names = [f"{ROLE}{mark.role}"] if mark.role else []
    if mark.key in pen.moving:
        names.append(f"{KEY}{mark.key}")
    if names:
        attributes["class"] = " ".join(names)
    return drawn


@cache
def _presentation(paint: Paint) -> dict[str, str]:
    attributes = {"fill": COLOUR + paint.fill if paint.fill else "none"}
    if paint.stroke:
        attributes["stroke"] = COLOUR + paint.stroke
        if paint.width != 1.0:
            attributes["stroke-width"] = number(paint.width)
    if paint.dash:
        attributes["stroke-dasharray"] = paint.dash
    return attributes


def repaint(markup: str, theme: Theme, palette: PaletteName) -> str:
    """Put the colours of `palette` into presentation attributes."""
    colours = theme.palettes[palette]
    return _COLOUR.sub(lambda match: colours[match.group(1)], markup)


def _shape(name: str, **attributes: str) -> Element:
    drawn = svgwrite.base.BaseElement(factory=_PLAIN)
    drawn.elementname, drawn.attribs = name, attributes
    return drawn


def _rect(mark: Rect) -> Element:
    drawn = _shape("rect", x=number(mark.x), y=number(mark.y), width=number(mark.width), height=number(mark.height))
    if mark.radius:
        drawn.attribs["rx"] = number(mark.radius)
    return drawn


def _line(mark: Line) -> Element:
    return _shape("line", x1=number(mark.x1), y1=number(mark.y1), x2=number(mark.x2), y2=number(mark.y2))


def _circles(mark: Circles) -> Element:
    r, d = number(mark.radius), number(2 * mark.radius)
    arcs = f"a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0"
    return _path("".join(f"M{number(x - mark.radius)} {number(y)}{arcs}" for x, y in mark.centres))


def _segments(mark: Segments) -> Element:
    return _path("".join(f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}" for x1, y1, x2, y2 in mark.lines))


def _polyline(mark: Polyline) -> Element:
    corners = "L".join(f"{number(x)} {number(y)}" for x, y in mark.points)
    return _path(f"M{corners}Z" if mark.closed else f"M{corners}")


def _path(commands: str) -> Element:
    return _shape("path", d=commands)


def _text(mark: Text) -> Element:
    drawn = svgwrite.text.Text(mark.text, factory=_PLAIN)
    drawn.attribs.clear()
    drawn.attribs.update(x=number(mark.x), y=number(mark.y))
    if mark.anchor != "start":
        drawn.attribs["text-anchor"] = mark.anchor
    if mark.size != TEXT_SIZE:
        drawn.attribs["font-size"] = number(mark.size)
    if mark.bold:
        drawn.attribs["font-weight"] = "600"
    return drawn


def _group(mark: Group, pen: Pen) -> Element:
    drawn = svgwrite.container.Group(factory=_PLAIN)
    if mark.semantics == "decoration":
        drawn.attribs["aria-hidden"] = "true"
    elif mark.semantics in ("list", "item"):
        drawn.attribs["role"] = "list" if mark.semantics == "list" else "listitem"
        drawn.attribs["aria-label"] = mark.label
    for child in mark.children:
        drawn.add(element(child, pen))
    return drawn


_DRAW: dict[type[Mark], Callable[[Any], Element]] = {
    Rect: _rect,
    Line: _line,
    Circles: _circles,
    Segments: _segments,
    Polyline: _polyline,
    Text: _text,
}
