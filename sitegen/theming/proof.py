"""Proof that everyone can read a theme: every pair of colours that lie on each other, or that have to be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import combinations, product
from math import floor
from typing import NamedTuple

from sitegen.colours.colour_vision import smallest_difference
from sitegen.colours.oklch import nearest
from sitegen.colours.srgb import contrast_ratio
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.message_format import FieldPath
from sitegen.theme import COLOUR_DIFFERENCE, MEANINGS, TEXT_CONTRAST, THEME, PaletteName
from sitegen.theming.options import SchemeColours, ThemeOptions
from sitegen.theming.palettes import ACCENT, surface_and_ink, theme_palettes

ROOM = 10.0
"""Least contrast of a surface to black or white, so that text, shades and marks have room between them."""
_TEXTS = ("ink", ACCENT, *MEANINGS)
_GROUNDS = {"surface": "the surface", "wash": "a wash, the shade of the surface behind code and zones,"}
_SCHEMES: Mapping[str, tuple[PaletteName, PaletteName]] = {
    "light": ("light", "light-contrast"),
    "dark": ("dark", "dark-contrast"),
}


class _Fault(NamedTuple):
    """A pair of colours that fails, the place of the colour to change, and its value."""

    path: FieldPath
    colour: str
    message: str


def theme_problems(options: ThemeOptions, prefix: FieldPath = ()) -> Iterator[FieldProblem]:
    """A problem for each colour of a theme that not everyone could read, with the nearest one that passes.

    Parameters
    ----------
    options : ThemeOptions
        The theme.
    prefix : tuple
        Path of the theme in its file, such as ``("theme",)``.
    """
    faults: dict[FieldPath, _Fault] = {}
    for fault in _faults(options):
        faults.setdefault(fault.path, fault)
    for path, fault in faults.items():
        passing = nearest(fault.colour, partial(_passes, options, path))
        hint = f"the nearest colour that passes is '{passing}'" if passing else "choose another colour"
        yield FieldProblem(path=(*prefix, *path), message=fault.message, hint=hint)


def _passes(options: ThemeOptions, path: FieldPath, colour: str) -> bool:
    """Whether there is nothing wrong with `colour` in the place `path`."""
    return all(fault.path != path for fault in _faults(_replaced(options, path, colour), path))


def _replaced(options: ThemeOptions, path: FieldPath, colour: str) -> ThemeOptions:
    scheme, name, *index = path
    own: SchemeColours = getattr(options, str(scheme))
    if index:
        changed = own.model_copy(update={"series": (*own.series[: index[0]], colour, *own.series[index[0] + 1 :])})  # type: ignore[index,operator]
    else:
        changed = own.model_copy(update={str(name): colour})
    return options.model_copy(update={str(scheme): changed})


def _faults(options: ThemeOptions, path: FieldPath = ()) -> Iterator[_Fault]:
    """What is wrong with a theme; with the place of one colour, only what can be wrong with that one, the cheapest first."""
    surfaces = list(_surfaces(options))
    yield from surfaces
    sound = [scheme for scheme in _SCHEMES if (scheme, "surface") not in {fault.path for fault in surfaces}]
    for scheme in sound:
        own, base = getattr(options, scheme), THEME.palettes[_SCHEMES[scheme][0]]
        yield from _contrasts(scheme, own, {**base, **surface_and_ink(base, own)})
        yield from _alike_series(scheme, own)
    if path[1:] in {(), ("stable",), ("exploding",)} and len(sound) == len(_SCHEMES):
        palettes = theme_palettes(options.light, options.dark)
        for scheme, names in _SCHEMES.items():
            yield from _alike_regimes(options, scheme, [palettes[name] for name in names])


def _surfaces(options: ThemeOptions) -> Iterator[_Fault]:
    for scheme, text in (("light", "#000000"), ("dark", "#ffffff")):
        surface = getattr(options, scheme).surface
        if surface and (ratio := contrast_ratio(text, surface)) < ROOM:
            name = "black" if scheme == "light" else "white"
            message = f"{surface} has a contrast of {_cut(ratio, 2)} to {name}; at least {ROOM:g} is needed on a {scheme} page"
            yield _Fault((scheme, "surface"), surface, message)


def _contrasts(scheme: str, own: SchemeColours, palette: Mapping[str, str]) -> Iterator[_Fault]:
    given: dict[FieldPath, str] = {(name,): colour for name in _TEXTS if (colour := getattr(own, name))}
    given |= {("series", index): colour for index, colour in enumerate(own.series or ())}
    for (path, colour), (ground, words) in product(given.items(), _GROUNDS.items()):
        ratio = contrast_ratio(colour, palette[ground])
        if ratio < TEXT_CONTRAST:
            message = f"{colour} has a contrast of {_cut(ratio, 2)} to {words} {palette[ground]}; at least {TEXT_CONTRAST:g} is needed"
            yield _Fault((scheme, *path), colour, message)


def _alike_series(scheme: str, own: SchemeColours) -> Iterator[_Fault]:
    for (one, first), (other, second) in combinations(enumerate(own.series or ()), 2):
        difference = smallest_difference(first, second)
        if difference < COLOUR_DIFFERENCE:
            yield _Fault((scheme, "series", other), second, _alike(second, f"series.{one}, {first}", difference))


def _alike_regimes(options: ThemeOptions, scheme: str, palettes: list[Mapping[str, str]]) -> Iterator[_Fault]:
    """Stable and exploding marks differ in colour alone; vanishing ones have an outline, and waves another shape."""
    worst = min(palettes, key=lambda palette: smallest_difference(palette["stable"], palette["exploding"]))
    stable, exploding = worst["stable"], worst["exploding"]
    difference = smallest_difference(stable, exploding)
    place = _place(options, scheme, "exploding") or _place(options, scheme, "stable")
    if difference >= COLOUR_DIFFERENCE or place is None:
        return
    path, colour = place
    other = f"stable, {stable}" if path[1] == "exploding" else f"exploding, {exploding}"
    yield _Fault(
        path, colour, _alike(exploding if path[1] == "exploding" else stable, f"{other} on a {scheme} page", difference)
    )


def _place(options: ThemeOptions, scheme: str, name: str) -> tuple[FieldPath, str] | None:
    """Where a colour of a scheme was given, there or in the other scheme, from which it then follows."""
    for each in (scheme, *({*_SCHEMES} - {scheme})):
        if colour := getattr(getattr(options, each), name):
            return (each, name), colour
    return None


def _cut(value: float, decimals: int) -> str:
    """`value` with some decimals, cut rather than rounded, so that it never seems to keep a limit that it fails."""
    return f"{floor(value * 10**decimals) / 10**decimals:.{decimals}f}"


def _alike(colour: str, other: str, difference: float) -> str:
    return (
        f"{colour} differs from {other} by only ΔE {_cut(difference, 1)} for some readers with colour blindness; "
        f"at least {COLOUR_DIFFERENCE:g} is needed"
    )
