"""The default look is legible, and an author can replace it file by file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError

from sitegen.engine.store import Store
from sitegen.errors import ContentError
from sitegen.page.environment import STYLESHEETS, CompiledTemplates, Templates
from sitegen.theme import template_folder

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
    """Custom properties of the light and the dark scheme, each by name."""
    pairs = re.findall(r"(--[\w-]+): light-dark\((#\w+), (#\w+)\);", Templates().css("tokens").split("@media")[0])
    assert pairs
    return {"light": {name: light for name, light, _ in pairs}, "dark": {name: dark for name, _, dark in pairs}}


def test_browsers_without_light_dark_get_the_light_colours():
    found = dict(COLOUR.findall(Templates().css("tokens").split("@supports")[0]))
    assert found == palettes()["light"]


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
    assert {path.name for path in (template_folder() / "assets").glob("*.css")} == {
        f"{name}.css" for name in (*STYLESHEETS, "lists", "isolation", "fragment")
    }
    text = Templates().stylesheet()
    assert text.count("{") == text.count("}")


def test_the_stylesheet_loads_nothing_from_elsewhere():
    text = Templates().stylesheet()
    assert "url(" not in text
    assert "@import" not in text


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.j2", "x.txt"])
def test_values_are_escaped_in_every_kind_of_file(tmp_path: Path, name):
    (tmp_path / name).write_text("{{ value }}")
    assert Templates(tmp_path).render(name, {"value": "<&"}) == "&lt;&amp;"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n{{ value }}", 2, "'value' is undefined"),
        ("\n\n{% if page %}", 3, "Unexpected end of template"),
        ('<p>\n{% extends "no.html" %}', 2, "there is no template 'no.html'"),
        ('{% include "part.html" %}', 1, "'nothing' is undefined"),
        ("{{ 1 + page }}", 1, "unsupported operand"),
        ("\n{{ '{' | formula }}", 2, "this template fails: expected closing token"),
    ],
)
def test_a_template_that_fails_says_where(tmp_path: Path, text, line, message):
    (tmp_path / "x.html").write_text(text)
    (tmp_path / "part.html").write_text("{{ nothing }}")
    with pytest.raises(ContentError) as caught:
        Templates(tmp_path).render("x.html", {"page": "p"})
    (found,) = caught.value.diagnostics
    assert message in found.message
    assert (found.stage, found.line) == ("page", line)
    assert Path(found.file) == tmp_path / ("part.html" if "part" in text else "x.html")


def test_a_template_is_compiled_once_for_its_source_and_the_program(tmp_path: Path, monkeypatch):
    compiled, compile_source = [], Environment.compile

    def counted(environment, source, name, filename):
        compiled.append(name)
        return compile_source(environment, source, name, filename)

    monkeypatch.setattr(Environment, "compile", counted)
    store = Store(tmp_path / "store")
    folder = tmp_path / "templates"
    folder.mkdir()

    def render(program="1"):
        return Templates(folder, CompiledTemplates(store, program)).render("x.html", {"value": "<"})

    (folder / "x.html").write_text("one {{ value }}")
    assert [render(), render()] == ["one &lt;"] * 2
    assert compiled == ["x.html"]
    (folder / "x.html").write_text("two {{ value }}")
    assert render() == "two &lt;"
    assert render("2") == "two &lt;"
    assert compiled == ["x.html"] * 3


def test_what_is_wrong_with_templates_is_known_before_one_is_used(tmp_path: Path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "assets").mkdir()
    (tmp_path / "base.html").write_text("{% for %}")
    (tmp_path / "assets" / "base.css").write_bytes(b"/* na\xefve */")
    (tmp_path / "pages" / "text.html").write_text("good\n{{ 1 | nofilter }}")
    (tmp_path / "assets" / "text.css").write_text(".a { content: '{'; /* { */ }\n}")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    found = [(Path(each.file).name, each.line) for each in Templates(tmp_path).problems()]
    assert found == [("base.css", 0), ("text.css", 0), ("base.html", 1), ("text.html", 2)]
    assert list(Templates().problems()) == []


def test_a_mistake_in_our_own_templates_is_not_the_authors(tmp_path: Path):
    with pytest.raises(UndefinedError):
        Templates(tmp_path).render("fields.html", {})


def test_a_file_that_nobody_has(tmp_path: Path):
    with pytest.raises(ContentError, match="no such file among the templates"):
        Templates(tmp_path).source("assets/nothing.svg")


def test_one_file_can_be_replaced(tmp_path: Path):
    (tmp_path / "fields.html").write_text("mine")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "print.css").write_text("/* not told */\n.mine::after {\n\n  content: '/*  told */' }")
    templates = Templates(tmp_path)
    assert templates.render("fields.html", {}) == "mine"
    assert ".mine::after {\ncontent: '/*  told */' }" in templates.stylesheet()
    assert "not told" not in templates.stylesheet()
    assert ".sg-figure" in templates.stylesheet()


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("{% include 'b.html' %}{% extends \"c.html\" %}", {"a.html", "b.html", "c.html"}),
        ("{%- import 'b.html' as b -%}{% from 'c.html' import d %}", {"a.html", "b.html", "c.html"}),
        ("{% include 'b.html' ignore missing %}", {"a.html", "b.html"}),
        ("{% include name %}", None),
        ("{% include['b.html', 'c.html'] %}", None),
        ("{% extends 'b.html' if x else 'c.html' %}", None),
    ],
)
def test_the_templates_that_one_uses_are_found_or_unknown(tmp_path, text, used):
    (tmp_path / "a.html").write_text(text)
    assert Templates(tmp_path).used_by("a.html") == used


def test_templates_are_found_through_others(tmp_path):
    (tmp_path / "base.html").write_text("{% include 'own.html' %}")
    assert {"base.html", "own.html"} <= Templates(tmp_path).used_by("pages/text.html")
    assert "own.html" not in Templates().used_by("pages/text.html")
