"""Canvases: labels are placed by their widest width, and stay inside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import ContentError, render_figure
from sitegen.errors import OutputError
from sitegen.scene.canvas import NARROW, WIDE, Canvas
from sitegen.scene.text_width import extent

BOTH = pytest.mark.parametrize("canvas", [NARROW, WIDE], ids=lambda canvas: canvas.name)


@BOTH
def test_text_is_large_enough_on_the_narrowest_screen(canvas: Canvas) -> None:
    assert canvas.text_size * canvas.least_px / canvas.width >= 12


@BOTH
def test_labels_near_the_edge_are_pushed_inside(canvas: Canvas) -> None:
    for x, anchor in ((2, "start"), (canvas.width / 2, "middle"), (canvas.width - 2, "end")):
        placed = canvas.inside(canvas.text("text", "hidden 2", x, 0))
        assert placed.anchor == anchor
        assert extent(placed)[0] >= 4
        assert extent(placed)[1] <= canvas.width - 4


def test_fits() -> None:
    assert NARROW.fits(["input", "output"], 100)
    assert not NARROW.fits(["input", "hidden 12"], 60)


def test_the_longest_text_that_fits_is_taken() -> None:
    texts = ("norm ×0.23 a layer", "norm ×0.23")
    assert NARROW.longest_fitting(texts, NARROW.text_width(texts[0])) == texts[0]
    assert NARROW.longest_fitting(texts, NARROW.text_width(texts[0]) - 1) == texts[1]
    assert NARROW.longest_fitting(texts, NARROW.text_width("norm…")) == "norm…"


def test_a_text_without_any_room_is_an_ellipsis() -> None:
    assert NARROW.shortened_inside("hidden 1", 1) == "…"
    assert NARROW.shortened_inside("hidden 1", NARROW.text_width("hi…1")) in {"hi…1", "h…1"}
    assert NARROW.shortened("hidden 1", 1) == NARROW.shortened("hidden 1", -5) == "…"


@given(st.lists(st.sampled_from(["orders", "of", "magnitude", "12.5", "steps;"]), min_size=1, max_size=20))
def test_wrapped_lines_fit_and_lose_no_word(words: list[str]) -> None:
    lines = NARROW.wrapped(" ".join(words), 200.0)
    assert all(NARROW.text_width(line) <= 200.0 for line in lines)
    assert " ".join(lines).split() == words


class TestRendering:
    def test_the_canvas_decides_the_drawing_and_nothing_else(self) -> None:
        narrow, wide = (render_figure("gradient-decay", canvas=name) for name in ("narrow", "wide"))
        assert 'viewBox="0 0 360 ' in narrow.svg
        assert 'viewBox="0 0 860 ' in wide.svg
        assert 'font-size="14"' in wide.svg
        assert 'width="860"' in wide.svg
        assert wide.description == narrow.description
        assert wide.files["data.json"] == narrow.files["data.json"]

    def test_both_drawings_may_be_on_one_page(self) -> None:
        narrow, wide = (render_figure("gradient-decay", canvas=name) for name in ("narrow", "wide"))
        assert narrow.prefix != wide.prefix
        assert narrow.digest != wide.digest

    def test_states_are_drawn_on_the_canvas_and_stills_on_a_narrow_one(self) -> None:
        spec = {"kind": "gradient-decay", "explore": {"num_layers": [4, 8]}, "stills": [{"num_layers": 4}]}
        figure = render_figure(spec, canvas="wide")
        assert figure.drawing.width == 860
        assert figure.audit.violations == ()
        assert all('viewBox="0 0 360 ' in svg for _, svg in figure.snapshots)

    def test_pages_have_the_narrow_drawing(self) -> None:
        figure = render_figure("gradient-decay", canvas="wide")
        with pytest.raises(OutputError, match="drawn for a wide canvas"):
            _ = figure.html
        assert set(figure._repr_mimebundle_()) == {"image/svg+xml", "text/plain"}

    def test_an_unknown_canvas_is_an_error(self) -> None:
        with pytest.raises(ContentError, match=r"no canvas 'wid'; .* narrow, wide \(did you mean 'wide'\?\)"):
            render_figure("gradient-decay", canvas="wid")
