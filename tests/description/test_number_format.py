"""The formatter against decimal arithmetic and the readouts of the figures, to the character."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.description.number_format import (
    Compact,
    Count,
    Counted,
    DualText,
    Fixed,
    Magnitude,
    Quantity,
    Ratio,
    WithNote,
    fixed_text,
)


@pytest.mark.parametrize(
    ("quantity", "visible", "spoken"),
    [
        (Magnitude(0.5**15), "3.1e-5", "3.1 times ten to the minus 5"),
        (Magnitude(0.125), "1.3e-1", "0.13"),
        (Magnitude(0.5**16), "1.5e-5", "1.5 times ten to the minus 5"),
        (Magnitude(1.0), "1.0e0", "1"),
        (Magnitude(0.0), "0", "zero"),
        (Magnitude(9.96), "1.0e1", "10"),
        (Magnitude(2.0**-126), "1.2e-38", "1.2 times ten to the minus 38"),
        (Magnitude(0.0, -1000.5), "3.2e-1001", "3.2 times ten to the minus 1001"),
        (Magnitude(1e5), "1.0e5", "1 times ten to the 5"),
        (Fixed(0.5), "0.50", "0.5"),
        (Fixed(1.0), "1.00", "1"),
        (Fixed(-0.001), "0.00", "0"),
        (Fixed(-4.515), "-4.51", "minus 4.51"),
        (Fixed(0.125), "0.13", "0.13"),
        (Fixed(500.0, 0), "500", "500"),
        (Count(1024), "1,024", "1,024"),
        (Ratio(6.01), "6.0", "6"),
        (Ratio(32768.0), "32,768", "32,768"),
        (Ratio(1.07e9), "1.1e9", "1.1 times ten to the 9"),
        (Compact(1.0), "1.00", "1"),
        (Compact(0.012), "0.012", "0.012"),
        (Compact(0.0995), "0.10", "0.1"),
        (Compact(0.0078), "7.8e-3", "0.0078"),
        (Compact(999.996), "1.0e3", "1000"),
        (Compact(0.0008), "8.0e-4", "8 times ten to the minus 4"),
        (Compact(0.0), "0", "zero"),
        (Compact(0.0, -400.0), "1.0e-400", "1 times ten to the minus 400"),
        (Compact(0.0, -math.inf), "0", "zero"),
        (Compact(5.0, decimals=1), "5.0", "5"),
        (Compact(0.94, decimals=1), "0.94", "0.94"),
        (Compact(0.96, decimals=1), "1.0", "1"),
        (Compact(0.0, signed=True), "0.00", "0"),
        (Compact(-0.0512, signed=True), "-0.051", "minus 0.051"),
        (Compact(-0.0012, signed=True), "-1.2e-3", "minus 0.0012"),
        (Compact(-12345.678, signed=True), "-12345.68", "minus 12345.68"),
        (Counted(1, "step"), "1 step", "1 step"),
        (Counted(0, "step"), "0 steps", "0 steps"),
        (Counted(-1200, "step"), "-1,200 steps", "minus 1,200 steps"),
        (WithNote(Magnitude(0.5), "half"), "5.0e-1 (half)", "0.5, half"),
        (DualText("|∂L|", "gradient magnitude"), "|∂L|", "gradient magnitude"),
    ],
)
def test_both_texts(quantity: Quantity, visible: str, spoken: str) -> None:
    assert (quantity.visible(), quantity.spoken()) == (visible, spoken)


@given(st.floats(1e-290, 1e290))
def test_magnitude_is_rounded_half_up_on_the_exact_value(value: float) -> None:
    mantissa, exponent = Magnitude(value).visible().split("e")
    step = Decimal(10) ** (Decimal(value).adjusted() - 1)
    expected = (Decimal(value) / step).to_integral_value(ROUND_HALF_UP) * step
    assert Decimal(mantissa) * Decimal(10) ** int(exponent) == expected


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_fixed_is_within_half_a_step(value: float, digits: int) -> None:
    text = fixed_text(value, digits)
    assert abs(Decimal(text) - Decimal(value)) <= Decimal(5).scaleb(-digits - 1)
    assert len(text.partition(".")[2]) == digits


@given(st.integers(-(10**6), 10**6), st.integers(0, 12), st.integers(0, 6))
def test_fixed_is_rounded_half_up_on_the_exact_value(whole: int, halvings: int, digits: int) -> None:
    value = whole / 2**halvings  # often a tie
    step = Decimal(1).scaleb(-digits)
    rounded = (Decimal(value) / step).to_integral_value(ROUND_HALF_UP) * step
    assert fixed_text(value, digits) == format(rounded or abs(rounded), f".{digits}f")
