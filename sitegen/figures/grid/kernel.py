"""The numbers of a grid: places and values, the levels between its shades, and what holds of it. numpy only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.kinds.numerics import (
    CellPlaces,
    EdgeCourse,
    GridFeatures,
    Here,
    LevelCourse,
    above,
    band_numbers,
    below,
    blocks,
    cell_at,
    centred_levels,
    corner_count,
    crossings,
    edge_courses,
    grid_features,
    level_course,
    levels_within,
    log_levels,
    round_levels,
)

Array = NDArray[np.float64]
MOST_BANDS = 12
_MOST_CORNERS, _MOST_CROSSINGS = 8000, 3000
"""Most corners of the outlines of all bands, and most crossings of all lines: with more, the drawing has blocks of cells."""


@dataclass(frozen=True, slots=True)
class GridAxis:
    """The columns or the rows."""

    places: Array
    """Shape (N,); with names, the numbers from 0."""
    names: tuple[str, ...] = ()
    log: bool = False

    @property
    def coordinates(self) -> Array:
        """Places, or their logarithms on a logarithmic axis."""
        return np.log10(self.places) if self.log else self.places

    @property
    def cell_places(self) -> CellPlaces | None:
        """The places; None with names."""
        return None if self.names else CellPlaces(self.places.tolist(), self.log)

    @property
    def is_even(self) -> bool:
        """Whether the axis has a scale: places without names, at equal distances."""
        steps = np.diff(self.coordinates)
        return not self.names and bool(steps.size) and float(np.ptp(steps)) <= 1e-6 * float(steps.max())


@dataclass(frozen=True, slots=True)
class GridValues:
    """A matrix with its columns and rows; numeric places ascend."""

    x: GridAxis
    y: GridAxis
    z: Array
    """Shape (M, N); NaN where there is no value."""
    log: bool
    """Whether the scale of the values is logarithmic."""

    @property
    def shown(self) -> Array:
        """The values that have a shade; NaN elsewhere."""
        return np.where(self.z > 0, self.z, np.nan) if self.log else self.z

    def height(self, value: float) -> float:
        """A value on the scale, log₁₀ on a logarithmic one."""
        return float(np.log10(value)) if self.log else value

    def heights(self, size: int) -> Array:
        """The means of blocks of so many cells each way on the scale; NaN where there is no shade."""
        heights = np.log10(self.shown) if self.log else self.z
        return blocks(heights, size) if size > 1 else heights


@dataclass(frozen=True, slots=True)
class GridData:
    """A grid with what holds of it."""

    values: GridValues
    levels: Array
    """Ends of the bands, ascending, shape (bands + 1,)."""
    features: GridFeatures | None
    edges: tuple[EdgeCourse, ...]
    lines: tuple[LevelCourse, ...]
    here: Here | None
    columns: int
    rows: int
    bands: int
    middle: int | None
    """The number of the level at which the colours change; None with one colour."""
    outside: int
    """Values beyond the ends of the scale, where the author gives them."""
    undrawn: int
    """Values that are not above 0 on a logarithmic scale, where they have no shade."""
    block: int
    """The drawing has blocks of so many cells each way."""

    @property
    def upwards(self) -> bool:
        """Whether rows are drawn upwards, as those with places are; those with names go downwards."""
        return not self.values.y.names

    def from_top(self, row: float) -> float:
        """The number of a row in the drawing."""
        return self.rows - 1 - row if self.upwards else row


class Shading(NamedTuple):
    """Which shades values have."""

    ends: tuple[float, float] | None = None
    """Of the scale; None if it fits the values."""
    centre: float | None = None
    """Where the colours of the shades change."""


_PLAIN = Shading()


def grid_data(
    values: GridValues,
    shading: Shading = _PLAIN,
    lines: Sequence[float] = (),
    mark: tuple[int, int] | None = None,
    *,
    contours: bool = False,
) -> GridData:
    """Measure a grid.

    Parameters
    ----------
    values : GridValues
    shading : Shading
    lines : sequence of float
        Levels with names.
    mark : (int, int), optional
        Column and row of the marked cell.
    contours : bool
        Whether there are lines between all bands.
    """
    values, mark = _ascending(values, mark)
    x, y, z = values.x, values.y, values.z
    levels = _levels(values, shading)
    known = z[np.isfinite(z)]
    drawn = [*lines, *lines, *(levels[1:-1].tolist() if contours else ())]  # a named line has a casing, too
    return GridData(
        values=values,
        levels=levels,
        features=grid_features(x.places, y.places, z),
        edges=edge_courses(x.places, y.places, z),
        lines=tuple(level_course(x.cell_places, y.cell_places, z, level, log=values.log) for level in lines),
        here=cell_at(x.places, y.places, z, *mark) if mark else None,
        columns=len(x.places),
        rows=len(y.places),
        bands=len(levels) - 1,
        middle=None if shading.centre is None else int(np.argmin(np.abs(levels - shading.centre))),
        outside=int(np.count_nonzero(below(known, levels[0]) | above(known, levels[-1]))) if shading.ends else 0,
        undrawn=int(np.count_nonzero(known <= 0)) if values.log else 0,
        block=_block(values, levels, [values.height(level) for level in drawn]),
    )


def _ascending(values: GridValues, mark: tuple[int, int] | None) -> tuple[GridValues, tuple[int, int] | None]:
    """The grid with ascending places."""
    columns, rows = (np.argsort(axis.places, kind="stable") for axis in (values.x, values.y))
    x, y = (
        GridAxis(axis.places[order], axis.names, axis.log) for axis, order in ((values.x, columns), (values.y, rows))
    )
    moved = mark and (columns.tolist().index(mark[0]), rows.tolist().index(mark[1]))
    return GridValues(x, y, values.z[np.ix_(rows, columns)], values.log), moved


def _levels(values: GridValues, shading: Shading) -> Array:
    ends, centre = shading
    shown = values.shown[np.isfinite(values.shown)]
    low, high = ends or (
        (float(shown.min()), float(shown.max())) if shown.size else (1.0, 10.0) if values.log else (0.0, 1.0)
    )
    if centre is not None:
        found = centred_levels(low, high, centre, MOST_BANDS // 2)
        return levels_within(found, low, high) if ends else found
    found = (log_levels if values.log else round_levels)(low, high, MOST_BANDS)
    return levels_within(found, low, high) if ends else found


def drawn_bands(values: GridValues, levels: Array, size: int) -> NDArray[np.int64]:
    """The band of each block of cells, −1 where there is no shade."""
    if size == 1:
        return band_numbers(values.shown, levels, log=values.log)
    heights = values.heights(size)
    return band_numbers(10.0**heights if values.log else heights, levels, log=values.log)


def _block(values: GridValues, levels: Array, lines: Iterable[float]) -> int:
    """The smallest blocks whose drawing is light enough."""
    lines = list(lines)
    largest = int(max(values.z.shape))
    for size in range(1, largest):
        corners = corner_count(drawn_bands(values, levels, size))
        heights = values.heights(size)
        crossed = sum(len(crossings(heights, level).points()) for level in lines) if corners <= _MOST_CORNERS else 0
        if corners <= _MOST_CORNERS and crossed <= _MOST_CROSSINGS:
            return size
    return largest
