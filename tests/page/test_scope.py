"""The rules in pages of others: all that a figure needs, nothing else, and none outside its box."""

from __future__ import annotations

import re

import pytest

from sitegen.page.environment import Templates
from sitegen.page.fragment import KEEP_TABLES, Fragments
from sitegen.page.rules import rules
from sitegen.page.scope import scoped_stylesheet
from sitegen.svg.role_css import role_css
from sitegen.theme import THEME


@pytest.fixture(scope="module")
def css():
    return scoped_stylesheet(Templates())


def classes(text):
    return set(re.findall(r"\.(sg[\w-]*)", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)))


def selectors(parts):
    """Every selector at whatever depth, without conditions."""
    for prelude, body in parts:
        if prelude.startswith("@"):
            yield from selectors(rules(body))
        else:
            yield prelude


def test_only_the_spring_stands_outside_the_box(css):
    outside = [prelude for prelude, _ in rules(css) if not prelude.startswith((".sg-fragment", "@"))]
    assert outside == [":root"]
    assert set(re.findall(r":root\{([^}]*)\}", css)) == set(re.findall(r":root\{(--sg-spring[^}]*)\}", css))


def test_every_rule_for_a_part_of_a_figure_is_there(css):
    site = Templates().stylesheet() + role_css(THEME)
    assert classes(site) <= classes(css)


def test_no_rule_is_for_the_rest_of_a_page(css):
    inside = next(body for prelude, body in rules(css) if prelude.startswith(".sg-fragment"))
    found = ",".join(selectors(rules(inside)))
    names = re.findall(r"(?<![\w.(\[\"-])(?:html|body|main|h[1-6]|nav|pre|code|math|a)\b", found)
    assert names == []
    assert not re.search(r"\.(?!sg-|sg\b|number|quarto-|vscode-|jp-)[a-z]", re.sub(r"\[[^]]*\]", "", found))


def test_lengths_do_not_depend_on_the_root_of_the_page(css):
    assert not re.search(r"\drem\b", css)
    assert css.count("*var(--sg-rem))") > 20


def test_every_property_that_is_asked_for_is_given_and_no_other(css):
    given = set(re.findall(r"(?<![\w(-])--([\w-]+):", css))
    asked = set(re.findall(r"var\(--([\w-]+)\)", css))
    scripted = {"sg-spring", "sg-spring-ms"}
    assert asked <= given
    assert given - scripted <= set(re.findall(r"var\(--([\w-]+)", css))


def test_it_is_no_larger_than_the_rules_of_the_site(css):
    assert len(css) < len(Templates().stylesheet() + role_css(THEME))
    assert css.count("{") == css.count("}")
    assert "url(" not in css


def test_rules_of_an_author_count_too(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "tokens.css").write_text(
        ":root { --ink: #012; }\n@media (prefers-color-scheme: dark) { :root { --ink: #fed; } }"
    )
    own = scoped_stylesheet(Templates(tmp_path))
    assert "&{--ink:#012}" in own
    assert "&{--ink:light-dark(#012,#fed)}" in own
    assert "#1b1e24" not in own


@pytest.fixture
def own(tmp_path):
    """The rules, when a part of the site's style sheet is the author's."""
    (tmp_path / "assets").mkdir()

    def make(rules):
        (tmp_path / "assets" / "tokens.css").write_text(rules)
        return scoped_stylesheet(Templates(tmp_path))

    return make


@pytest.mark.parametrize(
    "before",
    [
        '@charset "utf-8";',
        "@import url(https://example.org/css2?family=A:wght@400;700);",
        '@import "a{b.css";',
        "@layer a, b;",
        "/* it's } */",
        "}",
    ],
)
def test_what_has_no_place_in_the_box_takes_no_rule_with_it(own, css, before):
    made = own(before + " .sg-mine { color: #123; } .sg-next { color: #456; }")
    assert ".sg-mine{color:#123}.sg-next{color:#456}" in made
    assert "@import" not in made
    assert classes(css) <= classes(made)


@pytest.mark.parametrize("text", ['"{"', "'}'", '"a;  b"', r'"\"{;"', '"/*"', '"2rem"', '"1"', "'it\"s'"])
def test_strings_stay_as_their_author_wrote_them(own, css, text):
    made = own(f".sg-mine::after {{ content: {text}; color: #123; }} .sg-next {{ color: #456; }}")
    assert f".sg-mine::after{{content:{text}!important;color:#123}}.sg-next{{color:#456}}" in made
    assert classes(css) <= classes(made)


def test_a_selector_with_a_comma_in_a_string(own):
    assert '.sg-mine[title="a,b"]{color:#123}' in own('.sg-mine[title="a,b"] { color: #123; }')


def test_a_page_gets_the_rules_to_the_character(css, decay):
    assert Fragments().add(decay).html.startswith(f'<div class="sg-fragment">\n{KEEP_TABLES}\n<style>{css}</style>\n')


DARK = "(prefers-color-scheme: dark)"
SUPPORTED = "@supports (color:light-dark(#000,#000))"
BOTH = "&{--ink:light-dark(#111,#eee)}"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (":root { --ink: #111; } @media DARK { :root { --ink: #eee; } }", SUPPORTED + "{" + BOTH + "}"),
        (":root, .sg-note { --ink: #111; } @media DARK { :root { --ink: #eee; } }", SUPPORTED + "{" + BOTH + "}"),
        (
            ":root { --ink: #111; } @media screen and (min-width: 9px) and DARK { :root { --ink: #eee; } }",
            SUPPORTED + "{@media screen and (min-width: 9px){" + BOTH + "}}",
        ),
        (
            ":root { --ink: #111; } @media DARK and (display-mode: standalone) { :root { --ink: #eee; } }",
            SUPPORTED + "{@media (display-mode: standalone){" + BOTH + "}}",
        ),
        (
            ":root { --ink: #111; } @media screen { @media DARK { :root { --ink: #eee; } } }",
            "@media screen{" + SUPPORTED + "{" + BOTH + "}}",
        ),
        ("@media DARK { :root { --ink: #eee; } }", "@media DARK{&{--ink:#eee}}"),
        (
            ":root { --ink: none; } @media DARK { :root { --ink: 0 1px red, 0 0 blue; } }",
            "@media DARK{&{--ink:0 1px red, 0 0 blue}}",
        ),
        (
            ":root { --ink: #111; } @media DARK { .sg-note { color: #eee; } }",
            "@media DARK{.sg-note{color:#eee}}",
        ),
        ("@media not DARK { :root { --ink: #eee; } }", "@media not DARK{&{--ink:#eee}}"),
    ],
)
def test_colours_of_both_schemes_stand_together_and_all_else_as_written(own, rules, expected):
    made = own(rules.replace("DARK", DARK))
    assert expected.replace("DARK", DARK) in made
    assert "&{}" not in made


def test_what_a_page_may_not_change_is_important_and_nothing_twice(css):
    assert ".sg-explore,.sg-player{display:grid!important;gap:" in css
    assert ".sg-scripted .sg-story[hidden]{display:block!important;" in css
    assert "!important!important" not in css
    assert not re.search(
        r"(?<![\w-])(?:animation|transform|letter-spacing|line-height|font)[\w-]*:[^;}]*!important", css
    )
