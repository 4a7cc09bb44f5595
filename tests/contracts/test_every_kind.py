"""Every kind of ours keeps the contract of kinds, over every figure of the real site."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from sitegen.contract import KindContract
from sitegen.contract.kinds_under_test import FigureSet
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.kinds.figure_kind import AnyKind
from tests.conftest import ROOT
from tests.contracts.site_figures import SITE_FIGURES
from tests.contracts.variations import VARIATIONS


class TestEveryKind(KindContract):
    kinds = tuple(KINDS)
    levels = ("words", "audit")  # tests/figures have the truths of our kinds, and tests/browser has every page
    random_corners = range(10)
    test_every_parameter_is_explored_or_refused = None  # test_explored_parameters.py tells which

    @classmethod
    def drawn(cls) -> FigureSet:
        return SITE_FIGURES

    def derived(self, figure: Figure) -> Mapping[str, Iterable[float]]:
        data = json.loads(figure.files["data.json"])["data"]
        ends = {"low": {10.0 ** data["axis_low"]}, "high": {10.0 ** data["axis_high"]}} if "axis_low" in data else {}
        return {**ends, **super().derived(figure)}

    def variations(self, kind: AnyKind) -> Mapping[str, tuple[Mapping[str, Any], Any]]:
        return VARIATIONS[kind.name]

    def test_a_golden_shows_it(self, figures: list[Figure]) -> None:
        goldens = {path.stem for path in (ROOT / "tests" / "golden").glob("*.svg")}
        assert any(figure.spec.id in goldens for figure in figures)

    def test_its_package_names_its_source(self, kind: AnyKind) -> None:
        definition = inspect.getmodule(kind.compute)
        assert definition is not None
        assert "Source:" in (sys.modules[definition.__package__].__doc__ or "")


class TestExamples(KindContract):
    """Our kinds bring their examples and truths, as third-party kinds do."""

    kinds = tuple(KINDS)
    levels = ("words", "truth")


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_its_own_name(name: str) -> None:
    assert KINDS[name].name == name
