"""The SVG files of a figure: animated with styles of their own, or static with presentation attributes alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from sitegen.scene.shapes import Rect
from sitegen.svg.composition import Drawing, compose, font, view_box
from sitegen.svg.elements import ROLE, element, fill_placeholders, markup, number
from sitegen.svg.role_css import dark_css, file_css
from sitegen.theme import PaletteName

_IMAGE = "sg"
"""Prefix of the names in an image."""
_STILL = f"@media all{{.{_IMAGE}:target *{{animation:none}}}}"
"""At the address ``image-dark.svg#still``, the drawing is the target."""
_ROLE_CLASS = re.compile(f' class="{ROLE}[a-z0-9-]+"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Name and description of a file, the language of the name, and the width of the drawing [CSS px]."""

    title: str
    summary: str
    lang: str = "en"
    width: int = 420


def svg_files(drawing: Drawing, motion: str, label: Label) -> dict[str, str]:
    """Every SVG file of a figure, by name; `motion` is the CSS of the motion that files may have.

    ``figure.svg`` is for ``<img>``, opening, ``<object>`` and pasting into other pages, ``image-dark.svg`` for an ``<img>`` on dark
    pages: both have styles of their own and finite motion, the latter none at the address ``image-dark.svg#still``. ``still.svg`` is
    for print and rasterisers.
    """
    scene, prefix = drawing.scene, drawing.prefix
    roles = frozenset(mark.role for mark in scene.marks() if mark.role)
    light_style = file_css(drawing.theme, prefix, roles) + motion
    dark_style = dark_css(drawing.theme, _IMAGE, roles) + (motion and motion + _STILL)
    moving, surface = drawing.animated if motion else drawing.static, _background(drawing)
    flat = surface + compose(scene, moving, listed=False)
    if scene.flows:
        listed = surface + compose(scene, moving, listed=True)
        (light,), (dark,) = _painted(listed, drawing, "light"), _painted(flat, drawing, "dark")
    else:
        light, dark = _painted(flat, drawing, "light", "dark")
    still = _ROLE_CLASS.sub("", surface + compose(scene, drawing.static, listed=False))
    still_light, still_dark = _painted(still, drawing, "light", "dark")
    head, is_structure = _head(drawing, label), scene.structure or scene.flows
    return {
        "figure.svg": _styled(drawing, "graphics-document" if is_structure else "img", head, light_style, light),
        "image-dark.svg": _image(_styled(drawing, "img", head, dark_style, dark), prefix),
        "still.svg": f'<svg role="img"{head}{still_light}</svg>\n',
        "still-dark.svg": f'<svg role="img"{head}{still_dark}</svg>\n',
    }


def _background(drawing: Drawing) -> str:
    rect = Rect(role="surface", x=0, y=0, width=drawing.scene.width, height=drawing.scene.height)
    return markup(element(rect, drawing.context))


def _painted(marks: str, drawing: Drawing, *palettes: PaletteName) -> list[str]:
    own = f"{drawing.prefix}-"
    return fill_placeholders(marks, drawing.theme, *palettes, roles=own, keys=own)


def _styled(drawing: Drawing, role: str, head: str, style: str, marks: str) -> str:
    return f'<svg class="{drawing.prefix}" role="{role}"{head}<style>{style}</style>{marks}</svg>\n'


def _image(svg: str, prefix: str) -> str:
    """A file for an ``<img>``: its names need no prefix of their own, since no other drawing is in the same document."""
    return svg.replace("<svg", '<svg id="still"', 1).replace(prefix, _IMAGE)


def _head(drawing: Drawing, label: Label) -> str:
    """The attributes that all files of a figure share, its name and its description."""
    scene, prefix = drawing.scene, drawing.prefix
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": str(label.width),
        "height": number(label.width * scene.height / scene.width),
        "lang": "en",
        "aria-labelledby": f"{prefix}-title",
        "aria-describedby": f"{prefix}-desc",
        "viewBox": view_box(scene.width, scene.height),
        **font(drawing.theme, drawing.scene),
    }
    lang = f" lang={quoteattr(label.lang)}" if label.lang != "en" else ""
    return (
        f"{''.join(f' {name}={quoteattr(value)}' for name, value in attributes.items())}>"
        f'<title id="{prefix}-title"{lang}>{escape(label.title)}</title>'
        f'<desc id="{prefix}-desc">{escape(label.summary)}</desc>'
    )
