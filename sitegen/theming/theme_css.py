"""A theme as CSS for pages: the custom properties of ``tokens.css`` with other values."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.colours.oklch import mixed
from sitegen.theme import PaletteName
from sitegen.theming.palettes import ACCENT, MARKS, Palette, readable


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
        "edge": readable(mixed(palette["ink"], palette["surface"], 0.45), grounds, MARKS),
        "accent": palette[ACCENT],
        "on-accent": palette["surface"],
        "code-keyword": palette["series-4"],
        "code-text": palette["series-3"],
        "code-number": palette["series-2"],
        "code-name": palette[ACCENT],
    }
