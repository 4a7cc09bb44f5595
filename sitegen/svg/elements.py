"""Draw marks as SVG elements: roles become classes and presentation attributes, animated keys become classes for CSS."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal
from xml.sax.saxutils import escape

from svgwrite.base import BaseElement

from sitegen.scene.shapes import TEXT_SIZE, DataPoints, Group, Mark, Panel, Text
from sitegen.svg.mark_geometry import ANCHOR, LABEL, SHAPES, TEXT, Attributes, number, point_data
from sitegen.theme import PaletteName, Theme

ROLE = "\x01"
"""Placeholder for the prefix of role classes. No placeholder can occur in a text of an author: every reader of input refuses control
characters (`sitegen.spec.source_text.FORBIDDEN`)."""
KEY = "\x02"
"""Placeholder for the prefix of the figure's own classes."""
COLOUR = "\x03"
"""Placeholder in front of a colour name, replaced by the colour of a palette."""
POINTS = "\x14"
"""Placeholder in front of the attributes of data points, which only pages have."""

_QUOTE = {'"': "&quot;"}
_COLOUR = re.compile(COLOUR + "([a-z0-9-]+)")
_FOR_PAGES = re.compile(f'<path(?: {POINTS}[^"]+"[^"]*")+/>')
_SETTINGS = BaseElement(debug=False)._parameter  # noqa: SLF001 - what its elements share
"""Settings that all elements share; svgwrite looks up a validator twice for an element with its own."""


class Element(BaseElement):  # type: ignore[misc]  # svgwrite ships no types
    """An element that takes its parts as they are.

    svgwrite's classes for shapes take coordinates, and compute some attributes only when they are serialised. States of a figure
    are compared attribute by attribute, so `attributes` makes these first.
    """

    def __init__(self, name: str, attributes: Attributes, elements: Sequence[Element] = ()) -> None:
        self._parameter = _SETTINGS
        self.elementname, self.attribs, self.elements = name, attributes, elements


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
    points: str = POINTS
    """Prefix of the attributes of data points."""
    palette: PaletteName | Literal[""] = ""
    """Palette of the colours; empty for placeholders."""
    _painted: dict[str, tuple[Attributes, Attributes, Attributes]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def for_page(self, prefix: str) -> DrawContext:
        """The context for markup of a page, without placeholders."""
        return DrawContext(self.theme, self.animated_keys, self.text_size, "sg-", f"{prefix}-", "", "light")

    def painted(self, role: str) -> tuple[Attributes, Attributes, Attributes]:
        """The class of a role, its presentation attributes, and both; nothing for a group, which has no role."""
        if role not in self._painted:
            own, paint = ({"class": f"{self.roles}{role}"}, self._paint(role)) if role else ({}, {})
            self._painted[role] = (own, paint, {**own, **paint})
        return self._painted[role]

    def _paint(self, role: str) -> Attributes:
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


def fill_placeholders(
    markup: str, theme: Theme, *palettes: PaletteName, roles: str, keys: str, points: bool = False
) -> list[str]:
    """`markup` in each of the palettes, with the prefixes of classes, instead of the placeholders; for a page with `points`."""
    markup = markup.replace(POINTS, "") if points else _FOR_PAGES.sub("", markup)
    parts = _COLOUR.split(markup.replace(ROLE, roles).replace(KEY, keys))  # every other part is the name of a colour
    names, filled = parts[1::2], []
    for palette in palettes:
        parts[1::2] = map(theme.palettes[palette].__getitem__, names)
        filled.append("".join(parts))
    return filled


def panel_markup(panel: Panel, context: DrawContext) -> tuple[str, str]:
    """The marks of a panel as markup without a root, animated and static.

    Static markup has no marks at opacity 0, which belong to another moment of the animation, and no classes for keys.
    """
    return _both_markups(element(Group(children=panel.marks), context), context.keys)


def markup(drawn: Element) -> str:
    """An element as a string."""
    return _tagged(drawn, _written(drawn.attribs), "".join(map(markup, drawn.elements)))


def _written(attributes: Attributes) -> str:
    """Attributes in a tag, without the checks and the search for namespaces of svgwrite and ElementTree."""
    if LABEL in attributes:
        attributes = {**attributes, LABEL: escape(attributes[LABEL], _QUOTE)}
    return "".join([f' {name}="{value}"' for name, value in attributes.items() if name != TEXT])


def _tagged(drawn: Element, attributes: str, children: str) -> str:
    """An element with its written attributes and the markup of its children."""
    name = drawn.elementname
    if text := drawn.attribs.get(TEXT):
        # A space, so that labels are words where only text is kept.
        return f"<{name}{attributes}>{escape(text)}{children}</{name}> "
    return f"<{name}{attributes}>{children}</{name}>" if children else f"<{name}{attributes}/>"


def _both_markups(drawn: Element, keys: str) -> tuple[str, str]:
    """The animated and the static markup of an element; most elements are the same in both, and written once."""
    moving = still = ""
    if drawn.elements:
        children = [_both_markups(child, keys) for child in drawn.elements]
        moving, still = "".join([both[0] for both in children]), "".join([both[1] for both in children])
    attributes = _written(drawn.attribs)
    animated = _tagged(drawn, attributes, moving)
    if drawn.attribs.get("opacity") == "0" or (moving and not still):
        return animated, ""
    names = drawn.attribs.get("class", "")
    if keys in names:
        role = names.partition(keys)[0].rstrip()
        attributes = attributes.replace(f' class="{names}"', f' class="{role}"' if role else "", 1)
    elif moving == still:
        return animated, animated
    return animated, _tagged(drawn, attributes, still)


def element(mark: Mark, context: DrawContext) -> Element:
    """The element of a mark, with those of its children."""
    children = _children(mark, context) if isinstance(mark, Group) else ()
    return Element(tag(mark), attributes(mark, context), children)


def _children(group: Group, context: DrawContext) -> list[Element]:
    """The elements in a group. Neighbours of one role get their presentation attributes from an element around them.

    Each has a class of its own: a rule of a host page, such as ``svg path{fill:red}``, overrides what is inherited, but no class.
    """
    children: list[Element] = []
    for (role, anchor), found in groupby(group.children, _inherited):
        marks = list(found)
        if not role or len(marks) == 1:
            children += [element(mark, context) for mark in marks]
            continue
        own, paint, _ = context.painted(role)
        drawn = [Element(tag(mark), _attributes(mark, context, own)) for mark in marks]
        if anchor != "start":
            paint = {**paint, ANCHOR: anchor}
            for each in drawn:
                del each.attribs[ANCHOR]
        children.append(Element("g", paint, drawn))
    return children


def _inherited(mark: Mark) -> tuple[str, str]:
    """The role of a mark and the anchor of its text, which decide what it can inherit."""
    return mark.role, mark.anchor if isinstance(mark, Text) else "start"


def tag(mark: Mark) -> str:
    """Name of the element of a mark."""
    return SHAPES[type(mark)][0]


def attributes(mark: Mark, context: DrawContext) -> Attributes:
    """Attributes of the element of a mark, its text among them as ``#text``; none is empty."""
    return _attributes(mark, context, context.painted(mark.role)[2])


def _attributes(mark: Mark, context: DrawContext, painted: Attributes) -> Attributes:
    found = {**painted, **SHAPES[type(mark)][1](mark)}
    if isinstance(mark, Text) and mark.size != context.text_size:
        found["font-size"] = number(mark.size)
    if mark.opacity != 1.0:
        found["opacity"] = number(mark.opacity)
    if isinstance(mark, DataPoints):
        found |= {f"{context.points}data-{name}": value for name, value in point_data(mark).items()}
    if mark.key in context.animated_keys:
        found["class"] = f"{painted.get('class', '')} {context.keys}{mark.key}".lstrip()
    return found
