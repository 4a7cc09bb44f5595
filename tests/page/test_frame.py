"""The page for frames uses the files of the site, under a strict policy."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sitegen import load_spec, render_figure
from sitegen.page.environment import Templates
from sitegen.page.frame import frame_page
from tests.html import Html


@pytest.fixture
def page(explored, parts_of):
    return frame_page(parts_of(explored), "../../", "https://example.org/figures/explored/", Templates())


def test_the_policy_allows_the_files_of_the_site_and_nothing_inline(page):
    outline = Html(page)
    policy = outline.all("meta")[1]["content"]
    assert policy == "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'"
    assert outline.all("style") == []
    assert outline.values("style") == []
    assert all("src" in each for each in outline.all("script"))


def test_it_uses_the_style_sheet_and_the_scripts_of_the_site(page, parts_of):
    outline = Html(page)
    sheets = [each["href"] for each in outline.all("link") if each["rel"] == "stylesheet"]
    assert sheets == ["../../assets/site.css", "figure.css"]
    assert outline.values("src") == ["../../assets/explore.js", "../../assets/frame.js"]
    still = render_figure(load_spec({"id": "still", "kind": "gradient-decay", "motion": "still"}))
    still = replace(still, drawing=replace(still.drawing, has_points=False))
    assert Html(frame_page(parts_of(still), "../../", "", Templates())).values("src") == ["../../assets/frame.js"]


def test_it_names_the_page_of_the_figure(page, explored, parts_of):
    outline = Html(page)
    assert {"rel": "canonical", "href": "https://example.org/figures/explored/"} in outline.all("link")
    assert {"name": "robots", "content": "noindex"} in outline.all("meta")
    assert "canonical" not in frame_page(parts_of(explored), "../../", "", Templates())


def test_its_states_are_in_it_for_use_from_the_disk(page, explored):
    controls, _, states, *others = Html(page).all("template")
    assert controls["data-states"] == f"#{states['id']}"
    assert [each["id"] for each in others] == [f"{states['id']}-narrow", f"{states['id']}-wide"]
    assert json.loads(states["data-record"]) == json.loads(explored.files["states.json"])


def test_it_has_a_heading_and_one_figure_whose_title_is_escaped(page):
    outline = Html(page)
    assert [len(outline.all(tag)) for tag in ("h1", "main", "figure")] == [1, 1, 1]
    assert ">Decay &lt;n&gt; &amp; co</h1>" in page
    assert "<n>" not in page


def test_it_reports_its_height_under_the_id_of_the_figure(page):
    assert Html(page).all("main") == [{"data-figure": "explored"}]


@pytest.mark.parametrize(("title", "lang"), [({"title": "Tiefe"}, "de"), ({}, "en")])
def test_its_language_is_that_of_its_title(title, lang, parts_of):
    spec = load_spec({"id": "depth", "kind": "gradient-decay", "lang": "de", **title})
    outline = Html(frame_page(parts_of(render_figure(spec)), "../../", "", Templates()))
    assert [each["lang"] for each in outline.all("html") + outline.all("figure")] == [lang, "en"]
