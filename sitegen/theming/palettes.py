"""The palettes of a theme: the colours that its author gave, and all others, computed so that everyone can read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import pairwise
from math import pi, sin
from typing import Literal

from sitegen.colours.colour_vision import appearances, smallest_difference
from sitegen.colours.oklch import Oklch, hexadecimal, mixed, nearest_shade, oklch
from sitegen.colours.srgb import contrast_ratio
from sitegen.theme import (
    ABOVE,
    BELOW,
    MARK_CONTRAST,
    MEANINGS,
    RAMP,
    RAMP_STEP,
    SERIES,
    TEXT_CONTRAST,
    THEME,
    PaletteName,
)
from sitegen.theming.options import SchemeColours

Palette = Mapping[str, str]
Scheme = Literal["light", "dark"]

_MORE = 7.0
"""Least contrast of text and other marks for readers who want more."""
ACCENT = "accent"
"""The colour of links and controls, which no drawing has."""
_ACCENTS: Mapping[PaletteName, str] = {
    "light": "#0b4a94",
    "dark": "#a3c9ff",
    "light-contrast": "#0b4a94",
    "dark-contrast": "#a3c9ff",
}
"""The accents of pages without a theme, as in ``tokens.css``."""
_STRONGER: Mapping[Scheme, PaletteName] = {"light": "light-contrast", "dark": "dark-contrast"}
"""The palettes for readers who want more contrast."""
_LABELLED = ("stable", "exploding")
"""The meanings with text on their soft shades."""
_MIDDLE, _GREY = 0.6, 0.08
"""Lightness that parts light from dark surfaces; chroma below which an accent is rather a grey."""
_YELLOW, _MOST_TURN = 100.0, 80.0
"""The hue of yellow, and how far from the accent the hue of a ramp may be, in degrees."""
_CHROMA_SHARES = (1.0, 0.75, 0.5, 0.25, 0.0)
"""Shares of the chroma of a ramp; the largest is taken whose steps of lightness everyone can see."""
_SOFTNESS = (0.16, 0.12, 0.08, 0.04, 0.0)
"""Shares of a colour in its soft shade; the largest is taken on which the colour can be read."""


def readable(colour: str, grounds: Iterable[str], least: float) -> str:
    """`colour`, or its nearest shade that has a contrast of at least `least` to all `grounds`."""
    under = tuple(grounds)
    return nearest_shade(colour, lambda shade: all(contrast_ratio(shade, each) >= least for each in under))


def theme_palettes(light: SchemeColours, dark: SchemeColours) -> dict[PaletteName, dict[str, str]]:
    """All palettes of a theme; each has the accent, too."""
    on_light, on_dark = _palette("light", light, dark), _palette("dark", dark, light)
    return {
        "light": on_light,
        "dark": on_dark,
        "light-contrast": _with_more_contrast("light", on_light),
        "dark-contrast": _with_more_contrast("dark", on_dark),
    }


def _base(name: PaletteName) -> dict[str, str]:
    return {**THEME.palettes[name], ACCENT: _ACCENTS[name]}


def _palette(scheme: Scheme, own: SchemeColours, other: SchemeColours) -> dict[str, str]:
    base, found = _base(scheme), _with_meanings(scheme, own, other, (ACCENT, *MEANINGS))
    grounds = (found["surface"], found["wash"])
    series = own.series or tuple(readable(colour, grounds, _MORE) for colour in other.series or ())
    if not series and found[ACCENT] != base[ACCENT]:
        series = (found[ACCENT],)
    ours = [readable(base[key], grounds, TEXT_CONTRAST) for key in SERIES]
    found |= zip(SERIES, _all_series(series, ours), strict=True)
    return found | _soft_shades(found, base) | _ramp(found, base)


def _with_meanings(scheme: Scheme, own: SchemeColours, other: SchemeColours, keys: Iterable[str]) -> dict[str, str]:
    """Our palette with the surface of a theme, the ink, the shades between them, and the colours of the accent or meanings `keys`."""
    base = _base(scheme)
    found = {**base, **_surface_and_ink(base, own)}
    grounds = (found["surface"], found["wash"])
    return found | {key: _meaning(key, base, own, other, grounds) for key in keys}


def _meaning(key: str, base: Palette, own: SchemeColours, other: SchemeColours, grounds: tuple[str, str]) -> str:
    """The colour of the accent or of a meaning: the one that is given, or that follows from the other scheme, or ours."""
    if given := _given(own, key):
        return given
    if follows := _given(other, key):
        return readable(follows, grounds, _MORE)
    return readable(base[key], grounds, TEXT_CONTRAST)


def _given(scheme: SchemeColours, key: str) -> str | None:
    """A colour that is given; the wave has the accent by default."""
    colour: str | None = getattr(scheme, key)
    return scheme.accent if colour is None and key == "wave" else colour


def regime_colours(scheme: Scheme, own: SchemeColours, other: SchemeColours) -> Iterator[tuple[str, str]]:
    """Stable and exploding in both palettes of a scheme, as `theme_palettes` has them, the one for all readers first."""
    plain = _with_meanings(scheme, own, other, _LABELLED)
    yield plain["stable"], plain["exploding"]
    stronger = _strengthened(scheme, plain, _LABELLED)
    yield stronger["stable"], stronger["exploding"]


def surface_and_wash(base: Palette, own: SchemeColours) -> tuple[str, str]:
    """The surface, and its shade behind code and zones."""
    if own.surface is None and own.ink is None:
        return base["surface"], base["wash"]
    surface = own.surface or base["surface"]
    return surface, _wash(surface, own.ink or base["ink"])


def _wash(surface: str, ink: str) -> str:
    return mixed(surface, ink, 0.04)


def _surface_and_ink(base: Palette, own: SchemeColours) -> Palette:
    """Surface and ink, and the shades between them."""
    if own.surface is None and own.ink is None:
        return {}
    return _shades(*surface_and_wash(base, own), own.ink, base["ink"])


@lru_cache(maxsize=256)
def _shades(surface: str, wash: str, given: str | None, ours: str) -> Palette:
    ink = given or readable(ours, (surface, wash), _MORE)
    muted = readable(mixed(ink, surface, 0.3), (surface, wash), TEXT_CONTRAST)
    return {"surface": surface, "ink": ink, "wash": wash, "muted": muted, "hairline": mixed(ink, surface, 0.83)}


def _all_series(given: tuple[str, ...], ours: list[str]) -> list[str]:
    """The colours that are given, and those of `ours` that differ most from them, in their order."""
    if not given:
        return ours
    differing = sorted(ours, key=lambda colour: -min(smallest_difference(colour, each) for each in given))
    kept = differing[: len(SERIES) - len(given)]
    return [*given, *(colour for colour in ours if colour in kept)]


def _ramp(found: Palette, base: Palette) -> dict[str, str]:
    """The shades of values in grids, where surface or accent are not ours: from a pale shade near the surface to a strong one."""
    if (found["surface"], found[ACCENT]) == (base["surface"], base[ACCENT]):
        return {}
    surface, accent = oklch(found["surface"]), oklch(found[ACCENT])
    is_light = surface.lightness > _MIDDLE
    first, last = (surface.lightness - 0.03, 0.33) if is_light else (max(0.25, surface.lightness + 0.08), 0.96)
    last = oklch(readable(hexadecimal(Oklch(last, 0.0, 0.0)), [found["surface"]], _MORE)).lightness
    ramps = [_shades_between(first, last, accent, share) for share in _CHROMA_SHARES]
    arms = THEME.palettes["light" if is_light else "dark"]
    return {
        **dict(zip(RAMP, next(filter(_has_steps, ramps), ramps[-1]), strict=True)),
        **{name: arms[name] for name in (*BELOW, *ABOVE)},
    }


def _shades_between(first: float, last: float, accent: Oklch, share: float) -> list[str]:
    """Shades in even steps of lightness. Dark ones have the hue of the accent, and light ones one nearer to yellow, as in daylight."""
    chroma = share * min(1.0, accent.chroma / _GREY)
    turn = (_YELLOW - accent.hue + 180) % 360 - 180
    turn = max(-_MOST_TURN, min(_MOST_TURN, turn))
    steps = [number / (len(RAMP) - 1) for number in range(len(RAMP))]
    places = [first + step * (last - first) for step in steps]
    return [
        hexadecimal(Oklch(place, chroma * (0.05 + 0.09 * sin(pi * step)), accent.hue + turn * place))
        for step, place in zip(steps, places, strict=True)
    ]


def _has_steps(ramp: Iterable[str]) -> bool:
    """Whether each shade is lighter than the one before it, or each is darker, for every reader."""
    for lightness in zip(*([lab[0] for lab in appearances(colour)] for colour in ramp), strict=True):
        steps = [after - before for before, after in pairwise(lightness)]
        if not (min(steps) >= RAMP_STEP or max(steps) <= -RAMP_STEP):
            return False
    return True


def _soft_shades(found: Palette, base: Palette) -> dict[str, str]:
    """The pale shades of meanings, where one of the colours that they are mixed from is not ours."""
    shades = {}
    surface = found["surface"]
    for name in MEANINGS:
        if (found[name], surface) != (base[name], base["surface"]):
            least = TEXT_CONTRAST if name in _LABELLED else MARK_CONTRAST
            shades[f"{name}-soft"] = _soft(
                found[name], surface, ((found[name], least), (found["muted"], MARK_CONTRAST))
            )
    if (found["exploding"], surface) != (base["exploding"], base["surface"]):
        faint = mixed(found["exploding"], surface, 0.3)
        shades["exploding-faint"] = readable(faint, (surface, found["wash"]), MARK_CONTRAST)
    return shades


def _soft(colour: str, surface: str, limits: Iterable[tuple[str, float]]) -> str:
    shades = (mixed(surface, colour, share) for share in _SOFTNESS)
    return next(
        (shade for shade in shades if all(contrast_ratio(above, shade) >= least for above, least in limits)), surface
    )


def _with_more_contrast(scheme: Scheme, plain: Palette) -> dict[str, str]:
    """The palette for readers who want more contrast, from the one for all; what is ours stays ours."""
    base, found = _base(_STRONGER[scheme]), _strengthened(scheme, plain, (ACCENT, *MEANINGS, *SERIES))
    shades = _soft_shades(found, base)
    found |= _ramp(found, base)
    return found | shades | ({"exploding-faint": found["exploding"]} if shades else {})


def _strengthened(scheme: Scheme, plain: Palette, keys: Iterable[str]) -> dict[str, str]:
    """As `_with_more_contrast`, but only for the surface, the ink, the shades between them, and the colours `keys`."""
    plain_base, base = _base(scheme), _base(_STRONGER[scheme])
    found = {key: base[key] if plain[key] == plain_base[key] else plain[key] for key in plain}
    if (plain["surface"], plain["ink"]) != (plain_base["surface"], plain_base["ink"]):
        found |= _strongest_shades(plain["surface"])
    grounds = (found["surface"], found["wash"])
    return found | {key: readable(found[key], grounds, _MORE) for key in keys}


@lru_cache(maxsize=256)
def _strongest_shades(surface: str) -> Palette:
    """A surface, black or white as its ink, and the shades between them."""
    ink = max("#000000", "#ffffff", key=partial(contrast_ratio, surface))
    wash = _wash(surface, ink)
    muted = readable(mixed(ink, surface, 0.25), (surface, wash), _MORE)
    return {"surface": surface, "ink": ink, "wash": wash, "muted": muted, "hairline": mixed(ink, surface, 0.5)}
