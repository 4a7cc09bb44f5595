"""The figures of the real site, each drawn once for all tests of this folder."""

from __future__ import annotations

from sitegen.contract.kinds_under_test import FigureSet
from tests.conftest import FIGURES

SITE_FIGURES = FigureSet({path.stem: path for path in FIGURES})
