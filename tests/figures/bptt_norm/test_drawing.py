"""The chart as shapes: lines through the data, labels apart, motion from the loss back to the start."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen.audit.audit_input import AuditInput
from sitegen.audit.audit_report import audit_figure
from sitegen.description.number_format import superscript
from sitegen.figures.bptt_norm.definition import KIND
from sitegen.figures.bptt_norm.drawing import marker_steps
from sitegen.figures.bptt_norm.experiment.results import BpttNorms
from sitegen.scene.canvas import CANVASES, NARROW, WIDE, Canvas
from sitegen.scene.motion_budget import fit_motion_budget
from sitegen.scene.shapes import Circles, Group, Line, Mark, Polyline, Scene, Text
from sitegen.theme import THEME


@cache
def _drawn(canvas: Canvas, items: tuple[tuple[str, Any], ...]) -> tuple[Scene, BpttNorms]:
    params = KIND.params(**dict(items))
    data = KIND.compute(params)
    return KIND.draw(params, data, canvas), data


def drawn(canvas: Canvas = NARROW, **params: Any) -> tuple[Scene, BpttNorms]:
    return _drawn(canvas, tuple(params.items()))


def with_role(scene: Scene, role: str) -> list[Any]:
    return [mark for mark in scene.marks() if mark.role == role]


def line_points(scene: Scene, role: str) -> list[tuple[float, float]]:
    """All points of a line, left to right."""
    return [point for mark in with_role(scene, role) if isinstance(mark, Polyline) for point in mark.points]


@pytest.mark.parametrize("params", [{}, {"update_bias": -2.0}, {"init": "orthogonal", "scale": 0.9}, {"length": 400}])
@pytest.mark.parametrize("network", ["rnn", "gru"])
def test_heights_are_proportional_to_the_logarithm(params: dict[str, Any], network: str) -> None:
    scene, data = drawn(**params)
    points = line_points(scene, "first-line" if network == "rnn" else "second-line")
    x, y = np.array(sorted(set(points))).T
    log10 = getattr(data, network).log10_norm
    assert len(x) == data.steps + 1
    assert_allclose(np.diff(x), np.diff(x)[0], rtol=1e-9)
    share = (y - y[-1]) / (y[0] - y[-1])
    assert_allclose(share, (log10 - log10[-1]) / (log10[0] - log10[-1]), atol=1e-9)


def test_both_lines_share_one_scale() -> None:
    scene, data = drawn(update_bias=-2.0)
    (left_rnn, *_), (left_gru, *_) = (line_points(scene, role) for role in ("first-line", "second-line"))
    ticks = {mark.text: mark.y - 5 for mark in with_role(scene, "muted") if mark.text in {"1", "10⁻¹⁰"}}
    decade = (ticks["10⁻¹⁰"] - ticks["1"]) / 10
    assert (left_rnn[1] - ticks["1"]) / decade == pytest.approx(-data.rnn.log10_norm[0])
    assert (left_gru[1] - ticks["1"]) / decade == pytest.approx(-data.gru.log10_norm[0])


def test_theory_starts_with_the_measured_line_and_falls_by_its_slope() -> None:
    scene, data = drawn(WIDE)
    (theory,) = with_role(scene, "theory")
    points = line_points(scene, "first-line")
    assert (theory.x2, theory.y2) == pytest.approx(points[-1])
    orders = 5 * data.recurrence.theory.decay
    per_order = (points[0][1] - points[-1][1]) / data.rnn.orders
    assert (theory.y1 - theory.y2) / per_order == pytest.approx(orders, rel=1e-6)


def test_networks_differ_in_dash_marker_label_and_colour() -> None:
    scene, _ = drawn(WIDE)
    rnn, gru = THEME.paints["first-line"], THEME.paints["second-line"]
    assert (bool(rnn.dash), bool(gru.dash)) == (True, False)
    assert rnn.stroke != gru.stroke
    assert {type(mark) for mark in with_role(scene, "first-dot")} == {Circles}
    squares = [run for mark in with_role(scene, "second-dot") for run in mark.runs]
    assert {len(corners) for corners in squares} == {4}
    labels = {mark.text: mark.role for mark in scene.marks() if isinstance(mark, Text)}
    assert (labels["RNN"], labels["GRU"]) == ("first-text", "second-text")


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_annotation_says_what_arrives(canvas: Canvas) -> None:
    scene, data = drawn(canvas)
    said = [mark.text for mark in scene.marks() if isinstance(mark, Text) and mark.text.endswith(" arrives")]
    powers = [(network.log10_norm[0] % 1, int(network.log10_norm[0] // 1)) for network in (data.rnn, data.gru)]
    assert said == [
        f"{name}: {10**mantissa:.1f} × 10{superscript(power)} arrives"
        for name, (mantissa, power) in zip(("RNN", "GRU"), powers, strict=True)
    ]


def test_a_narrow_chart_names_its_lines_above_and_takes_the_whole_width() -> None:
    scene, _ = drawn()
    assert line_points(scene, "first-line")[0][0] < 0.06 * NARROW.width
    samples = {mark.role for mark in scene.marks() if isinstance(mark, Line) and mark.x2 < 30}
    assert {"first-line", "second-line", "theory"} >= samples >= {"first-line", "second-line"}


def test_floors_are_drawn_only_where_a_curve_comes_near() -> None:
    assert not with_role(drawn()[0], "floor")
    assert len(with_role(drawn(length=400)[0], "floor")) == 1
    scene, _ = drawn(length=2000, scale=0.05)
    assert len(with_role(scene, "floor")) == 2
    assert {"float32", "float64"} <= {mark.text for mark in scene.marks() if isinstance(mark, Text)}


def test_bands_hold_their_line() -> None:
    scene, _ = drawn(seeds=20)
    for place in ("first", "second"):
        upper, lower = (np.array(edge.points)[:, 1] for edge in with_role(scene, f"{place}-edge"))
        middle = np.array(sorted(set(line_points(scene, f"{place}-line"))))[:, 1]
        assert (upper <= middle + 1e-9).all()
        assert (middle <= lower + 1e-9).all()
        (band,) = with_role(scene, f"{place}-band")
        assert band.closed
        assert len(band.points) == len(upper) + len(lower)


def pieces(scene: Scene) -> list[Group]:
    return [mark for mark in scene.marks() if isinstance(mark, Group)]


@pytest.mark.parametrize("length", [1, 2, 7, 50, 2000])
def test_markers_appear_from_the_loss_back_on_lines_that_are_there(length: int) -> None:
    scene, _ = drawn(length=length)
    found = pieces(scene)
    delays = [piece.motion.delay for piece in found if piece.motion]
    assert len(delays) == len(found) == min(length, 10) + 1
    assert delays == sorted(delays, reverse=True)
    assert delays[-1] == 0.0
    assert {child.role for piece in found for child in piece.children} == {"first-dot", "second-dot"}
    places = {
        point for piece in found for child in piece.children if isinstance(child, Circles) for point in child.centres
    }
    assert places <= set(line_points(scene, "first-line"))


def test_long_lines_are_thinned_to_what_can_be_seen() -> None:
    scene, _ = drawn(length=2000)
    assert len(line_points(scene, "second-line")) < 450


def test_markers_stand_at_both_ends() -> None:
    assert marker_steps(50) == list(range(0, 51, 5))
    assert marker_steps(1) == [0, 1]
    assert marker_steps(7)[-1] == 7


CORNERS = list(
    product(
        [1, 2, 50, 137, 2000],
        [
            {},
            {"update_bias": -20.0},
            {"init": "orthogonal", "scale": 0.9},
            {"scale": 0.001, "hidden": 1},
            {"scale": 3.0},
        ],
    )
)


@pytest.mark.parametrize(("length", "params"), CORNERS)
def test_labels_stay_apart_and_inside(length: int, params: dict[str, Any]) -> None:
    _no_violation({"length": length, **params})


@pytest.mark.parametrize(
    "params",
    [
        {"seeds": 20},
        {"seeds": 20, "init": "orthogonal"},
        {"seeds": 20, "scale": 2.0},
        {"init": "identity", "scale": 10.0},
        {"init": "identity", "scale": 1.0},
        {"init": "scaled", "scale": 1.0},
        {"update_bias": 20.0},
        {"update_gate": "keep", "update_bias": 3.0, "date": "2026-12-31"},
        {"tokens": (0,)},
        {"tokens": (1023,) * 9, "target": 0},
    ],
)
def test_labels_stay_apart_in_other_settings(params: dict[str, Any]) -> None:
    _no_violation(params)


def _no_violation(params: dict[str, Any]) -> None:
    chosen = KIND.params(**params)
    data = KIND.compute(chosen)
    scene = KIND.draw(chosen, data, NARROW)
    shown = AuditInput(scene, fit_motion_budget(scene), KIND.describe(chosen, data), THEME)
    assert audit_figure(shown).violations == ()


def test_leaders_lead_from_a_moved_label_to_the_end_of_its_line() -> None:
    scene, _ = drawn(WIDE)
    left = min(x for x, _ in line_points(scene, "second-line"))
    ends = {round(line_points(scene, role)[0][1], 6) for role in ("second-line", "first-line")}
    ends |= {round(line.y1, 6) for line in with_role(scene, "theory")}
    leaders = [mark for mark in with_role(scene, "axis") if isinstance(mark, Line) and mark.x2 < left]
    assert leaders
    assert {round(leader.y2, 6) for leader in leaders} <= ends


def test_every_text_is_a_mark_of_the_panel() -> None:
    scene, _ = drawn()
    outside: list[Mark] = [mark for piece in pieces(scene) for mark in piece.children if isinstance(mark, Text)]
    assert outside == [], "words never appear late"
