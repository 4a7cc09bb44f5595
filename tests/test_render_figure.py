"""The public API: whatever says what a figure is makes the same figure, and mistakes are told with their places."""

from __future__ import annotations

import json
import re
from collections import deque
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count

import numpy as np
import pytest

from sitegen import ContentError, build_site, load_spec, render_figure
from sitegen.spec.message_format import format_value
from sitegen.write.formats import UNPUBLISHED
from tests.limits import set_limit

YAML = "id: x\nkind: gradient-decay\nparams:\n  num_layers: 4\n  activation: relu\n"
MAPPING = {"id": "x", "kind": "gradient-decay", "params": {"num_layers": 4, "activation": "relu"}}


def diagnostics(*source, **params):
    with pytest.raises(ContentError) as caught:
        render_figure(*source, **params)
    return caught.value.diagnostics


class TestSources:
    def test_every_source_gives_the_same_bytes(self, tmp_path):
        (tmp_path / "x.yaml").write_text(YAML)
        sources = [YAML, MAPPING, tmp_path / "x.yaml", str(tmp_path / "x.yaml"), load_spec(MAPPING)]
        figures = [render_figure(source).files for source in sources]
        assert all(files == figures[0] for files in figures)

    def test_the_files_are_those_of_a_built_site(self, tmp_path):
        content, built = tmp_path / "content", tmp_path / "build"
        (content / "figures").mkdir(parents=True)
        (content / "site.yaml").write_text("title: One\ndescription: One figure.\n")
        (content / "index.md").write_text("# One\n")
        (content / "figures/x.yaml").write_text(YAML)
        build_site(content, built)
        made = render_figure(content / "figures/x.yaml").files
        files = {name: text for name, text in made.items() if name not in UNPUBLISHED}
        assert {name: (built / "figures/x" / name).read_text(encoding="utf-8") for name in files} == files

    def test_a_kind_by_its_name(self):
        figure = render_figure("gradient-decay")
        assert json.loads(figure.files["data.json"])["id"] == "gradient-decay"

    def test_a_text_of_one_line(self):
        line = "{id: x, kind: gradient-decay, params: {num_layers: 4, activation: relu}}"
        assert render_figure(line).files == render_figure(MAPPING).files
        assert render_figure("kind: gradient-decay").spec.id == "figure"

    def test_parameters_come_before_those_of_the_source(self, tmp_path):
        (tmp_path / "x.yaml").write_text(YAML)
        wanted = render_figure({**MAPPING, "params": {"num_layers": 7, "activation": "relu", "init_scale": 1.5}}).files
        for source in (YAML, MAPPING, tmp_path / "x.yaml", load_spec(MAPPING)):
            assert render_figure(source, num_layers=7, init_scale=1.5).files == wanted

    def test_arrays_and_scalars_of_numpy(self):
        plain = render_figure("gradient-flow", layers=[3, 4, 2], gradients=[0.125, 0.5, 1.0])
        arrays = render_figure(
            "gradient-flow", layers=np.array([3, 4, 2]), gradients=np.array([0.125, 0.5, 1.0], dtype=np.float32)
        )
        assert arrays.files == plain.files
        np.testing.assert_array_equal(arrays.data.magnitude, [0.125, 0.5, 1.0])
        scalar = render_figure({"kind": "gradient-decay"}, num_layers=np.int64(5))
        assert scalar.data.magnitude.shape == (5,)

    def test_parameters_keep_what_a_reader_may_choose(self):
        spec = load_spec({**MAPPING, "explore": {"init_scale": {"from": 0.5, "to": 1.5, "step": 0.5}}})
        changed = render_figure(spec, activation="identity")
        assert len(json.loads(changed.files["states.json"])["states"]) == 3

    def test_a_figure_that_follows_another_can_be_changed(self, tmp_path):
        (tmp_path / "one.yaml").write_text(
            "kind: gradient-decay\nparams: {num_layers: 3}\nexplore: {init_scale: [0.5, 1]}\n"
        )
        (tmp_path / "two.yaml").write_text(
            "kind: gradient-flow\nlink: one\nparams:\n  layers: [2, 2, 2]\n  gradients: {figure: one}\n"
        )
        spec = load_spec(tmp_path / "two.yaml")
        assert "states.json" in render_figure(spec).files
        with pytest.warns(UserWarning, match="^two is shown without its link to one: "):
            changed = render_figure(spec, layers=[3, 3, 3])
        assert changed.data.neurons == (3, 3, 3)
        assert "states.json" not in changed.files

    def test_data_files_of_a_text_lie_in_the_working_folder(self, tmp_path, monkeypatch):
        (tmp_path / "run.csv").write_text("magnitude\n0.25\n0.5\n1.0\n")
        monkeypatch.chdir(tmp_path)
        figure = render_figure("gradient-flow", layers=[2, 2, 2], gradients={"file": "run.csv", "column": "magnitude"})
        np.testing.assert_array_equal(figure.data.magnitude, [0.25, 0.5, 1.0])


class TestMistakes:
    def test_a_text_of_one_line_has_its_place(self):
        (found,) = diagnostics("kind: gradient-flw")
        assert (found.place, found.hint) == ("<string>:1:7", "did you mean 'gradient-flow'?")

    @pytest.mark.parametrize(("name", "hint"), [("gradient-flw", "did you mean 'gradient-flow'?"), ("kind:x", "")])
    def test_a_name_that_is_no_kind(self, name, hint):
        (found,) = diagnostics(name)
        assert found.message.startswith(f"'{name}' is not one of the kinds activation-curve, bars, bptt-norm, ")
        assert (found.file, found.hint) == ("<python>", hint)

    def test_a_file_that_is_not_there(self):
        (found,) = diagnostics("missing.yaml")
        assert str(found) == "missing.yaml: error: the file cannot be read: No such file or directory"

    def test_a_parameter_is_told_like_one_in_a_spec_but_not_at_its_place(self, tmp_path):
        (tmp_path / "x.yaml").write_text(YAML)
        for source in ("gradient-decay", YAML, MAPPING, tmp_path / "x.yaml"):
            (found,) = diagnostics(source, activation="reluu")
            assert (found.place, found.field, found.hint) == ("<python>", "params.activation", "did you mean 'relu'?")

    def test_what_the_file_says_is_told_at_its_place_beside_it(self, tmp_path):
        path = tmp_path / "x.yaml"
        path.write_text(YAML.replace("relu", "reluu"))
        places = [found.place for found in diagnostics(path, num_layer=3)]
        assert sorted(places) == sorted(["<python>", f"{path}:5:15"])

    def test_a_parameter_mends_what_the_file_says_wrongly(self, tmp_path):
        path = tmp_path / "x.yaml"
        path.write_text(YAML.replace("relu", "reluu"))
        assert render_figure(path, activation="relu").files == render_figure(MAPPING).files

    def test_all_problems_come_together(self):
        assert len(diagnostics("gradient-decay", activation="reluu", num_layers="many", depth=3)) == 3

    def test_a_figure_that_not_everyone_could_read_is_refused(self, monkeypatch, tmp_path):
        set_limit(monkeypatch, "text-size", 99.0)
        (found,) = diagnostics(MAPPING)
        assert (found.place, found.stage) == ("<python>", "site")
        assert "12.0" in found.message
        (tmp_path / "x.yaml").write_text(YAML)
        assert diagnostics(tmp_path / "x.yaml")[0].place == f"{tmp_path / 'x.yaml'}:1:1"

    def test_what_is_changed_on_the_authors_behalf_is_a_warning(self):
        with pytest.warns(UserWarning, match="params.num_layers: 99 is outside 2 to 64; 64 is used"):
            assert render_figure("gradient-decay", num_layers=99).data.magnitude.shape == (64,)


def test_a_shared_field_among_the_parameters_is_told_how_python_gives_it():
    (problem,) = diagnostics("gradient-decay", title="Decay")
    assert problem.hint == "give it in a mapping: {'kind': …, 'title': …, 'params': {…}}"
    (problem,) = diagnostics({"kind": "gradient-decay", "params": {"title": "Decay"}})
    assert problem.hint == "write it next to 'params', not under it"


HUGE = 10**5000


class TestOddValues:
    """What only Python can give: integers beyond every float, sets, dates, names that no file can have."""

    @pytest.mark.parametrize(
        ("given", "used"), [(HUGE, 64), (-HUGE, 2), (10**400, 64)], ids=["huge", "negative", "large"]
    )
    def test_a_huge_whole_number_is_moved_to_the_nearest_bound(self, given, used):
        with pytest.warns(UserWarning, match="a huge number is outside 2 to 64"):
            assert render_figure("gradient-decay", num_layers=given).spec.params.num_layers == used

    @pytest.mark.parametrize(
        ("kind", "params", "field", "message"),
        [
            ("dead-neurons", {"demo": {}, "window": HUGE}, "params.window", "a huge number"),
            ("gradient-flow", {"layers": [3, 3], "gradients": [1, HUGE]}, "params.gradients.1", "a huge number"),
            ("gradient-flow", {"layers": [3, 4], "names": {"a", "b"}}, "params.names", "a set has no order"),
            (
                "gradient-flow",
                {"layers": [3, 3], "names": ["a", "\u200b"]},
                "params.names.1",
                "has no visible character",
            ),
            ("gradient-flow", {"layers": [3, 3], "names": ["a", "  "]}, "params.names.1", "has no visible character"),
            (
                "gradient-flow",
                {"layers": [3, 3], "gradients": np.array(["2020-01-01", "2021-01-01"], dtype="datetime64[ns]")},
                "params.gradients",
                "the array holds dates; real numbers are needed",
            ),
            (
                "gradient-flow",
                {"layers": [3, 3, 3], "loop": True, "play_speed": 80},
                "params.loop",
                "set play_speed: 101 or more",
            ),
        ],
    )
    def test_the_rest_is_refused_at_its_field(self, kind, params, field, message):
        (found,) = diagnostics(kind, **params)
        assert found.field == field
        assert message in found.message

    def test_durations_are_no_counts_of_nanoseconds(self):
        (found,) = diagnostics("curves", x={"values": [0, 1]}, series={"a": np.array([1, 2], dtype="m8[D]")})
        assert found.field == "params.series.a"
        assert "the array holds durations; real numbers are needed" in found.message

    @pytest.mark.parametrize(
        "given",
        [range(3), deque([0, 1, 2]), (each for each in range(3)), {0: "a", 1: "b", 2: "c"}.keys(), map(int, "012")],
        ids=["range", "deque", "generator", "keys", "map"],
    )
    def test_what_has_an_order_is_a_list(self, given):
        figure = render_figure("curves", x={"values": range(3)}, series={"a": given})
        assert figure.alt == render_figure("curves", x={"values": [0, 1, 2]}, series={"a": [0, 1, 2]}).alt

    def test_an_order_is_a_list_in_every_kind(self):
        assert render_figure("training-curves", runs={"a": range(3)}).spec.params.runs[0].values == (0, 1, 2)
        assert render_figure("histogram", rows={"a": range(3)}).spec.params.rows[0].values == (0, 1, 2)

    def test_a_generator_without_an_end_is_refused(self):
        assert diagnostics("training-curves", runs={"a": count()})

    @pytest.mark.parametrize(
        ("given", "used"), [(Decimal("1.5"), 1.5), (Fraction(1, 3), 1 / 3), (np.longdouble(2.5), 2.5), (Decimal(3), 3)]
    )
    def test_numbers_of_other_types(self, given, used):
        assert render_figure("training-curves", runs={"a": [1, given]}).spec.params.runs[0].values == (1, used)
        assert render_figure("gradient-decay", num_layers=Fraction(6, 2)).spec.params.num_layers == 3

    @pytest.mark.parametrize("given", [Decimal("1e999"), Decimal("sNaN"), Fraction(10**400)])
    def test_numbers_of_other_types_that_no_float_can_be(self, given):
        assert "number" in diagnostics("gradient-flow", layers=[3, 3], gradients=[1, given])[0].message

    @pytest.mark.parametrize("name", ["\u3164", "\u2800", "\u00ad\u2060", "\ufe0f\u200d", "\u2003"])
    def test_a_name_needs_ink(self, name):
        (found,) = diagnostics("gradient-flow", layers=[3, 3], names=["a", name])
        assert "has no visible character" in found.message
        assert render_figure("gradient-flow", layers=[3, 3], names=["a", f"{name}b"]).data.names[1] == f"{name}b"

    def test_a_huge_key_is_unknown(self):
        (found,) = diagnostics({"kind": "gradient-decay", "params": {HUGE: 1}})
        assert "this key is unknown" in found.message

    @pytest.mark.parametrize("number", [10**400, -(10**4000)])
    @pytest.mark.parametrize(
        ("kind", "params"),
        [
            ("bars", lambda n: {"bars": {"a": n}}),
            ("curves", lambda n: {"series": {"a": [n]}}),
            ("graph", lambda n: {"edges": {"a -> b": n}}),
            ("gradient-flow", lambda n: {"layers": [2, 2], "gradients": {"a": n, "b": 1}}),
        ],
    )
    def test_huge_numbers_are_no_numbers_to_draw(self, kind, params, number):
        (found,) = diagnostics(kind, **params(number))
        assert "huge number is not a number" in found.message

    @pytest.mark.parametrize("character", ["\0", "\x1b", "\u202e", "\ud800"])
    def test_names_hold_no_invisible_characters(self, character):
        (found,) = diagnostics("bars", bars={f"a{character}": 1, "b": 2})
        assert found.message == f"params.bars: a key holds the invisible character U+{ord(character):04X}"

    def test_parameters_hold_none_either(self):
        (found,) = diagnostics("bars", bars={"a": 1}, **{"\ud800": 1})
        assert found.message == "params: a key holds the invisible character U+D800"

    @pytest.mark.parametrize("given", [1e16, 1e308, -1e308, 65.0])
    def test_no_number_out_of_range_is_advised(self, given):
        (found,) = diagnostics("gradient-decay", num_layers=given)
        assert (found.message, found.hint) == (
            f"params.num_layers: {format_value(given)} is not a whole number from 2 to 64",
            "",
        )
        (found,) = diagnostics("gradient-decay", num_layers=8.0)
        assert found.hint == "write 8"

    @pytest.mark.parametrize(
        ("kind", "params"),
        [
            ("gradient-flow", {"layers": [2], "gradients": [1], "names": ["a\nb"]}),
            ("dead-neurons", {"neurons": [{"id": "a\nb", "activations": [1]}]}),
            ("graph", {"edges": [{"from": "a\nb", "to": "b"}]}),
            ("bars", {"bars": [{"name": "a\nb", "value": 1}]}),
        ],
    )
    def test_a_name_on_two_lines(self, kind, params):
        (found,) = diagnostics(kind, **params)
        assert re.search("'a b' is not .* on one line$", found.message)

    @pytest.mark.parametrize("name", ["\ud800.yaml", "\0.yaml"])
    def test_a_file_name_that_no_system_has_is_an_error(self, name):
        (found,) = diagnostics(name)
        assert "invisible character" in found.message


class TestWhatIsNoSpec:
    """A name is a file, a text or a kind: the same for each function, and anything else says what it is."""

    @pytest.mark.parametrize("read", [load_spec, render_figure])
    def test_a_name_of_a_file_is_no_text(self, tmp_path, monkeypatch, read):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "x.yaml").write_text(YAML)
        read("x.yaml")
        read("gradient-decay")
        with pytest.raises(ContentError, match=r"y\.yaml: error: the file cannot be read: No such file"):
            read("y.yaml")
        with pytest.raises(ContentError, match="did you mean 'gradient-decay'"):
            read("gradient-decya")

    @pytest.mark.parametrize(
        ("name", "what"),
        [
            ("a.md", "this is a page, not the spec of a figure .'sitegen build' draws the figures in pages"),
            ("a.CSV", "this is a data file, not the spec of a figure .name it in a spec"),
            ("a.npz", "this is a data file"),
            ("a.svg", "this is a drawing or page, which sitegen writes"),
            ("a.py", "this is a program"),
        ],
    )
    def test_other_files_say_what_they_are(self, tmp_path, name, what):
        (tmp_path / name).write_text("# A\n\nx: y\n")
        for source in (tmp_path / name, str(tmp_path / name)):
            (found,) = diagnostics(source)
            assert found.file == str(tmp_path / name)
            assert re.match(what, f"{found.message} ({found.hint})")

    def test_a_mapping_of_parameters_is_unpacked(self):
        (found,) = diagnostics("gradient-decay", params={"num_layers": 4})
        assert found.hint == "give each parameter by its name, or write ** before the mapping: **params"


@pytest.mark.parametrize(
    ("value", "message", "hint"),
    [
        (date(2020, 1, 1), "a value of type date", "write (day - first).days for numbers, or day.isoformat() for text"),
        (b"abc", "a value of type bytes", "write text: b.decode()"),
        (3 + 4j, "a value of type complex", "write its size, abs(z), or z.real"),
        (timedelta(1), "a value of type timedelta", "write its seconds: d.total_seconds()"),
        (len, "a value of type builtin_function_or_method", "call it, and give what it returns"),
        (object(), "a value of type object", "write it as numbers or as text"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_types_of_python_that_no_spec_has(value, message, hint):
    for series, field in (({"a": value}, "params.series.a"), ({"a": [1, value]}, "params.series.a.1")):
        with pytest.raises(ContentError) as caught:
            render_figure("curves", series=series)
        (found,) = caught.value.diagnostics
        expected = f"{field}: {message} is not a number, a text, a list or a mapping"
        assert (found.field, found.message, found.hint) == (field, expected, hint)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"canvas": None}, "there is no canvas None; a drawing is made for one of narrow, wide"),
        ({"theme": 3}, "a theme, if it is no mapping, is a path, not 3"),
    ],
)
def test_options_of_a_wrong_type(options, message):
    with pytest.raises(ContentError) as caught:
        render_figure("gradient-decay", **options)
    assert caught.value.diagnostics[0].message == message
