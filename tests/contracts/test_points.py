"""Data points are where the numbers say that are in their cells of the tables."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sitegen.contract.kinds_under_test import scene_of
from sitegen.description.sentences import Value
from sitegen.figure import Figure
from sitegen.scene.canvas import CANVASES
from sitegen.scene.shapes import DataPoints, Scene, Text
from tests.conftest import FIGURES

EXAMPLES = [path.stem for path in FIGURES]
PLACED_BY_VALUE = {"bars", "bptt-norm", "curves", "gradient-decay", "gradient-flow", "histogram", "layer-profile"}
PLACED_BY_VALUE |= {"activation-curve", "lr-schedule", "training-curves", "vanishing-gradients"}


def points(scene: Scene) -> list[DataPoints]:
    return [mark for mark in scene.marks() if isinstance(mark, DataPoints)]


def cells(figure: Figure, mark: DataPoints, column: int) -> list[Value]:
    """The cells of a column for the places that are drawn."""
    table = (figure.description.table, *figure.description.more_tables)[mark.cells.table].for_readers()
    step = -1 if mark.cells.upwards else 1
    found = [table.columns[column].cells[mark.cells.first + step * index] for index in range(len(mark.places))]
    return [cell for cell, place in zip(found, mark.places, strict=True) if place]


def ends(mark: DataPoints, *, sideways: bool) -> np.ndarray:
    """Both ends of each mark along the axis of values, shape (n, 2)."""
    sizes = mark.sizes * (len(mark.places) if len(mark.sizes) == 1 else 1) or ((0.0, 0.0),) * len(mark.places)
    side = 0 if sideways else 1
    drawn = [(place[side], size[side] / 2) for place, size in zip(mark.places, sizes, strict=True) if place]
    return np.array([(middle - half, middle + half) for middle, half in drawn])


@pytest.mark.parametrize("name", EXAMPLES)
def test_larger_values_are_farther_along_the_axis(figure: Figure) -> None:
    """By the end of a bar, or by the middle of a point."""
    assert points(scene_of(figure))
    for mark in points(scene_of(figure)) if figure.spec.kind in PLACED_BY_VALUE else []:
        numbers = np.array([cell.number for cell in cells(figure, mark, mark.cells.columns[-1])])  # type: ignore[union-attr]
        sideways = figure.spec.kind == "bars"
        low, high = ends(mark, sideways=sideways).T
        at = np.where(numbers < 0, low, high) if sideways else -low
        order = np.argsort(numbers, kind="stable")
        assert (np.diff(at[order]) >= -1e-6).all()
        assert (np.diff(at[order])[np.diff(numbers[order]) > 0] >= 0).all()


GRAPHS = [name for name in EXAMPLES if name.startswith("graph-")]


@pytest.mark.parametrize("name", GRAPHS)
def test_a_node_is_where_its_name_is(figure: Figure) -> None:
    scene = scene_of(figure)
    texts = [text for text in scene.marks() if isinstance(text, Text)]
    nodes = [mark for mark in points(scene) if not mark.cells.table]
    assert len(nodes) == len(figure.description.table.rows)
    for mark in nodes:
        ((name,), (place,), ((_, height),)) = cells(figure, mark, 0), mark.places, mark.sizes
        inside = [text.text for text in texts if abs(text.x - place[0]) < 1 and abs(text.y - place[1]) < height / 2]
        assert "".join(inside).startswith(str(name).replace(" ", "")[:3]), (name, inside)


@pytest.mark.parametrize("name", GRAPHS)
def test_edges_follow_the_node_that_they_leave(figure: Figure) -> None:
    """All nodes and edges are told, each node before those that its edges lead to, and each edge is between its ends."""
    marks = points(scene_of(figure))
    told = [(mark.cells.table, *cells(figure, mark, 0), mark) for mark in marks]
    nodes = {name: (number, mark.places[0]) for number, (table, name, mark) in enumerate(told) if not table}
    assert len(told) == len(nodes) + len(figure.description.more_tables[0].rows)
    last = None
    for number, (table, name, mark) in enumerate(told):
        last = last if table else name
        assert last == name
        if table:
            (end,) = cells(figure, mark, 1)
            assert nodes[end][0] > number
            ends = np.array([nodes[name][1], nodes[end][1]])
            assert ((ends.min(axis=0) <= mark.places[0]) & (np.array(mark.places[0]) <= ends.max(axis=0))).any()


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name.startswith("grid-")])
def test_cells_of_a_grid_ascend_with_their_places(figure: Figure) -> None:
    marks = points(scene_of(figure))
    assert len(marks) == len(figure.description.table.columns) - 1
    for mark in marks:
        drawn = [place for place in mark.places if place]
        assert all(one[1] < other[1] for one, other in pairwise(drawn))
        numbers = [cell.number for cell in cells(figure, mark, 0)]
        assert numbers == sorted(numbers, reverse=mark.cells.upwards)
    left = [place[0] for mark in marks for place in mark.places if place]
    assert left == sorted(left)


@pytest.mark.parametrize("name", EXAMPLES)
def test_both_canvases_have_the_same_points(figure: Figure) -> None:
    """A value outside of one drawing is outside of the other."""
    scenes = [figure.kind.draw(figure.spec.params, figure.data, canvas) for canvas in CANVASES.values()]
    told = [[(mark.cells, [place is None for place in mark.places]) for mark in points(scene)] for scene in scenes]
    assert told[0] == told[1]
