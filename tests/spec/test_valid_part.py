"""What is known of a spec with errors."""

from __future__ import annotations

from sitegen.figures import KINDS
from sitegen.spec.load import valid_part

WRONG = {
    "id": "No id!",
    "title": [1],
    "caption": [1],
    "note": [1],
    "alt": [1],
    "size": "huge",
    "title_in_files": "never",
    "motion": "fast",
    "lang": 3,
}


def test_no_number_depends_on_fields_of_words_alone():
    for wrong in ({}, {"title": [1]}, WRONG):
        found = valid_part({"kind": "gradient-decay", **wrong}, KINDS, "decay")
        assert found is not None
        assert found.has_all_numbers


def test_numbers_depend_on_parameters():
    found = valid_part({"kind": "gradient-decay", "params": {"num_layers": "many"}}, KINDS, "decay")
    assert found is not None
    assert not found.has_all_numbers
