"""Every state is what the figure would be with these parameters, in shapes, numbers and words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sitegen import load_spec, render_figure
from sitegen.audit.audit_input import AuditInput
from sitegen.audit.audit_report import audit_figure
from sitegen.contract.kinds_under_test import scene_of
from sitegen.description.sentences import Description, Table, text_of
from sitegen.errors import ContentError
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.interactive.states import StateSet, compute_states, draw_state
from sitegen.pipeline import render_resolved
from sitegen.scene.canvas import NARROW, WIDE
from sitegen.scene.motion_budget import fit_motion_budget
from sitegen.scene.shapes import Panel, Scene, Text
from sitegen.theme import THEME
from tests.conftest import FIGURES
from tests.limits import set_limit
from tests.words.claims import shows

EXPLORE: dict[str, dict[str, Any]] = {
    "gradient-decay": {"init_scale": {"from": 0.5, "to": 1.5, "step": 0.5}, "log_scale": True, "num_layers": [2, 16]},
    "gradient-flow": {"current_layer": {"from": 0, "to": 2, "step": 1}, "layers": [[3, 4, 2], [2, 2, 2]]},
    "vanishing-gradients": {"num_layers": [1, 10], "width": [2, 256]},
    "dead-neurons": {"window": {"from": 1, "to": 24, "step": 23}, "dead_threshold": [1e-6, 0.5]},
    "activation-curve": {"point": {"from": -1, "to": 1, "step": 1}, "activation": ["tanh", "relu"]},
    "bptt-norm": {"update_bias": [0.0, -2.0], "init": ["normal", "orthogonal"]},
    "histogram": {"bins": [10, 20], "log": True},
    "bars": {"order": ["given", "rising"], "highlight": ["a", "b"]},
    "graph": {"highlight": ["a", "b", "c", "d"]},
    "curves": {"a": {"from": 0.5, "to": 1.5, "step": 0.5}, "b": [0, 1]},
    "grid": {"a": {"from": 0.5, "to": 1.5, "step": 0.5}, "mark_x": [0.0, 1.0]},
    "lr-schedule": {"warmup": {"from": 0, "to": 20, "step": 10}, "decay": ["cosine", "linear"]},
    "layer-profile": {"scale": {"from": 0.5, "to": 1.5, "step": 0.5}, "wiring": ["plain", "residual"]},
    "training-curves": {"smoothing": [0, 0.5, 0.8, 0.9]},
}
"""For each kind what a reader might choose."""
BASE: dict[str, dict[str, Any]] = {
    "histogram": {"rows": {"a": [0.0, 0.1, 1.0, 2.0, 5.0]}},
    "bars": {"bars": {"a": 1.0, "b": 2.0, "c": 0.5}, "highlight": "a"},
    "graph": {"edges": {"a -> b": 1.0, "b -> c": 2.0, "c -> d": 3.0}, "highlight": "a"},
    "gradient-flow": {"layers": [3, 4, 2]},
    "dead-neurons": {"demo": {}},
    "curves": {"x": {"from": -1, "to": 1}, "a": 1, "b": 0, "series": [{"name": "c", "y": "tanh(a*x) + b"}]},
    "grid": {
        "x": {"from": -1, "to": 1, "points": 9},
        "y": {"from": 0, "to": 1, "points": 5},
        "a": 1,
        "values": "a*x*y",
        "z": {"range": [-2, 2]},
        "mark_x": 0.0,
        "mark_y": 1.0,
    },
    "lr-schedule": {"total": 100, "peak": 0.1},
    "training-curves": {"measure": "loss", "runs": [{"name": "r", "values": [2.3, 1.9, 1.4, 1.5, 0.9, 0.8]}]},
}
"""Parameters that a kind needs."""
CANVASES = (NARROW, WIDE)


def explorable_spec(kind: str) -> dict[str, Any]:
    return {"kind": kind, "params": BASE.get(kind, {}), "explore": EXPLORE[kind]}


def explored(kind: str) -> Figure:
    return render_figure(load_spec({"id": "x", **explorable_spec(kind)}))


def states_of(kind: str) -> StateSet:
    spec, of_kind = load_spec({"id": "x", **explorable_spec(kind)}), KINDS[kind]
    (data,) = of_kind.compute_on(spec.axis_ends, [spec.params])
    own = draw_state(spec, of_kind, spec.params, data, CANVASES)
    states = compute_states(spec, of_kind, CANVASES, {spec.base: own})
    assert states is not None
    return states


def comparable(description: Description) -> tuple[Description, str]:
    """A description whose files may be arrays, which cannot be compared by ``==``."""
    files = {
        name: each if isinstance(each, Table) else {column: list(values) for column, values in each.items()}
        for name, each in description.more_csv.items()
    }
    return replace(description, more_csv={}), repr(files)


def test_every_kind_is_explored_here() -> None:
    assert EXPLORE.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", EXPLORE)
def test_every_state_is_a_figure_of_its_own(kind: str) -> None:
    states, spec = states_of(kind).states, load_spec({"id": "x", **explorable_spec(kind)})
    axis_ends, begun = spec.axis_ends, {axis.name: axis.values[axis.base] for axis in spec.axes}
    assert len(states) > 3
    for state in states:
        alone = load_spec({"id": "x", "kind": kind, "params": {**BASE.get(kind, {}), **begun, **state.values}}).params
        (data,) = KINDS[kind].compute_on(axis_ends, [alone])
        assert (state.scene, state.wide) == tuple(KINDS[kind].draw(alone, data, canvas) for canvas in CANVASES)
        assert comparable(state.description) == comparable(KINDS[kind].describe(alone, data))


@pytest.mark.parametrize("kind", EXPLORE)
def test_the_states_file_tells_every_state(kind: str) -> None:
    files = explored(kind).files
    content = json.loads(files["states.json"])
    base = content["states"][content["base"]]
    for canvas in CANVASES:
        drawn = json.loads(files[f"states-{canvas.name}.json"])["draw"]
        assert drawn[content["base"]] == {}
        assert len(drawn) == len(content["states"])
    assert [axis["name"] for axis in content["axes"]] == list(EXPLORE[kind])
    for state, record in zip(states_of(kind).states, content["states"], strict=True):
        words = {**base["words"], **record["words"]}
        assert f"{words['lead']} {words['more']}" == state.description.summary("page")
        rows = state.description.table.for_readers().rows
        assert words["tables"][0] == [[text_of(cell, "page") for cell in row] for row in rows]


def test_states_with_the_same_finding_announce_what_differs() -> None:
    spec = load_spec(
        {
            "id": "x",
            "kind": "grid",
            "params": {
                "x": {"from": 1, "to": 3, "points": 3},
                "y": {"from": 0, "to": 1, "points": 2},
                "values": "x + y",
                "mark_x": 1,
                "mark_y": 0,
            },
            "explore": {"mark_x": [1, 2, 3]},
        }
    )
    states = json.loads(render_figure(spec).files["states.json"])
    base = states["states"][states["base"]]["words"]
    announced = [{**base, **state["words"]}["say"] for state in states["states"]]
    assert len({said[0] for said in announced}) == 1
    assert [said[1] for said in announced] == [
        f"The mark is at x = {x} and y = 0, where the value is {x}" for x in (1, 2, 3)
    ]


def test_a_figure_without_choices_has_no_states() -> None:
    figure = render_figure(load_spec({"id": "x", "kind": "gradient-decay"}))
    assert figure.states is None
    assert "states.json" not in figure.files


def test_files_show_the_authors_own_state_alone() -> None:
    spec = load_spec({"id": "x", "kind": "gradient-decay", "explore": {"num_layers": [2, 64]}})
    plain, figure = render_figure(spec.alone(spec.params)), render_figure(spec)
    for name in ("figure.svg", "still.svg"):
        assert figure.files[name].replace(figure.prefix, plain.prefix) == plain.files[name]


def test_the_site_has_explorable_figures() -> None:
    assert sum(bool(load_spec(path).axes) for path in FIGURES) >= 2


def test_labels_of_every_state_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = {"id": "x", "kind": "gradient-decay", "explore": {"log_scale": True}}
    assert render_figure(load_spec(spec)).audit.violations == ()

    def linear_is_bad(panel: Panel) -> list[str]:
        texts = {mark.text for mark in panel.marks if isinstance(mark, Text)}
        return ["a label leaves"] if "magnitude, linear scale" in texts else []

    monkeypatch.setattr("sitegen.audit.labels._panel_problems", linear_is_bad)
    (violation,) = render_resolved(load_spec(spec)).audit.violations
    assert violation.message == "in state 0 of those to explore, a label leaves"


def test_states_that_weigh_too_much_are_a_violation(monkeypatch: pytest.MonkeyPatch) -> None:
    set_limit(monkeypatch, "page-weight", 0.01)
    figure = render_resolved(load_spec({"id": "x", **explorable_spec("bptt-norm")}))
    (violation,) = figure.audit.violations
    assert re.fullmatch(
        r"the 4 states to explore weigh 0\.\d MB, at most 0\.01 MB are allowed: "
        r"take larger steps or fewer values for '\w+', which has \d+",
        violation.message,
    )
    written = json.loads(figure.files["manifest.json"])["accessibility"]["breaches"]
    assert written == [{"rule": "page weight", "message": violation.message}]


def test_states_with_more_panels_are_a_violation() -> None:
    uneven = {"kind": "vanishing-gradients", "explore": {"activations": [["sigmoid"], ["sigmoid", "relu"]]}}
    figure = render_resolved(load_spec({"id": "x", **uneven}))
    panels, tables = figure.audit.violations
    assert panels.message == (
        "the states to explore have from 1 to 3 panels, and all must have the same number: "
        "take out of 'explore' what changes it"
    )
    assert tables.message.startswith(
        "the states to explore do not have the same tables, captions and headings included"
    )
    assert "states.json" not in figure.files


@pytest.mark.parametrize(
    ("kind", "explore", "found"),
    [
        ("vanishing-gradients", "{activations: [[sigmoid], [sigmoid, relu]]}", ["panels", "tables"]),
        ("gradient-decay", "{num_layers: [2, 3]}", ["weigh"]),
    ],
)
def test_states_are_refused_at_the_field_that_makes_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, explore: str, found: list[str]
) -> None:
    set_limit(monkeypatch, "page-weight", 1e-6)
    path = tmp_path / "x.yaml"
    path.write_text(f"# a comment\nkind: {kind}\nexplore: {explore}\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        render_figure(path)
    diagnostics = caught.value.diagnostics
    assert {(each.line, each.column, each.field, each.stage) for each in diagnostics} == {(3, 10, "explore", "site")}
    assert all(any(word in each.message for each in diagnostics) for word in found)


def test_stills_are_measured_like_the_figure() -> None:
    """A snapshot must pass the same rules for contrast, labels and text size as the figure."""
    spec = load_spec({"id": "x", "kind": "gradient-decay", "stills": [{"num_layers": 64}]})
    own = Panel(height=100, marks=(Text(x=0, y=10, text="tiny", size=2.0, role="text"),))
    wide = render_figure(spec)
    scene = scene_of(wide)
    shown = AuditInput(scene, fit_motion_budget(scene), wide.description, THEME)
    alone = audit_figure(replace(shown, scene=Scene(panels=(own,))))
    measured = audit_figure(replace(shown, snapshots=[Scene(panels=(own,))]))
    assert measured["text-size"] == alone["text-size"] < wide.audit["text-size"]


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"activation": ["relu", "relu"]}, "explore.activation.1: 'relu' is in the list already"),
        ({"num_layers": {"from": 2, "to": 8, "step": 2, "marks": {"deep": 64}}}, "64 is outside the range from 2 to 8"),
        ({"num_layers": {"from": 2, "to": 8, "step": 2, "marks": {"a": 4, "b": 4}}}, "4 already has the name 'a'"),
        ({"init_scale": {"from": 1, "to": 2, "step": 5e-324}}, "this range has more than 1,000,000 values"),
    ],
)
def test_choices_that_cannot_be_told_apart_are_refused(chosen: dict[str, Any], message: str) -> None:
    with pytest.raises(ContentError, match=re.escape(message)):
        load_spec({"id": "x", "kind": "gradient-decay", "explore": chosen})


@pytest.mark.parametrize("value", [{"figure": "y"}, {"file": "y.csv"}])
def test_a_state_takes_no_figure_or_file(value: dict[str, str]) -> None:
    base = {"id": "x", "kind": "gradient-flow", "params": {"layers": [2, 2]}}
    for more in ({"explore": {"gradients": [value, [1, 1]]}}, {"stills": [{"gradients": value}]}):
        with pytest.raises(ContentError, match="a state cannot take a figure, a file or a mapping"):
            load_spec({**base, **more})


def test_a_range_has_the_numbers_that_the_author_wrote() -> None:
    root = 2**0.5
    chosen = {"init_scale": {"from": root - 1, "to": root, "step": 0.5}}
    (axis,) = load_spec({"id": "x", "kind": "gradient-decay", "explore": chosen}).axes
    assert axis.values == (root - 1, pytest.approx(root - 0.5), 1.0, root)


@pytest.mark.parametrize(
    ("leader", "own", "message"),
    [
        ("kind: gradient-decay\n", "explore: {init_scale: [1, 2]}\n", "figure 'leader' has nothing to explore"),
        (
            "kind: gradient-decay\nexplore: {init_scale: [1, 2]}\n",
            "explore: {log_scale: true}\n",
            "nothing to explore is common to this and 'leader'",
        ),
        ("kind: gradient-decay\nexplore: {init_scale: [1, 2]}\n", "", "nothing here is taken from figure 'leader'"),
    ],
)
def test_a_link_that_could_do_nothing_is_refused(tmp_path: Path, leader: str, own: str, message: str) -> None:
    (tmp_path / "leader.yaml").write_text(leader)
    (tmp_path / "own.yaml").write_text(f"kind: gradient-decay\nlink: leader\n{own}")
    with pytest.raises(ContentError, match=f"own.yaml:2:7: error: link: {message}"):
        load_spec(tmp_path / "own.yaml")


def test_all_states_and_snapshots_have_one_axis() -> None:
    scales = {"explore": {"init_scale": [0.1, 1.0, 10.0]}, "stills": [{"init_scale": 100.0}]}
    spec = load_spec({"id": "x", "kind": "gradient-decay", "params": {"num_layers": 3}, **scales})
    alone = [KINDS["gradient-decay"].compute(spec.in_state({"init_scale": scale})) for scale in (0.1, 100.0)]
    assert spec.axis_ends == (alone[0].axis_low, alone[1].axis_high, alone[1].largest)
    figure = render_figure(spec)
    assert (figure.data.axis_low, figure.data.axis_high) == spec.axis_ends[:2]
    drawn = [svg for _, svg in figure.snapshots]
    ticks = [re.findall(r">(10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]|0\.1|1)<", svg) for svg in (*drawn, figure.svg)]
    assert {tuple(found) for found in ticks} == {tuple(ticks[0])}
    assert "on a logarithmic axis from 0.001 to 1e4, whose lower end is the baseline" in figure.description.summary()


def test_a_state_whose_dots_look_level_on_the_shared_axis_says_so() -> None:
    scales = {"explore": {"init_scale": [0.1, 1.0, 1.5, 10.0]}}
    spec = load_spec(
        {"id": "x", "kind": "gradient-decay", "params": {"num_layers": 9, "activation": "identity"}, **scales}
    )
    kind, said = KINDS["gradient-decay"], {}
    for scale in (0.1, 1.0, 1.5):
        params = spec.in_state({"init_scale": scale})
        (data,) = kind.compute_on(spec.axis_ends, [params])
        said[scale] = kind.describe(params, data).summary()
        assert "look almost level" not in kind.describe(params, kind.compute(params)).summary()
    assert (
        "All states share this axis of 17 orders of magnitude, so that the dots look almost level here: " in said[1.5]
    )
    assert "there is a factor of 25.6." in said[1.5]
    assert ["look almost level" in text for text in said.values()] == [False, False, True]


def _drawn_levels(data: Any) -> list[Any]:
    """The logarithms of what a figure of two networks, or one of panels, draws."""
    if hasattr(data, "rnn"):
        return [data.rnn.log10_norm, data.gru.log10_norm]
    series = [each for profile in data.profiles for each in (profile.path, profile.layer, profile.bound)]
    return [each.log10_magnitude for each in series]


@pytest.mark.parametrize(
    ("kind", "params", "explored", "marks"),
    [
        (
            "vanishing-gradients",
            {"num_layers": 30, "activations": ["tanh"], "pre_activation_spread": 0.01, "width": 256},
            ("init_scale", 0.01, 0.99),
            "dots and lines",
        ),
        ("bptt-norm", {"length": 50, "init": "orthogonal"}, ("scale", 0.01, 1.0), "lines"),
    ],
)
def test_a_state_whose_lines_look_level_on_the_shared_axis_says_so(
    kind: str, params: dict[str, Any], explored: tuple[str, float, float], marks: str
) -> None:
    name, steep, level = explored
    spec = load_spec({"id": "x", "kind": kind, "params": params, "explore": {name: [steep, level]}})
    states = {value: spec.in_state({name: value}) for value in (level, steep)}
    shared = {value: KINDS[kind].compute_on(spec.axis_ends, [each])[0] for value, each in states.items()}
    said = {value: KINDS[kind].describe(states[value], data).summary() for value, data in shared.items()}
    curves = _drawn_levels(shared[level])
    most, decades = max(float(np.ptp(curve)) for curve in curves), shared[level].axis_high - shared[level].axis_low
    assert 0 < most < 0.1 * decades
    start = f"All states share this axis of {decades} orders of magnitude, so that the {marks} look almost level here: "
    reach = r"within each series, values differ by at most a factor of (.+?)\. "
    found = re.search(re.escape(start) + reach, said[level])
    assert found
    assert shows(found[1], most)
    assert "look almost level" not in said[steep]
    assert "look almost level" not in KINDS[kind].describe(states[level], KINDS[kind].compute(states[level])).summary()


def test_all_states_through_time_have_one_axis() -> None:
    given = {"id": "x", "kind": "bptt-norm", "params": {"length": 30}, "explore": {"scale": [0.05, 0.3]}}
    spec = load_spec(given)
    kind, params = KINDS["bptt-norm"], [spec.in_state({"scale": scale}) for scale in (0.05, 0.3)]
    alone, shared = kind.compute_all(params), kind.compute_on(spec.axis_ends, params)
    assert alone[0].axis_low < alone[1].axis_low
    assert {(each.axis_low, each.axis_high) for each in shared} == {
        (alone[0].axis_low, max(a.axis_high for a in alone))
    }


def test_a_shared_axis_leaves_the_light_of_a_wave_as_it_is() -> None:
    spec = {"id": "x", "kind": "gradient-flow", "params": {"layers": [2, 2], "gradients": [0.01, 1.0]}}
    kind, alone = KINDS["gradient-flow"], load_spec(spec)
    data = kind.compute(alone.params)
    shared = kind.with_axes(data, (-7, 0)) if kind.with_axes else data
    assert alone.axis_ends == ()
    assert (data.axis_low, shared.axis_low) == (-3, -7)
    assert data.light.tolist() == shared.light.tolist() == pytest.approx([1 / 3, 1.0])


def test_a_figure_without_states_has_axes_of_its_own() -> None:
    assert load_spec({"id": "x", "kind": "gradient-decay"}).axis_ends == ()


def test_a_list_of_things_may_become_empty():
    lines = [{"at": 0.5, "name": "limit"}]
    spec = {
        "kind": "curves",
        "params": {"series": {"a": [1, 0.2, 0.4]}, "lines": lines},
        "explore": {"lines": [[]]},
    }
    states = json.loads(render_figure(load_spec(spec)).files["states.json"])
    assert [] in states["axes"][0]["values"]
