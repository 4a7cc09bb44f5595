"""Values and sentences as HTML, for the eye and for the ear."""

from __future__ import annotations

import pytest

from sitegen.description.number_format import Compact, Count, DualText, Fixed
from sitegen.description.sentences import sentence
from sitegen.page.html_text import dual_text, prose, sentence_html


@pytest.mark.parametrize("value", ["plain", Count(16), Fixed(0.25)])
def test_a_value_that_is_read_as_written_stands_once(value):
    assert "span" not in dual_text(value)


def test_a_value_that_is_read_otherwise_has_one_text_for_the_eye_and_one_for_the_ear():
    assert dual_text(Compact(2**-15)) == (
        '<span class="sg-visual" aria-hidden="true">3.1e-5</span>'
        '<span class="sg-spoken"> 3.1 times ten to the minus 5</span>'
    )


def test_values_and_templates_are_escaped():
    told = sentence_html(sentence("a < b {word}", word=DualText("<i>", "less & more")))
    assert "a &lt; b " in told
    assert "&lt;i&gt;" in told
    assert "less &amp; more" in told
    assert "<i>" not in told


def test_sentences_are_joined_by_a_space():
    assert prose([sentence("One."), sentence("{n} more.", n=Count(2))]) == "One. 2 more."
