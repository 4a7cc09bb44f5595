"""The style sheet of figures in host pages: all that a figure needs, and no rule outside its box."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.page.css_isolation import BOX, isolated_stylesheet
from sitegen.page.environment import Templates
from sitegen.page.fragment import figure_fragment
from sitegen.svg.role_css import role_css
from sitegen.theme import THEME

STRING = re.compile(r"\"[^\"]*\"|'[^']*'")


@pytest.fixture(scope="module")
def css() -> str:
    return isolated_stylesheet(Templates())


def outside(css: str) -> list[str]:
    """What stands before each of the outermost braces."""
    found, start, depth = [], 0, 0
    for index, sign in enumerate(STRING.sub("''", css)):
        if sign == "{" and depth == 0:
            found.append(STRING.sub("''", css)[start:index])
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "}" and depth == 0:
            start = index + 1
    assert depth == 0
    return found


def test_only_the_spring_and_the_unit_of_length_stand_outside_the_box(css: str) -> None:
    *others, box = outside(css)
    assert box.startswith(f".{BOX},")
    assert {each.partition("(")[0].strip() for each in others} == {":root", "@supports", "@media", "@property --sg-rem"}
    before = css[: css.index(box)]
    assert set(re.findall(r":root\{(--[\w-]+)", before)) == {"--sg-spring", "--sg-spring-ms"}
    assert ":root" not in css[css.index(box) :]


def test_every_class_of_a_figure_that_the_site_styles_is_there(css: str) -> None:
    classes = {name: set(re.findall(r"\.(sg[\w-]*)", text)) for name, text in (("here", css), ("site", site_css()))}
    assert classes["site"] <= classes["here"]


def site_css() -> str:
    return Templates().stylesheet() + role_css(THEME)


def test_lengths_do_not_depend_on_the_root_of_the_page(css: str) -> None:
    assert re.findall(r"[\d.]+rem\b", css) == ["1rem"]  # the site's own unit, which the box sets anew
    assert css.rindex("--sg-rem: 1em") > css.index("--sg-rem: 1rem")
    assert css.count("var(--sg-rem)") > 20


def test_every_property_that_is_asked_for_is_given(css: str) -> None:
    given = set(re.findall(r"(?<![\w(-])--([\w-]+):", css))
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= given


def test_it_loads_nothing_and_is_no_larger_than_the_style_sheet_of_the_site(css: str) -> None:
    assert "url(" not in css
    assert "@import" not in css
    assert len(css) < len(site_css())
    assert "\n" not in css


@pytest.mark.parametrize("name", ["tokens", "base", "figure", "fragment"])
def test_rules_of_an_author_count_too(tmp_path: Path, name: str) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / f"assets/{name}.css").write_text(".sg-mine::after {\n  color: #123;\n  content: '{;  }'; /* } */\n}\n")
    own = isolated_stylesheet(Templates(tmp_path))
    assert ".sg-mine::after {color: #123;content: '{;  }'" in own
    assert len(outside(own)) == len(outside(isolated_stylesheet(Templates())))


def test_a_fragment_has_it_to_the_character(css: str, decay) -> None:
    assert figure_fragment(decay).styles[0] == css


LETTERS_AND_COLOURS = (
    "accent-color",
    "animation",
    "background",
    "color",
    "fill",
    "font",
    "letter-spacing",
    "line-height",
)
BY_ANIMATIONS_OR_THE_PAGE = ("margin", "stroke", "text-align", "transform", "word-spacing", "--")


def test_a_page_may_change_letters_and_colours_of_a_figure_but_not_its_layout(css: str) -> None:
    begin, end = css.index(".sg-figure {"), css.index("container: main")
    declarations = re.findall(r"(?<=[{;])\s*([\w-]+): ([^;{}]+);", css[begin:end])
    assert len(declarations) > 200
    free = [name for name, value in declarations if "!important" not in value]
    assert {name for name in free if not name.startswith(LETTERS_AND_COLOURS + BY_ANIMATIONS_OR_THE_PAGE)} == set()
    firm = [name for name, value in declarations if value.endswith(" !important")]
    assert {name for name in firm if name.startswith(LETTERS_AND_COLOURS + BY_ANIMATIONS_OR_THE_PAGE)} == set()
    assert {"display", "position", "width", "padding", "border"} <= set(firm)
    assert not re.search(r"!important[^;{}]*!important", css)
