"""What curves of expressions say of poles, jumps and gaps, against what is known of the functions."""

from __future__ import annotations

import math
import random
import re

import pytest

from sitegen import ContentError, load_spec, render_figure
from sitegen.figure import Figure


def figure(expression: str, points: int = 202, *, slope: bool = False, **params: object) -> Figure:
    series = [{"name": "f", "y": expression, "slope": slope}]
    given = {"x": {"from": -5, "to": 5, "points": points}, "series": series, **params}
    return render_figure(load_spec({"id": "f", "kind": "curves", "params": given}))


def summary(expression: str, points: int = 202, *, slope: bool = False) -> str:
    return figure(expression, points, slope=slope).description.summary()


def places(text: str, what: str) -> list[float]:
    return [float(place) for place in re.findall(rf"has an?(?:other)? {what} at x = ([-\d.]+?)\.(?: |\Z)", text)]


def test_a_tangent_rises_between_its_poles():
    text = summary("tan(x)")
    assert "The curve “f” rises at every step between its gaps." in text
    assert "The curve “f” has 202 points" in text
    assert places(text, "pole") == pytest.approx([-1.5 * math.pi, -0.5 * math.pi, 0.5 * math.pi], abs=0.01)
    for absent in ("no value", "largest value", "All values"):
        assert absent not in text


def test_the_axis_of_a_curve_with_poles_shows_most_of_it():
    found = figure("tan(x)")
    assert -12 < found.data.y_axis.low < -3
    assert 3 < found.data.y_axis.high < 12
    count = int(re.search(r"leaves out (\d+) values", found.description.summary())[1])
    curve = found.data.curves[0].values.y
    assert count == sum(not found.data.y_axis.low <= y <= found.data.y_axis.high for y in curve if not math.isnan(y))


def test_a_pole_is_no_crossing_of_a_line():
    text = figure("1/x", lines=[{"at": 0, "name": "zero"}]).description.summary()
    assert "The curve “f” is above the line “zero” (0) at 101 of 202 points." in text
    assert "cross" not in text


def test_jumps_and_gaps_are_told_and_counted_apart_from_points():
    text = summary("where(x > 1, x, 0.01*x)")
    assert places(text, "jump") == [1.0]
    assert "no value" not in text
    assert places(summary("exp(1/x)"), "gap") == [0.0]
    assert places(summary("relu(x)", slope=True), "jump") == [0.0]
    assert "The curve “f” has no value at 101 of 202 points." in summary("sqrt(x)")


def test_random_poles_and_jumps_are_where_they_should_be():
    chance = random.Random(5)
    for _ in range(40):
        at, points = round(chance.uniform(-4.9, 4.9), 2) + 0.003, chance.choice((50, 101, 202, 401))
        height, power = round(chance.uniform(0.5, 9), 1), chance.choice((1, 2))
        text = summary(f"{height}/(x - {at:.3f})^{power} + x", points)
        assert places(text, "pole") == pytest.approx([at], abs=0.011), (at, points)
        jump = summary(f"{height}*step(x - {at:.3f}) + sin(x)/9", points)
        assert places(jump, "jump") == pytest.approx([at], abs=0.011), (at, points)
        assert "pole" not in summary(f"{height}*tanh(x - {at:.3f})", points)


def test_smooth_curves_say_nothing_of_gaps():
    for expression in ("gelu(x)", "sin(3*x)", "x^3 - x", "exp(-x^2)", "silu(x)/(1 + x^2)"):
        for slope in (False, True):
            text = summary(expression, slope=slope)
            assert not re.search(r"\b(pole|jump|gap|no value)", text), text


@pytest.mark.parametrize(
    ("written", "column", "underlined"),
    [
        ('"x + 2x"', 16, "2x"),
        ("'1 + tahn(x)'", 16, "tahn"),
        ("x + sin x", 15, "sin x"),
        ("1 + 1/0*x", 15, "1/0"),
        ('"(x + 1"', 12, "("),
        ('"\\u0078 + 2x"', 11, '"\\u0078 + 2x"'),  # an escape: all of the value
    ],
)
def test_the_caret_is_under_the_mistake_in_an_expression(written: str, column: int, underlined: str):
    spec = f"kind: curves\nid: f\nparams:\n  x: {{from: 0, to: 1}}\n  series:\n  - name: f\n    y:    {written}\n"
    with pytest.raises(ContentError) as raised:
        load_spec(spec)
    (found,) = raised.value.diagnostics
    assert (found.line, found.column) == (7, column)
    assert found.source_line[found.column - 1 :][: found.length] == underlined
