"""The SVG files of a figure: animated with styles of their own, or static with presentation attributes alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from sitegen.scene.shapes import Rect, Text
from sitegen.svg.composition import Drawing, compose, font, in_tag
from sitegen.svg.elements import KEY, ROLE, element, fill_placeholders, markup
from sitegen.svg.file_title import title_rows
from sitegen.svg.mark_geometry import number
from sitegen.svg.role_css import alone_css, dark_css, file_css
from sitegen.theme import PaletteName

_IMAGE = "sg"
"""Prefix of the names in an image."""
_STILL = f"@media all{{.{_IMAGE}:target *{{animation:none}}}}"
"""At the address ``image-dark.svg#still``, the drawing is the target."""
_MARGIN = 18.0
"""Margin around the drawing in a PNG [user units]."""
_ROLE_CLASS = re.compile(f' class="{ROLE}[a-z0-9-]+"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Name and description of a file, the language of the name, and the width of the drawing [CSS px]."""

    title: str
    summary: str
    lang: str = "en"
    width: int = 420
    shows_title: bool = True
    """Whether a file that stands alone shows its name above the drawing."""


def svg_files(drawing: Drawing, motion: str, label: Label) -> dict[str, str]:
    """Every SVG file of a figure, by name; `motion` is the CSS of the motion that files may have.

    ``figure.svg`` is for ``<img>``, opening, ``<object>`` and pasting into other pages, ``image-dark.svg`` for an ``<img>`` on dark
    pages: both have styles of their own and finite motion, the latter none at the address ``image-dark.svg#still``. ``still.svg`` is
    for print and rasterisers. ``picture.svg`` is what a PNG is made of, with title and margin.
    """
    scene, prefix = drawing.scene, drawing.prefix
    roles = frozenset(mark.role for mark in scene.marks() if mark.role)
    rows, room = title_rows(label.title, scene) if label.shows_title else ((), 0.0)
    alone = alone_css(prefix, (scene.width, scene.height), label.width, room)
    light_style = file_css(drawing.theme, prefix, roles | {"text"}) + alone + motion
    dark_style = dark_css(drawing.theme, _IMAGE, roles) + (motion and motion + _STILL)
    moving, surface = drawing.animated if motion else drawing.static, _background(drawing)
    (title,) = _painted(_title(drawing, rows, label), drawing, "light")
    flat = surface + compose(scene, moving, listed=False)
    if scene.flows:
        listed = surface + compose(scene, moving, listed=True)
        (light,), (dark,) = _painted(listed, drawing, "light"), _painted(flat, drawing, "dark")
    else:
        light, dark = _painted(flat, drawing, "light", "dark")
    still = _ROLE_CLASS.sub("", surface + compose(scene, drawing.static, listed=False))
    still_light, still_dark = _painted(still, drawing, "light", "dark")
    around = _around(drawing, rows, room)
    around_light, around_dark = _painted(_ROLE_CLASS.sub("", around), drawing, "light", "dark")
    head, is_structure = _head(drawing, label), scene.structure or scene.flows
    picture = _head(drawing, label, _MARGIN, room)
    return {
        "figure.svg": _styled(
            drawing, "graphics-document" if is_structure else "img", head, light_style, title + light
        ),
        "image-dark.svg": _image(_styled(drawing, "img", head, dark_style, dark), prefix),
        "still.svg": f'<svg role="img"{head}{still_light}</svg>\n',
        "still-dark.svg": f'<svg role="img"{head}{still_dark}</svg>\n',
        "picture.svg": f'<svg role="img"{picture}{around_light}{still_light}</svg>\n',
        "picture-dark.svg": f'<svg role="img"{picture}{around_dark}{still_dark}</svg>\n',
    }


def _background(drawing: Drawing, margin: float = 0.0, room: float = 0.0) -> str:
    """The surface of the drawing, with a `margin` around it and `room` above it."""
    width, height = drawing.scene.width + 2 * margin, drawing.scene.height + 2 * margin + room
    return markup(
        element(Rect(role="surface", x=-margin, y=-margin - room, width=width, height=height), drawing.context)
    )


def _title(drawing: Drawing, rows: Sequence[Text], label: Label) -> str:
    """The title for a file that is opened by itself; it is not visible elsewhere, nor for programs that do not know CSS.

    Chromium gives a group to assistive technology that is not displayed, but none that is not visible.
    """
    if not rows:
        return ""
    names = f'class="{KEY}title-row" visibility="hidden" role="img" aria-label={quoteattr(label.title)}'
    return f"<g {names}>{''.join(markup(element(row, drawing.context)) for row in rows)}</g>"


def _around(drawing: Drawing, rows: Sequence[Text], room: float) -> str:
    """What a PNG has around the drawing."""
    texts = (markup(element(row, drawing.context)) for row in rows)
    return _background(drawing, _MARGIN, room) + "".join(texts)


def _painted(marks: str, drawing: Drawing, *palettes: PaletteName) -> list[str]:
    own = f"{drawing.prefix}-"
    return fill_placeholders(marks, drawing.theme, *palettes, roles=own, keys=own)


def _styled(drawing: Drawing, role: str, head: str, style: str, marks: str) -> str:
    return f'<svg class="{drawing.prefix}" role="{role}"{head}<style>{style}</style>{marks}</svg>\n'


def _image(svg: str, prefix: str) -> str:
    """A file for an ``<img>``: its names need no prefix of their own, since no other drawing is in the same document."""
    return svg.replace("<svg", '<svg id="still"', 1).replace(prefix, _IMAGE)


def _head(drawing: Drawing, label: Label, margin: float = 0.0, room: float = 0.0) -> str:
    """The attributes that all files of a figure share, its name and its description; `margin` and `room` are around the drawing."""
    scene, prefix = drawing.scene, drawing.prefix
    width, height, scale = scene.width + 2 * margin, scene.height + 2 * margin + room, label.width / scene.width
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": number(scale * width),
        "height": number(scale * height),
        "lang": "en",
        "aria-labelledby": f"{prefix}-title",
        "aria-describedby": f"{prefix}-desc",
        "viewBox": f"{number(-margin)} {number(-margin - room)} {number(width)} {number(height)}",
        **font(drawing.theme, drawing.scene),
    }
    lang = f" lang={quoteattr(label.lang)}" if label.lang != "en" else ""
    return (
        f"{in_tag(attributes)}>"
        f'<title id="{prefix}-title"{lang}>{escape(label.title)}</title>'
        f'<desc id="{prefix}-desc">{escape(label.summary)}</desc>'
    )
