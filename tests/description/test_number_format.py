"""The formatter against decimal arithmetic and the readouts of the figures, to the character."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.description.compared_numbers import OneSideOf, format_against
from sitegen.description.number_format import (
    Compact,
    Count,
    Counted,
    DualText,
    Fixed,
    Quantity,
    WithNote,
    WithUnit,
    drawn,
    fixed_text,
    format_parameter,
    format_percent,
)
from sitegen.description.series_words import series_words
from sitegen.plot.ticks import place_labels, value_ticks


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
        (Compact(0.000996, digits=4), "0.0009960", "0.000996"),
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
        (Compact(9.95e298), "1.0e299", "ten to the 299"),
        (Compact(9994.0), "9,994", "9,994"),
        (Compact(9999.4), "9,999", "9,999"),
        (Compact(9999.6), "1.0e4", "ten to the 4"),
        (Compact(9994.0, digits=1), "9,994", "9,994"),
        (Compact(-1e-6), "-1.0e-6", "minus ten to the minus 6"),
        (Compact(-0.0512), "-0.051", "minus 0.051"),
        (Compact(-0.0995), "-0.10", "minus 0.1"),
        (Compact(-2e-9), "-2.0e-9", "minus 2 times ten to the minus 9"),
        (Compact(-12345.678), "-1.2e4", "minus 1.2 times ten to the 4"),
        (Compact(2.0**-126), "1.2e-38", "1.2 times ten to the minus 38"),
        (Compact(5e-324), "4.9e-324", "4.9 times ten to the minus 324"),
        (Compact(1.7976931348623157e308), "1.8e308", "1.8 times ten to the 308"),
        (Compact(0.0, -1000.5), "3.2e-1001", "3.2 times ten to the minus 1001"),
        (Compact(math.inf, 320.0), "1.0e320", "ten to the 320"),
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
    assert Decimal(Compact(value, digits=digits).visible().replace(",", "")) in {expected, whole}


@given(st.floats(1e-320, 1e308))
def test_an_exponent_stands_only_where_plain_decimals_are_long(value: float) -> None:
    assert ("e" in Compact(value).visible()) == (not 9.95e-4 <= value < 9999.5)
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
        (WithUnit(Compact(1e-5), "s"), "10⁻⁵ s"),
        (WithUnit(Compact(0.5), "s"), "0.5 s"),
        (OneSideOf(9.99999e-7, 1e-6), "< 10⁻⁶"),
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
    assert plain == said.replace("zero", "0")


def _near_powers() -> Iterator[float]:
    """Floats from just below a power of ten to just above it, and around the halves of its last digits."""
    for exponent in range(-6, 7):
        for digits in range(1, 7):
            for away in (-1.0, -0.6, -0.5, -0.4, 0.0, 0.5):
                value = 10.0**exponent * (1 + away * 10.0**-digits)
                yield from (math.nextafter(value, 0), value, -value, math.nextafter(value, math.inf))


def _written(text: str) -> tuple[Decimal, Decimal]:
    """The number that a text writes, and half a unit of its last shown digit."""
    typeset = re.sub(r"(?:(?<=\d) ?× ?)10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])", "e", text.removesuffix(" s").removesuffix(" %"))
    typeset = re.sub(r"\b10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])", "1e", typeset)
    plain = typeset.translate(str.maketrans("⁻−⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")).replace(",", "")
    number = Decimal(plain)
    return number, Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)


@pytest.mark.parametrize(
    "write",
    [
        Compact,
        *(partial(Compact, digits=digits) for digits in (1, 2, 3, 5)),
        *(partial(Fixed, digits=digits) for digits in (0, 2, 4)),
        format_parameter,
        format_percent,
        lambda value: format_against(value, 0.01),
        lambda value: format_against(value, 100.0),
        series_words("The loss", [0.0, 1.0], 0.0, 1.0, y_unit="s").value,
        series_words("The loss", [0.0, 0.001], 0.0, 1.0, x_unit="s").place,
        series_words("The loss", [1e-9, 2e-9], 0.0, 1.0).place,
    ],
)
def test_a_number_is_within_half_a_unit_of_its_last_digit(write: Callable[[float], Quantity]) -> None:
    for value in _near_powers():
        if write is format_percent and not 0 <= value <= 100:
            continue
        quantity = write(value)
        if isinstance(quantity, OneSideOf):
            assert (value < quantity.limit) == quantity.visible().startswith("<")
            continue
        for text in (quantity.visible(), drawn(quantity)):
            number, half = _written(text)
            assert abs(number - Decimal(value)) <= half, (value, text)
        assert _written(drawn(quantity))[0] == _written(quantity.visible())[0]


@pytest.mark.parametrize(
    ("value", "limit", "text"),
    [
        (225000.0, 225000.0, "2.25e5"),
        (225000.1, 225000.0, "2.3e5"),
        (0.0123, 0.0123, "0.0123"),
        (0.5, 0.5, "0.50"),
        (0.500001, 0.5, "> 0.5"),
        (0.00999, 0.01, "0.00999"),
        (0.0101, 0.01, "0.0101"),
        (0.011, 0.01, "0.011"),
    ],
)
def test_a_number_beside_a_limit(value: float, limit: float, text: str) -> None:
    assert format_against(value, limit).visible() == text


def test_a_whole_number_below_ten_thousand_keeps_its_digits() -> None:
    assert [Compact(number).visible() for number in range(1000, 10000)] == [
        f"{number:,}" for number in range(1000, 10000)
    ]


def test_labels_of_ticks_are_within_half_a_unit_of_their_last_digit() -> None:
    for value in _near_powers():
        (label,) = place_labels([value])
        number, half = _written(label)
        assert abs(number - Decimal(value)) <= half, (value, label)
        for at, tick in value_ticks(min(0.0, value), max(0.0, value)):
            assert abs(_written(tick)[0] - Decimal(at)) <= abs(Decimal(at)) * Decimal("1e-12"), (value, at, tick)
