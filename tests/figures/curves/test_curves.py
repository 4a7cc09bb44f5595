"""The kind `curves`: numbers, files and expressions on axes of the author's own, and errors at their places."""

from __future__ import annotations

import math
from contextlib import nullcontext

import mpmath
import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen import ContentError, load_spec, render_figure
from sitegen.contract.kinds_under_test import scene_of
from sitegen.figures.curves.definition import KIND, compute
from sitegen.scene.canvas import NARROW, WIDE
from sitegen.scene.shapes import Circles, Polylines, Rect, Text

LOSSES = {"training": [2.0, 1.0, 0.5], "test": [2.1, 1.2, 0.9]}


def figure(**params):
    return render_figure({"kind": "curves", "params": params})


def problems(**params):
    with pytest.raises(ContentError) as caught:
        figure(**params)
    return [f"{each.message} ({each.hint})" for each in caught.value.diagnostics]


class TestNumbers:
    def test_a_mapping_and_a_list_are_the_same(self):
        listed = [{"name": name, "y": values} for name, values in LOSSES.items()]
        assert figure(series=LOSSES).files == figure(series=listed).files

    def test_a_mapping_may_have_expressions_and_files(self, tmp_path):
        (tmp_path / "run.csv").write_text("loss\n2.0\n1.0\n")
        (tmp_path / "a.yaml").write_text(
            "kind: curves\nparams:\n  x: {from: 0, to: 1, points: 2, values: [0, 1]}\n"
            "  series: {ReLU: 'max(0, x)', loss: {file: run.csv, column: loss}, other: [3, null]}\n"
        )
        with pytest.raises(ContentError, match="delete it, or delete from and to"):
            load_spec(tmp_path / "a.yaml")
        text = (tmp_path / "a.yaml").read_text().replace(", values: [0, 1]", "")
        (tmp_path / "a.yaml").write_text(text)
        curves = render_figure(load_spec(tmp_path / "a.yaml")).data.curves
        assert [curve.values.name for curve in curves] == ["ReLU", "loss", "other"]
        assert_allclose([curve.values.y for curve in curves], [[0, 1], [2, 1], [3, np.nan]])

    @pytest.mark.parametrize(
        ("series", "place"),
        [("{a: [1, 1e307]}", "4:23"), ("{a: tanh(x), b: tonh(x)}", "4:31"), ("{a: {file: no.csv}, b: [1]}", "4:26")],
    )
    def test_a_mistake_in_a_mapping_has_its_place(self, tmp_path, series, place):
        (tmp_path / "a.yaml").write_text(f"kind: curves\nparams:\n  x: {{from: 0, to: 1}}\n  series:     {series}\n")
        with pytest.raises(ContentError, match=rf"a\.yaml:{place}: error: params\.series\.[01]\.y"):
            load_spec(tmp_path / "a.yaml")

    def test_files_give_places_and_series(self, tmp_path):
        (tmp_path / "run.csv").write_text("step,train,test\n0,2.0,2.1\n10,1.0,1.2\n20,0.5,0.9\n")
        (tmp_path / "a.yaml").write_text(
            "kind: curves\nparams:\n  x: {values: {file: run.csv, column: step}}\n"
            "  series: {file: run.csv, columns: [train, test]}\n"
        )
        data = compute(load_spec(tmp_path / "a.yaml").params)
        assert [curve.values.name for curve in data.curves] == ["train", "test"]
        assert_allclose(data.curves[1].values.x, [0, 10, 20])
        assert_allclose(data.curves[1].values.y, [2.1, 1.2, 0.9])

    def test_each_curve_may_come_from_a_file_and_have_places_of_its_own(self, tmp_path):
        (tmp_path / "a.csv").write_text("step,loss\n0,2.0\n5,1.0\n")
        (tmp_path / "a.yaml").write_text(
            "kind: curves\nparams:\n  series:\n"
            "    - {name: a, y: {file: a.csv, column: loss}, x: {file: a.csv, column: step}}\n"
            "    - {name: b, y: [3, 2, 1]}\n"
        )
        drawn = render_figure(load_spec(tmp_path / "a.yaml"))
        assert_allclose(drawn.data.curves[0].values.x, [0, 5])
        assert drawn.table["curve"] == ["a", "a", "b", "b", "b"]

    def test_a_missing_value_is_a_gap(self):
        drawn = figure(series=[{"name": "a", "y": [1, 2, None, 3, 4]}])
        (line,) = (mark for mark in scene_of(drawn).marks() if isinstance(mark, Polylines) and not mark.closed)
        assert len(line.runs) == 2
        assert "has no value at 1 of 5 points" in drawn.description.summary()

    @pytest.mark.parametrize("series", [{"a": [1, None, 3]}, [{"name": "a", "y": [1, None, 3]}], [[1, None, 3]]])
    def test_null_is_a_gap_in_every_form(self, series):
        assert_allclose(figure(series=series).data.curves[0].values.y, [1, np.nan, 3])

    def test_null_is_a_mistake_where_a_kind_has_no_gaps(self):
        with pytest.raises(ContentError, match="neurons"):
            render_figure({"kind": "dead-neurons", "params": {"neurons": {"a": [0.5, None]}}})

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("run.csv", "s,a\n0,1\n1,\n2,3\n"),
            ("run.json", '{"a": [1, null, 3]}'),
            ("run.json", '[{"a": 1}, {}, {"a": 3}]'),
        ],
    )
    def test_blank_cells_of_a_file_may_be_gaps(self, tmp_path, name, content):
        (tmp_path / name).write_text(content)
        spec = tmp_path / "a.yaml"
        for series in (
            f"[{{name: a, y: {{file: {name}, column: a, blank: gap}}}}]",
            f"{{file: {name}, columns: [a], blank: gap}}",
        ):
            spec.write_text(f"kind: curves\nparams:\n  series: {series}\n")
            assert_allclose(render_figure(load_spec(spec)).data.curves[0].values.y, [1, np.nan, 3])

    def test_a_kind_without_gaps_refuses_them(self, tmp_path):
        (tmp_path / "run.csv").write_text("s,g\n0,0.5\n1,\n")
        spec = tmp_path / "a.yaml"
        reference = "{file: run.csv, column: g, blank: gap}"
        spec.write_text(f"kind: gradient-flow\nparams: {{layers: [1, 2], gradients: {reference}}}\n")
        with pytest.raises(ContentError, match=r"run\.csv:3:3: error: params.gradients.1: a value is missing"):
            load_spec(spec)

    def test_an_exact_zero_is_a_ring_on_a_logarithmic_axis(self):
        drawn = figure(y={"log": True}, series=[{"name": "a", "y": [1, 0.1, 0, 0.1]}])
        assert any(mark.role == "series-1-zero" for mark in scene_of(drawn).marks())
        assert "A ring on the baseline marks 1 exact zero" in drawn.description.summary()

    def test_lines_zones_notes_and_the_highlight_are_drawn(self):
        drawn = figure(
            series=LOSSES, lines=[{"at": 1.5, "name": "target"}], zones=[{"from": 1, "to": 2, "name": "late"}],
            notes=[{"x": 1, "y": 1.0, "text": "here"}], highlight="test",
        )  # fmt: skip
        marks = list(KIND.draw(drawn.spec.params, drawn.data, WIDE).marks())
        assert {"target", "late", "here"} <= {mark.text for mark in marks if isinstance(mark, Text)}
        assert any(isinstance(mark, Rect) and mark.role == "zone" for mark in marks)
        assert any(mark.role == "series-2-strong" for mark in marks)
        assert any(isinstance(mark, Circles) and mark.role == "note" for mark in marks)

    @pytest.mark.parametrize("on", ["x", "y"])
    def test_a_line_beyond_the_axis_has_no_name_in_the_drawing(self, on):
        inside = figure(series=LOSSES, lines=[{"at": 1.5, "name": "limit", "axis": on}])
        with pytest.warns(UserWarning, match="the line “limit” is not drawn"):
            beyond = figure(series=LOSSES, lines=[{"at": 1e6, "name": "limit", "axis": on}])
        assert ">limit<" in inside.svg
        assert ">limit<" not in beyond.svg
        end = "right end of the horizontal axis" if on == "x" else "upper end of the vertical axis"
        sentence = f"The line “limit” is beyond the {end}, and not drawn."
        assert sentence in beyond.text
        assert "not drawn" not in inside.text

    def test_values_beyond_a_range_are_told(self):
        assert (
            "leaves out 1 value of the curve “a”"
            in figure(y={"range": [0, 2]}, series={"a": [0, 1, 5]}).description.summary()
        )

    def test_a_hundred_thousand_points_make_a_small_drawing(self, rng):
        values = np.cumsum(rng.normal(size=100_000)).tolist()
        values[77_777] = 10_000.0
        drawn = figure(series={"walk": values})
        for canvas in (NARROW, WIDE):
            (line,) = (
                mark for mark in KIND.draw(drawn.spec.params, drawn.data, canvas).marks() if isinstance(mark, Polylines)
            )
            assert sum(map(len, line.runs)) <= 4 * (canvas.width + 1)
        assert len(drawn.svg) < 60_000
        assert "77,777" in drawn.description.summary()


class TestExpressions:
    def test_values_and_slopes_are_those_of_mpmath(self):
        drawn = figure(
            x={"from": -2, "to": 2, "points": 9}, a=0.7,
            series=[{"name": "v", "y": "exp(-a*x^2)*tanh(x)"}, {"name": "s", "y": "exp(-a*x^2)*tanh(x)", "slope": True}],
        )  # fmt: skip

        def exact(x):
            return mpmath.exp(-mpmath.mpf(0.7) * x**2) * mpmath.tanh(x)

        value, slope = (curve.values for curve in drawn.data.curves)
        assert_allclose(value.y, [float(exact(x)) for x in value.x], rtol=1e-13, atol=1e-15)
        assert_allclose(slope.y, [float(mpmath.diff(exact, x)) for x in slope.x], rtol=1e-11)

    def test_a_pole_is_a_gap_that_the_words_tell(self):
        drawn = figure(x={"from": -1, "to": 1, "points": 10}, y={"range": [-5, 5]}, series=[{"name": "p", "y": "1/x"}])
        (line,) = (mark for mark in scene_of(drawn).marks() if isinstance(mark, Polylines) and not mark.closed)
        assert len(line.runs) == 2
        assert "has a pole at x = 0" in drawn.description.summary()

    def test_curves_without_any_value_are_drawn_empty(self):
        drawn = figure(x={"from": -2, "to": -1}, series={"a": "sqrt(x)"})
        assert "The curve “a” has no value." in drawn.text
        assert drawn.audit.violations == ()

    def test_a_state_may_have_no_value(self):
        params = {"x": {"from": 0, "to": 1}, "a": -1, "series": {"f": "sqrt(a)*x"}}
        drawn = render_figure({"kind": "curves", "params": params, "explore": {"a": [-1, 1]}})
        assert "The curve “f” has no value." in drawn.text
        assert drawn.audit.violations == ()

    def test_readers_may_vary_its_numbers(self):
        explored = render_figure(
            {
                "kind": "curves",
                "params": {
                    "x": {"from": 0, "to": 1, "points": 5},
                    "y": {"range": [0, 3]},
                    "a": 1,
                    "series": [{"name": "c", "y": "a*x"}],
                },
                "explore": {"a": {"from": 1, "to": 3, "step": 1}},
            }
        )
        assert explored.states is not None
        assert explored.audit.violations == ()


def test_a_logarithmic_axis_has_whole_decades_unless_the_author_says_otherwise():
    free, given = (
        compute(KIND.resolved_model.model_validate({"series": [{"name": "a", "y": [0.02, 3.0]}], "y": y}))
        for y in ({"log": True}, {"log": True, "range": [0.01, 5.0]})
    )
    assert (free.y_axis.low, free.y_axis.high) == (-2, 1)
    assert given.y_axis.high == pytest.approx(math.log10(5))


@pytest.mark.parametrize("canvas", [NARROW, WIDE], ids=["narrow", "wide"])
def test_points_on_an_axis_with_both_signs(canvas):
    values, linear = [-40.0, -0.002, 0.0, 0.0005, 3.0, 900.0], 0.001
    drawn = figure(y={"log": "symmetric", "linear": linear}, series={"a": values})
    scene = KIND.draw(drawn.spec.params, drawn.data, canvas)
    (dots,) = (mark for mark in scene.marks() if isinstance(mark, Circles) and mark.role == "series-1-mark")
    heights = [y for _, y in dots.centres]
    areas = [  # under 1 / max(|v|, linear), from 0 to each value
        math.copysign(abs(v) / linear if abs(v) <= linear else 1 + math.log(abs(v) / linear), v) for v in values
    ]
    zero, top = heights[2], heights[-1]
    assert [(y - zero) / (top - zero) for y in heights] == pytest.approx([area / areas[-1] for area in areas], abs=1e-9)
    labels = [mark.y for mark in scene.marks() if isinstance(mark, Text) and mark.text == "0"]
    assert zero + canvas.drop in map(pytest.approx, labels)
    assert not any(mark.role == "series-1-zero" for mark in scene.marks())  # 0 has a place


def test_places_of_expressions_are_even_on_an_axis_with_both_signs():
    drawn = figure(x={"log": "symmetric", "linear": 1, "from": -100, "to": 1000, "points": 21}, series={"a": "x^3"})
    places = drawn.data.curves[0].values.x
    gaps = np.diff([math.copysign(abs(x) if abs(x) <= 1 else 1 + math.log(abs(x)), x) for x in places])
    assert_allclose(gaps, gaps[0])
    assert (places[0], places[-1]) == (-100, 1000)


def test_states_share_the_linear_part_of_an_axis(tmp_path):
    (tmp_path / "run.csv").write_text("step,a,b\n0,-1,2\n1,0.001,-30\n2,7,0.2\n")
    spec = tmp_path / "a.yaml"
    spec.write_text(
        "kind: curves\nparams:\n  y: {log: symmetric}\n"
        "  series: {c: {file: run.csv, columns: [a, b], where: {step: $step}}}\n"
        "explore:\n  step: {file: run.csv, column: step}\n"
    )
    explored = render_figure(load_spec(spec))
    axis = explored.data.y_axis
    assert (axis.start, axis.end, axis.linear) == (-100, 10, 1e-3)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"y": {"log": "symetric"}, "series": LOSSES}, "params.y.log: 'symetric' is not true, false or symmetric"),
        (
            {"y": {"linear": 1}, "series": LOSSES},
            "params.y.linear: only a symmetric logarithmic axis has a linear part",
        ),
        ({"y": {"log": "symmetric", "linear": 0}, "series": LOSSES}, "params.y.linear: "),
        (
            {"y": {"log": "symmetric", "range": [1, 5]}, "series": LOSSES},
            "params.y.range: goes from 1 to 5, but a symm",
        ),
        (
            {"y": {"log": "symmetric", "linear": 1, "range": [-5, 9]}, "series": LOSSES},
            "params.y.range: ends at 9, but the axis must reach to ten times linear, 10",
        ),
        (
            {"x": {"log": "symmetric", "from": -1, "to": 1}, "series": {"a": "x"}},
            "params.x.log: an expression needs to know where this axis is linear: add linear to x",
        ),
        ({"y": {"symlog": True}, "series": LOSSES}, "params.y.symlog: "),
        ({"series": [{"name": "a", "y": "tanh(x)"}]}, "params.series.0.y: an expression needs its places"),
        (
            {"x": {"from": 0, "to": 1}, "series": [{"name": "a", "y": "tahn(x)"}]},
            "params.series.0.y: there is no function tahn",
        ),
        ({"x": {"from": 0, "to": 1}, "series": [{"name": "a", "y": "d*x"}]}, "params.series.0.y: "),
        ({"x": {"from": 1, "to": 0}, "series": LOSSES}, "params.x.to: 0 is not above from, which is 1"),
        ({"x": {"from": 1}, "series": LOSSES}, "params.x: expressions go from one place to another: add to"),
        ({"x": {"values": [0, 2, 1]}, "series": LOSSES}, "params.x.values.2: 1 is after 2"),
        (
            {"x": {"values": [0, 1.00000002, 1.00000001]}, "series": LOSSES},
            "params.x.values.2: 1.00000001 is after 1.00000002",
        ),
        ({"x": {"values": [0, 1]}, "series": LOSSES}, "params.series.0.y: has 3 values, but there are 2 places"),
        (
            {"x": {"values": [1, 2, 3]}, "series": {"a": [1, 2], "b": [3, 4], "c": [5, 6]}},
            "params.series.0.y: has 2 values, but there are 3 places: give one for each (write a list for each curve, not",
        ),
        ({"x": {"log": True, "values": [0, 1, 2]}, "series": LOSSES}, "params.x.values.0: 0 is not above 0"),
        ({"x": {"log": True, "from": 0, "to": 1}, "series": {"a": "x"}}, "params.x.from: 0 is not above 0"),
        ({"y": {"log": True}, "series": {"a": [1, -2]}}, "params.series.0.y.1: -2 is below 0"),
        (
            {"y": {"log": True}, "series": LOSSES, "lines": [{"at": 1, "name": "a"}, {"at": -1, "name": "b"}]},
            "params.lines.1.at: -1 is not above 0, and y has a logarithmic axis (write log: symmetric",
        ),
        (
            {"x": {"log": True, "values": [1, 2, 3]}, "series": LOSSES, "lines": [{"at": 0, "name": "a", "axis": "x"}]},
            "params.lines.0.at: 0 is not above 0, and x has a logarithmic axis",
        ),
        (
            {"y": {"log": True}, "series": LOSSES, "notes": [{"x": 0, "y": -1, "text": "a"}]},
            "params.notes.0.y: -1 is not above 0, and y has a logarithmic axis",
        ),
        ({"y": {"range": [3, 1]}, "series": LOSSES}, "params.y.range: goes from 3 to 1: write the lower end first"),
        (
            {"y": {"log": True, "range": [2, 5]}, "series": LOSSES},
            "params.y.range: has no power of ten between 2 and 5",
        ),
        ({"series": LOSSES, "highlight": "tets"}, "params.highlight: there is no curve 'tets' (did you mean 'test'?)"),
        (
            {"series": [{"name": "a", "y": [1]}, {"name": "a", "y": [2]}]},
            "params.series.1.name: two curves are called 'a'",
        ),
        (
            {"series": [{"name": "a", "y": [1, 2], "slope": True}]},
            "params.series.0.slope: a slope is that of an expression",
        ),
        ({"series": [{"name": "a", "y": [None, None]}]}, "params.series.0.y: has no value at all"),
        ({"series": LOSSES, "y": {"label": "loss"}}, "params.y.label: "),
        ({"series": {str(number): [1, 2] for number in range(9)}}, "params.series: "),
    ],
)
def test_mistakes_are_told_at_their_places(params, expected):
    assert [found for found in problems(**params) if found.startswith(expected)], problems(**params)


def test_a_mistake_in_an_expression_has_its_character():
    (found,) = problems(x={"from": 0, "to": 1}, series=[{"name": "a", "y": "1 + foo"}])
    assert "character 5" in found


def test_a_value_in_a_file_is_named_at_its_line(tmp_path):
    (tmp_path / "run.csv").write_text("loss\n1.0\n-2.0\n")
    (tmp_path / "a.yaml").write_text(
        "kind: curves\nparams:\n  y: {log: true}\n  series:\n    - {name: a, y: {file: run.csv, column: loss}}\n"
    )
    with pytest.raises(ContentError, match=r"run\.csv:3:1: error: .*-2 is below 0"):
        render_figure(load_spec(tmp_path / "a.yaml"))


@pytest.mark.parametrize("form", ["line", "step", "points"])
def test_the_largest_numbers_have_an_axis(form):
    made = figure(series=[{"name": "a", "y": [-1e306, 1e306, 2e-308], "form": form}])
    assert "10³⁰⁶</text>" in made.files["figure.svg"]


def test_larger_numbers_are_refused_and_undefined_in_expressions():
    message = "params.series.0.y.1: -1.1e+306 is out of range; allowed is -1e+306 to 1e+306 ()"
    assert problems(series={"a": [0, -1.1e306]}) == [message]
    made = figure(x={"from": -1, "to": 1, "points": 5}, series={"a": "2e306*x"})
    assert made.data.curves[0].values.y.tolist() == pytest.approx([np.nan, -1e306, 0, 1e306, np.nan], nan_ok=True)


@pytest.mark.parametrize(
    "places", [[1716000000000, 1716000001000], [1e15, 1e15 + 1], [0.123456, 0.1234561], [1000000, 1000001]]
)
def test_the_table_tells_places_apart(places):
    shown = render_figure(
        {"kind": "curves", "params": {"x": {"means": "t", "values": places}, "series": {"a": [1, 2]}}}
    )
    first, second = (cell.visible() for cell in shown.description.table.columns[0].cells)
    assert [float(text.replace(",", "")) for text in (first, second)] == places


@pytest.mark.parametrize(
    "params",
    [
        {"x": {"from": -1e306, "to": 2, "log": "symmetric", "linear": 1}, "series": {"f": "0*x"}},
        {"x": {"from": -1e306, "to": 2}, "series": {"f": "0*x"}},
        {"x": {"values": [-1e306, 2]}, "series": {"f": [1, 2]}},
        {"series": {"f": [1, 2]}, "notes": [{"x": 0, "y": 1e306, "text": "far"}], "y": {"range": [0, 1e306]}},
        {"series": {"f": [1e306, -1e306, 0, 1]}, "y": {"range": [0, 1e-9]}},
    ],
)
def test_the_largest_numbers_are_drawn_without_warnings(params):
    assert figure(**params).audit.violations == ()


def test_an_expression_over_hundreds_of_decades_has_no_jump():
    axes = {"x": {"from": 1, "to": 1e306, "points": 2, "log": True}, "y": {"log": True}}
    drawn = figure(**axes, series={"f": "log(x)"}, lines=[{"at": 800, "name": "top"}])
    assert "jump" not in drawn.text


@pytest.mark.parametrize(
    ("log", "said"),
    [(False, "“high”"), (True, "“low”")],
)
def test_the_lead_of_many_curves_is_about_the_one_that_changes_most_on_the_axis(log, said):
    series = {"level": [50.0, 50.0], "high": [100.0, 60.0], "low": [1.0, 0.001]}
    (lead,) = figure(x={"values": [0, 1]}, y={"log": log}, series=series).description.lead
    assert said in lead.text("visible")


def test_the_lead_is_about_the_first_curve_if_all_are_alike_and_about_the_highlighted_one():
    series = {"a": [1.0, 2.0], "b": [3.0, 2.0], "c": [5.0, 4.0]}
    (lead,) = figure(x={"values": [0, 1]}, series=series).description.lead
    assert "“a”" in lead.text("visible")
    (lead,) = figure(x={"values": [0, 1]}, series=series, highlight="b").description.lead
    assert "“b”" in lead.text("visible")


@pytest.mark.parametrize(("places", "at"), [([5, 5, 5], "at x = 5"), ([1, 1 + 2**-52, 1 + 2**-51], "at about x = 1")])
def test_points_at_one_place(places, at):
    told = render_figure("curves", series=[{"name": "a", "x": places, "y": [1, 3, 2]}]).text
    assert f"The curve “a” has 3 points, all {at}." in told


@pytest.mark.parametrize(("points", "is_said"), [(1440, False), (1441, True)])
def test_a_curve_with_more_points_than_can_be_drawn_says_which_are_kept(points, is_said):
    figure = render_figure("curves", series=[{"name": "a", "y": [number % 7 for number in range(points)]}])
    assert ("the line keeps the first, the last, the lowest and the highest" in figure.text) == is_said


@pytest.mark.parametrize(
    ("curve", "is_drawn"),
    [
        ({"x": [0, 1, 5, 6], "y": [0, 1, 11, 12]}, False),
        ({"x": [0, 1, 5, 6], "y": [0, 4, 11, 12]}, True),
        ({"x": [0, 1, 5, 6], "y": [0, 4, 11, 12], "form": "step"}, False),
        ({"x": [-1, 3], "y": [7, 0], "form": "step"}, True),
        ({"x": [-1, 3], "y": [7, 0], "form": "points"}, False),
        ({"x": [1, 3], "y": [None, 7]}, False),
    ],
)
def test_the_lead_is_about_a_curve_that_is_drawn(curve, is_drawn):
    """The ranges leave out a curve if each part of it is beyond an end of one of the axes."""
    series = [{"name": "wide", **curve}, {"name": "low", "x": [0, 2], "y": [6, 7]}, {"name": "b", "x": [0], "y": [6]}]
    params = {"x": {"range": [0, 2]}, "y": {"range": [5, 10]}, "series": series}
    with nullcontext() if is_drawn else pytest.warns(UserWarning, match="is not drawn"):
        drawn = figure(**params)
    description = drawn.description
    assert ("“wide”" in description.lead[0].text()) is is_drawn
    assert any("not drawn" in each.text() for each in description.sentences) is not is_drawn
    roles = {mark.role for mark in scene_of(drawn).marks()}
    assert (not roles.isdisjoint({"series-1-line", "series-1-mark"})) is is_drawn


def test_marks_and_places_that_are_close_do_not_look_the_same() -> None:
    told = render_figure(
        "curves",
        series=[{"name": "a", "x": [1, 1.0000001, 2], "y": [1, 3, 2]}, {"name": "b", "x": [1.0001, 3], "y": [1, 2]}],
        lines=[{"at": 1.50001, "axis": "x", "name": "M"}, {"at": 1.50002, "axis": "x", "name": "N"}],
        zones=[{"from": 1.00001, "to": 1.00002, "axis": "y", "name": "Z"}],
    ).text
    assert "starts with 1 at x = 1, rises to 3 at x = 1.0000001" in told
    assert "The curve “b” has 2 points and values from x = 1.0001 to x = 3." in told
    assert "“M” is at x = 1.50001." in told
    assert "“N” is at x = 1.50002." in told
    assert "“Z” goes from 1.00001 to 1.00002" in told
