"""In a notebook every control keeps its keys, and what is nothing without styles is not shown where they are left out."""

from __future__ import annotations

import json
import re

import pytest

from sitegen import load_spec, render_figure
from sitegen.page.fragment import Fragments, figure_fragment
from sitegen.page.host import NOTEBOOK
from tests.html import Html

SPEC = {
    "id": "x",
    "kind": "gradient-decay",
    "explore": {"init_scale": [1, 2], "activation": ["relu", "sigmoid"]},
    "stills": [{"init_scale": 2}],
}


WAVE = {"id": "w", "kind": "gradient-flow", "params": {"layers": [3, 2]}}


def in_notebook(spec: dict[str, object]) -> str:
    return Fragments(host=NOTEBOOK).add(render_figure(load_spec(spec))).html


@pytest.fixture(scope="module")
def output() -> str:
    return in_notebook(SPEC)


def test_an_untrusted_wave_tells_of_no_motion() -> None:
    page = in_notebook(WAVE)
    telling = [each for each in Html(page).all("span") if each.get("class") == "sg-moving"]
    assert telling
    assert all(each.get("style") == "display:none" for each in telling)


def test_every_control_keeps_its_keys(output: str) -> None:
    page = Html(output)
    parts = [page, *(Html(json.loads(each)) for each in page.values("data-panel"))]
    controls = [each for part in parts for tag in ("input", "select", "button", "summary") for each in part.all(tag)]
    assert len(controls) > 7
    assert all(each.get("data-lm-suppress-shortcuts") == "true" for each in controls)


def test_what_an_untrusted_notebook_leaves_is_true_and_readable(output: str) -> None:
    """JupyterLab keeps text, and of what this needs the attributes class and style; style sheets and templates go, their texts stay."""
    left = re.sub(r"(?s)<(style|script|svg)\b.*?</\1>|</?template[^>]*>", "", output)
    not_shown = ("sg-skip", "sg-controls", "sg-reduced-motion-note", "sg-drawing", "sg-snapshots")
    for name in not_shown:
        elements = [
            each
            for tag in ("a", "fieldset", "p", "div")
            for each in Html(left).all(tag)
            if name in each.get("class", "").split()
        ]
        assert elements
        assert all(each.get("style") == "display:none" for each in elements), name
    first = left.index(
        "Part of this figure is left out here. In a notebook, trust it or run its cell to see the whole."
    )
    assert first < left.index("Gradient decay: ReLU")


def test_themes_take_the_output_for_one_with_a_table(output: str) -> None:
    """PyData's theme puts a light ground under ``.text_html:not(:has(table.dataframe))`` on a dark page."""
    tables = Html(output).all("table")
    assert tables
    assert all("dataframe" in each["class"].split() for each in tables)


ODD = """<input onfocus=p() " class="sg-spoken" data-panel='&lt;button """
"""What an author may write, and no part of a figure's controls."""
ODD_SPECS = [
    SPEC | {"title": ODD, "caption": ODD, "note": ODD},
    WAVE | {"title": ODD, "params": {"layers": [3, 2], "names": [ODD[:22], "output"]}},
    {
        "id": "n",
        "kind": "dead-neurons",
        "params": {"neurons": [{"id": each, "activations": [0, 0]} for each in (ODD[:20], 'a class="sg-spoken" b')]},
    },
]


@pytest.mark.parametrize("spec", ODD_SPECS, ids=lambda spec: spec["kind"])
def test_what_an_author_writes_stays_text(spec: dict[str, object]) -> None:
    plain = figure_fragment(render_figure(load_spec(spec))).html
    output = in_notebook(spec)
    ours = {"data-lm-suppress-shortcuts", "style"}
    assert [
        (tag, {name: value for name, value in attrs.items() if name not in {*ours, "class", "data-panel"}})
        for tag, attrs in Html(output).tags
        if attrs.get("class") != "sg-untrusted"
    ] == [
        (tag, {name: value for name, value in attrs.items() if name not in {"class", "data-panel"}})
        for tag, attrs in Html(plain).tags
    ]
    assert text(output) == text(plain)


def text(html: str) -> str:
    bare = re.sub(r"/\*<!--\*/|/\*-->\*/|(?<=<style>)<!--|-->(?=</style>)", "", html)
    return re.sub(r'<p class="sg-untrusted">.*?</p>\n|<[^>]*>', "", bare)
