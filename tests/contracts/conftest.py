"""A figure of the site; which checks of kinds and figures belong to the matrix."""

from __future__ import annotations

import pytest

from sitegen.contract.kind_contract import level_of
from sitegen.figure import Figure
from tests.contracts.site_figures import CHOSEN_FIGURES, SITE_FIGURES

LONG = "test_parameters_at_the_ends_of_their_ranges"
CHOSEN_KINDS = {"gradient-decay", "histogram"}
"""Kinds whose long checks belong to the default tests."""


@pytest.fixture
def figure(name: str) -> Figure:
    """The figure of the parameter `name`."""
    return SITE_FIGURES.figure(name)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if getattr(item, "originalname", "") == LONG and item.callspec.params["kind_name"] not in CHOSEN_KINDS:
            item.add_marker(pytest.mark.matrix)
        if getattr(item.cls, "__name__", "") == "TestExamples" and level_of(item.function) == "words":
            item.add_marker(pytest.mark.matrix)
        if _figure_of(item) not in {None, *CHOSEN_FIGURES}:
            item.add_marker(pytest.mark.matrix)


def _figure_of(item: pytest.Item) -> str | None:
    """The name of the figure of the site that a test is repeated for."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    name = params.get("figure_name") or ("figure" in item.fixturenames and params.get("name"))
    return name if name in SITE_FIGURES.specs else None
