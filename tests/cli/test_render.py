"""One figure in every form: to standard output or a file, with the options that each form takes."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from sitegen.theme import THEME
from tests.cli.processes import BROKEN, CLAMPED, RECORDED, REFERRING, RELU, read_terminal, sitegen
from tests.limits import set_limit
from tests.png.pixels import pixels, size


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

    def test_a_wide_drawing(self, run, site):
        spec = site / "figures" / "relu-4.yaml"
        assert 'viewBox="0 0 860 ' in run("render", spec, "--canvas", "wide").stdout
        assert run("render", spec, "--canvas", "narrow").stdout == run("render", spec).stdout
        done = run("render", spec, "--canvas", "wide", "--as", "html")
        assert done.exit_code == 2
        assert "an HTML page has the narrow one" in done.stderr

    def test_a_spec_is_never_replaced(self, run, site):
        spec = site / "figures" / "relu-4.yaml"
        before = spec.read_bytes()
        done = run("render", spec, "--as", "json", "-o", spec.parent / ".." / "figures" / spec.name)
        assert done.exit_code == 2
        assert "which would be lost" in done.stderr
        assert spec.read_bytes() == before

    @pytest.mark.parametrize("name", ["site.yaml", "theme.yaml"])
    def test_the_theme_of_the_site_is_never_replaced(self, run, site, name):
        (site / "theme.yaml").write_text("radius: 2\n")
        (site / "site.yaml").write_text("theme: theme.yaml\n")
        before = (site / name).read_bytes()
        done = run("render", site / "figures" / "relu-4.yaml", "--as", "svg", "-o", site / name)
        assert done.exit_code == 2
        assert "which would be lost" in done.stderr
        assert (site / name).read_bytes() == before

    @pytest.mark.parametrize("name", ["run.csv", "linked.svg", "other.yaml", "nowhere/../run.csv"])
    def test_nothing_that_a_figure_is_made_from_is_replaced(self, run, site, name):
        folder = site / "figures"
        (folder / "run.csv").write_text("norm\n1\n2\n")
        (folder / "linked.svg").symlink_to("run.csv")
        (folder / "other.yaml").write_text("kind: gradient-decay\nparams: {num_layers: 2}\n")
        given = "{figure: other}" if name == "other.yaml" else "{file: run.csv, column: norm}"
        (folder / "flow.yaml").write_text(f"kind: gradient-flow\nparams: {{layers: [1, 1], gradients: {given}}}\n")
        written = (folder / name).resolve()
        before = written.read_bytes()
        done = run("render", folder / "flow.yaml", "--as", "csv", "-o", folder / name)
        assert done.exit_code == 2
        assert "which would be lost" in done.stderr
        assert written.read_bytes() == before

    def test_data(self, run, site):
        spec = site / "figures" / "relu-4.yaml"
        rows = list(csv.DictReader(io.StringIO(run("render", spec, "--as", "csv").stdout)))
        assert [float(row["magnitude"]) for row in rows] == [0.125, 0.25, 0.5, 1]
        assert json.loads(run("render", spec, "--as", "json").stdout)["id"] == "relu-4"
        assert run("render", spec, "--as", "text").stdout.startswith("Four layers\n")

    def test_html_needs_no_other_file(self, run, site):
        html = run("render", site / "figures" / "relu-4.yaml", "--as", "html").stdout
        assert html.startswith('<div class="sg-fragment">\n')
        assert "<style>" in html
        assert "<figure" in html
        assert re.findall(r'\s(?:src|href)="(?!#)', html) == []
        assert "url(http" not in html

    def test_csp_prints_what_a_strict_policy_must_allow(self, run, site):
        spec = site / "figures" / "relu-4.yaml"
        done = run("render", spec, "--csp", "-o", "fig.html")
        html = (site.parent / "fig.html").read_text()
        assert html == run("render", spec, "--as", "html").stdout
        policy = [
            f"{name}-src "
            + " ".join(f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" for part in parts)
            for name in ("style", "script")
            if (parts := re.findall(f"<{name}[^>]*>(.*?)</{name}>", html, re.DOTALL))
        ]
        assert done.stdout == "; ".join(policy) + "\n"
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
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"Wrote {name}\n")
        assert (site.parent / name).read_text().startswith(beginning)

    @pytest.mark.parametrize("name", ["fig.png", "FIG.PNG"])
    def test_a_png_by_its_name(self, run, site, name):
        spec = site / "figures" / "relu-4.yaml"
        done = run("render", spec, "-o", name)
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"Wrote {name}\n")
        picture = (site.parent / name).read_bytes()
        assert picture == run("render", spec, "--as", "png").stdout_bytes
        still = ET.fromstring(run("render", spec, "--as", "still").stdout)
        width, height = size(picture)
        assert width == round(2.2 * float(still.get("width")))  # with its margin
        assert height > 2 * float(still.get("height")) + 84  # with its title, too
        run("render", spec, "-o", name, "--scale", "0.5")
        small = size((site.parent / name).read_bytes())
        assert (small[0], round(height / 4) - small[1] in (-1, 0, 1)) == (width // 4, True)
        assert sorted(os.listdir(site.parent)) == [*sorted(["content", name])]

    def test_what_the_scale_may_be(self, run, site):
        spec = site / "figures" / "relu-4.yaml"
        for scale, problem in [("9", "9 is outside 0.5 to 8"), ("nan", "nan is outside 0.5 to 8")]:
            done = run("render", spec, "-o", "fig.png", "--scale", scale)
            assert (done.exit_code, done.stdout) == (2, "")
            assert f"Invalid value for '--scale': {problem}" in done.stderr
        assert os.listdir(site.parent) == ["content"]

    def test_a_theme_that_does_not_exist(self, run, site):
        (site / "theme.yaml").write_text("radius: 2\n")
        (site / "loop.yaml").symlink_to("loop.yaml")
        for name, hint in (
            ("content/them.yaml", "There is no file 'content/them.yaml'. Did you mean 'content/theme.yaml'?"),
            (
                "./content/x",
                "There is no file './content/x'. YAML files here: ./content/loop.yaml, ./content/theme.yaml",
            ),
            ("content/loop.yaml", "File 'content/loop.yaml' does not exist."),
        ):
            done = run("render", site / "figures" / "relu-4.yaml", "--theme", name)
            assert (done.exit_code, done.stdout) == (2, "")
            assert hint in done.stderr

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

    def test_a_theme(self, run, site):
        spec, theme = site / "figures" / "relu-4.yaml", site.parent / "theme.yaml"
        theme.write_text("light: {surface: '#fdf6e3'}\ndark: {surface: '#002b36'}\n")
        for words, colour in [((), "fdf6e3"), (("--dark",), "002b36")]:
            done = run("render", spec, "--as", "png", "--scale", "0.5", "--theme", theme, *words)
            assert bytes(pixels(done.stdout_bytes)[0, 0, :3].tolist()).hex() == colour
        theme.write_text("light:\n  accent: gold\n")
        done = run("render", spec, "--theme", theme)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith(f"{theme}:2:11: error: light.accent: #ffd700 has a contrast of 1.40")
        assert run("render", spec, "--theme", "missing.yaml").exit_code == 2
        done = run("render", spec, "--theme", theme, "--as", "csv")
        assert "--theme is for what has colours, and csv has none" in done.stderr
        same = ("--theme", theme, "--as", "svg", "-o", theme)
        assert "The figure is made from" in run("render", spec, *same).stderr

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
        assert done.stderr.endswith("1 warning\nWrote fig.png\n")
        assert size(Path("fig.png").read_bytes())
        assert run("render", "-", input=names).stderr == ""

    def test_a_dash_is_standard_output(self, run, site):
        spec = site / "figures" / "relu-4.yaml"
        assert run("render", spec, "-o", "-").stdout == run("render", spec).stdout
        assert os.listdir(site.parent) == ["content"]

    @pytest.mark.parametrize("form", ["svg", "image", "still", "png", "html", "json", "csv", "text"])
    def test_a_figure_that_breaks_a_rule_is_refused_as_in_a_build(self, run, site, monkeypatch, form):
        set_limit(monkeypatch, "text-size", 99.0)
        done = run("render", "content/figures/relu-4.yaml", "--as", form, "-o", "fig")
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith("content/figures/relu-4.yaml:1:1: error: text is 12.0 px on the narrowest screen")
        assert done.stderr == run("build", "--no-cache").stderr
        assert os.listdir(site.parent) == ["content"]
        assert run("render", "-", input=RELU).stderr.startswith("<stdin>:1:1: error: text is 12.0 px")

    def test_reads_standard_input(self, run, site):
        rendered = run("render", "-", "--as", "csv", input=RELU).stdout
        assert rendered == run("render", site / "figures" / "relu-4.yaml", "--as", "csv").stdout

    def test_finds_references_beside_the_spec(self, run, site):
        (site / "figures" / "wave.yaml").write_text(REFERRING)
        done = run("render", site / "figures" / "wave.yaml", "--as", "csv")
        assert [float(row["magnitude"]) for row in csv.DictReader(io.StringIO(done.stdout))] == [0.125, 0.25, 0.5, 1]

    def test_another_state_has_no_references(self, run, site):
        (site / "figures" / "wave.yaml").write_text(REFERRING)
        spec = ("render", site / "figures" / "wave.yaml", "--as", "csv", "--set")
        done = run(*spec, "gradients=[0.25, 0.5, 1, 1]")
        assert [float(row["magnitude"]) for row in csv.DictReader(io.StringIO(done.stdout))] == [0.25, 0.5, 1, 1]
        done = run(*spec, "gradients={figure: relu-4}")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "gradients: a figure or a file cannot be named here; write the numbers" in done.stderr

    def test_a_step_of_a_recording_can_be_chosen(self, run, site):
        rows = (f"{step},{name},{step + len(name)}\n" for step in (0, 100, 200) for name in ("a", "bb"))
        (site / "run.csv").write_text(f"step,run,norm\n{''.join(rows)}")
        path = site / "figures" / "steps.yaml"
        path.write_text(RECORDED)
        spec = ("render", path, "--as", "csv")
        values = {}
        for step in (0, 200):
            done = run(*spec, "--set", f"step={step}", "--set", "run=bb")
            values[step] = [float(row["norm"]) for row in csv.DictReader(io.StringIO(done.stdout))]
        assert values == {0: [2], 200: [202]}
        assert run(*spec, "--set", "run=bb", "--set", "a=2").exit_code == 0
        for change, said in {
            "step=120": "step: 120 is not among the values of the column; the nearest are 100 and 200",
            "step=999": "step: 999 is not among the values of the column; the nearest is 200",
            "step=first": "step: 'first' is not among the values of the column; the first is 0, and the last is 200",
            "run=b": "run: 'b' is not among the values of the column; did you mean 'bb'?",
            "params.x.to=3": "curves has no parameter 'params.x.to'; write 'x={to: 3}', with the other keys that it needs",
            "y.range.low=3": "write 'y={range: {low: 3}}', with",
            "params.step=0": "leave out 'params.': write step=0",
            "steps=0": "curves has no parameter 'steps'; did you mean 'step'?",
        }.items():
            done = run(*spec, "--set", change)
            assert (done.exit_code, done.stdout) == (2, "")
            assert said in done.stderr

    def test_keys_of_the_spec_are_no_parameters(self, run, site):
        path = site / "figures" / "a.yaml"
        path.write_text("kind: gradient-decay\n")
        done = run("render", path, "--set", "title=A")
        assert "has no parameter 'title'; write title into the spec: --set changes parameters" in done.stderr
        done = run("render", path.parent)
        assert f"is a folder. Name a spec in it, such as {path.parent}" in done.stderr
        assert f"'{site}' is a folder. Name a spec in it, such as {path}." in run("render", site).stderr
        assert "The name of the file is empty." in run("render", "").stderr

    @pytest.mark.parametrize(
        ("form", "name"), [("png", "a.svg"), ("svg", "a.PNG"), ("json", "a.csv"), ("text", "a.html")]
    )
    def test_a_file_has_no_ending_of_another_format(self, run, site, tmp_path, form, name):
        spec = site / "figures" / "relu-4.yaml"
        done = run("render", spec, "--as", form, "-o", tmp_path / name)
        assert done.exit_code == 2
        assert f"and --as says {form}. Name another file." in done.stderr
        assert not (tmp_path / name).exists()
        for other in ("fig", "fig.md", "fig.txt"):
            assert run("render", spec, "--as", "text", "-o", tmp_path / other).exit_code == 0

    @pytest.mark.parametrize("name", ["1", "1.0", "best", "true", "False", "null"])
    def test_a_run_whose_name_is_no_text_in_yaml_can_be_chosen(self, run, site, name):
        names = ("best", "1", "1.0", "true", "False", "null")
        rows = (f"{step},{each},{number}\n" for step in (0, 100) for number, each in enumerate(names))
        (site / "run.csv").write_text(f"step,run,norm\n{''.join(rows)}")
        (site / "figures" / "steps.yaml").write_text(RECORDED + f"stills: [{{run: {name}}}]\n")
        spec = ("render", site / "figures" / "steps.yaml", "--as", "csv", "--set")
        done = run(*spec, f"run={name}")
        assert [float(row["norm"]) for row in csv.DictReader(io.StringIO(done.stdout))] == [names.index(name)]
        assert "run: 2 is not among the values of the column" in run(*spec, "run=2").stderr

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
        assert "−0.30" in done.stdout.decode()

    def test_a_closed_pipe_is_quiet(self, site):
        reader, writer = os.pipe()
        os.close(reader)
        done = sitegen("render", site / "figures" / "relu-4.yaml", stdout=writer)
        os.close(writer)
        assert done.stderr == ""
