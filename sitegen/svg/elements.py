"""Draw marks as SVG elements: roles become classes and presentation attributes, animated keys become classes for CSS."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, TypeAlias
from xml.sax.saxutils import escape

from svgwrite.base import BaseElement

from sitegen.scene.shapes import (
    TEXT_SIZE,
    Cells,
    Circles,
    DataPoints,
    Group,
    Line,
    Mark,
    Panel,
    Polyline,
    Polylines,
    Rect,
    Segments,
    Text,
)
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
TEXT = "#text"
"""Name of the text of an element among its attributes."""

Attributes = dict[str, str]
Element: TypeAlias = BaseElement
_ANCHOR = "text-anchor"
_LABEL = "aria-label"
"""The attribute whose value may be an author's text; all others are numbers, colours and names of ours."""
_QUOTE = {'"': "&quot;"}
_STEM = 1.25
"""Width of a stem below a circle."""
_COLOUR = re.compile(COLOUR + "([a-z0-9-]+)")
_FOR_PAGES = re.compile(f'<path(?: {POINTS}[^"]+"[^"]*")+/>')
_SETTINGS = BaseElement(debug=False)._parameter  # noqa: SLF001 - what its elements share
"""Settings that all elements share; svgwrite looks up a validator twice for an element with its own."""


class _Element(BaseElement):  # type: ignore[misc]  # svgwrite ships no types
    """An element that takes its parts as they are; svgwrite would copy the attributes one by one."""

    def __init__(self, name: str, attributes: Attributes, elements: list[BaseElement]) -> None:
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
    _painted: dict[str, tuple[Attributes, Attributes]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def for_page(self, prefix: str) -> DrawContext:
        """The context for markup of a page, without placeholders."""
        return DrawContext(self.theme, self.animated_keys, self.text_size, "sg-", f"{prefix}-", "", "light")

    def painted(self, role: str) -> tuple[Attributes, Attributes]:
        """The class and the presentation attributes of a role; none for a group, which has no role."""
        if role not in self._painted:
            self._painted[role] = ({"class": f"{self.roles}{role}"}, self._paint(role)) if role else ({}, {})
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


@lru_cache(maxsize=4096)
def number(value: float, decimals: int = 2) -> str:
    """A number for SVG and CSS; two decimals of a coordinate are about a hundredth of a pixel."""
    return f"{value:z.{decimals}f}".rstrip("0").rstrip(".")


def panel_markup(panel: Panel, context: DrawContext) -> tuple[str, str]:
    """The marks of a panel as markup without a root, animated and static.

    Static markup has no marks at opacity 0, which belong to another moment of the animation, and no classes for keys.
    """
    return _both_markups(element(Group(children=panel.marks), context), context.keys)


def markup(drawn: Element) -> str:
    """An element as a string."""
    return _tagged(drawn, "".join(map(markup, drawn.elements)))


def _tagged(drawn: Element, children: str) -> str:
    """An element with the markup of its children, without the checks and the search for namespaces of svgwrite and ElementTree."""
    name, written = drawn.elementname, drawn.attribs
    if _LABEL in written:
        written = {**written, _LABEL: escape(written[_LABEL], _QUOTE)}
    names = "".join([f' {name}="{value}"' for name, value in written.items() if name != TEXT])
    if text := written.get(TEXT):
        return f"<{name}{names}>{escape(text)}{children}</{name}> "  # a space, so that labels are words where only text is kept
    return f"<{name}{names}>{children}</{name}>" if children else f"<{name}{names}/>"


def _both_markups(drawn: Element, keys: str) -> tuple[str, str]:
    """The animated and the static markup of an element; most elements are the same in both, and written once."""
    children = [_both_markups(child, keys) for child in drawn.elements]
    moving, still = ("".join(parts) for parts in zip(*children, strict=True)) if children else ("", "")
    animated = _tagged(drawn, moving)
    if drawn.attribs.get("opacity") == "0" or (moving and not still):
        return animated, ""
    role, key, _ = drawn.attribs.get("class", "").partition(keys)
    if not key:
        return animated, animated if moving == still else _tagged(drawn, still)
    drawn.attribs["class"] = role.rstrip()
    if not role:
        del drawn.attribs["class"]
    return animated, _tagged(drawn, still)


def element(mark: Mark, context: DrawContext) -> Element:
    """The element of a mark, with those of its children."""
    children = _children(mark, context) if isinstance(mark, Group) else ()
    return make_element(tag(mark), attributes(mark, context), children)


def _children(group: Group, context: DrawContext) -> Iterator[Element]:
    """The elements in a group. Neighbours of one role get their presentation attributes from an element around them.

    Each has a class of its own: a rule of a host page, such as ``svg path{fill:red}``, overrides what is inherited, but no class.
    """
    for (role, anchor), found in groupby(group.children, _inherited):
        marks = tuple(found)
        if not role or len(marks) == 1:
            yield from [element(mark, context) for mark in marks]
            continue
        own, paint = context.painted(role)
        drawn = [make_element(tag(mark), _attributes(mark, context, own)) for mark in marks]
        if anchor != "start":
            paint = {**paint, _ANCHOR: anchor}
            for each in drawn:
                del each.attribs[_ANCHOR]
        yield make_element("g", paint, drawn)


def _inherited(mark: Mark) -> tuple[str, str]:
    """The role of a mark and the anchor of its text, which decide what it can inherit."""
    return mark.role, mark.anchor if isinstance(mark, Text) else "start"


def make_element(name: str, attributes: Attributes, children: Iterable[Element] = ()) -> Element:
    """An element with these attributes and these children.

    svgwrite's classes for shapes take coordinates, and compute some attributes only when they are serialised. States of a
    figure are compared attribute by attribute, so `attributes` makes these first, and svgwrite's base class takes them as they are.
    """
    return _Element(name, attributes, list(children))


def tag(mark: Mark) -> str:
    """Name of the element of a mark."""
    return _SHAPES[type(mark)][0]


def attributes(mark: Mark, context: DrawContext) -> Attributes:
    """Attributes of the element of a mark, its text among them as ``#text``; none is empty."""
    own, paint = context.painted(mark.role)
    return _attributes(mark, context, {**own, **paint})


def _attributes(mark: Mark, context: DrawContext, painted: Attributes) -> Attributes:
    found = {**painted, **_SHAPES[type(mark)][1](mark)}
    if isinstance(mark, Text) and mark.size != context.text_size:
        found["font-size"] = number(mark.size)
    if mark.opacity != 1.0:
        found["opacity"] = number(mark.opacity)
    if isinstance(mark, DataPoints):
        found |= {f"{context.points}data-{name}": value for name, value in _told(mark).items()}
    if mark.key in context.animated_keys:
        found["class"] = f"{painted.get('class', '')} {context.keys}{mark.key}".lstrip()
    return found


def _rect(mark: Rect) -> Attributes:
    found = {"x": number(mark.x), "y": number(mark.y), "width": number(mark.width), "height": number(mark.height)}
    return {**found, "rx": number(mark.radius)} if mark.radius else found


def _line(mark: Line) -> Attributes:
    return {"x1": number(mark.x1), "y1": number(mark.y1), "x2": number(mark.x2), "y2": number(mark.y2)}


def _circles(mark: Circles) -> Attributes:
    """Each circle is one arc from its top to a point next to it: an arc cannot end where it begins."""
    r = number(mark.radius)
    arc = f"a{r} {r} 0 1 1-.01 0z"
    return _path("".join([f"M{number(x)} {number(y - mark.radius)}{arc}{_stem(mark, x, y)}" for x, y in mark.centres]))


def _stem(mark: Circles, x: float, y: float) -> str:
    """A rectangle from below a circle to its baseline; circles that reach the baseline have none."""
    if mark.base is None or mark.base <= y + mark.radius:
        return ""
    width = min(_STEM, mark.radius)
    return f"M{number(x - width / 2)} {number(y + mark.radius)}h{number(width)}V{number(mark.base)}h-{number(width)}z"


def _segments(mark: Segments) -> Attributes:
    """Two lines that begin at one point are one line with a corner there."""
    written = []
    for (x, y), found in groupby(mark.lines, key=itemgetter(0, 1)):
        ends = [line[2:] for line in found]
        start = f"{number(x)} {number(y)}"
        written += [
            f"M{_point(one)}L{start}L{_point(other)}" for one, other in zip(ends[::2], ends[1::2], strict=False)
        ]
        if len(ends) % 2:
            (right, lower) = ends[-1]
            written.append(f"M{start}H{number(right)}" if lower == y else f"M{start}L{_point(ends[-1])}")
    return _path("".join(written))


def _point(point: tuple[float, float]) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _polyline(mark: Polyline) -> Attributes:
    corners = "L".join([f"{number(x)} {number(y)}" for x, y in mark.points])
    return _path(f"M{corners}Z" if mark.closed else f"M{corners}")


def _path(commands: str) -> Attributes:
    return {"d": commands} if commands else {}


def _polylines(mark: Polylines) -> Attributes:
    end = "Z" if mark.closed else ""
    runs = ("L".join([f"{number(x)} {number(y)}" for x, y in run]) for run in mark.runs)
    return {"d": "".join([f"M{corners}{end}" for corners in runs])}


def _cells(mark: Cells) -> Attributes:
    """Numbers of cells are short, so that 40,000 cells are some kilobytes; crisp edges leave no gap between neighbours."""
    scale = f"{number(mark.cell_width, 5)} {number(mark.cell_height, 5)}"
    return {
        **_path("".join(map(_ring, mark.rings))),
        "fill-rule": "evenodd",
        "shape-rendering": "crispEdges",
        "transform": f"translate({number(mark.left)} {number(mark.top)}) scale({scale})",
    }


def _ring(ring: tuple[int, ...]) -> str:
    sides = "".join([f"{'hv'[index % 2]}{length}" for index, length in enumerate(ring[2:])])
    return f"M{ring[0]} {ring[1]}{sides}z"


def _text(mark: Text) -> Attributes:
    found = {"x": number(mark.x), "y": number(mark.y), **({TEXT: mark.text} if mark.text else {})}
    if mark.anchor != "start":
        found[_ANCHOR] = mark.anchor
    if mark.bold:
        found["font-weight"] = "600"
    return found


_ROLES = {"list": "list", "item": "listitem", "image": "img"}
"""ARIA role of each meaning of a group."""


def _group(mark: Group) -> Attributes:
    found = {"role": _ROLES[mark.semantics]} if mark.semantics in _ROLES else {}
    return {**found, _LABEL: mark.label} if mark.label else found


def _told(mark: DataPoints) -> Attributes:
    """Cells, places and sizes in whole units; a place is the way from the one before, and empty for a value that is not drawn."""
    written, last = [], (0, 0)
    for place in mark.places:
        x, y = (round(place[0]), round(place[1])) if place else last
        written.append(f"{x - last[0]} {y - last[1]}" if place else "")
        last = (x, y)
    found = {
        "points": ",".join(written),
        "sizes": " ".join(str(round(length)) for size in mark.sizes for length in size),
        "columns": " ".join(map(str, mark.cells.columns)),
        "table": str(mark.cells.table or ""),
        "row": str(mark.cells.first or ""),
        "step": "-1" if mark.cells.upwards else "",
    }
    return {name: text for name, text in found.items() if text or name == "points"}


def _unpainted(_: DataPoints) -> Attributes:
    return {}


_SHAPES: dict[type[Mark], tuple[str, Callable[[Any], Attributes]]] = {
    Rect: ("rect", _rect),
    Line: ("line", _line),
    Circles: ("path", _circles),
    Segments: ("path", _segments),
    Polyline: ("path", _polyline),
    Polylines: ("path", _polylines),
    Cells: ("path", _cells),
    Text: ("text", _text),
    DataPoints: ("path", _unpainted),
    Group: ("g", _group),
}
"""Name and geometry of the element of each mark."""
