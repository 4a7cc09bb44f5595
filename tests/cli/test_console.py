"""What the system refuses is one line, whichever stream it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.processes import BROKEN, sitegen


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
    assert r"content/figures/z\x1b[31m\u202e.yaml:1:7: error: " in done.stderr
    assert "\033" not in done.stderr
