"""Where Chromium draws the parts of formulas: signs below each other, rows apart, frames around, one box without a scroll bar."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from sitegen.page.environment import default_templates
from sitegen.page.formulas.latex_to_mathml import formula_block
from tests.page.formulas import DRAWN

pytestmark = pytest.mark.browser

NEAR = 1.0
"""Tolerance in pixels."""


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.set_content(f"<style>{default_templates().stylesheet()}</style><main class='prose'></main>")
    yield page
    page.close()


def boxes(page, latex, selector):
    """Left, top, right and bottom edges of the elements that fit, for the formula as a block."""
    page.eval_on_selector("main", "(main, html) => main.setHTMLUnsafe(html)", str(formula_block(latex)))
    return page.eval_on_selector_all(
        selector,
        "all => all.map(e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })",
    )


@pytest.mark.parametrize("name", ["aligned", "split", "align*", "align"])
def test_aligned_signs_are_below_each_other(sheet, name):
    equals = boxes(sheet, rf"\begin{{{name}}} a &= b \\ c + d &= e \\ x^2 &= f \end{{{name}}}", "mtd > mo:first-child")
    assert len(equals) == 3
    assert max(left for left, *_ in equals) - min(left for left, *_ in equals) < NEAR
    assert equals[0][3] < equals[1][3] < equals[2][3]


def test_columns_of_an_array_have_their_alignment(sheet):
    cells = boxes(sheet, r"\begin{array}{lrc} a & b & c \\ aaa & bbb & ccc \end{array}", "mtd")
    letters = boxes(sheet, r"\begin{array}{lrc} a & b & c \\ aaa & bbb & ccc \end{array}", "mtd > *")
    first, second, third = letters[:3]
    long = [letters[3], letters[8], letters[9], letters[11]]
    assert abs(first[0] - long[0][0]) < NEAR
    assert abs(second[2] - long[1][2]) < NEAR
    assert abs((third[0] + third[2]) - (long[2][0] + long[3][2])) < 2 * NEAR
    assert cells[0][3] <= cells[3][1] + NEAR


def test_the_gap_between_rows_is_as_wide_as_written(sheet):
    def height(gap: str) -> float:
        ((_, top, _, bottom),) = boxes(sheet, rf"\begin{{aligned}} a &= b \\{gap} c &= d \end{{aligned}}", "mtable")
        return bottom - top

    assert height("[2em]") > height("[1em]") + 15 > height("") + 20


@pytest.mark.parametrize("closing", [r"\biggr)^2", r"\biggr)_1", r"\biggr)_1^2"])
def test_a_large_fence_with_an_index_is_as_high_as_its_other_half(sheet, closing):
    opening, closing = boxes(sheet, rf"\biggl( x {closing}", "mo")
    assert opening[3] - opening[1] > 30
    assert abs((opening[3] - opening[1]) - (closing[3] - closing[1])) < NEAR


def test_an_index_of_a_norm_is_below_right_of_its_bar(sheet):
    norm, index = boxes(sheet, r"\lVert g \rVert_2", "msub > *")
    assert index[0] >= norm[2] - NEAR
    assert index[3] > norm[3] - NEAR


def test_the_number_of_a_line_is_at_the_right_edge(sheet):
    (block,) = boxes(sheet, r"\begin{align} a &= b \\ c &= d \end{align}", ".formula")
    numbers = boxes(sheet, r"\begin{align} a &= b \\ c &= d \end{align}", "mtd:last-child > mtext")
    assert len(numbers) == 2
    assert all(block[2] - 15 < right <= block[2] for _, _, right, _ in numbers)


def test_a_box_is_around_its_formula(sheet):
    (frame,) = boxes(sheet, r"\boxed{x = \frac12}", ".formula-box")
    for left, top, right, bottom in boxes(sheet, r"\boxed{x = \frac12}", ".formula-box *"):
        assert frame[0] < left
        assert frame[1] < top
        assert right < frame[2]
        assert bottom < frame[3]


def test_a_negative_space_draws_letters_together(sheet):
    near, far = (boxes(sheet, latex, "mi")[1][0] for latex in (r"x \! y", r"x y"))
    assert 2 < far - near < 5


def test_no_formula_has_a_scroll_bar_on_a_wide_page(sheet):
    for latex in DRAWN:
        (block,) = boxes(sheet, latex, ".formula")
        assert sheet.eval_on_selector(".formula", "e => e.scrollWidth <= e.clientWidth"), latex
        assert block[3] - block[1] > 10, latex


def test_bars_are_as_high_as_what_they_enclose_where_a_math_font_is_installed(sheet):
    command = ["fc-list", "DejaVu Math TeX Gyre"]
    if not shutil.which(command[0]) or not subprocess.run(command, capture_output=True, check=True).stdout:
        pytest.skip("Chromium stretches bars with a math font only")
    left, fraction, right = (
        bottom - top
        for _, top, _, bottom in boxes(sheet, r"\left\| \frac{\partial L}{\partial h_t} \right\|", "mo, mfrac")
    )
    assert min(left, right) > 0.9 * fraction
