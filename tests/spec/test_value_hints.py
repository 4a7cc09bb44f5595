import pytest

from sitegen.errors import ContentError
from sitegen.figures import KINDS
from sitegen.spec.data.json_pointer import follow
from sitegen.spec.data.values import DataReferenceError
from sitegen.spec.load import load
from sitegen.spec.number_forms import written_number
from sitegen.spec.source_text import SpecSource
from sitegen.spec.value_hints import nearest_id


def problems(text: str) -> list[tuple[str, str]]:
    with pytest.raises(ContentError) as caught:
        load(SpecSource("f.yaml", text, default_id="f"), KINDS)
    return [(problem.field, problem.hint) for problem in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("1,5", "write 1.5"),
        ("50%", "write 0.5"),
        ("1/2", "write 0.5"),
        ("$5", "write 5"),
        ("5.5 €", "write 5.5"),
        ("10^-3", "write 0.001"),
        ("10**2", "write 100"),
        ("2^-3", "write 0.125"),
        ("1.2·10⁻³", "write 0.0012"),
        ("1.2×10^-3", "write 0.0012"),
        ("$10^{-3}$", "write 0.001"),
        ("1e-3%", "write 1e-05"),
        ("100 percent", "write 1"),
        ("2 thousand", "write 2000"),
        ("3 tenths", ""),
        ("5‰", "write 0.005"),
        ("5 ppm", "write 5e-06"),
        ("5 ppb", "write 5e-09"),
        ("5bps", "write 0.0005"),
        ("25 basis points", "write 0.0025"),
        ("5 ms", ""),
        ("3 km", ""),
        ("3 dB", ""),
        ("2 lakh", ""),
        ("90 degrees", ""),
        ("5 Units", "write 5"),
        ("1½", "write 1.5"),
        ("1 1/2", "write 1.5"),
        ("a half", "write 0.5"),
        ("3 000", "write 3000"),
        ("1.000,5", "write 1000.5"),
        ("1,250", "write 1250, or 1.250 if the comma is the decimal sign"),
        ("0,250", "write 0.25"),
        ("2 trillion", ""),
        ("3 millionths", ""),
        ("0,5e-3", "write 0.0005"),
        ("–1e−3", "write -0.001"),
        ("~1", "write 1"),
        ("1 ± 0.1", "write 1"),
        ("1d-3", "write 0.001"),
        ("1.5f", "write 1.5"),
        ("torch.tensor(0.5, device='cpu')", "write 0.5"),
        ("1e300^9", ""),
        ("sqrt(2)", "write 1.4142135623730951"),
        ("np.sqrt(2)", "write 1.4142135623730951"),
        ("“5”", "write 5 without quotes"),
        ("1/0", ""),
        ("large", ""),
    ],
)
def test_a_number_in_another_form_is_computed(written, hint):
    assert problems(f'kind: gradient-decay\nparams: {{init_scale: "{written}"}}') == [("params.init_scale", hint)]


def test_a_comma_in_a_whole_number_is_between_thousands():
    assert problems("kind: gradient-decay\nparams: {num_layers: '1,000'}") == [("params.num_layers", "write 1000")]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("3, 4, 2", "write [3, 4, 2]"),
        ("(3,4,2)", "write [3, 4, 2]"),
        ("3 4 2", "write [3, 4, 2]"),
        ("3, four", ""),
        ("wide", "write {file: …, column: wide}"),
    ],
)
def test_a_list_without_brackets(written, hint):
    assert problems(f"kind: gradient-flow\nparams: {{layers: '{written}'}}") == [("params.layers", hint)]


def test_a_mapping_of_texts_where_a_list_of_numbers_is_needed():
    found = problems("kind: gradient-flow\nparams: {layers: {first: many}}")
    assert found == [("params.layers", "write the values themselves, in [ ]")]


def test_words_and_texts_without_brackets():
    found = problems("kind: vanishing-gradients\nparams:\n  activations: tanh, relu")
    assert found == [("params.activations", "write [tanh, relu]")]
    found = problems("kind: gradient-flow\nparams:\n  layers: [1, 1]\n  names: in, out")
    assert found == [("params.names", "write [in, out]")]


@pytest.mark.parametrize(
    ("written", "field", "hint"),
    [
        ("kind: gradient-decay\nparams:\n  num_layers:12", "params", "write a space after ':'"),
        (
            "kind: gradient-flow\nparams: {layers: [1], gradients: {file:run.csv}}",
            "params.gradients",
            "write a space after ':'",
        ),
        (
            "kind: gradient-decay\nparams:\n  - num_layers: 12\n  - activation: relu",
            "params",
            "write its keys without '- ' before them",
        ),
        ("kind: dead-neurons\nparams: {demo: true}", "params.demo", "write {} for all defaults"),
        ("kind: gradient-decay\nexplore: init_scale", "explore", "write {init_scale: …}"),
        ("kind: gradient-decay\nexplore: [init_scale, rule]", "explore", "write {init_scale: …}"),
        ("kind: gradient-decay\nparams: rule", "params", "write {rule: …}"),
        ("kind: gradient-decay\nparams: steps", "params", ""),
    ],
)
def test_a_mapping_whose_signs_are_wrong(written, field, hint):
    assert problems(written) == [(field, hint)]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("0.5-2", "write {from: 0.5, to: 2, step: …}"),
        ("0.5..2", "write {from: 0.5, to: 2, step: …}"),
        ("0.5 to 2", "write {from: 0.5, to: 2, step: …}"),
        ("tanh", "write [tanh, …]"),
        ("relu, tanh", "write [relu, tanh]"),
        ("3", "write [3, …]"),
    ],
)
def test_values_to_explore_are_a_range_or_a_list(written, hint):
    assert problems(
        f"kind: gradient-decay\nexplore: {{init_scale: {written if ',' not in written else repr(written)}}}"
    ) == [("explore.init_scale", hint)]


def test_a_file_in_a_list_of_numbers_is_a_reference():
    text = "kind: gradient-flow\nparams: {layers: [1], gradients: [run.csv]}"
    assert problems(text) == [("params.gradients.0", "write {file: run.csv, column: …} in place of the list")]


def test_a_list_of_names_where_each_is_a_mapping():
    text = "kind: graph\nparams: {nodes: [a, b], edges: []}"
    assert ("params.nodes", "write [{name: a}, …]") in problems(text)


def test_a_misspelled_key_is_one_mistake():
    assert problems("kindd: gradient-decay") == [("kindd", "did you mean 'kind'?")]
    text = "kind: gradient-decay\nexplore: {init_scale: {min: 1, max: 2, step: 1}}"
    assert problems(text) == [("explore.init_scale.min", "write from"), ("explore.init_scale.max", "write to")]
    text = "kind: gradient-decay\nexplore: {init_scale: {start: 1, stop: 2}}"
    hints = [hint for _, hint in problems(text) if hint]
    assert hints == ["write from", "write to"]
    text = "kind: dead-neurons\nparams: {neurons: [{name: a, values: [1]}]}"
    assert problems(text) == [
        ("params.neurons.0.name", "write id"),
        ("params.neurons.0.values", "write activations"),
    ]


def test_a_wrong_key_beside_a_file_is_not_a_number():
    text = "kind: gradient-flow\nparams: {layers: [1], gradients: {file: run.csv, rows: [0, 1]}}"
    assert problems(text) == [("params.gradients.rows", "write row for one row, or where for several")]


@pytest.mark.parametrize(
    ("written", "field", "hint"),
    [
        ("params: {num_layers: 16 layers}", "params.num_layers", "write 16"),
        ("params: {log_scale: 0}", "params.log_scale", "write false"),
        ("params: {activation: None}", "params.activation", "delete the key for the default"),
        ("motion: none", "motion", "write still"),
        ("stills: {num_layers: 4}", "stills", "write it as an item of a list, after '- ' or in [ ]"),
        ("params: {params: {num_layers: 4}}", "params.params", "write its keys directly under the first 'params'"),
        ("explore: {init_scale: {from: 2, to: 1, step: 1}}", "explore.init_scale.to", "write from: 1 and to: 2"),
        ("explore: {init_scale: {from: 2, to: 2, step: 1}}", "explore.init_scale.to", "write another end"),
        ("width: 420", "width", "write size"),
        ("params: {init_scale: −1.5}", "params.init_scale", "write -1.5"),
        ("params: {init_scale: 1,000}", "params.000", "a comma separates keys; write a number without it"),
        (
            "params:\n\u00a0\u00a0num_layers: 4",
            "\ufffd\ufffdnum_layers",
            "indent with spaces, not with the no-break space U+00A0",
        ),
        ("params: {num_layers: 4; init_scale: 1}", "", "write a comma"),
        ("params: {num_layers: sixteen}", "params.num_layers", "write 16"),
        ("params: {num_layers: twenty-four}", "params.num_layers", "write 24"),
        ("params: {num_layers: inf}", "params.num_layers", "write a finite number"),
        ("kind: dead-neurons\nparams: {demo: {dead_share: 1.5}}", "params.demo.dead_share", ""),
        (
            "kind: bars\nparams: {bars: [{name: a, value: -inf}]}",
            "params.bars.0.value",
            "write a finite number, or null where there is none",
        ),
        ("kind: curves\nparams: {series: {a: [1, inf]}}", "params.series.a.1", "write a finite number"),
        ("kind: gradient-flow\nparams: {layers: [3, NaN]}", "params.layers.1", "write a finite number"),
        ("kind: gradient-decay\ntitle: [Loss]\n", "title", "write Loss, without [ ]"),
        ("kind: gradient-decay\n:title: Loss\n", ":title", "write title"),
        ("kind: bars\nparams: {bars: {a: 1}, highlight: [a]}\n", "params.highlight", "write a, without [ ]"),
        (
            "kind: dead-neurons\nparams: {demo: {dead_share: 35}}\n",
            "params.demo.dead_share",
            "for a share of 35 %, write 0.35",
        ),
        (
            "kind: gradient-flow\nparams: {layers: [3, 4], current_layer: output}\n",
            "params.current_layer",
            "write 0, the output layer",
        ),
        (
            "kind: histogram\nparams: {rows: {a: [1, 2]}, edges: 10}\n",
            "params.edges",
            "for a number of bins, write bins: 10",
        ),
        (
            "kind: curves\nparams: {series: {f: sin(x)}, x: {from: 0, to: 2π}}\n",
            "params.x.to",
            "write 6.283185307179586",
        ),
        (
            "kind: curves\nparams: {series: {a: [1]}, x: {values: [2020-01-01]}}\n",
            "params.x.values.0",
            "write a number, such as that of the day",
        ),
    ],
)
def test_what_newcomers_write(written, field, hint):
    text = written if written.startswith("kind:") else f"kind: gradient-decay\n{written}\n"
    assert problems(text) == [(field, hint)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("zero", 0), ("Twelve", 12), ("ninety nine", 99), ("one hundred", 100), ("hundred", 100), ("two thousand", 2000),
        ("one hundred and twenty-eight", 128), ("ten thousand and one", 10_001), ("one thousand two hundred", 1200),
        ("two three", None), ("hundred hundred", None), ("thousand thousand", None), ("twenty-ten", None), ("and", None),
        ("hundred " * 8, None), ("hundred " * 10_000, None),
    ],
)  # fmt: skip
def test_numbers_in_words(text, number):
    assert written_number(text) == number


def test_a_spec_with_the_signs_of_a_page_around_it():
    assert problems("```yaml\nkind: gradient-decay\n```\n")[0][1].startswith("delete it: a spec is what is between")
    assert problems("kind: gradient-decay, id: a\n") == [
        ("", "write each key in a line of its own, or put text that holds ': ' in quotes")
    ]
    assert problems("kind: gradient-decay\ntitle: One of two: three\n") == [("", "put text that holds ': ' in quotes")]
    assert problems("kind = gradient-decay\n") == [("", "write ': ' in place of '='")]
    assert problems("kind： gradient-decay\n") == [("", "write ': ' in place of '：'")]
    assert problems("kind:\u00a0gradient-decay\n") == [("", "write a space after ':', not the no-break space U+00A0")]
    assert problems("// a figure\nkind: gradient-decay\n") == [("", "begin comments with #")]
    above = "write its keys at the beginning of their lines, without 'figure:' above them"
    assert ("figure", above) in problems("figure:\n  kind: gradient-decay\n")


def test_the_nearest_id():
    assert nearest_id("My Figure_1") == "my-figure-1"
    assert nearest_id("figures/relu-16.yaml") == "relu-16"
    assert nearest_id("Größe") == "grosse"
    assert nearest_id("图") == ""


@pytest.mark.parametrize(
    "pointer", ["runs.0.norms", "$.runs[0].norms", ".runs[0].norms", "runs/0/norms", "#/runs/0/norms"]
)
def test_a_path_in_another_form_is_written_as_a_pointer(pointer):
    with pytest.raises(DataReferenceError) as caught:
        follow({}, pointer, ())
    assert caught.value.problem.hint == "write /runs/0/norms"


@pytest.mark.parametrize(
    "params",
    [
        "edges: {a -> b: .nan}",
        "nodes: {a: .nan, b: .inf}",
        "bars: {a: .nan}",
        "rows: {a: .nan}",
        "measured: {a: .nan}",
        "runs: {a: .nan}",
        "values: {a: .nan}",
        "layers: {a: .nan}",
        "neurons: {a: .nan}",
        "series: {a: .nan}",
    ],
)
def test_a_mapping_of_names_to_no_numbers_is_no_reference_to_a_file(params):
    name = params.partition(":")[0]
    kinds = [each for each in KINDS if name in KINDS[each].params.model_fields]
    assert kinds
    for kind in kinds:
        found = problems(f"kind: {kind}\nparams: {{{params}}}")
        assert not [field for field, _ in found if field.endswith(".file")], found
        assert any(hint == "write a finite number" for _, hint in found)


@pytest.mark.parametrize(
    "params",
    ["{series: WORD}", "{series: [[WORD, 1]]}", "{series: {a: WORD.csv}}", "{series: {a: [1]}, y: {range: WORD}}"],
)
def test_hints_do_not_repeat_long_texts(params):
    ((_, hint),) = problems("kind: curves\nparams: " + params.replace("WORD", "b" * 50_000))
    assert hint == ""
