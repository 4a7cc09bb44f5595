"""The palettes: every pair that the kinds use has contrast, and meanings are told apart."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest

from sitegen.colours.colour_vision import lab, smallest_difference
from sitegen.colours.srgb import contrast_ratio, linear_rgb
from sitegen.theme import RAMP, SERIES, THEME, PaletteName

MEANINGS = ("stable", "vanishing", "exploding", "wave")
PALETTES = list(THEME.palettes)


@pytest.mark.parametrize("palette", PALETTES)
def test_palettes_name_the_same_colours(palette: PaletteName) -> None:
    assert set(THEME.palettes[palette]) == set(THEME.forced)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("name", ["ink", "muted", *MEANINGS, *SERIES])
def test_text_colours_are_readable_on_the_surface(palette: PaletteName, name: str) -> None:
    colours = THEME.palettes[palette]
    least = 7.0 if palette.endswith("contrast") or name in ("ink", "muted") else 4.5
    assert contrast_ratio(colours[name], colours["surface"]) >= least
    if name == "muted" or name in SERIES:
        assert contrast_ratio(colours[name], colours["wash"]) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
def test_colours_of_series_stay_apart_for_every_reader(palette: PaletteName) -> None:
    colours = [THEME.colour(name, palette) for name in SERIES]
    assert min(smallest_difference(*pair) for pair in combinations(colours[:4], 2)) >= 20
    assert min(smallest_difference(*pair) for pair in combinations(colours, 2)) >= 10


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("name", SERIES)
def test_a_line_is_seen_on_its_band(palette: PaletteName, name: str) -> None:
    line, band = THEME.paints[f"{name}-line"].stroke, THEME.paints[f"{name}-band"].fill
    assert line is not None
    assert band is not None
    assert contrast_ratio(THEME.colour(line, palette), THEME.colour(band, palette)) >= 3


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_meanings_stay_apart_for_every_reader_or_differ_in_shape(palette: PaletteName) -> None:
    """Vanishing bars are outlined, the wave is drawn on neurons: their shape tells what colour may not."""
    shaped = {"vanishing", "wave"}
    for first, second in combinations(MEANINGS, 2):
        difference = smallest_difference(THEME.colour(first, palette), THEME.colour(second, palette))
        assert difference >= 10 or shaped & {first, second}, (first, second, difference)


@pytest.mark.parametrize("palette", PALETTES)
def test_a_ramp_begins_near_the_surface_and_has_even_steps_of_lightness(palette: PaletteName) -> None:
    lightness = [lab(linear_rgb(THEME.colour(name, palette)))[0] for name in RAMP]
    surface = lab(linear_rgb(THEME.colour("surface", palette)))[0]
    steps = [abs(after - before) for before, after in pairwise(lightness)]
    assert max(steps) - min(steps) < 1.0
    assert abs(lightness[0] - surface) < abs(lightness[-1] - surface)
    assert contrast_ratio(THEME.colour(RAMP[-1], palette), THEME.colour("surface", palette)) >= 7


def test_a_ramp_in_forced_colours_goes_from_one_colour_of_the_reader_to_the_other() -> None:
    shares = [
        int(re.fullmatch(r"color-mix\(in srgb,CanvasText (\d+)%,Canvas\)", THEME.forced[name])[1]) for name in RAMP
    ]
    assert shares == sorted(set(shares))
    assert shares[0] > 0
    assert shares[-1] <= 85


def test_two_compared_lines_differ_in_dash_and_colour() -> None:
    for part in ("line", "edge"):
        first, second = (THEME.paints[f"{place}-{part}"] for place in ("first", "second"))
        assert (bool(first.dash), bool(second.dash)) == (True, False)
        assert first.stroke != second.stroke
    for place in ("first", "second"):
        roles = {part: THEME.paints[f"{place}-{part}"] for part in ("line", "text", "dot")}
        assert roles["line"].stroke == roles["text"].fill == roles["dot"].fill, "one network, one colour"
        assert f"{place}-text" in THEME.text_roles, "its contrast is that of text"


def test_roles_use_known_colours() -> None:
    for role, paint in THEME.paints.items():
        for name in (paint.fill, paint.stroke):
            assert name is None or name in THEME.palettes["light"], role
    assert set(THEME.paints) >= THEME.text_roles


def test_contrast_palettes_have_more_contrast() -> None:
    for plain, strong in (("light", "light-contrast"), ("dark", "dark-contrast")):
        for name in MEANINGS:
            low = contrast_ratio(THEME.colour(name, plain), THEME.colour("surface", plain))
            high = contrast_ratio(THEME.colour(name, strong), THEME.colour("surface", strong))
            assert high > low
