"""The SVG products of one figure: files that stand alone, and the element inside our own pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from sitegen.scene.shapes import TEXT_SIZE, Panel, Rect, Scene
from sitegen.svg.explored import Explored, ExploredPanel, write_explored
from sitegen.svg.marks import KEY, ROLE, Pen, element, number, repaint
from sitegen.svg.motion import control_css, motion_css
from sitegen.svg.panels import Pick, WrittenPanel, composed, decoration, write_panels
from sitegen.svg.states import Change, Patch
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
    explored : Explored or None
        The panels of a page whose reader may choose among states, the figure's own being the first.
    stills : tuple of (str, str)
        The view box and the marks, at rest, of every state that a page shows side by side.
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
    explored: Explored | None
    stills: tuple[tuple[str, str], ...]
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
        if self.explored:
            (panel,) = self.explored.panels
            return self._explored(attributes, panel, "graphics-document" if self.scene.structure else "img")
        return self._root(attributes, "", self._for_page(self._composed(_live)))

    def inline_panels(self) -> tuple[tuple[Panel, str], ...]:
        """Every panel with its ``<svg>``, where a page flows them."""
        if self.explored:
            return tuple((panel.panel, self._explored_panel(panel)) for panel in self.explored.panels)
        return tuple((panel.panel, self._inline_panel(panel)) for panel in self.panels)

    def inline_still(self, index: int, label: str) -> str:
        """The ``<svg>`` of one of the states that a page shows side by side."""
        box, marks = self.stills[index]
        attributes = {"class": "sg", "role": "img", "aria-label": label}
        return _svg(attributes, box, self.theme, decoration(self._for_page(marks)))

    def _explored_panel(self, panel: ExploredPanel) -> str:
        role = "img" if panel.panel.label else ""
        hidden = {} if role else {"aria-hidden": "true"}
        return self._explored({"class": f"{self.prefix} sg", **hidden}, panel, role)

    def _explored(self, attributes: dict[str, str], panel: ExploredPanel, role: str) -> str:
        """A panel with the elements of all states; its own attributes may vary, too."""
        own = {**panel.attributes}
        varies = own.pop("class", "").replace(KEY, f"{self.prefix}-")
        box = own.pop("viewBox")
        marks = self._for_page(panel.marks)
        named = {
            **attributes,
            "class": f"{attributes['class']} {varies}".strip(),
            **own,
            **({"role": role} if role else {}),
        }
        return _svg(named, box, self.theme, decoration(marks) if role == "img" else marks)

    def _inline_panel(self, panel: WrittenPanel) -> str:
        label, box = panel.panel.label, _box(panel.panel.width, panel.panel.height)
        state = {"data-state": panel.panel.state} if panel.panel.state else {}
        named = {"role": "img", "aria-label": label, **state} if label else {"aria-hidden": "true"}
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

    def patches(self) -> tuple[Patch, ...]:
        """What every state changes in the drawing of a page, that of the figure's own first."""
        explored = self.explored
        return (
            tuple(
                {number: self._closed_change(change) for number, change in patch.items()} for patch in explored.patches
            )
            if explored
            else ()
        )

    def _closed_change(self, change: Change) -> Change:
        return {name: value and self._for_page(value) for name, value in change.items()}

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
        box = _box(self.scene.width, self.scene.height)
        return _svg({**attributes, **role}, box, self.theme, head + (marks if structure else decoration(marks)))


@dataclass(frozen=True, slots=True)
class Scenes:
    """One picture in all its forms: as pages move it, as files do, and the states that a reader may choose, at rest.

    The first of the states is the picture itself; there are none where nothing may be chosen. The stills are shown side
    by side with it.
    """

    page: Scene
    file: Scene
    states: tuple[Scene, ...] = ()
    stills: tuple[Scene, ...] = ()


def write_drawing(scenes: Scenes, theme: Theme, prefix: str, width: int) -> Drawing:
    """Write the marks of a picture once, live and resting, and those of all its states."""
    scene = scenes.page
    moving = {mark.key for mark in scene.marks() if mark.key and (mark.motion or mark.opacity < 1)}
    stepped = {key for step in scene.steps for key in step.opacity}
    pen = Pen(theme, frozenset(moving | stepped))
    return Drawing(
        scene=scene,
        theme=theme,
        prefix=prefix,
        width=width,
        panels=write_panels(scene, pen),
        explored=write_explored(scenes.states, pen) if scenes.states else None,
        stills=tuple(_still(still, pen) for still in scenes.stills),
        motion=motion_css(scenes.file, prefix),
        surface=_background(scene, theme),
        roles=frozenset(mark.role for mark in scene.marks() if mark.role),
    )


def _still(scene: Scene, pen: Pen) -> tuple[str, str]:
    marks = composed(scene, write_panels(scene, pen), _resting, listed=False)
    return _box(scene.width, scene.height), marks


def _live(panel: WrittenPanel) -> str:
    return panel.live


def _resting(panel: WrittenPanel) -> str:
    return panel.resting


def _box(width: float, height: float) -> str:
    return f"0 0 {number(width)} {number(height)}"


def _svg(attributes: dict[str, str], box: str, theme: Theme, inner: str) -> str:
    shared = {
        "viewBox": box,
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
