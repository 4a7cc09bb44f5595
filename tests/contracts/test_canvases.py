"""Figures of every kind suit every canvas, whatever letters their readers choose."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from sitegen.audit.labels import visible_texts
from sitegen.contract.drawing_checks import check_drawing
from sitegen.figures import KINDS
from sitegen.kinds.figure_kind import AnyKind
from sitegen.plot.plot_labels import box_of
from sitegen.scene.canvas import CANVASES
from sitegen.scene.shapes import Panel
from tests.contracts.site_figures import CHOSEN_FIGURES, SITE_FIGURES
from tests.words.random_specs import DRAW


def meetings(panel: Panel) -> Iterator[str]:
    """Labels that meet in OpenDyslexic with the text spacing of WCAG; lines of text may be close."""
    boxes = [(text, box_of(text)) for text in visible_texts(panel.marks)]
    for (one, a), (other, b) in combinations(boxes, 2):
        across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        if across > 1 and down > 0.35 * one.size:
            yield f"'{one.text}' is over '{other.text}'"


def check(kind: AnyKind, params: Any) -> None:
    data = kind.compute(params)
    for canvas in CANVASES.values():
        scene = kind.draw(params, data, canvas)
        check_drawing(scene, canvas)
        assert [problem for panel in scene.panels for problem in meetings(panel)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_random_figures(kind: str) -> None:
    model = KINDS[kind].resolved_model
    for seed in range(60):
        given = DRAW[kind](random.Random(f"canvas {kind} {seed}"))
        check(KINDS[kind], model.model_validate({name: value for name, value in given.items() if value is not None}))


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=() if each in CHOSEN_FIGURES else pytest.mark.matrix) for each in SITE_FIGURES.specs],
)
def test_figures_of_the_site(name: str) -> None:
    spec = SITE_FIGURES.spec(name)
    check(KINDS[spec.kind], spec.params)
