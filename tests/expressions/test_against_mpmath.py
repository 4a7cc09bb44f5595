"""Values and exact slopes of random expressions against mpmath, with 40 digits."""

from __future__ import annotations

import random
from typing import Any

import mpmath
import numpy as np
import pytest

from sitegen.expressions.evaluate import evaluate_with_slope
from sitegen.expressions.expression_error import ExpressionError
from sitegen.expressions.parse import parse
from sitegen.expressions.tree import Expression
from tests.expressions.random_trees import Tree, UndefinedError, distinct_trees

A = 0.3
TREES, SEED = 200, 14
TOLERANCE = 1e-12
NOISE = 2.0**-50
"""Relative error of each operation in the test of conditioning: eight times the rounding error of floats."""
STEADY = 1e-13


@pytest.fixture(autouse=True)
def _digits():
    with mpmath.workdps(40):
        yield


def _well_conditioned(tree: Tree, at: dict[str, Any], truth: tuple[Any, Any], chance: random.Random) -> bool:
    """Whether errors of `NOISE` in every operation change neither value nor slope by more than `STEADY`.

    An expression such as ``(1 + x) - 1`` loses digits in any arithmetic of floats; no evaluation could be better.
    """
    for _ in range(3):
        found = tree.dual(at, lambda: 1 + chance.choice((-1, 1)) * NOISE)
        if any(abs(each - exact) > STEADY * abs(exact) for each, exact in zip(found, truth, strict=True)):
            return False
    return True


def _truth(tree: Tree, x: float) -> tuple[Any, Any] | None:
    """Value and slope, or None where either has no meaning."""
    at = {"x": mpmath.mpf(x), "a": mpmath.mpf(A)}
    value = tree.value(at)
    slope = mpmath.diff(lambda t: tree.value({**at, "x": t}), at["x"])
    return (value, slope) if all(abs(each) < 1e290 for each in (value, slope)) else None


def _compare(tree: Tree, expression: Expression, chance: random.Random) -> int:
    """Compare at 12 points; return how many of them were well conditioned."""
    compared = 0
    for _ in range(12):
        x = round(chance.uniform(-4, 4), 3) + 0.0004
        value, slope = (float(each) for each in evaluate_with_slope(expression, {"x": np.asarray(x), "a": A}, "x"))
        at = {"x": mpmath.mpf(x), "a": mpmath.mpf(A)}
        try:
            tree.value(at)
        except UndefinedError:
            assert np.isnan(value), (tree.text, x)
            continue
        except (OverflowError, ZeroDivisionError):
            continue
        try:
            truth = _truth(tree, x)
            good = truth is not None and _well_conditioned(tree, at, truth, chance)
        except (UndefinedError, OverflowError, ZeroDivisionError):  # at the edge of what is defined
            continue
        if truth and good:
            assert abs(value - truth[0]) <= TOLERANCE * abs(truth[0]), (tree.text, x)
            if truth[1] == 0 and np.isnan(slope):  # a root of what is constantly 0 there: a gap, where 0 would be true
                continue
            assert abs(slope - truth[1]) <= TOLERANCE * abs(truth[1]), (tree.text, x)
            compared += 1
    return compared


@pytest.mark.parametrize("part", range(4))
def test_random_expressions_have_the_value_and_the_slope_of_mpmath(part):
    chance, compared = random.Random(part), 0
    for tree in list(distinct_trees(TREES, SEED))[part::4]:
        try:
            expression = parse(tree.text, ("x", "a"))
        except ExpressionError:  # a part without names is undefined
            continue
        compared += _compare(tree, expression, chance) > 0
    assert compared > TREES / 4 * 0.7


def test_noise_of_zero_gives_the_slope_itself():
    for tree in distinct_trees(40, SEED):
        at = {"x": mpmath.mpf(1.2345), "a": mpmath.mpf(A)}
        try:
            truth = _truth(tree, 1.2345)
            found = tree.dual(at, lambda: 1)
        except (UndefinedError, OverflowError, ZeroDivisionError):
            continue
        if truth:
            assert all(abs(f - t) <= 1e-25 * max(abs(t), 1e-20) for f, t in zip(found, truth, strict=True)), tree.text
