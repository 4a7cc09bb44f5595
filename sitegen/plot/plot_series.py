"""Series as marks: lines, steps, points, bars and bands, told apart by dash and marker as well as by colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sitegen.plot.scales import Frame, Scale
from sitegen.plot.thinning import outline
from sitegen.scene.shapes import Circles, DataPoints, Mark, Polylines, Rect, TableCells

Floats = NDArray[np.float64]
Form = Literal["line", "step", "points", "bars"]
Points = tuple[tuple[float, float], ...]

MOST_SERIES = 8
"""Series of one chart: more cannot be told apart without colour."""
RADIUS = 3.25
_MARKER_ROOM = 22.0
"""Every point has a marker where they are this far apart."""
_MARKER_PITCH = 90.0
"""Distance of the markers of a longer line."""
_POINT_COLUMN = 2.0
"""Width of the columns to which a series of many points is thinned."""
_FARTHEST = 1e100
"""Largest place in user units; a line to a place farther away would leave the frame at the same point."""
_BAR_SHARE = 0.8
"""Share of the room of one place that its bars take."""
_CORNERS: tuple[Points, ...] = (
    (),
    ((-0.93, -0.93), (0.93, -0.93), (0.93, 0.93), (-0.93, 0.93)),
    ((0.0, -1.3), (1.2, 0.85), (-1.2, 0.85)),
    ((0.0, -1.4), (1.4, 0.0), (0.0, 1.4), (-1.4, 0.0)),
)
"""Marker of each series in radii: circle, square, triangle, diamond; those of series 5 to 8 are the same, and hollow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series in axis coordinates."""

    x: Floats
    y: Floats
    """Shape (n,); x ascends. NaN is a gap, and −inf an exact zero of a logarithmic axis."""
    name: str = ""
    slot: int = 1
    """Its number, from 1 to `MOST_SERIES`, which determines colour, dash and marker."""
    form: Form = "line"
    band: tuple[Floats, Floats] | None = None
    """Lower and upper limits of a band around it."""
    strong: bool = False
    """Whether the author points to it: its line is wider."""
    marked: bool = True
    """Whether it has markers; without, only its dash tells it from others."""
    cells: TableCells | None = None
    """Where a table has its values, if readers can go from one to the next."""
    rows: Sequence[int] | None = None
    """Indices of the values in the rows of that table, which may have other rows after them; None for all of them."""

    @property
    def role(self) -> str:
        """Beginning of the names of its roles."""
        return f"series-{self.slot}"


@dataclass(frozen=True, slots=True)
class Plane:
    """A plotting area with both of its scales."""

    frame: Frame
    x: Scale
    y: Scale

    def points(self, x: Floats, y: Floats) -> Floats:
        """Points in user units, shape (m, 2): NaN where a line has a gap or leaves the frame, at whose edge it is cut."""
        frame = self.frame
        with np.errstate(invalid="ignore", over="ignore"):
            placed = np.column_stack([self.x.places(x), self.y.places(np.where(np.isfinite(y), y, np.nan))])
        if ((placed >= (frame.left, frame.top)) & (placed <= (frame.right, frame.bottom))).all():
            return placed
        placed = np.clip(placed, -_FARTHEST, _FARTHEST)
        for axis, low, high in ((0, frame.left, frame.right), (1, frame.top, frame.bottom)):
            for limit in (low, high):
                placed = _with_crossings(placed, axis, limit)
            middle, reach = (low + high) / 2, (high - low) / 2 + 1e-9
            placed[np.abs(placed[:, axis] - middle) > reach] = np.nan
        return placed


def _with_crossings(points: Floats, axis: int, limit: float) -> Floats:
    """`points` and those where the line between them crosses `limit` on one axis."""
    side = points[:, axis] - limit
    with np.errstate(invalid="ignore"):
        before = np.flatnonzero(np.sign(side[:-1]) * np.sign(side[1:]) < 0)
    if not before.size:
        return points
    share = (side[before] / (side[before] - side[before + 1]))[:, None]
    crossing = points[before] + share * (points[before + 1] - points[before])
    crossing[:, axis] = limit
    return np.insert(points, before + 1, crossing, axis=0)


def runs_of(points: Floats) -> list[Floats]:
    """The parts of a line between its gaps."""
    finite = np.isfinite(points.sum(axis=1))
    starts = np.flatnonzero(finite & ~np.append(False, finite[:-1]))
    ends = np.flatnonzero(finite & ~np.append(finite[1:], False)) + 1
    return [points[start:end] for start, end in zip(starts, ends, strict=True)]


def stepped(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The corners of a line that keeps each value until the next."""
    return np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]


def series_line(series: Series, plane: Plane, points: Floats, column: float = 1.0) -> Iterator[Mark]:
    """The line of `series` as one mark, through its `points` in `plane`; nothing if it has none.

    It is thinned to what can be seen in columns of the width `column`.
    """
    if series.form not in {"line", "step"}:
        return
    corners = plane.points(*stepped(series.x, series.y)) if series.form == "step" else points
    runs = [as_points(run[outline(run[:, 0], run[:, 1], column)]) for run in runs_of(corners) if len(run) > 1]
    if runs:
        yield Polylines(role=f"{series.role}-{'strong' if series.strong else 'line'}", runs=tuple(runs))


def series_band(series: Series, plane: Plane, column: float = 1.0) -> Iterator[Mark]:
    """The band of `series`, cut at the edges of the frame of `plane` and thinned to columns of the width `column`."""
    if series.band is None:
        return
    low, high = (np.clip(limit, plane.y.low, plane.y.high) for limit in series.band)
    points = np.column_stack([plane.x.places(series.x), plane.y.places(low), plane.y.places(high)])
    areas = []
    for run in runs_of(points):
        x, below, above = run.T
        kept = [outline(x, edge, column) for edge in (below, above)]
        upper, lower = (
            as_points(np.column_stack([x, edge])[index]) for edge, index in ((above, kept[1]), (below, kept[0]))
        )
        areas.append((*upper, *lower[::-1]))
    if areas:
        yield Polylines(role=f"{series.role}-band", runs=tuple(areas), closed=True)


def series_markers(series: Series, plane: Plane, *, needed: bool) -> Iterator[Mark]:
    """The markers of a series: on every point if these are few or there is no line, else on single points.

    Parameters
    ----------
    series : Series
    plane : Plane
    needed : bool
        Whether some other points of a long line have markers, too, to tell it from other lines.
    """
    if series.form == "bars" or not series.marked:
        return
    known = np.where(np.isfinite(series.y), series.y, np.nan)
    points = np.column_stack([plane.x.places(series.x), plane.y.places(known)])
    frame = plane.frame
    inside = (points >= (frame.left - 0.5, frame.top - 0.5)) & (points <= (frame.right + 0.5, frame.bottom + 0.5))
    shown = points[inside.all(axis=1)]
    if not len(shown):
        return
    if series.form == "points":
        shown = _thinned(shown, _POINT_COLUMN)
    elif len(shown) * _MARKER_ROOM > frame.width:
        single = _thinned(points[_single(known) & inside.all(axis=1)], 2 * RADIUS)
        shown = np.unique(np.concatenate([_some(shown, series.slot, frame) if needed else single, single]), axis=0)
    if len(shown):
        yield marker(series.slot, as_points(shown))


def _single(y: Floats) -> NDArray[np.bool_]:
    """Which values are between gaps, so that no line shows them."""
    gap = np.isnan(y)
    before, after = np.append(True, gap[:-1]), np.append(gap[1:], True)
    single: NDArray[np.bool_] = ~gap & before & after
    return single


def _thinned(points: Floats, column: float) -> Floats:
    return points[outline(points[:, 0], points[:, 1], column)] if len(points) else points


def _some(points: Floats, slot: int, frame: Frame) -> Floats:
    """Points about `_MARKER_PITCH` apart, at other places for each series."""
    count = max(2, int(frame.width / _MARKER_PITCH))
    wanted = frame.left + frame.width * (np.arange(count) + slot / (MOST_SERIES + 1)) / count
    nearest = np.clip(np.searchsorted(points[:, 0], wanted), 0, len(points) - 1)
    return points[np.unique(nearest)]


def marker(slot: int, centres: Points, radius: float = RADIUS, role: str = "") -> Mark:
    """Markers as one mark.

    Parameters
    ----------
    slot : int
        The number of the series, from 1, which determines their shape.
    centres : sequence of (float, float)
        In user units.
    radius : float
    role : str
        By default that of the markers of the series.
    """
    corners, role = _CORNERS[(slot - 1) % len(_CORNERS)], role or f"series-{slot}-mark"
    if not corners:
        return Circles(role=role, centres=centres, radius=radius)
    runs = tuple(tuple((x + dx * radius, y + dy * radius) for dx, dy in corners) for x, y in centres)
    return Polylines(role=role, runs=runs, closed=True)


def zero_rings(series: Series, plane: Plane) -> Iterator[Mark]:
    """Rings on the baseline for the exact zeros of a logarithmic axis."""
    x = plane.x.places(series.x[np.isneginf(series.y)])
    x = x[(x >= plane.frame.left - 0.5) & (x <= plane.frame.right + 0.5)]
    if x.size:
        x = x[outline(x, np.zeros_like(x), 2 * RADIUS)]
        centres = tuple((float(each), plane.frame.bottom) for each in x)
        yield Circles(role=f"{series.role}-zero", centres=centres, radius=RADIUS)


def series_bars(series: Series, plane: Plane, pitch: float, place: tuple[int, int] = (0, 1)) -> Iterator[Mark]:
    """The bars of a series, from zero or from the lower end of the axis.

    Parameters
    ----------
    series : Series
    plane : Plane
    pitch : float
        Distance of two places in user units.
    place : (int, int)
        The number of the series, from 0, among how many whose bars are side by side.
    """
    number, count = place
    width = _BAR_SHARE * pitch / count
    base = plane.y(0.0)
    for x, y in zip(plane.x.places(series.x).tolist(), series.y.tolist(), strict=True):
        if np.isfinite(y):
            left = x - _BAR_SHARE * pitch / 2 + number * width
            top = plane.y(y)
            yield Rect(role=f"{series.role}-mark", x=left, y=min(top, base), width=width, height=abs(base - top))


def series_points(series: Series, plane: Plane) -> Iterator[Mark]:
    """The places of the values that a table has, as far as they are inside the frame."""
    if series.cells is None:
        return
    rows, count = range(len(series.y)) if series.rows is None else series.rows, len(series.y)
    shown = [row for row in rows if row < count]
    places = value_places(series.x[shown], series.y[shown], plane)
    yield DataPoints(cells=series.cells, places=(*places, *[None] * (len(rows) - len(shown))))


def value_places(x: Floats, y: Floats, plane: Plane) -> tuple[tuple[float, float] | None, ...]:
    """The place of each value (`x`, `y`) in user units; None for one outside the frame. Exact zeros of a log axis are on the baseline."""
    frame = plane.frame
    levels = plane.y.places(np.where(np.isfinite(y), y, np.nan))
    levels[np.isneginf(y)] = frame.bottom
    points = zip(plane.x.places(x).tolist(), levels.tolist(), strict=True)
    left, right, top, bottom = frame.left - 0.5, frame.right + 0.5, frame.top - 0.5, frame.bottom + 0.5
    return tuple((x, y) if left <= x <= right and top <= y <= bottom else None for x, y in points)


def upright_points(cells: TableCells, tops: Iterable[tuple[float, float]], base: float, width: float) -> DataPoints:
    """The places of bars, from one to the next of which readers can go.

    Parameters
    ----------
    cells : TableCells
        Where a table has their values.
    tops : iterable of (float, float)
        Middle of the upper end of each bar, in user units.
    base, width : float
        Their baseline, and their width.
    """
    ends = tuple(tops)
    places = tuple((x, (y + base) / 2) for x, y in ends)
    return DataPoints(cells=cells, places=places, sizes=tuple((width, base - y) for _, y in ends))


def as_points(points: Floats) -> Points:
    """Points of a mark, without those that are missing."""
    return tuple([(x, y) for x, y in points.tolist() if x == x and y == y])  # noqa: PLR0124 - NaN differs from itself
