"""What the language allows: precedence, names, functions, and where values and slopes are undefined."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sitegen.expressions.evaluate import evaluate, evaluate_with_slope
from sitegen.expressions.functions import CHOOSERS, CONSTANTS, FUNCTIONS
from sitegen.expressions.parse import name_problem, parse

NAN = math.nan


def value(text: str, **values: float) -> float:
    return float(evaluate(parse(text, tuple(values)), values))


def slope(text: str, x: float, **values: float) -> float:
    given = {"x": x, **values}
    return float(evaluate_with_slope(parse(text, tuple(given)), given, "x")[1])


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "-x^2": -9,
        "-x**2": -9,
        "(-x)^2": 9,
        "2^-x": 0.125,
        "2^3^2": 512,
        "-2^-2": -0.25,
        "x - 1 - 1": 1,
        "12/x/2": 2,
        "12/x*2": 8,
        "1 + 2*x": 7,
        "2*x^2": 18,
        "2*-x": -6,
        "x--1": 4,
        "+x": 3,
        "x − 1 × 2 ÷ 4": 2.5,
        "x·x": 9,
        "1 + x > 2*1": 1,
        "x > 4 == 0": 0,  # as Python chains: x > 4 and 4 == 0
        "(x > 4) == 0": 1,
        "2 < x < 4": 1,
        "2 < x < 3": 0,
        "x ≤ 3": 1,
        "x ≥ 3.1": 0,
        "x ≠ 3": 0,
        "x != 2": 1,
        "min(x, 2, 1)": 1,
        "max(1, x, 2)": 3,
        "where(x > 2, 10, 20)": 10,
        "where(x > 5, 10, 20)": 20,
        "where(x > 5, 1, where(x > 2, 2, 3))": 2,
        "step(x - 3)": 1,
        "step(x - 4)": 0,
        "floor(x/2) + ceil(x/2)": 3,
        "e^0 + cos(pi)": 0,
        "1e-2*x": 0.03,
        ".5*x": 1.5,
        "5.*x": 15,
        "  x\n+ 1\t": 4,
        "0^0": 1,
    }.items(),
)
def test_signs_bind_as_in_mathematics(text, expected):
    assert value(text, x=3.0) == pytest.approx(expected, abs=1e-15)


def test_words_of_python_are_names_like_others():
    assert value("lambda*None + True", **{"lambda": 2.0, "None": 3.0, "True": 1.0}) == 7.0


def test_every_function_has_a_slope_and_a_name_of_its_own():
    assert not {*FUNCTIONS} & {*CHOOSERS} | {*FUNCTIONS} & {*CONSTANTS}
    for name in FUNCTIONS:
        at, reach = 0.7, 1e-6
        ends = [value(f"{name}(x)", x=each) for each in (at - reach, at + reach)]
        assert slope(f"{name}(x)", at) == pytest.approx((ends[1] - ends[0]) / (2 * reach), rel=1e-8, abs=1e-9), name


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("1/x", 0.0),
        ("log(x)", 0.0),
        ("log(x)", -1.0),
        ("sqrt(x)", -1.0),
        ("x^0.5", -1.0),
        ("x^-1", 0.0),
        ("x/x", 0.0),
        ("exp(x)", 1000.0),
        ("exp(-1/x^2)", 0.0),
        ("sqrt(x) > 1", -1.0),
        ("where(sqrt(x) > 1, 1, 2)", -1.0),
        ("max(sqrt(x), 1)", -1.0),
        ("step(log(x))", -1.0),
    ],
)
def test_what_is_undefined_has_neither_value_nor_slope(text, x):
    assert math.isnan(value(text, x=x))
    assert math.isnan(slope(text, x))


@pytest.mark.parametrize(
    ("text", "x", "expected"),
    [
        ("abs(x)", 0.0, NAN),
        ("relu(x)", 0.0, NAN),
        ("max(x, 0)", 0.0, NAN),
        ("max(x, sin(x))", 0.0, 1.0),  # both slopes are 1
        ("floor(x)", 2.0, NAN),
        ("floor(x)", 2.5, 0.0),
        ("sign(x)", 0.0, NAN),
        ("step(x)", 0.0, NAN),
        ("x > 0", 0.0, NAN),
        ("x > 0", 1.0, 0.0),
        ("where(x > 0, x, a*x)", 0.0, 0.01),
        ("relu(relu(x))", -1.0, 0.0),
        ("abs(x^2)", 0.0, 0.0),
        ("sqrt(x)", 0.0, NAN),
        ("x^3", 0.0, 0.0),
        ("x^1", 0.0, 1.0),
        ("x^0", 0.0, 0.0),
        ("a*x + 2", 5.0, 0.01),
        ("7", 5.0, 0.0),
        ("a", 5.0, 0.0),
        ("where(x > 0, x, sqrt(x))", 4.0, 1.0),
        ("max(sqrt(x), 1)", 0.0, 0.0),
        ("a^x", 1.0, 0.01 * math.log(0.01)),
        ("0^x", 1.0, 0.0),
    ],
)
def test_slopes_at_kinks_and_jumps(text, x, expected):
    assert slope(text, x, a=0.01) == pytest.approx(expected, nan_ok=True)


def test_slopes_by_a_parameter():
    expression, values = parse("a^2*x", ("x", "a")), {"x": np.array([1.0, 2.0]), "a": 3.0}
    assert evaluate_with_slope(expression, values, "a")[1].tolist() == [6.0, 12.0]


def test_values_have_the_shape_of_the_points():
    points = np.linspace(-1, 1, 5)
    for text in ("3", "a", "x"):
        found = evaluate_with_slope(parse(text, ("x", "a")), {"x": points, "a": 2.0}, "x")
        assert [each.shape for each in found] == [(5,), (5,)]


def test_overflow_inside_is_no_gap():
    assert value("1/(1 + exp(-x))", x=-1000.0) == 0.0
    assert value("exp(-exp(x))", x=1000.0) == 0.0


@pytest.mark.parametrize("name", ["x", "alpha_1", "lambda", "beta2"])
def test_names_of_parameters(name):
    assert name_problem(name) == ""


@pytest.mark.parametrize("name", ["", "_x", "2x", "é", "x y", "pi", "tanh", "where", "x.real"])
def test_names_that_no_parameter_can_have(name):
    assert name_problem(name)
