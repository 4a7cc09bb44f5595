"""Placing labels by their widest width. That the widths are bounds is measured in the browser tests."""

from __future__ import annotations

from sitegen.scene.shapes import Text
from sitegen.scene.text_width import extent, system_width, text_width


def test_wider_texts_are_wider() -> None:
    assert text_width("hidden 12") > text_width("hidden 2") > text_width("input")
    assert text_width("input", bold=True) > text_width("input")
    assert text_width("input", 30) == 2 * text_width("input", 15)


def test_extent_follows_the_anchor() -> None:
    width = text_width("layer")
    for anchor, left in (("start", 100.0), ("middle", 100 - width / 2), ("end", 100 - width)):
        assert extent(Text(role="text", x=100, y=0, text="layer", anchor=anchor)) == (left, left + width)


def test_a_label_has_room_for_opendyslexic_and_wide_spacing_at_once() -> None:
    for text in ("gradient norm, log scale", "iii lll", "W", "8.3 orders of magnitude over 45"):
        more = (0.17 + 0.12) * len(text) + 0.16 * text.count(" ")
        assert abs(text_width(text, 10) - system_width(text, 10) - 10 * more) < 1e-9


def test_numbers_in_drawings_have_the_minus_sign_of_pages():
    shown = {"3.1e-5": "3.1e−5", "-0.5": "−0.5", "< 1e-6 (-2)": "< 1e−6 (−2)", "t-SNE, run-3e-5": "t-SNE, run-3e-5"}
    for written, drawn in shown.items():
        assert Text(role="text", x=0, y=0, text=written).text == drawn
        assert text_width(written) == text_width(drawn)
