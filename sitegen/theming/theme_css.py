"""A theme as CSS for pages: the custom properties of ``tokens.css`` with other values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from sitegen.colours.oklch import mixed
from sitegen.theme import MARK_CONTRAST, PaletteName
from sitegen.theming.options import FontFile, ThemeOptions
from sitegen.theming.palettes import ACCENT, Palette, readable

_GENERIC = frozenset(
    ("serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-rounded", "ui-monospace", "math")
)
"""Families of CSS that are no names of fonts."""
_PX = 16
"""CSS pixels of the unit of length."""


def font_stack(families: Iterable[str], last: str) -> str:
    """A value for ``font-family``; it ends with the generic family `last`, unless another one does."""
    names = tuple(families)
    ended = names if names[-1] in _GENERIC else (*names, last)
    return ", ".join(name if name in _GENERIC else f"'{name}'" for name in ended)


def look_tokens(options: ThemeOptions) -> str:
    """The sizes and fonts of pages that are given."""
    values = {
        "radius": None if options.radius is None else f"calc({options.radius / _PX:g} * var(--sg-rem))",
        "text-size": None if options.text_size is None else f"calc({options.text_size / _PX:g} * var(--sg-rem))",
        "serif": font_stack(options.text_font, "serif") if options.text_font else None,
        "sans": font_stack(options.heading_font, "sans-serif") if options.heading_font else None,
    }
    given = {name: value for name, value in values.items() if value is not None}
    return _rule(given) if given else ""


def font_faces(fonts: Iterable[FontFile]) -> str:
    """The rules that load the fonts of a site, for a style sheet in a folder of the site."""
    return "".join(
        f"@font-face {{\nfont-family: '{font.family}';\nsrc: url('../{quote(font.file)}');\n"
        f"font-weight: {font.weights[0]} {font.weights[1]};\nfont-style: {font.style};\nfont-display: swap;\n}}\n"
        for font in fonts
    )


def colour_tokens(palettes: Mapping[PaletteName, Palette]) -> str:
    """The colours of pages, each for light and dark, and for readers who want more contrast."""
    plain = _scheme_rules(palettes["light"], palettes["dark"])
    stronger = _scheme_rules(palettes["light-contrast"], palettes["dark-contrast"])
    return f"{plain}@media (prefers-contrast: more) {{\n{stronger}}}\n"


def _scheme_rules(light: Palette, dark: Palette) -> str:
    of_light, of_dark = _tokens(light), _tokens(dark)
    both = {name: f"light-dark({colour}, {of_dark[name]})" for name, colour in of_light.items()}
    return f"{_rule(of_light)}@supports (color: light-dark(#000, #000)) {{\n{_rule(both)}}}\n"


def _rule(values: Mapping[str, str]) -> str:
    return ":root {\n" + "".join(f"--{name}: {value};\n" for name, value in values.items()) + "}\n"


def _tokens(palette: Palette) -> dict[str, str]:
    grounds = (palette["surface"], palette["wash"])
    return {
        "ground": palette["surface"],
        "ground-2": palette["wash"],
        "ink": palette["ink"],
        "ink-2": palette["muted"],
        "link": palette[ACCENT],
        "hairline": palette["hairline"],
        "edge": readable(mixed(palette["ink"], palette["surface"], 0.45), grounds, MARK_CONTRAST),
        "accent": palette[ACCENT],
        "on-accent": palette["surface"],
        "code-keyword": palette["series-4"],
        "code-text": palette["series-3"],
        "code-number": palette["series-2"],
        "code-name": palette[ACCENT],
    }
