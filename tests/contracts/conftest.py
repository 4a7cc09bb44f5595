"""Every figure of the site, rendered once for all tests of this folder."""

from __future__ import annotations

import pytest

from sitegen import load_spec, render_figure
from sitegen.figure import Figure
from tests.conftest import FIGURES


@pytest.fixture(scope="session")
def rendered() -> dict[str, Figure]:
    return {path.stem: render_figure(load_spec(path)) for path in FIGURES}
