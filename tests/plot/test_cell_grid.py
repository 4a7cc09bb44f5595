"""The cells of a grid: each shade has its cells and no other, and everything is inside the panel on both canvases."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from sitegen.audit.labels import label_problems
from sitegen.numerics.contours import contours
from sitegen.plot.cell_grid import MOST_BANDS, CellAxis, CellGrid, arm_role, cell_grid_panel, cell_ticks, ramp_role
from sitegen.plot.ticks import place_labels
from sitegen.scene.canvas import CANVASES, NARROW
from sitegen.scene.shapes import Cells, Circles, Polylines, Rect, Scene, Segments, Text
from sitegen.scene.text_width import extent
from sitegen.theme import ABOVE, BELOW, RAMP
from tests.numerics.test_cell_regions import inside


def grid(bands, count, **fields):
    bands = np.array(bands)
    rows, columns = bands.shape
    axes = [
        CellAxis(name, lambda most, n=n: cell_ticks(place_labels(range(n)), most))
        for name, n in (("step", columns), ("layer", rows))
    ]
    levels = tuple(map(str, range(count + 1)))
    return CellGrid(x=axes[0], y=axes[1], title="loss", bands=bands, levels=levels, **fields)


def cells_of(panel):
    """The marks of the bands, without those of the legend, which is to the right of them."""
    found = [mark for mark in panel.marks if isinstance(mark, Cells)]
    left = min(mark.left for mark in found)
    return [mark for mark in found if mark.left == left]


def test_each_band_is_one_mark_with_its_cells():
    bands = np.random.default_rng(0).integers(-1, 5, (8, 11))
    panel = cell_grid_panel(grid(bands, 5), NARROW)
    marks = {mark.role: mark for mark in cells_of(panel)}
    assert len(marks) == 5
    for band in range(5):
        rings = marks[ramp_role(band, 5)].rings
        found = [[inside(rings, column, row) for column in range(11)] for row in range(8)]
        assert found == (bands == band).tolist()


def test_the_ends_of_the_ramp_are_used_and_shades_differ():
    for count in range(2, MOST_BANDS + 1):
        roles = [ramp_role(band, count) for band in range(count)]
        assert (roles[0], roles[-1]) == (RAMP[0], RAMP[-1])
        assert len(set(roles)) == count
        assert roles == sorted(roles, key=RAMP.index)


def test_hatching_is_inside_of_missing_cells():
    bands = np.zeros((4, 5), dtype=int)
    bands[1:3, 2:4] = -1
    panel = cell_grid_panel(grid(bands, 3), NARROW)
    box = cells_of(panel)[0]
    hatching = max(
        (mark for mark in panel.marks if isinstance(mark, Segments) and mark.role == "missing"),
        key=lambda m: len(m.lines),
    )
    assert len(hatching.lines) > 5
    for x1, y1, x2, y2 in hatching.lines:
        for x, y in ((x1, y1), (x2, y2)):
            assert 2 <= (x - box.left) / box.cell_width <= 4
            assert 1 <= (y - box.top) / box.cell_height <= 3
    assert not [mark for mark in panel.marks if mark.role == "grid"]


def test_an_iso_line_and_the_mark_are_where_their_cells_are():
    y, x = np.mgrid[:21, :21]
    lines = contours(np.hypot(x - 10.0, y - 10.0), 6.0)
    panel = cell_grid_panel(
        grid(np.zeros((21, 21), dtype=int), 2, iso_lines=(("six", lines),), here=(10, 10, "0")), NARROW
    )
    box = cells_of(panel)[0]
    (mark,) = (
        mark
        for mark in panel.marks
        if isinstance(mark, Circles) and mark.role == "here" and mark.centres[0][0] > box.left
    )
    centre = mark.centres[0]
    assert centre == (pytest.approx(box.left + 10.5 * box.cell_width), pytest.approx(box.top + 10.5 * box.cell_height))
    (line,) = (mark for mark in panel.marks if isinstance(mark, Polylines) and mark.role == "iso-1")
    for px, py in line.runs[0]:
        distance = math.hypot((px - centre[0]) / box.cell_width, (py - centre[1]) / box.cell_height)
        assert distance == pytest.approx(6.0, abs=0.05)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (40, 1), (3, 3), (30, 50)])
def test_everything_is_inside(shape, canvas):
    bands = np.arange(shape[0] * shape[1]).reshape(shape) % 12
    panel = cell_grid_panel(
        grid(bands, 12, here=(0, 0, "12.5 percent of everything"), iso_lines=(("a long name of a level", ()),)), canvas
    )
    assert label_problems(Scene(panels=(panel,))) == []
    for mark in panel.marks:
        if isinstance(mark, Cells):
            assert mark.left >= 0
            assert mark.left + mark.cell_width <= panel.width
            assert mark.top + mark.cell_height <= panel.height


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_the_title_of_the_legend_ends_where_the_legend_ends(canvas):
    panel = cell_grid_panel(grid([[0, 1], [1, 0]], 2), canvas)
    (title,) = (mark for mark in panel.marks if isinstance(mark, Text) and mark.text == "loss")
    labels = [
        mark
        for mark in panel.marks
        if isinstance(mark, Text) and mark.text in {"0", "1", "2"} and mark.anchor == "start"
    ]
    ends = [mark.x + canvas.text_width(mark.text) for mark in labels]
    assert title.x == pytest.approx(max(ends))
    assert title.anchor == "end"


def test_shades_are_stronger_with_their_distance_from_a_centre():
    for count in range(1, 13):
        for middle in range(max(0, count - 6), min(6, count) + 1):
            roles = [arm_role(band, count, middle) for band in range(count)]
            assert len(set(roles)) == count
            below, above = roles[:middle][::-1], roles[middle:]
            assert below == sorted(below, key=BELOW.index)
            assert above == sorted(above, key=ABOVE.index)
            assert max(middle, count - middle) == 1 or {BELOW[-1], ABOVE[-1]} & set(roles)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_values_are_in_all_cells_or_in_none(canvas):
    for number, text in ((2, "0.5"), (7, "0.5"), (2, "−1.23 × 10⁻⁴ kg")):
        values = tuple(tuple("" if (row, column) == (0, 1) else text for column in range(number)) for row in range(2))
        panel = cell_grid_panel(grid(np.zeros((2, number), dtype=int), 2, values=values), canvas)
        texts = [mark for mark in panel.marks if isinstance(mark, Text) and mark.text == text]
        grounds = [mark for mark in panel.marks if isinstance(mark, Rect) and mark.role == "surface"]
        assert len(texts) == len(grounds)
        assert len(texts) in {0, 2 * number - 1}
        if (number, text) == (2, "0.5"):
            assert texts
        for mark, ground in zip(texts, grounds, strict=True):
            left, right = extent(mark)
            assert ground.x < left
            assert right < ground.x + ground.width
        assert not label_problems(Scene(panels=(panel,), text_size=canvas.text_size))


def test_the_title_of_the_columns_may_be_wider_than_the_cells():
    columns = CellAxis("log learning rate", lambda most: cell_ticks(("a", "b"), most))
    panel = cell_grid_panel(replace(grid([[0, 1], [2, 3]], 4), x=columns), NARROW)
    (title,) = (mark for mark in panel.marks if isinstance(mark, Text) and mark.text.startswith("log"))
    assert title.text == "log learning rate"
    assert not label_problems(Scene(panels=(panel,), text_size=NARROW.text_size))
