"""Themes: what is refused and why, that the colours in hints pass, and that every shade can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sitegen.colours.colour_vision import appearances, smallest_difference
from sitegen.colours.oklch import Oklch, hexadecimal, nearest_shade, oklch
from sitegen.colours.srgb import contrast_ratio
from sitegen.errors import ContentError
from sitegen.page.environment import Templates
from sitegen.theme import MEANINGS, RAMP, RAMP_STEP, SERIES, THEME
from sitegen.theming.options import SchemeColours, ThemeOptions
from sitegen.theming.palettes import theme_palettes
from sitegen.theming.proof import theme_problems
from sitegen.theming.read_theme import read_theme, site_theme, theme_of
from tests.conftest import CONTENT

TEXTS = ("ink", "muted", *MEANINGS, *SERIES)
PAIRS = [
    *product(TEXTS, ("surface", "wash"), (4.5,)),
    ("stable", "stable-soft", 4.5),
    ("exploding", "exploding-soft", 4.5),
    ("vanishing", "vanishing-soft", 3.0),
    ("wave", "wave-soft", 3.0),
    ("muted", "wave-soft", 3.0),
    ("exploding-faint", "surface", 3.0),
    ("accent", "surface", 4.5),
    ("accent", "wash", 4.5),
]
"""What lies on what in the drawings of all kinds and on pages, and the least contrast."""


def test_pages_without_a_theme_have_the_accents_of_the_stylesheet() -> None:
    ((light, dark),) = re.findall(r"--accent: light-dark\((#\w+), (#\w+)\);", Templates().css("tokens"))
    found = theme_palettes(SchemeColours(), SchemeColours())
    assert {name: palette["accent"] for name, palette in found.items()} == {
        "light": light,
        "dark": dark,
        "light-contrast": light,
        "dark-contrast": dark,
    }


def problems_of(**schemes: object) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_theme(schemes)
    return [problem.message for problem in caught.value.diagnostics]


def hints_of(**schemes: object) -> dict[str, str]:
    with pytest.raises(ContentError) as caught:
        read_theme(schemes)
    return {problem.field: problem.hint for problem in caught.value.diagnostics}


def test_without_options_it_is_the_default_theme() -> None:
    assert read_theme(None) is read_theme({}) is theme_of(ThemeOptions()) is THEME
    light = SchemeColours(accent="#123456")
    changed = {"accent", "wave", "wave-soft", *SERIES, *RAMP}
    for name, palette in theme_palettes(light, SchemeColours()).items():
        ours = THEME.palettes[name]
        assert {key for key in ours if palette[key] != ours[key]} <= changed, "all else is as without a theme"


def test_a_colour_that_fails_is_refused_with_one_that_passes() -> None:
    (message,) = problems_of(light={"accent": "gold"})
    assert message == ("light.accent: #ffd700 has a contrast of 1.40 to the surface #ffffff; at least 4.5 is needed")
    assert contrast_ratio("#ffd700", "#ffffff") == pytest.approx(1.40, abs=0.005)
    (hint,) = hints_of(light={"accent": "gold"}).values()
    (passing,) = re.findall(r"#[0-9a-f]{6}", hint)
    assert contrast_ratio(passing, "#ffffff") >= 4.5
    assert read_theme({"light": {"accent": passing}}).palettes["light"]["wave"] == passing
    lighter = hexadecimal(oklch(passing)._replace(lightness=oklch(passing).lightness + 0.01))
    assert problems_of(light={"accent": lighter}), "a shade that is nearer fails"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["surface", "ink", "accent", "stable", "vanishing", "exploding", "wave"])
def test_every_hint_passes(scheme: str, name: str) -> None:
    colours = {"light": {"surface": "#888"}, "dark": {"surface": "#888"}}
    wrong = {scheme: {name: "#c8b0a0" if scheme == "light" else "#5a4a4a"}} if name != "surface" else colours
    hints = hints_of(**wrong)
    assert hints
    for field, hint in hints.items():
        part, key = field.split(".")
        (passing,) = re.findall(r"#[0-9a-f]{6}", hint)
        assert passing in read_theme({part: {key: passing}}).palettes[part].values()


def test_the_search_for_colours_that_pass_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of most candidates, a contrast says that they fail; few need shades of other colours."""
    shades = []

    def counted(colour: str, passes: Callable[[str], bool]) -> str:
        shades.append(colour)
        return nearest_shade(colour, passes)

    monkeypatch.setattr("sitegen.theming.palettes.nearest_shade", counted)
    light = {"ink": "#999", **dict.fromkeys(("accent", *MEANINGS), "gold"), "series": ["gold"] * 8}
    dark = {"ink": "#444", **dict.fromkeys(("accent", *MEANINGS), "#111"), "series": ["#111"] * 8}
    assert len(problems_of(light={"surface": "#fdf6e3", **light}, dark={"surface": "#002b36", **dark})) == 28
    assert len(shades) < 1000


def test_regimes_and_series_stay_apart_for_every_reader() -> None:
    (message,) = problems_of(light={"exploding": "#1d5fa6"})
    assert "differs from stable, #1d5fa6 on a light page by only ΔE 0.0" in message
    (hint,) = hints_of(dark={"stable": THEME.palettes["dark"]["exploding"]}).values()
    (passing,) = re.findall(r"#[0-9a-f]{6}", hint)
    assert smallest_difference(passing, THEME.palettes["dark"]["exploding"]) >= 10
    hints = hints_of(light={"series": ["#004488", "#9a3050", "#004a90"]})
    assert list(hints) == ["light.series.2"]
    (passing,) = re.findall(r"#[0-9a-f]{6}", hints["light.series.2"])
    assert min(smallest_difference(passing, other) for other in ("#004488", "#9a3050")) >= 10


def test_series_that_are_not_given_are_added() -> None:
    palette = read_theme({"light": {"series": ["#004488", "#9a3050"]}}).palettes["light"]
    assert [palette[name] for name in SERIES[:2]] == ["#004488", "#9a3050"]
    assert len({palette[name] for name in SERIES}) == len(SERIES)


@st.composite
def colours(draw: st.DrawFn, lightness: tuple[float, float], most_chroma: float) -> str:
    chroma, hue = st.floats(0, most_chroma), st.floats(0, 360)
    return hexadecimal(Oklch(draw(st.floats(*lightness)), draw(chroma), draw(hue)))


@given(colours((0.72, 1.0), 0.05), colours((0.0, 0.6), 0.2), colours((0.0, 0.33), 0.05))
def test_all_shades_of_an_accepted_theme_can_be_read(surface: str, accent: str, dark: str) -> None:
    options = ThemeOptions(light=SchemeColours(surface=surface, accent=accent), dark=SchemeColours(surface=dark))
    assume(not [*theme_problems(options)])
    for name, palette in theme_palettes(options.light, options.dark).items():
        for above, below, least in PAIRS:
            assert contrast_ratio(palette[above], palette[below]) >= least, (name, above, below)
        assert contrast_ratio(palette[RAMP[-1]], palette["surface"]) >= 6.9, "an eight-bit step below 7"
        for lightness in zip(*([lab[0] for lab in appearances(palette[shade])] for shade in RAMP), strict=True):
            steps = [after - before for before, after in pairwise(lightness)]
            assert min(steps) >= RAMP_STEP or max(steps) <= -RAMP_STEP, (name, lightness)


def test_shades_of_grids_have_the_hue_of_the_accent() -> None:
    for accent in ("#7b2d26", "#00695c", "#5b2a86"):
        palettes = read_theme({"light": {"accent": accent}}).palettes
        for name in ("light", "dark"):
            darkest = min((palettes[name][shade] for shade in RAMP), key=lambda shade: oklch(shade).lightness)
            turned = (oklch(darkest).hue - oklch(accent).hue + 180) % 360 - 180
            assert abs(turned) < 40
            assert palettes[name][RAMP[0]] != THEME.palettes[name][RAMP[0]]


def test_readers_who_want_more_contrast_get_it() -> None:
    palettes = read_theme({"light": {"surface": "#fdf6e3", "accent": "#9a4a20"}}).palettes
    for name in ("ink", "muted", *MEANINGS, *SERIES):
        assert contrast_ratio(palettes["light-contrast"][name], palettes["light-contrast"]["surface"]) >= 7


def test_the_other_scheme_follows() -> None:
    palette = read_theme({"light": {"accent": "#7a1f2b"}}).palettes["dark"]
    assert oklch(palette["wave"]).hue == pytest.approx(oklch("#7a1f2b").hue, abs=3)
    assert contrast_ratio(palette["wave"], palette["surface"]) >= 7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("light:\n  acent: '#123456'\n", "2:3: error: light.acent: this key is unknown"),
        ("light: {background: white}\n", "1:9: error: light.background: this key is unknown"),
        ("accent: '#123456'\n", "1:1: error: accent: this key is unknown"),
        (
            "light:\n  accent: #123456\n",
            "2:11: error: light.accent: the value is empty: YAML takes '#123456' for a comment",
        ),
        ("light:\n  accent: 'drakgreen'\n", "2:11: error: light.accent: 'drakgreen' is no colour in CSS"),
        ("light: {accent: 123456}\n", "1:17: error: light.accent: 123456 is not a colour of CSS"),
        (
            "dark:\n  series: ['#ff0000', 'rgb(1 2 3 / 0)']\n",
            "2:23: error: dark.series.1: 'rgb(1 2 3 / 0)' has to be opaque",
        ),
        ("light:\n  accent: gold\n", "2:11: error: light.accent: #ffd700 has a contrast of 1.40"),
    ],
)
def test_problems_have_their_place(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "theme.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_theme(file)
    assert str(caught.value).startswith(f"{file}:{message}")
    assert len(caught.value.diagnostics) == 1


def test_the_page_about_themes_tells_the_truth(tmp_path: Path) -> None:
    page = (CONTENT / "docs" / "theme.md").read_text(encoding="utf-8")
    example, sizes = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    file = tmp_path / "site.yaml"
    for text in (sizes, example):
        file.write_text(text, encoding="utf-8")
        theme = site_theme(tmp_path)
    assert theme.palettes["light"]["surface"] == "#fdf6e3"
    (error,) = re.findall(r"```text\nsite.yaml:(.*?)\n```", page, re.DOTALL)
    text = f"title: T\ndescription: D.\n{example}".replace("oklch(40% 0.12 15)", "gold")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        site_theme(tmp_path)
    assert str(caught.value) == f"{file}:{error}"
    options = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)))
    assert {*options} == {*SchemeColours.model_fields, *ThemeOptions.model_fields} - {"light", "dark"}
