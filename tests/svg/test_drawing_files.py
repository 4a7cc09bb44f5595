"""The SVG products as trees: names, roles, prefixes, what each may and may not hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from sitegen import load_spec, render_figure
from sitegen.figure import Figure
from sitegen.write.formats import PICTURE_FILES

SVG = "{http://www.w3.org/2000/svg}"
SPECS = {
    "chart": {"id": "chart", "kind": "gradient-decay"},
    "wave": {"id": "wave", "kind": "gradient-flow", "params": {"layers": [3, 4, 2], "loop": True}},
    "parked": {"id": "parked", "kind": "gradient-flow", "params": {"layers": [3, 4, 2], "current_layer": 1}},
    "still": {"id": "still", "kind": "gradient-flow", "motion": "still", "params": {"layers": [3, 4, 2]}},
}
FILES = ("figure.svg", "image-dark.svg", "still.svg", "still-dark.svg", *PICTURE_FILES.values())


@pytest.fixture(scope="module", params=SPECS)
def figure(request: pytest.FixtureRequest) -> Figure:
    return render_figure(load_spec(SPECS[request.param]))


@pytest.mark.parametrize("name", FILES)
def test_every_file_has_a_name_and_a_description(figure: Figure, name: str) -> None:
    root = ET.fromstring(figure.files[name])
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    title = by_id[root.get("aria-labelledby")]
    about = by_id[root.get("aria-describedby")]
    assert (title.tag, title.text) == (f"{SVG}title", figure.title)
    assert (about.tag, about.text) == (f"{SVG}desc", figure.description.summary("spoken"))


@pytest.mark.parametrize("name", FILES)
def test_every_id_class_and_keyframe_has_the_prefix(figure: Figure, name: str) -> None:
    """But those of an image, which is a document of its own."""
    text = figure.files[name]
    prefix = "sg" if name == "image-dark.svg" else figure.prefix
    names = [found for found in re.findall(r'\bid="([^"]+)"', text) if found != "still"]
    names += [part for found in re.findall(r'\bclass="([^"]+)"', text) for part in found.split()]
    names += re.findall(r"@keyframes ([\w-]+)", text)
    names += re.findall(r"\.([a-z][\w-]*)(?=[{,\s])", "".join(re.findall(r"<style>(.*?)</style>", text)))
    assert names
    assert all(found == prefix or found.startswith(f"{prefix}-") for found in names)


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_loaded_or_run(figure: Figure, name: str) -> None:
    text = figure.files[name]
    assert not re.search(r"<script|<image|<use|href|url\(|@import|\bon\w+=|tabindex|<a\b", text)


@pytest.mark.parametrize("name", ["still.svg", "still-dark.svg", *PICTURE_FILES.values()])
def test_still_pictures_need_no_style(figure: Figure, name: str) -> None:
    text = figure.files[name]
    assert "class=" not in text
    assert "style" not in text
    assert 'opacity="0"' not in text


@pytest.mark.parametrize("name", ["image-dark.svg", "still.svg"])
def test_images_are_one_image(figure: Figure, name: str) -> None:
    assert ET.fromstring(figure.files[name]).get("role") == "img"


def test_reading_views_keep_the_texts_of_a_drawing(figure: Figure) -> None:
    """Mozilla's Readability removes what is hidden from assistive technology, and then drawings without any text."""
    for markup in (figure.files["figure.svg"], figure.drawing.svg("a")):
        root = ET.fromstring(markup)
        assert not root.findall(".//*[@aria-hidden]")
        assert root.get("role") == "img" or not set(root.iter(f"{SVG}text")) - _in_images(root)


def _in_images(root: ET.Element) -> set[ET.Element]:
    """The texts that assistive technology skips, because they are parts of a named image."""
    images = [element for element in root.iter() if element.get("role") == "img" and element.get("aria-label")]
    return {text for image in images for text in image.iter(f"{SVG}text")}


def test_labels_are_separate_words_without_the_markup() -> None:
    words = " ".join("".join(ET.fromstring(render_figure("gradient-decay").drawing.svg("a")).itertext()).split())
    assert "vanishing · per-layer ×0.5 magnitude, log scale" in words


def test_structures_list_their_parts() -> None:
    root = ET.fromstring(render_figure(load_spec(SPECS["wave"])).files["figure.svg"])
    assert root.get("role") == "graphics-document"
    lists = [element for element in root.iter() if element.get("role") == "list"]
    assert [len([child for child in found if child.get("role") == "listitem"]) for found in lists] == [3]
    assert [image.get("role") for item in lists[0] for image in item] == ["img"] * 3
    assert all(image.get("aria-label") for item in lists[0] for image in item)


def test_motion_in_files_is_opt_in_and_finite(figure: Figure) -> None:
    text = figure.files["figure.svg"]
    for position in (match.start() for match in re.finditer("animation-", text)):
        assert "prefers-reduced-motion:no-preference" in text[:position]
    assert "infinite" not in text


def test_only_transform_and_opacity_are_animated(figure: Figure) -> None:
    for name in ("figure.svg", "figure.css"):
        found = re.findall(r"@keyframes [\w-]+\{((?:[\d.,%]+\{[^}]*\})+)\}", figure.files[name])
        assert len(found) == figure.files[name].count("@keyframes")
        for frames in found:
            properties = set(re.findall(r"[{;]([a-z-]+):", frames))
            assert properties <= {"opacity", "transform"}


def test_pages_may_loop_and_can_pause() -> None:
    css = render_figure(load_spec(SPECS["wave"])).files["figure.css"]
    assert "infinite" in css
    assert ":has(.sg-pause:checked)" in css
    assert '.sg-step[value="2"]:checked' in css


def test_a_still_figure_has_no_motion_and_no_controls() -> None:
    figure = render_figure(load_spec(SPECS["still"]))
    assert figure.files["figure.css"] == ""
    assert "animation" not in figure.files["figure.svg"]
    assert figure.description.steps == ()


def test_instances_on_a_page_have_their_own_ids(figure: Figure) -> None:
    first, second = figure.drawing.svg("a"), figure.drawing.svg("c")
    assert not set(re.findall(r'\bid="([^"]+)"', first)) & set(re.findall(r'\bid="([^"]+)"', second))
    assert 'aria-label="Drawing" aria-describedby="c-lead"' in second
    assert "style" not in first


def test_author_text_is_escaped_and_cannot_open_markup() -> None:
    title = 'A "quoted" <n>title</n> & more \ue000\ue002ink'
    spec = load_spec({"id": "x", "kind": "gradient-decay", "title": title})
    root = ET.fromstring(render_figure(spec).files["figure.svg"])
    assert next(root.iter(f"{SVG}title")).text == title


def test_private_use_characters_are_drawn_as_they_are() -> None:
    names = ["a\ue000b", "a\ue001b", "\ue002ink"]
    spec = {"id": "x", "kind": "gradient-flow", "params": {"layers": [2, 2, 2], "names": names}}
    figure = render_figure(load_spec(spec))
    for text in (
        *(figure.files[name] for name in FILES),
        figure.drawing.svg("a"),
    ):
        drawn = "".join(ET.fromstring(text).itertext())
        assert [name for name in names if name not in drawn] == []


def test_dark_files_are_dark_without_asking() -> None:
    files = render_figure(load_spec(SPECS["chart"])).files
    assert "prefers-color-scheme" in files["figure.svg"]
    assert "prefers-color-scheme" not in files["image-dark.svg"]
    assert 'fill="#14161a"' in files["still-dark.svg"]
    assert 'fill="#ffffff"' in files["still.svg"]


def test_prefix_changes_with_the_content() -> None:
    one = render_figure(load_spec({"id": "x", "kind": "gradient-decay"}))
    two = render_figure(load_spec({"id": "x", "kind": "gradient-decay", "params": {"init_scale": 1.5}}))
    three = render_figure(load_spec({"id": "y", "kind": "gradient-decay"}))
    assert len({one.prefix, two.prefix, three.prefix}) == 3
    assert re.fullmatch("sg-[0-9a-f]{8}", one.prefix)


def test_a_file_that_cannot_move_says_so() -> None:
    figure = render_figure(load_spec({"id": "x", "kind": "gradient-flow", "params": {"layers": [2] * 64}}))
    assert "animation" not in figure.files["figure.svg"]
    assert "This file does not move" in figure.files["figure.svg"]
    assert "animation" in figure.files["figure.css"]


@pytest.mark.parametrize(
    "name", ["figure.svg", "image-dark.svg", "still.svg", "still-dark.svg", *PICTURE_FILES.values()]
)
def test_the_surface_fills_the_drawing(figure: Figure, name: str) -> None:
    root = ET.fromstring(figure.files[name])
    surface = root.find(".//{http://www.w3.org/2000/svg}rect")
    assert surface is not None
    box = [float(length) for length in root.attrib["viewBox"].split()]
    assert [float(surface.attrib[side]) for side in ("x", "y", "width", "height")] == box
