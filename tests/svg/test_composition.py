"""Small multiples: items of a list in a file, drawings of their own on a page, plain shapes in an image."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from sitegen.scene.shapes import Line, Panel, Polyline, Scene
from sitegen.svg.composition import Drawing, write_drawing
from sitegen.svg.drawing_files import Label, svg_files
from sitegen.svg.page_drawing import page_drawing
from sitegen.theme import THEME

SVG = "{http://www.w3.org/2000/svg}"
LABEL = Label(title="Units", summary="Three units.")


def panel(x: float, label: str = "", state: str = "", width: float = 180) -> Panel:
    return Panel(
        height=40,
        width=width,
        label=label,
        state=state,
        marks=(Line(role="axis", x1=x, y1=0, x2=x, y2=1, key=f"l{x:g}"),),
    )


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    panels = (panel(1, width=360), panel(2, "A: alive", "alive"), panel(3, 'B "2": dead', "dead"), panel(4, "C: alive"))
    scene = Scene(panels=panels, columns=2, list_label="Units of the layer")
    return write_drawing(scene, THEME, "sg-x-1")


def test_a_file_holds_a_list_of_named_items(drawing: Drawing) -> None:
    root = ET.fromstring(svg_files(drawing, "", LABEL)["figure.svg"])
    assert root.get("role") == "graphics-document"
    (units,) = root.findall(f"{SVG}g[@role='list']")
    assert units.get("aria-label") == "Units of the layer"
    assert [(item.get("role"), item.get("data-state")) for item in units] == [
        ("listitem", "alive"),
        ("listitem", "dead"),
        ("listitem", None),
    ]
    assert [(image.get("role"), image.get("aria-label")) for item in units for image in item] == [
        ("img", "A: alive"),
        ("img", 'B "2": dead'),
        ("img", "C: alive"),
    ]
    assert root.findall(f"{SVG}g[@aria-hidden='true']")[0].find(f".//{SVG}line").get("x1") == "1"


def test_a_font_may_have_quotation_marks() -> None:
    font = "\"Source Serif 4\", 'A & B', serif"
    written = write_drawing(Scene(panels=(panel(1),)), replace(THEME, font=font), "sg-x-1")
    assert ET.fromstring(svg_files(written, "", LABEL)["figure.svg"]).get("font-family") == font
    assert ET.fromstring(page_drawing(written).svg("x")).get("font-family") == font


@pytest.mark.parametrize("made", ["image-dark.svg", "still.svg"])
def test_an_image_holds_shapes_alone(drawing: Drawing, made: str) -> None:
    root = ET.fromstring(svg_files(drawing, "", LABEL)[made])
    assert root.get("role") == "img"
    assert not root.findall(".//*[@role]")
    assert not root.findall(".//*[@data-state]")


def test_panels_stand_in_rows(drawing: Drawing) -> None:
    root = ET.fromstring(svg_files(drawing, "", LABEL)["still.svg"])
    assert root.get("viewBox") == "0 0 360 120"
    assert dict(_places(root)) == {
        "1": "",
        "2": "translate(0 40)",
        "3": "translate(180 40)",
        "4": "translate(0 80)",
    }


def _places(parent: ET.Element, transform: str = "") -> Iterator[tuple[str, str]]:
    """The x of every line, and how it is moved."""
    for child in parent:
        inner = child.get("transform", transform)
        if child.tag == f"{SVG}line":
            yield (child.get("x1", ""), inner)
        yield from _places(child, inner)


def test_on_a_page_every_panel_is_a_drawing_of_its_own(drawing: Drawing) -> None:
    header, first, second, _ = (ET.fromstring(panel.svg) for panel in page_drawing(drawing).panels)
    assert (header.get("aria-hidden"), header.get("role"), header.get("viewBox")) == ("true", None, "0 0 360 40")
    assert (first.get("role"), first.get("aria-label"), first.get("viewBox")) == ("img", "A: alive", "0 0 180 40")
    assert second.get("aria-label") == 'B "2": dead'
    assert not first.findall(".//*[@aria-hidden]")


def test_a_polyline_is_one_path_open_or_closed() -> None:
    points = ((0.0, 1.0), (2.5, 3.0), (4.0, 0.125))
    marks = (Polyline(role="second-line", points=points), Polyline(role="second-band", points=points, closed=True))
    scene = Scene(panels=(Panel(height=9, marks=marks),))
    root = ET.fromstring(svg_files(write_drawing(scene, THEME, "sg-x-1"), "", LABEL)["still.svg"])
    line, band = root.iter(f"{SVG}path")
    assert (line.get("d"), line.get("fill")) == ("M0 1L2.5 3L4 0.12", "none")
    assert (band.get("d"), band.get("stroke")) == ("M0 1L2.5 3L4 0.12Z", None)
