"""What readers see of the audit: every value, and the limit that it is held to."""

from __future__ import annotations

import math

import pytest

from sitegen.audit.rules import RULES
from sitegen.page.audit_table import columns, measures, rows
from tests.limits import set_limit

SHOWN = {rule.id: rule.shown for rule in RULES}


def test_every_limit_is_that_of_the_guidelines(wave):
    wanted = {measure.name.partition(",")[0]: measure.wanted for measure in measures(wave.audit)}
    assert wanted == {
        "Smallest contrast of text": "at least 4.5",
        "Smallest contrast of marks": "at least 3",
        "Motion ends": "within 5 s",
        "Flashes in any second": "at most 3",
        "Smallest text on a 320 px screen": "at least 12 px",
        "Levels of text": "1, 2 and 3",
    }


def test_a_limit_that_the_audit_changes_is_shown_changed(wave, monkeypatch):
    set_limit(monkeypatch, "text-contrast-light", 7.0)
    assert "at least 7" in {measure.wanted for measure in measures(wave.audit)}


def test_every_palette_is_measured(wave):
    assert len([each for each in measures(wave.audit) if "contrast of text" in each.name]) == 4


def test_a_row_has_a_cell_for_every_column(decay, wave):
    found = list(rows([decay, wave]))
    assert [row.id for row in found] == ["decay", "wave"]
    assert all(len(row.cells) == len(columns()) for row in found)


@pytest.mark.parametrize(("value", "text"), [(4.59, "4.5"), (4.5, "4.5"), (21, "21.0"), (None, "none")])
def test_a_ratio_is_never_shown_better_than_it_is(value, text):
    assert SHOWN["text-contrast-dark"](value) == text


@pytest.mark.parametrize(("value", "text"), [(math.inf, "repeats, with Pause"), (0, "no motion"), (4.26, "4.3 s")])
def test_when_motion_ends(value, text):
    assert SHOWN["page-motion"](value) == text
