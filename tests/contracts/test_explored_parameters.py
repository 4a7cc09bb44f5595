"""Which parameters can be explored: all but those that the documentation names."""

from __future__ import annotations

import re

import pytest

from sitegen.contract.parameter_values import explored
from sitegen.errors import ContentError
from sitegen.figures import KINDS
from tests.conftest import ROOT
from tests.contracts.variations import VARIATIONS

_TABLES, _MAPPING = "do not have the same tables", "a state cannot take a figure, a file or a mapping"
NOT_EXPLORED = {
    ("gradient-decay", "y"): _MAPPING,
    ("gradient-flow", "y"): _MAPPING,
    ("vanishing-gradients", "activations"): _TABLES,
    ("bptt-norm", "seeds"): _TABLES,
    ("dead-neurons", "neurons"): _MAPPING,
    ("dead-neurons", "demo"): _MAPPING,
    ("lr-schedule", "schedules"): _MAPPING,
    **{("curves", name): _MAPPING for name in ("x", "y", "series", "lines", "zones", "notes")},
    **{("histogram", name): _MAPPING for name in ("rows", "x", "threshold", "lines")},
    **{("bars", name): _MAPPING for name in ("bars", "x", "y", "lines")},
    **{("graph", name): _MAPPING for name in ("nodes", "edges", "node_values", "edge_values")},
    **{("grid", name): _MAPPING for name in ("x", "y", "z", "values", "lines")},
    ("training-curves", "runs"): _MAPPING,
    ("training-curves", "measure"): _TABLES,
    ("training-curves", "axis"): _MAPPING,
    ("layer-profile", "theories"): _MAPPING,
    ("layer-profile", "axis"): _MAPPING,
    ("layer-profile", "measured"): _MAPPING,
    ("layer-profile", "measure"): _TABLES,
    ("layer-profile", "first_layer"): _TABLES,
}
"""The reason for each. Without `seeds`, a single seed has no band and no table of it."""


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in VARIATIONS for name in VARIATIONS[kind]])
def test_a_parameter_can_be_explored(kind: str, name: str) -> None:
    others, value = VARIATIONS[kind][name]
    if (kind, name) in NOT_EXPLORED:
        with pytest.raises(ContentError, match=NOT_EXPLORED[kind, name]):
            explored(kind, name, others, value)
    else:
        explored(kind, name, others, value)


def test_those_with_single_values_are_known_to_hints() -> None:
    """The others with different tables take lists."""
    found = {(kind, name) for kind in VARIATIONS for name in KINDS[kind].params.not_explored}
    lists = {("vanishing-gradients", "activations"), ("bptt-norm", "seeds")}
    assert found == {each for each, why in NOT_EXPLORED.items() if why == _TABLES} - lists


def test_numbers_of_seeds_can_be_explored() -> None:
    explored("bptt-norm", "seeds", {"seeds": 20, "length": 12}, 40)


def test_the_documentation_names_the_others() -> None:
    page = (ROOT / "content" / "docs" / "exploring.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (`.+`) \| (`.+) \|$", page.partition("Table: Parameters that cannot be explored")[2], re.MULTILINE
    )
    words = [[re.findall(r"`([\w-]+)`", cell) for cell in row] for row in rows]
    assert {(kind, name) for kinds, names in words for kind in kinds for name in names} == set(NOT_EXPLORED)
