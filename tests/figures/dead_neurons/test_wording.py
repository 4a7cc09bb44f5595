"""How peaks are written, to the character, against decimal arithmetic."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sitegen.description.compared_numbers import format_against
from sitegen.description.number_format import Compact


@pytest.mark.parametrize(
    ("value", "eye", "ear"),
    [
        (0.4361, "0.44", "0.44"),
        (1.7, "1.70", "1.7"),
        (0.0, "0", "zero"),
        (1e-6, "1.0e-6", "ten to the minus 6"),
        (9.99e-7, "9.99e-7", "9.99 times ten to the minus 7"),
        (9.996e-7, "9.996e-7", "9.996 times ten to the minus 7"),
        (1.04e-6, "1.04e-6", "1.04 times ten to the minus 6"),
        (9.4e-7, "9.4e-7", "9.4 times ten to the minus 7"),
        (9.99999e-7, "< 1e-6", "less than ten to the minus 6"),
        (1.000001e-6, "> 1e-6", "more than ten to the minus 6"),
        (-0.25, "-0.25", "minus 0.25"),
    ],
)
def test_a_peak_shows_on_which_side_of_the_threshold_it_is(value: float, eye: str, ear: str) -> None:
    found = format_against(value, 1e-6)
    assert (found.visible(), found.spoken()) == (eye, ear)


@given(st.floats(1e-9, 1e300), st.floats(-0.2, 0.2))
def test_a_written_peak_never_seems_to_be_on_the_other_side(threshold: float, away: float) -> None:
    value = threshold * (1 + away)
    assume(value != threshold)
    text = format_against(value, threshold).visible()
    if text[0] in "<>":
        assert (text[0] == "<") == (value < threshold)
    else:
        written, digits = _number(text), sum(map(str.isdigit, text.partition("e")[0].lstrip("0.")))
        limit = _number(Compact(threshold, digits=digits).visible())
        assert abs(written - Decimal(value)) <= Decimal(5).scaleb(written.adjusted() - digits) * Decimal("1.0000001")
        assert written == limit or (written < limit) == (value < threshold)


@pytest.mark.parametrize("threshold", [5e-324, 1e-6, 0.25, 1.0, 1.7976931348623157e308])
def test_a_label_stays_short_next_to_any_threshold(threshold: float) -> None:
    for value in (math.nextafter(threshold, 0.0), threshold, threshold / 3):
        assert len(format_against(value, threshold).visible()) <= 12


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
