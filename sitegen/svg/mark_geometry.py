"""The geometry and the text of marks as attributes of SVG elements: coordinates, paths, and the places of data points."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sitegen.scene.shapes import (
    Cells,
    Circles,
    DataPoints,
    Group,
    Line,
    Mark,
    Polyline,
    Polylines,
    Rect,
    Segments,
    Text,
)

Attributes = dict[str, str]
TEXT = "#text"
"""Name of the text of an element among its attributes."""
ANCHOR = "text-anchor"
LABEL = "aria-label"
"""The attribute whose value may be an author's text; all others are numbers, colours and names of ours."""
_STEM = 1.25
"""Width of a stem below a circle."""


@lru_cache(maxsize=4096)
def number(value: float, decimals: int = 2) -> str:
    """A number for SVG and CSS; two decimals of a coordinate are about a hundredth of a pixel."""
    return f"{value:z.{decimals}f}".rstrip("0").rstrip(".")


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
        found[ANCHOR] = mark.anchor
    if mark.bold:
        found["font-weight"] = "600"
    return found


_ROLES = {"list": "list", "item": "listitem", "image": "img"}
"""ARIA role of each meaning of a group."""


def _group(mark: Group) -> Attributes:
    found = {"role": _ROLES[mark.semantics]} if mark.semantics in _ROLES else {}
    return {**found, LABEL: mark.label} if mark.label else found


def point_data(mark: DataPoints) -> Attributes:
    """The attributes of data points: their cells, and their places and sizes in whole units.

    A place is relative to the one before it, and empty for a value that is not drawn.
    """
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


SHAPES: dict[type[Mark], tuple[str, Callable[[Any], Attributes]]] = {
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
