"""Programs that do not know ``var()`` draw the moving files as they draw the still one, and SVGO can read their styles."""

from __future__ import annotations

import re

import pytest
from resvg_py import svg_to_bytes

from sitegen import load_spec, render_figure
from sitegen.figure import Figure
from sitegen.png.convert import FONTS, png
from tests.conftest import CONTENT
from tests.png.pixels import pixels

CHOSEN = ("relu-16", "wave-textbook", "wave-relu-16", "vanishing-10", "neurons-demo", "bptt-lab")
MOVING = ("figure.svg", "image-dark.svg")
STABLE, VANISHING = [0x1D, 0x5F, 0xA6], [0xFB, 0xE9, 0xCF]


@pytest.fixture(scope="module", params=CHOSEN)
def figure(request: pytest.FixtureRequest) -> Figure:
    return render_figure(load_spec(CONTENT / "figures" / f"{request.param}.yaml"))


@pytest.mark.parametrize(("name", "still"), [("figure.svg", "still.svg"), ("image-dark.svg", "still-dark.svg")])
def test_resvg_draws_a_moving_file_at_rest(figure: Figure, name: str, still: str) -> None:
    assert png(figure.files[name], 1) == png(figure.files[still], 1)


def test_resvg_draws_the_dots_in_their_colours() -> None:
    """The first of 16 dots is below the threshold, and the last is 1, on a long stem; both are cut through in their middle."""
    figure = render_figure(load_spec(CONTENT / "figures" / "relu-16.yaml"))
    shown = pixels(png(figure.svg, 1))
    centres = [float(x) for x in re.findall(r' d="M([\d.]+) [\d.]+a5\.5', figure.svg)]
    scale = shown.shape[1] / 360
    colours = [shown[:, int(x * scale), :3].tolist() for x in (centres[0], centres[-1])]
    assert len(centres) == 16
    assert VANISHING in colours[0]
    assert colours[1].count(STABLE) > 100


@pytest.mark.parametrize("name", MOVING)
def test_every_rule_that_paints_is_inside_an_at_rule(figure: Figure, name: str) -> None:
    """These programs skip what is inside, and SVGO does not move it into attributes, where the light colours would win."""
    (css,) = re.findall("<style>(.*)</style>", figure.files[name])
    while nested := re.search(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*\}", css):
        css = css.replace(nested[0], "")
    assert css == ""


@pytest.mark.parametrize("name", [*MOVING, "figure.css"])
def test_keyframes_are_outside_media_rules(figure: Figure, name: str) -> None:
    """SVGO stops at keyframes inside one: "Unmatched selector: %"."""
    for rule in re.findall(r"@media[^{]*\{(?:[^{}]*\{(?:[^{}]*|[^{}]*\{[^{}]*\})*\})*\}", figure.files[name]):
        assert "@keyframes" not in rule


@pytest.mark.parametrize("name", MOVING)
def test_what_is_hidden_at_rest_stays_in_the_file(figure: Figure, name: str) -> None:
    """SVGO deletes elements whose opacity is always 0, but not where a media rule sets it."""
    hidden = ' opacity="0"' in figure.files[name]
    prefix = "sg" if name == "image-dark.svg" else figure.prefix
    rule = f'@media screen and (prefers-reduced-motion:no-preference){{.{prefix} [opacity="0"]{{opacity:0}}}}'
    assert (rule in figure.files[name]) == hidden


@pytest.mark.parametrize(("name", "scheme"), [("figure.svg", "light dark"), ("image-dark.svg", "dark")])
def test_a_file_that_is_opened_has_the_canvas_of_its_colours(figure: Figure, name: str, scheme: str) -> None:
    prefix = "sg" if name == "image-dark.svg" else figure.prefix
    assert f".{prefix}:root{{color-scheme:{scheme}}}" in figure.files[name]


def test_resvg_writes_text_in_a_font_of_linux(figure: Figure) -> None:
    """The `sans-serif` of resvg is Arial, and text whose families are not installed is left out."""
    with_text, without = (
        svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(font) for font in FONTS])
        for svg in (figure.files["still.svg"], figure.files["still.svg"].replace("'DejaVu Sans', ", ""))
    )
    assert (pixels(with_text) != pixels(without)).any()
