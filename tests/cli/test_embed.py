"""Snippets whose addresses are those of files that a build makes."""

from __future__ import annotations

import re

import pytest

from tests.cli.processes import BROKEN


class TestEmbed:
    @pytest.mark.parametrize(
        ("place", "beginning", "named"),
        [
            ("github", "<picture>", ["image-dark.svg", "still.svg", "image-dark.svg", "figure.svg", "description.txt"]),
            ("html", "<figure>\n<svg", []),
            ("markdown", "![The gradient halves at every layer. ", ["figure.svg", "description.txt"]),
            ("object", "<object ", ["figure.svg", "description.txt"]),
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

    def test_a_theme_among_the_figures_is_no_spec(self, run, site):
        (site / "site.yaml").write_text("title: A\ndescription: B.\ntheme: figures/look.yaml\n")
        (site / "figures" / "look.yaml").write_text("radius: 2\n")
        done = run("embed", "relu-4", "--for", "iframe", "--base-url", "https://example.org/a")
        assert (done.exit_code, done.stderr) == (0, "")

    @pytest.mark.usefixtures("site")
    def test_says_that_addresses_are_not_whole(self, run):
        done = run("embed", "relu-4", "--for", "markdown")
        assert "](figures/relu-4/figure.svg)" in done.stdout
        assert done.stderr.startswith("The addresses begin at the built site.")
        assert run("embed", "relu-4", "--for", "html").stderr == ""

    @pytest.mark.parametrize(
        ("words", "hint"),
        [
            (["figures/relu-4.yaml"], "content has no figure 'figures/relu-4.yaml'. Write its id: relu-4"),
            (["relu-5", "--for", "html"], "content has no figure 'relu-5'. Did you mean 'relu-4'?"),
            (["relu-4.yaml", "--for", "html"], "content has no figure 'relu-4.yaml'. Write its id: relu-4"),
            (["content/figures/relu-4.yaml"], "Write its id: relu-4"),
            (["content/site.yaml"], "A figure by itself: sitegen render content/site.yaml --as html"),
            (
                ["relu-4", "--for", "gitlab"],
                "'gitlab' is not one of html, github, markdown, object, iframe. Write github. Pages of HTML show html",
            ),
            (["relu-4", "--for", "Jekyll"], "Write markdown. Pages of HTML show html and iframe"),
            (["relu-4", "--for", "ifram"], "Did you mean 'iframe'? Pages of HTML show html and iframe"),
            (
                ["relu-4", "--for", "frob"],
                "object, iframe. Pages of HTML show html and iframe; Markdown shows markdown.",
            ),
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
