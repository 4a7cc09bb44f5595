"""Each promise of the page on accessible figures has a test: here, or where this table says."""

from __future__ import annotations

import re

import pytest

from sitegen.figure import Figure
from sitegen.scene.shapes import Group
from tests.conftest import FIGURES, ROOT
from tests.scenes import scene_of

EXAMPLES = [path.stem for path in FIGURES]
PAGE = (ROOT / "content" / "docs" / "accessible-figures.md").read_text(encoding="utf-8")
EVERY_KIND, TABLES, MOTION = "contracts/test_every_kind.py", "contracts/test_tables.py", "browser/test_motion.py"
HELD_BY = {
    "Every figure has a name": ("contracts/test_promises.py", "test_a_figure_has_a_name_and_tells_its_values"),
    "The words are made": (EVERY_KIND, "test_every_number_in_the_words_is_in_the_data"),
    "Each number has one form": ("page/test_html_text.py", "test_a_value_has_one_text_that_can_be_read_aloud"),
    "The description of an axis": ("contracts/test_promises.py", "test_an_axis_has_a_range_and_a_scale"),
    "Every animation is also": ("contracts/test_promises.py", "test_motion_is_also_a_list_of_steps_and_has_a_pause"),
    "Every value that is drawn": (TABLES, "test_csv_files_have_every_value_that_is_drawn"),
    "A page shows some rows": (TABLES, "test_the_text_file_and_the_page_have_every_row"),
    "CSV and JSON files": (TABLES, "test_the_text_file_and_the_page_have_every_row"),
    "If the reader prefers reduced": (MOTION, "test_less_motion_and_paper_show_the_finished_picture"),
    "A file moves": (EVERY_KIND, "test_the_audit_finds_no_violation"),
    "A figure that moves": (MOTION, "test_pause_holds_everything_by_keyboard"),
    "Nothing flashes": (EVERY_KIND, "test_the_audit_finds_no_violation"),
    "All of this works without JavaScript": ("browser/test_explore.py", "test_without_scripts_no_control_is_dead"),
    "Colour is never the only sign": (
        "contracts/test_promises.py",
        "test_the_words_have_every_meaning_that_a_colour_has",
    ),
    "Text has a contrast": (EVERY_KIND, "test_the_audit_finds_no_violation"),
    "When the reader's system": ("browser/test_screens.py", "test_figures_have_their_colours_in_every_palette"),
    "On a screen that is only": ("browser/test_labels.py", "test_labels_on_a_page_stay_apart_and_are_large_enough"),
    "A page can be enlarged": ("browser/test_every_page.py", "test_four_hundred_percent_is_a_narrow_screen"),
}
"""The beginning of each promise, and the file and name of its test."""


def test_every_promise_has_a_test() -> None:
    promised = re.findall(r"^- (.+)$", PAGE.partition("## What you still have to do")[0], re.MULTILINE)
    assert len(promised) == len(HELD_BY)
    for promise, (start, (file, name)) in zip(promised, HELD_BY.items(), strict=True):
        assert promise.startswith(start)
        assert f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_figure_has_a_name_and_tells_its_values(rendered: dict[str, Figure], name: str) -> None:
    figure = rendered[name]
    assert figure.title.strip()
    assert figure.description.levels == (1, 2, 3)
    for svg in (figure.svg, figure.still_svg):
        assert re.search(r"<title[^>]*>[^<]+</title>", svg)
        assert figure.description.sentences[0].text("spoken") in re.sub("<[^>]+>", "", svg).replace("&#39;", "'")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_axis_has_a_range_and_a_scale(rendered: dict[str, Figure], name: str) -> None:
    """Every chart has a value axis; the cards of neurons have none, and a sentence says that their heights differ."""
    summary = rendered[name].description.summary()
    if rendered[name].spec.kind == "dead-neurons":
        assert "scaled to its own" in summary or "no samples" in summary
    elif "a single layer" not in summary:
        assert re.search(r"(logarithmic|linear)( axis)?,? from \S+ to \S+", summary)


@pytest.mark.parametrize("name", EXAMPLES)
def test_motion_is_also_a_list_of_steps_and_has_a_pause(rendered: dict[str, Figure], name: str) -> None:
    figure = rendered[name]
    assert bool(figure.description.steps) == figure.drawing.moves
    assert ('class="sg-pause"' in figure.html) == figure.drawing.moves


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_words_have_every_meaning_that_a_colour_has(rendered: dict[str, Figure], name: str) -> None:
    figure = rendered[name]
    neurons = {"stable": "alive", "exploding": "dead", "vanishing": "dead"}
    words = neurons if figure.spec.kind == "dead-neurons" else {word: word for word in neurons}
    roles = {mark.role.partition("-")[0] for mark in scene_of(figure).marks() if not isinstance(mark, Group)}
    missing = [word for role, word in words.items() if role in roles and word not in figure.files["description.txt"]]
    assert not missing
