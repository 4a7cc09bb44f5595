"""Figures whose numbers lie in a file, from the content folder to the built site and on the command line."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from sitegen import load_spec
from sitegen.cli import cli
from sitegen.errors import ContentError

WAVE = "kind: gradient-flow\nparams:\n  layers: [3, 4, 2]\n  gradients: {file: ../data/run.csv, column: norm}\n"
RUN = "step,norm\n0,0.25\n0,0.5\n0,1\n"
SITE = {"figures/wave.yaml": WAVE, "data/run.csv": RUN}


def fenced(spec):
    return f"# Two\n\n```figure\n{spec}```\n"


def params(folder, name):
    return json.loads((folder / "figures" / name / "data.json").read_text(encoding="utf-8"))["params"]


def test_a_site_is_built_with_the_numbers_and_the_file(built):
    folder = built({**SITE, "lessons/two.md": fenced(WAVE)})
    assert params(folder, "wave")["gradients"] == [0.25, 0.5, 1]
    assert params(folder, "two-1")["gradients"] == [0.25, 0.5, 1]
    assert (folder / "data" / "run.csv").read_text(encoding="utf-8") == RUN


def test_numbers_from_a_file_give_the_figure_that_they_give_inline(built):
    inline = WAVE.replace("{file: ../data/run.csv, column: norm}", "[0.25, 0.5, 1]")
    folder = built({**SITE, "index.md": "# Home\n"})
    files = {path.name: path.read_bytes() for path in (folder / "figures" / "wave").iterdir()}
    built({"figures/wave.yaml": inline, "index.md": "# Home\n"})
    again = {path.name: path.read_bytes() for path in (folder / "figures" / "wave").iterdir()}
    del files["index.html"], again["index.html"]  # it shows the spec
    assert files == again
    assert len(files) > 5


def test_a_wave_may_name_a_figure_that_names_a_file(problems):
    other = WAVE.replace("{file: ../data/run.csv, column: norm}", "{figure: wave}")
    assert problems({**SITE, "figures/other.yaml": other}) == []


def test_a_mistake_in_the_file_is_told_once_for_all_figures(problems):
    found = problems({**SITE, "data/run.csv": RUN.replace("0.5", "x"), "figures/other.yaml": WAVE})
    (problem,) = found
    assert problem[:3] == ("data/run.csv", 3, 3)
    assert re.fullmatch(r"'x' is not a number \(named in .*/figures/other.yaml:4:21\)", problem[3])


def test_a_mistake_in_a_fence_has_its_place_in_the_page(problems):
    text = fenced(WAVE.replace("run.csv", "rum.csv"))
    (found,) = problems({**SITE, "lessons/two.md": text})
    assert found[:3] == ("lessons/two.md", 7, 21)
    assert found[3].startswith("params.gradients.file: there is no file ")
    assert found[3].endswith("/data/rum.csv")


def test_a_number_that_does_not_fit_names_the_page(problems):
    text = "# Two\n\n- item\n\n  ```figure\n" + "".join(f"  {line}\n" for line in WAVE.splitlines()) + "  ```\n"
    (found,) = problems({"data/run.csv": RUN.replace("0.5", "-1"), "lessons/two.md": text})
    assert found[:3] == ("data/run.csv", 3, 3)
    assert found[3].startswith("params.gradients.1: -1 is out of range; allowed is 0 or more (named in ")
    assert found[3].endswith("/lessons/two.md:9:23)")


def test_every_wrong_reference_of_a_spec_is_told(problems):
    text = "kind: gradient-flow\nparams:\n  layers: {file: ../data/a.csv}\n  gradients: {file: ../data/b.csv}\n"
    assert [each[:3] for each in problems({"figures/wave.yaml": text})] == [
        ("figures/wave.yaml", 3, 18),
        ("figures/wave.yaml", 4, 21),
    ]


def test_the_content_folder_is_the_one_that_is_built(problems):
    """A site.yaml further down is a file like others."""
    assert problems({**SITE, "figures/site.yaml": "kind: gradient-decay\n"}) == []


def test_a_link_out_of_the_content_folder_is_refused(problems, content, tmp_path):
    (tmp_path / "run.csv").write_text(RUN, encoding="utf-8")
    (content() / "data").mkdir()
    (content() / "data" / "run.csv").symlink_to(tmp_path / "run.csv")
    found = problems({"figures/wave.yaml": WAVE})
    assert [each[:2] for each in found] == [("data/run.csv", 0), ("figures/wave.yaml", 4)]


def test_layers_may_come_from_a_file_too(built):
    text = "kind: gradient-flow\nparams:\n  layers: {file: ../data/layers.json}\n  current_layer: 1\n"
    assert params(built({"figures/wave.yaml": text, "data/layers.json": "[3, 4]"}), "wave")["layers"] == [3, 4]


def test_render_and_check_on_the_command_line(content, monkeypatch):
    monkeypatch.chdir(content(SITE))
    run = CliRunner().invoke
    assert run(cli, ["check", "."]).exit_code == 0
    done = run(cli, ["render", "figures/wave.yaml", "--as", "csv"])
    assert done.exit_code == 0
    assert "0.25" in done.output
    piped = run(cli, ["render", "-", "--as", "csv"], input=WAVE.replace("../data", "data"))
    assert piped.output == done.output
    outside = run(cli, ["render", "-"], input=WAVE)
    assert outside.exit_code == 1
    assert (
        "<stdin>:4:21: error: params.gradients.file: ../data/run.csv lies outside the content folder ."
        in outside.output
    )


def test_specs_from_python_say_where_they_stand(content):
    folder = content(SITE)
    mapping = {
        "kind": "gradient-flow",
        "params": {"layers": [1, 1, 1], "gradients": {"file": "run.csv", "column": "norm"}},
    }
    for source in (mapping, WAVE.replace("../data/", "")):
        assert load_spec(source, folder=folder / "data").params.gradients == (0.25, 0.5, 1)
        with pytest.raises(ContentError) as caught:
            load_spec(source)
        (problem,) = caught.value.diagnostics
        assert problem.message.endswith("a spec that is not a file has no folder where this file could be")
        assert problem.hint == "say which: load_spec(…, folder=Path('content/figures'))"


def test_a_file_alone_may_use_what_lies_beside_it(tmp_path):
    (tmp_path / "wave.yaml").write_text(WAVE.replace("../data/", ""), encoding="utf-8")
    (tmp_path / "run.csv").write_text(RUN, encoding="utf-8")
    assert load_spec(tmp_path / "wave.yaml").params.gradients == (0.25, 0.5, 1)
