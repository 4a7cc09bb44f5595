"""The page for frames: alone it is complete, and its policy allows what it has and nothing else."""

from __future__ import annotations

import re

import pytest

from sitegen.page.csp import policy_sources
from sitegen.page.environment import Templates
from sitegen.page.frame import frame_page
from sitegen.pipeline import load_spec, render_figure
from tests.html import Html


@pytest.fixture
def page(explored):
    return frame_page(explored, "https://example.org/figures/explored/", Templates())


def test_the_policy_names_every_style_and_script_and_nothing_else(page):
    policy = Html(page).all("meta")[1]["content"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    texts = (re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", page, re.DOTALL) for tag in ("style", "script"))
    found = policy_sources(*texts)
    assert set(re.findall("'sha256-[^']+'", policy)) == {*found["style-src"], *found["script-src"]}
    assert [len(each) for each in found.values()] == [3, 2]


def test_it_needs_no_other_file_and_names_the_page_of_the_figure(page, explored):
    outline = Html(page)
    assert outline.values("src") == []
    assert outline.all("link") == [{"rel": "canonical", "href": "https://example.org/figures/explored/"}]
    assert {"name": "robots", "content": "noindex"} in outline.all("meta")
    assert "canonical" not in frame_page(explored, "", Templates())


def test_it_has_a_heading_and_one_figure_whose_title_is_escaped(page):
    outline = Html(page)
    assert [len(outline.all(tag)) for tag in ("h1", "main", "figure")] == [1, 1, 1]
    assert "<h1>Decay &lt;b&gt; &amp; co</h1>" in page
    assert "<b>" not in page


def test_it_reports_its_height_under_the_id_of_the_figure(page):
    assert 'sitegen:"explored",height:' in re.findall(r'<script type="module">(.*?)</script>', page)[-1]


@pytest.mark.parametrize(("title", "lang"), [({"title": "Tiefe"}, "de"), ({}, "en")])
def test_its_language_is_that_of_its_title(title, lang):
    spec = load_spec({"id": "depth", "kind": "gradient-decay", "lang": "de", **title})
    outline = Html(frame_page(render_figure(spec), "", Templates()))
    assert [each["lang"] for each in outline.all("html") + outline.all("figure")] == [lang, "en"]
