"""The theme as CSS: a custom property for each colour, with media queries for each palette, and a class for each role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from sitegen.theme import Paint, PaletteName, Theme

Palettes = tuple[tuple[PaletteName, str], ...]
"""Palettes with the media query that each is for; the first is for all readers."""

_BY_SCHEME: Palettes = (
    ("light", ""),
    ("dark", "(prefers-color-scheme:dark)"),
    ("light-contrast", "(prefers-contrast:more)"),
    ("dark-contrast", "(prefers-contrast:more) and (prefers-color-scheme:dark)"),
)
_FORCED = "(forced-colors:active)"
"""Windows high contrast."""
_COLOUR = "var(--sg-{0},var(--sg-own-{0}))"
"""A colour: that of the host page, or our own."""
_PREFIX = "\x02"
"""Placeholder for the prefix of a figure."""


def role_css(theme: Theme) -> str:
    """The rules of pages: custom properties for the colours of every palette, and a class ``sg-…`` for every role.

    The colours are ``--sg-own-<colour name>``; a host page may set each as ``--sg-<colour name>``, and forced colours override
    both. The light and the dark colour are one ``light-dark()`` value, so that they follow the ``color-scheme`` of the element.
    """
    pairs = {name: [theme.palettes[palette][name] for palette, _ in _BY_SCHEME] for name in theme.forced}
    stronger = [name for name, (*plain, light, dark) in pairs.items() if plain != [light, dark]]
    more_contrast = "".join(_schemes(theme, "light-contrast", "dark-contrast", stronger))
    lines = [
        *_schemes(theme, "light", "dark", pairs),
        f"@media (prefers-contrast:more){{{more_contrast}}}",
        _properties(":root", "--sg-", theme.forced, _FORCED),
        *_classes(theme, theme.paints, "sg-"),
    ]
    return "\n".join(lines) + "\n"


def kind_css(theme: Theme, roles: Iterable[str]) -> str:
    """The rules of pages for the roles that a kind adds."""
    return "".join(_classes(theme, roles, "sg-"))


def _schemes(theme: Theme, light: PaletteName, dark: PaletteName, names: Iterable[str]) -> tuple[str, str]:
    """The colours `names` of the palette `light`, and of both palettes for browsers that know ``light-dark()``."""
    colours, others = theme.palettes[light], theme.palettes[dark]
    both = {name: f"light-dark({colours[name]},{others[name]})" for name in names}
    plain = _properties(":root", "--sg-own-", {name: colours[name] for name in both})
    return plain, f"@supports (color:light-dark(#000,#000)){{{_properties(':root', '--sg-own-', both)}}}"


def file_css(theme: Theme, prefix: str, roles: Iterable[str]) -> str:
    """Rules for the ``<style>`` of a light SVG file; a host page may set each colour as ``--sg-<colour name>``, but no forced colour.

    All rules are inside at-rules: programs that do not know ``var()``, such as CairoSVG and resvg, skip these and use the
    presentation attributes, and SVGO leaves them alone. Every class has the `prefix` of the figure, but no custom property, since
    each figure sets those that it uses.
    """
    return _file_css(theme, frozenset(roles)).replace(_PREFIX, prefix)


@lru_cache(maxsize=256)
def _file_css(theme: Theme, roles: frozenset[str]) -> str:
    used = {*roles, "surface"}
    names = {name for role in used for name in (theme.paints[role].fill, theme.paints[role].stroke) if name}
    scope = f".{_PREFIX}"
    (first, _), *others = _BY_SCHEME
    rules = [
        *_layout(scope, "light dark"),
        _properties(scope, "--sg-own-", _colours(theme, names, first)),
        *_classes(theme, used, f"{_PREFIX}-"),
    ]
    palettes = [_properties(scope, "--sg-own-", _colours(theme, names, palette), query) for palette, query in others]
    forced = _properties(scope, "--sg-", {name: theme.forced[name] for name in names}, _FORCED)
    return "".join([f"@media all{{{''.join(rules)}}}", *palettes, forced])


@lru_cache(maxsize=256)
def dark_css(theme: Theme, prefix: str, roles: frozenset[str]) -> str:
    """Rules for the ``<style>`` of an image on a dark page, whose presentation attributes have the dark colours.

    No page can set a colour in an image, so that there are no custom properties.
    """
    used = {*roles, "surface"}
    contrast = _classes(theme, used, f"{prefix}-", theme.palettes["dark-contrast"].__getitem__)
    forced = _classes(theme, used, f"{prefix}-", theme.forced.__getitem__)
    layout = "".join(_layout(f".{prefix}", "dark"))
    return f"@media all{{{layout}}}@media (prefers-contrast:more){{{''.join(contrast)}}}@media {_FORCED}{{{''.join(forced)}}}"


def alone_css(prefix: str, size: tuple[float, float], width: int, room: float) -> str:
    """Rules for a light SVG file that is opened by itself: a margin, the canvas in the colour of the surface, and its title.

    An image in a page has a window of its own shape, so these rules are for windows of another one. The `size` of the drawing is
    in user units, and so is the `room` of the title above it and below it; the `width` of the file is in CSS px.
    """
    across, down = size
    shapes = (
        f"(max-aspect-ratio:{across * 97:.0f}/{down * 100:.0f}),(min-aspect-ratio:{across * 103:.0f}/{down * 100:.0f})"
    )
    box = f"box-sizing:content-box;display:block;width:min({width}px,100vw - 48px);aspect-ratio:{across:g}/{down + 2 * room:g}"
    canvas = f"{box};margin:24px auto;background:{_COLOUR.format('surface')}"
    return f"@media {shapes}{{.{prefix}:root{{{canvas}}}.{prefix}:root .{prefix}-title-row{{visibility:visible}}}}"


def _layout(scope: str, schemes: str) -> tuple[str, str]:
    size = f"{scope}{{max-width:100%;height:auto;font-variant-numeric:tabular-nums}}"
    return size, f"{scope}:root{{color-scheme:{schemes}}}"


def _colours(theme: Theme, names: Iterable[str], palette: PaletteName) -> dict[str, str]:
    return {name: theme.palettes[palette][name] for name in names}


def _properties(scope: str, prefix: str, values: Mapping[str, str], query: str = "") -> str:
    rule = f"{scope}{{{';'.join(f'{prefix}{name}:{value}' for name, value in sorted(values.items()))}}}"
    return f"@media {query}{{{rule}}}" if query else rule


def _classes(
    theme: Theme, roles: Iterable[str], prefix: str, colour: Callable[[str], str] = _COLOUR.format
) -> list[str]:
    """Rules for the class of each role; roles with equal colours share one."""
    selectors: dict[str, list[str]] = {}
    for role in sorted(roles):
        selectors.setdefault(_declarations(theme.paints[role], colour), []).append(f".{prefix}{role}")
    return [f"{','.join(names)}{{{declarations}}}" for declarations, names in selectors.items()]


def _declarations(paint: Paint, colour: Callable[[str], str]) -> str:
    fill = f"fill:{colour(paint.fill)}" if paint.fill else "fill:none"
    return f"{fill};stroke:{colour(paint.stroke)}" if paint.stroke else fill
