"""The title of files that stand alone: its lines, where it is shown, and where it is not."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from sitegen import load_spec, render_figure
from sitegen.figure import Figure
from sitegen.scene.shapes import Panel, Scene
from sitegen.scene.text_width import span, system_width
from sitegen.svg.file_title import title_rows

SCENE = Scene(panels=(Panel(width=360, height=200, marks=()),))
TITLES = [
    "Decay",
    "A title that is far too long for one line of a drawing",
    "x" * 90,
    "深" * 60,
    "In e" + "x" * 80 + " end",
]


@pytest.mark.parametrize("title", TITLES)
def test_every_line_of_a_title_is_inside_the_drawing_and_above_it(title: str) -> None:
    rows, height = title_rows(title, SCENE)
    assert "".join(row.text for row in rows).replace(" ", "") == title.replace(" ", "")
    places = [span(row.x, system_width(row.text, row.size, bold=row.bold), row.anchor) for row in rows]
    assert all(0 <= left < right <= 360 for left, right in places)
    bottoms = [row.y for row in rows]
    assert bottoms == sorted(bottoms)
    assert bottoms[0] - rows[0].size >= -height
    assert bottoms[-1] < -0.25 * rows[0].size  # with room for what is below the baseline


@pytest.mark.parametrize("sign", ["\U0001f469\u200d\U0001f4bb", "\U0001f44d\U0001f3fd", "\u2764\ufe0f", "e\u0301"])
def test_no_line_of_a_title_ends_inside_a_sign(sign: str) -> None:
    rows, _ = title_rows(sign * 60, SCENE)
    assert len(rows) > 1
    assert all(row.text == sign * (len(row.text) // len(sign)) for row in rows)


def figure(**fields: str) -> Figure:
    return render_figure(load_spec({"id": "decay", "kind": "gradient-decay", "title": "One <decay>", **fields}))


def texts(svg: str) -> list[str | None]:
    return [text.text for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_a_file_has_its_title_where_only_a_window_of_its_own_shows_it() -> None:
    drawn = figure()
    (group,) = re.findall(r'<g class="(sg-\w+-title-row)" visibility="hidden" role="img"', drawn.svg)
    shape, rules = re.findall(r"@media (\(max-aspect-ratio[^{]*)\{(.*?visibility:visible)\}", drawn.svg)[0]
    assert f":root .{group}{{visibility:visible" in rules
    widest, narrowest = (int(a) / int(b) for a, b in re.findall(r"(\d+)/(\d+)", shape))
    assert widest < 360 / drawn.drawing.height < narrowest


@pytest.mark.parametrize("name", ["picture.svg", "picture-dark.svg"])
def test_a_png_shows_the_title_and_a_margin(name: str) -> None:
    shown, hidden, still = figure().files[name], figure(title_in_files="hidden").files[name], figure().still_svg
    assert texts(shown) == ["One <decay>", *texts(still)]
    assert texts(hidden) == texts(still)
    left, top, width, height = (float(each) for each in ET.fromstring(hidden).get("viewBox").split())
    _, _, own_width, own_height = (float(each) for each in ET.fromstring(still).get("viewBox").split())
    assert (left, top, width, height) == (-18, -18, own_width + 36, own_height + 36)


def test_other_files_and_hidden_titles_draw_none() -> None:
    drawn, hidden = figure(), figure(title_in_files="hidden")
    for text in (hidden.svg, drawn.still_svg, drawn.files["image-dark.svg"]):
        assert "One <decay>" not in texts(text)
    assert hidden.prefix != drawn.prefix
    assert "title_in_files" not in drawn.files["data.json"]
