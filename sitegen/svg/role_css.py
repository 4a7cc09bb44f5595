"""The theme as CSS: a custom property for each colour, with media queries for each palette, and a class for each role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sitegen.theme import Paint, PaletteName, Theme

Media = tuple[tuple[PaletteName, str], ...]

_READER: Media = (
    ("dark", "(prefers-color-scheme:dark)"),
    ("light-contrast", "(prefers-contrast:more)"),
    ("dark-contrast", "(prefers-contrast:more) and (prefers-color-scheme:dark)"),
)
_DARK_READER: Media = (("dark-contrast", "(prefers-contrast:more)"),)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The scope of the rules of a file; a host page may set each colour as ``--sg-<colour name>``.

    Parameters
    ----------
    theme : Theme
        Paint and palettes.
    scope : str
        Selector of the element that has the custom properties.
    prefix : str
        Prefix of the classes and of the custom properties.
    names : tuple of str
        Names of the colours to define.
    """

    theme: Theme
    scope: str
    prefix: str
    names: tuple[str, ...]

    def palettes(self, base: PaletteName, media: Media) -> list[str]:
        """The custom properties of `base`, then those of the palettes in `media`, then forced colours."""
        blocks = [self._properties(self.theme.palettes[base])]
        blocks += [_media(query, self._properties(self.theme.palettes[palette])) for palette, query in media]
        return [*blocks, _media("(forced-colors:active)", self._system())]

    def _system(self) -> str:
        """Forced colours (Windows high contrast), which no host page can override."""
        return (
            self.scope + "{" + ";".join(f"--{self.prefix}{name}:{self.theme.forced[name]}" for name in self.names) + "}"
        )

    def _properties(self, colours: Mapping[str, str]) -> str:
        pairs = ((name, self._value(name, colours[name])) for name in self.names)
        return self.scope + "{" + ";".join(f"--{self.prefix}{name}:{value}" for name, value in pairs) + "}"

    def _value(self, name: str, colour: str) -> str:
        return f"var(--sg-{name},{colour})"

    def roles(self, roles: Iterable[str]) -> list[str]:
        """A rule for the class of each role."""
        paints = ((role, self.theme.paints[role]) for role in sorted(roles))
        return [
            f".{self.prefix}{role}{{{_declarations(paint, f'var(--{self.prefix}{{0}})')}}}" for role, paint in paints
        ]


def role_css(theme: Theme) -> str:
    """The rules of pages: custom properties for the colours of every palette, and a class ``sg-…`` for every role.

    The colours are ``--sg-own-<colour name>``; a host page may set each as ``--sg-<colour name>``, and forced colours override
    both. The light and the dark colour are one ``light-dark()`` value, so that they follow the ``color-scheme`` of the element.
    """
    paints = sorted(theme.paints.items())
    roles = [f".sg-{role}{{{_declarations(paint, 'var(--sg-{0},var(--sg-own-{0}))')}}}" for role, paint in paints]
    more_contrast = "".join(_schemes(theme, "light-contrast", "dark-contrast"))
    forced = _properties("--sg-", theme.forced)
    lines = [*_schemes(theme, "light", "dark"), _media("(prefers-contrast:more)", more_contrast)]
    return "\n".join([*lines, _media("(forced-colors:active)", forced), *roles]) + "\n"


def _schemes(theme: Theme, light: PaletteName, dark: PaletteName) -> tuple[str, str]:
    """The colours of the palette `light`, and of both palettes for browsers that know ``light-dark()``."""
    colours, others = theme.palettes[light], theme.palettes[dark]
    both = {name: f"light-dark({colours[name]},{others[name]})" for name in theme.forced}
    plain = {name: colours[name] for name in theme.forced}
    new = _properties("--sg-own-", both)
    return _properties("--sg-own-", plain), f"@supports (color:light-dark(#000,#000)){{{new}}}"


def _properties(prefix: str, colours: Mapping[str, str]) -> str:
    return ":root{" + ";".join(f"{prefix}{name}:{value}" for name, value in sorted(colours.items())) + "}"


def _declarations(paint: Paint, colour: str) -> str:
    fill = f"fill:{colour.format(paint.fill)}" if paint.fill else "fill:none"
    return f"{fill};stroke:{colour.format(paint.stroke)}" if paint.stroke else fill


def file_css(theme: Theme, prefix: str, roles: Iterable[str], *, dark_only: bool = False) -> str:
    """Rules for the ``<style>`` of one SVG file.

    Parameters
    ----------
    theme : Theme
        Paint and palettes.
    prefix : str
        Prefix of the figure, for every class and custom property.
    roles : iterable of str
        The roles in the drawing.
    dark_only : bool
        Use the dark palettes in every colour scheme, for the dark source of a ``<picture>``.
    """
    used = {*roles, "surface"}
    paints = [theme.paints[role] for role in used]
    names = sorted({name for paint in paints for name in (paint.fill, paint.stroke) if name})
    sheet = Sheet(theme, f".{prefix}", f"{prefix}-", tuple(names))
    palettes = sheet.palettes("dark", _DARK_READER) if dark_only else sheet.palettes("light", _READER)
    size = f".{prefix}{{max-width:100%;height:auto;font-variant-numeric:tabular-nums}}"
    return "".join([size, *palettes, *sheet.roles(used)])


def _media(query: str, block: str) -> str:
    return f"@media {query}{{{block}}}"
