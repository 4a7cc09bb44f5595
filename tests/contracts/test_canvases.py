"""Random figures of every kind suit every canvas."""

from __future__ import annotations

import random

import pytest

from sitegen.contract.drawing_checks import check_drawing
from sitegen.figures import KINDS
from sitegen.scene.canvas import CANVASES, Canvas
from tests.words.random_specs import DRAW


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("kind", KINDS)
def test_random_figures(kind: str, canvas: Canvas) -> None:
    model = KINDS[kind].resolved_model
    for seed in range(60):
        given = DRAW[kind](random.Random(f"canvas {kind} {seed}"))
        params = model.model_validate({name: value for name, value in given.items() if value is not None})
        check_drawing(KINDS[kind].draw(params, KINDS[kind].compute(params), canvas), canvas)
