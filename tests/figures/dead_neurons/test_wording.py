"""How peaks are written, to the character, against decimal arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sitegen.description.number_format import Magnitude
from sitegen.figures.dead_neurons.wording import format_against


@pytest.mark.parametrize(
    ("value", "eye", "ear"),
    [
        (0.4361, "4.4e-1", "0.44"),
        (1.7, "1.7e0", "1.7"),
        (0.0, "0", "zero"),
        (1e-6, "1.0e-6", "1 times ten to the minus 6"),
        (9.99e-7, "9.99e-7", "9.99 times ten to the minus 7"),
        (9.996e-7, "9.996e-7", "9.996 times ten to the minus 7"),
        (1.04e-6, "1.04e-6", "1.04 times ten to the minus 6"),
        (9.4e-7, "9.4e-7", "9.4 times ten to the minus 7"),
        (-9.996e-7, "-9.996e-7", "minus 9.996 times ten to the minus 7"),
        (-0.25, "-2.5e-1", "minus 0.25"),
    ],
)
def test_a_peak_shows_on_which_side_of_the_threshold_it_is(value: float, eye: str, ear: str) -> None:
    found = format_against(value, 1e-6)
    assert (found.visible(), found.spoken()) == (eye, ear)


@given(st.floats(1e-9, 1e3), st.floats(-0.2, 0.2))
def test_a_written_peak_never_seems_to_be_on_the_other_side(threshold: float, away: float) -> None:
    value = threshold * (1 + away)
    assume(abs(value / threshold - 1) > 1e-12)
    written, limit = Decimal(format_against(value, threshold).visible()), Decimal(threshold)
    decimals = len(format_against(value, threshold).visible().partition("e")[0].partition(".")[2])
    assert abs(written - Decimal(value)) <= Decimal(5).scaleb(written.adjusted() - decimals - 1) * Decimal("1.0000001")
    shown = Decimal(Magnitude(threshold, digits=max(1, decimals)).visible())
    assert (written < shown) == (Decimal(value) < limit)


def test_plain_decimals_are_said_where_they_are_short() -> None:
    assert Magnitude(0.009996, digits=3).spoken() == "0.009996"
    assert Magnitude(-250.4, digits=3).spoken() == "minus 250.4"
