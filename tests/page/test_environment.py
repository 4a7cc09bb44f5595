from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from sitegen.page.environment import STYLESHEETS, Templates, default_templates

COLOUR = re.compile(r"(--[\w-]+): (#[0-9a-f]{3,6});")


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palettes():
    text = Templates().source("assets/tokens.css").read_text()
    light, dark = text.split("@media (prefers-color-scheme: dark)", 1)
    return {"light": dict(COLOUR.findall(light)), "dark": dict(COLOUR.findall(dark.split("@media")[0]))}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_colour_has_a_contrast_of_seven_on_both_grounds(scheme):
    palette = palettes()[scheme]
    texts = ["--ink", "--ink-2", "--link", "--code-keyword", "--code-text", "--code-number", "--code-name"]
    for ground in ("--ground", "--ground-2"):
        for text in texts:
            assert contrast(palette[text], palette[ground]) >= 7, (scheme, text, ground)
    assert contrast(palette["--on-accent"], palette["--accent"]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_and_the_focus_ring_have_a_contrast_of_three(scheme):
    palette = palettes()[scheme]
    for ground in ("--ground", "--ground-2"):
        assert contrast(palette["--edge"], palette[ground]) >= 3
        assert contrast(palette["--accent"], palette[ground]) >= 3


def test_the_stylesheet_has_every_part_once():
    assert {path.name for path in (default_templates() / "assets").glob("*.css")} == set(STYLESHEETS)
    text = Templates().stylesheet()
    assert text.count("{") == text.count("}")


def test_the_stylesheet_loads_nothing_from_elsewhere():
    text = Templates().stylesheet()
    assert "url(" not in text
    assert "@import" not in text


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.j2", "x.txt"])
def test_values_are_escaped_in_every_kind_of_file(tmp_path: Path, name):
    (tmp_path / name).write_text("{{ value }}")
    assert Templates(tmp_path).fill(name, {"value": "<&"}) == "&lt;&amp;"


def test_a_missing_value_is_an_error(tmp_path: Path):
    (tmp_path / "x.html").write_text("{{ value }}")
    with pytest.raises(UndefinedError):
        Templates(tmp_path).fill("x.html", {})


def test_one_file_can_be_replaced(tmp_path: Path):
    (tmp_path / "fields.html").write_text("mine")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "print.css").write_text("/* mine */")
    templates = Templates(tmp_path)
    assert templates.fill("fields.html", {}) == "mine"
    assert "/* mine */" in templates.stylesheet()
    assert ".sg-figure" in templates.stylesheet()
