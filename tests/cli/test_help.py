"""Help names every command and imports nothing heavy; each wrong use ends with a hint."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sitegen import __version__
from sitegen.cli import cli


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
            (["init"], "No such command 'init'. A new site: sitegen new DIR"),
            (["watch"], "No such command 'watch'. A preview that follows your changes: sitegen serve"),
            (["gh-deploy"], "No such command 'gh-deploy'. Any web server can show what 'sitegen build' writes"),
            (["cache", "list"], "No such command 'list'. Its folder and size: sitegen cache info"),
            (["cache", "purge"], "No such command 'purge'. To empty it: sitegen cache clear"),
            (["cache", "frob"], "No such command 'frob'. Commands: clear, info, prune"),
            (["cache", "pruen"], "No such command 'pruen'. Did you mean 'prune'?"),
            (
                ["frobnicate"],
                "No such command 'frobnicate'. Commands: build, cache, check, embed, kinds, new, render, serve",
            ),
            (
                ["embed", "content", "relu-16"],
                "Got unexpected extra argument (relu-16). Name the folder of the site with --content DIR",
            ),
            (
                ["build", "content", "out"],
                "Got unexpected extra argument (out). Name the folder for the site with --out DIR",
            ),
            (
                ["check", "--fix"],
                "No such option '--fix'. sitegen changes no files of yours: correct each place that it names.",
            ),
            (
                ["build", "--theme", "dark"],
                "No such option '--theme'. The colours of a site: theme in site.yaml; of one figure for dark pages: render --dark.",
            ),
            (
                ["render", "-", "--theme", "dark"],
                "'dark' is not a file with the options of a theme. For the dark colours: --dark",
            ),
            (["build", "-d", "x"], "No such option '-d'. The folder for the site: --out."),
            (["--build"], "No such option '--build'. Commands have no hyphens: sitegen build."),
            (["cache", "--clear"], "No such option '--clear'. Commands have no hyphens: sitegen cache clear."),
            (["cache", "--purge"], "No such option '--purge'. To empty it: sitegen cache clear."),
            (["cache", "info", "--test"], "No such option '--test'.\n"),
            (["build", "--list"], "No such option '--list'. Did you mean '--quiet'?"),
            (["render", "--num_layers", "8"], "No such option '--num_layers'. A parameter: --set num_layers=VALUE."),
            (["render", "--init-scale=2"], "No such option '--init-scale'. A parameter: --set init_scale=VALUE."),
            (["render", "--new"], "No such option '--new'. Did you mean '--set'?"),
            (["render", "a.yaml", "--theme", "~nouser/x.yaml"], "There is no file '~nouser/x.yaml'."),
            (["--init"], "No such option '--init'. A new site: sitegen new DIR."),
            (["--config", "x"], "No such option '--config'. Name the folder with site.yaml."),
            (["render", "-", "--as", "png", "--scale", "2x"], "'2x' is not a number. Write 2."),
            (["render", "-", "--as", "png", "--scale", "@3x"], "'@3x' is not a number. Write 3."),
            (["render", "-", "--as", "png", "--scale", "200%"], "'200%' is not a number. Write 2."),
            (
                ["render", "a.yaml", "--format", "png"],
                "No such option '--format'. The format: --as, or the ending of FILE.",
            ),
            (["render", "a.svg", "a.yaml"], "Give the output file with -o: sitegen render SPEC -o a.svg"),
            (["build", "--base_url", "x"], "No such option '--base_url'. Did you mean '--base-url'?"),
            (["kinds", "pie"], "No such kind 'pie'. Write bars"),
            (["kinds", "gradient-decoy"], "No such kind 'gradient-decoy'. Did you mean 'gradient-decay'?"),
            (
                ["kinds", "no-such-thing"],
                "No such kind 'no-such-thing'. The kinds are activation-curve, bars, bptt-norm, curves, dead-neurons, gradient-decay, gradient-flow, graph, grid, histogram, layer-profile, lr-schedule, training-curves, vanishing-gradients.",
            ),
            (["render", "missing.yaml"], "There is no file 'missing.yaml'."),
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
            (["build", "--jobs", "many"], "'many' is not a valid whole number."),
            (["serve", "--port", "99999"], "99999 is not in the range 0<=x<=65535."),
            (
                ["render", "-", "-o", "fig.pdf"],
                "fig.pdf: no figure is written as '.pdf'; the endings are .svg, .html, .png, .json, .csv and .txt",
            ),
            (
                ["render", "-", "--scale", "2"],
                "--scale is for png, and this is svg. Add --as png, or leave --scale out.",
            ),
            (["render", "-", "--scale", "2", "-o", "fig.txt"], "--scale is for png, and this is text."),
            (["render", "-", "--as", "png", "--scale", "big"], "'big' is not a number."),
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
