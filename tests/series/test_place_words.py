"""Places of a series in words: two that differ never look the same, and no rounding error is told."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.description.sentences import text_of
from sitegen.description.series_words import SeriesWords, place_cells, series_words
from tests.words.language import tells_places_apart

_APART = Decimal("1.001e-12")
"""Relative difference of two places that are surely not the same but for rounding errors."""


def _words(x: list[float]) -> SeriesWords:
    return series_words("The loss", x, 0.0, 1.0)


def _told(x: list[float]) -> list[str]:
    words = _words(x)
    return [text_of(words.place(place), "visible") for place in x]


def _close(base: float, gaps: list[float]) -> list[float]:
    """Places that begin at `base`; each is so much larger than the one before, relative to its size."""
    found = [base]
    for gap in gaps:
        found.append(found[-1] + max(abs(found[-1]), 1e-290) * gap)
    return found


_ANY = st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=8).map(sorted)
_DECIMALS = st.lists(st.decimals(-50, 50, places=3).map(float), min_size=1, max_size=20).map(sorted)
_CLOSE = st.builds(
    _close,
    st.one_of(st.sampled_from([1.0, -2.0, 0.5, 0.95, 1e6, 999_999.5, 1e-3, 0.000_999_9, 12.34]), st.floats(-1e9, 1e9)),
    st.lists(st.floats(-14, 1).map(lambda power: 10.0**power), min_size=1, max_size=6),
)
PLACES = st.one_of(_ANY, _DECIMALS, _CLOSE)


@given(PLACES)
def test_places_that_differ_are_written_differently(x: list[float]) -> None:
    words = _words(x)
    for before, after in pairwise(x):
        if Decimal(after) - Decimal(before) > _APART * max(abs(Decimal(before)), abs(Decimal(after))):
            for form in ("visible", "spoken"):
                assert text_of(words.place(before), form) != text_of(words.place(after), form)


@given(PLACES)
def test_no_place_has_more_digits_than_its_neighbours_need(x: list[float]) -> None:
    for place, text in zip(x, _told(x), strict=True):
        digits = text.replace(",", "").partition("e")[0].replace(".", "").strip("-0")
        as_given = len(digits) <= 6 and float(text.replace(",", "")) == float(f"{place:.14g}")
        if {".", "e"} & {*text} and len(digits) > 3 and not as_given:
            assert tells_places_apart(text, x), text


@given(
    st.integers(-400, 400),
    st.integers(1, 300),
    st.integers(0, 3),
    st.lists(st.integers(-4, 4), min_size=2, max_size=30),
)
def test_rounding_errors_are_not_told(start: int, step: int, decimals: int, errors: list[int]) -> None:
    exact = [float(Decimal(start + step * number).scaleb(-decimals)) for number in range(len(errors))]
    wrong = [place + bool(place) * error * math.ulp(place) for place, error in zip(exact, errors, strict=True)]
    for place, text in zip(exact, _told(wrong), strict=True):
        assert len(text.partition(".")[2]) <= decimals
        assert abs(float(text.replace(",", "")) - place) <= step / 10**decimals / 2 + 1e-9


@pytest.mark.parametrize(
    ("x", "told"),
    [
        ([0.0, 1.0, 1.0000001, 2.0], ["0", "1", "1.0000001", "2"]),
        ([0.1, 0.2, 0.1 + 0.2, 0.4], ["0.1", "0.2", "0.3", "0.4"]),
        ([0.3, 0.1 + 0.2, 1 / 3], ["0.3", "0.3", "0.33"]),
        ([1.5, 2.5 + 1e-15, 3.5], ["1.5", "2.5", "3.5"]),
        ([1.015, 1.0249999, 1.035], ["1.015", "1.025", "1.035"]),
        ([1234.567, 1234.5671, 9876.54321], ["1,234.567", "1,234.5671", "9,877"]),
        ([-0.1, 1e-17, 0.1], ["-0.1", "0", "0.1"]),
        ([1e-17, 0.1, 0.2], ["1.00e-17", "0.1", "0.2"]),
        ([-0.1, 0.0, 1e-17], ["-0.1", "0", "1.00e-17"]),
        ([0.0, 5e-324, 1e308], ["0", "4.94e-324", "1.00e308"]),
        ([1.0, 1.000000000003, 2.0], ["1", "1.000000000003", "2"]),
        ([1e-7, 1.00001e-7], ["1.00000e-7", "1.00001e-7"]),
    ],
)
def test_a_place_has_the_digits_that_tell_it_from_its_neighbours(x: list[float], told: list[str]) -> None:
    assert _told(x) == told


@given(PLACES)
def test_cells_tell_all_places_apart(x: list[float]) -> None:
    places = sorted({*x})
    assert len({text_of(cell, "visible") for cell in place_cells(np.array(places))}) == len(places)
