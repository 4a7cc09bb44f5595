"""The kind `bars`: values and their order against sorted lists, shares that add up, and errors at their places."""

from __future__ import annotations

import csv
import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from sitegen import ContentError, load_spec, render_figure
from sitegen.contract.drawing_checks import check_drawing
from sitegen.contract.kinds_under_test import scene_of
from sitegen.figures.bars.definition import KIND, compute
from sitegen.scene.canvas import CANVASES, NARROW, WIDE
from sitegen.scene.shapes import Circles, Rect, Segments, Text
from sitegen.scene.text_width import extent
from tests.conftest import CONTENT

NORMS = {"conv1": 0.12, "conv2": 0.34, "output": 0.9}


def figure(**params):
    return render_figure({"kind": "bars", "params": params})


def words(**params):
    return figure(**params).description.summary()


def problems(**params):
    with pytest.raises(ContentError) as caught:
        figure(**params)
    return [f"{each.message} ({each.hint})" for each in caught.value.diagnostics]


def drawn(form, **params):
    return [mark for mark in scene_of(figure(**params)).marks() if isinstance(mark, form)]


class TestValues:
    def test_a_mapping_a_list_and_a_file_are_the_same(self, tmp_path):
        (tmp_path / "a.csv").write_text(
            "layer,step,norm\n" + "".join(f"{k},0,{v}\n{k},1,9\n" for k, v in NORMS.items())
        )
        (tmp_path / "a.json").write_text('{"conv1": 0.12, "conv2": 0.34, "output": 0.9}')
        listed = [{"name": name, "value": value} for name, value in NORMS.items()]
        found = [compute(load_spec({"kind": "bars", "params": {"bars": each}}).params) for each in (NORMS, listed)]
        for source in ("{file: a.csv, by: layer, column: norm, where: {step: 0}}", '{file: a.json, columns: "*"}'):
            (tmp_path / "a.yaml").write_text(f"kind: bars\nparams:\n  bars: {source}\n")
            found.append(compute(load_spec(tmp_path / "a.yaml").params))
        for each in found:
            assert dict(zip(each.names, each.values.tolist(), strict=True)) == NORMS

    def test_each_bar_may_come_from_a_file(self, tmp_path):
        (tmp_path / "a.csv").write_text("step,loss\n0,2.0\n5,1.0\n")
        (tmp_path / "a.yaml").write_text(
            "kind: bars\nparams:\n  bars:\n"
            "    - {name: a, value: {file: a.csv, column: loss, row: -1}}\n    - {name: b, value: 3}\n"
        )
        assert compute(load_spec(tmp_path / "a.yaml").params).values.tolist() == [1.0, 3.0]

    def test_bars_of_a_recording_are_its_rows(self):
        data = compute(load_spec(CONTENT / "figures" / "bars-norms.yaml").params)
        with (CONTENT / "data" / "digits-sigmoid-8-gradients.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["step"] == "0"]
        assert data.names == tuple(row["layer"] for row in rows)
        assert data.values.tolist() == [float(row["weight_gradient_norm"]) for row in rows]

    @pytest.mark.parametrize("order", ["rising", "falling"])
    def test_sorted_bars(self, order):
        values = np.random.default_rng(7).normal(0.0, 5.0, 32).round(1).tolist()  # with ties
        data = figure(bars={f"b{number}": value for number, value in enumerate(values)}, order=order).data
        assert data.values.tolist() == sorted(values, reverse=order == "falling")
        ties = [(one, other) for one, other in pairwise(data.names) if values[int(one[1:])] == values[int(other[1:])]]
        assert all(int(one[1:]) < int(other[1:]) for one, other in ties)

    def test_missing_values_come_last(self):
        data = figure(bars={"a": None, "b": 1.0, "c": 2.0}, order="falling").data
        assert data.names == ("c", "b", "a")
        assert "none" in figure(bars={"a": None, "b": 1.0}).table["value"]

    def test_parts_add_up(self):
        data = compute(load_spec(CONTENT / "figures" / "bars-parameters.yaml").params)
        weights = [5 * 5 * 1 * 6, 5 * 5 * 6 * 16, 5 * 5 * 16 * 120, 120 * 84, 84 * 10]
        biases = [6, 16, 120, 84, 10]
        assert data.values.tolist() == [w + b for w, b in zip(weights, biases, strict=True)]
        assert data.features.total == sum(weights) + sum(biases)
        assert data.features.largest_percent == pytest.approx(float(100 * Fraction(48_120, 61_706)))

    def test_the_ratio_of_numbers_beyond_all_floats(self):
        features = figure(bars={"a": 1e300, "b": 1e-300}, y={"log": True}).data.features
        assert features.ratio == math.inf
        assert features.log10_ratio == pytest.approx(600.0)
        assert "The largest is ten to the 600 times the least." in figure(bars={"a": 1e300, "b": 1e-300}).text


class TestWords:
    def test_values_that_are_one(self):
        told = words(bars={"a": 2, "b": 2})
        assert "Both values are 2." in told
        assert " No value is larger than another." in told
        assert "Loss: all 3 values are 0.10." in words(bars={"a": 0.1, "b": 0.1, "c": 0.3 - 0.2}, y={"means": "loss"})

    def test_values_that_look_like_one(self):
        told = words(bars={"a": 1, "b": 1 + 1e-9})
        assert "Both values are about 1.00000." in told
        assert "To the digits shown, no value is larger than another." in told

    def test_the_highlighted_bar_is_named(self):
        given = {"bars": {"conv1": 2, "conv2": None}, "x": {"means": "layer"}, "y": {"means": "norm", "unit": "V"}}
        assert "highlighted" not in words(**given)
        assert "The layer “conv1” is highlighted: its norm is 2 V." in words(**given, highlight="conv1")
        assert "The layer “conv2” is highlighted." in words(**given, highlight="conv2")

    def test_the_lead_about_one_bar_with_a_long_name(self):
        made = figure(bars=[{"name": "w " * 37, "value": 2}])
        assert made.description.readouts[0].text() == "The only value is 2."


class TestDrawing:
    def test_bars_begin_at_zero(self):
        bars = [bar for bar in drawn(Rect, bars={"a": 2.0, "b": -1.0, "c": 4.0}) if bar.role == "series-1-mark"]
        assert [bar.width / bars[0].width for bar in bars] == pytest.approx([1.0, 0.5, 2.0])
        assert bars[0].x == pytest.approx(bars[1].x + bars[1].width)

    def test_a_logarithmic_axis_has_dots_and_rings(self):
        circles = drawn(Circles, bars={"a": 1.0, "b": 0.0, "c": 100.0}, y={"log": True})
        (dots,) = (mark for mark in circles if mark.role == "series-1-mark")
        (rings,) = (mark for mark in circles if mark.role == "series-1-zero")
        assert [len(dots.centres), len(rings.centres)] == [2, 1]
        assert not drawn(Rect, bars={"a": 1.0, "b": 0.0, "c": 100.0}, y={"log": True})

    def test_dots_of_both_signs_hang_from_zero(self):
        values = {"a": -30.0, "b": 0.0, "c": 0.002, "d": 0.4}
        made = figure(bars=values, y={"log": "symmetric"})
        (dots,) = (mark for mark in scene_of(made).marks() if isinstance(mark, Circles))
        places = [x for x, _ in dots.centres]
        areas = [math.copysign(1 + math.log(abs(v) / 0.001), v) if v else 0.0 for v in values.values()]
        share = [(x - places[1]) / (places[0] - places[1]) for x in places]
        assert share == pytest.approx([area / areas[0] for area in areas], abs=1e-9)
        lines = [line for mark in scene_of(made).marks() if isinstance(mark, Segments) for line in mark.lines]
        ends = {round(x, 6) for x, top, _, bottom in lines if top == bottom}
        assert ends == {round(places[1], 6)}
        assert "Dot chart" in made.description.summary()
        assert "Rings" not in made.description.summary()

    @pytest.mark.parametrize(
        ("means", "title"), [("loss", "loss, log beyond ±0.001"), ("mean gradient", "mean gradient, log scale")]
    )
    def test_a_title_without_room_leaves_out_where_the_axis_is_linear(self, means, title):
        texts = drawn(Text, bars={"a": -1, "b": 0.002}, y={"log": "symmetric", "means": means})
        assert title in [text.text for text in texts]

    @pytest.mark.parametrize("log", [False, True])
    def test_values_follow_their_bars(self, log):
        values = {"a": 100, "b": 1, "c": 0}
        params = load_spec({"kind": "bars", "params": {"bars": values, "y": {"log": log}}}).params
        scene = KIND.draw(params, compute(params), WIDE)
        texts = {mark.text: mark.x for mark in scene.marks() if isinstance(mark, Text) and mark.role == "text"}
        high, middle, zero = (texts[str(value)] for value in values.values())
        assert (middle - zero) / (high - zero) == pytest.approx(0 if log else 1 / 100)
        assert high - zero > WIDE.width / 2

    @pytest.mark.parametrize("params", [{"lines": [{"at": 0.5, "name": "half"}]}, {"bars": {"a": 1, "b": -1}}])
    def test_values_are_in_a_column_beside_lines_and_both_signs(self, params):
        params = load_spec({"kind": "bars", "params": {"bars": {"a": 1, "b": 0.25}, **params}}).params
        scene = KIND.draw(params, compute(params), WIDE)
        texts = [
            mark
            for mark in scene.marks()
            if isinstance(mark, Text) and mark.anchor == "end" and mark.x > WIDE.width / 2
        ]
        assert len(texts) == 2

    def test_the_highlighted_bar_is_filled(self):
        roles = [bar.role for bar in drawn(Rect, bars=NORMS, highlight="conv2")]
        assert roles == ["context", "series-1-mark", "context"]

    @pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
    def test_thirty_two_long_names(self, canvas):
        names = [f"{'transformer.block' if n % 2 else 'שכבה'} <&> {n} {'w' * 50}" for n in range(32)]
        params = load_spec({"kind": "bars", "params": {"bars": dict.fromkeys(names, 1.5)}}).params
        scene = KIND.draw(params, compute(params), canvas)
        check_drawing(scene, canvas)
        assert all(extent(mark)[1] <= canvas.width for mark in scene.marks() if isinstance(mark, Text))

    def test_names_are_beside_the_bars_where_they_fit(self):
        assert NARROW.width < WIDE.width
        heights = []
        for names in (["a", "b"], ["a" * 30, "b" * 30]):
            (panel,) = scene_of(figure(bars=dict.fromkeys(names, 1.0))).panels
            heights.append(panel.height)
        assert heights[1] > heights[0] + 20


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"bars": {}}, "bars"),
        ({"bars": {"a": [1, 2]}}, "one number is needed, and this is a list of 2: name each with by, or choose one with where or row"),
        ({"bars": {"a": math.inf}}, "number"),
        ({"bars": {"a": 1, "b": "c"}}, "'c' is not a number"),
        ({"bars": [{"name": "a", "value": 1}, {"name": "a", "value": 2}]}, "two bars are called 'a'"),
        ({"bars": dict.fromkeys(map(str, range(33)), 1)}, "32"),
        ({"bars": {"a": -1}, "y": {"log": True}}, "logarithmic axis (write log: symmetric for an axis with both signs)"),
        ({"bars": {"a": -1}, "parts_of": "it"}, "-1 is below 0, and no part of a whole is (delete parts_of)"),
        ({"bars": {"conv": 1}, "highlight": "convo"}, "there is no bar 'convo' (did you mean 'conv'?)"),
        ({"bars": {"a": 1}, "y": {"range": [2, 1]}}, "goes from 2 to 1: write the lower end first"),
        ({"bars": {"a": 1}, "y": {"log": True, "range": [0, 1]}}, "a logarithmic axis has positive values alone"),
        ({"bars": {"a": 1}, "y": {"log": True}, "lines": [{"at": 0, "name": "l"}]}, "0 is not above 0"),
        ({"bars": [{"name": "a", "height": 1}]}, "write value"),
    ],
)  # fmt: skip
def test_what_does_not_fit(params, message):
    assert any(message in each for each in problems(**params)), problems(**params)


def test_a_range_far_beyond_the_values_is_written_in_short():
    made = render_figure({"kind": "bars", "params": {"bars": {"a": 1}, "y": {"range": [-1e300, 1e300]}}})
    assert max(map(len, made.description.summary().split())) < 20
