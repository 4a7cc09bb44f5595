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
    """A scope of CSS rules.

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
    open_to_host : bool
        Whether a host page can override each colour by ``--sg-<colour name>``.
    """

    theme: Theme
    scope: str
    prefix: str
    names: tuple[str, ...]
    open_to_host: bool

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
        return f"var(--sg-{name},{colour})" if self.open_to_host else colour

    def roles(self, roles: Iterable[str]) -> list[str]:
        """A rule for the class of each role."""
        paints = ((role, self.theme.paints[role]) for role in sorted(roles))
        return [f".{self.prefix}{role}{{{self._declarations(paint)}}}" for role, paint in paints]

    def _declarations(self, paint: Paint) -> str:
        fill = f"fill:var(--{self.prefix}{paint.fill})" if paint.fill else "fill:none"
        return f"{fill};stroke:var(--{self.prefix}{paint.stroke})" if paint.stroke else fill


def role_css(theme: Theme) -> str:
    """Rules for the stylesheet of the site: custom properties ``--sg-…`` and classes ``sg-…``."""
    sheet = Sheet(theme, ":root", "sg-", tuple(sorted(theme.forced)), open_to_host=False)
    return "\n".join([*sheet.palettes("light", _READER), *sheet.roles(theme.paints)]) + "\n"


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
    sheet = Sheet(theme, f".{prefix}", f"{prefix}-", tuple(names), open_to_host=True)
    palettes = sheet.palettes("dark", _DARK_READER) if dark_only else sheet.palettes("light", _READER)
    size = f".{prefix}{{max-width:100%;height:auto;font-variant-numeric:tabular-nums}}"
    return "".join([size, *palettes, *sheet.roles(used)])


def _media(query: str, block: str) -> str:
    return f"@media {query}{{{block}}}"
