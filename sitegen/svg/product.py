"""The SVG products of one figure: files that stand alone, and the element inside our own pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from sitegen.scene.model import TEXT_SIZE, Rect, Scene
from sitegen.svg.marks import KEY, ROLE, Pen, element, number, repaint
from sitegen.svg.motion import control_css, motion_css
from sitegen.svg.panels import Pick, WrittenPanel, composed, decoration, write_panels
from sitegen.svg.style import file_css
from sitegen.theme import PaletteName, Theme

_ROLE_CLASS = re.compile(f' class="{ROLE}[a-z-]+"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a file says of itself: name, description, and the language of the name."""

    title: str
    summary: str
    lang: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A scene that has been written, with the places for prefix and palette still open.

    Parameters
    ----------
    scene : Scene
        As pages move it.
    theme : Theme
        The look.
    prefix : str
        Of every id, class and keyframe: unique by the figure's content.
    width : int
        Widest display [CSS px].
    panels : tuple of WrittenPanel
        The marks of every panel.
    motion : str
        CSS of the motion in files; empty where nothing moves there.
    surface : str
        The background of files.
    roles : frozenset of str
        The roles that the drawing uses.
    """

    scene: Scene
    theme: Theme
    prefix: str
    width: int
    panels: tuple[WrittenPanel, ...]
    motion: str
    surface: str
    roles: frozenset[str]

    def inline(self, *, instance: int, labelled_by: str, described_by: str) -> str:
        """The ``<svg>`` of a page: styled by the site's sheet, named by elements of the page."""
        suffix = f"-{instance}" if instance > 1 else ""
        attributes = {
            "id": f"{self.prefix}{suffix}",
            "class": f"{self.prefix} sg",
            "aria-labelledby": labelled_by,
            "aria-describedby": described_by,
        }
        return self._root(attributes, "", self._for_page(self._composed(_live)))

    def inline_panel(self, panel: WrittenPanel) -> str:
        """The ``<svg>`` of one panel, where a page flows them."""
        label, box = panel.panel.label, (panel.panel.width, panel.panel.height)
        named = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
        marks = self._for_page(panel.live)
        return _svg({"class": f"{self.prefix} sg", **named}, box, self.theme, decoration(marks) if label else marks)

    def _for_page(self, marks: str) -> str:
        return _closed(repaint(marks, self.theme, "light"), "sg-", self.prefix)

    def figure_svg(self, label: Label) -> str:
        """For opening, `<object>` and pasting into other pages: scoped styles, finite motion."""
        return self._moving(label, dark_only=False)

    def image_svg(self, label: Label, *, dark: bool = False) -> str:
        """For `<img>`: one image, nothing inside it is met by assistive technology."""
        return self._moving(label, dark_only=dark, image=True)

    def still_svg(self, label: Label, *, dark: bool = False) -> str:
        """For print, rasterisers and reduced motion: presentation attributes alone."""
        palette: PaletteName = "dark" if dark else "light"
        return self._file(label, _ROLE_CLASS.sub("", self._composed(_resting, image=True)), "", palette, image=True)

    def page_css(self) -> str:
        """Motion and controls of the page block."""
        return motion_css(self.scene, self.prefix) + control_css(self.scene, self.prefix)

    def _moving(self, label: Label, *, dark_only: bool, image: bool = False) -> str:
        style = file_css(self.theme, self.prefix, self.roles, dark_only=dark_only) + self.motion
        marks = self._composed(_live if self.motion else _resting, image=image)
        return self._file(label, marks, style, "dark" if dark_only else "light", image=image)

    def _composed(self, pick: Pick, *, image: bool = False) -> str:
        return composed(self.scene, self.panels, pick, listed=not image)

    def _file(self, label: Label, marks: str, style: str, palette: PaletteName, *, image: bool) -> str:
        name, about = f"{self.prefix}-title", f"{self.prefix}-desc"
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": str(self.width),
            "height": number(self.width * self.scene.height / self.scene.width),
            "lang": "en",
            **({"class": self.prefix} if style else {}),
            "aria-labelledby": name,
            "aria-describedby": about,
        }
        lang = f" lang={quoteattr(label.lang)}" if label.lang != "en" else ""
        head = (
            f'<title id="{name}"{lang}>{escape(label.title)}</title><desc id="{about}">{escape(label.summary)}</desc>'
        )
        sheet = f"<style>{style}</style>" if style else ""
        marks = _closed(
            repaint(self._surface(live=bool(style)) + marks, self.theme, palette), f"{self.prefix}-", self.prefix
        )
        return self._root(attributes, head + sheet, marks, image=image) + "\n"

    def _surface(self, *, live: bool) -> str:
        return self.surface if live else _ROLE_CLASS.sub("", self.surface)

    def _root(self, attributes: dict[str, str], head: str, marks: str, *, image: bool = False) -> str:
        """The drawing as a whole: a structure that is read, or one image."""
        structure = (self.scene.structure or self.scene.flows) and not image
        role = {"role": "graphics-document" if structure else "img"}
        box = (self.scene.width, self.scene.height)
        return _svg({**attributes, **role}, box, self.theme, head + (marks if structure else decoration(marks)))


def write_drawing(scene: Scene, file_scene: Scene, theme: Theme, prefix: str, width: int) -> Drawing:
    """Write the marks of a scene once, live and resting; `file_scene` is the same scene as files move it."""
    moving = {mark.key for mark in scene.marks() if mark.key and (mark.motion or mark.opacity < 1)}
    stepped = {key for step in scene.steps for key in step.opacity}
    return Drawing(
        scene=scene,
        theme=theme,
        prefix=prefix,
        width=width,
        panels=write_panels(scene, Pen(theme, frozenset(moving | stepped))),
        motion=motion_css(file_scene, prefix),
        surface=_background(scene, theme),
        roles=frozenset(mark.role for mark in scene.marks() if mark.role),
    )


def _live(panel: WrittenPanel) -> str:
    return panel.live


def _resting(panel: WrittenPanel) -> str:
    return panel.resting


def _svg(attributes: dict[str, str], box: tuple[float, float], theme: Theme, inner: str) -> str:
    shared = {
        "viewBox": f"0 0 {number(box[0])} {number(box[1])}",
        "font-family": theme.font,
        "font-size": number(TEXT_SIZE),
    }
    written = "".join(f" {key}={quoteattr(value)}" for key, value in {**attributes, **shared}.items())
    return f"<svg{written}>{inner}</svg>"


def _background(scene: Scene, theme: Theme) -> str:
    background = Rect(role="surface", x=0, y=0, width=scene.width, height=scene.height)
    return ET.tostring(element(background, Pen(theme, frozenset())).get_xml(), encoding="unicode")


def _closed(marks: str, roles: str, prefix: str) -> str:
    return marks.replace(ROLE, roles).replace(KEY, f"{prefix}-")
