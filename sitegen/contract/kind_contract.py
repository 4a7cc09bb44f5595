"""`KindContract`: every level of the contract as one class of tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from sitegen.contract.audit_level import AuditLevel
from sitegen.contract.browser_level import BrowserLevel
from sitegen.contract.kinds_under_test import FigureSet, examples_of, find_kinds
from sitegen.contract.picture_level import PictureLevel
from sitegen.contract.truth_level import TruthLevel
from sitegen.contract.words_level import WordsLevel
from sitegen.errors import ContentError
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.kinds.figure_kind import AnyKind

_LEVELS = {each.__module__: each.level for each in (WordsLevel, AuditLevel, TruthLevel, BrowserLevel, PictureLevel)}


class KindContract(WordsLevel, AuditLevel, TruthLevel, BrowserLevel, PictureLevel):
    """Tests of the contract, over the examples of kinds. Inherit it, and name the kinds."""

    kinds: ClassVar[tuple[str, ...]] = ()
    """Names of the kinds to test."""
    levels: ClassVar[tuple[str, ...]] = ("words", "audit", "truth")
    """The levels that are run if the command line chooses none."""

    @classmethod
    def drawn(cls) -> FigureSet:
        """The figures to test: the examples of the kinds."""
        return examples_of(cls.kinds)

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Repeat each test for every figure, or for every kind."""
        suite = type(self)
        suite.kinds = suite.kinds or tuple(metafunc.config.getoption("sitegen_kind"))
        try:
            find_kinds(suite.kinds, None)
            names = list(suite.drawn().specs)
        except (pytest.UsageError, ContentError) as error:
            raise pytest.Collector.CollectError(str(error)) from error
        if "figure_name" in metafunc.fixturenames:
            metafunc.parametrize("figure_name", names)
        if "kind_name" in metafunc.fixturenames:
            metafunc.parametrize("kind_name", suite.kinds)

    @pytest.fixture
    def figure(self, figure_name: str) -> Figure:
        """A figure under test."""
        return self.drawn().figure(figure_name)

    @pytest.fixture
    def kind(self, kind_name: str) -> AnyKind:
        """A kind under test."""
        return KINDS[kind_name]

    @pytest.fixture
    def figures(self, kind_name: str) -> list[Figure]:
        """The figures of the kind under test."""
        return self.drawn().of_kind(kind_name)


def level_of(test: Callable[..., Any] | None) -> str | None:
    """The level of a test; None if a class that inherits the contract adds or replaces it."""
    return _LEVELS.get(getattr(test, "__module__", ""))
