"""Panels in rows, as a file sets them."""

from __future__ import annotations

import pytest

from sitegen.scene.shapes import Panel, Scene


def panel(label: str = "", width: float = 180, height: float = 10) -> Panel:
    return Panel(height=height, marks=(), width=width, label=label)


@pytest.mark.parametrize(
    ("columns", "labels", "rows"),
    [
        (1, ["", ""], ["-", "-"]),
        (2, ["a", "b", "c"], ["ab", "c"]),
        (2, ["", "a", "b", "c", "", "d"], ["-", "ab", "c", "-", "d"]),
        (3, ["a", "b"], ["ab"]),
    ],
)
def test_panels_with_a_label_share_rows(columns: int, labels: list[str], rows: list[str]) -> None:
    scene = Scene(panels=tuple(map(panel, labels)), columns=columns)
    assert ["".join(each.label or "-" for each in row) for row in scene.rows] == rows


def test_the_size_is_that_of_the_rows() -> None:
    tall = panel("a", height=30)
    scene = Scene(panels=(panel(width=360, height=5), tall, panel("b"), panel("c", width=100)), columns=2)
    assert (scene.width, scene.height) == (360, 5 + 30 + 10)
    assert scene.flows
    assert not Scene(panels=(panel(),)).flows
