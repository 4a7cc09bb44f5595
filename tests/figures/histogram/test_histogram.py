"""The kind `histogram`: counts against numpy, shares against the closed form of tanh of a normal number, and errors at their places."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest

from sitegen import ContentError, load_spec, render_figure
from sitegen.audit.labels import label_problems
from sitegen.contract.drawing_checks import check_drawing
from sitegen.contract.kinds_under_test import scene_of
from sitegen.description.sentences import text_of
from sitegen.figures.histogram.definition import KIND, compute
from sitegen.figures.histogram.unused import unused
from sitegen.numerics.bins import bin_heights
from sitegen.scene.canvas import CANVASES, NARROW
from sitegen.scene.shapes import Polylines, Text

RNG = np.random.default_rng(11)
NORMAL = RNG.normal(0.0, 1.2, 20_000)


def figure(**params):
    return render_figure({"kind": "histogram", "params": params})


def computed(**params):
    return compute(load_spec({"kind": "histogram", "params": params}).params)


def problems(**params):
    with pytest.raises(ContentError) as caught:
        figure(**params)
    return [f"{each.message} ({each.hint})" for each in caught.value.diagnostics]


class TestCounts:
    @pytest.mark.parametrize("bins", [4, 10, 40, 100])
    def test_bins_of_a_linear_axis_are_those_of_numpy(self, bins):
        data = computed(rows={"a": NORMAL.tolist()}, bins=bins)
        wanted, _ = np.histogram(NORMAL, data.axis.edges)
        assert data.rows[0].counts.tolist() == wanted.tolist()
        assert data.rows[0].counts.sum() == len(NORMAL)
        assert data.bin_count <= bins + 1

    def test_bins_of_a_logarithmic_axis_are_mirrored(self):
        values = np.concatenate([NORMAL * 10.0 ** RNG.integers(-9, 3, len(NORMAL)), np.zeros(77)])
        data = computed(rows={"a": values.tolist(), "b": (-values).tolist()}, log=True)
        counts, edges = data.rows[0].counts, data.axis.edges
        assert edges.tolist() == (-edges[::-1]).tolist()
        assert data.rows[1].counts.tolist() == counts[::-1].tolist()
        middle = len(counts) // 2
        wanted, _ = np.histogram(values, edges[middle + 1 :])
        assert counts[middle + 1 :].tolist() == wanted.tolist()
        assert counts[middle] == 77
        assert counts.sum() == len(values)

    def test_decades_have_the_same_width_on_a_logarithmic_axis(self):
        axis = computed(rows={"a": [1e-6, 1e3]}, log=True).axis
        places = [axis.coordinate(10.0**exponent) for exponent in range(-6, 4)]
        assert np.diff(places) == pytest.approx(1.0)
        assert np.diff(axis.places) == pytest.approx(0.25)

    def test_counts_of_halves_add_up_to_those_of_the_whole(self):
        edges = np.linspace(-6.0, 6.0, 49)
        one, other = (np.histogram(half, edges)[0] for half in np.split(NORMAL, 2))
        merged = computed(rows={"a": (one + other).tolist()}, edges=edges.tolist()).rows[0]
        halves = computed(rows={"a": one.tolist(), "b": other.tolist()}, edges=edges.tolist()).rows
        whole = np.histogram(NORMAL, edges)[0]
        assert merged.counts.tolist() == whole.tolist() == (halves[0].counts + halves[1].counts).tolist()

    @pytest.mark.parametrize(("spread", "at", "share"), [(1.2, 0.97, 0.081232), (0.5, 0.9, None), (3.0, 0.5, None)])
    def test_the_saturated_share_is_that_of_the_closed_form(self, spread, at, share):
        """For tanh of N(0, s²): 2·(1 − Φ(artanh(c)/s)). Quantiles in place of a sample have it to one of their number."""
        exact = 2 * (1 - statistics.NormalDist().cdf(math.atanh(at) / spread))
        assert share is None or exact == pytest.approx(share, abs=5e-7)
        quantiles = statistics.NormalDist(0.0, spread).quantiles(n=50_001)
        values = [math.tanh(each) for each in quantiles]
        data = computed(rows={"a": values}, threshold={"at": at, "name": "saturated", "side": "both"})
        assert data.rows[0].percent == pytest.approx(100 * exact, abs=0.005)

    @pytest.mark.parametrize("count", [2, 998, 999, 1000])
    def test_mean_spread_and_quartiles(self, count):
        values = NORMAL[:count].tolist()
        sample = computed(rows={"a": values}).rows[0].sample
        assert sample.mean == pytest.approx(statistics.mean(values), rel=1e-12)
        assert sample.spread == pytest.approx(statistics.pstdev(values), rel=1e-12)
        assert sample.median == statistics.median(values)
        assert sum(sample.lower <= value <= sample.upper for value in values) in {
            count // 2,
            count // 2 + 1,
            count // 2 + 2,
        }

    def test_numbers_of_every_size(self):
        for log in (False, True):
            values = [1e-300, -1e300, 1e300, 0.0, 5e-324, 1.7976931348623157e308, -1.7976931348623157e308]
            row = computed(rows={"a": values}, log=log).rows[0]
            assert row.counts.sum() == 7
            assert row.sample.spread == pytest.approx(math.sqrt(2 / 7) * 1.7976931348623157e308)
            assert row.sample.mean == pytest.approx(0.0, abs=1e294)

    @pytest.mark.parametrize("values", [[0.5], [0.0], [3.0] * 9, [-1e-300] * 2, [5e-324]])
    @pytest.mark.parametrize("log", [False, True])
    def test_equal_values_are_in_one_bin(self, values, log):
        (row,) = computed(rows={"a": values}, log=log).rows
        assert row.counts.max() == row.total == len(values)

    def test_edges_are_told_exactly(self):
        edges = figure(rows={"a": [n / 40 for n in range(41)]}).description.more_tables[0].columns[0].texts[1:4]
        assert edges == ("0", "0.025", "0.05")
        coins = figure(rows={"a": [1, 2, 1]}, edges=[-0.5, 0.5, 1.5, 2.5])
        assert "“a” has 4 values from minus 0.5 to 2.5." in coins.text

    def test_a_range_leaves_out_what_is_outside(self):
        drawn = figure(rows={"a": [0.1, 0.5, 7.0]}, x={"range": [0, 1]})
        assert drawn.data.rows[0].outside == 1
        assert (drawn.data.start, drawn.data.end) == (0.0, 1.0)
        assert "The drawing leaves out 1 value of “a”" in drawn.text


class TestDrawing:
    @pytest.mark.parametrize("values", [[2.2e-308], [2.2e-308, 4.4e-308], [5e-324, 1e-309], [-1.7e308, 1.7e308]])
    @pytest.mark.parametrize("log", [False, True])
    def test_bins_as_narrow_or_wide_as_floats_allow_are_drawn(self, values, log):
        check_drawing(scene_of(figure(rows={"a": values}, log=log)), NARROW)

    def test_areas_are_shares_where_the_share_a_unit_is_beyond_the_floats(self):
        heights = bin_heights(np.array([3, 1]), np.array([0.0, 1e-310, 3e-310]))
        assert heights.tolist() == pytest.approx([1.5, 0.25])

    def test_areas_of_rows_are_equal(self):
        drawn = figure(rows={"a": NORMAL.tolist(), "b": (NORMAL[:100] / 3).tolist()})
        (shapes,) = (mark for mark in scene_of(drawn).marks() if isinstance(mark, Polylines))
        areas: dict[float, float] = {}
        for run in shapes.runs:
            x, y = np.array(run).T
            base = y[0]
            areas[base] = areas.get(base, 0.0) + abs(np.trapezoid(base - y, x))
        one, other = areas.values()
        assert one == pytest.approx(other, rel=1e-6)

    @pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
    @pytest.mark.parametrize("log", [False, True])
    def test_eight_long_names(self, canvas, log):
        rows = {f"שכבה <&> {number} {'w' * 60}": NORMAL[number::40].tolist() for number in range(8)}
        threshold = {"at": 1.0, "name": "limit " * 12, "side": "both"}
        params = load_spec({"kind": "histogram", "params": {"rows": rows, "log": log, "threshold": threshold}}).params
        check_drawing(KIND.draw(params, compute(params), canvas), canvas)

    def test_files_give_rows(self, tmp_path):
        (tmp_path / "a.csv").write_text("one,two\n" + "".join(f"{n},{n / 2}\n" for n in range(60)))
        (tmp_path / "a.yaml").write_text("kind: histogram\nparams:\n  rows: {file: a.csv, columns: [one, two]}\n")
        assert [row.total for row in compute(load_spec(tmp_path / "a.yaml").params).rows] == [60, 60]


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"rows": {}}, "rows"),
        ({"rows": {"a": []}}, "rows"),
        ({"rows": {"a": [1, math.nan]}}, "number"),
        ({"rows": {"a": [1, math.inf]}}, "number"),
        ({"rows": {key: [1.0] for key in map(str, range(9))}}, "8"),
        ({"rows": [{"name": "a", "values": [1]}, {"name": "a", "values": [2]}]}, "two rows are called 'a'"),
        ({"rows": {"a": [1, 2]}, "edges": [0, 1, 1]}, "1 is after 1, and edges must ascend"),
        ({"rows": {"a": [1]}, "edges": [-1.7e308, 1.7e308]}, "-1.7e+308 is out of range"),
        ({"rows": {"a": [1, 2]}, "edges": [0, 1]}, "has 2 counts, but there is 1 bin"),
        ({"rows": {"a": [0.5]}, "edges": [0, 1]}, "0.5 is not a count"),
        ({"rows": {"a": [0]}, "edges": [0, 1]}, "has no value in any bin"),
        (
            {"rows": {"a": [1]}, "edges": [0, 1], "threshold": {"at": 0.9, "name": "t"}},
            "0.9 is no edge, and only counts of whole bins are known (the nearest edge is 1)",
        ),
        ({"rows": {"a": [1]}, "threshold": {"at": -1, "name": "t", "side": "both"}}, "both sides need a value above 0"),
        ({"rows": {"a": [1]}, "x": {"range": [1, 1]}}, "write the lower end first"),
        ({"rows": {"a": [1]}, "log": True, "x": {"range": [0, 1]}}, "a size is above 0 on a logarithmic axis"),
        ({"rows": {"a": [1]}, "x": {"log": True}}, "log"),
    ],
)
def test_what_does_not_fit(params, message):
    assert any(message in each for each in problems(**params)), problems(**params)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize(("side", "title"), [("above", "above"), ("below", "below"), ("both", "beyond")])
def test_the_shares_at_the_ends_of_rows_have_a_title(side, title, canvas):
    threshold = {"at": 0.5, "name": "a long name of a threshold near the end", "side": side}
    data = {"rows": {"a": [0.0, 1.0]}, "threshold": threshold}
    scene = scene_of(
        render_figure({"kind": "histogram", "params": data}, canvas="wide" if canvas.is_wide else "narrow")
    )
    texts = [mark for panel in scene.panels for mark in panel.marks if isinstance(mark, Text)]
    (found,) = (text for text in texts if text.text == title)
    (share,) = (text for text in texts if text.text.endswith("%"))
    assert (found.x, found.anchor) == (share.x, share.anchor)
    assert found.y < share.y
    assert not label_problems(scene)


@pytest.mark.parametrize(
    ("params", "times"),
    [
        ({}, 0),
        ({"x": {"range": [0, 9]}}, 1),
        ({"x": {"range": [0, 9]}, "lines": [{"at": 20, "name": "far"}], "threshold": {"at": 1, "name": "limit"}}, 1),
        ({"edges": [0, 1], "x": {"range": [0, 9]}}, 0),
    ],
)
def test_warnings_need_the_bins_once_at_most(params, times):
    computed = []

    def counted(given):
        computed.append(given)
        return compute(given)

    list(unused(KIND.resolved_model.model_validate({"rows": [{"name": "a", "values": [2]}], **params}), counted))
    assert len(computed) == times


@pytest.mark.parametrize(
    "values", [[1, 1 + 1e-13], [1, 1 + 1e-7], [1e-9, 1e-9 + 1e-17], [-1e5, 1e-6 - 1e5], [0.1, 0.3]]
)
def test_edges_of_narrow_bins_ascend_in_the_table(values):
    (table,) = figure(rows={"a": values}).description.more_tables
    ends = [
        [float(text_of(cell, "visible").replace(",", "").replace("−", "-")) for cell in c.cells]
        for c in table.columns[:2]
    ]
    assert all(begin < end for begin, end in zip(*ends, strict=True))
    assert ends[0][1:] == ends[1][:-1]
    assert ends[0] == sorted(ends[0])
