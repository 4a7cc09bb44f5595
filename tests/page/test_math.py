"""Formulas become MathML, or are refused."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from sitegen.figures import KINDS
from sitegen.page.math import FormulaError, formula_block, mathml

NS = "{http://www.w3.org/1998/Math/MathML}"


def test_a_fraction():
    tree = ET.fromstring(mathml(r"\frac{a}{2}", "block"))
    assert tree.attrib["display"] == "block"
    fraction = tree.find(f".//{NS}mfrac")
    assert ["".join(part.itertext()) for part in fraction] == ["a", "2"]


def test_characters_are_characters_not_references():
    assert "".join(ET.fromstring(mathml(r"\partial")).itertext()) == "∂"


@pytest.mark.parametrize("latex", [r"\text{<script>alert(1)</script>}", r"a<b & c", r"\text{&lt;script&gt;}"])
def test_markup_in_a_formula_is_text(latex):
    assert "<script" not in mathml(latex)
    assert {element.tag for element in ET.fromstring(mathml(latex)).iter()} <= {
        f"{NS}{name}" for name in ("math", "mrow", "mi", "mo", "mtext")
    }


@pytest.mark.parametrize("latex", [r"\frac{1}", "{", r"\left( x", "", r"x^{", r"\frac"])
def test_a_broken_formula_is_refused(latex):
    with pytest.raises(FormulaError):
        mathml(latex)


def test_an_unknown_command_is_named():
    with pytest.raises(FormulaError, match=r"unknown command \\gradiant"):
        mathml(r"\gradiant L")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_formula_of_every_kind(kind):
    assert len(list(ET.fromstring(mathml(KINDS[kind].formula, "block")).iter())) > 5


def test_only_a_long_formula_is_a_stop_for_the_keyboard():
    assert "tabindex" not in formula_block("x^2 = y")
    assert 'tabindex="0" role="group" aria-label="Formula"' in formula_block("+".join("abcdefghijklmnop"))
