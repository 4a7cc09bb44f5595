"""The figures of the real site, each drawn once for all tests of this folder."""

from __future__ import annotations

from sitegen.contract.kinds_under_test import FigureSet
from tests.browser.listing import CHOSEN_CONTROLLED, CHOSEN_EXPLORABLE
from tests.conftest import FIGURES, ROOT

SITE_FIGURES = FigureSet({path.stem: path for path in FIGURES})
_GOLDENS = {path.stem for path in (ROOT / "tests" / "golden").glob("*.svg")}
CHOSEN_FIGURES = {*SITE_FIGURES.specs} & {*_GOLDENS, *CHOSEN_CONTROLLED, *CHOSEN_EXPLORABLE}
"""The figures that the default tests use: those with a golden file, which are of each kind, and interactive ones."""
