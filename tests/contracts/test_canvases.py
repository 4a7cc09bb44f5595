"""Random figures of every kind suit every canvas."""

from __future__ import annotations

import random

import pytest

from sitegen.contract.drawing_checks import check_drawing
from sitegen.figures import KINDS
from sitegen.scene.canvas import CANVASES
from tests.words.random_specs import DRAW


@pytest.mark.parametrize("kind", KINDS)
def test_random_figures(kind: str) -> None:
    model = KINDS[kind].resolved_model
    for seed in range(60):
        given = DRAW[kind](random.Random(f"canvas {kind} {seed}"))
        params = model.model_validate({name: value for name, value in given.items() if value is not None})
        data = KINDS[kind].compute(params)
        for canvas in CANVASES.values():
            check_drawing(KINDS[kind].draw(params, data, canvas), canvas)
