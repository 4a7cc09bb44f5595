"""The drawing of a figure in a page: the ``<svg>`` elements of a block, styled by the site's stylesheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitegen.scene.shapes import Panel, Scene
from sitegen.svg.composition import Drawing, compose, font, svg_tag, view_box, write_drawing
from sitegen.svg.elements import fill_placeholders
from sitegen.svg.mark_geometry import Attributes
from sitegen.theme import Theme


@dataclass(frozen=True, slots=True)
class PanelMarkup:
    """One panel for a page."""

    attributes: Mapping[str, str]
    """Attributes of its ``<svg>``: the view box, and the label where it has one."""
    marks: str
    """Its content."""


@dataclass(frozen=True, slots=True)
class PagePanel:
    """The ``<svg>`` of a panel that a page flows; it is `listed` when it has a label."""

    listed: bool
    svg: str


@dataclass(frozen=True, slots=True)
class PageStep:
    """A step of the animation as a choice: its label, and what the drawing then shows, for screen readers."""

    label: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDrawing:
    """Everything that a page needs of a drawing, as plain data."""

    prefix: str
    """Prefix of its classes."""
    attributes: Mapping[str, str]
    """Attributes of the one ``<svg>``, except the names that each page gives it; empty where panels flow."""
    content: str
    """What is in that ``<svg>``."""
    panels: tuple[PagePanel, ...]
    """The drawings of a figure whose panels flow; empty otherwise."""
    columns: int
    """Panels next to each other in a list of panels."""
    list_label: str
    """Name of the list of panels, for screen readers."""
    width: float
    height: float
    """Size in user units."""
    moves: bool
    """Whether anything is animated."""
    has_points: bool
    """Whether readers can go from value to value."""
    steps: tuple[PageStep, ...]
    """The steps of the animation that a reader may choose among."""
    resting_step: int
    """Index of the step that the drawing shows at rest."""
    beat_ms: float
    """Time between two steps [ms]."""

    def svg(self, name: str) -> str:
        """The ``<svg>``, described by the element ``<name>-lead`` of its page. The figure around it has the name."""
        names = {
            "class": self.attributes["class"],
            "aria-label": "Drawing",
            "aria-describedby": f"{name}-lead",
        }
        return svg_tag({**names, **self.attributes}, self.content)


def page_drawing(drawing: Drawing, panels: Sequence[PanelMarkup] = ()) -> PageDrawing:
    """The drawing for pages; `panels` are the panels of an interactive figure, which hold the marks of all its states."""
    scene = drawing.scene
    panels = panels or [
        PanelMarkup(panel_attributes(panel), _filled(drawing, markup, points=True))
        for panel, markup in zip(scene.panels, drawing.animated, strict=True)
    ]
    attributes: Attributes = {}
    content, flowing = "", tuple[PagePanel, ...]()
    if scene.flows:
        flowing = tuple(_flowing(drawing, *pair) for pair in zip(scene.panels, panels, strict=True))
    else:
        content = compose(scene, [panel.marks for panel in panels], listed=True)
        attributes = {
            "class": _classes(drawing, panels[0]),
            "role": "graphics-document" if scene.structure else "img",
            "viewBox": panels[0].attributes["viewBox"] if len(panels) == 1 else view_box(scene.width, scene.height),
            **font(drawing.theme, drawing.scene),
        }
    return PageDrawing(
        prefix=drawing.prefix,
        attributes=attributes,
        content=content,
        panels=flowing,
        columns=scene.columns,
        list_label=scene.list_label,
        width=scene.width,
        height=scene.height,
        moves=scene.moves,
        has_points=scene.has_points,
        steps=tuple(PageStep(step.label, step.detail) for step in scene.steps),
        resting_step=scene.resting_step,
        beat_ms=scene.beat_ms,
    )


def _flowing(drawing: Drawing, panel: Panel, markup: PanelMarkup) -> PagePanel:
    label = {"role": "img"} if panel.label else {"aria-hidden": "true"}
    own = {name: value for name, value in markup.attributes.items() if name not in ("class", "viewBox")}
    attributes = {
        "class": _classes(drawing, markup),
        **label,
        **own,
        "viewBox": markup.attributes["viewBox"],
        **font(drawing.theme, drawing.scene),
    }
    return PagePanel(bool(panel.label), svg_tag(attributes, markup.marks))


def _classes(drawing: Drawing, panel: PanelMarkup) -> str:
    return f"{drawing.prefix} sg {panel.attributes.get('class', '')}".strip()


def panel_attributes(panel: Panel) -> Attributes:
    """The attributes of the ``<svg>`` of one panel."""
    found = {"viewBox": view_box(panel.width, panel.height)}
    if panel.label:
        found["aria-label"] = panel.label
        if panel.state:
            found["data-state"] = panel.state
    return found


def snapshot_svg(scene: Scene, theme: Theme, label: str) -> str:
    """A state of a figure at rest, for a page that shows several side by side."""
    drawing = write_drawing(scene, theme, "")
    marks = _filled(drawing, compose(scene, drawing.static, listed=False))
    attributes = {"class": "sg", "role": "img", "aria-label": label, "viewBox": view_box(scene.width, scene.height)}
    return svg_tag({**attributes, **font(theme, scene)}, marks)


def _filled(drawing: Drawing, markup: str, *, points: bool = False) -> str:
    keys = f"{drawing.keys}-"
    return fill_placeholders(markup, drawing.theme, "light", roles="sg-", keys=keys, points=points)[0]
