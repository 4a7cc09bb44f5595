"""The theme as CSS: a custom property for every colour of every palette, a class for every role."""

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
    """Where a set of rules holds.

    Parameters
    ----------
    theme : Theme
        Paint and palettes.
    scope : str
        Selector that carries the custom properties.
    prefix : str
        Prefix of the classes and of the custom properties.
    names : tuple of str
        Colour names that are used.
    open_to_host : bool
        Whether a host page may set each colour as ``--sg-<colour name>``.
    """

    theme: Theme
    scope: str
    prefix: str
    names: tuple[str, ...]
    open_to_host: bool

    def palettes(self, base: PaletteName, media: Media) -> list[str]:
        """The custom properties: `base`, then what the reader's settings change, then the system's own colours."""
        blocks = [self._properties(self.theme.palettes[base])]
        blocks += [_media(query, self._properties(self.theme.palettes[palette])) for palette, query in media]
        return [*blocks, _media("(forced-colors:active)", self._system())]

    def _system(self) -> str:
        """The system's own colours, which no host may overrule."""
        return (
            self.scope + "{" + ";".join(f"--{self.prefix}{name}:{self.theme.forced[name]}" for name in self.names) + "}"
        )

    def _properties(self, colours: Mapping[str, str]) -> str:
        pairs = ((name, self._value(name, colours[name])) for name in self.names)
        return self.scope + "{" + ";".join(f"--{self.prefix}{name}:{value}" for name, value in pairs) + "}"

    def _value(self, name: str, colour: str) -> str:
        return f"var(--sg-{name},{colour})" if self.open_to_host else colour

    def roles(self, roles: Iterable[str]) -> list[str]:
        """A class for every role."""
        paints = ((role, self.theme.paints[role]) for role in sorted(roles))
        return [f".{self.prefix}{role}{{{self._declarations(paint)}}}" for role, paint in paints]

    def _declarations(self, paint: Paint) -> str:
        fill = f"fill:var(--{self.prefix}{paint.fill})" if paint.fill else "fill:none"
        return f"{fill};stroke:var(--{self.prefix}{paint.stroke})" if paint.stroke else fill


def role_css(theme: Theme) -> str:
    """The site's rules: custom properties ``--sg-…`` for every palette, and a class ``sg-…`` for every role."""
    sheet = Sheet(theme, ":root", "sg-", tuple(sorted(theme.forced)), open_to_host=False)
    return "\n".join([*sheet.palettes("light", _READER), *sheet.roles(theme.paints)]) + "\n"


def file_css(theme: Theme, prefix: str, roles: Iterable[str], *, dark_only: bool = False) -> str:
    """A file's rules, scoped below its prefix.

    Parameters
    ----------
    theme : Theme
        Where the colours come from.
    prefix : str
        The figure's own prefix, for every class and property.
    roles : iterable of str
        The roles of the drawing; no other rule is written.
    dark_only : bool
        Dark whatever the reader's scheme, for the dark source of a ``<picture>``.
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
