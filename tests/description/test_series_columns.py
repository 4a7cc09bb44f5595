"""Columns of several series, and the sentence on the axis that they are drawn on."""

from __future__ import annotations

import pytest

from sitegen.kinds.numerics import AxisLimits
from sitegen.kinds.words import (
    NO_VALUE,
    Column,
    Count,
    Description,
    Fixed,
    Table,
    chart_sentence,
    sentence,
    series_columns,
)


def test_one_series_has_the_plain_name() -> None:
    assert series_columns("rate", [("Rate", (Count(1), Count(2)))]) == [Column("rate", "Rate", (Count(1), Count(2)))]


def test_several_are_numbered_and_a_shorter_one_ends_without_values() -> None:
    first, last = series_columns("rate", [("a", (Count(1),)), ("b", (Count(2), Count(3), Count(4)))])
    assert first == Column("rate_1", "a", (Count(1), NO_VALUE, NO_VALUE))
    assert last == Column("rate_2", "b", (Count(2), Count(3), Count(4)))


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        (AxisLimits.of(0.0, 2.5, log=False), "Chart of 3 runs, on a linear axis from 0.0 to 2.5."),
        (AxisLimits.of(-1.0, 1.0, log=True), "Chart of 3 runs, on a logarithmic axis from 0.1 to 10.0."),
        (AxisLimits.of(1.01, 1.02, log=False), "Chart of 3 runs, on a linear axis near 1.0."),
    ],
)
def test_a_chart_has_a_scale_and_ends(limits: AxisLimits, text: str) -> None:
    found = chart_sentence("Chart of {count} runs", limits, lambda value: Fixed(value, 1), count=Count(3))
    assert (found.text(), found.level) == (text, 1)


def test_the_lead_is_the_readout_of_a_description_without_one() -> None:
    lead = sentence("The slope is {slope}.", 2, slope=Count(2))
    table = Table("Slopes", (Column("slope", "Slope", (Count(2),)),))
    found = Description(title="Slope", sentences=(sentence("A chart."), lead), table=table)
    assert found.lead == found.readouts == (lead,)
