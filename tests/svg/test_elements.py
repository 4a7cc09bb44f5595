"""Marks as SVG elements: names, classes, presentation attributes, and what a static picture leaves out."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from sitegen.scene.shapes import Cells, Circles, Group, Line, Mark, Panel, Polyline, Rect, Segments, Text
from sitegen.svg.elements import DrawContext, attributes, element, fill_placeholders, markup, panel_markup
from sitegen.svg.mark_geometry import TEXT, number
from sitegen.theme import THEME

CONTEXT = DrawContext(THEME, frozenset({"a"})).for_page("p")
LIGHT = THEME.palettes["light"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "1"), (0.125, "0.12"), (0.126, "0.13"), (-0.001, "0"), (-0.5, "-0.5"), (100, "100"), (2.50, "2.5")],
)
def test_coordinates_have_two_decimals_at_most(value: float, text: str) -> None:
    assert number(value) == text


def test_other_numbers_may_have_more_decimals() -> None:
    assert number(0.123456, 4) == "0.1235"


@pytest.mark.parametrize(
    ("mark", "name", "expected"),
    [
        (Rect(role="stable", x=1, y=2, width=3, height=4, radius=0.5), "rect", {"x": "1", "height": "4", "rx": "0.5"}),
        (Line(role="grid", x1=1, y1=2, x2=3, y2=4), "line", {"x1": "1", "y2": "4"}),
        (Circles(role="stable", centres=((5, 5),), radius=2), "path", {"d": "M5 3a2 2 0 1 1-.01 0z"}),
        (Segments(role="grid", lines=((1, 2, 3, 4), (5, 6, 7, 8))), "path", {"d": "M1 2L3 4M5 6L7 8"}),
        (Segments(role="grid", lines=((1, 2, 3, 2),)), "path", {"d": "M1 2H3"}),
        (Segments(role="grid", lines=((1, 2, 3, 2), (1, 2, 3, 4), (1, 2, 5, 2))), "path", {"d": "M3 2L1 2L3 4M1 2H5"}),
        (Polyline(role="grid", points=((1, 2), (3, 4)), closed=True), "path", {"d": "M1 2L3 4Z"}),
        (
            Cells(
                role="ramp-1", left=1, top=2, cell_width=3.25, cell_height=4, rings=((0, 0, 2, 1, -2), (5, 1, 1, 2, -1))
            ),
            "path",
            {"d": "M0 0h2v1h-2zM5 1h1v2h-1z", "fill-rule": "evenodd", "transform": "translate(1 2) scale(3.25 4)"},
        ),
        (Text(role="text", x=1, y=2, text="a", anchor="end", bold=True), "text", {"text-anchor": "end"}),
        (Group(children=(), semantics="item"), "g", {"role": "listitem"}),
        (Group(children=(), semantics="list", label="all"), "g", {"role": "list", "aria-label": "all"}),
        (Group(children=(), semantics="image", label="one"), "g", {"role": "img", "aria-label": "one"}),
    ],
)
def test_every_mark_has_its_element(mark: Mark, name: str, expected: dict[str, str]) -> None:
    drawn = element(mark, CONTEXT)
    assert drawn.elementname == name
    assert expected.items() <= drawn.attribs.items()


def test_a_role_is_a_class_and_presentation_attributes() -> None:
    paint = THEME.paints["axis"]
    drawn = element(Line(role="axis", x1=0, y1=0, x2=1, y2=1), CONTEXT).attribs
    assert drawn.get("class") == "sg-axis"
    assert drawn.get("fill") == (LIGHT[paint.fill] if paint.fill else "none")
    assert drawn.get("stroke") == (LIGHT[paint.stroke] if paint.stroke else None)


def test_only_animated_keys_are_classes() -> None:
    classes = [attributes(Rect(role="stable", key=key, x=0, y=0, width=1, height=1), CONTEXT)["class"] for key in "ab"]
    assert classes == ["sg-stable p-a", "sg-stable"]


def test_no_attribute_is_empty() -> None:
    assert all(attributes(Text(role="text", x=1, y=2, text="", opacity=0.5), CONTEXT).values())
    assert "d" not in attributes(Segments(role="grid", lines=()), CONTEXT)
    assert attributes(Group(children=()), CONTEXT) == {}


def test_text_is_escaped() -> None:
    written = markup(element(Text(role="text", x=1, y=2, text="<b> & c"), CONTEXT))
    assert "<b>" not in written
    assert ET.fromstring(written).text == "<b> & c"


@pytest.mark.parametrize("text", ["", "a", "a\"b & 'c' <d>", "é ≤ −1"])
def test_markup_is_that_of_svgwrite_and_the_standard_library(text: str) -> None:
    children = (Text(role="text", x=-0.001, y=2, text=text), Group(semantics="item", label=text, children=()))
    drawn = element(Group(semantics="list", label=text, children=children), CONTEXT)
    xml = drawn.get_xml()
    for each in xml.iter():
        each.text = each.attrib.pop(TEXT, None)
        each.tail = " " if each.text else None
    assert ET.canonicalize(markup(drawn)) == ET.canonicalize(ET.tostring(xml, encoding="unicode"))


def test_a_static_picture_has_no_other_moments_and_no_keys() -> None:
    here, gone = (Rect(role="stable", key="a", x=0, y=0, width=1, height=1, opacity=opacity) for opacity in (0.5, 0))
    panel = Panel(height=9, marks=(Group(key="a", children=(here, gone)),))
    animated, static = map(ET.fromstring, panel_markup(panel, CONTEXT))
    assert [each.get("class") for each in animated.iter()] == [None, "p-a", None, "sg-stable p-a", "sg-stable p-a"]
    assert [each.get("class") for each in static.iter()] == [None, None, None, "sg-stable"]


def test_neighbours_of_one_role_inherit_their_paint() -> None:
    bars = [Rect(role="vanishing", x=x, y=0, width=1, height=1, key="a") for x in range(2)]
    names = [Text(role="text", x=0, y=0, text="b", anchor=anchor) for anchor in ("end", "end", "start")]
    moving, still = map(ET.fromstring, panel_markup(Panel(height=9, marks=(*bars, *names)), CONTEXT))
    paint = {
        name: value
        for name, value in attributes(bars[0], CONTEXT).items()
        if name in ("fill", "stroke", "stroke-width")
    }
    assert [each.attrib for each in moving] == [
        paint,
        {"fill": LIGHT["ink"], "text-anchor": "end"},
        {"class": "sg-text", "fill": LIGHT["ink"], "x": "0", "y": "0"},
    ]
    assert [sorted(each.attrib) for each in moving[0]] == [["class", "height", "width", "x", "y"]] * 2
    assert [each.attrib for each in still] == [each.attrib for each in moving]


def test_no_group_is_left_of_marks_that_a_static_picture_lacks() -> None:
    gone = [Rect(role="stable", x=x, y=0, width=1, height=1, opacity=0) for x in range(2)]
    moving, still = panel_markup(Panel(height=9, marks=(*gone, Line(role="grid", x1=0, y1=0, x2=1, y2=1))), CONTEXT)
    assert (moving.count("<g"), still.count("<g")) == (2, 1)


def test_placeholders_are_filled_for_each_palette() -> None:
    rect = Rect(role="stable", key="a", x=0, y=0, width=1, height=1)
    written = markup(element(rect, DrawContext(THEME, frozenset({"a"}))))
    (filled,) = fill_placeholders(written, THEME, "dark", roles="r-", keys="k-")
    fill = THEME.paints["stable"].fill
    assert fill is not None
    assert ET.fromstring(filled).attrib["class"] == "r-stable k-a"
    assert ET.fromstring(filled).attrib["fill"] == THEME.palettes["dark"][fill]
