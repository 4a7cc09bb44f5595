"""Draw marks as SVG elements: roles become classes and presentation attributes, animated keys become classes for CSS."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import svgwrite.base

from sitegen.scene.shapes import TEXT_SIZE, Circles, Group, Line, Mark, Panel, Polyline, Polylines, Rect, Segments, Text
from sitegen.theme import PaletteName, Theme

ROLE = "\x01"
"""Placeholder for the prefix of role classes. No placeholder can occur in a text of an author: every reader of input refuses control
characters (`sitegen.spec.source_text.FORBIDDEN`)."""
KEY = "\x02"
"""Placeholder for the prefix of the figure's own classes."""
COLOUR = "\x03"
"""Placeholder in front of a colour name, replaced by the colour of a palette."""
TEXT = "#text"
"""Name of the text of an element among its attributes."""

Attributes = dict[str, str]
_QUOTE = '"'
Element = ET.Element
_COLOUR = re.compile(COLOUR + "([a-z0-9-]+)")
_SETTINGS = svgwrite.base.BaseElement(debug=False)
"""Settings that all elements share; svgwrite looks up a validator twice for an element with its own."""


@dataclass(frozen=True, slots=True)
class DrawContext:
    """Everything that decides how a mark is written, except the mark. By default, prefixes and colours are placeholders."""

    theme: Theme
    """Paint by role."""
    animated_keys: frozenset[str]
    """Keys of marks that CSS selects."""
    text_size: float = TEXT_SIZE
    """Font size of the drawing, which texts inherit."""
    roles: str = ROLE
    keys: str = KEY
    """Prefixes of the classes for roles and for keys."""
    palette: PaletteName | Literal[""] = ""
    """Palette of the colours; empty for placeholders."""

    def for_page(self, prefix: str) -> DrawContext:
        """The context for markup of a page, without placeholders."""
        return DrawContext(self.theme, self.animated_keys, self.text_size, "sg-", f"{prefix}-", "light")

    def presentation(self, role: str) -> Attributes:
        """Presentation attributes of a role."""
        paint = self.theme.paints[role]
        attributes = {"fill": self._colour(paint.fill) if paint.fill else "none"}
        if paint.stroke:
            attributes["stroke"] = self._colour(paint.stroke)
            if paint.width != 1.0:
                attributes["stroke-width"] = number(paint.width)
        if paint.dash:
            attributes["stroke-dasharray"] = paint.dash
        return attributes

    def _colour(self, name: str) -> str:
        return self.theme.palettes[self.palette][name] if self.palette else COLOUR + name


def fill_placeholders(markup: str, theme: Theme, palette: PaletteName, *, roles: str, keys: str) -> str:
    """Replace the placeholders in `markup` by the colours of `palette` and by the prefixes of classes."""
    colours = theme.palettes[palette]
    return _COLOUR.sub(lambda match: colours[match[1]], markup).replace(ROLE, roles).replace(KEY, keys)


def number(value: float, decimals: int = 2) -> str:
    """A number for SVG and CSS; two decimals of a coordinate are about a hundredth of a pixel."""
    # the format of a constant width is twice as fast, and a figure has hundreds of coordinates
    return (f"{value:z.2f}" if decimals == 2 else f"{value:z.{decimals}f}").rstrip("0").rstrip(".")


def panel_markup(panel: Panel, context: DrawContext) -> tuple[str, str]:
    """The marks of a panel as markup without a root, animated and static.

    Static markup has no marks at opacity 0, which belong to another moment of the animation, and no classes for keys.
    """
    return _both_markups(element(Group(children=panel.marks), context), context.keys)


def markup(drawn: Element) -> str:
    """An element as a string."""
    return _tagged(drawn, "".join(map(markup, drawn)))


def _tagged(drawn: Element, children: str) -> str:
    """An element as ``ElementTree.tostring`` writes it, but without its search for namespaces, which takes most of the time."""
    names = "".join([f' {name}="{escape(value).replace(_QUOTE, "&quot;")}"' for name, value in drawn.items()])
    content = f"{escape(drawn.text)}{children}" if drawn.text else children
    ending = f">{content}</{drawn.tag}>" if content else " />"
    return f"<{drawn.tag}{names}{ending}{drawn.tail or ''}"


def _both_markups(drawn: Element, keys: str) -> tuple[str, str]:
    """The animated and the static markup of an element; most elements are the same in both, and written once."""
    children = [_both_markups(child, keys) for child in drawn]
    moving, still = "".join([pair[0] for pair in children]), "".join([pair[1] for pair in children])
    animated = _tagged(drawn, moving)
    if drawn.get("opacity") == "0":
        return animated, ""
    role, key, _ = drawn.get("class", "").partition(keys)
    if key and role:
        drawn.set("class", role.rstrip())
    elif key:
        del drawn.attrib["class"]
    return animated, _tagged(drawn, still) if key or moving != still else animated


def element(mark: Mark, context: DrawContext) -> Element:
    """The element of a mark, with those of its children."""
    children = mark.children if isinstance(mark, Group) else ()
    return make_element(tag(mark), attributes(mark, context), [element(child, context) for child in children])


def make_element(name: str, attributes: Attributes, children: Iterable[Element] = ()) -> Element:
    """An element with these attributes, in alphabetical order, and these children.

    svgwrite's classes for shapes take coordinates, and compute some attributes only when they are serialised. States of a
    figure are compared attribute by attribute, so `attributes` makes these first, and svgwrite's base class takes them as they are.
    """
    drawn = svgwrite.base.BaseElement(factory=_SETTINGS)
    drawn.elementname, drawn.attribs = name, attributes
    made: Element = drawn.get_xml()
    made.text = made.attrib.pop(TEXT, None)
    made.tail = " " if made.text else None  # so that labels are separate words where only text is kept
    made.extend(children)
    return made


def tag(mark: Mark) -> str:
    """Name of the element of a mark."""
    return _SHAPES[type(mark)][0]


def attributes(mark: Mark, context: DrawContext) -> Attributes:
    """Attributes of the element of a mark, its text among them as ``#text``; none is empty."""
    found = _SHAPES[type(mark)][1](mark)
    if mark.role:
        found |= context.presentation(mark.role)
    if isinstance(mark, Text) and mark.size != context.text_size:
        found["font-size"] = number(mark.size)
    if mark.opacity != 1.0:
        found["opacity"] = number(mark.opacity)
    classes = [f"{context.roles}{mark.role}"] if mark.role else []
    if mark.key in context.animated_keys:
        classes.append(f"{context.keys}{mark.key}")
    found["class"] = " ".join(classes)
    return {name: value for name, value in found.items() if value}


def _rect(mark: Rect) -> Attributes:
    found = {"x": number(mark.x), "y": number(mark.y), "width": number(mark.width), "height": number(mark.height)}
    return {**found, "rx": number(mark.radius)} if mark.radius else found


def _line(mark: Line) -> Attributes:
    return {"x1": number(mark.x1), "y1": number(mark.y1), "x2": number(mark.x2), "y2": number(mark.y2)}


def _circles(mark: Circles) -> Attributes:
    r, d = number(mark.radius), number(2 * mark.radius)
    arcs = f"a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0"
    return {"d": "".join(f"M{number(x - mark.radius)} {number(y)}{arcs}" for x, y in mark.centres)}


def _segments(mark: Segments) -> Attributes:
    return {"d": "".join(f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}" for x1, y1, x2, y2 in mark.lines)}


def _polyline(mark: Polyline) -> Attributes:
    corners = "L".join(f"{number(x)} {number(y)}" for x, y in mark.points)
    return {"d": f"M{corners}Z" if mark.closed else f"M{corners}"}


def _polylines(mark: Polylines) -> Attributes:
    end = "Z" if mark.closed else ""
    runs = ("L".join([f"{number(x)} {number(y)}" for x, y in run]) for run in mark.runs)
    return {"d": "".join([f"M{corners}{end}" for corners in runs])}


def _text(mark: Text) -> Attributes:
    found = {TEXT: mark.text, "x": number(mark.x), "y": number(mark.y)}
    if mark.anchor != "start":
        found["text-anchor"] = mark.anchor
    if mark.bold:
        found["font-weight"] = "600"
    return found


_ROLES = {"list": "list", "item": "listitem", "image": "img"}
"""ARIA role of each meaning of a group."""


def _group(mark: Group) -> Attributes:
    return {"role": _ROLES.get(mark.semantics, ""), "aria-label": mark.label}


_SHAPES: dict[type[Mark], tuple[str, Callable[[Any], Attributes]]] = {
    Rect: ("rect", _rect),
    Line: ("line", _line),
    Circles: ("path", _circles),
    Segments: ("path", _segments),
    Polyline: ("path", _polyline),
    Polylines: ("path", _polylines),
    Text: ("text", _text),
    Group: ("g", _group),
}
"""Name and geometry of the element of each mark."""
