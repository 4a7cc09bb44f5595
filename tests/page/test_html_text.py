"""Values and sentences as HTML."""

from __future__ import annotations

import pytest

from sitegen.description.number_format import Compact, Count, DualText, Fixed, WithNote
from sitegen.description.sentences import sentence, text_of
from sitegen.page.html_text import prose, sentence_html


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", "plain"),
        (Count(16), "16"),
        (Compact(2**-15), "3.1e−5"),
        (Fixed(-0.25), "−0.25"),
        (WithNote(Compact(2**-15), "basically zero"), "3.1e−5 (basically zero)"),
        (DualText("L1·N2", "layer 1, neuron 2"), "L1·N2"),
        (DualText("-1, 1e-10", "minus 1, ten to the minus 10"), "−1, 1e−10"),
        (DualText("|∂L|", "gradient magnitude"), "gradient magnitude"),
        (DualText("log₁₀ norm", "log 10 of the norm"), "log 10 of the norm"),
        (DualText("W_hh", "recurrent weights"), "recurrent weights"),
    ],
)
def test_a_value_has_one_text_that_can_be_read_aloud(value, shown):
    """The minus sign U+2212 is read as "minus"; espeak-ng reads ``3.1e-5`` as "three point one e five"."""
    assert text_of(value, "page") == shown
    assert sentence_html(sentence("{value}", value=value)) == shown


def test_values_and_templates_are_escaped():
    told = sentence_html(sentence("a < b {word}", word=DualText("<i>", "less & more")))
    assert told == "a &lt; b less &amp; more"


def test_sentences_are_joined_by_a_space():
    assert prose([sentence("One."), sentence("{n} more.", n=Count(2))]) == "One. 2 more."
