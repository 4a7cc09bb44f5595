"""Text that is no expression is refused, with the place of the mistake."""

from __future__ import annotations

import math
import random
from functools import reduce

import pytest

from sitegen.expressions.evaluate import evaluate
from sitegen.expressions.expression_error import ExpressionError
from sitegen.expressions.parse import parse

NAMES = ("x", "a")
MISTAKES = {
    "": (1, "write x, for example"),
    "   ": (1, "write x, for example"),
    "2x": (1, "write 2*x"),
    "1 + 2x": (5, "write 2*x"),
    "x2": (1, "did you mean 'x'?"),
    "x y": (1, "write x*y"),
    "x a": (1, "write x*a"),
    "2(x + 1)": (1, "write 2*(…)"),
    "x(x + 1)": (1, "write x*(…)"),
    "(x)(a)": (3, "write )*(…)"),
    "2 sin(x)": (1, "write 2*sin"),
    "sin x": (1, "write sin(x)"),
    "sin": (1, "write sin(x)"),
    "x + min": (5, "write min(x)"),
    "tanh(y)": (6, ""),
    "tan_h(x)": (1, "did you mean 'tanh'?"),
    "sigmoyd(x)": (1, "did you mean 'sigmoid'?"),
    "ln(x)": (1, "write log"),
    "pow(x, 2)": (1, "write a^b"),
    "x if x > 0 else 0": (1, "write where(x > 0, a, b)"),
    "x > 0 and x < 1": (5, "write a product, (x > 0)*(x < 1)"),
    "not x": (1, "write 1 - a"),
    "(x": (1, "write )"),
    "min(x, (a": (8, "write )"),
    "x)": (2, "delete it"),
    "()": (1, ""),
    "sin()": (4, ""),
    "x + ()": (5, ""),
    "0,5*x": (2, "write a point in decimal numbers"),
    "(x, a)": (3, ""),
    "min(x, )": (8, ""),
    "min(, x)": (5, ""),
    "min(x)": (1, ""),
    "where(x > 0, 1)": (1, ""),
    "sin(x, a)": (1, ""),
    "x +": (3, ""),
    "x **": (3, ""),
    "* x": (1, ""),
    "x + * 2": (5, ""),
    "x ^^ 2": (4, ""),
    "x // 2": (4, ""),
    "x <> a": (4, ""),
    "x = 2": (3, "write only what follows it, or == to compare"),
    "x === 2": (5, "write only what follows it, or == to compare"),
    "y: x": (2, ""),
    "x % 2": (3, "write x - n*floor(x/n) for the remainder"),
    "x & 1": (3, "write a product, (x > 0)*(x < 1)"),
    "x ? 1 : 2": (3, "write where(x > 0, 1, 0)"),
    "x!": (2, "write != to compare"),
    "|x|": (1, "write abs(…)"),
    "[x]": (1, "write ( and )"),
    "{x}": (1, "write ( and )"),
    "x[0]": (2, "write ( and )"),
    "'x'": (1, "write names and numbers without quotation marks"),
    'f"{x}"': (2, "write names and numbers without quotation marks"),
    "x.real": (2, "write the function alone, exp(x)"),
    "np.exp(x)": (3, "write the function alone, exp(x)"),
    "x.__class__": (2, "write the function alone, exp(x)"),
    "__import__('os')": (1, "names begin with a letter, and numbers have digits alone"),
    "(lambda: 1)()": (8, ""),
    "lambda x: x": (9, ""),
    "exec(x)": (1, ""),
    "open(x)": (1, ""),
    "eval(x)": (1, ""),
    "x; x": (2, ""),
    "x := 2": (3, ""),
    "x @ a": (3, ""),
    "x # a": (3, ""),
    "x \\ a": (3, "an expression is not LaTeX: write exp(-x), a/b, sqrt(x)"),
    "`x`": (1, ""),
    "$x": (1, "write it without dollar signs"),
    "~x": (1, ""),
    "sum(x for x in a)": (5, "write x*for"),
    "1_000": (2, "names begin with a letter, and numbers have digits alone"),
    "0x10": (1, "write 0*x10"),
    "1e": (1, "write 1*e"),
    "1.2.3": (1, "write 1.2*.3"),
    "1e999": (1, "write at most 1.7e308"),
    "1" * 400: (1, "write at most 1.7e308"),
    "1/0": (1, ""),
    "x + 0/0": (5, ""),
    "x + log(-1)": (5, ""),
    "sqrt(0 - 1)*x": (1, ""),
    "10^400": (1, ""),
    "9^9^9^9": (5, ""),
    "x^1001": (3, ""),
    "x^-1e9": (3, ""),
    "x^(10*10*11)": (4, ""),
    "exp(exp(exp(exp(9))))": (9, ""),
    "tan(1)^1000*10^300*10^300": (1, ""),
    "x²": (2, "write ^2"),
    "x⁻¹": (2, "write ^-"),
    "√x": (1, "write sqrt(…)"),
    "2π": (2, "write pi"),
    "∞": (1, "write a large number"),
    "σ(x)": (1, "write sigmoid(…)"),
    "х": (1, ""),  # Cyrillic
    "ｘ": (1, "write x"),  # full width
    "２*x": (1, "write 2"),
    "x＋1": (2, "write +"),
    "sіn(x)": (2, ""),  # Cyrillic i
    "x\u00a0+ 1": (2, ""),
    "x\u200b": (2, ""),
    "x\u202e+1": (2, ""),
    "x\x00": (2, ""),
    "x\x1b[0m": (2, ""),
    "\ufeffx": (1, ""),
    "x – 1": (3, ""),
    "𝑥": (1, "write x"),
    "é": (1, ""),
    "(" * 51 + "x" + ")" * 51: (51, ""),
    "sin(" * 51 + "x" + ")" * 51: (204, ""),
    "-" * 300 + "x": (301, ""),
    "x" + "+x" * 150: (301, ""),
    "x" + "^x" * 300: (301, ""),
    "x" + " " * 1000: (1001, ""),
    "min(" + "x, " * 301 + "x)": (902, ""),
}


@pytest.mark.parametrize(("text", "expected"), MISTAKES.items(), ids=lambda each: repr(each)[:40])
def test_mistakes_have_a_place_and_a_hint(text, expected):
    with pytest.raises(ExpressionError) as raised:
        parse(text, NAMES)
    error = raised.value
    assert (error.column, error.hint) == expected, str(error)
    assert 1 <= error.column <= len(text) + 1
    assert error.length >= 1
    assert "\n" not in str(error)


WORDS = (
    *(
        [
            "x",
            "a",
            "y",
            "sin(",
            "where(",
            "min(",
            "max(",
            "lambda",
            "if",
            "else",
            "for",
            "in",
            "and",
            "or",
            "not",
            "is",
            "None",
            "True",
            "import",
            "yield",
            "await",
        ]
    ),
    *(
        [
            "+",
            "-",
            "*",
            "/",
            "^",
            "**",
            "//",
            "%",
            "@",
            "&",
            "|",
            "~",
            "<<",
            ">>",
            "<",
            "<=",
            ">",
            ">=",
            "==",
            "!=",
            "=",
            ":=",
            "->",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            ";",
            ".",
            "...",
            "'",
            '"',
            "`",
            "#",
            "$",
            "!",
            "?",
            "\\",
        ]
    ),
    *(
        [
            "1",
            "2.5",
            ".5",
            "1e3",
            "1e-400",
            "0x1f",
            "0b1",
            "1j",
            "1_0",
            "007",
            "9e99",
            "−1",
            "×",
            "÷",
            "²",
            "π",
            "х",
            "ｘ",
            "\xa0",
            "\u200b",
            "\t",
            "\n",
        ]
    ),
    *(
        [
            "__class__",
            "__import__",
            "eval",
            "exec",
            "open",
            "getattr",
            "self",
            "f'x'",
            "x.y",
            "x[0]",
            "(x,)",
            "[x]",
            "{x}",
            "*x",
            "**x",
        ]
    ),
)


def soup(chance: random.Random) -> str:
    return chance.choice(("", " ")).join(chance.choices(WORDS, k=chance.randint(1, 12)))


def test_random_text_is_an_expression_or_a_mistake_with_a_place():
    chance, texts = random.Random(3), 4000
    refused = [(text, error) for text in (soup(chance) for _ in range(texts)) if (error := mistake(text))]
    assert all(1 <= error.column <= len(text) + 1 for text, error in refused)
    assert texts / 2 < len(refused) < texts


def mistake(text: str) -> ExpressionError | None:
    try:
        evaluate(parse(text, NAMES), {"x": 0.5, "a": 2.0})
    except ExpressionError as error:
        return error
    return None


def test_long_chains_of_comparisons_take_no_longer_than_they_are():
    text = "x"
    for _ in range(50):
        text = f"0 < ({text}) < 1"
    assert float(evaluate(parse(text, NAMES), {"x": 0.5})) == 0.0


def repeated(step, times):
    """0.5 after so many steps in plain floats."""
    return reduce(lambda value, _: step(value), range(times), 0.5)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x" + "+x" * 149, 75.0),
        ("-" * 299 + "x", -0.5),
        ("x" + "^x" * 149, repeated(lambda power: 0.5**power, 149)),
        ("sin(" * 50 + "x" + ")" * 50, repeated(math.sin, 50)),
    ],
    ids=["sum", "signs", "powers", "calls"],
)
def test_the_largest_expressions_are_evaluated(text, value):
    assert float(evaluate(parse(text, NAMES), {"x": 0.5})) == pytest.approx(value, rel=1e-12)
