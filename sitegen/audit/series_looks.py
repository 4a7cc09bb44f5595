"""Series of a chart differ in more than colour: in the dash of their lines, or in the shape of their markers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from sitegen.scene.shapes import Circles, Mark, Panel, Polylines, Rect, Scene
from sitegen.theme import Theme

_ROLE = re.compile(r"(series-\d)-(line|strong|mark)")


def series_problems(scenes: tuple[Scene, ...], theme: Theme) -> list[str]:
    """A clause for every pair of series in a panel that differ only in colour."""
    panels = (panel for scene in scenes for panel in scene.panels)
    return list(dict.fromkeys(problem for panel in panels for problem in _panel_problems(panel, theme)))


def _panel_problems(panel: Panel, theme: Theme) -> Iterator[str]:
    looks: dict[str, set[object]] = {}
    for mark in panel.all_marks():
        if mark.role.startswith("series-") and (found := _ROLE.fullmatch(mark.role)):
            looks.setdefault(found[1], set()).add(_look(mark, theme))
    for (one, first), (other, second) in combinations(looks.items(), 2):
        if first == second:
            yield f"{one} and {other} differ in colour alone: give their lines another dash or another marker"


def _look(mark: Mark, theme: Theme) -> object:
    """The dash of a line, or the form of a marker and whether it is hollow."""
    paint = theme.paints[mark.role]
    if not mark.role.endswith("-mark"):
        return paint.dash
    return _form(mark), paint.fill == "surface"


def _form(mark: Mark) -> object:
    match mark:
        case Circles():
            return "circle"
        case Rect():
            return "bar"
        case Polylines(runs=runs):
            x, y = runs[0][0]
            return tuple((round(px - x, 1), round(py - y, 1)) for px, py in runs[0])
        case _:
            return type(mark).__name__
