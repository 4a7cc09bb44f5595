"""The SVG files of a figure: animated with styles of their own, or static with presentation attributes alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from sitegen.scene.shapes import Rect
from sitegen.svg.composition import Drawing, compose, font, view_box
from sitegen.svg.elements import ROLE, element, fill_placeholders, markup, number
from sitegen.svg.role_css import file_css
from sitegen.theme import PaletteName

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

    ``figure.svg`` is for opening, ``<object>`` and pasting into other pages, ``image.svg`` for ``<img>``: both have scoped
    styles and finite motion, and an image has no structure inside. ``still.svg`` is for print and rasterisers.
    """
    scene, prefix = drawing.scene, drawing.prefix
    roles = frozenset(mark.role for mark in scene.marks() if mark.role)
    light_css, dark_css = (file_css(drawing.theme, prefix, roles, dark_only=dark) + motion for dark in (False, True))
    moving, surface = drawing.animated if motion else drawing.static, _background(drawing)
    flat = surface + compose(scene, moving, listed=False)
    listed = surface + compose(scene, moving, listed=True)
    light, dark = _painted(flat, drawing, "light", "dark")
    still = _ROLE_CLASS.sub("", surface + compose(scene, drawing.static, listed=False))
    still_light, still_dark = _painted(still, drawing, "light", "dark")
    head, is_structure = _head(drawing, label), scene.structure or scene.flows
    structure = light if listed == flat else _painted(listed, drawing, "light")[0]
    return {
        "figure.svg": _styled(drawing, "graphics-document" if is_structure else "img", head, light_css, structure),
        "image.svg": _styled(drawing, "img", head, light_css, light),
        "image-dark.svg": _styled(drawing, "img", head, dark_css, dark),
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
