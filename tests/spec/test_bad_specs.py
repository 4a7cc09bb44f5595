"""The whole report of each wrong spec."""

from __future__ import annotations

import pytest

from sitegen.errors import ContentError
from sitegen.spec.load import load
from sitegen.spec.source_text import SpecSource
from tests.spec.bad.every import BAD_SPECS
from tests.spec.bad.spec import BadSpec
from tests.spec.kinds import KINDS


@pytest.mark.parametrize("bad", BAD_SPECS, ids=lambda bad: bad.name)
def test_report_is_exactly_this(bad: BadSpec):
    with pytest.raises(ContentError) as caught:
        load(SpecSource("f.yaml", bad.content, default_id="f"), KINDS)
    assert str(caught.value) == bad.report


def test_names_are_unique():
    assert len({bad.name for bad in BAD_SPECS}) == len(BAD_SPECS)


def test_many_problems_are_counted_rather_than_listed():
    items = ", ".join(["x"] * 64)
    text = f"kind: gradient-flow\nparams:\n  layers: [2]\n  gradients: [{items}]\n"
    with pytest.raises(ContentError) as caught:
        load(SpecSource("f.yaml", text, default_id="f"), KINDS)
    assert len(caught.value.diagnostics) == 51
    assert caught.value.diagnostics[-1].message == "… and 14 more problems like these"
