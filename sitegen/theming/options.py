"""The options of a theme, as authors write them under ``theme`` in ``site.yaml`` or in a file of their own."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from sitegen.colours.css_colour import ColourError, css_colour
from sitegen.spec.declaration import Items, SpecModel, TypeLabel
from sitegen.theme import SERIES


def _read(text: str) -> str:
    try:
        return css_colour(text)
    except ColourError as error:
        hint = {"hint": error.hint} if error.hint else {}
        raise PydanticCustomError(
            "colour", "'{given}' {fault}", {"given": text, "fault": str(error), **hint}
        ) from error


Colour = Annotated[str, AfterValidator(_read), TypeLabel("a colour of CSS in quotation marks, such as '#0b4a94'")]


class SchemeColours(SpecModel):
    """The colours of light pages, or of dark ones."""

    other_tools = {
        **dict.fromkeys(("background", "background_color", "bg", "paper", "base"), "write surface"),
        **dict.fromkeys(("foreground", "text", "text_color", "fg", "color", "colour"), "write ink"),
        **dict.fromkeys(("primary", "brand", "highlight", "link", "link_color"), "write accent"),
        **dict.fromkeys(("colors", "colours", "palette", "category", "cycle"), "write series"),
        **dict.fromkeys(("muted", "border", "hairline", "shades"), "delete it: it is computed from surface and ink"),
    }

    surface: Colour | None = None
    """What everything lies on."""
    ink: Colour | None = None
    """Text."""
    accent: Colour | None = None
    """Links, controls and the ring around what has the focus; in drawings, the wave and the first series."""
    series: Annotated[tuple[Colour, ...], Items, Field(min_length=1, max_length=len(SERIES))] | None = None
    """The series of charts, in order; those that are not given are added."""
    stable: Colour | None = None
    vanishing: Colour | None = None
    exploding: Colour | None = None
    """The three regimes of a gradient."""
    wave: Colour | None = None
    """The wave; by default the accent."""


class ThemeOptions(SpecModel):
    """How figures and pages look. Whatever is not given is as without a theme, or computed from what is given."""

    other_tools = {
        **dict.fromkeys(("colors", "colours", "palette"), "write light: and dark:, with the colours below them"),
        **dict.fromkeys(
            ("accent", "primary", "surface", "ink", "series", "background"),
            "write it below light: or dark:, since one colour cannot suit both",
        ),
    }

    light: SchemeColours = SchemeColours()
    """The colours of light pages."""
    dark: SchemeColours = SchemeColours()
    """The colours of dark pages."""
