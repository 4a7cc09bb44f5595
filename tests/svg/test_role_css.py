"""The theme as CSS."""

from __future__ import annotations

import re

import pytest

from sitegen.numerics.spring import spring_easing
from sitegen.svg.keyframes import linear_function
from sitegen.svg.role_css import file_css, role_css
from sitegen.theme import THEME


def test_every_role_has_a_rule_for_the_site() -> None:
    css = role_css(THEME)
    for role in set(THEME.paints):
        assert re.search(rf"\.sg-{role}[,{{]", css)


def test_every_palette_sets_every_colour() -> None:
    found = {
        (name, colour)
        for name, value in re.findall(r"--sg-own-([a-z0-9-]+):([^;}]*)", role_css(THEME))
        for colour in re.findall(r"#\w+", value)
    }
    assert found == {(name, colours[name]) for colours in THEME.palettes.values() for name in THEME.forced}


def test_forced_colours_override_those_of_a_host_page() -> None:
    (forced,) = re.findall(r"@media \(forced-colors:active\)\{:root\{([^}]*)\}", role_css(THEME))
    assert dict(re.findall(r"--sg-([a-z0-9-]+):([^;]+)", forced)) == THEME.forced


def test_files_carry_the_roles_they_use_and_no_other() -> None:
    css = file_css(THEME, "p", ["axis"])
    assert ".p-axis{" in css
    assert ".p-wave{" not in css
    assert "-wave" not in css


def test_a_host_page_may_set_the_colours() -> None:
    css = file_css(THEME, "p", ["stable"])
    assert ".p-stable{fill:var(--sg-stable,var(--sg-own-stable))}" in css
    assert ".p{--sg-own-stable:#1d5fa6;" in css


def test_forced_colours_of_a_file_override_those_of_a_host_page() -> None:
    (forced,) = re.findall(r"@media \(forced-colors:active\)\{\.p\{([^}]*)\}", file_css(THEME, "p", ["stable"]))
    assert dict(re.findall(r"--sg-([a-z-]+):(\w+)", forced)) == {
        name: THEME.forced[name] for name in ("stable", "surface")
    }


def test_linear_function_lists_the_corners_in_order() -> None:
    text = linear_function(spring_easing())
    assert text.startswith("linear(0,")
    assert text.endswith(",1)")
    shares = [float(share) for share in re.findall(r" ([\d.]+)%", text)]
    assert shares == sorted(shares)
    assert shares == pytest.approx([100 * value for value in spring_easing().inputs[1:-1]])
