"""Each promise of the page on accessible figures has a test: here, or where this table says."""

from __future__ import annotations

import re

import pytest

from sitegen.contract.kinds_under_test import scene_of
from sitegen.figure import Figure
from sitegen.scene.shapes import Group
from tests.conftest import FIGURES, ROOT

EXAMPLES = [path.stem for path in FIGURES]
PAGE = (ROOT / "content" / "docs" / "accessible-figures.md").read_text(encoding="utf-8")
WORDS, AUDIT = "sitegen/contract/words_level.py", "sitegen/contract/audit_level.py"
TABLES, LEADS, MOTION = (
    "tests/contracts/test_tables.py",
    "tests/contracts/test_leads.py",
    "tests/browser/test_motion.py",
)
HELD_BY = {
    "Every figure has a name": (WORDS, "test_a_figure_has_a_name_and_tells_its_values"),
    "The first one or two sentences": (WORDS, "test_the_lead_is_short_and_says_what_was_found"),
    "These sentences are also": (LEADS, "test_an_alternative_text_is_as_much_of_the_lead_as_there_is_room_for"),
    "The words are made": (WORDS, "test_every_number_in_the_words_is_in_the_data"),
    "The numbers that are shown": (
        "tests/page/test_html_text.py",
        "test_a_sentence_of_a_page_has_the_digits_that_are_spoken",
    ),
    "The description of an axis": ("tests/contracts/test_promises.py", "test_an_axis_has_a_range_and_a_scale"),
    "Every animation is also": (WORDS, "test_motion_is_also_a_list_of_steps_and_has_a_pause"),
    "Every value that is drawn": (TABLES, "test_csv_files_have_every_value_that_is_drawn"),
    "A page shows some rows": (WORDS, "test_the_text_file_and_the_page_have_every_row"),
    "The CSV, JSON and text files": (WORDS, "test_the_text_file_and_the_page_have_every_row"),
    "A drawing is one tab stop": (
        "tests/browser/test_points.py",
        "test_every_point_says_and_shows_cells_of_the_tables",
    ),
    "If the reader prefers reduced": (MOTION, "test_less_motion_and_paper_show_the_finished_picture"),
    "A file moves": (AUDIT, "test_the_audit_finds_no_violation"),
    "A figure on a page begins": (MOTION, "test_pause_holds_everything_by_keyboard"),
    "A figure with up to three controls": (
        "tests/browser/test_pages.py",
        "test_a_figure_has_few_tab_stops_before_anything_is_unfolded",
    ),
    "Nothing flashes": (AUDIT, "test_the_audit_finds_no_violation"),
    "Only sliders, players": (
        "tests/browser/test_explore.py",
        "test_without_scripts_no_control_is_dead",
    ),
    "Colour is never the only way": (
        "tests/contracts/test_promises.py",
        "test_the_words_have_every_meaning_that_a_colour_has",
    ),
    "Text has a contrast": (AUDIT, "test_the_audit_finds_no_violation"),
    "When the reader's system": ("tests/browser/test_screens.py", "test_figures_have_their_colours_in_every_palette"),
    "On a screen that is only": (
        "tests/browser/test_labels.py",
        "test_labels_on_a_page_stay_apart_and_are_large_enough",
    ),
    "A page can be enlarged": ("tests/browser/test_every_page.py", "test_four_hundred_percent_is_a_narrow_screen"),
}
"""The beginning of each promise, and the file and name of its test."""


def test_every_promise_has_a_test() -> None:
    promised = re.findall(r"^- (.+)$", PAGE.partition("## What you still have to do")[0], re.MULTILINE)
    assert len(promised) == len(HELD_BY)
    for promise, (start, (file, name)) in zip(promised, HELD_BY.items(), strict=True):
        assert promise.startswith(start)
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_axis_has_a_range_and_a_scale(figure: Figure) -> None:
    """Every chart has a value axis; graphs and cards of neurons may have none, and a sentence says if the heights of these differ."""
    summary = figure.description.summary()
    if figure.spec.kind == "dead-neurons":
        said = ("scaled to its own", "linear axis from", "marks zero", "no samples")
        assert any(each in summary for each in said)
    elif figure.spec.kind != "graph" and "a single layer" not in summary:
        assert re.search(r"(logarithmic|linear)( axis)?,? from \S+ to \S+", summary)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_words_have_every_meaning_that_a_colour_has(figure: Figure) -> None:
    neurons = {"stable": "alive", "exploding": "dead", "vanishing": "dead"}
    words = neurons if figure.spec.kind == "dead-neurons" else {word: word for word in neurons}
    roles = {mark.role.partition("-")[0] for mark in scene_of(figure).marks() if not isinstance(mark, Group)}
    missing = [word for role, word in words.items() if role in roles and word not in figure.files["description.txt"]]
    assert not missing
