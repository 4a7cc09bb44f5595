"""Colours of CSS, against the values of the specification and against a browser."""

from __future__ import annotations

import random

import pytest

from sitegen.colours.css_colour import ColourError, css_colour
from sitegen.colours.oklch import oklch

REBECCAPURPLE = [
    "rebeccapurple",
    "RebeccaPurple",
    "#639",
    "#663399ff",
    "rgb(102, 51, 153)",
    "rgb(40% 20% 60%)",
    "rgba(102 51 153 / 100%)",
    "hsl(270deg 50% 40%)",
    "hsla(0.75turn, 50%, 40%, 1)",
    "hwb(270 20% 40%)",
    "lab(32.393% 38.4235 -47.6917)",
    "lch(32.393% 61.2447 308.86)",
    "oklab(44.027% 0.08818 -0.13386)",
    "oklch(0.44027 0.1603 303.373)",
    "color(srgb 0.4 0.2 0.6)",
    "color(srgb-linear 0.13287 0.0331 0.31855)",
]
"""The colour that CSS Color Module Level 4 writes in every way."""


@pytest.mark.parametrize("written", REBECCAPURPLE)
def test_every_way_to_write_a_colour(written: str) -> None:
    assert css_colour(written) == "#663399"


@pytest.mark.browser
def test_colours_are_those_of_a_browser(browser) -> None:
    """Random colours of every function, those that sRGB has."""
    chosen = random.Random(15)
    written = [
        form.format(*(round(chosen.uniform(0, most), 3) for most in ends))
        for form, ends in [
            ("rgb({} {} {})", (255, 255, 255)),
            ("hsl({} {}% {}%)", (360, 100, 100)),
            ("hwb({} {}% {}%)", (360, 70, 70)),
            ("lab({}% {} {})", (100, 20, 20)),
            ("lch({}% {} {})", (100, 20, 360)),
            ("oklab({}% {} {})", (100, 0.06, 0.06)),
            ("oklch({}% {} {})", (100, 0.06, 360)),
            ("color(display-p3 {} {} {})", (1, 1, 1)),
        ]
        for _ in range(12)
    ]
    page = browser.new_page()
    drawn = page.evaluate(
        """colours => {
          const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
          return colours.map(colour => {
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
          });
        }""",
        written,
    )
    page.close()
    compared = 0
    for text, theirs in zip(written, drawn, strict=True):
        if min(theirs) > 0 and max(theirs) < 255:  # else a browser may have clipped what we moved into sRGB
            ours = [*bytes.fromhex(css_colour(text)[1:])]
            assert ours == pytest.approx(theirs, abs=1), text
            compared += 1
    assert compared > 60


@pytest.mark.parametrize("hue", range(0, 360, 30))
def test_colours_beyond_the_screen_keep_lightness_and_hue(hue: int) -> None:
    shown = oklch(css_colour(f"oklch(65% 0.4 {hue})"))
    assert shown.lightness == pytest.approx(0.65, abs=0.004)
    assert (shown.hue - hue + 180) % 360 - 180 == pytest.approx(0, abs=2)
    assert shown.chroma < 0.4


@pytest.mark.parametrize(
    ("written", "fault", "hint"),
    [
        ("0b4a94", "is no colour in CSS", "write '#0b4a94'"),
        ("#0b4a9", "# is followed by 3 or 6 digits", ""),
        ("drakgreen", "is no colour in CSS", "did you mean 'darkgreen'?"),
        ("#0b4a9480", "has to be opaque", ""),
        ("rgb(1 2 3 / 50%)", "has to be opaque", ""),
        ("rgba(1, 2, 3, 0.5)", "has to be opaque", ""),
        ("transparent", "has to be opaque", ""),
        ("var(--brand)", "depends on the page", ""),
        ("currentColor", "depends on the page", ""),
        ("rgb(1 2)", "has 2 components, and three are needed", ""),
        ("rgb(1 2 x)", "'x' is no number or percentage", ""),
        ("hsl(20% 10% 10%)", "'20%' is no angle", ""),
        ("color(rec2020 0 0 0)", "uses a colour space other than srgb", ""),
        ("lab(1e308 1e308 1)", "1e308 is too large", ""),
        ("oklch(nan 0.1 20)", "'nan' is no number or percentage", ""),
        ("hsl(nonedeg 0 0)", "'nonedeg' is no angle", ""),
        ("rgb(none% 0 0)", "'none%' is no number or percentage", ""),
        ("rgb(1, 2, 3 / 1)", "/ is for an opacity after components without commas", ""),
        ("rgb(١ 2 3)", "'١' is no number or percentage", ""),
        ("", "is no colour in CSS", ""),
    ],
)
def test_what_is_no_colour(written: str, fault: str, hint: str) -> None:
    with pytest.raises(ColourError, match=fault) as caught:
        css_colour(written)
    assert caught.value.hint == hint
