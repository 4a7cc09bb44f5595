"""The SVG files of a figure: animated with styles of their own, or static with presentation attributes alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from sitegen.scene.shapes import Rect, Scene
from sitegen.svg.composition import Drawing, compose, font, svg_tag, view_box
from sitegen.svg.elements import ROLE, element, fill_placeholders, markup, number
from sitegen.svg.keyframes import keyframes_css
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


def svg_files(drawing: Drawing, file_scene: Scene, label: Label) -> dict[str, str]:
    """Every SVG file of a figure, by name; `file_scene` is the scene with the motion that files may have.

    ``figure.svg`` is for opening, ``<object>`` and pasting into other pages, ``image.svg`` for ``<img>``: both have scoped
    styles and finite motion, and an image has no structure inside. ``still.svg`` is for print and rasterisers.
    """
    scene = drawing.scene
    motion = keyframes_css(file_scene, drawing.prefix)
    moving = drawing.animated if motion else drawing.static
    roles = frozenset(mark.role for mark in scene.marks() if mark.role)
    styles = {dark: file_css(drawing.theme, drawing.prefix, roles, dark_only=dark) + motion for dark in (False, True)}
    surface = _background(drawing)
    listed = surface + compose(scene, moving, listed=True)
    image = surface + compose(scene, moving, listed=False)
    still = _ROLE_CLASS.sub("", surface + compose(scene, drawing.static, listed=False))
    files = {
        "figure.svg": _File(listed, styles[False], is_image=False),
        "image.svg": _File(image, styles[False]),
        "image-dark.svg": _File(image, styles[True], "dark"),
        "still.svg": _File(still),
        "still-dark.svg": _File(still, palette="dark"),
    }
    classes = {"roles": f"{drawing.prefix}-", "keys": f"{drawing.prefix}-"}
    painted = cache(lambda marks, palette: fill_placeholders(marks, drawing.theme, palette, **classes))
    return {name: _written(file, painted(file.marks, file.palette), drawing, label) for name, file in files.items()}


@dataclass(frozen=True, slots=True)
class _File:
    """What differs between the files: the marks, with placeholders, and how they are painted and read."""

    marks: str
    style: str = ""
    palette: PaletteName = "light"
    is_image: bool = True


def _background(drawing: Drawing) -> str:
    rect = Rect(role="surface", x=0, y=0, width=drawing.scene.width, height=drawing.scene.height)
    return markup(element(rect, drawing.context))


def _written(file: _File, marks: str, drawing: Drawing, label: Label) -> str:
    scene, prefix = drawing.scene, drawing.prefix
    structure = (scene.structure or scene.flows) and not file.is_image
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": str(label.width),
        "height": number(label.width * scene.height / scene.width),
        "lang": "en",
        **({"class": prefix} if file.style else {}),
        "aria-labelledby": f"{prefix}-title",
        "aria-describedby": f"{prefix}-desc",
        "role": "graphics-document" if structure else "img",
        "viewBox": view_box(scene.width, scene.height),
        **font(drawing.theme, drawing.scene),
    }
    lang = f" lang={quoteattr(label.lang)}" if label.lang != "en" else ""
    head = (
        f'<title id="{prefix}-title"{lang}>{escape(label.title)}</title>'
        f'<desc id="{prefix}-desc">{escape(label.summary)}</desc>'
    )
    sheet = f"<style>{file.style}</style>" if file.style else ""
    return svg_tag(attributes, head + sheet + marks) + "\n"
