"""Axes over the rows of a file: values, states, shared axes, and errors at their places."""

from __future__ import annotations

import json

import pytest

from sitegen import ContentError, load_spec, render_figure
from sitegen.figures import KINDS
from sitegen.resolve.axes import ChoiceAxis, SliderAxis

RUN = "step,run,layer,norm\n" + "".join(
    f"{step},{run},{layer},{factor * 10.0 ** -(step // 10 + layer)}\n"
    for step in (20, 0, 10)
    for run, factor in (("wide", 1.0), ("deep", 2.0))
    for layer in (0, 1, 2)
)
CURVES = """
kind: curves
params:
  y: {{log: true}}
  series: [{{name: norm, y: {{file: run.csv, column: norm, where: {{step: {step}, run: {run}}}}}}}]
explore: {explore}
"""
STEP = "{file: run.csv, column: step}"


@pytest.fixture
def content(tmp_path):
    (tmp_path / "run.csv").write_text(RUN)
    return tmp_path


def curves(content, explore=f"{{step: {STEP}}}", step="$step", run="wide", more=""):
    return load_spec(CURVES.format(explore=explore, step=step, run=run) + more, folder=content)


def problems(content, **changes):
    with pytest.raises(ContentError) as caught:
        curves(content, **changes)
    return [f"{each.field}: {each.message} ({each.hint})" for each in caught.value.diagnostics]


def norms(params):
    return params.series[0].y


def test_a_column_of_numbers_is_a_slider_in_their_order(content):
    spec = curves(content)
    (axis,) = spec.axes
    assert (type(axis), axis.values, axis.label, axis.base) == (SliderAxis, (0, 10, 20), "step", 0)
    assert norms(spec.params) == pytest.approx((1, 0.1, 0.01))
    assert norms(spec.in_state({"step": 20})) == pytest.approx((0.01, 0.001, 0.0001))


def test_a_column_of_names_is_a_choice_in_the_order_of_the_file(content):
    spec = curves(content, explore="{run: {file: run.csv, column: run}}", step="0", run="$run")
    (axis,) = spec.axes
    assert (type(axis), axis.values) == (ChoiceAxis, ("wide", "deep"))
    assert norms(spec.in_state({"run": "deep"}))[0] == pytest.approx(2)


def test_two_axes_and_a_parameter_make_all_states(content):
    explore = f"{{step: {STEP}, run: {{file: run.csv, column: run}}, a: [1, 2]}}"
    spec = curves(content, explore=explore, run="$run")
    figure = render_figure(spec)
    assert len(figure.states.axes) == 3
    assert len(json.loads(figure.files["states.json"])["states"]) == 12
    assert norms(spec.in_state({"step": 10, "run": "deep", "a": 1.0}))[0] == pytest.approx(0.2)
    assert spec.in_state({"step": 10, "run": "deep", "a": 1.0}).a == 1


def test_all_states_have_one_ruler_unless_the_author_gives_one(content):
    spec = curves(content)
    assert spec.params.y.range == spec.in_state({"step": 20}).y.range == pytest.approx((1e-4, 1))
    given = load_spec(
        CURVES.format(explore=f"{{step: {STEP}}}", step="$step", run="wide").replace("log: true", "range: [0, 5]"),
        folder=content,
    )
    assert given.in_state({"step": 20}).y.range == (0, 5)


@pytest.mark.parametrize("log", ["true", "false"])
def test_bars_of_all_states_have_one_axis(content, log):
    text = f"kind: bars\nparams:\n  y: {{log: {log}}}\n  {WITH_LISTS['bars']}\nexplore: {{step: {STEP}}}\n"
    spec = load_spec(text, folder=content)
    axes = {KINDS["bars"].compute(spec.in_state({"step": step})).axis for step in (0, 10, 20)}
    (axis,) = axes
    assert axis.end >= 1
    assert axis.start <= 1e-4


def test_a_page_shows_the_states_that_stills_name(content):
    figure = render_figure(curves(content, more="stills: [{step: 0}, {step: 20}]\n"))
    assert [label for label, _ in figure.snapshots] == ["Step 0", "Step 20"]
    assert figure.audit.violations == ()


def test_what_is_drawn_depends_on_every_state(content):
    before = render_figure(curves(content)).prefix
    (content / "run.csv").write_text(RUN.replace("20,wide,2,0.0001", "20,wide,2,0.0002"))
    assert render_figure(curves(content)).prefix != before


def test_a_resolved_figure_can_be_drawn_with_other_parameters(content):
    assert render_figure(curves(content), highlight="norm").states is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"step": "$stpe"}, "params.series.0.y.where.step: there is no axis 'stpe' with values from a file (did you mean 'step'?)"),
        ({"explore": "{a: [1, 2]}"}, "params.series.0.y.where.step: there is no axis 'step' with values from a file (write explore: {step: {file: …, column: step}})"),
        ({"step": "0"}, "explore.step: no reference to a file takes $step (write where: {column: $step} in one)"),
        ({"explore": "{step: {file: run.csv, column: stpe}}"}, "explore.step.column: there is no column 'stpe' in the file (did you mean 'step'?)"),
        ({"explore": "{step: {file: runn.csv, column: step}}"}, "there is no file"),
        ({"explore": "{step: {file: run.csv, colum: step}}"}, "explore.step.colum: this key is unknown"),
        ({"explore": f"{{a: {STEP}}}", "step": "$a"}, "explore.a: 'a' is a parameter, whose values are no column of a file"),
        ({"more": "stills: [{step: 5}]\n"}, "stills.0.step: 5 is not among the values of the column (the nearest are 0 and 10)"),
        ({"run": "narrow"}, "no row has 'narrow' in the column 'run'"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place(content, changes, message):
    assert message in problems(content, **changes)[0]


def test_too_many_values_are_refused_with_advice(content):
    rows = "".join(f"{step},wide,0,1.0\n" for step in range(500))
    (content / "run.csv").write_text(f"step,run,layer,norm\n{rows}")
    (found,) = problems(content)
    assert found.endswith(
        "explore.step: has 500 different values; at most 201 are drawn (take some of them: where: {step: [0, …]})"
    )
    some = "{step: {file: run.csv, column: step, where: {step: [0, 100, 499]}}}"
    assert curves(content, explore=some).axes[0].values == (0, 100, 499)


NORMS = "{file: run.csv, column: norm, where: {step: $step, run: wide}}"
WITH_LISTS = {
    "curves": f"series: [{{name: norm, y: {NORMS}}}]",
    "training-curves": f"runs: [{{name: norm, values: {NORMS}}}]",
    "gradient-flow": f"{{layers: [3, 4, 2], gradients: {NORMS}}}",
    "dead-neurons": "neurons: {file: run.csv, by: layer, column: norm, where: {step: $step, run: wide}}",
    "grid": "values: {file: run.csv, by: run, column: norm, where: {step: $step}}",
    "bars": "bars: {file: run.csv, by: layer, column: norm, where: {step: $step, run: wide}}",
    "histogram": f"rows: [{{name: norm, values: {NORMS}}}]",
    "layer-profile": f"measured: [{{name: norm, values: {NORMS}}}]",
}
"""Kinds that take lists of numbers, and one from the file."""


@pytest.mark.parametrize("kind", WITH_LISTS)
def test_every_kind_with_lists_of_numbers_can_follow_a_recording(content, kind):
    text = f"kind: {kind}\nparams:\n  {WITH_LISTS[kind]}\nexplore: {{step: {STEP}}}\n"
    if kind == "gradient-flow":
        text = f"kind: {kind}\nparams: {WITH_LISTS[kind]}\nexplore: {{step: {STEP}}}\n"
    spec = load_spec(text, folder=content)
    figure = render_figure(spec)
    assert figure.states is not None
    first, last = (
        KINDS[kind].describe(params, KINDS[kind].compute(params))
        for params in (spec.params, spec.in_state({"step": 20}))
    )
    assert first.table != last.table
    assert figure.audit.violations == ()


ENDS = {
    "curves": lambda data: (data.y_axis.start, data.y_axis.end),
    "training-curves": lambda data: (data.axis.start, data.axis.end),
    "layer-profile": lambda data: (data.axis_low, data.axis_high),
    "histogram": lambda data: (data.start, data.end),
}


@pytest.mark.parametrize(
    ("kind", "more"),
    [*((kind, "") for kind in ENDS), ("training-curves", "log_scale: true"), ("histogram", "log: true")],
)
def test_all_states_of_a_chart_have_the_same_axis_which_has_all_values(content, kind, more):
    params = f"params:\n  {WITH_LISTS[kind]}\n  {more}"
    spec = load_spec(f"kind: {kind}\n{params}\nexplore: {{step: {STEP}}}\n", folder=content)
    ends = {
        ENDS[kind](KINDS[kind].compute_on(spec.axis_ends, [spec.in_state({"step": step})])[0]) for step in (0, 10, 20)
    }
    ((low, high),) = ends
    if kind == "layer-profile":
        low, high = 10.0**low, 10.0**high
    assert low <= 1e-4
    assert 1 <= high <= 10


RUNS = "run,step,loss\na,0,4.0\na,1,0.0\nb,0,0.5\nb,1,0.25\n"
LOSSES = "{file: runs.csv, column: loss, where: {run: $run}}"
WITH_SCALES = {
    "log_scale": f"kind: training-curves\nparams: {{runs: [{{name: loss, values: {LOSSES}}}], log_scale: %s}}\n",
    "log": f"kind: histogram\nparams: {{rows: [{{name: loss, values: {LOSSES}}}], log: %s}}\n",
}


def with_scales(content, name, base, more=""):
    """A figure of two runs, one of which has a zero; `name` is the parameter of its logarithmic scale."""
    (content / "runs.csv").write_text(RUNS)
    explore = f"explore: {{run: {{file: runs.csv, column: run}}{more}}}\n"
    return load_spec(WITH_SCALES[name] % base + explore, folder=content)


@pytest.mark.parametrize("name", WITH_SCALES)
@pytest.mark.parametrize("base", ["true", "false"])
def test_a_logarithmic_scale_to_explore_fits_every_run(content, name, base):
    spec = with_scales(content, name, base, f", {name}: true")
    assert render_figure(spec).audit.violations == ()
    for run in ("a", "b"):
        for is_log in (False, True):
            data = KINDS[spec.kind].compute(spec.in_state({"run": run, name: is_log}))
            low, high = ENDS[spec.kind](data)
            assert high >= (4 if run == "a" else 0.5)
            assert low <= 0.5
            if name == "log":
                assert [row.outside for row in data.rows] == [0]


def test_runs_share_an_axis_on_each_scale_to_explore(content):
    spec = with_scales(content, "log_scale", "false", ", log_scale: true")
    for is_log, low, high in ((False, 0.0, 4), (True, 0.1, 10)):
        states = [spec.in_state({"run": run, "log_scale": is_log}) for run in ("a", "b")]
        for start, end in (ENDS[spec.kind](KINDS[spec.kind].compute(state)) for state in states):
            assert (start, end) == (pytest.approx(low), pytest.approx(high, rel=0.05))


@pytest.mark.parametrize("name", WITH_SCALES)
@pytest.mark.parametrize("base", ["true", "false"])
def test_a_figure_of_runs_can_be_drawn_with_another_scale(content, name, base):
    spec = with_scales(content, name, base)
    data = render_figure(spec, **{name: base == "false"}).data
    low, high = ENDS[spec.kind](data)
    assert (low, high) != ENDS[spec.kind](KINDS[spec.kind].compute(spec.params))
    assert low <= 1
    assert high >= 4


def test_one_ruler_reaches_over_the_parameters_to_explore(content):
    series = f"[{{name: norm, y: {NORMS}}}, {{name: line, y: a * x}}]"
    text = f"kind: curves\nparams: {{x: {{from: 0, to: 2}}, a: 1, series: {series}}}\nexplore: {{step: {STEP}, a: [1, 50]}}\n"
    spec = load_spec(text, folder=content)
    assert {spec.in_state({"step": step, "a": a}).y.range[1] for step in (0, 20) for a in (1.0, 50.0)} == {
        spec.params.y.range[1]
    }
    assert spec.params.y.range[1] >= 100


def test_a_range_of_the_author_is_the_ruler_of_all_states(content):
    text = f"kind: layer-profile\nparams: {{axis: {{range: [1.0e-9, 1.0]}}, {WITH_LISTS['layer-profile']}}}\nexplore: {{step: {STEP}}}\n"
    spec = load_spec(text, folder=content)
    assert {spec.in_state({"step": step}).axis.range for step in (0, 10, 20)} == {(1e-9, 1.0)}
