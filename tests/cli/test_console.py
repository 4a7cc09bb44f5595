"""What the system refuses is one line, whichever stream it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.cli.console import show
from sitegen.errors import Diagnostic
from tests.cli.processes import BROKEN, sitegen
from tests.conftest import ROOT


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


def test_control_characters_in_a_file_name_do_not_reach_the_terminal(site):
    (site / "figures" / "z\033[31m\u202e.yaml").write_text("kind: gradient-dekay\n")
    done = sitegen("check", cwd=site.parent)
    assert r"content/figures/z\x1b[31m\u202e.yaml: error: the name of this file" in done.stderr
    assert "\033" not in done.stderr


def in_shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S602 - a shell closes streams and deletes its folder
        command, shell=True, check=False, cwd=folder, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "closed", "told"),
    [
        ("render content/figures/relu-4.yaml", ">&-", "standard output cannot be written: Bad file descriptor"),
        ("kinds", ">&-", "standard output cannot be written: Bad file descriptor"),
        ("render -", "<&-", "standard input cannot be read: Bad file descriptor"),
    ],
)
def test_a_closed_stream_is_one_line(site, words, closed, told):
    done = in_shell(f"{sys.executable} -m sitegen {words} {closed}", site.parent)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"Error: {told}\n")


def test_a_current_folder_that_was_deleted_is_told(site):
    done = in_shell(f"mkdir gone && cd gone && rmdir ../gone && {sys.executable} -m sitegen check", site.parent)
    told = "Error: the current folder was deleted; change to another one\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


@pytest.mark.usefixtures("site")
def test_an_unforeseen_error_names_the_figure_and_keeps_the_old_site(run, monkeypatch, tmp_path):
    assert run("build").exit_code == 0
    before = (tmp_path / "build" / "index.html").read_text()

    def fail(_spec, **_options):
        raise IndexError("list index out of range")

    monkeypatch.setattr("sitegen.site.render_figures.render_resolved", fail)
    done = run("build", "--no-cache")
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr == (
        "Error: the figure 'relu-4' in content/figures/relu-4.yaml:1 cannot be made: IndexError: list index out of range "
        "(a fault of sitegen; --debug shows where it occurs)\n"
    )
    assert (tmp_path / "build" / "index.html").read_text() == before
    assert isinstance(run("build", "--no-cache", "--debug").exception.__cause__, IndexError)


def test_a_link_out_of_the_folder_is_not_rendered(run, site, tmp_path):
    (tmp_path / "secret").write_text("PASSWORD=hunter2\n")
    (site / "figures" / "a.yaml").symlink_to(tmp_path / "secret")
    done = run("render", "content/figures/a.yaml")
    assert done.exit_code == 1
    assert "this link leads out of the content folder" in done.stderr
    assert "hunter2" not in done.output


def test_a_pipe_beside_a_spec_is_not_waited_for(run, site):
    os.mkfifo(site / "figures" / "b.yaml")
    (site / "figures" / "a.yaml").write_text("kind: gradient-flow\nparams: {layers: [2, 2], gradients: {figure: b}}\n")
    assert "this is neither a file nor a folder" in run("render", "content/figures/a.yaml").stderr


def test_many_problems_are_counted_and_errors_come_first(capsys):
    found = [Diagnostic(file=f"{number:03}.md", message="m", severity="warning") for number in range(300)]
    found[250:] = [Diagnostic(file=f"{number:03}.md", message="m") for number in range(250, 300)]
    show(found, as_json=False)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "000.md: warning: m"
    assert lines[149:152] == ["149.md: warning: m", "250.md: error: m", "251.md: error: m"]
    assert lines[-2:] == ["… and 100 more; --json prints all of them", "50 errors, 250 warnings"]


def test_what_cannot_be_seen_is_printed_as_an_escape(capsys):
    name = "a\u202eb\u200bc.md"
    show([Diagnostic(file=name, message="m")], as_json=False)
    assert capsys.readouterr().err.startswith(r"a\u202eb\u200bc.md: error: m")
    show([Diagnostic(file=name, message="m")], as_json=True)
    printed = capsys.readouterr().out
    assert r'"file": "a\u202eb\u200bc.md"' in printed
    assert json.loads(printed)["diagnostics"][0]["file"] == name
