"""Poles and jumps between the points of a curve are found, and smooth curves have none."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sitegen.expressions.parse import parse
from sitegen.expressions.sampling import Samples, sample

POINTS = np.linspace(-5, 5, 202)  # 0 and whole numbers are not among them, but for the ends


def sampled(text: str, *, slope: bool = False, x: np.ndarray = POINTS) -> Samples:
    return sample(parse(text, ("x", "a")), "x", x, {"a": 0.01}, slope=slope)


@pytest.mark.parametrize(
    ("text", "poles", "jumps", "holes"),
    [
        ("tan(x)", [-1.5 * math.pi, -0.5 * math.pi, 0.5 * math.pi, 1.5 * math.pi], [], []),
        ("1/x", [0], [], []),
        ("1/x^2", [0], [], []),
        ("1/(x - 1)", [1], [], []),
        ("1/(x^2 - 4)", [-2, 2], [], []),
        ("1/sqrt(abs(x - 1))", [1], [], []),
        ("1/sin(x)", [-math.pi, 0, math.pi], [], []),
        ("floor(x)", [], [-4, -3, -2, -1, 0, 1, 2, 3, 4, 5], []),
        ("5*x + step(x - 0.3)", [], [0.3], []),
        ("where(x > 1, x, a*x)", [], [1], []),
        ("exp(1/x)", [], [], [0]),
    ],
)
def test_breaks_are_found_where_they_are(text, poles, jumps, holes):
    for slope in (False, True):
        found = sampled(text, slope=slope)
        assert found.poles == pytest.approx(poles, abs=1e-9)
        assert found.jumps == pytest.approx(jumps, abs=1e-9)
        assert found.holes == pytest.approx(holes, abs=1e-9)
        breaks = len(poles) + len(jumps) + len(holes)
        assert len(found.x) == len(POINTS) + breaks
        assert np.isnan(found.y).sum() == found.undefined + breaks
        assert (np.diff(found.x) >= 0).all()


@pytest.mark.parametrize(
    ("text", "jumps"), [("log(x)", []), ("x^0.01", []), ("step(x - 20.0)", [20]), ("step(x - 3.5e40)", [3.5e40])]
)
def test_breaks_between_points_of_very_different_sizes(text, jumps):
    for points in ([1.0, 1e306], np.geomspace(1.0, 1e306, 30)):
        found = sampled(text, x=np.array(points))
        assert found.jumps == pytest.approx(jumps, rel=1e-8)
        assert (found.poles, found.holes) == ((), ())
        assert (np.diff(found.x) >= 0).all()


@pytest.mark.parametrize("text", ["abs(x)", "relu(x)", "max(x, 1)"])
def test_a_kink_is_a_jump_of_the_slope_alone(text):
    assert sampled(text).jumps == ()
    assert sampled(text, slope=True).jumps == pytest.approx([1 if "max" in text else 0], abs=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "3",
        "x^3",
        "x^9",
        "tanh(x)",
        "tanh(1000*x)",
        "gelu(x)",
        "silu(x)",
        "softplus(x)",
        "sigmoid(9*x)",
        "sin(x)",
        "sin(50*x)",
        "exp(x)",
        "sqrt(25-x^2)",
        "x/(1+x^2)",
    ],
)
def test_smooth_curves_have_no_breaks(text):
    for points in (POINTS, np.linspace(-5, 5, 11), np.linspace(-5, 5, 1001), np.array([1.0]), np.array([1.0, 2.0])):
        for slope in (False, True):
            found = sampled(text, slope=slope, x=points)
            assert (found.poles, found.jumps, found.holes) == ((), (), ()), (slope, len(points))


def test_points_outside_the_domain_are_counted():
    assert sampled("sqrt(x)").undefined == np.count_nonzero(POINTS < 0)
    assert sampled("log(x)", slope=True).undefined == np.count_nonzero(POINTS < 0)
    assert sampled("log(0 - x^2)").undefined == len(POINTS)
