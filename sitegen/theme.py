"""The theme as data: the paint of each role, and the colours of each palette.

A mark has a **role**, the theme maps the role to a `Paint` with **colour names**, and each palette (light, dark, and both
with more contrast) maps colour names to colours. A meaning (stable, vanishing, exploding, wave) has the same colour name
in every figure. Two lines that are only compared with each other have the roles `first` and `second`, which differ in
dash and marker as well as in colour, so that colour blindness does not matter. So do `series-1` to `series-8`, for numbers
of any meaning. Values in a grid have the colours of a **ramp**, `ramp-1` to `ramp-12`, in even steps of lightness: least values are
nearest to the surface. Values on both sides of a centre have two such ramps, `below-1` to `below-6` and `above-1` to `above-6`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

PaletteName = Literal["light", "dark", "light-contrast", "dark-contrast"]
TEXT_CONTRAST, MARK_CONTRAST = 4.5, 3.0
"""Least contrast of text (WCAG 1.4.3) and of other marks (1.4.11)."""
RAMP_STEP = 3.0
"""Least step of lightness L* between two shades of a ramp, for every reader; a little more than what is just noticeable."""
COLOUR_DIFFERENCE = 10.0
"""Least difference ΔE*ab of colours that have to be told apart, for every reader; about four times what is just noticeable."""


@dataclass(frozen=True, slots=True)
class Paint:
    """Fill, stroke and dash of a role."""

    fill: str | None = None
    stroke: str | None = None
    """Colour names of the palette."""
    width: float = 1.0
    """Stroke width in user units."""
    dash: str = ""
    """Dash pattern as in SVG, empty for a solid line."""
    decorative: bool = False
    """True for marks that repeat what another mark or the text says: they need no minimum contrast."""


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """Roles and palettes. A theme is equal to itself alone, so that it can be a key of caches."""

    paints: Mapping[str, Paint]
    """Paint of each role."""
    palettes: Mapping[PaletteName, Mapping[str, str]]
    """Colour name to ``#rrggbb``, for each palette."""
    forced: Mapping[str, str]
    """Colour name to CSS system colour, or to a mix of two, for forced colours (Windows high contrast)."""
    font: str = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', 'Liberation Sans', sans-serif"
    text_roles: frozenset[str] = field(default=frozenset())
    """Roles of text, which needs a contrast of 4.5; other marks need 3."""
    name: str = ""
    """Name in classes and ids, made from what drawings show of it; empty for the default theme."""
    tokens: str = ""
    """CSS that changes the custom properties of ``tokens.css``; empty for the default theme."""

    def colour(self, name: str, palette: PaletteName) -> str:
        """The colour ``#rrggbb`` of a colour name in a palette."""
        return self.palettes[palette][name]

    def with_roles(self, paints: Mapping[str, Paint]) -> Theme:
        """The theme with the roles that a kind adds, always the same object for the same roles; itself for none."""
        return _with_roles(self, tuple(sorted(paints.items()))) if paints else self

    def __reduce__(self) -> str | tuple[Any, ...]:
        """The default theme stays the same object in other processes."""
        return "THEME" if self is THEME else (Theme, tuple(getattr(self, each.name) for each in fields(self)))


@lru_cache(maxsize=32)
def _with_roles(theme: Theme, paints: tuple[tuple[str, Paint], ...]) -> Theme:
    texts = {name for name, _ in paints if name.endswith(_TEXT)}
    return replace(theme, paints={**theme.paints, **dict(paints)}, text_roles=theme.text_roles | texts)


_TEXT = "-text"
"""Ending of the roles of texts, but for `text` and `muted`."""
MEANINGS = ("stable", "vanishing", "exploding", "wave")
SERIES = tuple(f"series-{number}" for number in range(1, 9))
RAMP = tuple(f"ramp-{number}" for number in range(1, 13))
BELOW, ABOVE = (tuple(f"{side}-{number}" for number in range(1, 7)) for side in ("below", "above"))
"""Shades of values on both sides of a centre, from the nearest to the farthest."""
_DASHES = ("", "7 4", "2 3", "10 3 2 3")
"""Series 1 to 4 have filled markers, and series 5 to 8 the same dashes with hollow ones."""

_PAINTS = {
    "surface": Paint(fill="surface", decorative=True),
    "text": Paint(fill="ink"),
    "muted": Paint(fill="muted"),
    **{f"{name}-text": Paint(fill=name) for name in MEANINGS},
    "axis": Paint(stroke="muted"),
    "grid": Paint(stroke="hairline", width=0.75, decorative=True),
    "casing": Paint(stroke="surface", width=3.5, decorative=True),
    "threshold": Paint(stroke="vanishing", dash="4 3"),
    "stable": Paint(fill="stable"),
    "vanishing": Paint(fill="vanishing-soft", stroke="vanishing", width=1.25),
    "exploding": Paint(fill="exploding"),
    **{f"{name}-dot": Paint(fill=name) for name in MEANINGS},
    "wave": Paint(fill="wave"),
    "halo": Paint(fill="wave-soft", decorative=True),
    "lit": Paint(fill="wave", stroke="wave", width=1.5),
    "front": Paint(stroke="wave", width=1.25),
    "node": Paint(fill="surface", stroke="muted", width=1.5),
    "ellipsis": Paint(fill="muted"),
    "stable-line": Paint(stroke="stable", width=2.0),
    "exploding-line": Paint(stroke="exploding", width=2.0, dash="7 4"),
    "vanishing-curve": Paint(stroke="vanishing", width=2.0),
    "faint-line": Paint(stroke="exploding-faint", width=1.5),
    "theory": Paint(stroke="muted", width=1.25, dash="1.5 3.5"),
    "floor": Paint(stroke="muted", dash="5 4"),
    "first-text": Paint(fill="exploding"),
    "first-line": Paint(stroke="exploding", width=2.0, dash="7 4"),
    "first-dot": Paint(fill="exploding"),
    "first-band": Paint(fill="exploding-soft", decorative=True),
    "first-edge": Paint(stroke="exploding", width=0.6, dash="3 2", decorative=True),
    "second-text": Paint(fill="stable"),
    "second-line": Paint(stroke="stable", width=2.0),
    "second-dot": Paint(fill="stable"),
    "second-band": Paint(fill="stable-soft", decorative=True),
    "second-edge": Paint(stroke="stable", width=0.6, decorative=True),
    "midline": Paint(stroke="hairline", dash="3 3", decorative=True),
    "card": Paint(fill="surface", stroke="hairline", decorative=True),
    "card-dead": Paint(fill="surface", stroke="exploding-faint", dash="5 3"),
    "badge": Paint(fill="stable-soft", decorative=True),
    "badge-dead": Paint(fill="exploding-soft", decorative=True),
    "edge": Paint(stroke="hairline", width=0.6, decorative=True),
    "reference": Paint(stroke="muted", width=1.25, dash="1.5 3.5"),
    "zone": Paint(fill="wash", stroke="hairline", width=0.75, dash="1.5 3.5", decorative=True),
    "note": Paint(stroke="ink", width=1.25),
    **{name: Paint(fill=name, decorative=True) for name in (*RAMP, *BELOW, *ABOVE)},
    "missing": Paint(stroke="muted"),
    "contour": Paint(stroke="ink", width=0.6, decorative=True),
    **{f"iso-{number}": Paint(stroke="ink", width=1.75, dash=dash) for number, dash in enumerate(_DASHES, 1)},
    "box": Paint(fill="surface", stroke="muted", width=1.5),
    "box-strong": Paint(fill="wash", stroke="ink", width=2.5),
    "arrow": Paint(stroke="muted", width=1.5),
    "arrowhead": Paint(fill="muted"),
    "arrow-back": Paint(stroke="wave", width=1.75, dash="5 2.5"),
    "arrowhead-back": Paint(fill="wave"),
    "context": Paint(fill="wash", stroke="muted", width=1.0),
    "here": Paint(fill="surface", stroke="ink", width=2.0),
    **{
        f"{name}-{part}": paint
        for number, name in enumerate(SERIES)
        for part, paint in {
            "text": Paint(fill=name),
            "line": Paint(stroke=name, width=2.0, dash=_DASHES[number % 4]),
            "strong": Paint(stroke=name, width=3.25, dash=_DASHES[number % 4]),
            "mark": Paint(fill=name) if number < 4 else Paint(fill="surface", stroke=name, width=1.5),
            "zero": Paint(fill="surface", stroke=name, width=1.25),
            "band": Paint(fill="wash", stroke="hairline", width=1.0, decorative=True),
        }.items()
    },
}

_COLOURS = {
    "surface": ("#ffffff", "#14161a", "#ffffff", "#000000", "Canvas"),
    "ink": ("#1a1c20", "#eceef1", "#000000", "#ffffff", "CanvasText"),
    "muted": ("#54585f", "#a9afb8", "#2b2e33", "#dfe3e8", "CanvasText"),
    "hairline": ("#d9dce1", "#363b43", "#8b9097", "#7b828c", "GrayText"),
    "stable": ("#1d5fa6", "#7ab4f5", "#0b3f78", "#b3d6ff", "CanvasText"),
    "stable-soft": ("#dfeaf7", "#1c2f46", "#dfeaf7", "#1c2f46", "Canvas"),
    "vanishing": ("#8f5200", "#f0b45b", "#5f3600", "#ffd595", "CanvasText"),
    "vanishing-soft": ("#fbe9cf", "#3c2d12", "#fbe9cf", "#3c2d12", "Canvas"),
    "exploding": ("#b3212b", "#ff8a86", "#7f0d16", "#ffbdba", "Highlight"),
    "exploding-soft": ("#fbe3e4", "#46201f", "#fbe3e4", "#46201f", "Canvas"),
    "exploding-faint": ("#ce6f75", "#b06664", "#7f0d16", "#ffbdba", "Highlight"),
    "wave": ("#6b3fa0", "#c9a6f5", "#47217a", "#e2cfff", "Highlight"),
    "wave-soft": ("#e6dcf4", "#372a4d", "#e6dcf4", "#372a4d", "Canvas"),
    "wash": ("#f5f6f9", "#1e2229", "#f5f6f9", "#14171c", "Canvas"),
}
"""Each colour in the light and in the dark palette, in both with more contrast, and as a system colour."""
_LIGHT_SHADES = (
    "#f7f5bf #cce9a5 #97dd99 #58cf9a #0fbca1 #00a8a4 #0a92a0 #007e9b #006a95 #2c567e #344461 #2d3251 "
    "#d9eaff #a7c8f3 #79a7e2 #4f86cb #2a65ad #02468b #fbe2d2 #ebba9b #d69269 #bd6b3c #9e4813 #772e00"
)
_DARK_SHADES = (
    "#22284b #173a69 #014e75 #01637c #027783 #088b89 #11a189 #33b780 #7dc681 #afd48d #d9e2a7 #f7f2cb "
    "#1c2f46 #2f4c71 #446c9e #5e8dc9 #7db0f2 #b3d4ff #412714 #684021 #915c30 #b87b44 #df9e60 #ffc48a"
)
"""The shades of values, those below a centre, and those above it."""


def _palette(column: int, shades: str, series: str) -> dict[str, str]:
    own = {name: colours[column] for name, colours in _COLOURS.items()}
    return own | dict(zip((*RAMP, *BELOW, *ABOVE, *SERIES), f"{shades} {series}".split(), strict=True))


_PALETTES: dict[PaletteName, dict[str, str]] = {
    "light": _palette(0, _LIGHT_SHADES, "#2a29a4 #8a0700 #327e56 #842375 #896c21 #845bc0 #791920 #474044"),
    "dark": _palette(1, _DARK_SHADES, "#798efa #f3680f #61f38b #c37faa #fec93a #a4a2e8 #dc7480 #d7cecf"),
    "light-contrast": _palette(2, _LIGHT_SHADES, "#0f076f #551303 #136239 #370435 #4c5a09 #612c77 #890026 #0d0808"),
    "dark-contrast": _palette(3, _DARK_SHADES, "#70adfb #fb9437 #51fb9e #fab0d9 #abb265 #eabdfe #e996a2 #fff6f7"),
}
_FORCED = {
    **{name: colours[4] for name, colours in _COLOURS.items()},
    **dict.fromkeys(SERIES, "CanvasText"),
    **{name: f"color-mix(in srgb,CanvasText {number * 7}%,Canvas)" for number, name in enumerate(RAMP, 1)},
    **{
        name: f"color-mix(in srgb,{ink} {number * 14}%,Canvas)"
        for ink, arm in (("CanvasText", BELOW), ("Highlight", ABOVE))
        for number, name in enumerate(arm, 1)
    },
}

THEME = Theme(
    paints=_PAINTS,
    palettes=_PALETTES,
    forced=_FORCED,
    text_roles=frozenset({"text", "muted", *(f"{name}-text" for name in (*MEANINGS, "first", "second", *SERIES))}),
)

ROLES = tuple(sorted(THEME.paints))
"""The name of every role."""
COLOURS = tuple(sorted(_FORCED))
"""The name of every colour."""


@cache
def template_folder() -> Path:
    """Folder of the templates that come with sitegen: in the installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"
