"""The formatter against decimal arithmetic and the readouts of the figures, to the character."""

from __future__ import annotations

import math
import re
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
    Quantity,
    WithNote,
    drawn,
    fixed_text,
    format_parameter,
)


@pytest.mark.parametrize(
    ("quantity", "visible", "spoken"),
    [
        (Compact(0.5**15), "3.1e-5", "3.1 times ten to the minus 5"),
        (Compact(0.125), "0.13", "0.13"),
        (Compact(0.5**16), "1.5e-5", "1.5 times ten to the minus 5"),
        (Compact(1.0), "1.00", "1"),
        (Compact(0.0), "0", "zero"),
        (Compact(-0.0), "0", "zero"),
        (Compact(0.012), "0.012", "0.012"),
        (Compact(0.0995), "0.10", "0.1"),
        (Compact(0.0078), "0.0078", "0.0078"),
        (Compact(0.000996), "0.0010", "0.001"),
        (Compact(0.00094), "9.4e-4", "9.4 times ten to the minus 4"),
        (Compact(0.996), "0.996", "0.996"),
        (Compact(9.96), "9.96", "9.96"),
        (Compact(9.996), "10.0", "10"),
        (Compact(64.0), "64.0", "64"),
        (Compact(999.996), "1,000", "1,000"),
        (Compact(9944.0), "9,944", "9,944"),
        (Compact(-1234.56, digits=6), "-1,234.56", "minus 1,234.56"),
        (Compact(999.4), "999", "999"),
        (Fixed(123456.789, 1), "123,456.8", "123,456.8"),
        (Fixed(-1e6, 0), "-1,000,000", "minus 1,000,000"),
        (Fixed(-999.0, 0), "-999", "minus 999"),
        (Compact(9.95e298), "1.0e299", "1 times ten to the 299"),
        (Compact(9996.0), "1.0e4", "1 times ten to the 4"),
        (Compact(-0.0512), "-0.051", "minus 0.051"),
        (Compact(-0.0995), "-0.10", "minus 0.1"),
        (Compact(-2e-9), "-2.0e-9", "minus 2 times ten to the minus 9"),
        (Compact(-12345.678), "-1.2e4", "minus 1.2 times ten to the 4"),
        (Compact(2.0**-126), "1.2e-38", "1.2 times ten to the minus 38"),
        (Compact(5e-324), "4.9e-324", "4.9 times ten to the minus 324"),
        (Compact(1.7976931348623157e308), "1.8e308", "1.8 times ten to the 308"),
        (Compact(0.0, -1000.5), "3.2e-1001", "3.2 times ten to the minus 1001"),
        (Compact(math.inf, 320.0), "1.0e320", "1 times ten to the 320"),
        (Compact(0.0, -math.inf), "0", "zero"),
        (Compact(0.009996, digits=4), "0.009996", "0.009996"),
        (Compact(-250.4, digits=4), "-250.4", "minus 250.4"),
        (Compact(1.23456e-9, digits=4), "1.235e-9", "1.235 times ten to the minus 9"),
        (Fixed(0.5), "0.50", "0.5"),
        (Fixed(1.0), "1.00", "1"),
        (Fixed(-0.001), "0.00", "0"),
        (Fixed(-4.515), "-4.51", "minus 4.51"),
        (Fixed(0.125), "0.13", "0.13"),
        (Fixed(500.0, 0), "500", "500"),
        (Count(1024), "1,024", "1,024"),
        (Counted(1, "step"), "1 step", "1 step"),
        (Counted(0, "step"), "0 steps", "0 steps"),
        (Counted(-1200, "step"), "-1,200 steps", "minus 1,200 steps"),
        (WithNote(Compact(0.5), "half"), "0.50 (half)", "0.5, half"),
        (DualText("|∂L|", "gradient magnitude"), "|∂L|", "gradient magnitude"),
    ],
)
def test_both_texts(quantity: Quantity, visible: str, spoken: str) -> None:
    assert (quantity.visible(), quantity.spoken()) == (visible, spoken)


@given(st.integers(-9999, 9999))
def test_one_number_has_one_form_whatever_it_counts(number: int) -> None:
    assert {Fixed(number, 0).visible(), format_parameter(number).visible(), f"{number:,}"} == {Count(number).visible()}
    assert Compact(number, digits=5).visible().removesuffix(".0000").startswith(f"{number:,}") or not number


@given(st.floats(1e-290, 1e290), st.integers(2, 9))
def test_compact_is_rounded_half_up_on_the_exact_value(value: float, digits: int) -> None:
    step = Decimal(10) ** (Decimal(value).adjusted() - digits + 1)
    expected = (Decimal(value) / step).to_integral_value(ROUND_HALF_UP) * step
    whole = Decimal(value).to_integral_value(ROUND_HALF_UP)
    assert Decimal(Compact(value, digits=digits).visible()) in {expected, whole}


@given(st.floats(1e-320, 1e308))
def test_an_exponent_stands_only_where_plain_decimals_are_long(value: float) -> None:
    assert ("e" in Compact(value).visible()) == (not 9.95e-4 <= value < 9950)
    assert "e" not in Compact(value).spoken().replace("ten to the", "").replace("times", "")


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


def test_a_plural_noun_never_follows_a_spoken_one() -> None:
    assert Fixed(0.98, 1).spoken() == "1"
    assert Fixed(0.98, 1, before_plural=True).spoken() == "1.0"
    assert Fixed(2.0, 1, before_plural=True).spoken() == "2"


@pytest.mark.parametrize(
    ("quantity", "typeset"),
    [
        (Compact(0.5**15), "3.1 × 10⁻⁵"),
        (Compact(1e-6), "10⁻⁶"),
        (Compact(-1e-6), "-10⁻⁶"),
        (Compact(1e300), "10³⁰⁰"),
        (Compact(15.0), "15"),
        (Compact(180.0), "180"),
        (Compact(6.7), "6.7"),
        (Compact(1.0), "1"),
        (Compact(0.5), "0.5"),
        (Compact(0.0), "0"),
        (WithNote(Compact(9.5e-9), "basically zero"), "9.5 × 10⁻⁹ (basically zero)"),
        (Count(1024), "1,024"),
        (Fixed(0.5), "0.50"),
    ],
)
def test_numbers_as_drawings_write_them(quantity: Quantity, typeset: str) -> None:
    assert drawn(quantity) == typeset


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_eye_and_ear_get_the_same_digits(value: float) -> None:
    quantity = Compact(value)
    plain = drawn(quantity).translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    said = quantity.spoken().replace(" times ten to the ", " × 10").replace("ten to the ", "10").replace("minus ", "-")
    assert plain == re.sub(r"^(-?)1 × ", r"\1", said.replace("zero", "0"))
