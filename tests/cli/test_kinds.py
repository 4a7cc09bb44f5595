"""What is said of the kinds, to readers, to programs and to a layout that completes words."""

from __future__ import annotations

import json
import textwrap

import jsonschema
import pytest

from sitegen.figures import KINDS
from tests.cli.processes import sitegen


class TestKinds:
    def test_lists_them_all(self, run):
        shown = run("kinds").stdout
        assert [line for line in shown.splitlines() if line and not line.startswith(" ")] == list(KINDS)

    @pytest.mark.parametrize("name", KINDS)
    def test_describes_every_parameter(self, run, name):
        shown = run("kinds", name).stdout
        for field in KINDS[name].params.model_fields:
            assert f"\n  {field}\n" in shown

    @pytest.mark.parametrize("name", KINDS)
    def test_shows_a_whole_spec_that_can_be_drawn(self, run, name):
        shown = run("kinds", name).stdout
        assert KINDS[name].formula in shown
        example = textwrap.dedent(shown.partition("A whole spec:\n\n")[2].partition("\n\nParameters:")[0])
        assert {"title", "caption", "note", "params"} <= {line.partition(":")[0] for line in example.splitlines()}
        done = run("render", "-", "--as", "text", input=example)
        assert (done.exit_code, done.stderr) == (0, "")

    def test_says_type_range_and_default(self, run):
        assert "  num_layers\n      a whole number from 2 to 64; default 16\n" in run("kinds", "gradient-decay").stdout

    def test_writes_utf_8_whatever_the_locale(self):
        locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
        done = sitegen("kinds", "--json", env=locale, text=False)
        assert [kind["name"] for kind in json.loads(done.stdout.decode())] == list(KINDS)

    def test_json_is_the_same_for_programs(self, run):
        every = json.loads(run("kinds", "--json").stdout)
        assert [kind["name"] for kind in every] == list(KINDS)
        assert json.loads(run("kinds", every[0]["name"], "--json").stdout) == every[0]
        assert every[0]["params"][0]["default"] == 16

    @pytest.mark.parametrize("words", [[], ["gradient-decay"]])
    def test_schema_accepts_a_good_spec_and_refuses_a_bad_one(self, run, words):
        schema = json.loads(run("kinds", *words, "--schema").stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate({"kind": "gradient-decay", "params": {"num_layers": 4}}, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"kind": "gradient-decay", "params": {"depth": 4}}, schema)


class TestCompletion:
    @pytest.mark.parametrize("layout", ["bash", "zsh", "fish"])
    def test_every_shell_gets_its_script(self, layout):
        done = sitegen(env={"_SITEGEN_COMPLETE": f"{layout}_source"})
        assert done.returncode == 0
        assert "_SITEGEN_COMPLETE" in done.stdout

    def test_completes_the_names_of_kinds(self):
        asked = {"_SITEGEN_COMPLETE": "bash_complete", "COMP_WORDS": "sitegen kinds gradient-", "COMP_CWORD": "2"}
        done = sitegen(env=asked)
        assert done.stdout.split() == ["plain,gradient-decay", "plain,gradient-flow"]
