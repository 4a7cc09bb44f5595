"""Colour arithmetic against published values."""

from __future__ import annotations

import pytest

from sitegen.colours.colour_vision import lab, smallest_difference
from sitegen.colours.srgb import blended_luminances, contrast_ratio, linear_rgb, luminance


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_of_known_pairs(first: str, second: str, ratio: float) -> None:
    assert contrast_ratio(first, second) == pytest.approx(ratio, abs=0.005)
    assert contrast_ratio(second, first) == contrast_ratio(first, second)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [("#ffffff", (100, 0, 0)), ("#ff0000", (53.24, 80.09, 67.20)), ("#0000ff", (32.30, 79.19, -107.86))],
)
def test_lab_of_known_colours(colour: str, expected: tuple[float, float, float]) -> None:
    assert lab(linear_rgb(colour)) == pytest.approx(expected, abs=0.03)


def test_blend_is_a_mix_of_encoded_components() -> None:
    colours = ["#0000ff", "#4000bf", "#800080", "#ff0000"]
    assert blended_luminances("#ff0000", "#0000ff", [0, 0.25, 0.5, 1]) == tuple(map(luminance, colours))
    assert blended_luminances("#123456", "#ffffff", [1]) == (luminance("#123456"),)


def test_red_and_green_come_close_without_red_cones() -> None:
    assert smallest_difference("#b00000", "#5a5a00") < smallest_difference("#b00000", "#0000b0")
    assert smallest_difference("#123456", "#123456") == 0.0
