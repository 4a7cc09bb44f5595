"""`listing` agrees with the built site."""

from __future__ import annotations

from tests.browser import listing
from tests.browser.built import BuiltSite


def test_pages_and_figures_are_those_of_the_built_site(built: BuiltSite):
    assert built.pages == listing.PAGES
    assert built.scripted == listing.SCRIPTED
    assert built.figures == listing.FIGURES
    assert built.moving == listing.MOVING
    assert built.stepped == listing.STEPPED
    assert built.explorable == listing.EXPLORABLE


def test_chosen_pages_and_figures_exist():
    for values, chosen in listing.PARAMETERS.values():
        assert {*values} & {*chosen}
    assert {*listing.CHOSEN_PAGES} <= {*listing.PAGES}
    assert {*listing.CHOSEN_FIGURES, *listing.CHOSEN_MOVING} <= {*listing.FIGURES}


def test_every_kind_is_among_the_chosen_figures(built: BuiltSite):
    kinds = {built.data(figure)["kind"] for figure in listing.CHOSEN_FIGURES}
    assert kinds == {built.data(figure)["kind"] for figure in listing.FIGURES}
