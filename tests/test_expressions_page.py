"""The page on expressions names the whole language, with its limits, and its examples are true."""

from __future__ import annotations

import math
import re
from contextlib import nullcontext

import pytest

from sitegen import load_spec
from sitegen.errors import ContentError
from sitegen.expressions.evaluate import evaluate
from sitegen.expressions.expression_error import ExpressionError
from sitegen.expressions.functions import CHOOSERS, CONSTANTS, FUNCTIONS
from sitegen.expressions.parse import LARGEST_EXPONENT, parse
from sitegen.expressions.syntax import DEEPEST, MOST_TOKENS
from sitegen.expressions.tokens import LONGEST
from tests.conftest import ROOT

PAGE = (ROOT / "content" / "docs" / "expressions.md").read_text(encoding="utf-8")
NAMES = ("x", "a", "b", "c")
CODE = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL))
EXAMPLES = sorted({each for each in CODE if re.search(r"\w ?[(*^<]|< \w", each) and ":" not in each})


def section(title: str) -> str:
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_every_function_is_on_the_page_and_no_other():
    table = [row.split("|")[1] for row in section("Functions").splitlines() if row.startswith("| `")]
    assert sorted(re.findall(r"`(\w+)`", " ".join(table))) == sorted({*FUNCTIONS, *CHOOSERS})


def test_constants_and_names_are_on_the_page():
    text = section("Numbers, names and signs")
    assert {*CONSTANTS, *NAMES} <= set(re.findall(r"`(\w+)`", text))


@pytest.mark.parametrize("written", EXAMPLES)
def test_examples_have_a_value(written):
    assert math.isfinite(float(evaluate(parse(written, NAMES), dict.fromkeys(NAMES, 0.5))))


@pytest.mark.parametrize("written", ["2x", "1/0"])
def test_examples_of_errors_are_errors(written):
    assert f"`{written}`" in PAGE
    with pytest.raises(ExpressionError):
        parse(written, NAMES)


def test_precedence_and_limits_are_those_of_the_language():
    assert evaluate(parse("-x^2", NAMES), {"x": 3.0}) == evaluate(parse("-(x^2)", NAMES), {"x": 3.0})
    assert evaluate(parse("2^3^2", NAMES), {}) == evaluate(parse("2^(3^2)", NAMES), {})
    limits = section("Limits").replace("\n", " ")
    assert (
        f"at most {LONGEST:,} characters, {MOST_TOKENS} numbers, names and signs, and {DEEPEST} parentheses" in limits
    )
    assert f"between −{LARGEST_EXPONENT:,.0f} and {LARGEST_EXPONENT:,.0f}" in limits


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("curves", lambda text: {"series": {"a": text}}),
        ("grid", lambda text: {"y": {"from": 0, "to": 1}, "values": text}),
    ],
)
def test_the_kinds_take_the_longest_expression(kind, params):
    for length in (LONGEST, LONGEST + 1):
        text = "x" + " " * (length - 3) + "+1"
        spec = {"kind": kind, "params": {"x": {"from": 0, "to": 1}, **params(text)}}
        with pytest.raises(ContentError) if length > LONGEST else nullcontext():
            load_spec(spec)
