from __future__ import annotations

import re

import numpy as np
import pytest

from sitegen import load_spec
from sitegen.errors import ContentError
from sitegen.figures.gradient_decay.spec import GradientDecayParams
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.spec.load import load, load_mapping
from sitegen.spec.source_text import SpecSource
from sitegen.spec.value_reference import FigureReference
from tests.spec.kinds import KINDS


def load_text(text, **source):
    return load(SpecSource("f.yaml", text, **{"default_id": "f", **source}), KINDS)


def report(text, **source):
    with pytest.raises(ContentError) as caught:
        load_text(text, **source)
    return caught.value.diagnostics


DECAY = "kind: gradient-decay\nparams:\n"


def test_everything_said_arrives():
    spec = load_text(
        "id: relu-8\nkind: gradient-decay\ntitle: T\ncaption: >\n  Two\n  lines\nnote: remark\nsize: small\n"
        "motion: still\nlang: pt-BR\nparams:\n  num_layers: 8\n  init_scale: 1e-3\n  activation: sigmoid\n"
        "  rule: rms\n  log_scale: false\n"
    ).spec
    assert ResolvedSpec.of(spec, spec.params).canonical() == {
        "id": "relu-8", "kind": "gradient-decay", "title": "T", "caption": "Two lines", "note": "remark", "size": "small",
        "motion": "still", "lang": "pt-BR",
        "params": {
            "num_layers": 8, "init_scale": 0.001, "activation": "sigmoid", "rule": "rms", "log_scale": False,
            "y": {"range": None},
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["kind: gradient-decay", "kind: gradient-decay\nparams:\n", "kind: gradient-decay\nparams: {}"]
)
def test_defaults_fill_in(text):
    loaded = load_text(text)
    assert loaded.spec.id == "f"
    assert loaded.spec.params == GradientDecayParams()
    assert loaded.warnings == ()


def test_lists_become_tuples_and_stay_strict_inside():
    params = load_text("kind: gradient-flow\nparams: {layers: [3, 2], gradients: [0.5, 1]}").spec.params
    assert params.layers == (3, 2)
    assert params.gradients == (0.5, 1.0)
    (problem,) = report("kind: gradient-flow\nparams: {layers: [3, '2']}")
    assert problem.field == "params.layers.1"


@pytest.mark.parametrize(("given", "used"), [(1, 2), (-5, 2), (2, None), (64, None), (65, 64), (10**15, 64)])
def test_clamped_numbers_move_to_the_bound_with_a_warning(given, used):
    loaded = load_text(DECAY + f"  num_layers: {given}\n")
    assert loaded.spec.params.num_layers == (used or given)
    assert type(loaded.spec.params.num_layers) is int
    expected = [] if used is None else [f"params.num_layers: {given} is outside 2 to 64; {used} is used"]
    assert [(each.message, each.severity) for each in loaded.warnings] == [(text, "warning") for text in expected]


def test_clamp_warning_points_at_the_value_and_names_the_unit():
    (warning,) = load_text("kind: gradient-flow\nparams:\n  layers: [3]\n  play_speed: 12.5\n").warnings
    assert str(warning) == (
        "f.yaml:4:15: warning: params.play_speed: 12.5 ms is outside 80 to 10000 ms; 80 ms is used\n"
        "  4 |   play_speed: 12.5\n"
        "    |               ^^^^"
    )


def test_lines_count_from_the_top_of_the_page():
    (problem,) = report(DECAY + "  rule: max\n", first_line=40, column_offset=3)
    assert str(problem) == (
        "f.yaml:42:12: error: params.rule: 'max' is not one of mean, rms\n  42 |      rule: max\n     |            ^^^"
    )
    (twice,) = report("kind: gradient-decay\nkind: x\n", first_line=40)
    assert (twice.line, twice.message) == (41, "the key 'kind' is given twice; the first is in line 40")
    (empty,) = report("", first_line=40)
    assert (empty.line, empty.column) == (40, 1)


def test_syntax_errors_do_not_hide_what_came_before():
    lines = [each.line for each in report("kind: gradient-decay\nlang: no\ntitle: [a\nnote: x\n")]
    assert lines == [2, 3]


def test_errors_of_yaml_of_shared_fields_and_of_the_kind_come_in_one_run():
    text = "kind: gradient-decay\nlang: no\nsize: huge\nparams:\n  rule: max\n  num_layers: 999\n  log_scale: [\n  ]\n"
    found = [(each.line, each.severity) for each in report(text)]
    assert found == [(2, "error"), (3, "error"), (5, "error"), (6, "warning"), (7, "error")]


def test_a_key_that_was_refused_is_not_also_missing():
    assert [each.line for each in report("kind: gradient-flow\nparams:\n  !x layers: [3]\n")] == [3]


def test_a_refused_value_is_reported_once():
    found = report("kind: gradient-flow\nparams: {layers: [3, 012], gradients: [.nan, 1], loop: yes}\n")
    assert [each.field for each in found] == ["params.layers.1", "params.gradients.0", "params.loop"]


@pytest.mark.parametrize("name", ["My Figure", "..", "a_b", "x" * 61])
def test_file_names_that_cannot_be_ids(name):
    (problem,) = report("kind: gradient-decay", default_id=name)
    assert (problem.line, problem.field) == (0, "id")
    assert re.fullmatch(r"rename the file to [a-z0-9-]+\.yaml", problem.hint)


def test_own_id_makes_the_file_name_free():
    assert load_text("kind: gradient-decay\nid: a-1", default_id="My Figure").spec.id == "a-1"


def test_a_source_without_a_name_needs_an_id():
    (problem,) = report("kind: gradient-decay", default_id="")
    assert problem.message.startswith("id: this key is missing")


FLOW = "kind: gradient-flow\nparams:\n  layers: [3, 2]\n  gradients:\n    figure: relu-16\n"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("params.gradients.figure", (5, 13, 7)),
        ("params.gradients", (4, 3, 9)),
        ("params.layers.1", (3, 15, 1)),
        ("params.layers.7", (3, 3, 6)),
        ("params.loop", (2, 1, 6)),
        ("title", (1, 1, 1)),
        ("", (1, 1, 1)),
    ],
)
def test_later_stages_point_at_a_field_or_what_is_around_it(path, place):
    found = load_text(FLOW).at(path, "no figure has this id", "did you mean 'relu-8'?")
    assert (found.line, found.column, found.length) == place
    assert found.message == (f"{path}: no figure has this id" if path else "no figure has this id")
    assert found.hint == "did you mean 'relu-8'?"


def test_reference_is_a_value():
    assert load_text(FLOW).spec.params.gradients == FigureReference(figure="relu-16")


def test_mapping_takes_numpy():
    mapping = {
        "kind": np.str_("gradient-flow"),
        "params": {
            "layers": np.array([3, 4, 2]),
            "gradients": (np.float32(0.5), np.float64(0.75), np.int64(1)),
            "play_speed": np.float64(250),
            "loop": np.bool_(True),
        },
    }
    spec = load_mapping(mapping, KINDS).spec
    assert spec.id == "figure"
    assert spec.params.layers == (3, 4, 2)
    assert spec.params.gradients == (0.5, 0.75, 1.0)
    assert spec.params.loop is True


def test_mapping_takes_models():
    params = GradientDecayParams(num_layers=4)
    assert load_mapping({"kind": "gradient-decay", "params": params}, KINDS).spec.params == params


def test_mapping_shares_the_rules_but_has_no_lines():
    mapping = {"kind": "gradient-flow", "params": {"layers": [3, 0], "gradients": [np.nan, 1], "play_speed": np.inf}}
    with pytest.raises(ContentError) as caught:
        load_mapping(mapping, KINDS)
    assert str(caught.value) == (
        "<python>: error: params.gradients.0: nan is not a finite number\n"
        "<python>: error: params.layers.1: 0 is out of range; allowed is 1 to 1024\n"
        "<python>: error: params.play_speed: inf is not a finite number"
    )


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_clamp_does_not_hide_what_is_no_number(value):
    with pytest.raises(ContentError) as caught:
        load_mapping({"kind": "gradient-flow", "params": {"layers": [3], "play_speed": value}}, KINDS)
    assert [each.severity for each in caught.value.diagnostics] == ["error"]


def test_mapping_refuses_what_yaml_could_not_hold():
    itself: dict[str, object] = {}
    itself["kind"] = itself
    for bad in (
        {"kind": "gradient-decay", "title": "\x1b"},
        itself,
        {"kind": 10**5000},
        {"kind": "gradient-decay", "id": b"x"},
    ):
        with pytest.raises(ContentError):
            load_mapping(bad, KINDS)


def test_loaded_mapping_points_nowhere():
    found = load_mapping({"kind": "gradient-decay"}, KINDS).at("params.rule", "m", severity="warning")
    assert (found.place, found.severity) == ("<python>", "warning")


def test_parameters_from_python_come_before_those_of_the_text_and_of_the_mapping():
    text = SpecSource("f.yaml", DECAY + "  num_layers: 4\n  init_scale: 2.0\n", default_id="f")
    mapping = {"kind": "gradient-decay", "params": {"num_layers": 4, "init_scale": 2.0}}
    changes = {"num_layers": np.int64(9)}
    for loaded in (load(text, KINDS, changes), load_mapping(mapping, KINDS, params=changes)):
        assert (loaded.spec.params.num_layers, loaded.spec.params.init_scale) == (9, 2.0)
    assert (
        load(SpecSource("f.yaml", "kind: gradient-decay\n", default_id="f"), KINDS, changes).spec.params.num_layers == 9
    )


def test_a_parameter_from_python_has_no_place_and_what_stands_beside_it_keeps_its_own():
    text = DECAY + "  num_layers: 4\n  activation: reluu\n"
    with pytest.raises(ContentError) as caught:
        load(SpecSource("f.yaml", text, default_id="f"), KINDS, {"num_layers": "nine"})
    assert [(each.place, each.field) for each in caught.value.diagnostics] == [
        ("<python>", "params.num_layers"),
        ("f.yaml:4:15", "params.activation"),
    ]


@pytest.mark.parametrize("text", ["- 1\n", "kind: gradient-decay\nparams: [1]\n"])
def test_a_text_that_is_no_spec_is_told_all_the_same(text):
    with pytest.raises(ContentError) as caught:
        load(SpecSource("f.yaml", text, default_id="f"), KINDS, {"num_layers": 3})
    assert caught.value.diagnostics[0].file == "f.yaml"


@pytest.mark.parametrize("letter", ["x", "y", "n", "Y", "N"])
def test_letters_are_texts_where_only_texts_are_taken(letter):
    """YAML 1.1 reads ``y`` and ``n`` as true and false, but x and y are the commonest names of arrays."""
    reference = f"{{file: r.npz, array: {letter}}}"
    spec = load_text(f"kind: gradient-flow\ntitle: {letter}\nparams: {{layers: [1], gradients: {reference}}}\n").spec
    assert spec.title == letter
    assert spec.params.gradients.array == letter
    with pytest.raises(ContentError, match=r"is not a whole number|to some programs"):
        load_text(f"kind: gradient-flow\nparams: {{layers: [1], current_layer: {letter}}}\n")


@pytest.mark.parametrize(
    ("text", "place", "field"),
    [
        ("kind: gradient-decay\ntitle: #1 of 8\n", (2, 8), "title"),
        ("kind: gradient-decay\ntitle:\t#1\n", (2, 8), "title"),
        ("kind: gradient-decay\nparams: {num_layers: #8\n  }\n", (2, 22), "params.num_layers"),
        ("kind: gradient-flow\nparams:\n  layers:\n    - 2\n    - #2\n", (5, 7), "params.layers.1"),
    ],
)
def test_a_text_that_is_a_comment_is_refused(text, place, field):
    with pytest.raises(ContentError, match="the value is empty: YAML takes '#") as caught:
        load(SpecSource("f.yaml", text, default_id="f"), KINDS)
    (found,) = caught.value.diagnostics
    assert (found.line, found.column, found.field) == (*place, field)


def test_a_comment_in_place_of_a_value_is_a_warning():
    text = "kind: gradient-decay\ntitle: # Layers\ncaption: x # y\nnote:\n  # of the second line\n  z\nparams: # all\n  num_layers: 4\n"
    (found,) = load(SpecSource("f.yaml", text, default_id="f"), KINDS).warnings
    assert str(found) == (
        "f.yaml:2:8: warning: title: the value is empty: YAML takes '# Layers' for a comment\n"
        "  2 | title: # Layers\n"
        "    |        ^^^^^^^^ put the text in quotes, or delete the key"
    )


def test_a_comment_in_place_of_a_value_that_is_needed_is_one_error():
    with pytest.raises(ContentError) as caught:
        load(SpecSource("f.yaml", "kind: gradient-decay\nparams:\n  num_layers: # 8\n", default_id="f"), KINDS)
    assert [each.message for each in caught.value.diagnostics] == ["params.num_layers: a value is missing"]


@pytest.mark.parametrize(
    ("text", "field", "hint"),
    [
        ("kind: gradient-decay\nmarks: {He: 1}\n", "marks", "write it under 'explore', in the range of a parameter"),
        ("kind: gradient-decay\nparams: {step: 1}\n", "params.step", "write it under 'explore', in the range of a parameter"),
        ("kind: gradient-decay\nexplore: {marks: {He: 1}}\n", "explore.marks", "write it under 'explore', in the range of a parameter"),
        ("kind: gradient-decay\nexplore: {depth: {from: 1}}\n", "explore.depth", ""),
        ("kind: gradient-flow\nparams: {layers: [2], gradients: {file: a.csv}, where: {a: 1}}\n", "params.where", "write it in the mapping of 'params.gradients'"),
        ("kind: gradient-flow\ncolumn: 1\nparams: {layers: [2], gradients: {file: a.csv}}\n", "column", "write it in the mapping of 'params.gradients'"),
        ("kind: gradient-decay\nparams: {caption: x}\n", "params.caption", "write it next to 'params', not under it"),
        ("kind: gradient-decay\nnum_layers: 4\n", "num_layers", "write it under 'params'"),
    ],
)  # fmt: skip
def test_a_key_at_the_wrong_level_is_told_its_place(text, field, hint):
    with pytest.raises(ContentError) as caught:
        load(SpecSource("f.yaml", text, default_id="f"), KINDS)
    (found,) = caught.value.diagnostics
    assert (found.field, found.hint) == (field, hint)


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        (
            "kind: graph\nparams: {edges: [[a, b]]}",
            "params.edges: this is not a list of at most 60 edges, such as [a -> b, b -> c]",
            "write [a -> b]",
        ),
        ("kind: bars\nparams: {bars: [[a, 1], [b, 2]]}", "allowed is a list of 1 to 32 items", "write {a: 1, …}"),
        ("kind: training-curves\nparams: {runs: [[1, x]]}", "params.runs.0.1: 'x' is not a number", ""),
    ],
)
def test_a_list_that_begins_with_a_text_is_told_what_is_allowed(text, said, hint):
    with pytest.raises(ContentError) as caught:
        load_spec(text)
    (found,) = caught.value.diagnostics
    assert said in found.message
    assert found.hint == hint
    assert said.startswith("params") or found.field.endswith(".0")
