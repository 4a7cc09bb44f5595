"""Proof that everyone can read a theme: every pair of colours that lie on each other, or that have to be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from math import floor
from typing import NamedTuple

from sitegen.colours.colour_vision import smallest_difference
from sitegen.colours.oklch import nearest
from sitegen.colours.srgb import contrast_ratio
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.message_format import FieldPath
from sitegen.theme import COLOUR_DIFFERENCE, MEANINGS, TEXT_CONTRAST, THEME
from sitegen.theming.options import SchemeColours, ThemeOptions
from sitegen.theming.palettes import ACCENT, Scheme, regime_colours, surface_and_wash

ROOM = 10.0
"""Least contrast of a surface to black or white, so that text, shades and marks have room between them."""
_TEXTS = ("ink", ACCENT, *MEANINGS)
_GROUNDS = ("the surface", "a wash, the shade of the surface behind code and zones,")
_SCHEMES: Mapping[Scheme, Scheme] = {"light": "dark", "dark": "light"}
"""Each scheme, and the other one."""
Place = tuple[Scheme, str] | tuple[Scheme, str, int]
"""Path of a colour in a theme: ``("light", "series", 2)``."""


class _Fault(NamedTuple):
    """A colour to change, and the pair that fails."""

    colour: str
    message: str


def theme_problems(options: ThemeOptions, prefix: FieldPath = ()) -> Iterator[FieldProblem]:
    """A problem for each colour of a theme that not everyone could read, with the nearest one that passes.

    `prefix` is the path of the theme in its file, such as ``("theme",)``.
    """
    for path in _places(options):
        if fault := next(_faults(options, path), None):
            passing = nearest(fault.colour, partial(_passes, options, path))
            hint = f"the nearest colour that passes is '{passing}'" if passing else "choose another colour"
            yield FieldProblem(path=(*prefix, *path), message=fault.message, hint=hint)


def _places(options: ThemeOptions) -> Iterator[Place]:
    """The places of all colours that are given."""
    for scheme in _SCHEMES:
        own: SchemeColours = getattr(options, scheme)
        yield from ((scheme, name) for name in ("surface", *_TEXTS) if getattr(own, name))
        yield from ((scheme, "series", index) for index, _ in enumerate(own.series or ()))


def _colour_at(options: ThemeOptions, place: Place) -> str:
    scheme, name, *index = place
    found = getattr(getattr(options, scheme), name)
    return str(found[index[0]] if index else found)


def _passes(options: ThemeOptions, place: Place, colour: str) -> bool:
    """Whether there is nothing wrong with `colour` in this place."""
    return next(_faults(_replaced(options, place, colour), place), None) is None


def _replaced(options: ThemeOptions, place: Place, colour: str) -> ThemeOptions:
    scheme, name, *index = place
    own: SchemeColours = getattr(options, scheme)
    series = own.series or ()
    value = (*series[: index[0]], colour, *series[index[0] + 1 :]) if index else colour
    return options.model_copy(update={scheme: own.model_copy(update={name: value})})


def _faults(options: ThemeOptions, place: Place) -> Iterator[_Fault]:
    """What is wrong with the colour in one place, what takes least time to find out first."""
    scheme, name, *_ = place
    if name == "surface":
        yield from _surface(options, scheme)
    elif not any(_surface(options, scheme)):
        yield from _contrasts(options, place)
        if name == "series":
            yield from _alike_series(options, place)
        if name in {"stable", "exploding"} and not any(fault for each in _SCHEMES for fault in _surface(options, each)):
            yield from _alike_regimes(options, place)


def _surface(options: ThemeOptions, scheme: Scheme) -> Iterator[_Fault]:
    """A surface that leaves no room for the shades between it and text."""
    text, name = ("#000000", "black") if scheme == "light" else ("#ffffff", "white")
    surface = getattr(options, scheme).surface
    if surface and (ratio := contrast_ratio(text, surface)) < ROOM:
        yield _Fault(
            surface,
            f"{surface} has a contrast of {_cut(ratio, 2)} to {name}; at least {ROOM:g} is needed on a {scheme} page",
        )


def _contrasts(options: ThemeOptions, place: Place) -> Iterator[_Fault]:
    colour, scheme = _colour_at(options, place), place[0]
    grounds = surface_and_wash(THEME.palettes[scheme], getattr(options, scheme))
    for ground, words in zip(grounds, _GROUNDS, strict=True):
        ratio = contrast_ratio(colour, ground)
        if ratio < TEXT_CONTRAST:
            message = (
                f"{colour} has a contrast of {_cut(ratio, 2)} to {words} {ground}; at least {TEXT_CONTRAST:g} is needed"
            )
            yield _Fault(colour, message)


def _alike_series(options: ThemeOptions, place: Place) -> Iterator[_Fault]:
    """A series that looks like an earlier one."""
    colour, number = _colour_at(options, place), place[-1]
    for index, earlier in enumerate(getattr(options, place[0]).series):
        if index == number:
            return
        difference = smallest_difference(earlier, colour)
        if difference < COLOUR_DIFFERENCE:
            yield _Fault(colour, _alike(colour, f"series.{index}, {earlier}", difference))


def _alike_regimes(options: ThemeOptions, place: Place) -> Iterator[_Fault]:
    """Stable and exploding marks differ in colour alone; vanishing ones have an outline, and waves another shape."""
    for scheme, other in _SCHEMES.items():
        if _regime_place(options, scheme, other) != place[:2]:
            continue
        for stable, exploding in regime_colours(scheme, getattr(options, scheme), getattr(options, other)):
            difference = smallest_difference(stable, exploding)
            if difference < COLOUR_DIFFERENCE:
                first, *named = (
                    (exploding, "stable", stable) if place[1] == "exploding" else (stable, "exploding", exploding)
                )
                words = f"{named[0]}, {named[1]} on a {scheme} page"
                yield _Fault(_colour_at(options, place), _alike(first, words, difference))


def _regime_place(options: ThemeOptions, scheme: Scheme, other: Scheme) -> tuple[Scheme, str] | None:
    """The place of the colour to change where the two regimes look alike: in the scheme, or in the other, from which it then follows."""
    given = ((each, name) for name in ("exploding", "stable") for each in (scheme, other))
    return next(((each, name) for each, name in given if getattr(getattr(options, each), name)), None)


def _cut(value: float, decimals: int) -> str:
    """`value` with some decimals, cut rather than rounded, so that it never seems to keep a limit that it fails."""
    return f"{floor(value * 10**decimals) / 10**decimals:.{decimals}f}"


def _alike(colour: str, other: str, difference: float) -> str:
    return (
        f"{colour} differs from {other} by only ΔE {_cut(difference, 1)} for some readers with colour blindness; "
        f"at least {COLOUR_DIFFERENCE:g} is needed"
    )
