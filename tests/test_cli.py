from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import threading
import xml.etree.ElementTree as ET
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from sitegen import __version__
from sitegen.cli import cli
from sitegen.figures import KINDS
from sitegen.theme import THEME
from tests.png.pixels import pixels, size

RELU = "kind: gradient-decay\ntitle: Four layers\nparams:\n  num_layers: 4\n  activation: relu\n"
REFERRING = "kind: gradient-flow\nparams:\n  layers: [2, 2, 2, 2]\n  gradients: {figure: relu-4}\n"
BROKEN = "kind: gradient-decay\nparams:\n  activation: reluu\n  depth: 3\n"
PAGE = "---\ntitle: Home\ndescription: A page.\n---\n\n```figure relu-4\n```\n"
ROOT = Path(__file__).parents[1]
CLAMPED = "kind: gradient-decay\nparams:\n  num_layers: 99\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *words, **options: CliRunner().invoke(
        cli, [str(word) for word in words], prog_name="sitegen", **options
    )


@pytest.fixture
def site(tmp_path):
    """A small site, made by hand."""
    files = {"site.yaml": "title: Site\ndescription: A site.\n", "index.md": PAGE, "figures/relu-4.yaml": RELU}
    for name, text in files.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text)
    return tmp_path / "content"


def sitegen(*words, env=None, **options):
    """The command line as a process of its own."""
    command = [sys.executable, "-m", "sitegen", *words]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
    return subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}, **streams)


def read_terminal(handle):
    """What is on the terminal; nothing when it was closed, which Linux says with an error."""
    try:
        return os.read(handle, 4096)
    except OSError:
        return b""


class TestHelp:
    def test_names_every_command_with_an_example(self, run):
        shown = run("--help").stdout
        for name, command in cli.commands.items():
            assert f"sitegen {name} " in shown
            assert f"sitegen {name}" in run(name, "--help").stdout.split("Example")[1]
            assert command.short_help in shown

    def test_version(self, run):
        assert run("--version").stdout == f"sitegen {__version__}\n"

    def test_imports_nothing_heavy(self):
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "sitegen", "--help"], check=True, capture_output=True, text=True
        )
        imported = {line.split("|")[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
        assert "click" in imported
        assert not imported & {"numpy", "jinja2", "pydantic", "svgwrite", "yaml", "rich", "markdown_it", "pygments"}

    @pytest.mark.parametrize(
        ("words", "hint"),
        [
            (["biuld"], "No such command 'biuld'. Did you mean 'build'?"),
            (["build", "--base_url", "x"], "No such option '--base_url'. Did you mean '--base-url'?"),
            (["kinds", "gradient-decoy"], "No such kind 'gradient-decoy'. Did you mean 'gradient-decay'?"),
            (
                ["kinds", "pie"],
                "No such kind 'pie'. The kinds are bptt-norm, dead-neurons, gradient-decay, gradient-flow, vanishing-gradients.",
            ),
            (["render", "missing.yaml"], "File 'missing.yaml' does not exist."),
            (
                ["render", "-", "--as", "pdf"],
                "'pdf' is not one of 'svg', 'image', 'still', 'json', 'csv', 'text', 'html', 'png'.",
            ),
            (
                ["build"],
                "There is no folder 'content'. Name the folder with site.yaml, or begin one: sitegen new content",
            ),
            (["render", "-", "-o", ""], "the name of the file is empty; '-' means standard output"),
            (["render", "-", "-o", "."], "File '.' is a directory."),
            (
                ["render", "-", "-o", "fig.pdf"],
                "fig.pdf: no figure is written as '.pdf'; the endings are .svg, .html, .png, .json, .csv and .txt",
            ),
            (
                ["render", "-", "--scale", "2"],
                "--scale is for png, and this is svg. Add --as png, or leave --scale out.",
            ),
            (["render", "-", "--scale", "2", "-o", "fig.txt"], "--scale is for png, and this is text."),
            (["render", "-", "--as", "png", "--scale", "big"], "'big' is not a valid float."),
            (["render", "-", "--dark"], "--dark is for image, still, png, and this is svg. Leave it out."),
            (["render", "-", "--csp"], "--csp is for html, and this is svg. Add --as html, or leave --csp out."),
            (["check", "elsewhere"], "There is no folder 'elsewhere'."),
        ],
    )
    def test_wrong_usage_exits_with_2_and_a_hint(self, run, words, hint):
        done = run(*words, input="")
        assert done.exit_code == 2
        assert hint in done.stderr
        assert done.stdout == ""


class TestEmbed:
    @pytest.mark.parametrize(
        ("place", "beginning", "named"),
        [
            ("github", "<picture>", ["still-dark.svg", "still.svg", "image-dark.svg", "image.svg"]),
            ("html", "<figure>\n<svg", []),
            ("markdown", "![Four layers. ", ["image.svg"]),
            ("object", "<object ", ["figure.svg"]),
            ("iframe", "<iframe ", ["frame.html"]),
        ],
    )
    def test_prints_a_snippet_whose_files_a_build_makes(self, run, site, place, beginning, named):
        done = run("embed", "relu-4", "--for", place, "--base-url", "https://example.org/a")
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.startswith(beginning)
        files = re.findall(r"https://example\.org/a/figures/relu-4/([\w.-]+)", done.stdout)
        assert files == named
        run("build")
        assert [name for name in files if not (site.parent / "build/figures/relu-4" / name).is_file()] == []

    def test_takes_the_address_of_the_site_and_another_folder(self, run, site):
        (site / "site.yaml").write_text("title: A\ndescription: B.\nbase_url: https://example.org/b/\n")
        site.rename(site.parent / "other")
        done = run("embed", "relu-4", "--for", "iframe", "--content", "other")
        assert (done.exit_code, done.stderr) == (0, "")
        assert 'src="https://example.org/b/figures/relu-4/frame.html"' in done.stdout

    @pytest.mark.usefixtures("site")
    def test_says_that_addresses_are_not_whole(self, run):
        done = run("embed", "relu-4", "--for", "markdown")
        assert "](figures/relu-4/image.svg)" in done.stdout
        assert done.stderr.startswith("The addresses begin at the built site.")
        assert run("embed", "relu-4", "--for", "html").stderr == ""

    @pytest.mark.parametrize(
        ("words", "hint"),
        [
            (["relu-5", "--for", "html"], "content has no figure 'relu-5'. Did you mean 'relu-4'?"),
            (["relu-4"], "Missing option '--for'"),
            (["relu-4", "--for", "gitlab"], "'gitlab' is not one of 'html', 'github', 'markdown', 'object', 'iframe'"),
            (["relu-4", "--for", "html", "--content", "none"], "There is no folder 'none'."),
            (["relu-4", "--for", "html", "--base-url", "x"], "'x' is not an address like https://example.org/course/"),
        ],
    )
    @pytest.mark.usefixtures("site")
    def test_wrong_usage_exits_with_2_and_a_hint(self, run, words, hint):
        done = run("embed", *words)
        assert done.exit_code == 2
        assert hint in done.stderr
        assert done.stdout == ""

    def test_a_broken_figure_is_told_with_its_place(self, run, site):
        (site / "figures" / "relu-4.yaml").write_text(BROKEN)
        done = run("embed", "relu-4", "--for", "github")
        assert (done.exit_code, done.stdout) == (1, "")
        assert "content/figures/relu-4.yaml:3:15: error: params.activation: 'reluu' is not one of" in done.stderr


class TestBuild:
    def test_builds_and_says_what(self, run, site):
        done = run("build")
        assert (done.exit_code, done.stderr) == (0, "")
        pages = sum(path.name != "frame.html" for path in (site.parent / "build").rglob("*.html"))
        assert done.stdout == f"build: {pages} pages, 1 figure\n"
        assert (site.parent / "build" / "figures" / "relu-4" / "figure.svg").is_file()

    def test_quiet_says_nothing(self, run, site):
        done = run("build", site, "--out", "public", "--quiet")
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
            "content/figures/bad.yaml:3:15: error: params.activation: 'reluu' is not one of identity, relu, sigmoid"
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
        piped = sitegen("build", cwd=site.parent)
        assert piped.stderr == ""
        try:
            reader, terminal = pty.openpty()
        except OSError:
            pytest.skip("this machine has no terminals to give")
        shown = []
        watching = threading.Thread(target=lambda: shown.extend(iter(lambda: read_terminal(reader), b"")))
        watching.start()
        done = sitegen("build", cwd=site.parent, stderr=terminal, env={"TERM": "xterm", "COLUMNS": "100"})
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


class TestRender:
    @pytest.mark.parametrize("form", ["svg", "image", "still"])
    def test_drawings_are_well_formed(self, run, site, form):
        done = run("render", site / "figures" / "relu-4.yaml", "--as", form)
        assert done.stderr == ""
        root = ET.fromstring(done.stdout)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert "Four layers" in done.stdout

    def test_svg_is_what_is_drawn_by_default(self, run, site):
        spec = site / "figures" / "relu-4.yaml"
        assert run("render", spec).stdout == run("render", spec, "--as", "svg").stdout

    def test_data(self, run, site):
        spec = site / "figures" / "relu-4.yaml"
        rows = list(csv.DictReader(io.StringIO(run("render", spec, "--as", "csv").stdout)))
        assert [float(row["magnitude"]) for row in rows] == [0.125, 0.25, 0.5, 1]
        assert json.loads(run("render", spec, "--as", "json").stdout)["id"] == "relu-4"
        assert run("render", spec, "--as", "text").stdout.startswith("Four layers\n")

    def test_html_needs_no_other_file(self, run, site):
        html = run("render", site / "figures" / "relu-4.yaml", "--as", "html").stdout
        assert html.startswith('<div class="sg-fragment">\n<style>')
        assert "<figure" in html
        assert "<script" not in html
        assert "href=" not in html
        assert "url(http" not in html

    def test_csp_prints_what_a_strict_policy_must_allow(self, run, site):
        spec = site / "figures" / "relu-4.yaml"
        done = run("render", spec, "--csp", "-o", "fig.html")
        html = (site.parent / "fig.html").read_text()
        assert html == run("render", spec, "--as", "html").stdout
        styles = re.findall("<style>(.*?)</style>", html, re.DOTALL)
        sources = [f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in styles]
        assert done.stdout == f"style-src {' '.join(sources)}\n"
        assert run("render", spec, "--as", "html", "--csp").stdout == done.stdout

    @pytest.mark.parametrize(
        ("name", "beginning"),
        [
            ("fig.svg", "<svg"),
            ("fig.csv", "layer,"),
            ("fig.json", "{"),
            ("fig.txt", "Four layers"),
            ("fig.html", "<div"),
            ("FIG.JSON", "{"),
            ("fig.Txt", "Four layers"),
        ],
    )
    def test_the_name_of_the_file_decides(self, run, site, name, beginning):
        done = run("render", site / "figures" / "relu-4.yaml", "-o", name)
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
        assert (site.parent / name).read_text().startswith(beginning)

    @pytest.mark.parametrize("name", ["fig.png", "FIG.PNG"])
    def test_a_png_by_its_name(self, run, site, name):
        spec = site / "figures" / "relu-4.yaml"
        done = run("render", spec, "-o", name)
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
        picture = (site.parent / name).read_bytes()
        assert picture == run("render", spec, "--as", "png").stdout_bytes
        still = ET.fromstring(run("render", spec, "--as", "still").stdout)
        assert size(picture) == (2 * int(still.get("width")), 2 * int(still.get("height")))
        run("render", spec, "-o", name, "--scale", "0.5")
        assert size((site.parent / name).read_bytes()) == tuple(side // 4 for side in size(picture))
        assert sorted(os.listdir(site.parent)) == [*sorted(["content", name])]

    def test_what_the_scale_may_be(self, run, site):
        spec = site / "figures" / "relu-4.yaml"
        for scale, problem in [("9", "9 is outside 0.5 to 8"), ("nan", "nan is outside 0.5 to 8")]:
            done = run("render", spec, "-o", "fig.png", "--scale", scale)
            assert (done.exit_code, done.stdout) == (2, "")
            assert f"Invalid value for '--scale': {problem}" in done.stderr
        assert os.listdir(site.parent) == ["content"]

    def test_the_scale_is_not_blamed_for_another_fault(self, run, site, monkeypatch):
        monkeypatch.setattr("sitegen.png.convert._in_pixels", lambda *_: "no drawing")
        spec = site / "figures" / "relu-4.yaml"
        for words in ((), ("--scale", "1")):
            done = run("render", spec, "-o", "fig.png", *words)
            assert (done.exit_code, done.stdout) == (1, "")
            assert done.stderr.startswith(f"{spec}:1:1: error: the drawing cannot become a PNG: ")
            assert "--scale" not in done.stderr
        assert os.listdir(site.parent) == ["content"]

    @pytest.mark.parametrize("form", ["image", "still"])
    def test_dark_drawings(self, run, site, form):
        spec = site / "figures" / "relu-4.yaml"
        for words, colour in [((), "light"), (("--dark",), "dark")]:
            first = ET.fromstring(run("render", spec, "--as", form, *words).stdout).find(".//{*}rect")
            assert first.get("fill") == THEME.colour("surface", colour)

    def test_a_dark_png(self, run, site):
        spec = site / "figures" / "relu-4.yaml"
        corner = pixels(run("render", spec, "--as", "png", "--dark", "--scale", "0.5").stdout_bytes)[0, 0]
        assert "#" + bytes(corner[:3].tolist()).hex() == THEME.colour("surface", "dark")

    def test_a_png_is_not_written_to_a_terminal(self, site):
        reader, terminal = pty.openpty()
        done = sitegen("render", site / "figures" / "relu-4.yaml", "--as", "png", stdout=terminal)
        os.close(terminal)
        assert read_terminal(reader) == b""
        os.close(reader)
        assert done.returncode == 2
        assert done.stderr.endswith("Error: A terminal cannot show a PNG. Name a file for it: -o fig.png\n")

    def test_characters_that_a_png_lacks_are_a_warning(self, run):
        names = "kind: gradient-flow\nparams:\n  layers: [2, 2]\n  names: [入力, output]\n"
        done = run("render", "-", "-o", "fig.png", input=names)
        assert done.exit_code == 0
        assert done.stderr.startswith(
            "<stdin>:1:1: warning: a PNG shows boxes in place of '入' (U+5165), '力' (U+529B): "
        )
        assert done.stderr.endswith("1 warning\n")
        assert size(Path("fig.png").read_bytes())
        assert run("render", "-", input=names).stderr == ""

    def test_a_dash_is_standard_output(self, run, site):
        spec = site / "figures" / "relu-4.yaml"
        assert run("render", spec, "-o", "-").stdout == run("render", spec).stdout
        assert os.listdir(site.parent) == ["content"]

    @pytest.mark.parametrize("form", ["svg", "image", "still", "png", "html", "json", "csv", "text"])
    def test_a_figure_that_breaks_a_rule_is_refused_as_in_a_build(self, run, site, monkeypatch, form):
        monkeypatch.setattr("sitegen.gate.evidence.LEAST_TEXT_PX", 99.0)
        done = run("render", "content/figures/relu-4.yaml", "--as", form, "-o", "fig")
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith("content/figures/relu-4.yaml:1:1: error: text is 12.0 px on a 320 px viewport")
        assert done.stderr == run("build").stderr
        assert os.listdir(site.parent) == ["content"]
        assert run("render", "-", input=RELU).stderr.startswith("<stdin>:1:1: error: text is 12.0 px")

    def test_reads_standard_input(self, run, site):
        rendered = run("render", "-", "--as", "csv", input=RELU).stdout
        assert rendered == run("render", site / "figures" / "relu-4.yaml", "--as", "csv").stdout

    def test_finds_references_beside_the_spec(self, run, site):
        (site / "figures" / "wave.yaml").write_text(REFERRING)
        done = run("render", site / "figures" / "wave.yaml", "--as", "csv")
        assert [float(row["magnitude"]) for row in csv.DictReader(io.StringIO(done.stdout))] == [0.125, 0.25, 0.5, 1]

    def test_a_wrong_spec_writes_nothing(self, run, site):
        done = run("render", "-", "-o", "fig.svg", input=BROKEN)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "<stdin>:3:15: error: params.activation: 'reluu'" in done.stderr
        assert done.stderr.endswith("2 errors\n")
        assert os.listdir(site.parent) == ["content"]

    def test_shows_warnings_and_still_draws(self, run):
        done = run("render", "-", input=CLAMPED)
        assert done.exit_code == 0
        assert "<stdin>:3:15: warning: params.num_layers: 99 is outside 2 to 64; 64 is used" in done.stderr
        assert done.stdout.startswith("<svg")

    def test_bytes_that_are_not_utf_8(self, run):
        done = run("render", "-", input=b'kind: gradient-decay\ntitle: "a\xe9b"\n')
        assert done.exit_code == 1
        assert "<stdin>:2:10: error: the byte 0xE9 is not UTF-8" in done.stderr

    def test_a_file_that_cannot_be_written_exits_with_2(self, run):
        done = run("render", "-", "-o", "none/fig.svg", input=RELU)
        assert done.exit_code == 2
        assert done.stderr == "Error: none/fig.svg cannot be written: No such file or directory\n"

    def test_writes_utf_8_whatever_the_locale(self, site):
        locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
        done = sitegen("render", site / "figures" / "relu-4.yaml", "--as", "text", env=locale, text=False)
        assert "×" in done.stdout.decode()

    def test_a_closed_pipe_is_quiet(self, site):
        reader, writer = os.pipe()
        os.close(reader)
        done = sitegen("render", site / "figures" / "relu-4.yaml", stdout=writer)
        os.close(writer)
        assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
class TestFullDisk:
    @pytest.mark.parametrize(
        "words",
        [
            ["--help"],
            ["--version"],
            ["kinds"],
            ["kinds", "--json"],
            ["check"],
            ["check", "--json"],
            ["new", "x"],
            ["render", "content/figures/relu-4.yaml"],
        ],
    )
    def test_standard_output_that_cannot_be_written_is_one_line(self, site, words):
        with Path("/dev/full").open("w") as full:
            done = sitegen(*words, cwd=site.parent, stdout=full)
        assert done.returncode == 2
        assert done.stderr == "Error: standard output cannot be written: No space left on device\n"

    def test_the_same_without_a_buffer(self, site):
        with Path("/dev/full").open("w") as full:
            done = sitegen("kinds", cwd=site.parent, stdout=full, env={"PYTHONUNBUFFERED": "1"})
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)

    def test_standard_error_too(self, site):
        with Path("/dev/full").open("w") as full:
            done = sitegen("render", "-", cwd=site.parent, input=BROKEN, stderr=full)
        assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.usefixtures("site")
def test_what_the_system_refuses_unforeseen_is_one_line(run, monkeypatch):
    def locked(*_words, **_options):
        raise PermissionError(13, "Permission denied", "content/lessons")

    monkeypatch.setattr("sitegen.site.build.check_site", locked)
    done = run("check")
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", "Error: content/lessons: Permission denied\n")


class TestKinds:
    def test_lists_them_all(self, run):
        shown = run("kinds").stdout
        assert [line for line in shown.splitlines() if line and not line.startswith(" ")] == list(KINDS)

    @pytest.mark.parametrize("name", KINDS)
    def test_describes_every_parameter(self, run, name):
        shown = run("kinds", name).stdout
        for field in KINDS[name].params.model_fields:
            assert f"\n  {field}\n" in shown

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
        schema = (tmp_path / "x" / "content" / "figures" / "relu-16.yaml").read_text().splitlines()[0].split("=")[1]
        assert (tmp_path / "x" / "content" / "figures" / schema).resolve().is_file()

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


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_every_shell_gets_its_script(self, shell):
        done = sitegen(env={"_SITEGEN_COMPLETE": f"{shell}_source"})
        assert done.returncode == 0
        assert "_SITEGEN_COMPLETE" in done.stdout

    def test_completes_the_names_of_kinds(self):
        asked = {"_SITEGEN_COMPLETE": "bash_complete", "COMP_WORDS": "sitegen kinds gradient-", "COMP_CWORD": "2"}
        done = sitegen(env=asked)
        assert done.stdout.split() == ["plain,gradient-decay", "plain,gradient-flow"]


def test_the_public_names_are_found_on_first_use():
    code = (
        "import sys, sitegen; assert 'numpy' not in sys.modules; sitegen.render_figure; assert 'numpy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    import sitegen as package

    assert all(callable(getattr(package, name)) for name in package.__all__ if name != "__version__")
    with pytest.raises(AttributeError, match="module 'sitegen' has no attribute 'rendr_figure'"):
        package.rendr_figure  # noqa: B018
