"""What the home page promises holds: its commands, and what it says of every figure."""

from __future__ import annotations

import json
import re
from math import prod

import pytest
from click.testing import CliRunner

from sitegen import load_spec, render_figure
from sitegen.cli import cli
from sitegen.description.sentences import joined
from sitegen.errors import ContentError
from tests.conftest import CONTENT, ROOT

PAGE = (CONTENT / "index.md").read_text(encoding="utf-8")
FLAT = " ".join(PAGE.split())
HELD_BY = {
    "Move the slider, and the drawing, the words and the table follow": (
        "tests/browser/test_explore.py",
        "test_every_state_is_the_figure_made_for_it_alone",
    ),
    "in [an exported notebook]": (
        "tests/hosts/test_notebooks.py",
        "test_a_page_made_of_a_notebook_keeps_its_figures_whole",
    ),
    "in [MkDocs]": ("tests/hosts/test_mkdocs.py", "test_the_page_keeps_its_figures_whole"),
    "in [Sphinx]": ("tests/hosts/test_sphinx.py", "test_pages_keep_their_figures_whole"),
    "in a single HTML file without a network": (
        "tests/browser/test_fragments.py",
        "test_every_control_works_under_a_strict_policy_and_without_a_network",
    ),
    "Without JavaScript, a table lists the states": (
        "tests/browser/test_explore.py",
        "test_without_scripts_no_control_is_dead",
    ),
    "those of all figures in the [accessibility statement]": (
        "tests/site/test_build.py",
        "test_the_statement_has_a_row_for_every_figure",
    ),
    "The words are made from the same numbers": (
        "sitegen/contract/words_level.py",
        "test_every_number_in_the_words_is_in_the_data",
    ),
    "the first sentences are the alternative text": (
        "tests/contracts/test_leads.py",
        "test_an_alternative_text_is_as_much_of_the_lead_as_there_is_room_for",
    ),
}
"""A promise, and the file and name of the test that holds it elsewhere."""


def block(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("promise", HELD_BY)
def test_every_promise_names_an_existing_test(promise: str) -> None:
    file, name = HELD_BY[promise]
    assert promise in FLAT
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_the_commands_make_the_figure_and_its_words(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (spec,) = block("yaml")
    (tmp_path / "relu-16.yaml").write_text(spec)
    install_and_draw, tell = block("sh")
    (words,) = block("text")
    commands = [line.split()[1:] for line in f"{install_and_draw}{tell}".splitlines() if line.startswith("sitegen ")]
    assert len(commands) == 2
    done = [CliRunner().invoke(cli, command, catch_exceptions=False) for command in commands]
    assert [each.exit_code for each in done] == [0, 0]
    assert (tmp_path / "relu-16.svg").read_text().startswith("<svg ")
    assert words.strip() in done[1].output.splitlines()


def test_the_number_of_states_is_that_of_the_figure() -> None:
    (told,) = re.findall(r"All (\d+) states", FLAT)
    spec = CONTENT / "figures" / "scale-explorer.yaml"
    states = json.loads(render_figure(spec).files["states.json"])["states"]
    assert int(told) == len(states) == prod(len(axis.values) for axis in load_spec(spec).axes)


def test_the_manifest_has_what_is_said_to_be_measured() -> None:
    found = json.loads(render_figure(CONTENT / "figures" / "scale-explorer.yaml").files["manifest.json"])
    measured = found["accessibility"]
    assert {"light", "dark"} <= measured["smallest_contrast"].keys()
    assert {"smallest_text_px_at_320", "flashes_per_second", "settle_seconds"} <= measured.keys()
    assert measured["breaches"] == []


def test_no_figure_that_breaks_a_rule_is_written(tmp_path) -> None:
    spec = tmp_path / "fast.yaml"
    spec.write_text("kind: gradient-flow\nparams:\n  layers: [2, 2]\n  loop: true\n  play_speed: 60\n")
    with pytest.raises(ContentError):
        render_figure(spec)
    done = CliRunner().invoke(cli, ["render", str(spec), "-o", str(tmp_path / "fast.svg")])
    assert done.exit_code == 1
    assert not (tmp_path / "fast.svg").exists()


def test_the_words_are_in_every_format() -> None:
    figure = render_figure(CONTENT / "figures" / "relu-16.yaml")
    page, spoken = (joined(figure.description.lead, form) for form in ("page", "spoken"))
    for text in (figure.files["description.txt"], figure.alt, figure.svg):
        assert spoken.split(". ")[0] in text
    assert page.split(". ")[0] in figure.html


def test_the_lessons_are_named_in_their_order() -> None:
    folder = CONTENT / "lessons"
    orders = {path.name: re.findall(r"^order: (\d+)$", path.read_text(), re.MULTILINE) for path in folder.glob("*.md")}
    ordered = sorted((int(order[0]), name) for name, order in orders.items() if order)
    listed = re.findall(r"^\d\. \[.+\]\(lessons/(.+?)\)", PAGE, re.MULTILINE)
    assert listed == [name for _, name in ordered]
    assert (len(listed), "read the seven lessons in order" in FLAT) == (7, True)
