"""Placing labels by their widest width. That the widths are bounds is measured in the browser tests."""

from __future__ import annotations

from sitegen.scene.shapes import WIDTH, Text
from sitegen.scene.text_width import extent, fits, inside, longest_fitting, shortened, text_width


def test_wider_texts_are_wider() -> None:
    assert text_width("hidden 12") > text_width("hidden 2") > text_width("input")
    assert text_width("input", bold=True) > text_width("input")
    assert text_width("input", 30) == 2 * text_width("input", 15)


def test_extent_follows_the_anchor() -> None:
    width = text_width("layer")
    for anchor, left in (("start", 100.0), ("middle", 100 - width / 2), ("end", 100 - width)):
        assert extent(Text(role="text", x=100, y=0, text="layer", anchor=anchor)) == (left, left + width)


def test_labels_near_the_edge_are_pushed_inside() -> None:
    for x, anchor in ((2, "start"), (WIDTH / 2, "middle"), (WIDTH - 2, "end")):
        placed = inside(Text(role="text", x=x, y=0, text="hidden 2"))
        assert placed.anchor == anchor
        assert extent(placed)[0] >= 4
        assert extent(placed)[1] <= WIDTH - 4


def test_fits() -> None:
    assert fits(["input", "output"], 100)
    assert not fits(["input", "hidden 12"], 60)


def test_the_longest_text_that_fits_is_taken():
    texts = ("norm ×0.23 a layer", "norm ×0.23")
    assert longest_fitting(texts, text_width(texts[0])) == texts[0]
    assert longest_fitting(texts, text_width(texts[0]) - 1) == texts[1]
    assert longest_fitting(texts, text_width("norm…")) == "norm…"


def test_a_text_without_any_room_is_an_ellipsis():
    assert shortened("hidden 1", 1) == shortened("hidden 1", -5) == "…"
