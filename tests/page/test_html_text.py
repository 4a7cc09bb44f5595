"""Values and sentences as HTML."""

from __future__ import annotations

import pytest
from markupsafe import escape

from sitegen.description.compared_numbers import OneSideOf
from sitegen.description.number_format import Compact, Count, DualText, Fixed, WithNote, WithUnit
from sitegen.description.sentences import sentence, text_of, true_minus
from sitegen.page.html_text import author_text, prose, sentence_html, with_powers


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", "plain"),
        (Count(16), "16"),
        (Compact(2**-15), "3.1e−5"),
        (Fixed(-0.25), "−0.25"),
        (WithNote(Compact(2**-15), "basically zero"), "3.1e−5 (basically zero)"),
        (DualText("L1·N2", "layer 1, neuron 2"), "layer 1, neuron 2"),
        (DualText("-1, 1e-10", "minus 1, ten to the minus 10"), "−1, 1e−10"),
        (DualText("|∂L|", "gradient magnitude"), "gradient magnitude"),
        (DualText("log₁₀ norm", "log 10 of the norm"), "log 10 of the norm"),
        (DualText("W_hh", "recurrent weights"), "recurrent weights"),
    ],
)
def test_a_value_has_one_text_that_can_be_read_aloud(value, shown):
    """The minus sign U+2212 is read as "minus"; espeak-ng reads ``3.1e-5`` as "three point one e five"."""
    assert text_of(value, "page") == shown


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Compact(2**-15), "3.1e−5"),
        (Compact(-1e-6), "−1e−6"),
        (Compact(0.0), "0"),
        (Compact(1.0), "1"),
        (Fixed(-0.5), "−0.5"),
        (Fixed(1.0, 1, before_plural=True), "1.0"),
        (OneSideOf(1e-3, 0.01), "less than 0.01"),
        (WithUnit(Compact(0.0), "ms"), "0\N{NO-BREAK SPACE}ms"),
        (DualText("1e-6", "ten to the minus 6"), "1e−6"),
        ("ten to the 5 names", "ten to the 5 names"),
    ],
)
def test_a_sentence_of_a_page_has_the_digits_that_are_spoken(value, said):
    assert sentence("{value}", value=value).text("page") == said


@pytest.mark.parametrize(
    ("text", "label", "shown"),
    [
        ("3.1e−5", "3.1 times ten to the minus 5", "3.1 × 10⁻⁵"),
        ("1e−16", "ten to the minus 16", "10⁻¹⁶"),
        ("1.0e9", "1.0 times ten to the 9", "1.0 × 10⁹"),
    ],
)
def test_a_power_of_ten_is_written_by_hand_and_spoken_in_words(text, label, shown):
    """espeak-ng reads "10⁻⁵" as "ten"."""
    shown = shown.replace(" ", "\N{NO-BREAK SPACE}")
    power = f'<span role="img" aria-label="{label}">{shown}</span>'
    assert with_powers(escape(f"a < {text}, b")) == f"a &lt; {power}, b"


@pytest.mark.parametrize(
    "text", ["run-3e5", "layer1e5", "1e5x", "2e10.csv", "0.5", "the 5e", "1e−5-run", "runs/1e9/x", "1e9/x"]
)
def test_names_are_no_powers_of_ten(text):
    assert with_powers(escape(text)) == text


@pytest.mark.parametrize(
    "written",
    [
        "https://example.org/1e9",
        "http://example.org/a?lr=1e-5",
        "https://example.org/(1e9)",
        "www.example.org/1e-5",
        "`lr = 1e-5`",
        "`1e9 + -2`",
        "runs/1e-5/loss.csv",
    ],
)
def test_addresses_and_code_of_an_author_stay_as_they_are(written):
    text = f"See {written} for 2e-3."
    shown = author_text(true_minus(text), "en")
    assert shown.startswith(f"See {escape(written)} for <span")
    assert true_minus(text) == f"See {written} for 2e−3."


def test_values_and_templates_are_escaped():
    told = sentence_html(sentence("a < b {word}", word=DualText("<i>", "less & more")))
    assert told == "a &lt; b less &amp; more"


def test_sentences_are_joined_by_a_space():
    assert prose([sentence("One."), sentence("{n} more.", n=Count(2))]) == "One. 2 more."
