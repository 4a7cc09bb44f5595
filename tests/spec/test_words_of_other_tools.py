"""What authors write who know other tools: each mistake has one message, at its place, with what to write instead."""

from __future__ import annotations

import pytest

from sitegen import ContentError, load_spec

RUN = "step,loss\n" + "".join(f"{step},{1 / (step + 1)}\n" for step in range(0, 400, 10))


def problems(text, folder):
    (folder / "run.csv").write_text(RUN)
    with pytest.raises(ContentError) as caught:
        load_spec(text, folder=folder)
    return [(each.field, each.hint) for each in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("line", "write curves"), ("Scatter", "write curves"), ("line-plot", "write curves"), ("heatmap", "write grid"),
        ("pie", "write bars"), ("box plot", "write histogram"), ("learning_curve", "write training-curves"),
        ("lr", "write lr-schedule"), ("curve", "did you mean 'curves'?"), ("table", ""),
    ],
)  # fmt: skip
def test_kinds_of_figures(tmp_path, kind, hint):
    assert problems(f"kind: {kind}\n", tmp_path) == [("kind", hint)]


@pytest.mark.parametrize(
    ("kind", "params", "field", "hint"),
    [
        ("layer-profile", "init: xavier", "init", "write glorot"),
        ("layer-profile", "init: kaiming_normal", "init", "write he"),
        ("layer-profile", "wiring: resnet", "wiring", "write residual"),
        ("activation-curve", "activation: swish", "activation", "write silu"),
        ("gradient-decay", "activation: linear", "activation", "write identity"),
        ("bars", "{bars: {a: 1}, order: desc}", "order", "write falling"),
        ("histogram", "{rows: {a: [1, 2]}, threshold: {at: 1, name: b, side: left}}", "threshold.side", "write below"),
        ("lr-schedule", "decay: CosineAnnealingLR", "decay", "write cosine"),
        ("activation-curve", "activation: softmax", "activation", ""),
    ],
)
def test_words(tmp_path, kind, params, field, hint):
    assert problems(f"kind: {kind}\nparams:\n  {params}\n", tmp_path) == [(f"params.{field}", hint)]


@pytest.mark.parametrize(
    ("kind", "params", "field", "hint"),
    [
        ("curves", "series: [1, 2, 3]", "series", "give the numbers a name: {a: [1, 2, 3]}"),
        ("curves", "series: [1, 2, 3, 4, 5, 6, 7]", "series", "give the numbers a name: {a: [1, 2, 3, 4, 5, 6, …]}"),
        ("bars", "bars: [1, 2, 3]", "bars", "give each a name: {a: 1, …}"),
        ("layer-profile", "theories: [he, lecun]", "theories", "write [{init: he, name: …}, …]"),
        ("curves", "{series: {a: [1, 2]}, lines: [0.5, 0.6]}", "lines", "write [{at: 0.5, name: …}, …]"),
        ("curves", "{series: {a: [1, 2]}, lines: 0.5}", "lines", "write [{at: 0.5, name: …}]"),
        ("histogram", "{rows: {a: [1, 2]}, threshold: 0.5}", "threshold", "write {at: 0.5, name: …}"),
        ("curves", "{series: {a: [1, 2]}, x: step}", "x", "write {means: step}"),
        ("curves", "{series: {a: [1, 2]}, x: [0, 10]}", "x", "write {values: [0, 10]}"),
        ("curves", "{series: {a: [1, 2]}, y: [3, 4]}", "y", "write them under series, with a name: {a: […]}"),
        ("training-curves", "{runs: {a: [1, 2]}, axis: [0, 5]}", "axis", "write {range: [0, 5]}"),
        ("curves", "series: {a: 1}", "series.a", "write [1]"),
        ("curves", "series: {a: ['1']}", "series.a.0", "write 1 without quotes"),
        ("curves", "series: {a: run.csv}", "series.a", "write {file: run.csv, column: …}"),
        ("curves", "series: [run.csv, b.csv]", "series", "give each a name: {a: {file: run.csv, column: …}, …}"),
        ("training-curves", "runs: [{name: a, values: run.npz}]", "runs.0.values", "write {file: run.npz, array: …}"),
        ("grid", "values: run.json", "values", "write {file: run.json, pointer: …}"),
        ("curves", "series: {a: {path: run.csv, column: loss}}", "series.0.y.path", "write file"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: step=0}}", "series.0.y.where", "write {step: 0}"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: {step: 205}}}", "series.0.y.where.step", "the nearest are 200 and 210"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: {step: 999}}}", "series.0.y.where.step", "the nearest is 390"),
    ],
)  # fmt: skip
def test_values_of_another_shape(tmp_path, kind, params, field, hint):
    assert problems(f"kind: {kind}\nparams:\n  {params}\n", tmp_path) == [(f"params.{field}", hint)]


@pytest.mark.parametrize(
    ("kind", "params", "key", "hint"),
    [
        ("curves", "series: {a: [1, 2]}", "legend: true", "names are drawn where they belong; delete it"),
        ("bars", "bars: {a: 1}", "color: red", "colours come from the theme; delete it"),
        ("grid", "values: [[1, 2], [3, 4]]", "cmap: viridis", "colours come from the theme; delete it"),
        ("grid", "values: [[1, 2], [3, 4]]", "levels: 5", "write contours: true, or lines: [{at: …, name: …}]"),
        ("histogram", "rows: {a: [1, 2]}", "xlabel: gradient", "write x: {means: …}"),
        ("curves", "series: {a: [1, 2]}", "ylim: [0, 1]", "write y: {range: [low, high]}"),
        ("training-curves", "runs: {a: [1, 2]}", "log: true", "write log_scale: true"),
        ("training-curves", "runs: {a: [1, 2]}", "epochs: [0, 1]", "write steps"),
        ("lr-schedule", "peak: 0.1", "T_max: 100", "write total"),
    ],
)
def test_keys(tmp_path, kind, params, key, hint):
    name = key.partition(":")[0]
    assert problems(f"kind: {kind}\nparams:\n  {params}\n  {key}\n", tmp_path) == [(f"params.{name}", hint)]


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("curves", "data: {a: [1, 2]}"), ("bars", "values: {a: 1}"), ("bars", "bars: [{label: a, height: 1}]"),
        ("grid", "matrix: [[1, 2]]"), ("histogram", "samples: {a: [1, 2]}"), ("training-curves", "losses: [1, 2]"),
    ],
)  # fmt: skip
def test_a_key_of_another_tool_is_one_mistake(tmp_path, kind, params):
    assert all(hint.startswith("write ") for _, hint in problems(f"kind: {kind}\nparams:\n  {params}\n", tmp_path))


@pytest.mark.parametrize(
    ("kind", "params", "field"),
    [
        ("training-curves", "{runs: {a: [1, 2, 3]}, steps: [0, 10]}", "steps"),
        ("training-curves", "{runs: {a: [1, -2]}, log_scale: true}", "runs.0.values"),
        ("lr-schedule", "{total: 100, warmup: 200}", "warmup"),
        ("lr-schedule", "{total: 100, schedules: [{name: a}, {name: b, warmup: 200}]}", "schedules.1.warmup"),
        ("activation-curve", "{activation: relu, alpha: 0.1}", "alpha"),
        ("activation-curve", "{reach: 2, point: 5}", "point"),
        ("layer-profile", "{measured: {a: [1, 2]}, theories: [{name: b}]}", "measured"),
    ],
)
def test_values_that_do_not_go_together_have_a_place(tmp_path, kind, params, field):
    assert [place for place, _ in problems(f"kind: {kind}\nparams: {params}\n", tmp_path)] == [f"params.{field}"]


@pytest.mark.parametrize(
    ("written", "hint"), [("data/run.csv", "write ../data/run.csv"), ("run.csv", "write ../data/run.csv")]
)
def test_a_file_named_from_the_content_folder_on(tmp_path, written, hint):
    """Names begin at the folder of the spec, which newcomers seldom expect."""
    for name in ("figures", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "site.yaml").touch()
    (tmp_path / "data" / "run.csv").write_text(RUN)
    spec = tmp_path / "figures" / "a.yaml"
    spec.write_text(f"kind: curves\nparams: {{series: {{a: {{file: {written}, column: loss}}}}}}\n")
    with pytest.raises(ContentError) as caught:
        load_spec(spec)
    assert [(each.field, each.hint) for each in caught.value.diagnostics] == [("params.series.0.y.file", hint)]
