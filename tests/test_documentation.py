"""The documentation is correct: its commands run as written, in order, in an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli import cli
from sitegen.figures import KINDS
from sitegen.page.markdown_parser import parse

ROOT = Path(__file__).parents[1]
KIND_FOLDERS = [name.replace("-", "_") for name in KINDS]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")
WALKS = {
    "README.md": ("decay.yaml", ["decay.svg", "figure.schema.json", "build/index.html"]),
    "content/docs/first-figure.md": ("first.yaml", ["first.svg", "my-course-site/figures/first/index.html"]),
}
"""Pages to follow: the file name of their first spec, and the files that exist in the end."""


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text, *languages):
    return re.findall(rf"^```(?:{'|'.join(languages)})\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def shell(command, **options):
    return subprocess.run(["/bin/sh", "-c", command], check=False, capture_output=True, text=True, **options)


def served(command, **options):
    """Start a preview, and end it with Ctrl-C when its site is complete; return its last line before."""
    streams = {"stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(shlex.split(command), **streams, **options) as process:
        line = next((line for line in process.stdout if " is at " not in line), "")
        process.send_signal(signal.SIGINT)
        process.stdout.read()
    assert process.returncode == 0
    return line


@pytest.fixture
def environment(tmp_path):
    """A `sitegen` command that runs this checkout."""
    command = tmp_path / "bin" / "sitegen"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m sitegen "$@"\n')
    command.chmod(0o755)
    return {**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.parametrize("page", WALKS)
def test_the_commands_run_as_written(page, tmp_path, environment):
    name, made = WALKS[page]
    work = tmp_path / "work"
    work.mkdir()
    (work / name).write_text(blocks(read(page), "yaml")[0])
    lines = [line.removeprefix("$ ") for block in blocks(read(page), "console", "sh") for line in block.splitlines()]
    lines = [line for line in lines if line.startswith(("sitegen ", "mv "))]
    assert len(lines) >= 5
    for line in lines:
        if line.startswith("sitegen serve "):
            assert " pages, " in served(line, cwd=work, env={**environment, "BROWSER": "true"}), line
            continue
        done = shell(line, cwd=work, env=environment)
        assert (done.returncode, re.sub(r"^Wrote [\w.-]+\n", "", done.stderr)) == (0, ""), line
    assert [path for path in made if not (work / path).is_file()] == []


def test_the_error_is_the_one_that_is_shown(tmp_path, monkeypatch):
    (shown,) = blocks(read("README.md"), "text")
    (spec,) = blocks(read("README.md"), "yaml")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "figures").mkdir(parents=True)
    (tmp_path / "content" / "figures" / "decay.yaml").write_text(spec.replace("relu\n", "reluu\n"))
    done = CliRunner().invoke(cli, ["render", "content/figures/decay.yaml"])
    assert done.stderr == f"{shown}1 error\n"


def test_the_python_runs(environment):
    (code,) = blocks(read("README.md"), "python")
    done = subprocess.run([sys.executable, "-c", code], check=True, env=environment, capture_output=True, text=True)
    assert "8 layers" in done.stdout


def test_the_page_about_embedding_runs_as_written(tmp_path, environment):
    work = tmp_path / "work"
    work.mkdir()
    for name, target in (("content", ROOT / "content"), ("figures", ROOT / "content" / "figures")):
        (work / name).symlink_to(target)
    page = read("content/docs/embedding.md")
    commands = [line for block in blocks(page, "sh") for line in block.splitlines()]
    programs = [f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}" for code in blocks(page, "python")]
    assert (len(commands), len(programs)) == (4, 2)
    for line in [*commands, *programs]:
        done = shell(line, cwd=work, env=environment)
        assert (done.returncode, re.sub(r"^Wrote [\w.-]+\n", "", done.stderr)) == (0, ""), line
        assert done.stdout or "-o" in line
    assert {"relu-16.html", "relu-16.png", "flow.svg"} <= {path.name for path in work.iterdir()}


@pytest.mark.parametrize("page", ["README.md", "content/docs/command-line.md"])
def test_the_completion_lines_run(page, environment):
    lines = re.findall(r"_SITEGEN_COMPLETE=([a-z]+)_source sitegen", read(page))
    assert lines == ["bash", "zsh", "fish"]
    for name in lines:
        done = shell(f"_SITEGEN_COMPLETE={name}_source sitegen", env=environment)
        assert (done.returncode, done.stderr) == (0, "")
        assert "complet" in done.stdout


def test_the_readme_mentions_every_command_form_and_kind():
    table = read("README.md").split("## Commands")[1]
    assert [name for name in cli.commands if f"| `sitegen {name}" not in table] == []
    assert [form for form in cli.commands["render"].params[1].type.choices if f"`{form}`" not in table] == []
    assert [kind for kind in KINDS if f"`{kind}`" not in read("README.md")] == []


@pytest.mark.parametrize("name", cli.commands)
def test_the_page_of_the_command_line_has_every_option(name):
    (section,) = re.findall(
        rf"^## sitegen {name}$(.*?)^## ", read("content/docs/command-line.md"), re.MULTILINE | re.DOTALL
    )
    command = cli.commands[name]
    parameters = [param for each in (command, *getattr(command, "commands", {}).values()) for param in each.params]
    options = [word for param in parameters for word in param.opts if word.startswith("-")]
    named = {"--debug", *re.findall(r"(?<![\w-])--?[a-z][a-z-]*", section)}  # which all commands have
    assert named <= set(options)
    assert [param.name for param in parameters if param.opts[0][0] == "-" and not named & set(param.opts)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_to_files_and_make_targets_exist(name):
    text = read(name)
    links = [link for link in re.findall(r"\]\(([^)#\s]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []
    targets = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE).group(1).split()
    assert set(re.findall(r"\bmake ([a-z-]+)`", text)) <= set(targets)


def test_what_make_installs_is_listed():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = re.findall(r"`([\w-]+)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("otherwise")[0])
    assert set(re.findall(r"\.ci/need ([\w-]+)", makefile)) == set(listed) - {"make"}


def test_the_architecture_has_short_lines():
    lines = read("ARCHITECTURE.md").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > 120] == []


def test_modules_have_names_of_their_own():
    modules = [path for path in (ROOT / "sitegen").rglob("*.py") if path.name != "__init__.py"]
    of_kinds = {path.name for path in modules if "figures" in path.parts}
    names = Counter([*of_kinds, *(path.name for path in modules if "figures" not in path.parts)])
    assert [name for name, count in names.items() if count > 1] == []


def test_the_architecture_names_files_that_exist():
    folders, missing, named = [ROOT / "sitegen"], [], set()
    for line in read("ARCHITECTURE.md").splitlines():
        names = re.findall(r"`([\w.<>/-]+)`", line)
        if line.startswith("#"):
            folders = [ROOT / name for name in names] or [ROOT / "sitegen"]
        for name in names:
            if "/" not in name and not name.endswith(".py"):
                continue
            places = (ROOT, ROOT / "sitegen", *folders, *(ROOT / "sitegen" / "figures" / kind for kind in KIND_FOLDERS))
            pattern = name.replace("<kind>", "gradient_decay")
            found = [place / pattern for place in places if (place / pattern).exists()]
            missing += [] if found else [name]
            named.update(path.resolve() for path in found[:1])
    assert missing == []
    packages = {path.parent for path in (ROOT / "sitegen").glob("*/__init__.py")}
    assert {path.name for path in packages - named} == set()
    assert len(named) > 100


def test_the_glossary_is_short():
    (glossary,) = re.findall(r"^## Glossary\n+(.*?)^## ", read("ARCHITECTURE.md"), re.MULTILINE | re.DOTALL)
    assert 15 <= len(glossary.strip().splitlines()) <= 30


def test_every_decision_has_three_lines():
    decisions = read("ARCHITECTURE.md").partition("## Decisions")[2].strip().split("\n\n")[1:]
    assert len(decisions) > 15
    assert [text for text in decisions if not re.fullmatch(r"\*\*.+\.\*\* .+\n.+\nCost: .+", text)] == []


@pytest.mark.parametrize("page", sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "content").rglob("*.md")))
def test_every_table_of_a_page_has_a_name(page):
    tokens = parse(read(page), {})
    tables = [behind for token, behind in pairwise(tokens) if token.type == "table_open"]
    assert [token.type for token in tables] == ["caption_open"] * len(tables)
    names = [behind.content for token, behind in pairwise(tokens) if token.type == "caption_open"]
    assert len(set(names)) == len(names)
