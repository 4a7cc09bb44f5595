"""How kinds write an author's own numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.description.number_format import Compact, format_parameter
from sitegen.figures.shared_sentences import course_lead
from sitegen.numerics.series import trend_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e-6, "1e-6"),
        (1e-4, "1e-4"),
        (0.0125, "0.0125"),
        (0.5, "0.5"),
        (3.0, "3"),
        (20.0, "20"),
        (1e-12, "1e-12"),
        (2.5e-9, "2.5e-9"),
        (1.25e300, "1.25e300"),
    ],
)
def test_a_parameter_keeps_its_digits(value: float, text: str) -> None:
    assert format_parameter(value).visible() == text
    assert float(text) == value


@pytest.mark.parametrize(
    ("value", "text"), [(math.sqrt(2), "1.4142"), (1 / 3, "0.33333"), (123456.7, "123,457"), (1.234567e-8, "1.2346e-8")]
)
def test_more_than_five_digits_are_rounded(value: float, text: str) -> None:
    assert format_parameter(value).visible() == text


@given(st.integers(1, 99999), st.integers(-12, 6))
def test_up_to_five_digits_come_back_as_they_were_written(digits: int, exponent: int) -> None:
    value = float(f"{digits}e{exponent}")
    assert float(format_parameter(value).visible().replace(",", "")) == value


@pytest.mark.parametrize(
    ("gradients", "told"),
    [
        ([1.0, 1e-6, 1.0, 1.0], "Single layers multiply the gradient by 1.0e-6 to 1.0e6, on average by 1.00."),
        ([1e6, 1e6, 1.0, 1.0], "Single layers multiply the gradient by 1.00 to 1.0e6, on average by 100."),
        ([1.0, 0.6, 1.0, 0.6], "On average, each layer multiplies the gradient by 1.19."),
        ([1.0, 0.6, 1.0, 1.0], "On average, the gradient hardly changes from layer to layer."),
        ([1.0, 1.0, 1.0, 2.0], "On average, each layer multiplies the gradient by 0.79."),
    ],
)
def test_a_lead_says_of_an_average_how_far_single_layers_are_from_it(gradients: list[float], told: str) -> None:
    magnitudes = [Compact(each) for each in gradients]
    assert course_lead(trend_of(np.log10(gradients)), magnitudes).text() == told
