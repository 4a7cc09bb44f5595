"""The kind `grid`: matrices, files and expressions, the drawing's weight, and errors at their places."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen import ContentError, load_spec, render_figure
from sitegen.contract.kinds_under_test import scene_of
from sitegen.figures.grid.kernel import MOST_BANDS, drawn_bands
from sitegen.plot.cell_grid import MOST_BANDS as MOST_SHADES
from sitegen.scene.shapes import Cells, Polylines
from tests.conftest import CONTENT

ROWS = {"a": [1.0, 2.0, 3.0], "b": [4.0, 5.0, None]}


def figure(**params):
    return render_figure({"kind": "grid", "params": params})


def problems(**params):
    with pytest.raises(ContentError) as caught:
        figure(**params)
    return [f"{each.field}: {each.message} ({each.hint})" for each in caught.value.diagnostics]


def shapes(drawn, of_type, role=""):
    return [mark for mark in scene_of(drawn).marks() if isinstance(mark, of_type) and mark.role.startswith(role)]


class TestValues:
    def test_a_mapping_a_list_and_an_array_are_the_same_numbers(self):
        listed = [{"name": name, "values": values} for name, values in ROWS.items()]
        assert figure(values=ROWS).files == figure(values=listed).files
        assert_allclose(figure(values=[[1, 2, 3], [4, 5, None]]).data.values.z, figure(values=ROWS).data.values.z)

    def test_names_that_are_numbers_are_places_in_ascending_order(self):
        data = figure(values={"0.9": [1, 2], "0": [3, 4]}).data
        assert data.values.y.places.tolist() == [0.0, 0.9]
        assert data.values.z.tolist() == [[3.0, 4.0], [1.0, 2.0]]

    def test_rows_and_columns_change_places(self):
        data = figure(values=ROWS, transpose=True).data
        assert data.values.x.names == ("a", "b")
        assert data.values.z.shape == (3, 2)

    @pytest.mark.parametrize("form", ["array", "series", "columns"])
    def test_files(self, tmp_path, form):
        z = np.arange(6.0).reshape(2, 3)
        np.save(tmp_path / "a.npy", z)
        (tmp_path / "a.csv").write_text(
            "m,rate,loss\n" + "".join(f"{i},{j},{z[i, j]}\n" for i in range(2) for j in range(3))
        )
        (tmp_path / "b.csv").write_text("p,q\n" + "".join(f"{z[0, j]},{z[1, j]}\n" for j in range(3)))
        values = {
            "array": "{file: a.npy}",
            "series": "{file: a.csv, by: m, column: loss}",
            "columns": "{file: b.csv, columns: [p, q]}",
        }
        (tmp_path / "a.yaml").write_text(f"kind: grid\nparams:\n  values: {values[form]}\n")
        assert_allclose(render_figure(load_spec(tmp_path / "a.yaml")).data.values.z, z)

    def test_an_expression_has_its_values_and_holes(self):
        data = figure(
            x={"from": -1, "to": 1, "points": 3}, y={"from": 1, "to": 4, "points": 4}, values="sqrt(x)*y"
        ).data
        assert_allclose(data.values.z[:, 1:], [[0, y] for y in (1, 2, 3, 4)])
        assert data.features.missing == 4


class TestDrawing:
    def test_bands_have_as_many_cells_as_values_between_their_levels(self):
        drawn = figure(x={"from": -2, "to": 2}, y={"from": -2, "to": 2}, values="exp(-x^2 - y^2)")
        levels = drawn.data.levels
        expected = np.histogram(drawn.data.values.z, levels)[0]
        bands = drawn_bands(drawn.data.values, levels, 1)
        assert np.bincount(bands.ravel(), minlength=len(expected)).tolist() == expected.tolist()
        assert len(shapes(drawn, Cells, "ramp")) == 2 * (len(levels) - 1)  # and the legend

    def test_a_level_line_is_a_circle(self):
        drawn = figure(
            x={"from": -3, "to": 3}, y={"from": -3, "to": 3}, values="x^2 + y^2", lines=[{"at": 4, "name": "two"}]
        )
        (course,) = drawn.data.lines
        assert_allclose([*course.x, *course.y], [-2, 2, -2, 2], atol=0.01)
        (line,) = shapes(drawn, Polylines, "iso")
        (run,) = line.runs
        xs, ys = zip(*run, strict=True)
        assert (max(xs) - min(xs)) / (max(ys) - min(ys)) == pytest.approx(
            shapes(drawn, Cells)[0].cell_width / shapes(drawn, Cells)[0].cell_height, rel=0.03
        )

    @pytest.mark.parametrize("text", ["exp(-x^2 - y^2)", "sin(3*x)*cos(2*y) + 0.2*x", "sin(x*y*9)"])
    def test_forty_thousand_cells_are_light(self, text):
        axis = {"from": -3, "to": 3, "points": 200}
        drawn = figure(x=axis, y=axis, values=text, contours=True, lines=[{"at": 0.5, "name": "half"}])
        assert len(drawn.svg) < 60_000

    def test_noise_is_drawn_in_blocks_and_says_so(self):
        noise = np.random.default_rng(0).random((200, 200))
        drawn = figure(values=noise.tolist())
        assert drawn.data.block > 1
        assert len(drawn.svg) < 60_000
        assert "the mean of a block" in drawn.text
        assert drawn.files["grid.csv"].count("\n") == 40_001

    def test_the_kernel_and_the_drawing_agree_on_shades(self):
        assert MOST_BANDS == MOST_SHADES


class TestContent:
    def test_momentum_is_the_spectral_radius_of_its_matrix(self):
        values = render_figure(load_spec(CONTENT / "figures" / "grid-momentum.yaml")).data.values
        for column in range(0, 80, 7):
            for row in range(20):
                rate, momentum = values.x.places[column], values.y.places[row]
                matrix = np.array([[momentum, 1.0], [-rate * momentum, 1.0 - rate]])
                radius = max(abs(np.linalg.eigvals(matrix)))
                assert values.z[row, column] == pytest.approx(radius, abs=1e-7)  # double roots lose half of the digits

    def test_chaos_is_the_gain_of_erf_at_rest(self):
        """Expectations by quadrature, and the variance of biases from them."""
        values = render_figure(load_spec(CONTENT / "figures" / "grid-chaos.yaml")).data.values
        z, weights = np.polynomial.hermite_e.hermegauss(120)
        weights = weights / weights.sum()
        for column in range(0, 69, 5):
            for row in range(0, 59, 3):
                spread, variance = values.x.places[column], values.y.places[row]
                u = math.sqrt(variance) * z
                slope = 2 / math.sqrt(math.pi) * np.exp(-(u**2))
                erf = np.array([math.erf(each) for each in u])
                biases = variance - spread**2 * float(weights @ erf**2)
                gain = spread**2 * float(weights @ slope**2)
                found = values.z[row, column]
                assert math.isnan(found) == (biases < 0)
                if biases >= 0:
                    assert found == pytest.approx(gain, rel=1e-3)


class TestErrors:
    @pytest.mark.parametrize(
        ("params", "message"),
        [
            ({"values": {"a": [1, 2], "b": [1]}}, "params.values.1.values: has 1 value, but the first row has 2 ()"),
            ({"values": [[1, 2]], "x": {"values": [1, 2, 3]}}, "params.x.values: has 3, but there are 2 columns ()"),
            (
                {"values": [[1, 2]], "y": {"names": ["a", "b"]}},
                "params.y.names: has 2, but there is 1 row (rows and columns are exchanged: change transpose)",
            ),
            (
                {"values": [[1, 2], [3, 4], [5, 6]], "x": {"values": [1, 2, 3]}},
                "params.x.values: has 3, but there are 2 columns (rows and columns are exchanged: change transpose)",
            ),
            (
                {"values": [[1, 2], [3, 4]], "x": {"values": [1, 2, 3]}},
                "params.x.values: has 3, but there are 2 columns ()",
            ),
            ({"values": [[1, 2]], "x": {"values": [1, 1]}}, "params.x.values: 1 is there twice ()"),
            (
                {"values": [[1, 2]], "x": {"values": [0, 1], "log": True}},
                "params.x.values: 0 is not above 0, and the axis is logarithmic ()",
            ),
            ({"values": [[1, 2]], "x": {"values": [0, 1e307]}}, "params.x.values.1: 1e+307 is out of range"),
            ({"values": "x", "x": {"from": -1e307, "to": 1}}, "params.x.from: -1e+307 is out of range"),
            ({"values": "x + y"}, "params.x: an expression needs its places: add from and to ()"),
            ({"values": "x + q", "x": {"from": 0, "to": 1}, "y": {"from": 0, "to": 1}}, "'q'"),
            (
                {"values": "x", "x": {"from": 1, "to": 1}, "y": {"from": 0, "to": 1}},
                "params.x.to: 1 is not above from, which is 1 ()",
            ),
            ({"values": [[1, 2]], "mark_x": 0}, "params.mark_y: a mark has a column and a row: write this one, too ()"),
            (
                {"values": [[1, 2]], "mark_x": 5, "mark_y": 0},
                "params.mark_x: 5 is not between 0 and 1, the first and the last place ()",
            ),
            (
                {"values": {"conv": [1, 2]}, "mark_x": 0, "mark_y": "cnov"},
                "params.mark_y: nothing is called 'cnov' (did you mean 'conv'?)",
            ),
            (
                {"values": [[1, 2]], "z": {"log": True}, "lines": [{"at": 0, "name": "a"}]},
                "params.lines.0.at: 0 is not above 0, and the scale is logarithmic ()",
            ),
            (
                {"values": [[1, 2]], "z": {"range": [2, 1]}},
                "params.z.range: goes from 2 to 1: write the lower end first",
            ),
        ],
    )
    def test_a_mistake_has_its_place(self, params, message):
        (found,) = problems(**params)
        assert message in found

    @pytest.mark.parametrize("canvas", ["narrow", "wide"])
    @pytest.mark.parametrize("axis", ["x", "y"])
    def test_long_names_are_shortened_in_the_drawing_alone(self, axis, canvas):
        name = "transformer.h.0.mlp.c_proj.weight." * 2 + "end"
        values = [[1, 2]] if axis == "x" else [[1], [2]]
        drawn = render_figure("grid", canvas=canvas, values=values, **{axis: {"names": [name, "b"]}})
        assert "…" in drawn.svg
        assert name in drawn.text

    @pytest.mark.parametrize(
        "values",
        [
            [[3.0]],
            [[1.0, 2.0, None, 4.0]],
            [[2.0] * 3] * 3,
            [[None, None], [1.0, 2.0]],
            [[1e-300, 1e300], [-1e308, None]],
            {"-1.7e308": [1, 2], "1.7e308": [3, 4]},
            [[None]],
            [[0.0, 5e-324, None]],
        ],
    )
    @pytest.mark.parametrize("canvas", ["narrow", "wide"])
    def test_hostile_matrices_are_drawn(self, values, canvas):
        for log in (False, True):
            drawn = render_figure("grid", canvas=canvas, values=values, z={"log": log})
            assert drawn.audit.violations == ()

    def test_words_about_all_cells_leave_out_those_without_a_value(self):
        ends = {"from": -1, "to": 1, "points": 3}
        drawn = render_figure("grid", x=ends, y=ends, values="log(x*y)", lines=[{"at": 0, "name": "z"}])
        assert "is zero wherever it has a value." in drawn.text
        assert "Every cell with a value reaches the line “z”." in drawn.text
        assert "is about 1 everywhere." in render_figure("grid", values=[[1, 1]]).text
        assert "is about 1 wherever it has a value." in render_figure("grid", values=[[1, None]]).text

    def test_a_line_says_nothing_about_cells_where_none_has_a_value(self):
        drawn = render_figure("grid", values=[[None, None]], lines=[{"at": 0, "name": "z"}])
        assert "Every cell" not in drawn.text
