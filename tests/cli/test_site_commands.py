"""Building, checking and beginning a site: what is written, what is said, and the exit status."""

from __future__ import annotations

import json
import os
import pty
import threading
import tomllib

import pytest

from sitegen.figures import KINDS
from sitegen.figures.third_party_kinds import Origin
from tests.cli.processes import BROKEN, CLAMPED, PAGE, read_terminal, sitegen


class TestBuild:
    def test_builds_and_says_what(self, run, site):
        done = run("build")
        assert (done.exit_code, done.stderr) == (0, "")
        pages = sum(path.name != "frame.html" for path in (site.parent / "build").rglob("*.html"))
        assert done.stdout == f"build: {pages} pages, 1 figure\n"
        assert (site.parent / "build" / "figures" / "relu-4" / "figure.svg").is_file()

    def test_quiet_says_nothing(self, run, site):
        done = run("build", site, "-o", "public", "--quiet")
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
        assert (site.parent / "public" / "index.html").is_file()

    def test_takes_the_folder_that_new_made(self, run):
        run("new", "x")
        assert run("build", "x").exit_code == 0

    def test_lists_all_problems_and_keeps_the_old_site(self, run, site):
        run("build")
        before = (site.parent / "build" / "index.html").read_bytes()
        (site / "figures" / "bad.yaml").write_text(BROKEN)
        (site / "lessons").mkdir()
        (site / "lessons" / "one.md").write_text("---\ntitel: One\n---\n\nText.\n")
        done = run("build")
        assert done.exit_code == 1
        assert done.stdout == ""
        assert (
            "content/figures/bad.yaml:3:15: error: params.activation: 'reluu' is not one of identity, relu, leaky-relu, sigmoid, tanh, gelu, silu"
            in done.stderr
        )
        assert "              ^^^^^ did you mean 'relu'?" in done.stderr
        assert "content/figures/bad.yaml:4:3: error: params.depth: " in done.stderr
        assert "content/lessons/one.md:2:1: error: titel: " in done.stderr
        assert done.stderr.endswith(" errors\n")
        assert (site.parent / "build" / "index.html").read_bytes() == before

    def test_json_lists_problems_on_standard_output(self, run, site):
        (site / "figures" / "bad.yaml").write_text(BROKEN)
        done = run("build", "--json")
        assert (done.exit_code, done.stderr) == (1, "")
        told = json.loads(done.stdout)
        assert told["ok"] is False
        first = told["diagnostics"][0]
        assert (first["file"], first["line"], first["column"]) == ("content/figures/bad.yaml", 3, 15)
        assert (first["severity"], first["field"], first["hint"]) == (
            "error",
            "params.activation",
            "did you mean 'relu'?",
        )

    @pytest.mark.usefixtures("site")
    def test_json_of_a_good_site(self, run):
        told = json.loads(run("build", "--json").stdout)
        assert (told["ok"], told["figures"], told["diagnostics"]) == (True, 1, [])

    def test_strict_fails_on_warnings(self, run, site):
        (site / "figures" / "deep.yaml").write_text(CLAMPED)
        done = run("build")
        assert done.exit_code == 0
        assert (
            "content/figures/deep.yaml:3:15: warning: params.num_layers: 99 is outside 2 to 64; 64 is used"
            in done.stderr
        )
        assert done.stderr.endswith("1 warning\n")
        (site / "figures" / "deep.yaml").write_text(CLAMPED + "title: Changed\n")
        strict = run("build", "--strict")
        assert strict.exit_code == 1
        assert strict.stderr.endswith("1 warning\nError: warnings are errors (--strict)\n")
        assert "Changed" not in (site.parent / "build" / "figures" / "deep" / "index.html").read_text()

    def test_an_error_needs_no_word_about_strictness(self, run, site):
        (site / "figures" / "bad.yaml").write_text(BROKEN)
        assert "strict" not in run("build", "--strict").stderr

    @pytest.mark.parametrize("name", ["#notes.txt", "two\nlines.txt"])
    def test_a_file_of_any_name_does_not_stop_the_next_build(self, run, site, name):
        (site / name).write_text("text")
        for _ in range(2):
            assert run("build").exit_code == 0
        assert (site.parent / "build" / name).read_text() == "text"

    def test_a_name_that_is_not_utf_8_is_a_problem_of_the_content(self, run, site):
        (site / os.fsdecode(b"caf\xe9.md")).write_text("# Text\n")
        done = run("build")
        assert done.exit_code == 1
        assert done.stderr == "content/caf\\xe9.md: error: the name of this file is not UTF-8; rename it\n1 error\n"
        assert json.loads(run("build", "--json").stdout)["diagnostics"][0]["file"] == "content/caf\\xe9.md"

    @pytest.mark.usefixtures("site")
    def test_the_place_may_have_any_name(self, site):
        done = sitegen("build", "--out", b"caf\xe9", cwd=site.parent)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("caf\\udce9: ")

    def test_a_folder_of_someone_else_exits_with_2(self, run, site):
        (site.parent / "build").mkdir()
        (site.parent / "build" / "thesis.tex").write_text("years of work")
        done = run("build")
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith("Error: build holds files that sitegen did not write")
        told = json.loads(run("build", "--json").stdout)
        assert told["ok"] is False
        assert told["message"].startswith("build holds files")

    def test_base_url(self, run, site):
        assert run("build", "--base-url", "https://example.org/course").exit_code == 0
        assert (
            "<loc>https://example.org/course/reference/gradient-flow.html</loc>"
            in (site.parent / "build" / "sitemap.xml").read_text()
        )
        wrong = run("build", "--base-url", "course")
        assert wrong.exit_code == 2
        assert "'course' is not an address like https://example.org/course/" in wrong.stderr

    @pytest.mark.usefixtures("site")
    def test_ctrl_c_exits_with_130(self, run, monkeypatch):
        def interrupted(*_words, **_options):
            raise KeyboardInterrupt

        monkeypatch.setattr("sitegen.site.build.build_site", interrupted)
        done = run("build")
        assert (done.exit_code, done.stdout, done.stderr) == (130, "", "\nInterrupted\n")

    def test_progress_on_a_terminal_and_none_in_a_pipe(self, site):
        piped = sitegen("build", "--no-cache", cwd=site.parent)
        assert piped.stderr == ""
        try:
            reader, terminal = pty.openpty()
        except OSError:
            pytest.skip("this machine has no terminals to give")
        shown = []
        watching = threading.Thread(target=lambda: shown.extend(iter(lambda: read_terminal(reader), b"")))
        watching.start()
        done = sitegen("build", "--no-cache", cwd=site.parent, stderr=terminal, env={"TERM": "xterm", "COLUMNS": "100"})
        os.close(terminal)
        watching.join()
        os.close(reader)
        assert done.stdout == piped.stdout
        assert b"Drawing figures" in b"".join(shown)


class TestCheck:
    def test_writes_nothing(self, run, site):
        done = run("check")
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.startswith("No errors in ")
        assert os.listdir(site.parent) == ["content"]

    def test_finds_what_a_build_finds(self, run, site):
        (site / "figures" / "bad.yaml").write_text(BROKEN)
        (site / "index.md").write_text(f"{PAGE}\n[nowhere](lessons/none.md)\n")
        check, build = run("check"), run("build")
        assert check.exit_code == build.exit_code == 1
        assert check.stderr == build.stderr
        assert "lessons/none.md" in check.stderr

    def test_strict_and_json(self, run, site):
        (site / "figures" / "deep.yaml").write_text(CLAMPED)
        told = json.loads(run("check", "--json").stdout)
        assert (told["ok"], [each["severity"] for each in told["diagnostics"]]) == (True, ["warning"])
        strict = run("check", "--strict", "--json")
        told = json.loads(strict.stdout)
        assert (strict.exit_code, told["ok"]) == (1, False)
        assert [each["severity"] for each in told["diagnostics"]] == ["warning"]

    def test_quiet_prints_problems_only(self, run, site):
        done = run("check", "--quiet")
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
        (site / "figures" / "deep.yaml").write_text(CLAMPED)
        done = run("check", "--quiet")
        assert (done.exit_code, done.stdout) == (0, "")
        assert "99 is outside 2 to 64" in done.stderr


class TestNew:
    def test_makes_a_site_that_builds_without_a_word(self, run, tmp_path):
        made = run("new", "x")
        assert made.exit_code == 0
        assert made.stdout.split() == sorted(
            str(p.relative_to(tmp_path)) for p in (tmp_path / "x").rglob("*") if p.is_file()
        )
        done = run("build", "x", "--strict")
        assert (done.exit_code, done.stderr) == (0, "")

    def test_builds_from_inside(self, run, tmp_path, monkeypatch):
        run("new", "x")
        monkeypatch.chdir(tmp_path / "x")
        assert run("build").exit_code == 0
        assert (tmp_path / "x" / "build" / "index.html").is_file()

    def test_the_first_spec_names_a_schema_that_accepts_it(self, run, tmp_path):
        run("new", "x")
        spec = tmp_path / "x" / "content" / "figures" / "relu-16.yaml"
        schema = (spec.parent / spec.read_text().splitlines()[0].split("=")[1]).resolve()
        assert json.loads(schema.read_text()) == json.loads(run("kinds", "--schema").stdout)

    def test_the_first_lesson_has_a_slider(self, run, tmp_path):
        run("new", "x")
        run("build", "x")
        page = (tmp_path / "build" / "lessons" / "first.html").read_text()
        assert '<input type="range"' in page

    def test_refuses_a_folder_with_something_in_it(self, run, tmp_path):
        (tmp_path / "x").mkdir()
        (tmp_path / "x" / "thesis.tex").write_text("years of work")
        done = run("new", "x")
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr == "Error: x is not empty; name a new folder, so that nothing of yours is overwritten\n"
        assert os.listdir(tmp_path / "x") == ["thesis.tex"]

    def test_refuses_a_file(self, run, tmp_path):
        (tmp_path / "x").write_text("")
        assert run("new", "x").stderr == "Error: x is a file; name a new folder\n"


class TestNewKind:
    def test_writes_a_distribution_with_a_short_kind(self, run, tmp_path):
        made = run("new", "--kind", "lab.hinge", "x")
        assert made.exit_code == 0
        names = ["hinge.yaml", "lab_kinds/__init__.py", "lab_kinds/hinge.py", "pyproject.toml", "tests/test_hinge.py"]
        assert made.stdout.split() == [f"x/{name}" for name in names]
        lines = (tmp_path / "x/lab_kinds/hinge.py").read_text().splitlines()
        assert len([line for line in lines if line]) < 60

    def test_has_the_name_everywhere(self, run, tmp_path):
        assert run("new", "--kind", "lab-kinds.class.two", "x").exit_code == 0
        project = tomllib.loads((tmp_path / "x/pyproject.toml").read_text())["project"]
        assert project["name"] == "lab-kinds-kinds"
        assert project["entry-points"]["sitegen.kinds"] == {"lab-kinds.class.two": "lab_kinds_kinds.class_two:KIND"}
        assert 'name="lab-kinds.class.two"' in (tmp_path / "x/lab_kinds_kinds/class_two.py").read_text()
        assert 'kinds = ("lab-kinds.class.two",)' in (tmp_path / "x/tests/test_class_two.py").read_text()
        assert (tmp_path / "x/class_two.yaml").read_text().startswith("kind: lab-kinds.class.two\n")
        assert run("new", "--kind", "3d.class", "y").exit_code == 0
        assert (tmp_path / "y/kind_3d_kinds/kind_class.py").is_file()

    @pytest.mark.parametrize(
        ("name", "advice"),
        [
            ("hinge", "write lab.hinge"),
            ("Lab.Hinge_2", "write lab.hinge-2"),
            ("lab..hinge", "write lab.hinge"),
            ("curves", "write lab.curves"),
            ("", "write a name such as lab.hinge"),
            (".", "write a name such as lab.hinge"),
            ("1.5!", "write a name such as lab.hinge"),
        ],
    )
    def test_refuses_names_with_advice(self, run, tmp_path, name, advice):
        done = run("new", "--kind", name, "x")
        assert (done.exit_code, done.stdout) == (2, "")
        start = f"Error: '{name}' is no name for a kind of your own: it needs a dot, lower-case letters and digits"
        assert done.stderr == f"{start}; {advice}\n"
        assert not (tmp_path / "x").exists()

    @pytest.mark.parametrize("name", ["1.5", "1.e3", "1.5e-3"])
    def test_refuses_numbers(self, run, tmp_path, name):
        done = run("new", "--kind", name, "x")
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith(f"Error: '{name}' is no name for a kind of your own: YAML reads it as a number;")
        assert not (tmp_path / "x").exists()

    def test_refuses_a_kind_that_there_is(self, run, monkeypatch):
        monkeypatch.setattr(type(KINDS), "__contains__", lambda _, name: name == "lab.hinge")
        monkeypatch.setattr(type(KINDS), "origin", lambda *_: Origin("lab-kinds 0.3"))
        done = run("new", "--kind", "lab.hinge", "x")
        assert (done.exit_code, done.stderr) == (
            2,
            "Error: there is a kind 'lab.hinge' in lab-kinds 0.3; write another name\n",
        )

    def test_refuses_a_folder_with_something_in_it_and_a_file(self, run, tmp_path):
        (tmp_path / "x").mkdir()
        (tmp_path / "x" / "thesis.tex").write_text("years of work")
        (tmp_path / "y").write_text("")
        assert "x is not empty; name a new folder" in run("new", "--kind", "lab.hinge", "x").stderr
        assert run("new", "--kind", "lab.hinge", "y").stderr == "Error: y is a file; name a new folder\n"
        assert os.listdir(tmp_path / "x") == ["thesis.tex"]


@pytest.mark.parametrize(
    ("place", "hint"),
    [
        (". check content/index.md", "'content/index.md' is a file. Name the folder with site.yaml: content"),
        (". check content/figures/relu-4.yaml", "is a file. Name the folder with site.yaml: content"),
        (". check content/none.md", "There is no file 'content/none.md', and a folder is needed"),
        ("content/figures check", "There is no folder 'content'. Name the folder with site.yaml: .."),
        (". render figures/relu-4", "Write its file: sitegen render content/figures/relu-4.yaml"),
        (". render gradient-decay", "This is a kind. Write a spec with 'kind: gradient-decay'"),
        (". render content/figures/*.yaml", "It takes one file, and no pattern."),
        (". render content/figures/relu-4.yaml x.svg", "It draws one figure; give the output file with -o"),
        (
            ". render relu-4",
            "There is no file 'relu-4'. Write its file: sitegen render content/figures/relu-4.yaml",
        ),
        ("content render relu-4", "Write its file: sitegen render figures/relu-4.yaml"),
        (". render relu-5", "Did you mean 'relu-4'? Write its file: sitegen render content/figures/relu-4.yaml"),
        ("content render relu-5.yaml", "Did you mean 'relu-4'? Write its file: sitegen render figures/relu-4.yaml"),
        (". render content/figures/relu.yaml", "Did you mean 'relu-4'?"),
        (". render content/figures/relu-4", "Write its file: sitegen render content/figures/relu-4.yaml"),
        (". render vanishing", "It takes a file, or '-' for standard input."),
        (". check contnt", "There is no folder 'contnt'. Did you mean 'content'?"),
        ("content build", "There is no folder 'content', but site.yaml is here. Name this folder: ."),
    ],
)
def test_a_mistaken_place_is_answered_with_the_right_one(run, site, monkeypatch, place, hint):
    folder, *words = place.split()
    monkeypatch.chdir(site.parent / folder)
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert hint in done.stderr


def test_the_home_folder_may_be_written_as_in_a_shell(run, site, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    run("build", "--out=~/public/site")
    assert (tmp_path / "home/public/site/index.html").is_file()
    run("render", site / "figures/relu-4.yaml", "--output=~/relu.svg")
    assert (tmp_path / "home/relu.svg").is_file()
    assert not (tmp_path / "~").exists()
