"""The options of a theme, as authors write them under ``theme`` in ``site.yaml`` or in a file of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from sitegen.colours.css_colour import ColourError, css_colour
from sitegen.spec.declaration import Items, SpecModel, TypeLabel
from sitegen.spec.message_format import FieldPath
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


_FOLDERS = r"^(?:[\w-][\w. -]*/)*[\w-][\w. -]*"
_THEME_PATH = rf"{_FOLDERS}\.ya?ml$"
Family = Annotated[
    str,
    StringConstraints(pattern=r"^\w[\w .+-]*$", max_length=60),
    TypeLabel("the name of a font family, such as Source Serif 4"),
]
Families = Annotated[tuple[Family, ...], Items, Field(min_length=1, max_length=10)]
FontPath = Annotated[
    str,
    StringConstraints(pattern=rf"{_FOLDERS}\.(?:woff2|woff|ttf|otf)$", max_length=200),
    TypeLabel("the path of a font in the content folder, such as fonts/lato.woff2"),
]
PicturePath = Annotated[
    str,
    StringConstraints(pattern=rf"{_FOLDERS}\.(?:svg|png|jpe?g|webp|avif|gif|ico)$", max_length=200),
    TypeLabel("the path of a picture in the content folder, such as images/logo.svg"),
]


def _refuse_theme_name(value: object) -> object:
    """Refuse the name of a theme: other tools have such names."""
    if isinstance(value, str) and re.fullmatch(r"[\w -]{1,60}", value):
        hint = "delete it, or write colours: {light: {accent: …}, dark: {accent: …}}"
        if value.lower() in {"light", "dark", "auto"}:
            hint = "delete it: pages are light or dark as the reader chooses"
        message = "there is no theme '{given}'; a theme is a mapping of options, or the path of a file"
        raise PydanticCustomError("theme", message, {"given": value, "hint": hint})
    if isinstance(value, str) and not re.match(_THEME_PATH, value):
        message = "'{given}' is not the path of a file with a theme in the content folder, such as theme.yaml"
        raise PydanticCustomError("theme", message, {"given": value, "hint": ""})
    return value


ThemeFile = Annotated[
    str,
    BeforeValidator(_refuse_theme_name),
    StringConstraints(pattern=_THEME_PATH, max_length=200),
    TypeLabel("the path of a file with a theme in the content folder, such as theme.yaml"),
]
Weight = Annotated[int, Field(ge=1, le=1000)]


class FontFile(SpecModel):
    """A font that is published with the site."""

    bare_value_keys = ("file",)
    other_tools = {
        **dict.fromkeys(("name", "font", "font-family", "font_family"), "write family"),
        **dict.fromkeys(("src", "path", "url"), "write file, with a path in the content folder"),
        **dict.fromkeys(("weight", "font-weight", "font_weight"), "write weights, such as [400, 400]"),
        **dict.fromkeys(("font-style", "font_style"), "write style"),
    }

    family: Family
    """Its name in `text_font` and `heading_font`."""
    file: FontPath
    """Where it is."""
    weights: Annotated[tuple[Weight, Weight], Items] = (400, 400)
    """The lightest and the heaviest weight that it has."""
    style: Literal["normal", "italic"] = "normal"
    """Whether its letters are upright."""


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
    """Links, controls and the ring around what has the focus; in drawings, the wave, the first series and the shades of grids."""
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
        **dict.fromkeys(("border_radius", "corners", "rounding"), "write radius"),
        **dict.fromkeys(("font_size", "size"), "write text_size"),
        **dict.fromkeys(("font", "font_family", "body_font", "serif"), "write text_font"),
        **dict.fromkeys(("sans", "sans_serif", "title_font"), "write heading_font"),
        **dict.fromkeys(("font_files", "font_face", "webfonts"), "write fonts"),
        **dict.fromkeys(("favicon",), "write icon"),
        "name": "themes of other tools are not read; write light: and dark:",
        **dict.fromkeys(("theme",), "write what is below it, without it"),
    }

    light: SchemeColours = SchemeColours()
    """The colours of light pages."""
    dark: SchemeColours = SchemeColours()
    """The colours of dark pages."""
    radius: Annotated[float, Field(ge=0, le=20)] | None = None
    """Radius of the corners of controls [CSS px]; those of code have half of it."""
    text_size: Annotated[float, Field(ge=16, le=24)] | None = None
    """Size of running text [CSS px]."""
    text_font: Families | None = None
    """Font families of running text, the one to try first in front."""
    heading_font: Families | None = None
    """Those of everything else: headings, controls, figures and drawings."""
    fonts: Annotated[tuple[FontFile, ...], Items, Field(max_length=20)] = ()
    """Fonts that are published with the site."""
    logo: PicturePath | None = None
    """A picture in front of the name of the site, on every page."""
    dark_logo: PicturePath | None = None
    """Another one for dark pages."""
    icon: PicturePath | None = None
    """The picture in the tab of a browser."""

    @field_validator("dark_logo")
    @classmethod
    def _light_pages_have_one(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value and info.data.get("logo", "invalid") is None:
            hint = "write the same path under logo, too"
            raise PydanticCustomError("logo", "light pages have no logo", {"hint": hint})
        return value

    def files(self) -> Iterator[tuple[FieldPath, str]]:
        """The files of the site that it names, each with the place of its name."""
        for index, font in enumerate(self.fonts):
            yield ("fonts", index, "file"), font.file
        for name in ("logo", "dark_logo", "icon"):
            if path := getattr(self, name):
                yield (name,), path
