"""Every kind draws on every canvas: nothing leaves it, no labels overlap, and texts have its size."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from sitegen import load_spec
from sitegen.audit.labels import label_problems
from sitegen.figures import KINDS
from sitegen.scene.canvas import CANVASES, Canvas
from sitegen.scene.shapes import Cells, Circles, Line, Mark, Panel, Polyline, Rect, Scene, Segments, Text
from sitegen.scene.text_width import SLACK, extent
from tests.conftest import FIGURES
from tests.words.random_specs import DRAW

EXAMPLES = {path.stem: path for path in FIGURES}


def corners(mark: Mark) -> list[tuple[float, float]]:
    """The corners of what a mark covers."""
    match mark:
        case Rect():
            found = [(mark.x, mark.y), (mark.x + mark.width, mark.y + mark.height)]
        case Cells():
            numbers = [(ring[0], ring[1]) for ring in mark.rings]
            found = [(mark.left + x * mark.cell_width, mark.top + y * mark.cell_height) for x, y in numbers]
        case Line():
            found = [(mark.x1, mark.y1), (mark.x2, mark.y2)]
        case Segments():
            found = [point for x1, y1, x2, y2 in mark.lines for point in ((x1, y1), (x2, y2))]
        case Polyline():
            found = list(mark.points)
        case Circles(radius=r):
            found = [point for x, y in mark.centres for point in ((x - r, y - r), (x + r, y + r))]
        case Text():
            left, right = extent(mark, SLACK)
            found = [(left, mark.y - mark.size), (right, mark.y)]
        case _:
            found = []
    return found


def outside(panel: Panel) -> Iterator[Mark]:
    for mark in Scene(panels=(panel,)).marks():
        if any(not (-0.5 <= x <= panel.width + 0.5 and -0.5 <= y <= panel.height + 0.5) for x, y in corners(mark)):
            yield mark


def check(scene: Scene, canvas: Canvas) -> None:
    assert label_problems(scene) == []
    assert [mark for panel in scene.panels for mark in outside(panel)] == []
    assert scene.text_size == canvas.text_size
    assert {mark.size for mark in scene.marks() if isinstance(mark, Text)} <= {canvas.text_size}
    assert scene.width == pytest.approx(canvas.width)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_figure_of_the_site(name: str, canvas: Canvas) -> None:
    spec = load_spec(EXAMPLES[name])
    kind = KINDS[spec.kind]
    states = [spec.params, spec.in_state({axis.name: axis.values[-1] for axis in spec.axes})]
    for params, data in zip(states, kind.compute_all(states), strict=True):
        check(kind.draw(params, data, canvas), canvas)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("kind", KINDS)
def test_random_figures(kind: str, canvas: Canvas) -> None:
    model = KINDS[kind].resolved_model
    for seed in range(60):
        given = DRAW[kind](random.Random(f"canvas {kind} {seed}"))
        params = model.model_validate({name: value for name, value in given.items() if value is not None})
        check(KINDS[kind].draw(params, KINDS[kind].compute(params), canvas), canvas)
