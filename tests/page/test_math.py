"""Formulas become MathML Core whose structure is that of the LaTeX, or are refused with place and advice."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from sitegen.figures import KINDS
from sitegen.page.formulas.latex_to_mathml import formula_block, mathml, numbering
from sitegen.page.formulas.text import MAX_LENGTH, FormulaError
from tests.page.formulas import DRAWN, REFUSED

CORE = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mpadded", "mphantom"}
CORE |= {"msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts"}
CORE |= {"mtable", "mtr", "mtd"}
"""The elements of MathML Core that formulas use (https://www.w3.org/TR/mathml-core/)."""


def tree(latex, display="block"):
    """The formula without the namespace."""
    return ET.fromstring(mathml(latex, display).replace(' xmlns="http://www.w3.org/1998/Math/MathML"', ""))


def text(element):
    return "".join(element.itertext())


def grid(element):
    """The cells of the first table: rows of texts."""
    return [[text(cell) for cell in row] for row in element.iter("mtr")]


def refusal(latex, display="block"):
    with pytest.raises(FormulaError) as caught:
        mathml(latex, display)
    return caught.value


@pytest.mark.parametrize("latex", DRAWN)
def test_a_formula_has_the_structure_of_its_latex(latex):
    found = tree(latex)
    for path, expected in DRAWN[latex].items():
        if path == "grid":
            assert grid(found) == expected
        elif path == "align":
            row = next(found.iter("mtr"))
            assert [alignment(cell) for cell in row] == expected
        elif path == "text":
            assert text(found) == expected
        else:
            assert [text(element) for element in found.findall(path)] == expected, path


def alignment(cell):
    names = cell.get("class", "")
    return "l" if "formula-left" in names else "r" if "formula-right" in names else "c"


@pytest.mark.parametrize("latex", [*DRAWN, *(kind.formula for kind in KINDS.values())])
def test_a_formula_is_mathml_core_without_styles_and_links(latex):
    found = tree(latex)
    assert {element.tag for element in found.iter()} <= CORE
    for element in found.iter():
        assert not {"style", "href", "id", "columnalign", "linebreak", "notation"} & set(element.keys())
        assert element.get("mathvariant", "normal") == "normal"
        assert all(name.startswith("formula-") for name in element.get("class", "").split())
        if element.tag in ("mi", "mn", "mo", "mtext"):
            assert not len(element)
            assert "\\" not in (element.text or "") or element.text == "\\"


@pytest.mark.parametrize("latex", REFUSED)
def test_a_formula_that_cannot_be_drawn_is_refused_with_place_and_advice(latex):
    at, part = REFUSED[latex]
    error = refusal(latex)
    assert error.offset == at, str(error)
    assert re.search(part, f"{error} | {error.hint}")
    assert error.hint


def test_a_colon_after_a_function_has_its_space_behind_it():
    sign = next(each for each in tree(r"f\colon X \to Y").iter("mo") if each.text == ":")
    assert float(sign.get("lspace").removesuffix("em")) == 0
    assert float(sign.get("rspace").removesuffix("em")) > 0
    assert mathml(r"\texttt{a\_b}", "inline")


def test_an_unknown_command_has_a_suggestion():
    error = refusal(r"x + \nabl L")
    assert "unknown command \\nabl" in str(error)
    assert error.hint == "did you mean 'nabla'?"
    assert (error.offset, error.length) == (4, len(r"\nabl"))


@pytest.mark.parametrize("latex", [r"\text{<script>alert(1)</script>}", r"a<b \& c", r"\text{&lt;script&gt;}"])
def test_markup_in_a_formula_is_text(latex):
    error = None
    try:
        assert "<script" not in mathml(latex)
    except FormulaError as problem:
        error = problem
    assert (error is None) == ("&lt;" not in latex)


def test_the_numbers_of_lines_go_on_through_a_page():
    numbers = numbering()
    first = formula_block(r"\begin{align} a &= b \\ c &= d \end{align}", numbers)
    second = formula_block(r"\begin{equation} e = f \end{equation}", numbers)
    starred = formula_block(r"\begin{align*} g &= h \end{align*}", numbers)
    assert re.findall(r"\((\d)\)", f"{first} {second} {starred}") == ["1", "2", "3"]


@pytest.mark.parametrize("spoken", [r"W_{hh}", r"x_{ij}", r"h_{ht}^2"])
def test_letters_of_an_index_are_neither_product_nor_function(spoken):
    index = next(element for element in tree(spoken).iter("mrow"))
    assert [text(part) for part in index][1] == "\u2063"


def test_a_transposed_matrix_is_called_so():
    for latex in (r"W^\top", r"W^{\top}", r"W^\intercal", r"W^{\mathsf T}"):
        power = tree(latex).find("msup")
        assert power.get("intent") == "transpose($base)"
        assert [text(part) for part in power] == ["W", "𝖳"]
        assert power[0].get("arg") == "base"


def test_a_parenthesis_is_not_called_a_transposed_matrix():
    power = tree(r"(AB)^\top").find("msup")
    assert [text(part) for part in power] == [")", "𝖳"]
    assert power.get("intent") is None


@pytest.mark.parametrize(
    ("latex", "intent"),
    [
        (r"\binom{n}{k}", "binomial($upper,$lower)"),
        (r"{n \choose k}", "binomial($upper,$lower)"),
        (r"\left( {n \atop k} \right)", "binomial($upper,$lower)"),
        (r"{n \atop k}", None),
        (r"\genfrac{[}{]}{0pt}{}{n}{k}", None),
    ],
)
def test_numbers_above_each_other_are_a_binomial_between_parentheses(latex, intent):
    assert next(tree(latex).iter("mfrac")).get("intent") == intent


def test_bars_are_fences_around_a_group_that_takes_the_index():
    index = tree(r"\lVert g \rVert_2").find("msub")
    assert [text(part) for part in index] == ["‖g‖", "2"]
    assert index[0].get("intent") == "norm($inside)"
    assert index[0].find("*[@arg='inside']").text == "g"


def norms(latex):
    """What each norm of the formula is of, inner ones last."""
    return [text(each.find("*[@arg='inside']")) for each in tree(latex).iter() if each.get("intent") == "norm($inside)"]


@pytest.mark.parametrize(
    ("latex", "named"),
    [
        (r"\left\| x \right\|", ["x"]),
        (r"\left\lVert x + y \right\rVert", ["x+y"]),
        (r"\left\| \frac{a}{b} \right\|_2^2", ["ab"]),
        (r"\bigl\| x \bigr\|", ["x"]),
        (r"\Vert x \Vert", ["x"]),
        (r"||x||", ["x"]),
        (r"\lVert x \rVert \lVert y \rVert", ["x", "y"]),
        (r"\| A \| \| B \|", ["A", "B"]),
        (r"\| \|x\| - \|y\| \|", ["‖x‖−‖y‖", "x", "y"]),
        (r"\left\| \left\|x\right\| y \right\|", ["‖x‖y", "x"]),
        (r"\lVert a \lVert x \rVert b \rVert", ["a‖x‖b", "x"]),
        (r"\| a + \| b \|_2 \|", ["a+‖b‖2", "b"]),
        (r"\lVert \rVert", []),
        (r"\left| x \right|", []),
        (r"a \| b", []),
    ],
)
def test_every_norm_is_named_however_it_is_written(latex, named):
    assert norms(latex) == named


@pytest.mark.parametrize(
    "latex",
    [r"\operatorname{self-attn}(x)", r"\operatorname*{self-attn}_x", r"\DeclareMathOperator{\f}{self-attn} \f(x)"],
)
def test_a_hyphen_in_the_name_of_a_function_is_no_minus(latex):
    assert "self-attn" in text(tree(latex))


def test_a_minus_elsewhere_is_one():
    assert text(tree(r"\mathrm{a-b} - c")) == "a−b−c"


def test_a_power_behind_a_prime_is_at_its_height():
    power = tree("x'^2").find("msup")
    assert [text(part) for part in power] == ["x", "′2"]
    assert [text(part) for part in tree("x_i'^2").find("msubsup")] == ["x", "i", "′2"]


def test_the_length_of_a_formula_is_limited():
    assert tree("x" * MAX_LENGTH) is not None
    assert f"{MAX_LENGTH + 1:,}" in str(refusal("x" * (MAX_LENGTH + 1)))


@pytest.mark.parametrize(
    "latex",
    [
        r"\newcommand{\a}{" + "x" * 3000 + r"}\a\a",
        r"\newcommand{\a}{\a}\a",
        r"\newcommand{\a}{\b\b}\newcommand{\b}{\a\a}\a",
        "".join(rf"\def\{chr(98 + n)}{{\{chr(97 + n)}" + rf"\{chr(97 + n)}}}" for n in range(20)) + r"\u",
        "{" * 1000 + "x" + "}" * 1000,
        r"\sqrt{" * 400 + "x" + "}" * 400,
        r"\hat" * 900 + " x",
        r"\left(" * 250 + r"\right)" * 250,
        r"\begin{aligned}" * 100 + r"\end{aligned}" * 100,
    ],
)
def test_the_depth_of_a_formula_and_the_work_of_its_macros_are_limited(latex):
    assert re.search("more than|parts", str(refusal(latex)))


def test_macros_without_parameters_are_expanded():
    assert text(tree(r"\newcommand{\R}{\mathbb{R}} x \in \R")) == "x∈ℝ"
    assert text(tree(r"\def\a{\alpha}\a x")) == "αx"
    assert text(tree(r"\DeclareMathOperator{\relu}{ReLU} \relu(x)")) == "ReLU\u2061(x)"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_formula_of_every_kind(kind):
    assert len(list(tree(KINDS[kind].formula).iter())) > 5


def test_only_a_long_formula_is_a_stop_for_the_keyboard():
    assert "tabindex" not in formula_block("x^2 = y")
    assert 'tabindex="0" role="group" aria-label="Formula"' in formula_block("+".join("abcdefghijklmnop"))


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (r"\norm{x}", r"write \lVert x \rVert"),
        (r"\ReLU(x)", r"write \operatorname{ReLU}"),
        (r"\softmax(x)", r"write \operatorname{softmax}"),
        (r"\E[x]", r"write \mathbb{E}, or define it: \newcommand{\E}{\mathbb{E}}"),
        (r"\RR", r"write \mathbb{R}, or define it: \newcommand{\RR}{\mathbb{R}}"),
        (r"\texttt{a_b}", r"write \_"),
        ("√x", r"write \sqrt{x}"),
        (r"\parital x", "did you mean 'partial'?"),
    ],
)
def test_commands_of_packages_have_a_hint(command, hint):
    with pytest.raises(FormulaError) as caught:
        mathml(command, "inline")
    assert caught.value.hint == hint
