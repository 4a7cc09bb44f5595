"""What authors write who know other tools: each mistake has one message, at its place, with what to write instead."""

from __future__ import annotations

import warnings

import pytest

from sitegen import ContentError, load_spec
from sitegen.spec.data.totals import total_among
from sitegen.spec.data.values import NamedSeries
from sitegen.spec.number_forms import numbers_of_call

RUN = "step,loss\n" + "".join(f"{step},{1 / (step + 1)}\n" for step in range(0, 400, 10))
PYTHON = "Python is not run: write the numbers"
NO_BRACE = ("this mapping has no closing '}', or lacks a comma", "")


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
        ("lr-schedule", "decay: OneCycleLR", "decay", "write cosine"),
        ("histogram", "{rows: {a: [1, 2]}, bins: auto}", "bins", "delete the key for the default"),
        ("curves", "{series: {a: [1, 2]}, y: {log: log10}}", "y.log", "write true"),
        ("curves", "{series: {a: [1, 2]}, y: {range: auto}}", "y.range", "delete the key for the default"),
        ("lr-schedule", "total: 10k", "total", "write 10000"),
        ("lr-schedule", "warmup: 10%", "warmup", "write the number itself, not a share"),
        ("lr-schedule", "warmup: 0.1", "warmup", "write the number itself, not a share"),
        *(
            ("curves", f"series: {{a: {{file: run.csv, column: loss, blank: {word}}}}}", "series.0.y.blank", hint)
            for word, hint in {
                "none": "write gap",
                "nan": "write gap",
                "keep": "write gap",
                "drop": "write skip",
                "ignore": "write skip",
                "raise": "write error",
                "interpolate": "blanks are skipped or left as gaps: no value is made up",
            }.items()
        ),
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
        ("curves", "series: {a: {file: run.csv, column: log(loss)}}", "series.0.y.column", "nothing is computed from columns: put the results into the file; did you mean 'loss'?"),
        ("curves", "series: {a: {file: run.csv, column: loss*2}}", "series.0.y.column", "nothing is computed from columns: put the results into the file; did you mean 'loss'?"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: step=0}}", "series.0.y.where", "write {step: 0}"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: {step: 205}}}", "series.0.y.where.step", "the nearest are 200 and 210"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: {step: 999}}}", "series.0.y.where.step", "the nearest is 390"),
        ("gradient-flow", "{layers: [2, 2], gradients: {files: run.csv}}", "gradients.files", "write file"),
        ("gradient-flow", "{layers: [2, 2], gradients: {files: [run.csv, run.csv], column: loss}}", "gradients.files", "write file"),
        ("curves", "series: {a: {files: run.csv, column: loss}}", "series.0.y.files", "write file"),
        ("bars", "bars: {files: [run.csv], column: loss}", "bars.files", "write file"),
        ("training-curves", "runs: {url: run.csv}", "runs.url", "write file"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: step > 10}}", "series.0.y.where", "write the values themselves: {step: [10, …]}"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: [step, 10]}}", "series.0.y.where", "write {step: 10}"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: {step: {gte: 10}}}}", "series.0.y.where.step", "write [10]"),
        ("curves", "{series: {a: [1, 2]}, x: {values: step}}", "x.values", "write {file: …, column: step}"),
        ("curves", "{series: {a: tanh(x)}, x: 'np.linspace(-4, 4, 9)'}", "x", "write {from: -4, to: 4}"),
        ("curves", "{series: {a: tanh(x)}, x: 'numpy.linspace(-4, 4, 9)'}", "x", "write {from: -4, to: 4}"),
        ("curves", "{series: {a: [1, 2]}, y: {range: {min: 0, max: 5}}}", "y.range", "write [0, 5]"),
        ("activation-curve", "reach: [-4, 4]", "reach", "write 4"),
        ("gradient-flow", "layers: 784 → 128 → 10", "layers", "write [784, 128, 10]"),
        ("gradient-flow", "layers: 784-128-10", "layers", "write [784, 128, 10]"),
        ("histogram", "{rows: {a: [1, 2]}, bins: [0, 1, 2]}", "bins", "write edges"),
        ("bars", "bars: {name: [a, b], value: [1, 2]}", "bars", "write [{name: a, value: 1}, …]"),
        ("bars", "bars: [{layer: a, norm: 1}, {layer: b, norm: 2}]", "bars", "write [{name: a, value: 1}, …]"),
        ("graph", "edges: {from: [a], to: [b], value: [1]}", "edges.value", "did you mean 'values'?"),
        ("curves", "series: {a: {file: logs/, column: loss}}", "series.0.y.file", "write a file in it, or logs/*.csv for one number of each"),
        ("curves", "series: {a: {file: $DATA/run.csv}}", "series.0.y.file", "write its path as seen from this file, such as ../data/run.csv"),
    ],
)  # fmt: skip
def test_values_of_another_shape(tmp_path, kind, params, field, hint):
    assert problems(f"kind: {kind}\nparams:\n  {params}\n", tmp_path) == [(f"params.{field}", hint)]


@pytest.mark.parametrize(
    ("edges", "hint"),
    [
        ("[[a, b], [b, c]]", "write [a -> b, b -> c]"),
        ("[[a, b, c], [a, c]]", "write [a -> b -> c, a -> c]"),
        ("[[0, 1], [1, 2]]", "write [0 -> 1, 1 -> 2]"),
        ("[[a, b], [b, c, 2.5]]", "write [a -> b, {from: b, to: c, value: 2.5}]"),
        ("[{a: b}, {b: c}]", "write [a -> b, b -> c]"),
        ("{a: [b, c]}", "write [a -> b, a -> c]"),
        ("{a: [b, c], b: []}", "write [a -> b, a -> c]"),
        ("{a: b, b: c}", "write [a -> b, b -> c]"),
        ("a -> b", "write [a -> b]"),
        ("'graph TD a --> b'", "write [a -> b]"),
        ('"graph TD\\n  a[Input] -->|2| b\\n  b -.-> c\\n"', "write [a -> b, b -> c]"),
        ("'digraph { a -> b; b -> c [label=\"2\"] }'", "write [a -> b, b -> c]"),
        ("'digraph G { a -> b -> c }'", "write [a -> b -> c]"),
        ("'graph { a -- b }'", "write [a -> b]"),
        (str([["a", f"n{end}"] for end in range(8)]), "write [a -> n0, a -> n1, a -> n2, a -> n3, a -> n4, a -> n5, …]"),
    ],
)  # fmt: skip
def test_edges_in_other_forms(tmp_path, edges, hint):
    assert problems(f"kind: graph\nparams:\n  edges: {edges}\n", tmp_path) == [("params.edges", hint)]


@pytest.mark.parametrize(
    "edges", ["[a --> b]", "{a -> b: 2}", "{from: [a], to: [b]}", "[{from: a, to: b}]", "[a => b]"]
)
def test_edges_that_are_right(tmp_path, edges):
    assert load_spec(f"kind: graph\nparams: {{edges: {edges}}}\n", folder=tmp_path)


@pytest.mark.parametrize("edges", ["[[a, [b]]]", "[[a], [b]]", "[a, [a, b]]", "{a: {b: c}}", "3"])
def test_edges_that_nobody_can_guess_have_no_advice(tmp_path, edges):
    assert not any(
        hint.startswith("write [") for _, hint in problems(f"kind: graph\nparams: {{edges: {edges}}}\n", tmp_path)
    )


@pytest.mark.parametrize(
    ("kind", "params", "field", "hint"),
    [
        ("dead-neurons", "neurons: 12", "neurons", "for made-up neurons, write demo: {neurons: 12}"),
        ("gradient-flow", "layers: 4", "layers", "write the width of each layer, such as [784, 128, 10]"),
        ("gradient-flow", "layers: [input, hidden]", "layers", "write their widths, such as [784, 128, 10], and these names under names"),
        ("gradient-flow", "layers: [{units: 64}]", "layers", "write [64]"),
        ("gradient-flow", "layers: [{name: a, units: 64}, {name: b, units: 10}]", "layers", "write [64, 10], and add names: [a, b]"),
        ("gradient-flow", "layers: [{name: a}]", "layers", "write their widths, such as [784, 128, 10]"),
        ("gradient-decay", "activation: [relu, tanh]", "activation", "write one of them, or let readers choose: explore: {activation: [relu, tanh]}"),
        ("gradient-decay", "num_layers: [4, 8]", "num_layers", "write one of them, or let readers choose: explore: {num_layers: [4, 8]}"),
        ("gradient-decay", "num_layers: [4]", "num_layers", ""),
        ("gradient-decay", "num_layers: [[4], [8]]", "num_layers", ""),
        ("gradient-decay", "num_layers: ten", "num_layers", "write 10"),
        ("gradient-decay", "init_scale: he_normal", "init_scale", "write 1.4142 (√2)"),
        ("gradient-decay", "init_scale: xavier", "init_scale", "write 1"),
        ("gradient-decay", "init_scale: kaiming_uniform_", "init_scale", "write 1.4142 (√2)"),
        ("gradient-decay", "init_scale: LeCun", "init_scale", "write 1"),
        ("gradient-decay", "init_scale: large", "init_scale", ""),
        ("gradient-flow", "{layers: [2, 2], play_speed: 0.5s}", "play_speed", "write 500, in ms"),
        ("activation-curve", "activation: max(0, x)", "activation", "for a function of your own, write kind: curves"),
        ("lr-schedule", "schedules: [cosine, linear]", "schedules", "write [{decay: cosine, name: …}, …]"),
        ("lr-schedule", "schedules: {a: cosine}", "schedules", "write [{decay: cosine, name: a}, …]"),
        ("lr-schedule", "schedules: {a: {decay: cosine}}", "schedules", "write [{name: a, …}, …]"),
        ("grid", "{values: [[1, 2]], x: [a, b]}", "x", "write {names: [a, b]}"),
        ("histogram", "rows: {a: 'np.random.randn(100)'}", "rows.0.values", "Python is not run: write the numbers, or save them to a file and name it: {file: …}"),
        ("curves", "series: 3", "series", "give it a name: {a: [3]}"),
        ("bars", "bars: 3", "bars", "give it a name: {a: 3}"),
        ("curves", "series: tanh(x)", "series", "give it a name: {a: tanh(x)}"),
        ("curves", "series: 'max(x, 0)'", "series", "give it a name: {a: 'max(x, 0)'}"),
        ("curves", "series: x + x + x + x + x + x + x + x + x + x + x + x", "series", ""),
        ("curves", "{series: {a: [1]}, y: 'loss, mean'}", "y", "write {means: 'loss, mean'}"),
        ("curves", "{series: {a: [1]}, lines: {'p, q': 1}}", "lines", "write [{at: 1, name: 'p, q'}, …]"),
        ("curves", "{series: {a: [1]}, lines: {at: 1}}", "lines", "write [{at: 1, name: …}]"),
        ("curves", "{series: {a: [1]}, lines: {at: 1, name: q}}", "lines", "write [{at: 1, name: q}]"),
        ("curves", "{series: {a: [1]}, lines: {at: 1, name: 'q, r'}}", "lines", "write [{at: 1, name: 'q, r'}]"),
        ("gradient-decay", "activation: [relu, 'a: b, c']", "activation", ""),
        ("training-curves", "{runs: {a: [1, 2]}, measure: [loss, accuracy]}", "measure", ""),
        ("layer-profile", "first_layer: [0, 1]", "first_layer", ""),
        ("dead-neurons", "neurons: -3", "neurons", "give it a name: {a: [-3]}"),
        ("gradient-flow", "layers: [{filters: 3, kernel: 5}]", "layers", "write their widths, such as [784, 128, 10]"),
        ("gradient-flow", "layers: [{index: 1, units: 64}, {index: 2, units: 10}]", "layers", "write [64, 10]"),
        ("curves", "{series: {a: [1, 2]}, x: {values: 'np.linspace(0, 1, 2)'}}", "x.values", "write [0, 1]"),
        ("curves", "{series: {a: [1, 2]}, x: {values: range(2)}}", "x.values", "write [0, 1]"),
        ("curves", "{series: {a: [1, 2]}, x: {values: 'np.arange(0, 1, 0.01)'}}", "x.values", "write the numbers themselves: [0, 0.01, 0.02, …, 0.99]"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: {step: 0-20}}}", "series.0.y.where.step", "write the values themselves: [0, 10, 20]"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: {step: -5 to +15}}}", "series.0.y.where.step", "write the values themselves: [0, 10]"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: {step: '15..25'}}}", "series.0.y.where.step", "write the values themselves: [20]"),
        ("curves", "series: {a: {file: run.csv, column: loss, where: {step: -1}}}", "series.0.y.where.step", "the nearest is 0; for the last row, write row: -1 in place of where"),
    ],
)  # fmt: skip
def test_what_stands_for_something_else(tmp_path, kind, params, field, hint):
    assert problems(f"kind: {kind}\nparams:\n  {params}\n", tmp_path) == [(f"params.{field}", hint)]


@pytest.mark.parametrize(
    ("rest", "field", "hint"),
    [
        ("explore: {num_layers: {widget: slider, from: 2, to: 8, step: 2}}", "explore.num_layers.widget", "delete it: the values decide which control there is"),
        ("explore: {num_layers: slider}", "explore.num_layers", "write {from: …, to: …, step: …}"),
        ("explore: {activation: dropdown}", "explore.activation", "write the values in a list, in [ ]"),
        ("explore: {log_scale: checkbox}", "explore.log_scale", "write true"),
        ("explore: {num_layers: 'range(2, 5)'}", "explore.num_layers", "write [2, 3, 4]"),
        ("{explore: {num_layers: [2, 4]}, stills: [2]}", "stills.0", "name the parameter: {num_layers: 2}"),
        ("{explore: {num_layers: [2, 4], activation: [relu, tanh]}, stills: [tanh]}", "stills.0", "name the parameter: {activation: tanh}"),
        ("{explore: {num_layers: [2, 4], init_scale: [2, 3]}, stills: [2]}", "stills.0", ""),
        ("{explore: {num_layers: [2, 4]}, stills: {num_layers: [2, 4]}}", "stills", "write [{num_layers: 2}, {num_layers: 4}]"),
        ("params: yes", "params", "write {} for all defaults"),
        ("params: on", "params", "write {} for all defaults"),
    ],
)  # fmt: skip
def test_states_and_parameters_in_other_forms(tmp_path, rest, field, hint):
    text = f"{{kind: gradient-decay, {rest[1:]}" if rest.startswith("{") else f"kind: gradient-decay\n{rest}\n"
    assert problems(text, tmp_path) == [(field, hint)]


def test_a_mapping_is_asked_for_in_plain_words(tmp_path):
    with pytest.raises(ContentError) as caught:
        load_spec("kind: gradient-decay\nparams: yes\n", folder=tmp_path)
    assert caught.value.diagnostics[0].message.startswith("params: 'yes' is not a mapping {num_layers: …")


def test_a_column_of_truth_values(tmp_path):
    (tmp_path / "d.csv").write_text("step,dead\n0,True\n1,False\n")
    with pytest.raises(ContentError) as caught:
        load_spec("kind: curves\nparams: {series: {a: {file: d.csv, column: dead}}}\n", folder=tmp_path)
    assert {each.hint for each in caught.value.diagnostics} == {"write 1 for true and 0 for false"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,1\nb,2\nTotal,3\n", "'Total' is the sum of the other rows"),
        ("a,1\nb,2\nMean,1.5\n", "'Mean' is the mean of the other rows"),
        ("a,0.1\nb,0.2\nc,0.3\nsum,0.6\n", "'sum' is the sum of the other rows"),
        ("a,1\nb,2\nTotal,4\n", ""),
        ("a,1\nb,2\nc,3\n", ""),
        ("Total,3\na,1\nb,2\n", ""),
        ("a,1\nTotal,1\n", ""),
        ("a,0\nb,0\nTotal,0\n", "'Total' is the sum of the other rows"),
    ],
)
def test_a_total_that_is_drawn_like_the_others(tmp_path, rows, said):
    (tmp_path / "d.csv").write_text(f"layer,norm\n{rows}")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        load_spec("kind: bars\nparams: {bars: {file: d.csv, by: layer, column: norm}}\n", folder=tmp_path)
    assert [said in str(each.message) for each in caught] == [True] * bool(said)


def test_totals_that_no_float_can_be():
    for values in ((1.7e308, 1.7e308, 3.0), (1e306,) * 200):
        names = [*map(str, range(len(values) - 1)), "Total"]
        assert total_among([NamedSeries(name, (value,)) for name, value in zip(names, values, strict=True)]) == ""


def test_series_without_numbers_have_no_total():
    assert total_among([NamedSeries(name, (None,)) for name in ("a", "b", "Total")]) == ""
    assert total_among([NamedSeries(name, ()) for name in ("a", "b", "Total")]) == ""
    assert "is the sum" in total_among(
        [NamedSeries(name, (value,)) for name, value in (("a", 1), ("b", 2), ("Total", 3))]
    )


def test_a_last_row_without_its_step(tmp_path):
    spec = "kind: curves\nparams: {x: {values: {file: d.csv, column: step}}, series: {a: [1, 2, 3]}}\n"
    for last, hint in {
        "\n,3\n": "leave blank values out with blank: skip, or delete this row if it sums up the other rows",
        "\n,3\n9,4\n": "leave blank values out with blank: skip",
    }.items():
        (tmp_path / "d.csv").write_text(f"step,norm\n0,1\n10,2{last}")
        with pytest.raises(ContentError) as caught:
            load_spec(spec, folder=tmp_path)
        assert [each.hint for each in caught.value.diagnostics] == [hint]


@pytest.mark.parametrize("word", ["total", "Mean", "SUM"])
def test_a_last_row_that_sums_up(tmp_path, word):
    (tmp_path / "d.csv").write_text(f"step,norm\n0,1\n10,2\n{word},3\n")
    with pytest.raises(ContentError) as caught:
        load_spec(
            "kind: curves\nparams: {x: {values: {file: d.csv, column: step}}, series: {a: [1, 2, 3]}}\n",
            folder=tmp_path,
        )
    assert caught.value.diagnostics[0].hint == "delete this row if it sums up the other rows"


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ('{"kind": "curves", // a\n "params": {}}', (1, 20), "this is no comment", "begin comments with #, or delete it"),
        ('{"kind": "curves",\n// a\n "params": {]}', (2, 1), "this is no comment", "begin comments with #, or delete it"),
        ('{"kind": "curves", # see // this\n "params": {}', (1, 1), "a bracket is opened here and never closed", "write } at the end"),
        ('{kind: curves, params: {a: "see\n  // this", b: c # // d\n  ]}}', (1, 24), *NO_BRACE),
        ("{kind: curves, params: {y: {means: b // per step]}}}", (1, 49), "this ']' does not close '{'", "write } in place of it or before it"),
        ('{"kind": "curves", /* a */\n "params": {}}', (1, 20), "this is no comment", "begin comments with #, or delete it"),
        ('{"kind": "curves"\n "params": {}}', (2, 2), "a comma is missing before this", "put a comma before this"),
        ('{"kind": "curves",\n "params": {}', (1, 1), "a bracket is opened here and never closed", "write } at the end"),
        ('{"kind": "curves",\n "params": {"c": [1],\n "note": "b"}', (1, 1), "a bracket is opened here and never closed", "write } before line 3"),
        ('{\n  "kind": "curves",\n  "params": {\n    "c": [1\n  },\n  "note": "b"\n}', (4, 10), "this list has no closing ']', or lacks a comma", ""),
        ('{\n  "params": {\n    "c": {\n      "a": [1]\n  },\n  "note": "b"\n}', (1, 1), "a bracket is opened here and never closed", "write } before line 5"),
        ('{"kind": "curves", "params": {}}}', (1, 33), "this bracket closes nothing", "delete it"),
    ],
)  # fmt: skip
def test_json_that_is_not_quite_right(tmp_path, text, place, message, hint):
    with pytest.raises(ContentError) as caught:
        load_spec(text, folder=tmp_path)
    found = caught.value.diagnostics[0]
    assert ((found.line, found.column), found.message, found.hint) == (place, message, hint)


@pytest.mark.parametrize(
    ("kind", "params", "key", "hint"),
    [
        ("curves", "series: {a: [1, 2]}", "legend: true", "delete it: names are drawn where they belong"),
        ("bars", "bars: {a: 1}", "color: red", "delete it: colours come from the theme"),
        ("grid", "values: [[1, 2], [3, 4]]", "cmap: viridis", "delete it: colours come from the theme"),
        ("grid", "values: [[1, 2], [3, 4]]", "levels: 5", "write contours: true, or lines: [{at: …, name: …}]"),
        ("histogram", "rows: {a: [1, 2]}", "xlabel: gradient", "write x: {means: …}"),
        ("curves", "series: {a: [1, 2]}", "ylim: [0, 1]", "write y: {range: [low, high]}"),
        ("training-curves", "runs: {a: [1, 2]}", "log: true", "write log_scale: true"),
        ("training-curves", "runs: {a: [1, 2]}", "epochs: [0, 1]", "write steps"),
        ("lr-schedule", "peak: 0.1", "T_max: 100", "write total"),
        ("curves", "series: {a: [1, 2]}", "showlegend: false", "delete it: names are drawn where they belong"),
        ("curves", "series: {a: [1, 2]}", "xticks: [0, 1]", "delete it: axes choose their ticks"),
        ("bars", "bars: {a: 1}", "yerr: [0.1]", "error bars are not drawn: write the spread into note"),
        ("grid", "values: [[1, 2], [3, 4]]", "vmax: 4", "write z: {range: [low, high]}"),
        ("histogram", "rows: {a: [1, 2]}", "density: true", "delete it: areas are shares of a row already"),
        ("activation-curve", "activation: leaky-relu", "negative_slope: 0.2", "write alpha"),
        (
            "bptt-norm",
            "hidden: 8",
            "cell: lstm",
            "delete it: the figure compares an RNN and a GRU, and has no other networks",
        ),
        ("bptt-norm", "hidden: 8", "steps: 50", "write length"),
        ("bars", "bars: {a: 1}", "baseline: 0", "delete it: bars begin at 0"),
        (
            "histogram",
            "rows: {a: [1, 2]}",
            "binwidth: 0.5",
            "write bins, the largest number of bins, or edges: [0, 0.5, …]",
        ),
        ("grid", "values: [[1, 2], [3, 4]]", "xticklabels: [a, b]", "write x: {names: […]}"),
        ("lr-schedule", "peak: 0.1", "schedule: cosine", "write decay"),
        ("training-curves", "runs: {a: [1, 2]}", "val: [1, 2]", "write it below runs, as the name of a run"),
        ("activation-curve", "activation: relu", "derivative: true", "delete it: the slope is always drawn"),
        (
            "bptt-norm",
            "hidden: 8",
            "lr: 0.1",
            "delete it: nothing is trained, so the weights are those at the beginning",
        ),
        ("layer-profile", "activation: relu", "layers: 4", "write depth"),
        ("dead-neurons", "demo: {}", "threshold: 0.1", "write dead_threshold"),
        ("vanishing-gradients", "width: 8", "panels: 2", "write activations: each of them has a panel"),
        ("curves", "series: {a: [1, 2]}", "panels: 2", "write a spec for each panel: a figure has one"),
        ("gradient-decay", "num_layers: 4", "width: 64", "delete it: the scale is relative to the width"),
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


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("on", 'put it in quotes: "on"'), ("No", 'put it in quotes: "No"'), ("012", 'put it in quotes: "012"'),
        ("1_000", 'put it in quotes: "1_000"'), ("2026-11-30", 'put it in quotes: "2026-11-30"'),
        ("true", "this is a truth value in YAML; put it in quotes for the text"),
        ("0x10", "this is a number in YAML; put it in quotes for the text"),
    ],
)  # fmt: skip
def test_text_that_yaml_reads_as_something_else(tmp_path, text, hint):
    """What fields take decides what is meant: only text can be meant here."""
    assert problems(f"kind: bars\ncaption: {text}\nparams:\n  bars: [{{name: {text}, value: 1}}]\n", tmp_path) == [
        ("caption", hint),
        ("params.bars.0.name", hint),
    ]


@pytest.mark.parametrize(
    ("field", "hint"),
    [("log_scale: off", "write false"), ("num_layers: 012", "write 12, or 0o12 for octal"), ("activation: on", "")],
)
def test_a_value_that_only_some_programs_read_as_such(tmp_path, field, hint):
    found = problems(f"kind: gradient-decay\nparams:\n  {field}\n", tmp_path)
    assert found == [(f"params.{field.partition(':')[0]}", hint)]


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        ('{"l0": 0.1, "l1": 0.2}', "a mapping of names to single numbers", "add columns: '*'"),
        ('[{"layer": "l0", "norm": 0.1}]', "a list of records with layer, norm", "add by: layer, column: norm"),
        ('{"names": ["a", "b"], "norms": [1, 2]}', "a mapping with names, norms", "add by: names, column: norms"),
        ("[1]", "a list of 1 number without names", "write {a: {file: d.json}}"),
    ],
)
def test_numbers_of_a_file_that_have_no_names_yet(tmp_path, content, message, hint):
    """What the advice says leads to the figure."""
    (tmp_path / "d.json").write_text(content)
    with pytest.raises(ContentError) as caught:
        load_spec("kind: bars\nparams: {bars: {file: d.json}}\n", folder=tmp_path)
    (found,) = caught.value.diagnostics
    assert (found.field, found.hint) == ("params.bars.file", hint)
    assert message in found.message
    keys = hint.removeprefix("add ")
    mended = f"{{file: d.json, {keys}}}" if keys != hint else hint.removeprefix("write ")
    assert load_spec(f"kind: bars\nparams: {{bars: {mended}}}\n", folder=tmp_path)


_SPLIT = '{"columns": ["a", "b"], "index": [0, 1], "data": [[1, 2], [3, 4]]}'
_TABLE = '{"schema": {"fields": [], "primaryKey": ["index"]}, "data": [{"index": 0, "a": 1}, {"index": 1, "a": 3}]}'


@pytest.mark.parametrize(
    ("content", "reference", "hint", "values"),
    [
        (_SPLIT, "series: {a: [1, 2]}, x: {values: {file: d.json", "write pointer: /data, column: 0", (1, 3)),
        (_SPLIT, "x: {values: [0, 1]}, series: {file: d.json", "write pointer: /data, columns: [0, 1]", (1, 3)),
        (
            _SPLIT,
            "x: {values: [0, 1]}, series: {columns: [b], file: d.json",
            "write pointer: /data, columns: [1]",
            (2, 4),
        ),
        (_TABLE, "series: {a: [1, 2]}, x: {values: {file: d.json", "write pointer: /data, column: a", (1, 3)),
        (_TABLE, "x: {values: [0, 1]}, series: {file: d.json", "write pointer: /data, columns: [a]", (1, 3)),
    ],
)
def test_json_of_pandas_with_rows_apart_from_the_names(tmp_path, content, reference, hint, values):
    """The index is never taken for the numbers, and what the advice says leads to the columns."""
    (tmp_path / "d.json").write_text(content)
    spec = "kind: curves\nparams: {%s}\n"
    is_axis = reference.startswith("series")
    with pytest.raises(ContentError) as caught:
        load_spec(spec % (reference + "}" * (1 + is_axis)), folder=tmp_path)
    (found,) = caught.value.diagnostics
    advice = found.hint.removesuffix(", or save it with orient='records' to keep the names")
    assert advice == hint
    mended = reference.replace("columns: [b], ", "") + advice.replace("write", ",") + "}" * (1 + is_axis)
    params = load_spec(spec % mended, folder=tmp_path).params
    assert (params.x.values if is_axis else params.series[0].y) == values


@pytest.mark.parametrize(
    "reference", ["series: {a: [1, 2]}, x: {values: {file: d.json, column: 1}}", "series: {file: d.json, columns: '*'}"]
)
def test_rows_below_their_names_are_columns(tmp_path, reference):
    (tmp_path / "d.json").write_text('[["step", "loss"], [0, 1.5], [1, 2.5]]')
    with pytest.raises(ContentError) as caught:
        load_spec(f"kind: curves\nparams: {{{reference}, y: {{}}}}\n", folder=tmp_path)
    found = caught.value.diagnostics[0]
    assert "a list of rows, the first of which has the names step, loss" in found.message
    assert found.hint == 'write columns, {"step": [0, …], "loss": [1.5, …]}, or a CSV file'


def test_a_document_with_such_keys_may_name_one_of_them(tmp_path):
    (tmp_path / "d.json").write_text(_SPLIT)
    spec = "kind: curves\nparams: {x: {values: {file: d.json, column: index}}, series: {a: [1, 2]}}\n"
    assert load_spec(spec, folder=tmp_path).params.x.values == (0, 1)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("kind: grid\nparams: {values: [[1]], x: {values: [1, 2]}}", "has 2, but there is 1 column"),
        ("kind: histogram\nparams: {rows: {a: [1]}, edges: [0, 1, 2]}", "has 1 count, but there are 2 bins"),
        (
            "kind: training-curves\nparams: {runs: {a: [1, 2]}, steps: [0]}",
            "the run “a” has 2 values, but there is 1 step",
        ),
        ("kind: curves\nparams: {series: {a: [1, 2]}, x: {values: [0]}}", "has 2 values, but there is 1 place"),
        ("kind: gradient-flow\nparams: {layers: [3], current_layer: 1}", "with 1 layer it is at most 0"),
    ],
)
def test_one_of_a_kind_is_no_plural(tmp_path, spec, message):
    with pytest.raises(ContentError) as caught:
        load_spec(spec, folder=tmp_path)
    assert message in caught.value.diagnostics[0].message


def test_a_list_in_parentheses(tmp_path):
    found = problems("kind: curves\nparams:\n  series: {a: [1, 2]}\n  y: {range: (0, 5)}\n", tmp_path)
    assert found == [
        ("params.y.range", "write it in [ ], not in ( )"),
        ("params.y.5)", "write a list in [ ], not in ( )"),
    ]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("encoding: {x: a}", "specs of other tools are not read: write kind and params"),
        ("options: {a: 1}", "write params"), ("height: 300", "delete it: the height follows from the size"),
        ("autoplay: true", "write motion: still, or delete it"), ("size: 800x600", "these are widths of 320, 420 and 540 pixels"),
        ("size: big", "write large"), ("motion: false", "write still"), ("motion: off", "write still"),
    ],
)  # fmt: skip
def test_keys_and_words_of_every_spec(tmp_path, key, hint):
    assert problems(f"kind: gradient-decay\n{key}\n", tmp_path) == [(key.partition(":")[0], hint)]


@pytest.mark.parametrize(
    ("kind", "params", "hint"),
    [
        ("gradient-decay", "{init_scale: [a, b]}", ""),
        ("gradient-decay", "{num_layers: [null, null]}", ""),
        ("gradient-decay", "{init_scale: [2, -2]}", "write 2"),
        ("bars", "{bars: auto}", ""),
        ("gradient-flow", "{layers: [3, auto, 3]}", ""),
        ("gradient-flow", "{layers: [2, 2], gradients: None}", "delete the key for the default"),
    ],
)
def test_advice_for_a_value_can_be_followed(kind: str, params: str, hint: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_spec(f"kind: {kind}\nparams: {params}\n")
    assert caught.value.diagnostics[0].hint == hint


def test_a_word_in_place_of_a_mapping_is_no_truth_value() -> None:
    with pytest.raises(ContentError) as caught:
        load_spec("kind: gradient-decay\nexplore: yes\n")
    (found,) = caught.value.diagnostics
    assert "'yes' is not a mapping" in found.message
    assert found.hint == ""


@pytest.mark.parametrize(
    ("call", "numbers"),
    [
        ("np.linspace(0, 1, 1e999)", ""),
        ("linspace(0, 1, -1e999)", ""),
        ("linspace(0, 1, -5)", ""),
        ("linspace(0, 1, 1e300)", ""),
        ("range(1e999)", ""),
        ("range(0, 1, 5e-324)", ""),
        ("range(1e300)", ""),
        ("range(1234567, 1234570)", "[1234567, 1234568, 1234569]"),
        ("np.arange(0, 0.3, 0.1)", "[0, 0.1, 0.2]"),
        ("range(1000)", "[0, 1, 2, …, 999]"),
    ],
)
def test_the_numbers_of_a_call(call: str, numbers: str) -> None:
    assert numbers_of_call(call) == numbers


@pytest.mark.parametrize(
    ("kind", "params", "hint"),
    [
        (
            "gradient-flow",
            "{layers: 'np.linspace(1, 2, 5)'}",
            f"{PYTHON}, or save them to a file and name it: {{file: …}}",
        ),
        ("gradient-flow", "{layers: 'np.linspace(1, 5, 5)'}", "write [1, 2, 3, 4, 5]"),
        ("gradient-decay", "{y: {range: 'np.array([1, 2])'}}", PYTHON),
        ("gradient-flow", "{layers: [2, 2], play_speed: 1.234567s}", "write 1234.567, in ms"),
        ("gradient-flow", "{layers: [2, 2], play_speed: 1234.567s}", ""),
    ],
)
def test_numbers_are_exact_and_only_where_they_are_allowed(kind: str, params: str, hint: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_spec(f"kind: {kind}\nparams: {params}\n")
    assert caught.value.diagnostics[0].hint == hint


def test_a_long_word_in_place_of_series_is_read_at_once() -> None:
    """An expression that begins again at each letter would take minutes."""
    with pytest.raises(ContentError):
        load_spec({"kind": "curves", "params": {"x": [1], "series": "b" * 400_000}})


@pytest.mark.parametrize("text", ["linspace(" + " " * 200_000, "a" + " " * 200_000 + "b"])
def test_long_texts_in_place_of_words_are_read_at_once(text: str) -> None:
    """A regular expression that tries every blank would take minutes."""
    for spec in ({"kind": "curves", "params": {"x": text, "series": {"a": [1]}}}, {"kind": "curves", "lang": text}):
        with pytest.raises(ContentError):
            load_spec(spec)


def test_texts_in_the_hint_for_a_list_have_quotes_where_needed(tmp_path):
    """What the hint says is YAML."""
    ((_, hint),) = problems('kind: gradient-flow\nparams: {layers: [3, 3], names: "a} b, c"}\n', tmp_path)
    assert hint == "write ['a} b', c]"


@pytest.mark.parametrize(
    ("params", "hint"),
    [
        ("[{name: a, by: step, y: {file: run.csv, column: loss}}]", "write by beside one file for all names: series: {file: …, by: …}"),
        ("{a: {file: run.csv, column: loss, by: step}}", "write by beside one file for all names: series: {file: …, by: …}"),
        ("[{file: run.csv, column: loss, by: step}]", "write {file: run.csv, column: loss, by: step}"),
        ("[{name: a, file: run.csv, column: loss}]", "write [{name: a, y: {file: run.csv, column: loss}}]"),
    ],
)  # fmt: skip
def test_files_in_the_entries_of_series(tmp_path, params, hint):
    ((_, found),) = problems(f"kind: curves\nparams: {{series: {params}}}\n", tmp_path)
    assert found == hint


@pytest.mark.parametrize(
    ("call", "hint"),
    [("range(5)", "write the numbers themselves, each 1 to 1024"), ('"range(1, 4)"', "write [1, 2, 3]")],
)
def test_numbers_of_a_call_are_offered_only_where_they_are_allowed(tmp_path, call, hint):
    text = f"kind: gradient-flow\nparams: {{layers: {call}}}\n"
    assert problems(text, tmp_path) == [("params.layers", hint)]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "kind: curves\nparams:\n  series: {a: [1, 2}\n",
            "this '}' does not close '['",
            "write ] in place of it or before it",
        ),
        (
            "kind: curves\nparams: {series: {a: [1, 2]]}\n",
            "this ']' does not close '{'",
            "write } in place of it or before it",
        ),
        (
            "kind: curves\nparams: {series:\n  [1, 2}\n",
            "this '}' does not close '['",
            "write ] in place of it or before it",
        ),
    ],
)
def test_brackets_that_do_not_match(text, message, hint):
    with pytest.raises(ContentError) as caught:
        load_spec(text)
    assert (caught.value.diagnostics[0].message, caught.value.diagnostics[0].hint) == (message, hint)


@pytest.mark.parametrize(("blank", "count"), [("skip", 1), ("gap", 0)])
def test_blanks_at_different_rows_move_the_values_of_a_row_apart(tmp_path, blank, count):
    (tmp_path / "wide.csv").write_text("step,u,v\n0,1,\n1,,3\n2,3,4\n")
    (tmp_path / "alike.csv").write_text("step,u,v\n0,,\n1,2,3\n2,3,4\n")
    (tmp_path / "wide.json").write_text('{"u": [1, null, 3], "v": [null, 3, 4]}')
    (tmp_path / "alike.json").write_text('{"u": [null, 2, 3], "v": [null, 3, 4]}')
    for name, apart in (("wide.csv", True), ("alike.csv", False), ("wide.json", True), ("alike.json", False)):
        columns = ", columns: [u, v]" if name.endswith(".csv") else ""
        text = f"kind: curves\nparams: {{series: {{file: {name}{columns}, blank: {blank}}}}}\n"
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            load_spec(text, folder=tmp_path)
        assert len(caught) == count
        assert any("blank: gap keeps them there" in str(each.message) for each in caught) == (apart and count > 0)


def test_words_between_commas_are_no_keys(tmp_path):
    found = problems("kind: gradient-flow\nparams: {layers: [3, 4], names: in, out}\n", tmp_path)
    assert ("params.out", "give it a value; inside { }, a comma separates keys, and a list is in [ ]") in found


def test_a_time_in_seconds_is_told_in_milliseconds():
    with pytest.warns(UserWarning, match=r"80 ms is used\n.*\n.*for seconds, write 500"):
        load_spec("kind: gradient-flow\nparams: {layers: [3, 4], play_speed: 0.5}\n")


@pytest.mark.parametrize(
    ("numbers", "hint"),
    [
        ("[1 2 3]", "separate numbers with commas: 1, 2, 3"), ("[1;2.5]", "separate numbers with commas: 1, 2.5"),
        ("[“1”, 2]", "write 1"), ('["7"]', "write 7 without quotes"), ("[$3]", "write 3, without $"), ("[x y]", ""),
    ],
)  # fmt: skip
def test_numbers_in_lists_of_series(tmp_path, numbers, hint):
    text = f"kind: curves\nparams: {{series: {{a: {numbers}}}}}\n"
    assert problems(text, tmp_path) == [("params.series.a.0", hint)]
